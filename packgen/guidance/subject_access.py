"""The clock of a subject access request: one calendar month, pauses, two more months for a complicated one.

Law, not guidance (rule EXT-SAR-01); to be confirmed by information governance.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from packgen.guidance.vocabulary import Holidays
from packgen.guidance.working_days import add_months, next_working_day, said


@dataclass(frozen=True)
class Pause:
    """Days on which the clock stands still, while identity or meaning is cleared up; `until` None: it still stands."""

    since: date
    until: date | None = None


@dataclass(frozen=True)
class AnswerDue:
    """By when a request is answered; `due` is None while the clock stands still. `says` explains the sum."""

    due: date | None
    says: str
    tell_of_extension_by: date


def answer_due(
    received: date, holidays: Holidays, pauses: Iterable[Pause] = (), *, extended: bool = False
) -> AnswerDue:
    """When a request received on `received` is to be answered.

    The same day of the next month, or that month's last; with an extension three months from the start. Each day on
    which the clock stood still is added. A weekend or bank holiday moves it to the next working day.
    """
    stops = tuple(pauses)
    first = add_months(received, 1)
    plain = add_months(received, 3) if extended else first
    paused = sum(((pause.until - pause.since).days for pause in stops if pause.until), 0)
    tell_by = next_working_day(first + timedelta(days=paused), holidays)
    if any(pause.until is None for pause in stops):
        return AnswerDue(None, "The clock stands still until identity or meaning has been cleared up.", tell_by)
    due = next_working_day(plain + timedelta(days=paused), holidays)
    months = "three months (extended)" if extended else "one month"
    held = f", {paused} days of standing still" if paused else ""
    moved = "" if due == plain + timedelta(days=paused) else ", moved to the next working day"
    return AnswerDue(due, f"Received {said(received)}; {months}{held}{moved}: due by {said(due)}.", tell_by)
