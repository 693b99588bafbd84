"""Which names a context offers, as a tree: what a template's tags are held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time


@dataclass(frozen=True, eq=False)
class Shape:
    """What can be asked of a value: names below it, the shape of its entries if it is a list.

    `open` means unknown, hence anything may be asked (an optional value that is absent in every known case).
    """

    path: str = ""
    names: Mapping[str, Shape] = field(default_factory=dict)
    entry: Shape | None = None
    open: bool = False


ANYTHING = Shape(open=True)


def shape_of(*contexts: Mapping[str, object]) -> Shape:
    """The names these contexts offer together; paths as staff type them (`meeting.chair.name`, `actions[].due`)."""
    return _shape("", contexts)


def _shape(path: str, values: Sequence[object]) -> Shape:
    known = [value for value in values if value is not None]
    if not known or any(isinstance(value, (date, time)) for value in known):
        return Shape(path, open=True)
    names: dict[str, list[object]] = {}
    for value in known:
        for name, below in _below(value):
            names.setdefault(name, []).append(below)
    lists = [value for value in known if _is_list(value)]
    entries = [entry for value in lists for entry in value]  # type: ignore[attr-defined]
    shapes = {name: _shape(f"{path}.{name}".lstrip("."), below) for name, below in names.items()}
    return Shape(path, shapes, _shape(f"{path}[]", entries) if lists else None)


def _below(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        yield from ((str(key), below) for key, below in value.items())
    elif is_dataclass(value) and not isinstance(value, type):
        yield from ((part.name, getattr(value, part.name)) for part in fields(value))


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes))


def unused(shape: Shape, used: frozenset[str]) -> Iterator[str]:
    """The highest paths that no tag asks for, nor anything below them."""
    for below in (*shape.names.values(), *([shape.entry] if shape.entry else [])):
        if below.path in used or _any_below(below, used):
            yield from unused(below, used)
        else:
            yield below.path


def _any_below(shape: Shape, used: frozenset[str]) -> bool:
    return any(path.startswith((f"{shape.path}.", f"{shape.path}[")) for path in used)
