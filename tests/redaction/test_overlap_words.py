from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packgen.redaction.model import Redaction, Span
from packgen.redaction.overlap_words import common, packed, shown_and_left_out, unpacked
from packgen.redaction.pdf.model import PdfRecord, PdfStory, story_id

PASSAGE = "On Monday Dario Castellmoor went home with his aunt by bus."


def _record(*pages: str) -> PdfRecord:
    return PdfRecord("", tuple(PdfStory(story_id(at), text, at) for at, text in enumerate(pages, 1)))


def _redacted(record: PdfRecord, words: str) -> list[Redaction]:
    found = ((story.id, story.text.find(words)) for story in record.stories)
    return [Redaction(Span(story, at, at + len(words)), "third-party") for story, at in found if at >= 0]


@pytest.mark.parametrize("other", [PASSAGE, PASSAGE.replace(" ", "\n"), f"Cover.\n{PASSAGE.upper()} And more."])
def test_words_left_out_of_one_record_and_shown_in_another_are_found_however_the_lines_break(other: str) -> None:
    here, there = _record("A page before.", PASSAGE), _record(other)
    _, left_out = shown_and_left_out(here, _redacted(here, "Dario Castellmoor"))
    shown, _ = shown_and_left_out(there, [])
    assert common(left_out, shown)[0].story == "page 2"
    assert common(left_out, unpacked(packed(shown))) == common(left_out, shown)


def test_words_left_out_of_both_are_no_overlap() -> None:
    here = _record(PASSAGE)
    shown, left_out = shown_and_left_out(here, _redacted(here, "Dario Castellmoor"))
    assert left_out
    assert not common(left_out, shown)


@given(
    st.lists(st.sampled_from(["a", "the", "Dario", "\n", ".", "bus"]), max_size=30),
    st.integers(0, 60),
    st.integers(0, 9),
)
@settings(max_examples=60)
def test_every_word_that_goes_is_in_words_left_out_and_in_none_shown(words: list[str], at: int, length: int) -> None:
    record = _record(" ".join(words))
    gone = Span("page 1", at, at + length)
    shown, left_out = shown_and_left_out(record, [Redaction(gone, "third-party")] if length else [])
    assert not any(span.overlaps(gone) for span in shown.values() if length)
    assert all(span.overlaps(gone) for span in left_out.values())
