"""A case file chooses a profile by its name; it can make nothing read a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from packgen.case.load import LoadedCase, load_case
from packgen.errors import InputError
from packgen.guidance.choosing import profile_for
from packgen.guidance.load import load_profile

COUNCIL = """
profile:
  id: testshire
  label: Testshire
  extends: bristol
  authority: Testshire
  version: {name: Procedures, author: A. Officer, approved_by: Board, in_force: 2025-01-01,
    review: 2026-01-01, version: '1'}
"""


def case_with(profile: str, folder: Path) -> LoadedCase:
    file = folder / "case.yaml"
    children = "children:\n  - {id: kit, name: Kit Farrow}\n"
    file.write_text(f"case: {{reference: T-1}}\nprofile: {profile}\n{children}end_of_case: yes\n", "utf-8")
    return load_case(file)


@pytest.fixture
def council(tmp_path: Path) -> str:
    file = tmp_path / "testshire.yaml"
    file.write_text(COUNCIL, "utf-8")
    return str(file)


def test_a_case_may_name_a_profile_that_comes_with_packgen(tmp_path: Path, council: str) -> None:
    assert profile_for(case_with("city-and-hackney", tmp_path), council) is load_profile("city-and-hackney")


def test_a_case_may_name_the_usual_profile_by_its_id(tmp_path: Path, council: str) -> None:
    assert profile_for(case_with("testshire", tmp_path), council) is load_profile(council)


@pytest.mark.parametrize("shape", ["{file}", "./testshire.yaml", "../etc/secret.json", "..\\secret.yaml"])
def test_a_case_that_names_a_file_is_told_at_its_line_and_nothing_is_read(
    tmp_path: Path, council: str, shape: str
) -> None:
    with pytest.raises(InputError) as caught:
        profile_for(case_with(f"'{shape.format(file=council)}'", tmp_path), None)

    (problem,) = caught.value.problems
    assert problem.message == "A case file names a guidance profile by its name, never by a file."
    assert problem.location is not None
    assert problem.location.line == 2


def test_a_slip_in_the_name_says_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        profile_for(case_with("bristl", tmp_path), None)

    assert "Did you mean bristol?" in caught.value.problems[0].message
