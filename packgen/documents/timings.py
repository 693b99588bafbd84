"""Clock times of an agenda: from the start of the meeting and the minutes that each item is given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from packgen.case.meeting import Meeting
from packgen.documents.british import clock
from packgen.guidance.assessment import AgendaItem

Span = tuple[time, time]
_A_DAY = date(2001, 1, 1)  # any day without a change of the clocks


def item_times(items: Sequence[AgendaItem], start: time | None) -> list[Span | None]:
    """When each item begins and ends; None for all where the start is unknown, and for what runs past midnight."""
    if start is None:
        return [None] * len(items)
    at = datetime.combine(_A_DAY, start)
    times: list[Span | None] = []
    for item in items:
        ends = at + timedelta(minutes=item.minutes)
        times.append((at.time(), ends.time()) if ends.date() == _A_DAY else None)
        at = ends
    return times


def time_words(times: Span | None, minutes: int) -> str:
    """`10am, 5 min`; the length alone where the clock time is unknown."""
    return f"{clock(times[0])}, {minutes} min" if times else f"{minutes} min"


def fits(items: Sequence[AgendaItem], meeting: Meeting) -> str | None:
    """A sentence for the chair where the items take longer than the meeting is set for; None where they fit."""
    if meeting.start is None or meeting.end is None:
        return None
    begins, ends = (datetime.combine(_A_DAY, at) for at in (meeting.start, meeting.end))
    planned, needed = (ends - begins).total_seconds() // 60, sum(item.minutes for item in items)
    if needed <= planned:
        return None
    return f"The items add up to {needed} minutes; the meeting is set for {int(planned)}. Decide what to shorten."
