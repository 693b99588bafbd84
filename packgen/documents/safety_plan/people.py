"""People on a child's paper: called as the child calls them, and nobody of concern among them."""

from __future__ import annotations

from packgen.case.model import CaseFile
from packgen.case.people import Child, Person
from packgen.case.plans import PhoneContact
from packgen.documents.blocks import Values, person_by_id
from packgen.guidance.plain_language.translation import ringing_time

PERSON_OF_CONCERN = "person_of_concern"
_PLAIN = {"mother": "Mum", "father": "Dad", "grandmother": "Nan", "grandfather": "Grandad"}


def first_name(person: Person, child: Child) -> str:
    """The person as the child would say: "Mum" for a mother, the first name for others."""
    given = person.aliases[0] if person.aliases else person.name.split()[0]
    kin = next((tie.kind for tie in person.relationships if tie.to == child.id), "")
    return _PLAIN.get(kin.lower()) or given


def ring_rows(case: CaseFile, contacts: tuple[PhoneContact, ...]) -> list[Values]:
    """Whom to ring, without anybody of concern."""
    return [ring_row(contact) for contact in contacts if may_ring(case, contact)]


def ring_row(contact: PhoneContact) -> Values:
    """Name, number and when, in words a child uses."""
    return {"name": contact.name, "number": contact.number, "when": ringing_time(contact)}


def may_ring(case: CaseFile, contact: PhoneContact) -> bool:
    """Whether this contact may stand on a child's paper."""
    return not is_of_concern(case, contact.person)


def is_of_concern(case: CaseFile, person_id: str | None) -> bool:
    """Whether an id is that of a person of concern, or of somebody named as a source of the harm."""
    person = person_by_id(case, person_id)
    return person is not None and (person.group == PERSON_OF_CONCERN or person.id in case.concern.sources)
