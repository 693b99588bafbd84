"""Sets aside what could not be read in a tree, so that the rest of the file is checked in the same run.

What is left is never built from: it serves only to find more problems.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError

from packgen.case.explain.keys import meant_key
from packgen.case.explain.sentences import as_identifier
from packgen.case.reading.tree import Branch, Entry, Node, Scalar, changed, nearest
from packgen.errors import KeyPath

_PLACEHOLDER = "x-1"
_MOST_FAULTS = 1000  # with more than that, checking what is left would help nobody


def set_aside(error: ValidationError, root: Branch, model: type[BaseModel], *, patient: bool) -> Branch | None:
    """The tree with misspelt keys renamed and wrong values taken out. None where too little would be left.

    Where a necessary key is missing, a stand-in is put (`patient`) or its whole entry is taken out.
    """
    if error.error_count() > _MOST_FAULTS:
        return None
    details = error.errors(include_url=False)
    lacking = [tuple(e["loc"]) for e in details if e["type"] == "missing"]
    node: Node = root
    for detail in sorted(details, key=_from_last, reverse=True):
        path: KeyPath = tuple(detail["loc"])
        if detail["type"] == "missing":
            changed_node = _with_stand_in(node, path) if patient else changed(node, path[:-1], None)
            if len(path) == 1 and not patient:
                return None
            node = changed_node
        elif detail["type"] == "extra_forbidden":
            node = _renamed(node, path, meant_key(node, model, path, lacking))
        else:
            node = _mended(node, path, detail["type"])
    return node if isinstance(node, Branch) else None


def _from_last(detail: Any) -> tuple[bool, list[str]]:
    """Later list entries first, so that taking one out leaves the numbers of the others; renaming before missing."""
    return detail["type"] != "missing", [str(part).zfill(9) for part in detail["loc"]]


def _with_stand_in(node: Node, path: KeyPath) -> Node:
    parent, _, _, depth = nearest(node, path[:-1])
    if depth < len(path) - 1 or not isinstance(parent, Branch) or path[-1] in parent.entries:
        return node
    stand_in = Entry(parent.line, parent.column, Scalar(_PLACEHOLDER, parent.line, parent.column, parent.line))
    filled = Branch({**parent.entries, str(path[-1]): stand_in}, parent.line, parent.column, parent.end_line)
    return changed(node, path[:-1], filled) if len(path) > 1 else filled


def _renamed(node: Node, path: KeyPath, key: str | None) -> Node:
    parent = nearest(node, path[:-1])[0]
    without = changed(node, path, None)
    if key is None or not isinstance(parent, Branch) or key in parent.entries:
        return without
    value = nearest(parent, path[-1:])[0]
    remaining = nearest(without, path[:-1])[0]
    assert isinstance(remaining, Branch)
    entries = {**remaining.entries, key: Entry(value.line, value.column, value)}
    renamed = Branch(entries, remaining.line, remaining.column, remaining.end_line)
    return changed(without, path[:-1], renamed) if len(path) > 1 else renamed


def _mended(node: Node, path: KeyPath, kind: str) -> Node:
    scalar = nearest(node, path)[0]
    if kind == "string_pattern_mismatch" and isinstance(scalar, Scalar):
        good = Scalar(as_identifier(scalar.text), scalar.line, scalar.column, scalar.end_line, scalar.style)
        return changed(node, path, good)
    return changed(node, path, None)
