"""Which types of meeting the guidance asks for on the facts of a case, and why."""

from __future__ import annotations

from packgen.guidance.applying import reference
from packgen.guidance.assessment import Routing
from packgen.guidance.conditions import holds
from packgen.guidance.effects import Route
from packgen.guidance.scene import Scene


def routes_for(scene: Scene) -> tuple[Routing, ...]:
    """Every type of meeting that a rule asks for here, each once, with the reasons of all its rules."""
    found: dict[str, Routing] = {}
    for rule in scene.profile.rules.values():
        for effect in rule.effects:
            if not isinstance(effect, Route):
                continue
            subjects = scene.subjects(rule.per)
            if not any(holds(rule.when, subject) and holds(effect.when, subject) for subject in subjects):
                continue
            kind = scene.profile.meeting_types.get(effect.asks_for)
            before = found.get(effect.asks_for)
            reason = f"{before.reason} {effect.because}" if before else effect.because
            rules = (*(before.rules if before else ()), reference(scene, rule))
            found[effect.asks_for] = Routing(effect.asks_for, kind.label if kind else effect.asks_for, reason, rules)
    return tuple(found.values())
