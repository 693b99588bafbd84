from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from packgen import processes
from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.model import DocxRecord
from packgen.redaction.docx.proposal import write_proposal
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.review import Review, read_review
from packgen.redaction.model import Decision, Form, Match
from tests.redaction.docx_making import matches_of, minutes, paragraph, record_of, run, saved

_ID = "proposal-1"


def _record() -> tuple[DocxRecord, list[Match]]:
    record = read_docx(minutes())
    return record, [*matches_of(record, "Toby Smith"), *matches_of(record, "Will Young", Decision.ASK)]


def _edited(proposal: bytes, change: Callable[[Any], None]) -> bytes:
    document = docx.Document(io.BytesIO(proposal))
    change(document)
    return saved(document)


def _reviewed(change: Callable[[Any], None]) -> tuple[DocxRecord, list[Match], Review]:
    record, matches = _record()
    return record, matches, read_review(_edited(write_proposal(record, matches, _ID), change), record, matches, _ID)


def _runs(document: Any, text: str) -> list[Any]:
    paragraphs = [*document.paragraphs, *(p for t in document.tables for c in t._cells for p in c.paragraphs)]
    return [run for p in paragraphs for run in p.runs if run.text == text]


def _leave(_: Any) -> None:
    return


def test_an_untouched_proposal_redacts_what_was_proposed_and_leaves_asks_open() -> None:
    _, matches, review = _reviewed(_leave)
    assert [r.span for r in review.redactions] == [m.span for m in matches if m.decision is Decision.REDACT]
    assert [m.decision for m in review.open] == [Decision.ASK]
    assert not review.disclosed
    assert not review.added


def test_a_removed_highlight_is_a_disclosure_of_that_place_alone() -> None:
    def change(document: Any) -> None:
        _runs(document, "Toby Smith")[0].font.highlight_color = None

    record, matches, review = _reviewed(change)
    assert [m.span for m in review.disclosed] == [matches[0].span]
    assert len(review.redactions) == sum(m.decision is Decision.REDACT for m in matches) - 1
    assert record.text_at(review.disclosed[0].span) == "Toby Smith"


@pytest.mark.parametrize("colour", [WD_COLOR_INDEX.YELLOW, WD_COLOR_INDEX.BRIGHT_GREEN, WD_COLOR_INDEX.RED])
def test_a_highlight_that_the_officer_adds_is_a_redaction_in_any_colour(colour: WD_COLOR_INDEX) -> None:
    def change(document: Any) -> None:
        _runs(document, "attends")[0].font.highlight_color = colour

    record, _, review = _reviewed(change)
    assert [record.text_at(r.span) for r in review.added] == ["attends"]
    assert review.added[0] in review.redactions


def test_shading_counts_as_a_highlight_and_white_does_not() -> None:
    def change(document: Any) -> None:
        for text, fill in (("attends", "FFFF00"), ("Nobody else", "FFFFFF")):
            shading = docx.oxml.OxmlElement("w:shd")
            shading.set(docx.oxml.ns.qn("w:fill"), fill)
            _runs(document, text)[0]._r.get_or_add_rPr().append(shading)

    record, _, review = _reviewed(change)
    assert [record.text_at(r.span) for r in review.added] == ["attends"]


def test_a_highlight_over_neighbouring_words_is_one_redaction() -> None:
    def change(document: Any) -> None:
        for one in _runs(document, " and his mother. Toby spoke for himself; "):
            one.font.highlight_color = WD_COLOR_INDEX.YELLOW

    record, _, review = _reviewed(change)
    assert [record.text_at(r.span) for r in review.added] == ["and his mother. Toby spoke for himself;"]


def test_an_ask_is_answered_by_changing_or_removing_its_colour() -> None:
    def to_yellow(document: Any) -> None:
        _runs(document, "Will Young")[0].font.highlight_color = WD_COLOR_INDEX.YELLOW

    def to_nothing(document: Any) -> None:
        _runs(document, "Will Young")[0].font.highlight_color = None

    record, _, review = _reviewed(to_yellow)
    assert "Will Young" in [record.text_at(r.span) for r in review.redactions]
    _, _, review = _reviewed(to_nothing)
    assert [record.text_at(m.span) for m in review.disclosed] == ["Will Young"]


def test_a_match_that_stays_half_highlighted_is_taken_out_whole_and_reported() -> None:
    def change(document: Any) -> None:
        run = _runs(document, "Toby Smith")[1]
        run.text = "Toby "
        more = run._r.addnext
        copy = docx.text.run.Run(docx.oxml.OxmlElement("w:r"), run._parent)
        copy.text = "Smith"
        more(copy._r)

    record, _, review = _reviewed(change)
    assert [record.text_at(m.span) for m in review.extended] == ["Toby Smith"]


@pytest.mark.parametrize("words", ["Toby Smyth", "", "Toby Smith and more"])
def test_changed_words_refuse_the_proposal_without_repeating_them(words: str) -> None:
    def change(document: Any) -> None:
        _runs(document, "Toby Smith")[0].text = words

    with pytest.raises(RedactionRefusedError, match="words of this proposal differ") as caught:
        _reviewed(change)
    assert "Toby" not in str(caught.value)


def test_a_proposal_of_another_record_or_round_is_refused() -> None:
    record, matches = _record()
    proposal = write_proposal(record, matches, _ID)
    with pytest.raises(RedactionRefusedError, match="latest"):
        read_review(proposal, record, matches, "proposal-2")
    other = record_of(paragraph(run("Something else")))
    with pytest.raises(RedactionRefusedError, match="another version"):
        read_review(proposal, other, [], _ID)
    with pytest.raises(RedactionRefusedError, match="not a proposal"):
        read_review(minutes(), record, matches, _ID)


def test_highlights_of_the_original_are_not_carried() -> None:
    record = record_of(paragraph(run("bright words", '<w:highlight w:val="yellow"/>')))
    review = read_review(write_proposal(record, [], _ID), record, [], _ID)
    assert not review.redactions


def test_every_page_says_not_for_release_and_every_redaction_has_its_reason() -> None:
    record, matches = _record()
    with zipfile.ZipFile(io.BytesIO(write_proposal(record, matches, _ID))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "NOT FOR RELEASE" in parts["word/header1.xml"]
    assert parts["word/document.xml"].count("w:commentReference") == len(matches)
    assert parts["word/comments.xml"].count("rule SAR-1") == len(matches)
    assert "Toby" not in parts["word/comments.xml"]
    assert parts["word/comments.xml"].count("TO BE DECIDED") == 1


def test_proposals_are_equal_for_equal_input() -> None:
    record, matches = _record()
    assert write_proposal(record, matches, _ID) == write_proposal(record, matches, _ID)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_proposal_saved_again_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        _runs(document, "attends")[0].font.highlight_color = WD_COLOR_INDEX.YELLOW
        _runs(document, "Toby Smith")[0].font.highlight_color = None

    record, matches = _record()
    edited = _edited(write_proposal(record, matches, _ID), change)
    (tmp_path / "a.docx").write_bytes(edited)
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "a.docx")]
    processes.run(command, processes.Limits(seconds=120), folder=tmp_path)
    again = (tmp_path / "out" / "a.docx").read_bytes()
    assert read_review(again, record, matches, _ID) == read_review(edited, record, matches, _ID)


def test_a_passage_stands_when_only_the_names_inside_stay_highlighted() -> None:
    record = record_of(paragraph(run("Toby Smith went home; the rest is about nobody.")))
    (name,) = matches_of(record, "Toby Smith")
    (whole,) = matches_of(record, "Toby Smith went home; the rest is about nobody.")
    matches = [name, replace(whole, form=Form.PASSAGE)]
    proposal = write_proposal(record, matches, _ID)

    def only(words: str) -> Review:
        def change(document: Any) -> None:
            for piece in _runs(document, "Toby Smith went home; the rest is about nobody."):
                piece.text = words
                piece.font.highlight_color = WD_COLOR_INDEX.YELLOW
                piece._r.getparent().add_r().text = "Toby Smith went home; the rest is about nobody.".removeprefix(
                    words
                )

        return read_review(_edited(proposal, change), record, matches, _ID)

    review = only("Toby Smith")
    assert [one.span for one in review.redactions] == [name.span]
    assert [one.span for one in review.disclosed] == [whole.span]
    assert [one.span for one in only("Toby Smith went").redactions] == [name.span, whole.span]
