"""Words of a case file that the profile does not know: each a located problem with a "did you mean"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from packgen.case.meeting import Meeting
from packgen.errors import KeyPath, Severity
from packgen.guidance.findings import Finding
from packgen.guidance.overrides import may_override
from packgen.guidance.profile import Profile, Words
from packgen.guidance.scene import Scene

_GROUPS = ("family", "carer", "professional", "person_of_concern", "peer", "referrer", "member_of_public")


def unknown_words(scene: Scene) -> list[Finding]:
    """Every role, type of meeting, harm, status, decision or destination that the profile does not know."""
    rule = scene.profile.rules.get("PG-WRD-01")
    if rule is None:
        return []
    found = []
    for words, text, path, what, severity in _used(scene):
        if text is not None and words.resolve(text) is None:
            nearest = words.nearest(text)
            start = f"Did you mean “{nearest}”? " if nearest else ""
            hint = f"{start}Known here: {', '.join(sorted(words))}." if len(words) < 40 else start.strip()
            hint = hint or "Choose it in the form, which lists them all, or have it added to your council's profile."
            message = f"“{text}” is not {what} that the guidance of your council knows."
            found.append(Finding(rule, scene, message, hint, path, severity))
    return [*found, *_unknown_groups(scene), *_unusable_overrides(scene)]


_Used = tuple[Words[Any], str | None, KeyPath, str, Severity]


def _used(scene: Scene) -> Iterator[_Used]:
    profile, case = scene.profile, scene.case
    error, warning = Severity.ERROR, Severity.WARNING
    for n, harm in enumerate(case.harm_types):
        yield profile.harms, harm, ("harm_types", n), "a kind of harm", error
    for n, child in enumerate(case.children):
        yield profile.statuses, child.status, ("children", n, "status"), "a status of a child", error
        destination = child.record_destination
        yield profile.destinations, destination, ("children", n, "record_destination"), "a destination", error
    for n, place in enumerate(case.places):
        yield profile.place_kinds, place.kind, ("places", n, "kind"), "a kind of place", warning
    for n, person in enumerate(case.people):
        if person.group == "professional":
            yield profile.roles, person.role, ("people", n, "role"), "a role", warning
    for n, meeting in enumerate(case.meetings):
        yield from _used_in_meeting(profile, meeting, ("meetings", n))


def _used_in_meeting(profile: Profile, meeting: Meeting, here: KeyPath) -> Iterator[_Used]:
    error = Severity.ERROR
    yield profile.meeting_types, meeting.type, (*here, "type"), "a type of meeting", error
    if meeting.chair:
        yield profile.roles, meeting.chair.role, (*here, "chair", "role"), "a role", error
    for i, invitee in enumerate(meeting.invitees):
        yield profile.roles, invitee.role, (*here, "invitees", i, "role"), "a role", error
    for i, left in enumerate(meeting.not_invited):
        yield profile.roles, left.role, (*here, "not_invited", i, "role"), "a role", error
    for i, sent in enumerate(meeting.notifications):
        yield profile.roles, sent.to, (*here, "notifications", i, "to"), "a role", error
    for i, decision in enumerate(meeting.minutes.decisions if meeting.minutes else ()):
        path = (*here, "minutes", "decisions", i, "decision")
        yield profile.decisions, decision.decision, path, "a decision", error


def _unknown_groups(scene: Scene) -> Iterator[Finding]:
    rule = scene.profile.rules["PG-WRD-01"]
    for number, person in enumerate(scene.case.people):
        if person.group not in _GROUPS:
            message = f"{person.group!r} is not a group of people that packgen knows."
            hint = f"Write one of: {', '.join(_GROUPS)}."
            yield Finding(rule, scene, message, hint, ("people", number, "group"), Severity.ERROR)


def _unusable_overrides(scene: Scene) -> Iterator[Finding]:
    rule = scene.profile.rules["PG-WRD-01"]
    may = ", ".join(scene.profile.override_roles)
    for number, override in enumerate(scene.case.overrides):
        path: KeyPath = ("overrides", number)
        if override.rule.strip().upper() not in scene.profile.rules:
            message = f"The override names {override.rule!r}, which is no rule of this profile, so it closes nothing."
            yield Finding(rule, scene, message, "Copy the rule id from the message.", (*path, "rule"), Severity.ERROR)
        elif not may_override(override, scene):
            message = f"A {override.role} may not override a rule here, so the override closes nothing."
            yield Finding(rule, scene, message, f"One of these roles may: {may}.", (*path, "role"), Severity.ERROR)
