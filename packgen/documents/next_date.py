"""The next meeting: what is arranged, and the last day that the guidance allows."""

from __future__ import annotations

from datetime import date, datetime

from packgen.documents.blocks import Values
from packgen.documents.kind import MeetingWork


def next_date(work: MeetingWork) -> Values:
    """`arranged` (a date with or without a time, None where open), `latest` (last lawful day), `late`."""
    arranged, latest = _arranged(work), work.assessment.latest_next_date
    day = arranged.date() if isinstance(arranged, datetime) else arranged
    return {"arranged": arranged, "latest": latest, "late": bool(day and latest and day > latest)}


def _arranged(work: MeetingWork) -> datetime | date | None:
    minutes = work.meeting.minutes
    if minutes is not None and minutes.next_meeting is not None:
        return minutes.next_meeting
    this = work.meeting
    same = [one for one in work.whole.case.meetings if one.type == this.type and one.cancelled is None]
    return min((one.date for one in same if one.date > this.date), default=None)
