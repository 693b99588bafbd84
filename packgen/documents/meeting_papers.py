"""Papers for the room and the record: whether a meeting calls for one, its state, and how it is put together."""

from __future__ import annotations

from packgen.case.meeting import Meeting
from packgen.documents.blocks import Values, called_for, meeting_paper, state_of
from packgen.documents.kind import Document, Format, MeetingWork
from packgen.documents.passages import Passages

OFFICE = ("chair", "office")
EVERYBODY = ("chair", "agency", "police", "school", "office")
RECORD = ("chair", "agency", "police", "school", "office", "record")


def is_wanted(work: MeetingWork, kind: str) -> bool:
    """Whether the guidance lists this kind for the meeting, and the meeting has not been cancelled."""
    return called_for(work, kind) and work.meeting.cancelled is None


def is_held(meeting: Meeting) -> bool:
    """Whether the case file holds minutes of it."""
    return meeting.minutes is not None


def record_state(meeting: Meeting) -> str:
    """draft, issued or approved: the state of the minutes, and of working papers that change until they are issued.

    One date of issue serves the papers sent before the meeting and the minutes written after it. Issued before the
    meeting (or before its minutes were drafted) it means the invitation, and the minutes are still a draft.
    """
    if meeting.approved is not None and meeting.approved.date >= meeting.date:
        return "approved"
    if meeting.issued is None:
        return "draft"
    drafted = meeting.minutes.drafted_at if meeting.minutes else None
    if drafted is not None:
        return "issued" if meeting.issued.date >= drafted.date() else "draft"
    return "issued" if meeting.issued.date > meeting.date else "draft"


def record_paper(work: MeetingWork, title: str) -> Values:
    """`paper` as `blocks.meeting_paper` makes it, in the state of the minutes."""
    paper = meeting_paper(work, title)
    state = record_state(work.meeting)
    if state == state_of(work.meeting):
        return paper
    return paper | {"state": state, "draft": paper["draft"] or "DRAFT", "issued": None, "approved": None}


def passages_of(work: MeetingWork, kind: str) -> Passages:
    """The passages of a paper of this meeting, still empty."""
    return Passages(f"{work.whole.case.case.reference}/{work.meeting.id}/{kind}")


def word_paper(
    work: MeetingWork,
    kind: str,
    title: str,
    context: Values,
    *,
    audience: tuple[str, ...],
    state: str,
    passages: Passages | None = None,
) -> Document:
    """The one Word document of its kind that a meeting has; it lies in the meeting's folder under the kind's name."""
    return Document(
        kind=kind,
        name=kind.replace("_", "-"),
        title=title,
        format=Format.WORD,
        audience=audience,
        folder=work.meeting.id,
        date=work.meeting.date,
        version=work.meeting.version,
        state=state,
        context=context,
        passages=passages.found if passages else (),
    )
