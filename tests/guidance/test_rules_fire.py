"""Each rule that can find a problem or depends on facts has a case that fires it and one that does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from guidance_cases import FIRES, case_of, held_against, read

from packgen.guidance.assessment import CaseAssessment
from packgen.guidance.layers import base_rules
from packgen.guidance.model import Rule

_SHOWN = {"invite", "agenda", "prompt", "decision", "notify", "route", "record", "inform"}
_GAPS = {"clock", "chair", "notify"}


def table() -> Iterator[Any]:
    for path in sorted(FIRES.glob("*.yaml")):
        if path.name != "bases.yaml":
            content = read(path.name)
            for rule, entry in content["rules"].items():
                yield pytest.param(rule, content["base"], entry, id=rule)


def finds_problems(rule: Rule) -> bool:
    needed = any(getattr(effect, "if_absent", "") for effect in rule.effects)
    return bool(rule.check) or needed or bool({effect.kind for effect in rule.effects} & _GAPS)


def needs_an_entry(rule: Rule) -> bool:
    depends = rule.when is not None or any(effect.when for effect in rule.effects)
    shown = bool({effect.kind for effect in rule.effects} & _SHOWN)
    always = {"SO-DEC-01"}  # what depends on facts there is a document without a rule's name on it
    return rule.same_as is None and (finds_problems(rule) or (depends and shown)) and rule.id not in always


def seen(found: CaseAssessment, rule: Rule) -> set[str]:
    """The ids of every rule that shows: among the gaps where it can find problems, else anywhere."""
    if finds_problems(rule) or rule.id.startswith("PG-"):
        named = [gap.rule for gap in found.all_gaps]
    else:
        named = [reference for route in found.routes for reference in route.rules]
        named += [reference for note in found.notes for reference in note.rules]
        for meeting in found.meetings:
            parts = (
                *meeting.attendees,
                *meeting.suggested,
                *meeting.agenda,
                *meeting.decisions,
                *meeting.notifications,
                *meeting.records,
                *meeting.notes,
                *meeting.routes,
            )
            named += [reference for part in parts for reference in part.rules]
    return {part for reference in named for part in reference.id.split(", ")}


@pytest.mark.parametrize(("rule", "base", "entry"), list(table()))
def test_a_rule_fires_where_it_should_and_only_there(rule: str, base: str, entry: dict[str, Any]) -> None:
    entered = base_rules()[rule]
    loud = held_against(case_of(base, **entry["fires"]))
    quiet = held_against(case_of(base, **entry.get("quiet", {})))

    assert rule in seen(loud, entered)
    assert rule not in seen(quiet, entered)


def test_no_rule_that_can_fire_is_left_out_of_the_table() -> None:
    covered = {param.values[0] for param in table()}
    wanted = {rule.id for rule in base_rules().values() if needs_an_entry(rule)}
    assert not wanted - covered


@pytest.mark.parametrize("base", ["strategy", "complex", "risk", "options"])
def test_the_bases_of_the_table_are_without_a_problem(base: str) -> None:
    assert [gap.problem.as_text() for gap in held_against(case_of(base)).all_gaps] == []
