"""The roster that a case file gives: everybody in it, how each stands to the subject, and what the policy makes of it.

The only module of this room that knows the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from packgen.case.contacts import AddressBook
from packgen.case.model import CaseFile
from packgen.case.people import Child, Person, Place
from packgen.errors import RedactionRefusedError
from packgen.redaction.model import Decision
from packgen.redaction.persons import Decided, Identifier, Roster, RosterPerson, Standing, numbered
from packgen.redaction.policy import Policy

_GROUPS = {
    "family": Standing.FAMILY,
    "carer": Standing.FAMILY,
    "professional": Standing.PROFESSIONAL,
    "person_of_concern": Standing.PERSON_OF_CONCERN,
    "peer": Standing.OTHER_CHILD,
    "referrer": Standing.REFERRER,
    "member_of_public": Standing.MEMBER_OF_PUBLIC,
}
_TELLING_PLACES = ("school", "home", "placement")
#: Whether a role is presumed reasonable to name: yes, no or ask (`Role.para17` of the guidance profile).
Presumed = Callable[[str], str]


def roster_from_case(
    case: CaseFile,
    subject: str,
    policy: Policy,
    presumed: Presumed,
    *,
    requester: str = "",
    contacts: AddressBook | None = None,
) -> Roster:
    """Everybody in `case`, as they stand to the subject (a child's or person's id) and the requester (an id or "").

    Raises RedactionRefusedError when nobody in the case has the subject's id.
    """
    people = {child.id for child in case.children} | {person.id for person in case.people}
    if subject not in people:
        raise RedactionRefusedError(
            "The case file has no child or person with the id that was given for the data subject.",
            "Type the id as it stands under `children:` or `people:` of the case file.",
        )
    named = {Standing.SUBJECT: subject, Standing.REQUESTER: requester}
    persons = [
        *(_of_child(child, named, policy) for child in case.children),
        *(_of_person(person, named, policy, presumed) for person in case.people),
        *_places(case, subject, policy),
        *_from_meetings(case, policy, presumed),
        *_from_contacts(contacts or AddressBook(), policy, presumed),
    ]
    return Roster(numbered(_each_once(persons)))


def _each_once(persons: Sequence[RosterPerson]) -> tuple[RosterPerson, ...]:
    """Nobody twice: who stands in the case under `children:` or `people:` is known best there.

    Two people of one name who both stand there are two people.
    """
    kept: list[RosterPerson] = []
    names: set[str] = set()
    for person in persons:
        in_case = bool(person.case_id) and not person.only_listed
        if in_case or person.name.casefold() not in names:
            kept.append(person)
            names.add(person.name.casefold())
    return tuple(kept)


def _of_child(child: Child, named: Mapping[Standing, str], policy: Policy) -> RosterPerson:
    standing = _standing(child.id, Standing.OTHER_CHILD, named)
    aliases = tuple(name for name in (child.known_as, *child.aliases) if name)
    typed = {
        "date of birth": str(child.date_of_birth) if child.date_of_birth else None,
        "address": child.address,
        "NHS number": child.nhs_number,
        "unique pupil number": child.upn,
    }
    return RosterPerson("", child.name, standing, policy.standings[standing], aliases, _identifiers(typed), child.id)


def _of_person(person: Person, named: Mapping[Standing, str], policy: Policy, presumed: Presumed) -> RosterPerson:
    standing = _standing(person.id, _GROUPS.get(person.group, Standing.MEMBER_OF_PUBLIC), named)
    decided = policy.standings[standing]
    if standing is Standing.PROFESSIONAL or (standing is Standing.FAMILY and person.group == "carer"):
        decided = _as_official(person, decided, policy, presumed)
    typed = {
        "date of birth": str(person.date_of_birth) if person.date_of_birth else None,
        "address": person.address,
        "telephone number": person.phone,
        "e-mail address": person.email,
    }
    return RosterPerson("", person.name, standing, decided, person.aliases, _identifiers(typed), person.id)


def _as_official(person: Person, decided: Decided, policy: Policy, presumed: Presumed) -> Decided:
    """Paragraph 17 covers health, education and social work staff who acted officially, and nobody else."""
    officially = person.official_capacity is True and presumed(person.role or "") == "yes"
    return policy.presumption if officially else decided


def _standing(person: str, otherwise: Standing, named: Mapping[Standing, str]) -> Standing:
    return next((standing for standing, known in named.items() if known and known == person), otherwise)


def _identifiers(typed: Mapping[str, str | None]) -> tuple[Identifier, ...]:
    return tuple(Identifier(kind, text) for kind, text in typed.items() if text)


def _places(case: CaseFile, subject: str, policy: Policy) -> Iterator[RosterPerson]:
    own = {
        place
        for child in case.children
        if child.id == subject
        for place in (child.school, child.placement.place if child.placement else None)
        if place
    }
    for place in case.places:
        if place.kind in _TELLING_PLACES:
            decided = policy.standings[Standing.SUBJECT if place.id in own else Standing.PLACE]
            yield _of_place(place, decided)


def _of_place(place: Place, decided: Decided) -> RosterPerson:
    typed = {"address": place.address}
    return RosterPerson("", place.name, Standing.PLACE, decided, (), _identifiers(typed), place.id)


def _from_meetings(case: CaseFile, policy: Policy, presumed: Presumed) -> Iterator[RosterPerson]:
    """People whom only an invitation list names: invitees, and those who come in somebody's place."""
    for meeting in case.meetings:
        for invitee in meeting.invitees:
            official = presumed(invitee.role or "") == "yes"
            decided = policy.presumption if official else policy.standings[Standing.PROFESSIONAL]
            typed = {"telephone number": invitee.phone, "e-mail address": invitee.email}
            for name in (invitee.name, invitee.deputy):
                if name:
                    own = _identifiers(typed) if name == invitee.name else ()
                    yield RosterPerson("", name, Standing.PROFESSIONAL, decided, (), own)


def _from_contacts(book: AddressBook, policy: Policy, presumed: Presumed) -> Iterator[RosterPerson]:
    """Named people of the address book, who are professionals by being in it."""
    for contact in book.contacts:
        if contact.name:
            official = presumed(contact.role) == "yes"
            decided = policy.presumption if official else policy.standings[Standing.PROFESSIONAL]
            typed = _identifiers({"telephone number": contact.phone, "e-mail address": contact.email})
            person = RosterPerson("", contact.name, Standing.PROFESSIONAL, decided, (), typed, f"contact:{contact.id}")
            yield replace(person, only_listed=True)


def settled(roster: Roster, decisions: Mapping[str, Decided]) -> Roster:
    """The roster with decisions by a person's case id or name in place of the policy's.

    Raises RedactionRefusedError when a decision names nobody, or two people at once.
    """
    left = dict(decisions)
    persons = []
    for person in roster.persons:
        given = next((key for key in (person.case_id, person.name) if key and key in decisions), None)
        own = decisions[given] if given else None
        left.pop(given or "", None)
        persons.append(_with(person, own) if own else person)
    if left:
        raise RedactionRefusedError(
            f"{len(left)} of the decisions in the request name nobody of the roster.",
            "Give the person's id of the case file, or the name exactly as the roster has it.",
        )
    return Roster(tuple(persons), roster.not_persons)


def _with(person: RosterPerson, decided: Decided) -> RosterPerson:
    code = decided.reason_code or person.decided.reason_code
    rule = person.decided.rule if decided.decision is Decision.REDACT else decided.rule
    return replace(person, decided=replace(decided, reason_code=code, rule=rule))
