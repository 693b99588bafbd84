"""Persons of concern, and the agencies where they work or have a say: never written to by a rule alone."""

from __future__ import annotations

import re
from dataclasses import replace

from packgen.case.people import Person
from packgen.guidance.assessment import Attendee, NotAddressed
from packgen.guidance.scene import Scene

_ENDINGS = {"the", "ltd", "limited", "plc", "cic", "llp"}


def persons_of_concern(scene: Scene) -> tuple[Person, ...]:
    """Everybody the case marks as a person of concern, or names as a source of the harm (peers excepted)."""
    sources = set(scene.case.concern.sources)
    return tuple(
        p for p in scene.case.people if p.group == "person_of_concern" or (p.id in sources and p.group != "peer")
    )


def workplaces(scene: Scene) -> dict[str, Person]:
    """Agencies and places where a person of concern works or has a say, by name as `plain_name` has it.

    A placement where one works stands for its provider too.
    """
    found: dict[str, Person] = {}
    for person in persons_of_concern(scene):
        for where in (*person.works_at, *([person.agency] if person.agency else [])):
            for name in (where, scene.index.place_name(where) or "", *_providers(where, scene)):
                found.setdefault(plain_name(name), person)
    found.pop("", None)
    return found


def _providers(where: str, scene: Scene) -> list[str]:
    placed = [child.placement for child in scene.case.children if child.placement]
    return [p.provider for p in placed if p.provider and where in (p.place, scene.index.place_name(p.place))]


def plain_name(name: str) -> str:
    """A name of an agency without case, punctuation and company endings, so that `The Hill Gym Ltd` is `hill gym`."""
    words = re.findall(r"[a-z0-9]+", name.lower().replace("'", "").replace("\u2019", ""))
    return " ".join(word for word in words if word not in _ENDINGS)


def works_there(agency: str | None, scene: Scene) -> Person | None:
    """The person of concern who works at `agency`. One name within the other is enough: held back too often is safe."""
    return next((person for place, person in workplaces(scene).items() if same_agency(agency, place)), None)


def same_agency(agency: str | None, place: str) -> bool:
    """Whether an agency's name, as typed, and a place's, as `plain_name` has it, may mean the same."""
    name = f" {plain_name(agency or '')} "
    return bool(name.strip()) and (f" {place} " in name or name in f" {place} ")


def not_addressed(scene: Scene) -> NotAddressed:
    """Whom no letter may reach by a rule alone, in the case as a whole."""
    people = persons_of_concern(scene)
    names = frozenset(name for person in people for name in _names(person))
    return NotAddressed(frozenset(person.id for person in people), names, frozenset(workplaces(scene)))


def guarded(line: Attendee, scene: Scene) -> Attendee:
    """`line`, held back until a named person has decided, where it would reach a person of concern."""
    if not _reaches(line, scene) or _decided(line, scene):
        return line
    return replace(line, addressed=False, needs_decision=True, report_wanted=False)


def reached_through(line: Attendee, scene: Scene) -> Person | None:
    """The person of concern whom `line` is, or at whose work it arrives; None where it is safe."""
    return is_of_concern(line.name, line.person, scene) or works_there(line.agency, scene)


def is_of_concern(name: str | None, person: str | None, scene: Scene) -> Person | None:
    """The person of concern whom a name or an id of the case means; None where it means nobody such."""
    for known in persons_of_concern(scene):
        if person == known.id or (name and name.strip().lower() in {*_names(known), known.id.lower()}):
            return known
    return None


def _names(person: Person) -> set[str]:
    return {name.lower() for name in (person.name, *person.aliases)}


def _reaches(line: Attendee, scene: Scene) -> bool:
    return reached_through(line, scene) is not None


def _decided(line: Attendee, scene: Scene) -> bool:
    """Whether the file records a named decision to invite, or to write to somebody else there."""
    invitees = scene.meeting.invitees if scene.meeting else ()
    for invitee in invitees:
        if invitee.decision is None or invitee.decision.choice not in ("invite", "other_contact"):
            continue
        same_person = invitee.person is not None and invitee.person == line.person
        same_role = invitee.person is None and scene.profile.role_id(invitee.role) == line.role
        if same_person or (same_role and (invitee.agency is None or invitee.agency == line.agency)):
            return True
    return False
