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


def _level(picture: Image.Image, x: float, y: float) -> int:
    value = picture.getpixel((round(x * _SCALE), round(y * _SCALE)))
    assert isinstance(value, int)
    return value


def _has_line(picture: Image.Image, across: tuple[int, int], between: tuple[float, float]) -> bool:
    rows = range(round(between[0] * _SCALE), round(between[1] * _SCALE))
    return any(max(picture.crop((across[0], y, across[1], y + 1)).tobytes()) < 10 for y in rows)


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
    seen = [_level(picture, 327, 842 - 707 + 14 * row) for row in range(5)]
    assert seen[0] == seen[4] < seen[1] < seen[2] < seen[3] == 15
    assert all(_level(picture, 200, 842 - 714 + 14 * row) < 13 for row in range(6))


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
    assert [_level(picture, 480, 136 + 13.5 * row) for row in (0, 2)] == [5, 13]


def _tick(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x, y + 4, x + 3, y)
    canvas.line(x + 3, y, x + 9, y + 9)


def _dark(page: CopyPage, box: tuple[float, float, float, float]) -> int:
    """How many dark pixels a part of a page (points from the top left) has."""
    part = picture_of(page).crop(tuple(round(value * _SCALE) for value in box))  # type: ignore[arg-type]
    return sum(part.histogram()[:9])


def test_a_tick_stays_told_from_an_empty_box_beside_lines_that_lose_words() -> None:
    buffer, canvas = _canvas()
    ticked = [True, False, True, False]
    for row, tick in enumerate(ticked):
        canvas.drawString(72, 700 - 22 * row, "Toby lives with Zorvinka" if row != 1 else "Toby is safe")
        canvas.rect(300, 698 - 22 * row, 12, 12)
        if tick:
            _tick(canvas, 302, 700 - 22 * row)
    copy = _copy(buffer, canvas)
    page = read_copy(copy.data)[0]
    inked = [_dark(page, (298, 131 + 22 * row, 314, 146 + 22 * row)) for row in range(4)]
    assert min(inked[0], inked[2]) > 1.2 * inked[1] > 0
    assert abs(inked[1] - inked[3]) <= 0.1 * inked[1]
    assert (copy.report.withheld, copy.report.look_at) == (0, ())


def test_a_ring_stays_around_the_same_answer() -> None:
    buffer, canvas = _canvas()
    for row, answer in enumerate(["Yes", "No", "Yes"]):
        y = 700 - 24 * row
        canvas.drawString(72, y, "Was Zorvinka seen?" if row else "Was Toby seen?")
        canvas.drawString(300, y, "Yes")
        canvas.drawString(350, y, "No")
        x = 300 if answer == "Yes" else 350
        canvas.ellipse(x - 8, y - 6, x + 26, y + 14)
    page = read_copy(_copy(buffer, canvas).data)[0]
    for row, answer in enumerate(["Yes", "No", "Yes"]):
        top = 842 - 700 + 24 * row - 15
        beside = {name: _dark(page, (x - 9, top, x - 4, top + 22)) for name, x in (("Yes", 300), ("No", 350))}
        assert beside[answer] > 0
        assert sum(count > 0 for count in beside.values()) == 1


def test_a_ring_around_a_word_that_moves_goes_with_it() -> None:
    copies = []
    for name in ("Wu", "Bartholomew Featherstone"):
        buffer, canvas = _canvas()
        before = f"Was {name} seen?  "
        x = 72 + canvas.stringWidth(before)
        canvas.drawString(72, 700, before + "Yes No")
        canvas.ellipse(x - 3, 695, x + canvas.stringWidth("Yes") + 3, 712)
        copies.append(_copy(buffer, canvas, name).data)
    assert copies[0] == copies[1]
    page = read_copy(copies[0])[0]
    ringed = {w.text: _dark(page, (w.left + 2, w.bottom - 13, w.left + 10, w.bottom - 10)) > 0 for w in page.words[3:]}
    assert ringed == {"Yes": True, "No": False}


def test_a_sign_among_words_that_move_is_left_out_with_a_box_and_a_word_to_the_officer() -> None:
    copies = []
    for name in ("Wu", "Bartholomew Featherstone"):
        buffer, canvas = _canvas()
        x = 76 + canvas.stringWidth(f"{name} seen")
        canvas.drawString(72, 700, f"{name} seen")
        canvas.rect(x, 699, 9, 9)
        _tick(canvas, x, 699)
        canvas.drawString(x + 14, 700, "alone")
        copies.append(_copy(buffer, canvas, name))
    assert copies[0].data == copies[1].data
    assert "[redacted: withheld]" in [word.text for word in read_copy(copies[0].data)[0].words]
    assert copies[0].report.look_at == (
        "Page 1: marks beside or on a line could not be kept; compare the copy with the record.",
    )


def test_bullets_stay_before_lines_that_lose_words() -> None:
    buffer, canvas = _canvas()
    for row, text in enumerate(["Refer Toby and Zorvinka", "Refer Toby", "Zorvinka to move"]):
        canvas.drawString(84, 700 - 14 * row, text)
        canvas.circle(76, 704 - 14 * row, 1.5, stroke=0, fill=1)
    copy = _copy(buffer, canvas)
    page = read_copy(copy.data)[0]
    assert all(_dark(page, (73, 134 + 14 * row, 79, 142 + 14 * row)) > 10 for row in range(3))
    assert copy.report.withheld == 0


@pytest.mark.parametrize("draw", [
    [(0, 0, 4, 12), (4, 12, 8, 0), (2, 6, 6, 6)],
    [(0, 0, 0, 12), (0, 12, 6, 12), (0, 6, 5, 6), (0, 0, 6, 0)],
    [(0, 12, 4, 0), (4, 0, 8, 12), (12, 0, 12, 12), (12, 12, 18, 12), (12, 6, 17, 6), (12, 0, 18, 0)],
])  # fmt: skip
def test_letters_drawn_with_a_pen_are_no_signs(draw: list[tuple[float, float, float, float]]) -> None:
    buffer, canvas = _canvas()
    canvas.drawString(72, 740, "Zorvinka")
    for x in (72, 100, 128):
        for one, two, three, four in draw:
            canvas.line(x + one, 700 + two, x + three, 700 + four)
    copy = _copy(buffer, canvas)
    assert copy.report.withheld
    assert _dark(read_copy(copy.data)[0], (70, 125, 160, 145)) == 0


def test_what_is_withheld_is_told_by_page_and_its_patch_is_easily_seen() -> None:
    buffer, canvas = _canvas()
    canvas.drawString(72, 740, "Zorvinka")
    canvas.line(300, 700, 340, 760)
    for bar in range(12):
        canvas.rect(72 + 3 * bar, 600, 1.2, 40, stroke=0, fill=1)
    canvas.line(300, 650, 350, 650)
    data = _copy(buffer, canvas).data
    look_at = read_here(buffer.getvalue()).report.look_at
    assert look_at == (
        "Page 1: 3 drawings are withheld unless approved; a drawing may be a mark on a form or a barcode.",
    )
    picture = picture_of(read_copy(data)[0])
    assert all(_level(picture, x, y) <= 12 for x, y in ((320, 110), (90, 220), (320, 190), (320, 194)))
