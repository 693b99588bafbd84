"""Names in free text that nobody explains: found where they are names, let be where they are not."""

from __future__ import annotations

from typing import Any

import pytest

from packgen.case.checks.names import check_names_in_references, check_unexplained_names
from packgen.case.model import CaseFile


def case(text: str, **parts: Any) -> CaseFile:
    typed: dict[str, Any] = {
        "case": {"reference": "BCC-2025-014"},
        "children": [{"id": "kit", "name": "Kit Farrow", "aliases": ["Kitty"]}],
        "people": [{"id": "brandt", "name": "Mo Brandt", "group": "carer", "agency": "Quillbrook Homes"}],
        "concern": {"summary": text},
        **parts,
    }
    return CaseFile.model_validate(typed)


def words(text: str) -> list[str]:
    return [finding.word for finding in check_unexplained_names(case(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kit was seen with Brendan Oakes behind the shops.", "Brendan Oakes"),
        ("Kyle told him not to say anything.", "Kyle"),
        ("He was given a phone by Tremaine.", "Tremaine"),
        ("We spoke to Ms Tillotson about it.", "Tillotson"),
        ("PC Wetherby-Nunn came at nine.", "Wetherby-Nunn"),
        ("It was O'Hallahan's car.", "O'Hallahan"),
        ("When Tamsin left, he followed.", "Tamsin"),
        ("- Brendan Oakes was there", "Brendan Oakes"),
        ("They met Priyanka at the park.", "Priyanka"),
    ],
)
def test_somebody_whom_nobody_explains_is_found(text: str, name: str) -> None:
    assert words(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Kit and Mo Brandt talked; Kitty's phone rang.",
        "Seen at Cabot Circus in Bristol on Friday 14 March, near Temple Meads Station.",
        "Operation Topaz and the Violence Reduction Unit will share what they hold.",
        "Children's Social Care asked the Safer Options Manager. Police agreed.",
        "Easter and Ramadan fall in April; GCSEs begin in May.",
        "He posts on Snapchat and TikTok, plays Fortnite and eats at McDonald's.",
        "The Care Order was made in Bristol Family Court under the Children Act.",
        "He went to Weston by train, then walked from Worle.",
        "Quillbrook Homes says staff ring at once.",
        "Nobody knew. Staff rang the police. Mum came. Perhaps he slept there.",
        "**Urgent** Ring the home.\n\nNext steps\n- Meet him at the gate\n1. Call the school",
        "She speaks Polish and English and is Roma.",
    ],
)
def test_ordinary_capitals_are_let_be(text: str) -> None:
    assert words(text) == []


def test_each_name_is_said_once_with_its_place() -> None:
    (finding,) = check_unexplained_names(case("He saw Brendan Oakes. Then Brendan Oakes left."))
    assert finding.path == ("concern", "summary", "text")


def test_the_reference_of_another_case_is_found_unless_it_is_listed() -> None:
    assert words("See BCC-2024-117 and BCC-2025-014.") == ["BCC-2024-117"]
    listed = case("See BCC-2024-117.", case={"reference": "BCC-2025-014", "other_references": ["BCC-2024-117"]})
    assert not list(check_unexplained_names(listed))


@pytest.mark.parametrize(
    ("reference", "found"), [("KIT-1", True), ("case_farrow", True), ("kitten-1", False), ("BCC-2025-014", False)]
)
def test_a_childs_name_in_a_reference_is_found_as_a_whole_word(reference: str, found: bool) -> None:
    named = check_names_in_references(case("x", case={"reference": reference}))
    assert bool(list(named)) is found
