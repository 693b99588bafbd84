"""The address book (`contacts.yaml`): teams and named people by role, so that an invite reaches a person."""

from __future__ import annotations

from packgen.case.values import Identifier, Part, ShortText, YesNo


class Contact(Part):
    """One team or named person."""

    id: Identifier
    role: ShortText
    """The role of the profile that this contact fills, such as community_paediatrician."""
    name: ShortText | None = None
    """A person's name; leave out for a shared mailbox or a team."""
    agency: ShortText | None = None
    team: ShortText | None = None
    email: ShortText | None = None
    secure_email: YesNo | None = None
    """Whether the address is secure enough for OFFICIAL-SENSITIVE papers."""
    phone: ShortText | None = None
    out_of_hours: ShortText | None = None
    authority: ShortText | None = None
    """The local authority or police force area that the contact serves, where it is not your own."""
    locality: ShortText | None = None
    usual: YesNo = True
    """Whether this contact is the one to take where several fill a role."""


class AddressBook(Part):
    """A whole `contacts.yaml`."""

    contacts: tuple[Contact, ...] = ()

    def for_role(self, role: str, *, authority: str | None = None, locality: str | None = None) -> Contact | None:
        """The contact for a role: the nearest match of authority and locality, usual ones first, in file order."""
        fitting = [c for c in self.contacts if c.role == role and c.authority == authority]
        nearest = sorted(fitting, key=lambda c: (c.locality != locality if locality else False, not c.usual))
        return nearest[0] if nearest else None

    def by_id(self, contact: str) -> Contact | None:
        """The contact with this id, if there is one."""
        return next((c for c in self.contacts if c.id == contact), None)
