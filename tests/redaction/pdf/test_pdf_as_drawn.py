from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from packgen.redaction.pdf.as_drawn import as_drawn
from packgen.redaction.pdf.model import Box, Character
from packgen.redaction.pdf.reader import read_here

_LINE = 14.0


def _sign(text: str, wide: float, high: float, at: float = 0.0, turn: int = 0) -> Character:
    """A character whose ink is so wide and so high, read upright, in a line of 14 points."""
    if turn in (1, 3):
        return Character(text, Box(0, at, _LINE, at + 8), Box(2, at, 2 + high, at + wide), 0, turn)
    return Character(text, Box(at, 0, at + 8, _LINE), Box(at, 2, at + wide, 2 + high), 0, turn)


def _known(*signs: Character) -> list[bool]:
    return [one.known for one in as_drawn(signs, [0] * len(signs))]


@pytest.mark.parametrize("turn", [0, 1, 3])
@pytest.mark.parametrize(
    "text", [" ", "\u00a0", "\u200b", "\u2800", "\u3164", "\ufe0f", ".", "-", "\u2019", "\u0301", "!", "|"]
)
def test_a_sign_that_is_drawn_as_a_letter_is_not_known(text: str, turn: int) -> None:
    assert _known(_sign(text, 8, 7, turn=turn)) == [False]


@pytest.mark.parametrize(
    ("text", "wide", "high"),
    [(" ", 4, 0.01), (".", 1.4, 1.4), ("-", 4, 1), ("\u2014", 14, 1), ("!", 1.3, 9), ("(", 3, 12)],
)
def test_a_sign_that_looks_like_itself_stays(text: str, wide: float, high: float) -> None:
    assert _known(_sign(text, wide, high)) == [True]


def test_one_sign_in_several_shapes_is_not_known() -> None:
    assert _known(_sign("\u2022", 5, 5), _sign("\u2022", 5, 5, 9)) == [True, True]
    assert _known(_sign("\u2022", 5, 5), _sign("\u2022", 8, 5, 9)) == [False, False]


def test_signs_of_many_kinds_in_the_place_of_a_word_are_not_known() -> None:
    assert _known(_sign("@", 8, 8), _sign("#", 8, 8, 9), _sign("%", 8, 8, 18)) == [False] * 3
    assert _known(_sign("@", 8, 8), _sign("#", 8, 8, 9), _sign(" ", 3, 0, 18), _sign("%", 8, 8, 22)) == [True] * 4


def test_a_page_full_of_signs_is_read_in_full() -> None:
    signs = "Costs \u00a34.60 (50%) & \u2018more\u2019 \u2013 \u201cyes\u201d; no: 1/2 + 3 = [x] {y} "
    signs += "| a_b ~ #7 * @home \u2022 \u2026 \u20ac5 \u00a7 2 \u00b0C"
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for row, font in enumerate(("Helvetica", "Times-Roman", "Courier-Bold")):
        canvas.setFont(font, 11)
        canvas.drawString(40, 700 - 30 * row, signs)
    canvas.save()
    record = read_here(buffer.getvalue())
    assert not [one for one in record.report.dropped if "cannot be read" in one.what]
    assert record.stories[0].text.count("(50%)") == 3
