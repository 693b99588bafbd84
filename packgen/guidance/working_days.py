"""Working days in England and Wales, and limits added to a moment or a day."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, time, timedelta

from packgen.case.values import LONDON
from packgen.guidance.vocabulary import Holidays

Point = datetime | date


def is_working_day(day: date, holidays: Holidays) -> bool:
    """Monday to Friday, and no bank holiday."""
    return day.weekday() < 5 and day not in holidays.days


def add_working_days(day: date, count: int, holidays: Holidays) -> date:
    """The `count`-th working day after `day`."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, holidays)
    return day


def next_working_day(day: date, holidays: Holidays) -> date:
    """`day`, or the first working day after it."""
    return day if is_working_day(day, holidays) else add_working_days(day, 1, holidays)


def add_months(day: date, count: int) -> date:
    """The same day of a later month; its last day where the month is too short."""
    year, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_limit(start: Point, limit: str, holidays: Holidays) -> Point:
    """`start` plus a limit such as `72 hours`, `42 days`, `6 months`, `5 working days`.

    Hours are elapsed time, so a clock change inside them does not lengthen or shorten them. Days, weeks and months
    end with their last day: the result is a date.
    """
    count, unit = limit.split(" ", 1)
    if unit == "hours":
        if not isinstance(start, datetime):
            start = datetime.combine(start, datetime.min.time(), tzinfo=LONDON)
        return (start.astimezone(UTC) + timedelta(hours=int(count))).astimezone(LONDON)
    day = start.astimezone(LONDON).date() if isinstance(start, datetime) else start
    if unit == "working days":
        return add_working_days(day, int(count), holidays)
    if unit == "months":
        return add_months(day, int(count))
    return day + timedelta(days=int(count) * (7 if unit == "weeks" else 1))


def is_after(point: Point, due: Point) -> bool:
    """Whether `point` is later than `due`; a day is over only when it has ended."""
    if isinstance(point, datetime) and isinstance(due, datetime):
        return point.astimezone(UTC) > due.astimezone(UTC)
    return day_of(point) > day_of(due)


def day_of(point: Point) -> date:
    """The day of a moment, in the United Kingdom."""
    return point.astimezone(LONDON).date() if isinstance(point, datetime) else point


def said(point: Point) -> str:
    """A moment or a day as papers print it: `4 March 2025 at 8.20am`."""
    day = day_of(point)
    text = f"{day.day} {day:%B %Y}"
    return f"{text} at {clock_words(point.astimezone(LONDON).time())}" if isinstance(point, datetime) else text


def clock_words(at: time) -> str:
    """`10.30am`, `2pm`, `midday`, `midnight`."""
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"
