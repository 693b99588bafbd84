"""A change to a case file as plain data: a value set, an entry added to a list, an entry taken out of one."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from packgen.case.reading.tree import Plain
from packgen.errors import KeyPath


@dataclass(frozen=True)
class SetValue:
    """`value` at `path`; keys that are missing on the way are made. An empty text means: not known."""

    path: KeyPath
    value: Plain


@dataclass(frozen=True)
class AddItem:
    """`value` as the last entry of the list at `path`, which is made where it is missing."""

    path: KeyPath
    value: Plain


@dataclass(frozen=True)
class RemoveItem:
    """The list entry at `path` taken out."""

    path: KeyPath


Change = SetValue | AddItem | RemoveItem


def changed_values(values: Plain, change: Change) -> Plain:
    """`values` with the change made. Raises KeyError, IndexError or TypeError where it does not fit."""
    made: Any = deepcopy(values)
    *way, last = change.path
    if isinstance(change, AddItem):
        holder = _down(made, way)
        if isinstance(holder, dict) and not holder.get(str(last)):
            holder[str(last)] = []
        holder[last].append(change.value)
    elif isinstance(change, RemoveItem):
        del _down(made, way)[last]
    else:
        _down(made, way)[last] = change.value
    return made  # type: ignore[no-any-return]


def _down(made: Any, way: list[str | int]) -> Any:
    for key in way:
        if isinstance(made, dict) and not made.get(str(key)):
            made[str(key)] = {}
        made = made[key]
    return made


def tidy(values: Plain) -> Plain:
    """`values` without what was left empty, as a reader of case files takes them."""
    if isinstance(values, dict):
        filled = {key: tidy(value) for key, value in values.items()}
        return {key: value for key, value in filled.items() if value not in ("", [])}
    if isinstance(values, list):
        return [tidy(value) for value in values]
    return values.strip()
