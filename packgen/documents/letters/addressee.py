"""Who a letter that follows from a rule is addressed to. Never a person of concern, nor where one works.

Where the only holder of a role would be one, the letter has a line to fill in: whom to write to there is a named
person's decision.
"""

from __future__ import annotations

from packgen.case.people import Person
from packgen.documents.blocks import Values, person_by_id
from packgen.documents.kind import CaseWork, MeetingWork
from packgen.guidance.safeguard import same_agency


def holder_of_role(work: CaseWork, role: str, label: str, *, authority: str | None = None) -> Values:
    """`label`, `name`, `agency`, `email` of whoever holds a role: a professional of the case, else the address book's.

    With `authority`, the holder of that role in another authority. Parts that nobody knows are None.
    """
    for person in work.case.people:
        of_authority = authority is None or authority.lower() in (person.agency or "").lower()
        fits = person.role == role and person.group == "professional" and of_authority
        if fits and may_be_addressed(work, person):
            return _row(label, person.name, person.agency or authority, person.email)
    locality = work.case.case.locality
    contact = work.contacts.for_role(role, authority=authority, locality=locality)
    if contact is None or not _is_safe(work, contact.name, contact.agency):
        return _row(label, None, authority, None)
    return _row(label, contact.name or contact.team, contact.agency or authority, contact.email)


def holder_at_meeting(work: MeetingWork, role: str, label: str, *, authority: str | None = None) -> Values:
    """The same, where somebody on the invitation list of the meeting who may be written to comes first."""
    for invitee in work.assessment.attendees:
        fits = invitee.role == role and authority in (None, invitee.agency)
        if fits and invitee.addressed and not invitee.needs_decision and (invitee.name or invitee.email):
            return _row(invitee.label, invitee.name, invitee.agency or authority, invitee.email)
    return holder_of_role(work.whole, role, label, authority=authority)


def one_person(work: CaseWork, person: str | None, label: str) -> Values:
    """Somebody named in the case file; a line to fill in where nobody is, or where it may not be them."""
    found = person_by_id(work.case, person)
    if found is None or found.group != "professional" or not may_be_addressed(work, found):
        return _row(label, None, None, None)
    own = work.assessment.words.roles.get(found.role or "")
    return _row(own or label, found.name, found.agency, found.email)


def may_be_addressed(work: CaseWork, person: Person) -> bool:
    """Whether a letter may go to this person by a rule alone."""
    return person.id not in work.assessment.not_addressed.people and _is_safe(work, person.name, person.agency)


def _is_safe(work: CaseWork, name: str | None, agency: str | None) -> bool:
    held_back = work.assessment.not_addressed
    works_there = any(same_agency(agency, place) for place in held_back.agencies)
    return not works_there and (name or "").strip().lower() not in held_back.names


def _row(label: str, name: str | None, agency: str | None, email: str | None) -> Values:
    label = agency or label if name and label.startswith(name) else label
    return {"label": label, "name": name, "agency": None if agency == label else agency, "email": email}
