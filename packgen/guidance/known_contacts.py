"""The address book's part: a name, an address and a telephone number for a role nobody in the file fills."""

from __future__ import annotations

from dataclasses import replace

from packgen.case.contacts import AddressBook, Contact
from packgen.guidance.assessment import Attendee
from packgen.guidance.scene import Scene


def with_contacts(line: Attendee, scene: Scene, contacts: AddressBook) -> Attendee:
    """`line` with what the address book knows; what the file says stays. Families are never looked up."""
    if line.group in ("family", "child") or (line.name and line.email):
        return line
    contact = _contact_for(line, scene, contacts)
    if contact is None or (line.name and contact.name and contact.name != line.name):
        return line
    return with_contact(line, contact)


def with_contact(line: Attendee, contact: Contact) -> Attendee:
    """`line` with what one contact adds to it."""
    return replace(
        line,
        name=line.name or contact.name or (contact.team if contact.email else None),
        agency=line.agency or contact.agency,
        email=line.email or contact.email,
        phone=line.phone or contact.phone,
        secure_email=line.secure_email if line.email else contact.secure_email,
    )


def contact_for_role(role: str, scene: Scene, contacts: AddressBook) -> Contact | None:
    """The contact of our own area for a role."""
    place = (scene.meeting.locality if scene.meeting else None) or scene.case.case.locality
    spellings = (role, *(scene.profile.roles[role].aliases if role in scene.profile.roles else ()))
    found = (contacts.for_role(spelling, locality=place) for spelling in spellings)
    return next((contact for contact in found if contact), None)


def _contact_for(line: Attendee, scene: Scene, contacts: AddressBook) -> Contact | None:
    if line.group == "other_authority":
        return contacts.for_role(line.role, authority=line.agency) if line.agency else None
    own = [c for c in contacts.contacts if scene.profile.role_id(c.role) == line.role]
    role = scene.profile.roles.get(line.role)
    if line.agency and role and line.agency != role.agency:
        of_agency = [c for c in own if c.agency and c.agency.lower() == line.agency.lower()]
        if of_agency or line.group in ("education", "other"):
            return of_agency[0] if of_agency else None
    return contact_for_role(line.role, scene, contacts)
