"""Marks that carry meaning: a struck word is struck in the copy, a tick stays told from an empty box."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from packgen.redaction.model import Redaction, Span
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import RebuiltPdf, rebuild_here
from packgen.redaction.verify.pdf_file import CopyPage, read_copy
from packgen.redaction.verify.pdf_pixels import picture_of

_SCALE = 150 / 72


def _canvas() -> tuple[io.BytesIO, Canvas]:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.setFont("Helvetica", 11)
    return buffer, canvas


def _copy(buffer: io.BytesIO, canvas: Canvas, name: str = "Zorvinka") -> RebuiltPdf:
    canvas.showPage()
    canvas.save()
    data = buffer.getvalue()
    story = read_here(data).stories[0].text
    return rebuild_here(
        data, [Redaction(Span("page 1", at.start(), at.end()), "third-party") for at in re.finditer(name, story)]
    )


def _write(canvas: Canvas, y: float, parts: Sequence[tuple[str, float | None]]) -> None:
    """A line of stretches; those with a height have a line so far above the line that letters stand on."""
    x = 72.0
    for text, height in parts:
        canvas.drawString(x, y, text)
        wide = canvas.stringWidth(text)
        if height is not None:
            canvas.line(x, y + height, x + wide, y + height)
        x += wide + 3.06


def _lined(page: CopyPage, word: str) -> list[str]:
    """Whether a dark line runs through ("strike") or under ("under") the whole of a word of 11 points."""
    picture = picture_of(page)
    one = next(one for one in page.words if one.text == word)
    left, right = round(one.left * _SCALE) + 3, round((one.left + one.width) * _SCALE) - 4
    heights = {"strike": (one.bottom - 6, one.bottom - 2.5), "under": (one.bottom - 0.3, one.bottom + 3)}
    return [name for name, (top, end) in heights.items() if _has_line(picture, (left, right), (top, end))]


def _has_line(picture: Image.Image, across: tuple[int, int], between: tuple[float, float]) -> bool:
    rows = range(round(between[0] * _SCALE), round(between[1] * _SCALE))
    return any(picture.crop((across[0], y, across[1], y + 1)).getextrema()[1] < 10 for y in rows)


@pytest.mark.parametrize(("height", "name"), [(3.3, "strike"), (-1.5, "under")])
def test_a_line_through_or_under_words_stays_with_the_same_words(height: float, name: str) -> None:
    buffer, canvas = _canvas()
    _write(canvas, 700, [("Toby hit Zorvinka twice.", height), ("Withdrawn on Friday.", None)])
    _write(canvas, 680, [("He was drunk.", height), ("He was sober.", None)])
    _write(canvas, 660, [("Zorvinka said", None), ("never", height), ("again", None)])
    page = read_copy(_copy(buffer, canvas).data)[0]
    for word in ("Toby", "hit", "twice.", "drunk.", "never"):
        assert _lined(page, word) == [name], word
    for word in ("Withdrawn", "on", "Friday.", "sober.", "said", "again"):
        assert _lined(page, word) == [], word


@pytest.mark.parametrize("wide", [12, 30, 71])
def test_a_short_strike_in_a_line_that_loses_nothing_stays_as_it_is(wide: float) -> None:
    buffer, canvas = _canvas()
    canvas.drawString(72, 700, "Toby stole it. He did not.")
    canvas.line(72, 703, 72 + wide, 703)
    canvas.drawString(72, 660, "Zorvinka was there.")
    copy = _copy(buffer, canvas)
    assert copy.report.withheld == 0
    picture = picture_of(read_copy(copy.data)[0])
    assert _has_line(picture, (round(73 * _SCALE), round((71 + wide) * _SCALE)), (137, 141))


def test_a_strike_tells_nothing_of_the_hidden_name_under_it() -> None:
    copies = []
    for name in ("Wu", "Bartholomew"):
        buffer, canvas = _canvas()
        _write(canvas, 700, [(f"Toby hit {name} twice.", 3.3), ("Withdrawn.", None)])
        copies.append(_copy(buffer, canvas, name).data)
    assert copies[0] == copies[1]


def test_part_of_a_word_is_struck_and_no_more() -> None:
    buffer, canvas = _canvas()
    canvas.drawString(72, 700, "unhappy with Zorvinka")
    canvas.line(72, 703, 72 + canvas.stringWidth("un"), 703)
    page = read_copy(_copy(buffer, canvas).data)[0]
    picture = picture_of(page)
    one = page.words[0]
    un = one.left + canvas.stringWidth("un")
    assert _has_line(picture, (round(one.left * _SCALE) + 1, round(un * _SCALE) - 1), (137, 141))
    assert _lined(page, one.text) == []


def test_coloured_cells_keep_their_grey_and_their_rules_words_or_none() -> None:
    buffer, canvas = _canvas()
    colours = [
        ("Zorvinka", (1, 0, 0)),
        ("Toby", (0, 0.7, 0.3)),
        ("", (1, 0.75, 0)),
        ("Carla", (1, 1, 1)),
        ("", (1, 0, 0)),
    ]
    for row, (name, colour) in enumerate(colours):
        top = 700 - 14 * row
        canvas.setFillColorRGB(*colour)
        canvas.rect(300, top, 30, 14, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(74, top + 4, f"{name} row")
        canvas.drawString(302, top + 4, "High" if name else "")
    for row in range(6):
        canvas.line(72, 714 - 14 * row, 330, 714 - 14 * row)
    for x in (72, 300, 330):
        canvas.line(x, 644, x, 714)
    copy = _copy(buffer, canvas)
    assert copy.report.withheld == 0
    picture = picture_of(read_copy(copy.data)[0])
    seen = [picture.getpixel((round(327 * _SCALE), round((842 - 707 + 14 * row) * _SCALE))) for row in range(5)]
    assert seen[0] == seen[4] < seen[1] < seen[2] < seen[3] == 15
    assert all(picture.getpixel((round(200 * _SCALE), round((842 - 714 + 14 * row) * _SCALE))) < 13 for row in range(6))


def test_a_heading_of_a_table_keeps_its_shade() -> None:
    buffer, canvas = _canvas()
    for row in range(5):
        shade = 0.3 if row == 0 else 0.85
        canvas.setFillColorRGB(shade, shade, shade)
        canvas.rect(72, 700 - 13.5 * row, 220, 13.2, stroke=0, fill=1)
        canvas.rect(292.5, 700 - 13.5 * row, 220, 13.2, stroke=0, fill=1)
        canvas.setFillColorRGB(*([1, 1, 1] if row == 0 else [0, 0, 0]))
        canvas.drawString(76, 703 - 13.5 * row, "Name" if row == 0 else "Zorvinka" if row == 2 else "Toby")
    copy = _copy(buffer, canvas)
    assert copy.report.withheld == 0
    picture = picture_of(read_copy(copy.data)[0])
    assert [picture.getpixel((round(480 * _SCALE), round((136 + 13.5 * row) * _SCALE))) for row in (0, 2)] == [5, 13]
