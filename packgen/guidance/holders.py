"""Who fills a role in this case: the child's own worker, somebody under `people`, or nobody known yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from packgen.case.people import Child, Person
from packgen.guidance.assessment import Attendee, RuleReference
from packgen.guidance.effects import Invite
from packgen.guidance.facts.children import authorities_outside, forces_outside
from packgen.guidance.scene import Scene
from packgen.guidance.vocabulary import Role

_NEEDS = ("must", "should", "may", "chosen")


@dataclass(frozen=True)
class Wanted:
    """A role that rules ask for, at one agency where it is needed once for each; `place` is that agency's place id."""

    role: str
    agency: str | None
    place: str | None
    need: str
    because: tuple[str, ...]
    rules: tuple[RuleReference, ...]

    def joined_with(self, other: Wanted) -> Wanted:
        """The two as one line: the stronger need, every reason, every rule."""
        return replace(
            self,
            need=min(self.need, other.need, key=_NEEDS.index),
            because=tuple(dict.fromkeys((*self.because, *other.because))),
            rules=tuple(dict.fromkeys((*self.rules, *other.rules))),
        )


def expanded(effect: Invite, scene: Scene) -> Iterator[tuple[str | None, str | None]]:
    """One (agency, place id) for each authority, force, school or provider; one (None, None) where once will do."""
    if not effect.each:
        yield None, None
    elif effect.each == "other_authorities":
        yield from ((name, None) for name in authorities_outside(scene))
    elif effect.each == "other_forces":
        yield from ((name, None) for name in forces_outside(scene))
    elif effect.each == "schools":
        yield from _each_or_one(dict.fromkeys(child.school for child in scene.children if child.school), scene)
    else:
        placed = [child.placement for child in scene.children if child.placement]
        yield from _each_or_one(dict.fromkeys(p.provider or p.place for p in placed if p.provider or p.place), scene)


def _each_or_one(found: Iterable[str | None], scene: Scene) -> list[tuple[str | None, str | None]]:
    named = [(scene.index.place_name(place), place) for place in found]
    return named or [(None, None)]


def lines_for(want: Wanted, scene: Scene) -> list[Attendee]:
    """A line for each person who fills the role, or one without a name."""
    role = scene.profile.roles.get(want.role) or Role(id=want.role, label=want.role)
    empty = Attendee(
        role=role.id,
        label=role.label,
        agency=want.agency or role.agency or None,
        name=None,
        email=None,
        phone=None,
        secure_email=None,
        need=want.need,
        why=" ".join(want.because),
        rules=want.rules,
        group=role.group,
    )
    if role.child_field == "self":
        return [replace(empty, person=child.id, name=child.name, group="child") for child in scene.children]
    holders = _holders(role, want, scene)
    return [filled(_under_own_role(empty, role, person, scene), person, want.agency) for person in holders] or [empty]


def _under_own_role(line: Attendee, role: Role, person: Person, scene: Scene) -> Attendee:
    own = scene.profile.roles.resolve(person.role) if role.by_person else None
    return replace(line, role=own.id, label=own.label, group=own.group) if own else line


def one_line_each(lines: list[Attendee]) -> list[Attendee]:
    """`lines` with those of the same person joined: the stronger need, every reason, every rule."""
    result: dict[object, Attendee] = {}
    for number, line in enumerate(lines):
        key = line.person or number
        before = result.get(key)
        result[key] = joined(before, line) if before else line
    return list(result.values())


def joined(line: Attendee, other: Attendee) -> Attendee:
    """`line` with the reasons and rules of `other` as well."""
    need = min(line.need, other.need, key=_NEEDS.index)
    why = line.why if other.why in line.why else f"{line.why} {other.why}"
    return replace(line, need=need, why=why, rules=tuple(dict.fromkeys((*line.rules, *other.rules))))


def filled(line: Attendee, person: Person, agency: str | None = None) -> Attendee:
    """`line` with what the case file knows of `person`."""
    return replace(
        line,
        person=person.id,
        name=person.name,
        agency=agency or person.agency or line.agency,
        email=person.email,
        phone=person.phone,
        secure_email=person.secure_email,
    )


def _holders(role: Role, want: Wanted, scene: Scene) -> list[Person]:
    people = scene.index.people
    if role.id == "officer_in_charge" and scene.case.concern.investigation:
        officer = scene.case.concern.investigation.officer_in_charge
        return [people[officer]] if officer in people else _with_role(role, want, scene)
    if role.id == "referrer":
        return [p for p in scene.case.people if p.group == "referrer" and (p.role or p.agency)]
    named = [name for child in scene.children for name in _named_by(child, role.child_field)]
    found = [people[name] for name in dict.fromkeys(named) if name in people]
    return found or _with_role(role, want, scene)


def _named_by(child: Child, field: str) -> tuple[str, ...]:
    value = getattr(child, field, None) if field else None
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _with_role(role: Role, want: Wanted, scene: Scene) -> list[Person]:
    """People whose role it is; with an agency given, only those of that agency."""
    found = [p for p in scene.case.people if p.role and scene.profile.role_id(p.role) == role.id]
    found = [p for p in found if _works_with_these(p, scene)]
    if want.agency is None:
        return found
    return [p for p in found if _belongs(p, want)]


def _works_with_these(person: Person, scene: Scene) -> bool:
    """Whether somebody tied to certain children is tied to one of those looked at; one tied to none always fits."""
    tied = {relationship.to for relationship in person.relationships} & set(scene.index.children)
    return not tied or bool(tied & {child.id for child in scene.children})


def _belongs(person: Person, want: Wanted) -> bool:
    agency = (person.agency or "").lower()
    return bool(agency) and (str(want.agency).lower() in agency or agency in str(want.agency).lower())
