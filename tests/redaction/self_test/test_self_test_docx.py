from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.model import Hit, RecordFormat, VerificationResult
from packgen.redaction.self_test.docx import (
    SECRETS,
    LiteralFinder,
    kept_in_order,
    redact_planted,
    run_docx_self_test,
    try_minutes,
    try_place,
)
from packgen.redaction.self_test.docx_builder import FIRST, LAST, Recipe, build, paragraph, run
from packgen.redaction.self_test.docx_places import DOCX_PLACES, Place
from packgen.redaction.self_test.outcome import PlaceResult
from packgen.redaction.verify.decode import readings
from packgen.redaction.verify.docx import check_docx
from tests.redaction.docx_nesting import Nesting

_FINDER = LiteralFinder()


@pytest.mark.parametrize("place", DOCX_PLACES, ids=lambda place: f"{place.group}: {place.name}")
def test_nothing_survives_in(place: Place) -> None:
    result = try_place(place, _FINDER)
    assert result.passed, result


def test_there_are_more_places_than_promised_and_no_two_are_alike() -> None:
    assert len(DOCX_PLACES) >= 90
    assert len({(place.group, place.name) for place in DOCX_PLACES}) == len(DOCX_PLACES)
    assert len({build(place.recipe) for place in DOCX_PLACES}) == len(DOCX_PLACES)


#: Places where the name is drawn, disguised or turned round, so that no plain reading of the original shows it.
_NOT_IN_PLAIN = {
    "letters with strokes and hooks",
    "squared letters",
    "regional letters",
    "small capital letters",
    "symbol elements of a text font",
    "symbol elements of a symbol font",
    "private-use characters",
    "right-to-left override",
    "override element",
    "ruby text above each letter",
    "one letter above each word",
    "one letter a cell, from right to left",
    "pixels of a picture",
}


def test_the_name_is_really_planted_in_every_place() -> None:
    def shows(place: Place) -> bool:
        for text in readings(build(place.recipe)):
            folded = unicodedata.normalize("NFKD", text).casefold()
            bare = re.sub(r"<[^>]*>|[\W_]", "", folded)
            if any(name.casefold() in one for name in (FIRST, LAST) for one in (folded, bare)):
                return True
        return False

    assert {place.name for place in DOCX_PLACES if not shows(place)} == _NOT_IN_PLAIN


def test_the_documentation_lists_every_place_and_no_other() -> None:
    groups = dict.fromkeys(place.group for place in DOCX_PLACES)
    names = {group: [place.name for place in DOCX_PLACES if place.group == group] for group in groups}
    expected = "".join(
        f"\n### Word: {group} ({len(own)})\n\n" + "".join(f"- {name}\n" for name in own) for group, own in names.items()
    )
    documented = (Path(__file__).parents[3] / "docs" / "redaction.md").read_text(encoding="utf-8")
    assert expected in documented


def test_ordinary_minutes_keep_their_words_and_are_not_refused() -> None:
    result = try_minutes(_FINDER, 8)
    assert result.passed
    assert result.kept_share == 1
    assert result.refused == 0
    assert result.words > 1_000


def test_a_finder_that_finds_nothing_leaves_survivors_in_the_report() -> None:
    class Blind:
        def find(self, _: str) -> list[Hit]:
            return []

    survivors = [place for place in DOCX_PLACES[:40] if try_place(place, Blind()).survived]
    assert len(survivors) > 25


@pytest.mark.soak
def test_the_whole_self_test_passes() -> None:
    assert run_docx_self_test(minutes=400).passed


def _refused_or_verified(data: bytes) -> bool:
    try:
        _, copy = redact_planted(data, _FINDER)
    except RedactionRefusedError as refused:
        return bool(refused.hint)
    return VerificationResult(RecordFormat.DOCX, "", check_docx(copy.data, SECRETS, ())).passed


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCX_PLACES), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=5))
def test_a_damaged_file_is_refused_by_name_or_gives_a_copy_that_verifies(
    place: Place, changes: list[tuple[int, int]]
) -> None:
    spoiled = bytearray(build(place.recipe))
    for at, byte in changes:
        spoiled[at % len(spoiled)] = byte
    assert _refused_or_verified(bytes(spoiled))


_ODD = st.sampled_from(["", "-1", "²", "99999999999", "w:p", "true", "None", "%1%2%9", "FFFFFFFF", "FULL"])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DOCX_PLACES), st.integers(0, 10**6), _ODD)
def test_odd_values_are_refused_by_name_or_give_a_copy_that_verifies(place: Place, at: int, odd: str) -> None:
    values = list(re.finditer(r"""=(["'])(.*?)\1""", place.recipe.body))
    if values:
        start, end = values[at % len(values)].span(2)
        body = place.recipe.body[:start] + odd + place.recipe.body[end:]
        assert _refused_or_verified(build(replace(place.recipe, body=body)))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_however_things_are_nested_what_shows_stays_and_the_name_goes(seed: int) -> None:
    nesting = Nesting(random.Random(seed))
    place = Place("nested", "x", Recipe(body=nesting.body))
    assert try_place(place, _FINDER).passed
    _, copy = redact_planted(build(place.recipe), _FINDER)
    text = "\n".join(story.text for story in read_docx(copy.data).stories)
    assert sorted(re.findall(r"keep\d+x", text)) == sorted(nesting.shown)


def test_a_lost_word_fails_a_place() -> None:
    assert not PlaceResult("g", "n", words=10, words_kept=9).passed
    assert not PlaceResult("g", "n", refused=True).passed
    assert kept_in_order(["a", "b", "c"], ["a", "x", "c", "b"]) == 2


def test_the_planted_name_is_really_in_the_places_of_the_text() -> None:
    place = Place("runs", "x", Recipe(body=paragraph(run("FULL"))))
    assert FIRST.encode() not in build(place.recipe)  # deflated
    assert not try_place(place, LiteralFinder(["Nobody"])).passed
    assert LAST not in place.recipe.body
