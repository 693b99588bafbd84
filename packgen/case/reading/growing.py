"""Grows a tree from a stream of opening, closing and scalar pieces, held to the limits of depth and number.

Shared by the YAML and the JSON reader, so that both refuse the same things in the same words.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from packgen.case.reading.limits import DEEPEST, MOST_NODES, too_deep, too_many
from packgen.case.reading.tree import Branch, Entry, Listing, Node, Scalar
from packgen.errors import Location, Problem


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    mapping: bool
    line: int
    column: int
    flow: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: Scalar | None = None
    awaiting_key: bool = True


class Growing:
    """Feed it the pieces in order; `root` is the tree once the last one has closed, `problems` what was wrong."""

    def __init__(self, name: str) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._name = name
        self._open: list[_Open] = []
        self._count = 0

    def open(self, *, mapping: bool, line: int, column: int, flow: bool) -> None:
        """A list or mapping starts here. Raises InputError past a limit."""
        self._counted(line, column)
        if len(self._open) >= DEEPEST:
            raise too_deep(self._name, line, column)
        self._open.append(_Open(mapping, line, column, flow))

    def close(self, line: int) -> None:
        """The innermost list or mapping ends on `line`."""
        last = self._open.pop()
        node: Node = (
            Branch(last.entries, last.line, last.column, max(line, last.line), last.flow)
            if last.mapping
            else Listing(tuple(last.items), last.line, last.column, max(line, last.line), last.flow)
        )
        self._place(node)

    def scalar(self, scalar: Scalar) -> None:
        """One text. Raises InputError past a limit."""
        self._counted(scalar.line, scalar.column)
        self._place(scalar)

    def _counted(self, line: int, column: int) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise too_many(self._name, line, column)

    def _place(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if not parent.mapping:
            parent.items.append(node)
        elif parent.awaiting_key:
            parent.key, parent.awaiting_key = self._as_key(node), False
        else:
            self._enter(parent, node)
            parent.awaiting_key = True

    def _as_key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        where = Location(self._name, node.line, node.column)
        hint = "If it is text, put it in double quotes; if it is a key, type one word and a colon."
        self.problems.append(Problem("A list or group stands here where a key is expected.", hint, location=where))
        return Scalar(f"(key in line {node.line})", node.line, node.column, node.end_line)

    def _enter(self, parent: _Open, node: Node) -> None:
        key = parent.key
        assert key is not None
        earlier = parent.entries.get(key.text)
        if earlier is None:
            parent.entries[key.text] = Entry(key.line, key.column, node)
            return
        self.problems.append(
            Problem(
                f"“{key.text[:60]}” is typed twice here; the first is in line {earlier.key_line}.",
                "Keep one of them. If they are two entries of a list, begin each with a dash.",
                location=Location(self._name, key.line, key.column),
            )
        )
