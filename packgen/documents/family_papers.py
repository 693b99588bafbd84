"""For the child and the parents at a risk management meeting: a plain invitation, a sheet to prepare, a blank plan.

Safe to be found (design, decision 15). Rules RM-INV-12, SP-01, SP-14, SP-15.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packgen.case.people import Child
from packgen.documents.attendance import is_chair
from packgen.documents.blocks import (
    Values,
    called,
    called_for,
    child_by_id,
    children_of,
    family_paper,
    joining,
    person_by_id,
    place_by_id,
    state_of,
    venue_line,
)
from packgen.documents.british import capitalised, clock, span
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork
from packgen.documents.plain_roles import plain_role
from packgen.documents.safety_plan.people import PERSON_OF_CONCERN
from packgen.guidance.assessment import Attendee

INVITATION = "plain_invitation"
WHAT_I_WANT_TO_SAY = "what_i_want_to_say"
WORKSHEET = "safety_plan_worksheet"


@dataclass(frozen=True)
class _Reader:
    """A child or parent who joins all or part of the meeting. `name` is how the paper speaks to them."""

    name: str
    is_child: bool
    child: Child | None
    number: int
    joins: str

    @property
    def audience(self) -> str:
        return "child" if self.is_child else "parent"


def invitations(work: MeetingWork) -> Iterator[Document]:
    """A plain invitation for the child and each parent who joins."""
    if called_for(work, INVITATION):
        for reader in _readers(work):
            yield _document(
                work, reader, INVITATION, "plain-invitation", "Come and talk with us", _invitation(work, reader)
            )


def sheets(work: MeetingWork) -> Iterator[Document]:
    """A sheet to write on before the meeting, for the same readers."""
    if called_for(work, WHAT_I_WANT_TO_SAY):
        for reader in _readers(work):
            paper = {"name": reader.name, "is_child": reader.is_child, "date": work.meeting.date}
            yield _document(work, reader, WHAT_I_WANT_TO_SAY, "what-i-want-to-say", "What I want to say", paper)


def worksheets(work: MeetingWork) -> Iterator[Document]:
    """A blank safety plan for each child of the meeting, to fill in by hand with the child."""
    if not called_for(work, WORKSHEET):
        return
    for number, child in enumerate(children_of(work), start=1):
        reader = _Reader(called(child), True, child, number, "all")
        yield _document(work, reader, WORKSHEET, "plan-worksheet", "My plan", {"name": called(child)})


KINDS = (
    MeetingKind(INVITATION, "Plain invitation for a child or parent", invitations),
    MeetingKind(WHAT_I_WANT_TO_SAY, "What I want to say", sheets),
    MeetingKind(WORKSHEET, "Blank safety plan worksheet", worksheets),
)


def _document(work: MeetingWork, reader: _Reader, kind: str, stem: str, title: str, values: Values) -> Document:
    return Document(
        kind=kind,
        name=f"{stem}-{reader.audience}-{reader.number}",
        title=f"{title} ({reader.audience} {reader.number})",
        format=Format.WORD,
        audience=(reader.audience, "chair"),
        folder=work.meeting.id,
        date=work.meeting.date,
        version=work.meeting.version,
        state=state_of(work.meeting),
        context={"paper": family_paper(title, work.meeting), **values},
        for_child=reader.child.id if reader.child else None,
    )


def _readers(work: MeetingWork) -> Iterator[_Reader]:
    children = {child.id: child for child in work.whole.case.children}
    numbers = {"child": 0, "parent": 0}
    for attendee in work.assessment.attendees:
        if attendee.group not in ("child", "family") or attendee.joins == "none" or attendee.needs_decision:
            continue
        person = person_by_id(work.whole.case, attendee.person)
        if person is not None and person.group == PERSON_OF_CONCERN:
            continue
        child = children.get(attendee.person or "")
        who = "child" if child else "parent"
        numbers[who] += 1
        name = called(child) if child else attendee.name
        if name:
            yield _Reader(name, child is not None, child or _child_of(work), numbers[who], attendee.joins or "part")


def _child_of(work: MeetingWork) -> Child | None:
    children = children_of(work)
    return children[0] if len(children) == 1 else None


def _invitation(work: MeetingWork, reader: _Reader) -> Values:
    meeting = work.meeting
    return {
        "name": reader.name,
        "is_child": reader.is_child,
        "child": called(reader.child) if reader.child else None,
        "date": meeting.date,
        "time": span(meeting.start, meeting.end),
        "start": clock(meeting.start),
        "where": _where(work, reader),
        "join": joining(meeting),
        "whole": reader.joins == "all",
        "topics": _topics(work, reader),
        "there": [_person_there(work, a, reader) for a in work.assessment.attendees if _is_shown(work, a, reader)],
        "contact": _contact(work, reader),
    }


def _where(work: MeetingWork, reader: _Reader) -> str | None:
    """The venue, or how it is held; the address of a placement is never printed on a family's paper."""
    place = place_by_id(work.whole.case, work.meeting.venue)
    homes = {child.placement.place for child in work.whole.case.children if child.placement}
    if place is None or not (place.kind == "placement" or place.id in homes):
        line = venue_line(work)
        return capitalised(line) if line else None
    if len(children_of(work)) != 1:
        return place.name
    return "Where you live" if reader.is_child else f"Where {called(children_of(work)[0])} lives"


def _is_shown(work: MeetingWork, attendee: Attendee, reader: _Reader) -> bool:
    """Whether the paper says that this invitee will be there: named, coming, not the reader, nobody of concern."""
    person = person_by_id(work.whole.case, attendee.person)
    return (
        attendee.name is not None
        and attendee.name != reader.name
        and not (reader.is_child and reader.child is not None and attendee.person == reader.child.id)
        and attendee.reply != "apologies"
        and not attendee.needs_decision
        and not attendee.requested_team
        and (person is None or person.group != PERSON_OF_CONCERN)
    )


def _person_there(work: MeetingWork, attendee: Attendee, reader: _Reader) -> Values:
    child = child_by_id(work.whole.case, attendee.person)
    if child is not None:
        return {"name": called(child), "role": "your child" if child is reader.child else "young person"}
    if is_chair(work, attendee):
        return {"name": attendee.name, "role": "runs the meeting"}
    role = plain_role(attendee, _kin(work, attendee, reader), to_child=reader.is_child)
    return {"name": attendee.deputy or attendee.name, "role": role}


def _kin(work: MeetingWork, attendee: Attendee, reader: _Reader) -> str | None:
    """What an invitee is to the reader's child, in the case file's words: mother, uncle."""
    person = person_by_id(work.whole.case, attendee.person)
    ties = person.relationships if person and reader.child else ()
    return next((tie.kind for tie in ties if reader.child and tie.to == reader.child.id), None)


def _topics(work: MeetingWork, reader: _Reader) -> list[str]:
    """What is talked of while the family is there, as one says it to them."""
    joined = (item for item in work.assessment.agenda if item.part == "joined")
    return [(item.to_child if reader.is_child else item.to_parent) or item.heading for item in joined]


def _contact(work: MeetingWork, reader: _Reader) -> Values:
    worker = person_by_id(work.whole.case, reader.child.social_worker) if reader.child else None
    return {"name": worker.name if worker else None, "phone": worker.phone if worker else None}
