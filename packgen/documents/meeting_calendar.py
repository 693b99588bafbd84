"""The calendar entry of a meeting: one UID for its whole life, a sequence that rises, no names and no case detail.

A calendar is seen by colleagues, relatives at the kitchen table and phone companies. Title and body are the same for
every meeting; a place is named only when it is a venue, never a home or a placement.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from packgen.case.values import LONDON
from packgen.documents.blocks import called_for, place_by_id, state_of
from packgen.documents.calendar_format import Event, calendar_text
from packgen.documents.invitees import reply_to
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork

NAME = "meeting_calendar"
_TITLE = "Multi-agency meeting"
_BODY = (
    "Your invitation letter says how to join and what to bring.\n"
    "Please do not add names or details of the case to this calendar entry."
)
_CANCELLED_BODY = "This meeting will not be held. Please remove it from your calendar."
_AN_HOUR = timedelta(hours=1)


def documents(work: MeetingWork) -> Iterator[Document]:
    """One calendar file for a meeting."""
    if not called_for(work, NAME):
        return
    yield Document(
        kind=NAME,
        name="meeting",
        title="Calendar entry",
        format=Format.CALENDAR,
        audience=("agency", "office"),
        folder=work.meeting.id,
        date=work.meeting.date,
        version=work.meeting.version,
        state=state_of(work.meeting),
        text=calendar_text(_event(work)),
    )


def _event(work: MeetingWork) -> Event:
    meeting = work.meeting
    cancelled = meeting.cancelled is not None
    email = reply_to(work)["email"]
    starts = datetime.combine(meeting.date, meeting.start) if meeting.start else meeting.date
    return Event(
        uid=str(uuid5(NAMESPACE_URL, f"packgen:{work.whole.case.case.reference}/{meeting.id}")),
        sequence=meeting.invitation_sequence + cancelled,
        stamp=_stamp(work),
        starts=starts,
        lasts=_length(work) if meeting.start else timedelta(days=1),
        title=f"Cancelled: {_TITLE[0].lower()}{_TITLE[1:]}" if cancelled else _TITLE,
        body=_CANCELLED_BODY if cancelled else _BODY,
        place=_place(work),
        organiser=f"mailto:{email}" if email else "invalid:nomail",
        cancelled=cancelled,
    )


def _stamp(work: MeetingWork) -> datetime:
    """When this state of the entry was made, from the case file alone, so that a rebuild gives the same bytes."""
    meeting = work.meeting
    if meeting.cancelled:
        return datetime.combine(meeting.cancelled.date, time(12), tzinfo=LONDON)
    called = meeting.called_at or datetime.combine(meeting.date - timedelta(days=1), time(12), tzinfo=LONDON)
    return called + timedelta(minutes=meeting.invitation_sequence)


def _length(work: MeetingWork) -> timedelta:
    """From start to end; else the agenda's minutes; else an hour. An end before the start is the next day's."""
    start, end = work.meeting.start, work.meeting.end
    if start and end and end != start:
        length = datetime.combine(work.meeting.date, end) - datetime.combine(work.meeting.date, start)
        return length if length > timedelta() else length + timedelta(days=1)
    return timedelta(minutes=sum(item.minutes for item in work.assessment.agenda)) or _AN_HOUR


def _place(work: MeetingWork) -> str:
    venue = place_by_id(work.whole.case, work.meeting.venue)
    if venue is None or venue.kind != "venue":
        return "See your invitation"
    return ", ".join(word for word in (work.meeting.room, venue.name, venue.address) if word)


KIND = MeetingKind(NAME, "Calendar entry", documents)
