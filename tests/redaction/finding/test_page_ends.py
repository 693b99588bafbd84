from __future__ import annotations

import pytest

from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.matching import matches_of
from packgen.redaction.model import Decision
from packgen.redaction.pdf.model import PdfRecord, PdfStory, story_id
from tests.redaction.subject_access_making import MOTHER, POLICY, usual_roster

FINDER = RosterFinder(usual_roster(), POLICY)


def _taken(*pages: str) -> list[tuple[str, str]]:
    record = PdfRecord("", tuple(PdfStory(story_id(at), text, at) for at, text in enumerate(pages, 1)))
    matches = matches_of(record, FINDER, (), "p")
    assert all(match.decision is not Decision.ASK for match in matches)
    return [(match.span.story, record.text_at(match.span)) for match in matches if match.decision is Decision.REDACT]


@pytest.mark.parametrize("hyphen", ["-", "", "\u2010"])
def test_a_name_that_two_pages_share_goes_on_both_though_titles_and_numbers_stand_between(hyphen: str) -> None:
    taken = _taken(
        f"Text of a page\nthe nurse saw Castell{hyphen}\nPage 1 of 2", "Minutes of the panel\nmoor at home.\nMore."
    )
    assert taken == [("page 1", f"Castell{hyphen}"), ("page 2", "moor")]


def test_a_name_in_a_cell_that_two_pages_share_goes_on_both() -> None:
    assert _taken("who\twhat\nnurse\tsaw Castell\n3", "Minutes\nwho\tmoor left") == [
        ("page 1", "Castell"),
        ("page 2", "moor"),
    ]


def test_a_full_name_over_a_page_end_goes_as_before() -> None:
    assert _taken("then Dario", "Castellmoor left") == [("page 1", "Dario"), ("page 2", "Castellmoor")]


def test_what_is_disclosed_or_stands_in_another_column_stays() -> None:
    first, last = MOTHER.split()
    assert _taken(f"then {first[:3]}-", f"{first[3:]} {last} left") == []
    assert _taken("who\tCastellan", "moorland\tway") == []
