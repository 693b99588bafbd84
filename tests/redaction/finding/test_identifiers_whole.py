"""Addresses and dates of birth go as a whole: no number, `Vw` or `7 March` is left beside a box."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.redaction.finding.addresses import other_spellings
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.identifiers import spellings, street_names
from packgen.redaction.model import Decision
from packgen.redaction.persons import Identifier
from tests.redaction.subject_access_making import POLICY, person, roster

_POINTS = (
    Identifier("date of birth", "2009-03-11"),
    Identifier("address", "14 Marrowfield View, Oakhaven, OX9 4QT"),
)
_FINDER = RosterFinder(roster(person("Zorvinka Quillfeather", identifiers=_POINTS)), POLICY)


def _found(text: str) -> list[tuple[str, Decision]]:
    return [(text[hit.start : hit.end], hit.decision) for hit in _FINDER.find(text)]


@pytest.mark.parametrize(
    "written",
    [
        *("11/3/2009", "3/11/2009", "03/11/09", "3/11/09", "11.03.09", "11 March 2009", "March 11th 2009"),
        *("11 March, 2009", "Mar 11, 2009", "eleventh of March 2009", "11th day of March, in 2009", "20090311"),
    ],
)
def test_a_date_of_birth_goes_in_every_usual_form(written: str) -> None:
    assert _found(f"He was seen {written} at home.") == [(written, Decision.REDACT)]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("She was born on 11 March in Leeds.", "11 March"),
        ("born 11th March", "11th March"),
        ("his birthday is 11/3", "11/3"),
        ("birthday (March 11th)", "March 11th"),
        ("11 March is her birthday", "11 March"),
        ("Date of birth\t11 Mar", "11 Mar"),
        ("d.o.b. 3/11", "3/11"),
        ("turned 12 on the eleventh of March", "eleventh of March"),
        ("turned 12 on the eleventh\nof March", "eleventh\nof March"),
    ],
)
def test_a_day_of_birth_without_its_year_goes_beside_a_word_of_birth(text: str, gone: str) -> None:
    assert _found(text) == [(gone, Decision.REDACT)]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting on 11 March went well.",
        "The meeting is on 11/3; nobody was born yesterday.",
        "We met on 11 March. Everybody who was born in Leeds came.",
        "Her birthday cake was eaten on 12 March.",
        "He turned up on 11 March 2025 and left.",
        "See page 3/11 and section 11.3.",
        "11 Marches and 3/11/2025",
    ],
)
def test_ordinary_dates_stay(text: str) -> None:
    assert _found(text) == []


@pytest.mark.parametrize(
    ("written", "decision"),
    [
        ("14 Marrowfield Vw", Decision.REDACT),
        ("14 Marrowfield", Decision.REDACT),
        ("14 Marrowfield View, Oakhaven", Decision.REDACT),
        ("Flat 2, 14 Marrowfield View", Decision.REDACT),
        ("16 Marrowfield Vw", Decision.ASK),
        ("14A Marrowfield View", Decision.ASK),
        ("number 14 in Marrowfield View", Decision.ASK),
        ("Marrowfield Vw, Oakhaven", Decision.ASK),
        ("Marrowfield Road", Decision.ASK),
    ],
)
def test_nothing_of_an_address_is_left_beside_a_part_of_it(written: str, decision: Decision) -> None:
    assert _found(f"She lives at {written} now.") == [(written, decision)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oakhaven is a town.", []),
        ("In 2014 Marrowfield View was dug up.", ["Marrowfield View"]),
        ("Item 3. Marrowfield View was dug up.", ["Marrowfield View"]),
        ("Marrowfield View and 12 others", ["Marrowfield View"]),
    ],
)
def test_a_town_a_year_and_other_numbers_stay(text: str, found: list[str]) -> None:
    assert [words for words, _ in _found(text)] == found


@settings(max_examples=60, deadline=None)
@given(st.sampled_from("Road Street Avenue Lane Close Crescent Drive Gardens View Way Place".split()))  # noqa: SIM905
def test_a_street_in_a_short_form_is_the_same_street_and_back(kind: str) -> None:
    line = f"7 Marrowfield {kind}"
    for other in other_spellings(line):
        assert line in set(other_spellings(other))
        assert other in spellings(Identifier("address", line))
        assert other.removeprefix("7 ") in street_names(Identifier("address", line))
