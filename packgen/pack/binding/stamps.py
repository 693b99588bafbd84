"""What is stamped over every page: its number, the way back to the contents, marking, copy name and watermark.

Pages of one size carry the same drawing, and numbers are written in pieces that pages share; all is kept once, so that
a pack of thousands of pages needs hardly more memory than its papers (`stamp_pages` puts it together).
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from packgen.pack.binding.geometry import STRIP, Box, PageView
from packgen.pack.fonts import Face
from packgen.pack.model import Pack, PackState

_BASELINE = 13.0
_SIDE = 34.0
_SIZE = 9.0
# Mid-grey, so that it shows on white paper and on a dark photograph alike.
_WATERMARK_GREY, _WATERMARK_OPACITY = 0.55, 0.16
_NUMBER_LETTERS = "Pack page 0123456789"


@dataclass(frozen=True)
class StampText:
    """The texts of a pack's stamps; an empty one is not stamped. `watermark` is drawn line under line."""

    watermark: tuple[str, ...]
    middle: str
    contents_page: int
    outer_edge: bool

    def number(self, page: int) -> str:
        """The number as stamped on physical page `page` (from 1)."""
        return f"Pack page {page}"

    @property
    def back(self) -> str:
        """The words that lead back to the contents, on paper and by a link."""
        return f"Contents: pack page {self.contents_page}"


@dataclass(frozen=True)
class Sheet:
    """One drawing: the displayed size it is for, and what tells it from others of that size."""

    wide: float
    high: float
    on_left: bool
    on_contents: bool


@dataclass(frozen=True)
class Stamps:
    """What is stamped, and the face it is set in."""

    text: StampText
    face: Face


def stamp_text(pack: Pack, face: Face, contents_page: int) -> StampText:
    """What the pack's pages are to carry: DRAFT while it is one, its marking, whose copy it is."""
    copy_for = face.printable(f"Copy for {pack.copy_for}") if pack.copy_for else ""
    marking = face.printable(pack.marking)
    small = " · ".join(text for text in (marking, copy_for) if text)
    large = "DRAFT" if pack.state is PackState.DRAFT else ""
    return StampText(tuple(text for text in (large, small) if text), small, contents_page, pack.duplex)


@dataclass(frozen=True)
class StampSheets:
    """The drawings, one PDF page each, and how a number is written in the font of the last of these pages."""

    pdf: bytes
    sheets: tuple[Sheet, ...]
    font_name: str
    codes: dict[str, int]

    def number_pieces(self, name: str, stamps: Stamps, wide: float, number: int) -> tuple[str, ...]:
        """PDF content, in visual coordinates, that writes a number on a page `wide` points wide in font `name`.

        In pieces that pages share: the words up to the number, each digit, the end.
        """
        size, left = _number_place(wide, stamps, number)
        words = stamps.text.number(number).removesuffix(str(number))
        start = f"0 g BT {name} {size:.3f} Tf {left:.3f} {_BASELINE:.3f} Td {self._shown(words)}"
        return start, *(self._shown(digit) for digit in str(number)), "ET"

    def _shown(self, text: str) -> str:
        return "<" + "".join(f"{self.codes[letter]:02x}" for letter in text) + "> Tj"


def sheet_for(view: PageView, stamps: Stamps, number: int, on_contents: bool) -> Sheet:
    """Which drawing physical page `number` carries."""
    wide, high = view.size
    return Sheet(round(wide, 2), round(high, 2), _on_left(stamps.text, number), on_contents)


def draw_stamps(sheets: Sequence[Sheet], stamps: Stamps) -> StampSheets:
    """Draw each of `sheets` (all different) and a last page that brings the font of the numbers."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1, initialFontName=stamps.face.regular)
    for sheet in sheets:
        canvas.setPageSize((sheet.wide, sheet.high))
        _watermark(canvas, (sheet.wide, sheet.high), stamps.text.watermark, stamps.face)
        _strip(canvas, stamps, sheet)
        canvas.showPage()
    canvas.setFont(stamps.face.bold, _SIZE)
    canvas.drawString(0, 0, _NUMBER_LETTERS)
    codes, font_name = _codes(canvas, stamps.face)
    canvas.showPage()
    canvas.save()
    return StampSheets(buffer.getvalue(), tuple(sheets), font_name, codes)


def _codes(canvas: Canvas, face: Face) -> tuple[dict[str, int], str]:
    """How the letters of a number are written in the font as embedded, and the name that reportlab gives it."""
    font = pdfmetrics.getFont(face.bold)
    document = canvas._doc
    codes: dict[str, int] = {}
    subsets = set()
    for letter in set(_NUMBER_LETTERS):
        [(subset, code)] = font.splitString(letter, document)
        codes[letter] = code[0]
        subsets.add(subset)
    [subset] = subsets
    return codes, str(font.getSubsetInternalName(subset, document))


def back_link_area(size: tuple[float, float], stamps: Stamps, number: int) -> Box:
    """Where the words that lead back to the contents stand, in visual coordinates."""
    font_size, left, width = _back_place(size[0], stamps, on_left=_on_left(stamps.text, number))
    return left - 2, _BASELINE - 3, left + width + 2, _BASELINE + font_size + 2


def _strip(canvas: Canvas, stamps: Stamps, sheet: Sheet) -> None:
    text, face, wide = stamps.text, stamps.face, sheet.wide
    canvas.setFillGray(0.3)
    if not sheet.on_contents:
        size, left, _ = _back_place(wide, stamps, on_left=sheet.on_left)
        canvas.setFont(face.regular, size)
        canvas.drawString(left, _BASELINE, text.back)
    if text.middle:
        canvas.setFont(face.regular, face.fitted(text.middle, _SIZE, (wide - 2 * _side(wide)) * 0.5, least=2))
        canvas.drawCentredString(wide / 2, _BASELINE, text.middle)


def _number_place(wide: float, stamps: Stamps, number: int) -> tuple[float, float]:
    words, side = stamps.text.number(number), _side(wide)
    size = stamps.face.fitted(words, _SIZE, (wide - 2 * side) * 0.22, bold=True, least=2)
    width = stamps.face.width(words, size, bold=True)
    return size, side if _on_left(stamps.text, number) else wide - side - width


def _back_place(wide: float, stamps: Stamps, *, on_left: bool) -> tuple[float, float, float]:
    text, face = stamps.text, stamps.face
    side = _side(wide)
    size = face.fitted(text.back, _SIZE, (wide - 2 * side) * 0.22, least=2)
    width = face.width(text.back, size)
    return size, (wide - side - width if on_left else side), width


def _side(wide: float) -> float:
    return min(_SIDE, wide * 0.06)


def _on_left(text: StampText, number: int) -> bool:
    # Printed double-sided the number stands at the outer edge, where a thumb finds it.
    return text.outer_edge and number % 2 == 0


def _watermark(canvas: Canvas, size: tuple[float, float], lines: Sequence[str], face: Face) -> None:
    if not lines:
        return
    wide, high = size[0], size[1] - STRIP
    room = math.hypot(wide, high) * 0.72
    canvas.saveState()
    canvas.setFillGray(_WATERMARK_GREY)
    canvas.setFillAlpha(_WATERMARK_OPACITY)
    canvas.translate(wide / 2, STRIP + high / 2)
    canvas.rotate(math.degrees(math.atan2(high, wide)))
    below = 0.0
    for line in lines:
        largest = min(wide, high) * (0.26 if line == "DRAFT" else 0.07)
        font_size = face.fitted(line, largest, room, bold=True, least=2)
        canvas.setFont(face.bold, font_size)
        below -= font_size * (0.25 if below == 0 else 1.2)
        canvas.drawCentredString(0, below, line)
    canvas.restoreState()
