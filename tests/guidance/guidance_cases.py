"""Small cases for the guidance tests: a base in which no rule finds a problem, changed key by key."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from packgen.case.contacts import AddressBook
from packgen.case.model import CaseFile
from packgen.guidance.assessment import CaseAssessment
from packgen.guidance.gaps import assess
from packgen.guidance.load import load_profile
from packgen.guidance.profile import Profile

FIRES = Path(__file__).parent / "fires"
HELD = date(2025, 6, 10)


@cache
def read(name: str) -> Any:
    """One of the YAML files of the table, every scalar as text."""
    return yaml.load((FIRES / name).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def case_of(base: str, **changes: Any) -> CaseFile:
    """The base case with `changes`, whose keys are paths joined by dots (given as a mapping in `patch` too)."""
    tree = deepcopy(read("bases.yaml")[base])
    for path, value in changes.items():
        _put(tree, path.split("."), deepcopy(value))  # the table is read once and shared
    return CaseFile.model_validate(tree)


def held_against(case: CaseFile, profile: Profile | None = None, as_of: date = HELD) -> CaseAssessment:
    """`case` held against a profile (Bristol's) as of the day of its meeting."""
    return assess(case, profile or load_profile(), AddressBook(), as_of)


def gaps_of(base: str, profile: Profile | None = None, **changes: Any) -> dict[str, Any]:
    """The gaps of the changed base by rule id."""
    found = held_against(case_of(base, **changes), profile)
    return {part: gap for gap in found.all_gaps for part in gap.rule.id.split(", ")}


def _put(tree: Any, keys: list[str], value: Any) -> None:
    *above, last = keys
    for key in above:
        tree = tree[int(key)] if isinstance(tree, list) else tree.setdefault(key, {})
    if isinstance(tree, list):
        number = int(last)
        tree[number : number + 1] = [] if value == "DELETE" else [value]
    elif value == "DELETE":
        tree.pop(last, None)
    else:
        tree[last] = value
