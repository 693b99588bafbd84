from __future__ import annotations

from pathlib import Path

import pytest

from packgen.redaction.model import Hit
from packgen.redaction.self_test.docx import LiteralFinder
from packgen.redaction.self_test.pdf import run_pdf_self_test, try_pdf_minutes, try_pdf_place
from packgen.redaction.self_test.pdf_builder import PdfPlace, build
from packgen.redaction.self_test.pdf_places import PDF_PLACES

_FINDER = LiteralFinder()
#: Places that only text recognition can see; the others are looked at by eye in the long tests.
_BY_EYE = {"letters mapped to others", "tiling pattern", "negative size", "pixels of a picture", "under a black box"}


@pytest.mark.parametrize("place", PDF_PLACES, ids=lambda place: f"{place.group}: {place.name}")
def test_nothing_survives_in(place: PdfPlace) -> None:
    result = try_pdf_place(place, _FINDER, by_eye=place.name in _BY_EYE or place.lies)
    assert result.passed, result


def test_there_are_more_places_than_promised_and_no_two_are_alike() -> None:
    assert len(PDF_PLACES) >= 60
    assert len({(place.group, place.name) for place in PDF_PLACES}) == len(PDF_PLACES)
    assert len({build(place.recipe) for place in PDF_PLACES}) == len(PDF_PLACES)


def test_ordinary_minutes_keep_their_words_and_are_not_refused() -> None:
    result = try_pdf_minutes(_FINDER, 3)
    assert result.passed
    assert result.refused == 0
    assert result.words > 1_000


def test_a_finder_that_finds_nothing_leaves_survivors_in_the_report() -> None:
    class Blind:
        def find(self, _: str) -> list[Hit]:
            return []

    survivors = [place for place in PDF_PLACES[:20] if try_pdf_place(place, Blind(), by_eye=False).survived]
    assert len(survivors) > 12


def test_the_documentation_lists_every_place_and_no_other() -> None:
    groups = dict.fromkeys(place.group for place in PDF_PLACES)
    names = {group: [place.name for place in PDF_PLACES if place.group == group] for group in groups}
    expected = "".join(
        f"\n### PDF: {group} ({len(own)})\n\n" + "".join(f"- {name}\n" for name in own) for group, own in names.items()
    )
    documented = (Path(__file__).parents[3] / "docs" / "redaction.md").read_text(encoding="utf-8")
    assert expected in documented


@pytest.mark.soak
def test_the_whole_self_test_passes() -> None:
    assert run_pdf_self_test(minutes=100).passed
