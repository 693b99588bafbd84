"""One change made in the text of a YAML file: only the characters that must change do.

The nodes of the file are composed, never constructed, and only after the reader of case files found the text sound:
so there are no aliases, and nothing is nested deeper than the limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from packgen.case.editing.change import AddItem, Change, RemoveItem
from packgen.case.editing.yaml_text import after_key, flow, listing, mapping
from packgen.case.reading.tree import Plain
from packgen.errors import KeyPath

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class CannotEditError(Exception):
    """The text stands in a way that this change cannot be made in without touching more."""


@dataclass(frozen=True)
class _Place:
    """A node on the way down: the key before it (None in a list), its holder, and whether it stands in brackets."""

    node: yaml.Node
    key: yaml.Node | None
    holder: yaml.Node | None
    in_flow: bool


def edited(text: str, change: Change) -> str:
    """`text` with the change made. Raises CannotEditError."""
    places, missing = _way(text, change.path)
    if isinstance(change, RemoveItem):
        if missing:
            raise CannotEditError
        return _without(text, places[-1])
    value: Plain = change.value
    if isinstance(change, AddItem):
        if not missing and _is_list(places[-1].node):
            return _appended(text, places[-1], value)
        value = [value]
    for key in reversed(missing[1:]):
        if not isinstance(key, str):
            raise CannotEditError
        value = {key: value}
    if not missing:
        return _replaced(text, places[-1], value)
    return _with_key(text, places[-1], missing[0], value)


def _way(text: str, path: KeyPath) -> tuple[list[_Place], KeyPath]:
    """The nodes from the root down as far as the path leads, and the keys that are missing."""
    root: Any = yaml.compose(text, Loader=_LOADER)
    places = [_Place(root, None, None, bool(root.flow_style))]
    for depth, key in enumerate(path):
        holder = places[-1]
        found = _child(holder.node, key)
        if found is None:
            return places, path[depth:]
        in_flow = holder.in_flow or bool(getattr(holder.node, "flow_style", False))
        places.append(_Place(found[1], found[0], holder.node, in_flow))
    return places, ()


def _child(node: yaml.Node, key: str | int) -> tuple[yaml.Node | None, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        filled = [each for each in node.value if not _is_empty(each)]
        return (None, filled[key]) if 0 <= key < len(filled) else None
    return None


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value.strip()


def _is_list(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode) and bool(node.value)


def _end(text: str, node: Any) -> int:
    """Where the last character of a node ends: libyaml lets a block run on to the next thing it saw."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        end = int(node.end_mark.index)
    else:
        last = node.value[-1]
        key, value = last if isinstance(last, tuple) else (None, last)
        end = _end(text, value)
        if key is not None and value.start_mark.index == value.end_mark.index:
            end = text.index(":", key.end_mark.index) + 1
    start = int(node.start_mark.index)
    return start + len(text[start:end].rstrip())


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _replaced(text: str, place: _Place, value: Plain) -> str:
    """Another value behind the same key."""
    if place.key is None:
        raise CannotEditError
    start = text.index(":", place.key.end_mark.index) + 1
    end = max(start, _end(text, place.node)) if not _is_null(place.node) else start
    if place.in_flow:
        return f"{text[:start]} {flow(value)}{text[end:]}"
    column = int(place.key.start_mark.column)
    first, *others = after_key(value, column + 2).split("\n")
    if not others:
        return f"{text[:start]}{first}{text[end:]}"
    line_end = _line_end(text, end)
    return "\n".join([f"{text[:start]}{first}{text[end:line_end]}", *others]) + text[line_end:]


def _is_null(node: yaml.Node) -> bool:
    return bool(node.start_mark.index == node.end_mark.index)


def _with_key(text: str, place: _Place, key: str | int, value: Plain) -> str:
    """A key more in a mapping that is there; where nothing stands yet, a mapping with it."""
    if not isinstance(key, str):
        raise CannotEditError
    node = place.node
    if not node.value:
        return _replaced(text, place, {key: value})
    if not isinstance(node, yaml.MappingNode):
        raise CannotEditError
    if node.flow_style:
        return _before_bracket(text, node, f"{key}: {flow(value)}")
    column = int(node.value[0][0].start_mark.column)
    at = _line_end(text, _end(text, node))
    return f"{text[:at]}\n{mapping({key: value}, column)}{text[at:]}"


def _appended(text: str, place: _Place, value: Plain) -> str:
    node: Any = place.node
    if node.flow_style:
        return _before_bracket(text, node, flow(value))
    at = _line_end(text, _end(text, node))
    return f"{text[:at]}\n{listing([value], int(node.start_mark.column))}{text[at:]}"


def _before_bracket(text: str, node: yaml.Node, more: str) -> str:
    bracket = int(node.end_mark.index) - 1
    inside = text[:bracket].rstrip()
    comma = "" if inside.endswith((",", "{", "[")) else ","
    space = "" if inside.endswith(("{", "[")) else " "
    return f"{inside}{comma}{space}{more}{text[bracket:]}"


def _without(text: str, place: _Place) -> str:
    """A list without one entry, with the lines that it stood on."""
    holder = place.holder
    if not isinstance(holder, yaml.SequenceNode):
        raise CannotEditError
    start, end = int(place.node.start_mark.index), _end(text, place.node)
    if holder.flow_style:
        return _without_in_brackets(text, start, end)
    line = text.rfind("\n", 0, start) + 1
    before = text[line:start]
    if not re.fullmatch(r" *- +", before):
        raise CannotEditError
    return text[:line] + text[min(_line_end(text, end) + 1, len(text)) :]


def _without_in_brackets(text: str, start: int, end: int) -> str:
    if after := re.match(r"\s*,\s*", text[end:]):
        return text[:start] + text[end + after.end() :]
    return re.sub(r",\s*\Z", "", text[:start]) + text[end:]
