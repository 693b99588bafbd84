"""Whom the guidance asks for at each type of meeting, with its conditions as data for the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from packgen.guidance.effects import Invite
from packgen.guidance.model import Rule
from packgen.guidance.profile import Profile


def asked_of(profile: Profile) -> dict[str, list[dict[str, Any]]]:
    """By type of meeting, every invitation that a rule may ask for: role, need, why, rule, and `when` (all must hold).

    The same rules in the same order as `guidance/invitations.py` goes through them. Pure.
    """
    types = [word.id for word in profile.meeting_types.values() if not word.routing_target]
    return {
        kind: [_asked(rule, effect, profile) for rule in profile.with_effect(kind, Invite) for effect in _invites(rule)]
        for kind in types
    }


def _invites(rule: Rule) -> Iterator[Invite]:
    return (effect for effect in rule.effects if isinstance(effect, Invite))


def _asked(rule: Rule, effect: Invite, profile: Profile) -> dict[str, Any]:
    conditions = [condition for condition in (rule.when, effect.when) if condition is not None]
    return {
        "role": effect.role,
        "label": profile.role_label(effect.role),
        "need": effect.need,
        "because": effect.because,
        "rule": rule.id,
        "per": rule.per.value,
        "when": [condition.model_dump(by_alias=True, exclude_defaults=True) for condition in conditions],
    }
