"""Dates, times and short lists as a British reader expects them, for text files and for sentences.

Word templates format dates themselves; a context therefore holds dates as dates wherever one stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from packgen.content import NOT_YET_KNOWN
from packgen.guidance.working_days import clock_words


def long_date(day: date | None) -> str:
    """`Friday 14 March 2025`, or "not yet known"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}" if day else NOT_YET_KNOWN


def short_date(day: date | None) -> str:
    """`14 March 2025`, or "not yet known"."""
    return f"{day.day} {day:%B} {day.year}" if day else NOT_YET_KNOWN


def clock(moment: time | None) -> str:
    """`10.30am`, `2pm`, `midday`, or "not yet known"."""
    return NOT_YET_KNOWN if moment is None else clock_words(moment)


def moment(when: datetime | date | None) -> str:
    """`14 March 2025 at 10.30am`; a date without a time alone."""
    if isinstance(when, datetime):
        return f"{short_date(when.date())} at {clock(when.time())}"
    return short_date(when)


def span(start: time | None, end: time | None) -> str:
    """`10.30am to midday`; what is unknown says so."""
    if start is None and end is None:
        return NOT_YET_KNOWN
    return f"{clock(start)} to {clock(end)}" if end else f"from {clock(start)}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def count_of(number: int, one: str, many: str | None = None) -> str:
    """`1 day`, `3 days`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def age_on(born: date | None, day: date) -> int | None:
    """Age in whole years on a day; somebody born on 29 February has the birthday on 1 March in other years."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def capitalised(words: str) -> str:
    """The words with a capital letter at the beginning."""
    return words[:1].upper() + words[1:]


def readable(code: str | None) -> str | None:
    """A code of the case file as words: `child_in_care` -> `child in care`."""
    return code.replace("_", " ") if code else None
