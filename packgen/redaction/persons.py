"""Who stands in a record, and what is decided about each: plain values, whatever file they came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from packgen.redaction.model import Decision


class Standing(StrEnum):
    """How somebody stands to the request. PLACE is a school, home or placement that tells where somebody is."""

    SUBJECT = "subject"
    REQUESTER = "requester"
    OTHER_CHILD = "other child"
    FAMILY = "family"
    PROFESSIONAL = "professional"
    PERSON_OF_CONCERN = "person of concern"
    REFERRER = "referrer"
    MEMBER_OF_PUBLIC = "member of the public"
    PLACE = "place"


#: What `names.csv` says of a capitalised word that is nobody's name.
NOT_A_PERSON = "not-a-person"


@dataclass(frozen=True)
class Decided:
    """A decision about a person: what, for which reason code, why in words, by whom and when (ISO date)."""

    decision: Decision
    reason_code: str = ""
    reason: str = ""
    rule: str = ""
    by: str = "policy"
    on: str = ""


@dataclass(frozen=True)
class Identifier:
    """A text that points at a person: its kind (`date of birth`, `telephone number` ...) and the text as typed."""

    kind: str
    text: str


@dataclass(frozen=True)
class RosterPerson:
    """Somebody, or a place, that a record may name. `key` is opaque; `case_id` is the id in a case file.

    `only_listed` is for people of an address book who need not be in the record at all: no nicknames are made up.
    """

    key: str
    name: str
    standing: Standing
    decided: Decided
    aliases: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    case_id: str = ""
    only_listed: bool = False

    @property
    def is_secret(self) -> bool:
        """Whether some of the person's names may have to go."""
        return self.decided.decision is not Decision.DISCLOSE


@dataclass(frozen=True)
class Roster:
    """Everybody whom the officer knows of, and words that look like names but are none."""

    persons: tuple[RosterPerson, ...]
    not_persons: frozenset[str] = field(default_factory=frozenset)

    def by_key(self, key: str) -> RosterPerson | None:
        """The person of that key."""
        return next((person for person in self.persons if person.key == key), None)

    def by_case_id(self, case_id: str) -> RosterPerson | None:
        """The person whom the case file calls by that id."""
        return next((person for person in self.persons if case_id and person.case_id == case_id), None)

    @property
    def subjects(self) -> tuple[RosterPerson, ...]:
        """The person whose data it is (more than one is a fault of the roster)."""
        return tuple(person for person in self.persons if person.standing is Standing.SUBJECT)

    @property
    def undecided(self) -> tuple[RosterPerson, ...]:
        """Persons about whom nobody has decided yet."""
        return tuple(person for person in self.persons if person.decided.decision is Decision.ASK)


def numbered(persons: Sequence[RosterPerson]) -> tuple[RosterPerson, ...]:
    """`persons` with keys that say nothing: `person 1`, `person 2` ..."""
    return tuple(replace(person, key=f"person {number}") for number, person in enumerate(persons, 1))
