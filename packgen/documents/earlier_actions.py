"""Actions of a meeting and of those before it, as at a meeting's date."""

from __future__ import annotations

from datetime import date

from packgen.case.meeting import Action, Meeting
from packgen.documents.attendance import role_words
from packgen.documents.blocks import Values, agency_beside, days_overdue, name_of
from packgen.documents.british import count_of
from packgen.documents.kind import MeetingWork
from packgen.documents.passages import Passages


def earlier_actions(work: MeetingWork, passages: Passages) -> Values:
    """`open`: rows of what earlier meetings agreed and is not done at this meeting's date, longest overdue first;
    `done`: how many were finished; `overdue`: how many of the open ones are late; `waiting`: dates of earlier meetings
    whose minutes wait to be taken into the case, so that rows may be missing."""
    at = work.meeting.date
    agreed = [
        (meeting, number, action) for meeting in _before(work) for number, action in enumerate(meeting.actions, 1)
    ]
    kept = [entry for entry in agreed if entry[2].dropped is None]
    still_open = [entry for entry in kept if not _done(entry[2], at)]
    still_open.sort(key=lambda entry: -days_overdue(entry[2].due, entry[2].done_on, at))
    rows = [_open_row(work, meeting, number, action, passages) for meeting, number, action in still_open]
    return {
        "open": rows,
        "done": len(kept) - len(still_open),
        "overdue": sum(1 for row in rows if row["days_overdue"]),
        "waiting": [meeting.date for meeting in _before(work) if meeting.id in work.whole.minutes_waiting],
    }


def owner_of(work: MeetingWork, action: Action) -> str | None:
    """The name of whoever does it, else the role; None while nobody has been named."""
    by_role = role_words(work, action.owner_role) if action.owner_role else None
    return name_of(work.whole.case, action.owner) or action.owner_name or by_role


def reference_of(number: int) -> str:
    """How an action is called when people talk: `A3`."""
    return f"A{number}"


def _before(work: MeetingWork) -> list[Meeting]:
    """Earlier by date; of one day, those that stand earlier in the file."""
    dated = sorted((meeting.date, number, meeting) for number, meeting in enumerate(work.whole.case.meetings))
    ids = [meeting.id for _, _, meeting in dated]
    return [meeting for _, _, meeting in dated[: ids.index(work.meeting.id)]]


def _done(action: Action, at: date) -> bool:
    return action.done_on is not None and action.done_on <= at


def _open_row(work: MeetingWork, meeting: Meeting, number: int, action: Action, passages: Passages) -> Values:
    days = days_overdue(action.due, action.done_on, work.meeting.date)
    owner = owner_of(work, action)
    return {
        "reference": reference_of(number),
        "from_date": meeting.date,
        "what": passages.words(action.what, about=action.about),
        "progress": passages.words(action.progress, about=action.about),
        "owner": owner,
        "agency": agency_beside(owner or "", action.agency),
        "due": action.due,
        "days_overdue": days,
        "state": _state_words(action, days),
    }


def _state_words(action: Action, days: int) -> str:
    if days:
        return f"O: overdue by {count_of(days, 'day')}"
    return "D: not yet due" if action.due else "N: no date was set"
