"""The form and `packgen check` judge one table of cases alike, each by its own code."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from packgen.builder.check import check_paths
from packgen.errors import Severity
from packgen.settings import Settings
from tests.builder.form.browser import Browser

TABLE = yaml.safe_load((Path(__file__).parent / "form_cases.yaml").read_text("utf-8"))
CONTACTS = Path(__file__).parents[3] / "sample_inputs" / "contacts.yaml"
CASES = {entry["name"]: entry for entry in TABLE["cases"]}
_WORD_RULE = "PG-WRD-01"  # the guidance's rule on words that a profile does not know
_CHECK_ALONE = "is named here, but neither"


def case_of(entry: dict[str, Any]) -> dict[str, Any]:
    case: Any = copy.deepcopy(TABLE["base"])
    for path, value in entry["is"].items():
        keys = [int(key) if key.isdigit() else key for key in path.split(".")]
        parent = case
        for key in keys[:-1]:
            parent = parent[key]
        if value is None:
            del parent[keys[-1]]
        elif isinstance(parent, list) and keys[-1] == len(parent):
            parent.append(value)
        else:
            parent[keys[-1]] = "x" * 301 if value == "LONG" else value
    return dict(case)


def expected(entry: dict[str, Any]) -> dict[str, list[str]]:
    return {severity: sorted(entry.get(f"{severity}s", [])) for severity in ("error", "warning")}


@pytest.mark.parametrize("name", sorted(CASES))
def test_check_judges_as_the_table_says(name: str, tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(case_of(CASES[name])), encoding="utf-8")

    seen: dict[str, list[str]] = {"error": [], "warning": []}
    for problem in check_paths([file], Settings(contacts=CONTACTS), date(2025, 3, 14)):
        if problem.severity is Severity.INFO or _CHECK_ALONE in problem.message:
            continue
        if problem.rule in ("", _WORD_RULE) and problem.location:
            seen[problem.severity.value].append(".".join(str(key) for key in problem.location.path))

    assert {severity: sorted(set(paths)) for severity, paths in seen.items()} == expected(CASES[name])


def test_the_form_judges_as_the_table_says(browser: Browser) -> None:
    wrong = {}
    for name, entry in CASES.items():
        browser.run("packgenForm.open($0, 'case.json')", json.dumps(case_of(entry)))
        found = browser.run("packgenForm.problems()")
        seen = {
            severity: sorted({".".join(map(str, p["path"])) for p in found if p["severity"] == severity})
            for severity in ("error", "warning")
        }
        if seen != expected(entry):
            wrong[name] = seen

    assert wrong == {}
    assert browser.complaints() == []
