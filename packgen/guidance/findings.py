"""What is not met: in a rule's own check, a clock that ran out, the list, the chair, the letters, the decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from packgen.errors import KeyPath, Severity
from packgen.guidance.applying import rules_on
from packgen.guidance.assessment import Attendee, Notification, PermittedDecision
from packgen.guidance.chairs import Chairing, standing
from packgen.guidance.clocks import Running
from packgen.guidance.conditions import holds, value_of
from packgen.guidance.facts.agreed import decisions_of
from packgen.guidance.facts.meeting import chair_role
from packgen.guidance.filling import filled
from packgen.guidance.invitations import InvitationList
from packgen.guidance.model import Rule
from packgen.guidance.routing import routes_for
from packgen.guidance.safeguard import is_of_concern, reached_through
from packgen.guidance.scene import Scene


@dataclass(frozen=True)
class Finding:
    """One rule that is not met: for whom, what to say, what to type, at which key."""

    rule: Rule
    scene: Scene
    message: str
    hint: str
    path: KeyPath
    severity: Severity


def found_in_checks(scene: Scene) -> list[Finding]:
    """Every rule whose own check finds a problem here."""
    return [finding for rule in rules_on(scene) if rule.check for finding in _checked(rule, scene)]


def _checked(rule: Rule, scene: Scene) -> Iterator[Finding]:
    check = rule.check
    assert check is not None
    for subject in scene.subjects(check.per or rule.per):
        if holds(rule.when, subject) and holds(check.problem_when, subject):
            path = (*subject.path, *check.at.split(".")) if check.at else subject.path
            yield Finding(
                rule, subject, filled(check.message, subject), filled(check.hint, subject), path, rule.severity
            )


def found_in_clocks(running: tuple[Running, ...]) -> list[Finding]:
    """Every clock that was not kept. One with a recorded reason is told as information only."""
    found = []
    for clock in running:
        if clock.reading.state != "overdue":
            continue
        explained = clock.effect.explained_by and holds_fact(clock.effect.explained_by, clock.scene)
        severity = Severity.INFO if explained else clock.rule.severity
        found.append(Finding(clock.rule, clock.scene, clock.late_sentence(), clock.effect.hint, clock.path, severity))
    return found


def holds_fact(name: str, scene: Scene) -> bool:
    """Whether a yes/no fact is yes."""
    return value_of(name, scene) is True


def found_in_meeting(
    scene: Scene,
    chairs: Chairing,
    listed: InvitationList,
    told: tuple[Notification, ...],
    decisions: tuple[PermittedDecision, ...],
) -> list[Finding]:
    """What the list, the chair, the letters and the minuted decisions of a meeting lack."""
    return [
        *_chair(scene, chairs),
        *_left_out(scene, listed),
        *_held_back(scene, listed),
        *_not_told(scene, told),
        *_not_permitted(scene, decisions),
        *_other_meeting(scene),
    ]


def _other_meeting(scene: Scene) -> Iterator[Finding]:
    """Told only where the case holds none of the meetings that the guidance asks for, and no rule tells it itself."""
    rule = scene.profile.rules.get("PG-RTE-01")
    kind = scene.profile.meeting_types.resolve(scene.meeting.type if scene.meeting else None)
    if rule is None or kind is None or kind.id not in rule.applies_to:
        return
    whole = Scene(scene.case, scene.profile, scene.index, scene.now).limited_to(scene.children)
    routes = routes_for(whole)
    asked = [route for route in routes if not any(scene.profile.has_check(ref.id) for ref in route.rules)]
    in_case = {scene.profile.type_id(meeting.type) for meeting in scene.case.meetings}
    if asked and not in_case & {route.asks_for for route in routes}:
        wanted = "; ".join(f"{route.label} ({route.reason})" for route in asked)
        message = f"This is a {kind.label}. On the facts of the case the guidance asks for: {wanted}"
        hint = "Hold that meeting, correct the facts, or record an override with the reason."
        yield Finding(rule, scene, message, hint, (*scene.path, "type"), rule.severity)


def _chair(scene: Scene, chairs: Chairing) -> Iterator[Finding]:
    state = standing(scene, chairs)
    label = scene.profile.role_label(chair_role(scene.meeting.chair if scene.meeting else None, scene))
    may = " or ".join(scene.profile.role_label(role) for role in chairs.roles)
    path = (*scene.path, "chair")
    for rule in chairs.rules[:1]:
        if state == "not_allowed":
            message = f"The chair is a {label}, who may not chair this meeting."
            hint = f"Under chair, name somebody who is {may}."
            yield Finding(rule, scene, message, hint, path, rule.severity)
        elif state == "with_note":
            message = f"The chair is a {label}: the newer text names that role as lead, the older one not as chair."
            yield Finding(rule, scene, message, "Nothing to do if your council accepts this.", path, Severity.INFO)
        elif state == "unnamed":
            message = f"Nobody is named as chair yet. It has to be a {may}."
            hint = "Add chair: with person: or with name: and role:."
            yield Finding(rule, scene, message, hint, path, Severity.WARNING)


def _left_out(scene: Scene, listed: InvitationList) -> Iterator[Finding]:
    for left in listed.left_out:
        rule, effect = left.rule, left.effect
        if effect.need == "may":
            continue
        label = scene.profile.role_label(effect.role)
        severity = Severity(effect.if_absent) if effect.if_absent else rule.severity
        if severity is Severity.ERROR and not left.decided:
            message = f"{label} is left out, although the guidance asks for it. {effect.because}"
            hint = f"Take it out of not_invited, or record an override of {rule.id} with name, role and reason."
            yield Finding(rule, scene, message, hint, left.path, severity)
        else:
            message = f"{label} is left out; the reason is recorded by {left.by}."
            yield Finding(rule, scene, message, "", left.path, Severity.INFO)


def _held_back(scene: Scene, listed: InvitationList) -> Iterator[Finding]:
    rule = scene.profile.rules.get("PG-POC-01")
    if rule is None or rule.check is None:
        return
    for line in listed.attendees:
        person = reached_through(line, scene) if line.needs_decision else None
        if person is None:
            continue
        who = line.name or line.agency or line.label
        is_one = is_of_concern(line.name, line.person, scene) is not None
        what = "is a person of concern" if is_one else "is where a person of concern works or has a say"
        message = f"{who} {what}, and is not written to until a named person has decided."
        yield Finding(rule, scene, message, rule.check.hint, _place_of(line, scene), rule.severity)
    yield from _running_it(scene, rule)


def _place_of(line: Attendee, scene: Scene) -> KeyPath:
    """Where the file names this line: on its own list, else under `people`, else the list as a whole."""
    for number, invitee in enumerate(scene.meeting.invitees if scene.meeting else ()):
        if line.person is not None and invitee.person == line.person:
            return (*scene.path, "invitees", number)
    for number, person in enumerate(scene.case.people):
        if person.id == line.person:
            return ("people", number)
    return (*scene.path, "invitees")


def _running_it(scene: Scene, rule: Rule) -> Iterator[Finding]:
    """A person of concern neither chairs nor takes the minutes."""
    meeting = scene.meeting
    for key, chair in (("chair", meeting.chair), ("minute_taker", meeting.minute_taker)) if meeting else ():
        known = scene.index.people.get(chair.person or "") if chair else None
        name = (chair.name or (known.name if known else None)) if chair else None
        if chair and is_of_concern(name, chair.person, scene):
            message = f"{name} is a person of concern, and stands as {key.replace('_', ' ')} of this meeting."
            yield Finding(rule, scene, message, f"Name somebody else under {key}.", (*scene.path, key), rule.severity)


def _not_told(scene: Scene, told: tuple[Notification, ...]) -> Iterator[Finding]:
    for letter in told:
        if letter.sent_on is not None:
            continue
        for reference in letter.rules[:1]:
            rule = scene.profile.rules[reference.id.split(",")[0]]
            message = f"It is not recorded that the {letter.label} has been told of this meeting."
            hint = f"Send the letter, then add under notifications: to: {letter.role}, with the date and by whom."
            yield Finding(rule, scene, message, hint, (*scene.path, "notifications"), rule.severity)


def _not_permitted(scene: Scene, decisions: tuple[PermittedDecision, ...]) -> Iterator[Finding]:
    rule = scene.profile.rules.get("PG-DEC-01")
    permitted = {decision.code for decision in decisions}
    if rule is None or rule.check is None or not permitted:
        return
    for number, decision in enumerate(decisions_of(scene)):
        word = scene.profile.decisions.resolve(decision.decision)
        if word is None or word.id in permitted:
            continue
        message = f"{word.label}: the guidance does not give this decision to this meeting on the facts of this case."
        path = (*scene.path, "minutes", "decisions", number, "decision")
        yield Finding(rule, replace(scene, memory={}), message, rule.check.hint, path, rule.severity)
