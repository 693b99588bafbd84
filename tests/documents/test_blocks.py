"""Lines that many papers print: places, invitees, agencies beside a role."""

from __future__ import annotations

import pytest
from hand_built import invitee

from packgen.documents.blocks import agency_beside, attendee_line, citations_of, name_and_address
from packgen.guidance.assessment import RuleReference


@pytest.mark.parametrize(
    ("name", "address", "line"),
    [
        ("The Station", "2 Example Street", "The Station, 2 Example Street"),
        ("31 Row", "31 Row, Bristol BS0 3CC", "31 Row, Bristol BS0 3CC"),
        ("The underpass", None, "The underpass"),
    ],
)
def test_a_house_called_by_its_address_is_not_named_twice(name: str, address: str | None, line: str) -> None:
    assert name_and_address(name, address) == line


def test_an_agency_that_the_role_says_already_is_left_out() -> None:
    assert agency_beside("Community safety", "Community Safety") is None
    assert agency_beside("Licensing", "Council licensing") == "Council licensing"


def test_lines_of_one_section_are_cited_together() -> None:
    cited = ("New text, section 4, lines 5-7; Old text, section 4, line 9", "New text, section 4, line 12", "The Act")
    rules = [RuleReference(f"R-{number}", "", "must", text) for number, text in enumerate(cited)]
    assert citations_of(rules) == "New text, section 4, lines 5-7 and 12; Old text, section 4, line 9; The Act"


def test_the_family_stands_with_what_they_are_in_brackets() -> None:
    parent = invitee("parent", "family", name="Pat Quill")
    assert attendee_line(parent) == "Pat Quill (parent)"
    assert attendee_line(invitee("licensing", "other", name="Lee Ace")) == "Lee Ace, Licensing"
