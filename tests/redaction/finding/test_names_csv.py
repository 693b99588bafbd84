"""A list of names in which a line cannot be used is refused, with the number of that line."""

from __future__ import annotations

import pytest

from packgen.errors import InputError
from packgen.redaction.finding.names_csv import read_names, read_rows
from tests.redaction.subject_access_making import POLICY

HEAD = "name,aliases,category,decision,reason\nToby Wrenfield,,subject,,\n\n,,,,\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (" ,,other child,redact,", "has no name"),
        (",Dee,,,", "has no name"),
        ("T,,other child,redact,", "“T” is too short"),
        ("Dario Castellmoor,D,other child,redact,", "“D” is too short"),
        ("…,,other child,redact,", "too short"),
        ("=cmd|x,,other child,redact,", "like a formula"),
        ("'=cmd|x,,other child,redact,", "like a formula"),
        ("#NAME?,,other child,redact,", "error of Excel"),
        ("Dario Castellmoor,,other child,maybe,", "no decision"),
    ],
)
def test_a_line_by_which_nobody_can_be_found_is_told_by_its_number(line: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        read_names(f"{HEAD}{line}\n".encode(), POLICY)
    (problem,) = refused.value.problems
    assert told in problem.message
    assert problem.location is not None
    assert problem.location.line == 5


def test_whatever_is_no_person_may_be_short_and_empty_lines_are_passed_over() -> None:
    known = read_names(f"{HEAD}T,,,not-a-person,\n=X,,,not-a-person,\n".encode(), POLICY)
    assert [person.name for person in known.persons] == ["Toby Wrenfield"]
    assert known.not_persons == {"T", "=X"}


def test_a_list_that_is_too_long_is_refused_not_cut() -> None:
    text = HEAD + "Dario Castellmoor,,other child,redact,\n" * 20_000
    with pytest.raises(InputError) as refused:
        read_rows(text.encode())
    assert "20001 names" in refused.value.problems[0].message
