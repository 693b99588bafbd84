"""Persons of concern, and the agencies where they work or have a say: never written to by a rule alone."""

from __future__ import annotations

from dataclasses import replace

from packgen.case.people import Person
from packgen.guidance.assessment import Attendee
from packgen.guidance.scene import Scene


def persons_of_concern(scene: Scene) -> tuple[Person, ...]:
    """Everybody the case marks as a person of concern, or names as a source of the harm (peers excepted)."""
    sources = set(scene.case.concern.sources)
    return tuple(
        p for p in scene.case.people if p.group == "person_of_concern" or (p.id in sources and p.group != "peer")
    )


def workplaces(scene: Scene) -> dict[str, Person]:
    """Names, in small letters, of agencies and places where a person of concern works, each with that person."""
    found: dict[str, Person] = {}
    for person in persons_of_concern(scene):
        for where in person.works_at:
            for name in (where, scene.index.place_name(where) or ""):
                found.setdefault(name.strip().lower(), person)
        if person.agency:
            found.setdefault(person.agency.strip().lower(), person)
    found.pop("", None)
    return found


def guarded(line: Attendee, scene: Scene) -> Attendee:
    """`line`, held back until a named person has decided, where it would reach a person of concern."""
    if not _reaches(line, scene) or _decided(line, scene):
        return line
    return replace(line, addressed=False, needs_decision=True, report_wanted=False)


def reached_through(line: Attendee, scene: Scene) -> Person | None:
    """The person of concern whom `line` is, or at whose work it arrives; None where it is safe."""
    for person in persons_of_concern(scene):
        if line.person == person.id or (line.name and line.name.lower() in _names(person)):
            return person
    places = workplaces(scene)
    return places.get((line.agency or "").strip().lower())


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
