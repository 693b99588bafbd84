"""Plain values that a context may hold besides text, numbers and dates.

Contexts stay free of Word objects (so they can be golden JSON); `word/` turns these into Word, `redaction/` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, time

NOT_YET_KNOWN = "not yet known"


@dataclass(frozen=True)
class Markdown:
    """Text as typed in a case file, where `**bold**`, lists and tables are meant."""

    text: str


@dataclass(frozen=True)
class Passage:
    """Free text about particular people: rendered inside a content control whose tag is `key`.

    `key` is opaque (it never holds a name); which people it stands for is kept in the manifest. `about` holds person
    ids of the case; `origin` says whose information it is (health, police, education, court, legal advice, or "").
    """

    text: Markdown
    key: str
    about: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True)
class Checkbox:
    """A box to tick, ticked or not."""

    ticked: bool = False


@dataclass(frozen=True)
class Figure:
    """A picture that packgen draws itself: which kind, its data as plain values, and what it shows in words.

    `about` holds the ids of every person it shows, so that a redacted copy can be redrawn without some of them.
    """

    kind: str
    data: Mapping[str, object]
    alt_text: str
    width_mm: float = 160
    about: tuple[str, ...] = field(default=())


def passages_in(value: object) -> Iterator[Passage]:
    """Every passage in a context, however deep."""
    if isinstance(value, Passage):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from passages_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from passages_in(item)


def as_plain(value: object) -> object:
    """`value` as JSON can hold it: golden contexts and fingerprints are made of this.

    Dates and times become ISO text, the values of this module become mappings that name their type.
    Raises TypeError for anything that a context may not hold.
    """
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        named = {part.name: as_plain(getattr(value, part.name)) for part in fields(value)}
        return {"type": type(value).__name__, **named}
    raise TypeError(f"a context may not hold {type(value).__name__}")
