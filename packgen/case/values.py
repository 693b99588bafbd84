"""The kinds of single value in a case file, each read from text exactly as it was typed.

Every scalar reaches these types as text, so `NO`, `10:30`, `01174960000` and `Null` (a surname) mean what staff wrote.
A wrong value raises ValueError with a sentence that says what to type instead.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, WithJsonSchema

LONDON = ZoneInfo("Europe/London")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YES = {"yes", "y", "true", "on"}
_NO = {"no", "n", "false", "off"}


class Part(BaseModel):
    """A part of a case file: frozen, and a key that is not in the schema is a problem."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def read_yes_no(value: Any) -> bool:
    """`yes` or `no` in any letter case (true and false too)."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError(f"expected yes or no, not {str(value)[:40]!r}; type yes or no")


def read_day(value: Any) -> date:
    """A date as 2025-03-14, 14/03/2025 (day first) or 14 March 2025."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = str(value).strip()
    numbers = _day_numbers(text)
    if numbers is None:
        raise ValueError(f"{text[:40]!r} is not a date; type it as 2025-03-14 or 14/03/2025")
    try:
        day = date(*numbers)
    except ValueError:
        raise ValueError(f"{text[:40]!r} is not a day in the calendar; check the day, month and year") from None
    if not 1900 <= day.year <= 2199:
        raise ValueError(f"the year {day.year} cannot be right; check the date")
    return day


def _day_numbers(text: str) -> tuple[int, int, int] | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = map(int, found.groups())
        return year, month, day
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        day, month, year = map(int, found.groups())
        return year, month, day
    found = re.fullmatch(r"(?:[A-Za-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9}),? (\d{4})", text)
    if not found:
        return None
    names = [name for name in _MONTHS if name.startswith(found[2].lower())]
    return (int(found[3]), _MONTHS.index(names[0]) + 1, int(found[1])) if len(names) == 1 else None


def read_clock_time(value: Any) -> time:
    """A time of day as 14:30, 14.30, 2.30pm or 2pm."""
    if isinstance(value, time):
        return value
    text = str(value).strip().lower().replace(" ", "")
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?(am|pm)?", text)
    if text in ("noon", "midday"):
        return time(12)
    if not found or (found[2] is None and found[3] is None):
        raise ValueError(f"{str(value)[:40]!r} is not a time; type it as 14:30 or 2.30pm")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{str(value)[:40]!r} is not a time; type it as 14:30 or 2.30pm")
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"{str(value)[:40]!r} is not a time of day; type it as 14:30 or 2.30pm")
    return time(hour, minute)


def read_moment(value: Any) -> datetime:
    """A date and a time of day in the United Kingdom, as `2025-03-14 16:30`; aware, in Europe/London.

    A time that the clocks skipped in March is refused; one that came twice in October is the first of the two.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=LONDON)
    text = re.sub(r"\s+", " ", str(value).strip())
    found = re.fullmatch(r"(.+?)(?:T| at |, | )(\d{1,2}(?:[:.]\d{2})?(?::\d{2})? ?(?:am|pm|AM|PM)?)", text)
    if not found:
        raise ValueError(f"{text[:40]!r} needs a date and a time; type it as 2025-03-14 16:30")
    moment = datetime.combine(read_day(found[1]), read_clock_time(found[2]), tzinfo=LONDON)
    there_and_back = moment.astimezone(ZoneInfo("UTC")).astimezone(LONDON)
    if there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueError(f"{text[:40]!r} never happened: the clocks went forward over it; check the time")
    return moment


def _read_count(value: Any) -> Any:
    text = str(value).strip()
    if not re.fullmatch(r"\d{1,6}", text):
        raise ValueError(f"{text[:40]!r} is not a whole number; type digits only, such as 14")
    return int(text)


YesNo = Annotated[
    bool, BeforeValidator(read_yes_no), WithJsonSchema({"type": ["boolean", "string"], "format": "yes-no"})
]
Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
ClockTime = Annotated[time, BeforeValidator(read_clock_time), WithJsonSchema({"type": "string", "format": "time"})]
Moment = Annotated[datetime, BeforeValidator(read_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Count = Annotated[int, BeforeValidator(_read_count), WithJsonSchema({"type": ["integer", "string"]})]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200_000)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$")]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_./-]{0,59}$")]


def _text_or_mapping(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class FreeText(Part):
    """Text as somebody wrote it. Staff may give the text alone, or `text:` with whom it is about and whose it is."""

    text: Text
    """The words; **bold**, lists and tables as in Markdown."""
    about: tuple[Identifier, ...] = ()
    """Ids of the children or people that this text is about."""
    origin: ShortText | None = None
    """Whose information it is where a redaction must know: health, police, education, court or legal_advice."""


Words = Annotated[FreeText, BeforeValidator(_text_or_mapping)]
