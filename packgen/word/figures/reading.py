"""Reading a figure's plain values, whatever stands in them: text, numbers, moments, lists of mappings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

Data = Mapping[str, object]


def text(data: Data, key: str) -> str:
    """The value as text; empty where there is none."""
    value = data.get(key)
    return "" if value is None else str(value)


def number(data: Data, key: str) -> float:
    """The value as a number; 0 where there is none. Raises ValueError for what is no number."""
    value = data.get(key)
    return float(value) if isinstance(value, int | float) else float(str(value)) if value else 0.0


def entries(data: Data, key: str) -> list[Data]:
    """The mappings of a list."""
    value = data.get(key)
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list | tuple) else []


def texts(data: Data, key: str) -> list[str]:
    """A list as texts."""
    value = data.get(key)
    return [str(entry) for entry in value] if isinstance(value, list | tuple) else []


def moment(data: Data, key: str) -> datetime | None:
    """ISO text as a moment. Raises ValueError for text that is none."""
    value = text(data, key)
    return datetime.fromisoformat(value) if value else None


def day(data: Data, key: str) -> date:
    """ISO text as a day. Raises ValueError for text that is none."""
    return date.fromisoformat(text(data, key)[:10])


def all_texts(value: object) -> Iterator[str]:
    """Every text anywhere in a value: what the typeface has to set."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from all_texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from all_texts(part)
