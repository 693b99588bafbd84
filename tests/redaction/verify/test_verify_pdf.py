from __future__ import annotations

import io
import shutil
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from packgen.redaction.model import REQUIRED_CHECKS, RecordFormat, Redaction, Secret, Span, VerificationResult
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import RebuiltPdf, rebuild_here
from packgen.redaction.self_test.docx import SECRETS
from packgen.redaction.self_test.pdf_builder import FULL, Recipe, build, show
from packgen.redaction.verification import verify_copy
from packgen.redaction.verify import pdf as verify_pdf

_QUIET = {"ocr": False}


def _copy(keep_name: bool = False) -> RebuiltPdf:
    data = build(Recipe(content=show("seen FULL went")))
    at = read_here(data).stories[0].text.index(FULL)
    length = 0 if keep_name else len(FULL)
    return rebuild_here(data, [Redaction(Span("page 1", at, at + length), "third-party")])


def _failed(data: bytes, copy: RebuiltPdf, secrets: tuple[Secret, ...] = SECRETS) -> set[str]:
    checks = verify_pdf.check_pdf(data, secrets, details={**copy.details, **_QUIET})
    result = VerificationResult(RecordFormat.PDF, "", checks)
    return {check.name for check in result.failed} | set(result.missing)


def test_a_good_copy_passes_in_a_process_of_its_own() -> None:
    copy = _copy()
    result = verify_copy(copy.data, RecordFormat.PDF, SECRETS, details={**copy.details, **_QUIET})
    assert result.passed, result
    assert {check.name for check in result.checks} >= set(REQUIRED_CHECKS[RecordFormat.PDF])


def test_words_that_stayed_are_found_by_both_readers_and_named_by_place_alone() -> None:
    copy = _copy(keep_name=True)
    checks = verify_pdf.check_pdf(copy.data, SECRETS, details={**copy.details, **_QUIET})
    failed = {check.name: check for check in checks if not check.passed}
    assert {"text", "bytes", "second reader"} <= set(failed)
    told = " ".join(place for check in checks for place in (*check.places, *check.near_misses))
    assert "page 1" in told
    assert "Quillon" not in told


@pytest.mark.parametrize(
    "word", ["DW", "GB", "Page", "Gray", "Parent", "Width", "Blank", "Root", "Adobe", "Lang", "Kids"]
)
def test_words_of_the_file_format_are_nobodys_name(word: str) -> None:
    copy = _copy()
    assert not _failed(copy.data, copy, (Secret(word, exact_case=True), *SECRETS))


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="text recognition is not installed")
@pytest.mark.parametrize("turn", ["0 1 -1 0 300 300", "-1 0 0 -1 400 300", "0 -1 1 0 300 400"])
def test_words_that_are_not_level_are_read_by_eye_from_all_sides(turn: str) -> None:
    data = build(Recipe(content=f"q {turn} cm " + show("Said otherwise by a lying font: FULL", 0, 0) + "Q\n"))
    copy = rebuild_here(data, [])
    assert copy.turned == (1,)
    checks = verify_pdf.check_pdf(copy.data, SECRETS, details=copy.details)
    assert "read by eye" in {check.name for check in checks if not check.passed}
    level = {**copy.details, "turned": []}
    assert "read by eye" not in {
        c.name for c in verify_pdf.check_pdf(copy.data, SECRETS, details=level) if not c.passed
    }


def _saved_again(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("spoil", [
    lambda data: data + b"\n",
    lambda data: data.replace(b"/Lang (en-GB)", b"/Lang (en-US)"),
    lambda data: data.replace(b"/ItalicAngle 0", b"/ItalicAngle 1"),
    lambda data: data.replace(b"endobj\n2 0", b"endobj\n%x\n2 0", 1),
    lambda data: data.replace(b"/Size", b"/Info 1 0 R /Size"),
    lambda data: data.replace(b"%PDF-1.7", b"%PDF-1.4"),
    lambda data: _saved_again(data, lambda pdf: pdf.docinfo.__setitem__("/Title", "x")),
    lambda data: _saved_again(data, lambda pdf: None),
    lambda data: data[:-200],
])  # fmt: skip
def test_a_file_of_any_other_form_fails(spoil: Callable[[bytes], bytes]) -> None:
    copy = _copy()
    assert spoil(copy.data) != copy.data
    assert "structure" in _failed(spoil(copy.data), copy)


def test_a_stream_that_holds_more_than_its_picture_fails() -> None:
    copy = _copy()
    start = copy.data.index(b"stream\n") + 7
    end = copy.data.index(b"\nendstream")
    rows = zlib.decompress(copy.data[start:end])
    packed = zlib.compress(rows + FULL.encode(), 6)
    head = copy.data[:start].replace(b"/Length %d" % (end - start), b"/Length %d" % len(packed))
    assert _failed(head + packed + copy.data[end:], copy)


def test_a_box_that_shows_anything_fails() -> None:
    copy = _copy()
    page, left, top, wide, high, label = copy.boxes[0]
    moved = RebuiltPdf(copy.data, (), copy.report, copy.tokens, ((page, left + 3, top, wide, high, label),))
    assert "pixels" in _failed(copy.data, moved)
    narrow = RebuiltPdf(copy.data, (), copy.report, copy.tokens, ((page, left, top, wide - 5, high, label),))
    assert "boxes" in _failed(copy.data, narrow)
    none = RebuiltPdf(copy.data, (), copy.report, copy.tokens, ())
    assert "boxes" in _failed(copy.data, none)


def test_what_only_the_eye_can_read_fails_where_text_recognition_is_installed() -> None:
    pytest.importorskip("shutil").which("tesseract") or pytest.skip("tesseract is not installed")
    data = build(Recipe(content=show("seen FULL went", size=16)))
    copy = rebuild_here(data, [])
    checks = verify_pdf.check_pdf(copy.data, SECRETS, details=copy.details)
    assert "read by eye" in {check.name for check in checks if not check.passed}


@pytest.mark.parametrize("name", ["bytes", "text", "second reader", "metadata", "pixels", "boxes"])
def test_a_check_that_breaks_fails_the_copy(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise ValueError

    monkeypatch.setitem(verify_pdf._CHECKS, name, broken)  # type: ignore[index]
    copy = _copy()
    assert _failed(copy.data, copy) == {name}


def _passes(copy: RebuiltPdf, disclosed: list[Span], places: list[tuple[str, str]]) -> bool:
    return all(
        c.passed for c in verify_pdf.check_pdf(copy.data, SECRETS, disclosed, places, {**copy.details, **_QUIET})
    )


def test_a_disclosure_that_the_officer_decided_is_let_stand_there_and_nowhere_else() -> None:
    data = build(Recipe(content=show("seen FULL went") + show("then FULL came", y=500)))
    text = read_here(data).stories[0].text
    first, second = (Span("page 1", at, at + len(FULL)) for at in (text.index(FULL), text.rindex(FULL)))
    one = rebuild_here(data, [Redaction(second, "third-party")], [first])
    assert _passes(one, [*one.disclosed], [("page 1", FULL)])
    assert not _passes(one, [*one.disclosed], [("page 1", "Quillon")])
    assert not _passes(one, [*one.disclosed], [("page 2", FULL)])
    assert not _passes(one, [], [("page 1", FULL)])
    both = rebuild_here(data, [], [first])
    assert not _passes(both, [*both.disclosed], [("page 1", FULL)])
    claimed = rebuild_here(data, [], [first, second])
    assert not _passes(claimed, [*claimed.disclosed], [("page 1", FULL)])
    assert _passes(claimed, [*claimed.disclosed], [("page 1", FULL), ("page 1", FULL)])


def test_a_name_that_reads_from_right_to_left_fails() -> None:
    copy = rebuild_here(build(Recipe(content=show("seen " + "Quillon Vantreight"[::-1] + " went"))), [])
    assert {"text", "second reader"} <= _failed(copy.data, copy)
