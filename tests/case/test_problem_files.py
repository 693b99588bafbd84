"""Every planted fault of sample_inputs/problems is named at its line, and nothing else is."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from packgen.case.contacts import AddressBook
from packgen.case.load import load_case
from packgen.errors import InputError, Problem, Severity
from packgen.guidance.gaps import assess
from packgen.guidance.load import load_profile

FOLDER = Path(__file__).parents[2] / "sample_inputs" / "problems"
RULES = re.compile(r"^# expect rule: line (\d+): (.*)$", re.MULTILINE)
EXPECTED = re.compile(r"^# expect: line (\d+): (.*)$", re.MULTILINE)
JARGON = re.compile(
    r"(?i)pydantic|input should|valid (?:dictionary|tuple|string)|traceback|NoneType|\bloc\b|schema|regex"
)


def problems_of(path: Path) -> tuple[Problem, ...]:
    try:
        return load_case(path).warnings
    except InputError as error:
        return error.problems


def expected_in(path: Path) -> list[tuple[int, str]]:
    text = path.read_bytes().decode("utf-8", "replace")
    return [(int(line), words.strip()) for line, words in EXPECTED.findall(text)]


PLANTED = sorted(path for path in FOLDER.glob("*.yaml") if expected_in(path))
ABOUT_RULES = sorted(FOLDER.glob("rule-*.yaml"))


def test_every_file_says_what_is_wrong_with_it() -> None:
    assert len(PLANTED) >= 60
    assert sorted(FOLDER.glob("*.yaml")) == sorted([*PLANTED, *ABOUT_RULES])


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_each_planted_fault_is_named_at_its_line_and_nothing_else(path: Path) -> None:
    left = list(problems_of(path))
    for line, words in expected_in(path):
        found = [p for p in left if p.location and p.location.line == line and words in p.message]
        assert found, f"line {line}: {words!r} not among {[(p.location, p.message) for p in left]}"
        left.remove(found[0])
    assert not left, [(str(p.location), p.message) for p in left]


@pytest.mark.parametrize("path", PLANTED, ids=lambda path: path.stem)
def test_each_problem_is_a_plain_sentence_that_says_what_to_do(path: Path) -> None:
    for problem in problems_of(path):
        assert problem.message[0].isupper() or problem.message[0] in "“`"
        assert problem.message.endswith((".", "?"))
        assert problem.hint
        assert problem.location is not None
        assert problem.location.column > 0
        assert problem.excerpt
        assert not JARGON.search(problem.message + problem.hint)


@pytest.mark.parametrize("path", ABOUT_RULES, ids=lambda path: path.stem)
def test_a_file_that_breaks_a_rule_is_itself_typed_rightly(path: Path) -> None:
    assert "# expect rule: line " in path.read_text("utf-8")
    assert all(problem.severity is not Severity.ERROR for problem in problems_of(path))


@pytest.mark.parametrize("path", ABOUT_RULES, ids=lambda path: path.stem)
def test_each_rule_that_a_file_breaks_is_an_open_error_at_its_line(path: Path) -> None:
    loaded = load_case(path)
    found = assess(loaded.case, load_profile(), AddressBook(), date(2025, 5, 20), loaded.locate).all_gaps
    open_errors = {
        (gap.problem.location.line, gap.rule.id)
        for gap in found
        if gap.is_open and gap.problem.severity is Severity.ERROR and gap.problem.location
    }
    assert {(int(line), rule) for line, rule in RULES.findall(path.read_text("utf-8"))} <= open_errors


def test_the_same_faults_are_named_in_the_same_order_on_each_run() -> None:
    path = FOLDER / "many-faults.yaml"
    lines = [problem.location.line for problem in problems_of(path) if problem.location]
    assert lines == sorted(lines)
    assert problems_of(path) == problems_of(path)
