"""What follows from a rule, in words."""

from __future__ import annotations

from packgen.guidance import effects as kinds
from packgen.guidance.profile import Profile


def effect_in_words(effect: kinds.Effect, profile: Profile) -> str:
    """One effect as `packgen rules` prints it."""
    if isinstance(effect, kinds.Invite):
        how = "named as asked for, never written to" if effect.requested_team else f"{effect.need} be invited"
        return f"{profile.role_label(effect.role)}: {how}. {effect.because}"
    if isinstance(effect, kinds.ChairBy):
        noted = f" (with a remark: {_roles(effect.with_note, profile)})" if effect.with_note else ""
        return f"Chair: {_roles(effect.roles, profile)}{noted}"
    if isinstance(effect, kinds.Coordinate):
        return f"Requests to {effect.group} go through {_roles(effect.through, profile)} alone"
    if isinstance(effect, kinds.Notify):
        return f"{profile.role_label(effect.role)} is told by letter ({effect.letter})"
    if isinstance(effect, kinds.Clock):
        return f"Clock: {effect.label}, {effect.limit}"
    return _of_paper(effect, profile)


def _of_paper(effect: kinds.Effect, profile: Profile) -> str:
    if isinstance(effect, kinds.Agenda):
        return f"Agenda item: {effect.heading} ({effect.minutes} minutes)"
    if isinstance(effect, kinds.Prompt):
        return f"Prompt ({effect.at}): {effect.text}"
    if isinstance(effect, kinds.Decide):
        word = profile.decisions.get(effect.code)
        return f"Permits the decision: {word.label if word else effect.code}"
    if isinstance(effect, kinds.Route):
        kind = profile.meeting_types.get(effect.asks_for)
        return f"Asks for: {kind.label if kind else effect.asks_for}. {effect.because}"
    if isinstance(effect, kinds.Record):
        place = profile.destinations.get(effect.destination)
        return f"Recorded in: {place.label if place else effect.destination}"
    return _of_plan(effect)


def _of_plan(effect: kinds.Effect) -> str:
    if isinstance(effect, kinds.PlanField):
        plan = "Risk Management Plan" if effect.plan == "risk" else "Child Safety Plan"
        return f"Heading of the {plan}: {effect.heading}"
    if isinstance(effect, kinds.MakeDocument):
        return f"Makes: {effect.document.replace('_', ' ')}"
    if isinstance(effect, kinds.Quorum):
        return f"Quorum: {', '.join(group.replace('_', ' ') for group in effect.groups)}"
    if isinstance(effect, kinds.Inform):
        return f"To know ({effect.where}): {effect.text}"
    return effect.kind


def _roles(roles: tuple[str, ...], profile: Profile) -> str:
    return " or ".join(profile.role_label(role) for role in roles)
