"""How plain values read in a British document: dates, times, numbers, lists, yes and no."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date, datetime, time
from enum import Enum

from packgen.content import NOT_YET_KNOWN, Checkbox, Figure, Markdown, Passage
from packgen.word.faults import RenderError

# One line that means as Markdown what it says: most text of a case, which then needs no reader.
PLAIN_MARKDOWN = re.compile(r"(?!\s)(?![-+>#=~:•]|\d+[.)])[^\n*_`\[\]<>&|\\!~{]*(?<!\s)\Z")
BOX_EMPTY, BOX_TICKED = "☐", "☒"
# What XML 1.0 cannot hold; a document with one of these does not open in Word.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def british_date(day: date) -> str:
    """`Friday 14 March 2025`."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def british_time(moment: time) -> str:
    """`10.30am`, `2pm`, `midday`, `midnight`."""
    if (moment.hour, moment.minute) in ((0, 0), (12, 0)):
        return "midday" if moment.hour else "midnight"
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def as_text(value: object) -> str:
    """A plain value as it is printed. None is "not yet known".

    Raises RenderError for a mapping, a dataclass, a picture: one value was meant.
    """
    if type(value) is str:
        return value
    if value is None:
        return NOT_YET_KNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _less_common(value)


def _less_common(value: object) -> str:  # noqa: C901, PLR0911  (a flat table of types)
    if isinstance(value, Enum):
        return as_text(value.value)
    if isinstance(value, (str, int)):
        return str.__str__(value) if isinstance(value, str) else str(int(value))
    if isinstance(value, datetime):
        return f"{british_date(value)}, {british_time(value.time())}"
    if isinstance(value, date):
        return british_date(value)
    if isinstance(value, time):
        return british_time(value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Checkbox):
        return BOX_TICKED if value.ticked else BOX_EMPTY
    if isinstance(value, Markdown):
        return value.text
    if isinstance(value, Passage):
        return value.text.text
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return ", ".join(as_text(item) for item in value)
    raise RenderError(
        f"{_what(value)} stands where one value was meant.", "Name one value of it in the template's tag."
    )


def _what(value: object) -> str:
    if isinstance(value, Mapping):
        return "A group of values (" + ", ".join(str(key) for key in list(value)[:6]) + ")"
    if isinstance(value, Figure):
        return "A picture"
    if is_dataclass(value):
        return "A group of values (" + ", ".join(list(value.__dataclass_fields__)[:6]) + ")"
    return f"Something that cannot be printed ({type(value).__name__})"


def refuse_forbidden(text: str) -> None:
    """Raise RenderError for a character that a Word document cannot hold: nothing is dropped in silence."""
    if found := _FORBIDDEN.search(text):
        before = text[max(found.start() - 30, 0) : found.start()]
        where = f" after {_visible(before)!r}" if before else " at its beginning"
        message = f"A text holds a character that Word cannot store (U+{ord(found.group()):04X}){where}."
        raise RenderError(
            message, "Delete that character in the case file; it usually comes from copying out of a PDF."
        )


def _visible(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
