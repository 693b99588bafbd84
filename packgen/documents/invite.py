"""The invitation: one letter for each agency with its own reason, and the office copy with the whole list."""

from __future__ import annotations

from collections.abc import Iterator

from packgen.documents.attendance import role_words
from packgen.documents.blocks import (
    Values,
    attendee_row,
    called_for,
    children_of,
    meeting_facts,
    meeting_paper,
    state_of,
)
from packgen.documents.british import count_of
from packgen.documents.invitees import (
    ADDRESSEE,
    Letter,
    gets_a_letter,
    is_family,
    letters,
    police_request,
    reason_row,
    recipient_row,
    reply_to,
    undecided,
)
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork
from packgen.documents.named import names_somebody
from packgen.documents.passages import Passages
from packgen.guidance.assessment import Attendee

NAME = "invite"
_NEED = {
    "must": "has to be asked",
    "should": "is to be asked",
    "may": "may be asked",
    "chosen": "named in the case file",
}
# Who reads why the meeting was called. Others learn its purpose; the chair tells them more at the meeting.
_TOLD_THE_REASON = frozenset(("police", "health", "social_care", "education", "other_authority"))


def documents(work: MeetingWork) -> Iterator[Document]:
    """The office copy, then one letter for each addressee."""
    if not called_for(work, NAME):
        return
    yield _document(work, NAME, "Invitation: office copy", ("chair", "office"), None)
    for letter in letters(work):
        yield _document(work, f"invite-{letter.slug}", f"Invitation: {letter.label}", ADDRESSEE, letter)


def _document(work: MeetingWork, name: str, title: str, audience: tuple[str, ...], letter: Letter | None) -> Document:
    passages = Passages(f"{work.meeting.id}/{name}")
    return Document(
        kind=NAME,
        name=name,
        title=title,
        format=Format.WORD,
        audience=audience,
        folder=work.meeting.id,
        date=work.meeting.date,
        version=work.meeting.version,
        state=state_of(work.meeting),
        context=_context(work, letter, passages),
        passages=passages.found,
    )


def _context(work: MeetingWork, letter: Letter | None, passages: Passages) -> Values:
    meeting = work.meeting
    names = meeting.reason is not None and names_somebody(work.whole.case, meeting.reason.text)
    told = letter is None or (letter.group in _TOLD_THE_REASON and not names)
    title = "Cancelled meeting" if meeting.cancelled else "Invitation to a meeting"
    return {
        "paper": meeting_paper(work, title),
        "meeting": meeting_facts(work),
        "office": letter is None,
        "date": meeting.called_at.date() if meeting.called_at else None,
        "recipients": [recipient_row(to) for to in letter.recipients] if letter else [],
        "how_many": count_of(len(children_of(work)), "child", "children"),
        "reason": passages.words(meeting.reason) if told else None,
        "reason_names": names and letter is None,
        "why": [reason_row(invitee) for invitee in letter.invitees[:1]] if letter else [],
        "notes": _notes(work, letter),
        "police": _police(letter or police_request(work)),
        "report_due": _report_due(letter),
        "reply_to": reply_to(work),
        "cancelled_on": meeting.cancelled.date if meeting.cancelled else None,
        **_for_the_office(work, office=letter is None),
    }


def _notes(work: MeetingWork, letter: Letter | None) -> list[str]:
    """What the guidance has this letter say; the office copy holds all of it."""
    notes = [note for note in work.assessment.notes if note.where == "letter"]
    return [note.text for note in notes if letter is None or not note.groups or letter.group in note.groups]


def _for_the_office(work: MeetingWork, *, office: bool) -> Values:
    """The whole list, who is waiting for a decision, who was left out: printed in the office copy alone."""
    if not office:
        return {"invited": [], "undecided": [], "left_out": []}
    return {
        "invited": [_list_row(work, a) for a in work.assessment.attendees if not a.needs_decision],
        "undecided": [reason_row(attendee) for attendee in undecided(work)],
        "left_out": [
            {"role": role_words(work, left.role), "reason": left.reason.text, "by": left.by, "date": left.date}
            for left in work.meeting.not_invited
        ],
    }


def _list_row(work: MeetingWork, attendee: Attendee) -> Values:
    secure = "" if attendee.email is None or attendee.secure_email else "not known to be secure"
    how = _how(work, attendee)
    why = attendee.why if attendee.rules or attendee.need != "chosen" else None
    return attendee_row(attendee) | {
        "how": how,
        "secure": secure,
        "need": _NEED.get(attendee.need, attendee.need),
        "why": why,
    }


def _police(letter: Letter | None) -> Values:
    if letter is None or not letter.teams:
        return {"asked": False, "route": "", "teams": []}
    return {"asked": True, "route": letter.label, "teams": [reason_row(team) for team in letter.teams]}


def _report_due(letter: Letter | None) -> object:
    due = [invitee.report_due for invitee in letter.invitees if invitee.report_wanted] if letter else []
    return next((day for day in due if day), None)


def _how(work: MeetingWork, attendee: Attendee) -> str:
    """How the invitation reaches somebody."""
    request = police_request(work)
    if request and attendee in (*request.invitees, *request.teams):
        return "police request goes here" if attendee in request.invitees else "named in the police request"
    if is_family(attendee):
        return "plain invitation, in person"
    if gets_a_letter(work, attendee):
        return "own letter"
    return "has this copy" if attendee.addressed else "not written to"


KIND = MeetingKind(NAME, "Invitation", documents)
