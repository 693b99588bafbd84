"""Which effects are switched on in a scene: the rules that apply, each with the subject it holds for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from packgen.guidance.assessment import RuleReference
from packgen.guidance.conditions import holds
from packgen.guidance.effects import AnyEffect
from packgen.guidance.model import Rule, Subject
from packgen.guidance.scene import Scene

K = TypeVar("K", bound=AnyEffect)


def rules_on(scene: Scene) -> tuple[Rule, ...]:
    """The rules for the scene's type of meeting (or, without a meeting, for the case), twins left out."""
    return scene.profile.applying(_key(scene))


def _key(scene: Scene) -> str | None:
    return scene.profile.type_id(scene.meeting.type) if scene.meeting else None


def switched_on(scene: Scene, kind: type[K]) -> Iterator[tuple[Rule, K, Scene]]:
    """Every effect of `kind` whose rule holds here, with the rule and the subject that it holds for."""
    for rule in scene.profile.with_effect(_key(scene), kind):
        wanted = [effect for effect in rule.effects if isinstance(effect, kind)]
        for subject in scene.subjects(rule.per):
            if holds(rule.when, subject):
                for effect in wanted:
                    if holds(effect.when, subject):
                        yield rule, effect, subject


def once(scene: Scene, kind: type[K]) -> Iterator[tuple[Rule, K]]:
    """As `switched_on`, each effect once, however many subjects it holds for."""
    seen: set[tuple[str, AnyEffect]] = set()
    for rule, effect, _ in switched_on(scene, kind):
        key = (rule.id, effect)
        if key not in seen:
            seen.add(key)
            yield rule, effect


def reference(scene: Scene, rule: Rule) -> RuleReference:
    """The rule as papers print it."""
    return scene.profile.reference(rule)


def is_per_plan(rule: Rule) -> bool:
    """Whether the rule is held against plans and not against meetings or children."""
    return rule.per in (Subject.RISK_PLAN, Subject.SAFETY_PLAN)
