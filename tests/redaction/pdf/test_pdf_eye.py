"""Fonts that draw other letters than they say: their lines are withheld; ordinary fonts raise no doubt."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

import pikepdf
import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from packgen.redaction.pdf import eye as pdf_eye
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import rebuild_pdf
from packgen.redaction.self_test.pdf import text_of_copy
from packgen.redaction.self_test.pdf_minutes import ordinary_pdf_minutes
from packgen.redaction.verify.pdf_file import read_copy
from packgen.redaction.verify.pdf_pixels import picture_of

needs_tesseract = pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
_DRAWN = "Quillon Vantreight"
_LIES = dict(zip("QuilonVatregh", "MarstenBoldyw", strict=True))
_SAID = "".join(_LIES.get(letter, letter) for letter in _DRAWN)


def _lying(draw: Callable[[Canvas], None], lies: Mapping[str, str] = _LIES) -> bytes:
    """A page on which `draw` draws _DRAWN with a font that says `lies`, after an honest sentence in another font."""
    pdfmetrics.registerFont(TTFont("Liar", Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.drawString(72, 780, "The panel met on Monday and heard from the school nurse.")
    draw(canvas)
    canvas.save()

    def lie(code: re.Match[bytes]) -> bytes:
        letter = chr(int(code.group(1), 16))
        return b"<%04X>" % ord(lies.get(letter, letter))

    with pikepdf.open(io.BytesIO(buffer.getvalue())) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                one.ToUnicode.write(re.sub(rb"<([0-9A-Fa-f]{4})>", lie, one.ToUnicode.read_bytes()))
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def _plain(canvas: Canvas) -> None:
    canvas.setFont("Liar", 12)
    canvas.drawString(72, 600, _DRAWN)


def _tiny(canvas: Canvas) -> None:
    canvas.setFont("Liar", 4)
    canvas.drawString(72, 600, _DRAWN)


def _pale(canvas: Canvas) -> None:
    canvas.setFillGray(0.82)
    canvas.setFont("Liar", 8)
    canvas.drawString(72, 600, _DRAWN)


def _upright(canvas: Canvas) -> None:
    canvas.translate(300, 300)
    canvas.rotate(90)
    _moved(canvas)


def _slanted(canvas: Canvas) -> None:
    canvas.translate(300, 300)
    canvas.rotate(40)
    _moved(canvas)


def _moved(canvas: Canvas) -> None:
    canvas.setFont("Liar", 14)
    canvas.drawString(0, 0, _DRAWN)


def _spread(canvas: Canvas) -> None:
    canvas.setFont("Liar", 11)
    for number, letter in enumerate(_DRAWN):
        canvas.drawString(60 + 24 * number, 600, letter)


def _on_black(canvas: Canvas) -> None:
    canvas.rect(60, 590, 300, 30, fill=1)
    canvas.setFillGray(0.3)
    _plain(canvas)


def _struck(canvas: Canvas) -> None:
    _plain(canvas)
    for number in range(3):
        canvas.line(60, 598 + number * 4, 300, 598 + number * 4)


@needs_tesseract
@pytest.mark.parametrize("draw", [_plain, _tiny, _pale, _upright, _slanted, _spread, _on_black, _struck])
def test_a_line_drawn_in_other_letters_than_the_file_says_is_doubted(draw: Callable[[Canvas], None]) -> None:
    record = read_here(_lying(draw), by_eye=True)
    doubted = "".join(record.text_at(span) for span in record.doubts)
    assert "".join(doubted.split()) == "".join(_SAID.split())
    assert "panel" not in doubted
    assert any("letters drawn" in sentence for sentence in record.report.look_at)


@needs_tesseract
def test_a_doubted_line_is_in_no_copy_whatever_was_decided() -> None:
    data = _lying(_plain)
    copy = rebuild_pdf(data, read_here(data, by_eye=True), [])
    words = text_of_copy(copy.data)
    assert _SAID.split()[0] not in words
    assert "school nurse" in " ".join(words.split())
    left = picture_of(read_copy(copy.data)[0])
    assert left.crop((300, 470, 900, 520)).getextrema() == (15, 15)


@needs_tesseract
def test_ordinary_minutes_raise_no_doubt() -> None:
    for one in islice(ordinary_pdf_minutes(), 2):
        assert read_here(one.data, by_eye=True).doubts == ()


def test_without_text_recognition_the_officer_is_told_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_eye.shutil, "which", lambda _: None)
    record = read_here(_lying(_plain), by_eye=True)
    assert record.doubts == ()
    assert any("not installed" in sentence for sentence in record.report.look_at)


@needs_tesseract
@pytest.mark.parametrize("said", ["I", "l", "1", "O"])
@pytest.mark.parametrize("squeezed", [100, 30])
def test_a_font_that_says_look_alikes_alone_and_draws_a_name_is_doubted(said: str, squeezed: int) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 600)
        text.setFont("Liar", 14)
        text.setHorizScale(squeezed)
        text.textOut(_DRAWN)
        canvas.drawText(text)

    record = read_here(_lying(draw, dict.fromkeys(_DRAWN, said)), by_eye=True)
    assert {letter for span in record.doubts for letter in record.text_at(span) if not letter.isspace()} == {said}
