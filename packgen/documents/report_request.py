"""The request for a written report: one for each agency that is asked, with its questions and the day it is due."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.blocks import Values, called_for, meeting_facts, meeting_paper, state_of
from packgen.documents.invitees import ADDRESSEE, Letter, letters, recipient_row, reply_to
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork

NAME = "report_request"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One request for each letter that has somebody who is asked for a report."""
    if not called_for(work, NAME) or work.meeting.cancelled:
        return
    for letter in letters(work):
        if any(invitee.report_wanted for invitee in (*letter.invitees, *letter.teams)):
            yield _document(work, letter)


def _document(work: MeetingWork, letter: Letter) -> Document:
    return Document(
        kind=NAME,
        name=f"report-request-{letter.slug}",
        title=f"Report request: {letter.label}",
        format=Format.WORD,
        audience=ADDRESSEE,
        folder=work.meeting.id,
        date=work.meeting.date,
        version=work.meeting.version,
        state=state_of(work.meeting),
        context=_context(work, letter),
    )


def _context(work: MeetingWork, letter: Letter) -> Values:
    asked = [invitee for invitee in (*letter.invitees, *letter.teams) if invitee.report_wanted]
    questions = dict.fromkeys(question for invitee in asked for question in invitee.report_questions)
    due = min((invitee.report_due for invitee in asked if invitee.report_due), default=work.meeting.reports_due)
    return {
        "paper": meeting_paper(work, "Request for a written report"),
        "meeting": meeting_facts(work),
        "recipients": [recipient_row(to) for to in letter.recipients],
        "questions": list(questions),
        "due": due,
        "police": letter.slug == "police-request",
        "reply_to": reply_to(work),
    }


KIND = MeetingKind(NAME, "Request for a written report", documents)
