"""The reply slip: one for a meeting, to be filled in by hand or in Word and sent back. It names nobody."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.blocks import called_for, meeting_facts, meeting_paper, state_of
from packgen.documents.invitees import reply_to
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork

NAME = "reply_slip"


def documents(work: MeetingWork) -> Iterator[Document]:
    """The slip, unless the meeting is cancelled."""
    if not called_for(work, NAME) or work.meeting.cancelled:
        return
    yield Document(
        kind=NAME,
        name="reply-slip",
        title="Reply slip",
        format=Format.WORD,
        audience=("agency", "office"),
        folder=work.meeting.id,
        date=work.meeting.date,
        version=work.meeting.version,
        state=state_of(work.meeting),
        context={
            "paper": meeting_paper(work, "Reply slip"),
            "meeting": meeting_facts(work),
            "reply_to": reply_to(work),
        },
    )


KIND = MeetingKind(NAME, "Reply slip", documents)
