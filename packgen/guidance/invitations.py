"""Who is asked to a meeting: derived from the rules first, then merged with the file and the address book.

Nobody comes onto the list by a rule alone who is a person of concern, or whose agency is where one works.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from packgen.case.contacts import AddressBook
from packgen.case.meeting import NotInvited
from packgen.errors import KeyPath
from packgen.guidance.applying import once, reference
from packgen.guidance.assessment import Attendee, RuleReference
from packgen.guidance.effects import Coordinate, Invite, Prompt
from packgen.guidance.file_invitees import merged_with_file
from packgen.guidance.filling import filled
from packgen.guidance.holders import Wanted, expanded, joined, lines_for, one_line_each
from packgen.guidance.known_contacts import with_contacts
from packgen.guidance.model import Rule
from packgen.guidance.safeguard import guarded
from packgen.guidance.scene import Scene

_COORDINATES = (
    "You coordinate the police side and decide which police teams take part; every police request goes to you."
)
_NEEDS = ("must", "should", "may", "chosen")
_GROUPS = ("social_care", "police", "health", "education", "other_authority", "voluntary", "other", "family", "child")


@dataclass(frozen=True)
class LeftOut:
    """A role that a rule asks for and that the file leaves out: by whom, where in the file, and whether by decision."""

    rule: Rule
    effect: Invite
    by: str
    path: KeyPath
    decided: bool = False


@dataclass(frozen=True)
class InvitationList:
    """The list, and what was left off it on purpose."""

    attendees: tuple[Attendee, ...]
    left_out: tuple[LeftOut, ...] = field(default=())
    suggested: tuple[Attendee, ...] = field(default=())


def invitation_list(scene: Scene, contacts: AddressBook) -> InvitationList:
    """Everybody asked to the scene's meeting, with why; ordered by group as an invitation prints them."""
    wanted, left_out = _wanted(scene)
    lines = one_line_each([line for want in wanted for line in lines_for(want, scene)])
    merged = merged_with_file(lines, scene, contacts)
    left_out += [left for line, number in merged.decided_out for left in _decided_out(line, number, scene)]
    lines = merged.lines
    lines = _without_spare_generics(lines, scene)
    lines = [with_contacts(line, scene, contacts) for line in lines]
    lines = [guarded(line, scene) for line in lines]
    lines = _through_coordinating_team(lines, scene, contacts)
    lines = [_with_report(line, scene) for line in lines]
    suggested = [line for line in lines if line.need == "may" and not line.chosen]
    lines = [line for line in lines if line not in suggested]
    order = {group: number for number, group in enumerate(_GROUPS)}
    lines.sort(key=lambda line: (order.get(line.group, len(order)), line.requested_team, _NEEDS.index(line.need)))
    return InvitationList(tuple(lines), tuple(left_out), tuple(suggested))


def _wanted(scene: Scene) -> tuple[list[Wanted], list[LeftOut]]:
    """What the rules ask for, one entry a role and agency, minus what the file leaves out."""
    found: dict[tuple[str, str | None], Wanted] = {}
    left: list[LeftOut] = []
    out = {scene.profile.role_id(item.role): (n, item) for n, item in enumerate(_not_invited(scene))}
    for rule, effect in once(scene, Invite):
        if effect.role in out:
            number, entry = out[effect.role]
            left.append(LeftOut(rule, effect, entry.by, (*scene.path, "not_invited", number)))
            continue
        for agency, place in expanded(effect, scene):
            key = (effect.role, agency)
            before = found.get(key)
            new = Wanted(effect.role, agency, place, effect.need, (effect.because,), (reference(scene, rule),))
            found[key] = before.joined_with(new) if before else new
    return list(found.values()), left


def _decided_out(line: Attendee, number: int, scene: Scene) -> Iterator[LeftOut]:
    """One entry for each rule that asked for a line which a named decision took off."""
    decision = scene.meeting.invitees[number].decision if scene.meeting else None
    ids = {part for rule in line.rules for part in rule.id.split(", ")}
    for rule, effect in once(scene, Invite):
        if decision and rule.id in ids and effect.role == line.role:
            yield LeftOut(rule, effect, decision.by, (*scene.path, "invitees", number), decided=True)


def _not_invited(scene: Scene) -> tuple[NotInvited, ...]:
    return scene.meeting.not_invited if scene.meeting else ()


def _without_spare_generics(lines: list[Attendee], scene: Scene) -> list[Attendee]:
    """Drop a line that asks for "police" or "health" as such where a named part of that group comes; its rules move."""
    result = list(lines)
    for line in lines:
        role = scene.profile.roles.get(line.role)
        if role is None or not role.generic or line.name or line.person:
            continue
        fitting = [o for o in result if o is not line and o.group == line.group and o.need != "may"]
        stand_in = min(fitting, key=lambda o: o.agency != line.agency, default=None)
        if stand_in:
            result[result.index(stand_in)] = _taking_over(stand_in, line)
            result.remove(line)
    return result


def _taking_over(stand_in: Attendee, line: Attendee) -> Attendee:
    need = min(stand_in.need, line.need, key=_NEEDS.index)
    why = line.why if stand_in.need == "chosen" and line.why else stand_in.why
    return replace(stand_in, need=need, why=why, rules=_joined(stand_in.rules, line.rules))


def _joined(first: tuple[RuleReference, ...], second: tuple[RuleReference, ...]) -> tuple[RuleReference, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def coordinating_role(scene: Scene) -> tuple[Coordinate, str] | None:
    """The coordinating team of the meeting, if a rule asks for one: as the file names it, else the rule's first."""
    for _, effect in once(scene, Coordinate):
        named = scene.profile.role_id(scene.meeting.police_invitation_route if scene.meeting else None)
        return effect, named if named in effect.through else effect.through[0]
    return None


def _through_coordinating_team(lines: list[Attendee], scene: Scene, contacts: AddressBook) -> list[Attendee]:
    """Only the coordinating team is written to; every other line of its group is named as a team asked for."""
    found = coordinating_role(scene)
    if found is None:
        return lines
    effect, role = found
    rules = tuple(reference(scene, rule) for rule, _ in once(scene, Coordinate))
    request = lines_for(Wanted(role, None, None, "must", (_COORDINATES,), rules), scene)
    result = []
    for line in lines:
        if line.group != effect.group:
            result.append(line)
        elif line.role == role:
            result.append(replace(joined(line, request[0]), why=f"{_own_reason(line)}{_COORDINATES}"))
        else:
            result.append(replace(line, addressed=False, requested_team=True))
    if not any(line.role == role for line in result):
        result += [with_contacts(line, scene, contacts) for line in request]
    return result


def _own_reason(line: Attendee) -> str:
    return f"{line.why} " if line.rules else ""


def _with_report(line: Attendee, scene: Scene) -> Attendee:
    """The questions that a written report is asked to answer: the role's own, those of rules, those of the file."""
    role = scene.profile.roles.get(line.role)
    if not (role and role.report) or line.needs_decision or line.requested_team:
        return line
    prompts = (effect for _, effect in once(scene, Prompt) if effect.at == f"report.{line.role}")
    asked = [filled(effect.text, scene) for effect in prompts]
    due = line.report_due or (scene.meeting.reports_due if scene.meeting else None)
    questions = tuple(dict.fromkeys((*role.report_questions, *asked, *line.report_questions)))
    return replace(line, report_wanted=True, report_questions=questions, report_due=due)
