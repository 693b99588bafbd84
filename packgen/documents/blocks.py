"""What many documents share: the header of a paper, the meeting's facts, lines for people and places. Pure functions.

Contexts hold plain values: text, numbers, dates, lists, mappings and the types of `content.py`. What is unknown is None
and prints as "not yet known".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from packgen.case.meeting import Chair, Meeting, SignedOff
from packgen.case.model import CaseFile
from packgen.case.people import Child, Person, Place
from packgen.documents.british import age_on, listed, readable, span
from packgen.documents.kind import CaseWork, MeetingWork
from packgen.guidance.assessment import Attendee, Gap, RuleReference

MARKING = "OFFICIAL-SENSITIVE"
Values = dict[str, object]
_FROM_A_DISTANCE = {"video": "by video", "conference_call": "by conference call", "phone_calls": "by telephone"}


class SignedPaper(Protocol):
    """Anything that is issued and approved: a meeting or a plan."""

    @property
    def version(self) -> str:
        """The version's number."""
        ...

    @property
    def issued(self) -> SignedOff | None:
        """When and by whom it was issued."""
        ...

    @property
    def approved(self) -> SignedOff | None:
        """When and by whom it was approved."""
        ...


def state_of(paper: SignedPaper) -> str:
    """draft, issued or approved."""
    return "approved" if paper.approved else "issued" if paper.issued else "draft"


def meeting_paper(work: MeetingWork, title: str, signed: SignedPaper | None = None) -> Values:
    """`paper` of every office document of a meeting: what the header and footer print.

    `signed` is the paper itself where it is issued apart from the meeting's other papers.
    """
    signed = signed or work.meeting
    return _paper(work.whole.case, title, signed, work.assessment.guidance_version, work.assessment.gaps)


def plan_paper(work: CaseWork, title: str, plan: SignedPaper) -> Values:
    """`paper` of an office document of the case as a whole, such as a plan."""
    return _paper(work.case, title, plan, work.assessment.guidance_version, work.assessment.gaps)


def family_paper(title: str, paper: SignedPaper) -> Values:
    """`paper` of a document for a child or parent: safe to be found, so a title and whether it is a draft."""
    return {"title": title, "draft": state_of(paper) == "draft"}


def _paper(case: CaseFile, title: str, signed: SignedPaper, guidance: str, gaps: Iterable[Gap]) -> Values:
    return {
        "title": title,
        "marking": MARKING,
        "reference": case.case.reference,
        "version": signed.version,
        "guidance": guidance,
        "state": state_of(signed),
        "draft": _draft_words(signed, gaps),
        "issued": signed.issued.date if signed.issued else None,
        "approved": signed.approved.date if signed.approved else None,
    }


def _draft_words(signed: SignedPaper, gaps: Iterable[Gap]) -> str:
    if any(gap.is_open and gap.problem.severity == "error" for gap in gaps):
        return "DRAFT: open points for the chair"
    return "DRAFT" if state_of(signed) == "draft" else ""


def meeting_facts(work: MeetingWork) -> Values:
    """`meeting` of most documents: type, date, time, place, how to join, chair, purpose."""
    meeting = work.meeting
    return {
        "id": meeting.id,
        "type": work.assessment.type,
        "type_label": work.assessment.type_label,
        "purpose": work.assessment.purpose,
        "date": meeting.date,
        "time": span(meeting.start, meeting.end),
        "format": readable(meeting.format),
        "venue": venue_line(work),
        "join": joining(meeting),
        "chair": chair_line(work, meeting.chair),
        "minute_taker": chair_line(work, meeting.minute_taker),
        "cancelled": meeting.cancelled is not None,
    }


def joining(meeting: Meeting) -> Values:
    """How to join from a distance; each None where it is not given."""
    join = meeting.join
    return {
        "link": join.link if join else None,
        "phone": join.phone if join else None,
        "code": join.code if join else None,
        "given": bool(join and (join.link or join.phone)),
    }


def venue_line(work: MeetingWork) -> str | None:
    """Room, name and address of the venue in one line; how it is held where there is no room and none is needed."""
    place = place_by_id(work.whole.case, work.meeting.venue)
    words = [work.meeting.room, place_line(place)]
    return ", ".join(word for word in words if word) or _FROM_A_DISTANCE.get(work.meeting.format or "")


def chair_line(work: MeetingWork, chair: Chair | None) -> str | None:
    """Name and role of whoever chairs or takes minutes."""
    if chair is None:
        return None
    person = person_by_id(work.whole.case, chair.person)
    name = chair.name or (person.name if person else None)
    role = role_label(work, chair.role or (person.role if person else None))
    return ", ".join(word for word in (name, role) if word) or None


def role_label(work: MeetingWork, role: str | None) -> str | None:
    """A role in the profile's words where the meeting's assessment has them, else the code as words."""
    labels = dict(zip(work.assessment.chair_roles, work.assessment.chair_role_labels, strict=False))
    labels |= {attendee.role: attendee.label for attendee in work.assessment.attendees}
    return labels.get(role, readable(role)) if role else None


def children_of(work: MeetingWork) -> list[Child]:
    """The children whom the meeting discusses, in the order of the file."""
    wanted = work.meeting.children
    return [child for child in work.whole.case.children if not wanted or child.id in wanted]


def child_by_id(case: CaseFile, child: str | None) -> Child | None:
    """The child with this id, if there is one."""
    return next((found for found in case.children if found.id == child), None)


def person_by_id(case: CaseFile, person: str | None) -> Person | None:
    """The person with this id, if there is one."""
    return next((found for found in case.people if found.id == person), None)


def place_by_id(case: CaseFile, place: str | None) -> Place | None:
    """The place with this id, if there is one."""
    return next((found for found in case.places if found.id == place), None)


def name_of(case: CaseFile, someone: str | None) -> str | None:
    """The name behind any id of the case: child, person or place."""
    found = child_by_id(case, someone) or person_by_id(case, someone) or place_by_id(case, someone)
    return found.name if found else None


def called(child: Child) -> str:
    """What the child likes to be called."""
    return child.known_as or child.name.split()[0]


def age_of(child: Child, day: date) -> int | None:
    """Age in years on a day, from the date of birth, else as stated."""
    return age_on(child.date_of_birth, day) if child.date_of_birth else child.age


def place_line(place: Place | None) -> str | None:
    """Name and address of a place in one line; the address alone where it begins with the name."""
    return name_and_address(place.name, place.address) if place else None


def name_and_address(name: str, address: str | None) -> str:
    """`The Station, 2 Example Street`; a house that is called by its address is not named twice."""
    if address and address.lower().startswith(name.lower()):
        return address
    return f"{name}, {address}" if address else name


def person_line(person: Person | None) -> str | None:
    """Name, role and agency of a person in one line."""
    if person is None:
        return None
    return ", ".join(word for word in (person.name, readable(person.role), person.agency) if word)


def attendee_line(attendee: Attendee) -> str:
    """An invitee's name and role; the role alone while nobody is known for it."""
    if attendee.name and attendee.group in ("family", "child"):
        return f"{attendee.name} ({attendee.label[:1].lower()}{attendee.label[1:]})"
    return f"{attendee.name}, {attendee.label}" if attendee.name else attendee.label


def agency_beside(label: str, agency: str | None) -> str | None:
    """The agency as it stands beside a role; None where the role says it already (`Community safety`)."""
    return None if agency and agency.strip().lower() == label.strip().lower() else agency


def attendee_row(attendee: Attendee) -> Values:
    """An invitee as a table prints one. `to_fill_in` is True where a name is still to be written by hand."""
    return {
        "role": attendee.label,
        "name": attendee.name,
        "agency": agency_beside(attendee.label, attendee.agency),
        "email": attendee.email,
        "phone": attendee.phone,
        "need": attendee.need,
        "why": attendee.why,
        "rules": rule_ids(attendee.rules),
        "reply": readable(attendee.reply),
        "deputy": attendee.deputy,
        "joins": attendee.joins,
        "to_fill_in": attendee.name is None,
    }


def rule_ids(rules: Iterable[RuleReference]) -> str:
    """`CS-INV-01, CS-INV-06`."""
    return ", ".join(dict.fromkeys(rule.id for rule in rules))


def citations_of(rules: Iterable[RuleReference]) -> str:
    """Where some rules are written, each place once; lines of one section stand together behind its name."""
    places: dict[str, list[str]] = {}
    for cited in dict.fromkeys(place for rule in rules for place in rule.citation.split("; ")):
        section, _, lines = re.sub(r", lines? (?=[0-9-]+$)", "\n", cited).partition("\n")
        places.setdefault(section, []).extend([lines] if lines else [])
    return "; ".join(f"{section}{_lines(lines)}" for section, lines in places.items())


def _lines(lines: list[str]) -> str:
    if not lines:
        return ""
    return f", line{'' if len(lines) == 1 and lines[0].isdigit() else 's'} {listed(lines)}"


def days_overdue(due: date | None, done: date | None, at: date) -> int:
    """How many days past its due date something is at the meeting's date; 0 when it is done, undated or in time."""
    if due is None or (done is not None and done <= at) or at <= due:
        return 0
    return (at - due).days


def may_be_written_to(attendee: Attendee) -> bool:
    """Whether papers may go to this invitee: nobody to whom only a named decision opens the door."""
    return attendee.addressed and not attendee.needs_decision and not attendee.requested_team


def called_for(work: MeetingWork, kind: str) -> bool:
    """Whether the guidance has this meeting make documents of this kind, and the meeting is to be held."""
    return kind in work.assessment.documents
