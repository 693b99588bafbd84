"""Whether a condition holds in a scene. Named facts, `is`, `at_least`, `contains`; all, any, not."""

from __future__ import annotations

from packgen.case.values import read_yes_no
from packgen.guidance.entry import Condition
from packgen.guidance.facts import FACTS, FactValue
from packgen.guidance.scene import Scene


def holds(condition: Condition | None, scene: Scene) -> bool:
    """Whether `condition` holds; one that is not there always does. Raises KeyError for a fact nobody defined."""
    if condition is None:
        return True
    if condition.all:
        return all(holds(part, scene) for part in condition.all)
    if condition.any:
        return any(holds(part, scene) for part in condition.any)
    if condition.none is not None:
        return not holds(condition.none, scene)
    return _fact_holds(condition, value_of(str(condition.fact), scene))


def value_of(name: str, scene: Scene) -> FactValue:
    """What the named fact is in this scene; worked out once a scene."""
    if name not in scene.memory:
        scene.memory[name] = FACTS[name].read(scene)
    return scene.memory[name]  # type: ignore[return-value]


def _fact_holds(condition: Condition, value: FactValue) -> bool:
    if condition.is_ is not None:
        return any(_same(value, expected) for expected in condition.is_)
    if condition.at_least is not None:
        count = len(value) if isinstance(value, tuple) else value
        return isinstance(count, int) and count >= condition.at_least
    held = value if isinstance(value, tuple) else ()
    return any(expected in held for expected in condition.contains or ())


def _same(value: FactValue, expected: str) -> bool:
    if value is None:
        return expected == "unknown"
    if isinstance(value, bool):
        return expected != "unknown" and value == read_yes_no(expected)
    return str(value) == expected
