"""The policy officer's handbook lists what there is: facts, moments, kinds of effect, and an example that works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from packgen.guidance.council import check_profile
from packgen.guidance.effects import Effect
from packgen.guidance.explain import counts
from packgen.guidance.facts import FACTS
from packgen.guidance.load import load_profile
from packgen.guidance.moments import MOMENTS

HANDBOOK = (Path(__file__).parent.parent.parent / "docs" / "guidance.md").read_text(encoding="utf-8")


def test_every_fact_moment_and_kind_of_effect_is_in_the_handbook() -> None:
    kinds = [kind.model_fields["kind"].annotation for kind in get_args(get_args(Effect)[0])]
    names = [*FACTS, *MOMENTS, *(get_args(kind)[0] for kind in kinds)]
    assert [name for name in names if f"`{name}`" not in HANDBOOK] == []
    assert [fact.name for fact in FACTS.values() if fact.says not in HANDBOOK] == []


def test_the_counts_in_the_handbook_are_those_of_the_rules() -> None:
    for count in counts(load_profile()):
        assert f"| {count.family} | {count.label} | {count.total} |" in HANDBOOK


def test_the_example_file_in_the_handbook_can_be_used(tmp_path: Path) -> None:
    example = next(part for part in re.findall(r"```yaml\n(.*?)```", HANDBOOK, re.S) if part.startswith("profile:"))
    path = tmp_path / "testshire.yaml"
    path.write_text(example, encoding="utf-8")
    assert [problem.as_text() for problem in check_profile(path)] == []
    assert load_profile(str(path)).roles["practice_lead"].label == "Principal Social Worker"
