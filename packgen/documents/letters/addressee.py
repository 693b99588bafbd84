"""Who a letter that follows from a rule is addressed to. Never a person of concern, nor where one works.

Where the only holder of a role would be one, the letter has a line to fill in: whom to write to there is a named
person's decision.
"""

from __future__ import annotations

from packgen.case.model import CaseFile
from packgen.case.people import Person
from packgen.documents.blocks import Values, name_of, person_by_id
from packgen.documents.kind import CaseWork, MeetingWork


def holder_of_role(work: CaseWork, role: str, label: str, *, authority: str | None = None) -> Values:
    """`label`, `name`, `agency`, `email` of whoever holds a role: a professional of the case, else the address book's.

    With `authority`, the holder of that role in another authority. Parts that nobody knows are None.
    """
    for person in work.case.people:
        of_authority = authority is None or authority.lower() in (person.agency or "").lower()
        fits = person.role == role and person.group == "professional" and of_authority
        if fits and may_be_addressed(work.case, person):
            return _row(label, person.name, person.agency or authority, person.email)
    locality = work.case.case.locality
    contact = work.contacts.for_role(role, authority=authority, locality=locality)
    if contact is None or not _is_safe(work.case, contact.name, contact.agency):
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
    if found is None or found.group != "professional" or not may_be_addressed(work.case, found):
        return _row(label, None, None, None)
    return _row(label, found.name, found.agency, found.email)


def may_be_addressed(case: CaseFile, person: Person) -> bool:
    """Whether a letter may go to this person by a rule alone."""
    return person.id not in {one.id for one in _of_concern(case)} and _is_safe(case, person.name, person.agency)


def _of_concern(case: CaseFile) -> list[Person]:
    sources = set(case.concern.sources)
    return [
        one for one in case.people if one.group == "person_of_concern" or (one.id in sources and one.group != "peer")
    ]


def _is_safe(case: CaseFile, name: str | None, agency: str | None) -> bool:
    names: set[str] = set()
    agencies: set[str] = set()
    for one in _of_concern(case):
        names |= {one.name.lower(), *(alias.lower() for alias in one.aliases)}
        works_at = [part for where in one.works_at for part in (where, name_of(case, where) or "")]
        agencies |= {part.strip().lower() for part in (*works_at, one.agency or "")}
    agencies.discard("")
    return (name or "").lower() not in names and (agency or "").strip().lower() not in agencies


def _row(label: str, name: str | None, agency: str | None, email: str | None) -> Values:
    label = agency or label if name == label else label
    return {"label": label, "name": name, "agency": None if agency == label else agency, "email": email}
