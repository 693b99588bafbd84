"""A case file as a tree that keeps positions: every value is still the text that was typed.

Lines and columns count from 1, as editors show them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from packgen.errors import KeyPath


class Style(StrEnum):
    """How a text was written, which decides what YAML may have bent."""

    PLAIN = "plain"
    QUOTED = "quoted"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as text. `line`, `column` are where it starts; `end_line` is its last line."""

    text: str
    line: int
    column: int
    end_line: int
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. `flow` means that it was written in square brackets."""

    items: tuple[Node, ...]
    line: int
    column: int
    end_line: int
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping, where the key stands, and its value."""

    key_line: int
    key_column: int
    value: Node


@dataclass(frozen=True, slots=True)
class Branch:
    """A mapping of keys to values, in the order typed. `blank` holds keys that were left empty (see without_blanks)."""

    entries: Mapping[str, Entry]
    line: int
    column: int
    end_line: int
    flow: bool = False
    blank: Mapping[str, Entry] = field(default_factory=dict)


Node: TypeAlias = Scalar | Listing | Branch
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def plain(node: Node) -> Plain:
    """The values alone, for validation: text, lists and dictionaries. The tree is never deeper than the depth limit."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return {key: plain(entry.value) for key, entry in node.entries.items()}


def without_blanks(node: Node) -> Node:
    """The tree without keys and list entries that were left empty: left empty means not known.

    A mapping remembers its empty keys, so that a misspelt or a necessary one can still be named.
    """
    if isinstance(node, Listing):
        return replace(node, items=tuple(without_blanks(item) for item in node.items if not is_blank(item)))
    if isinstance(node, Branch):
        filled: dict[str, Entry] = {}
        blank: dict[str, Entry] = {}
        for key, entry in node.entries.items():
            if is_blank(entry.value):
                blank[key] = entry
            else:
                filled[key] = Entry(entry.key_line, entry.key_column, without_blanks(entry.value))
        return replace(node, entries=filled, blank=blank)
    return node


def is_blank(node: Node) -> bool:
    """Whether nothing was typed here."""
    return isinstance(node, Scalar) and not node.text.strip()


def nearest(node: Node, path: KeyPath) -> tuple[Node, int, int, int]:
    """The node at `path`, or its nearest ancestor there is; its line and column; how many keys of the path it has.

    For a key, the line and column are those of its value.
    """
    line, column = node.line, node.column
    for depth, key in enumerate(path):
        child = _child(node, key)
        if child is None:
            return node, line, column, depth
        node, line, column = child, child.line, child.column
    return node, line, column, len(path)


def _child(node: Node, key: str | int) -> Node | None:
    if isinstance(node, Branch) and isinstance(key, str):
        entry = node.entries.get(key)
        return entry.value if entry else None
    if isinstance(node, Listing) and isinstance(key, int) and 0 <= key < len(node.items):
        return node.items[key]
    return None


def branches(node: Node, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Branch]]:
    """Every mapping of the tree with the keys that lead to it, outer ones first."""
    if isinstance(node, Listing):
        for position, item in enumerate(node.items):
            yield from branches(item, (*path, position))
    elif isinstance(node, Branch):
        yield path, node
        for key, entry in node.entries.items():
            yield from branches(entry.value, (*path, key))


def scalars(node: Node, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Scalar]]:
    """Every text of the tree with the keys that lead to it, in the order typed."""
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Listing):
        for position, item in enumerate(node.items):
            yield from scalars(item, (*path, position))
    else:
        for key, entry in node.entries.items():
            yield from scalars(entry.value, (*path, key))


def changed(node: Node, path: KeyPath, new: Node | None) -> Node:
    """The tree with `new` at `path`, or without what stands there (None); unchanged where nothing does."""
    if not path or _child(node, path[0]) is None:
        return node
    key, rest = path[0], path[1:]
    if isinstance(node, Listing) and isinstance(key, int):
        item = changed(node.items[key], rest, new) if rest else new
        return replace(node, items=(*node.items[:key], *([item] if item else []), *node.items[key + 1 :]))
    if isinstance(node, Branch) and isinstance(key, str):
        entries = dict(node.entries)
        entry = entries.pop(key)
        value = changed(entry.value, rest, new) if rest else new
        if value is not None:
            entries[key] = replace(entry, value=value)
        return replace(node, entries=entries)
    return node
