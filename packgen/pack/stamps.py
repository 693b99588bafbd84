"""What is stamped over every page: its number, the way back to the contents, marking, copy name and watermark."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from packgen.pack.fonts import Face
from packgen.pack.geometry import STRIP, Box, PageView
from packgen.pack.model import Pack, PackState

_BASELINE = 13.0
_SIDE = 34.0
_SIZE = 9.0
_WATERMARK_OPACITY = 0.11


@dataclass(frozen=True)
class StampText:
    """The texts of a pack's stamps; an empty one is not stamped. `watermark` is drawn line under line."""

    watermark: tuple[str, ...]
    middle: str
    contents_page: int
    outer_edge: bool

    def number(self, page: int) -> str:
        """The number as stamped on physical page `page` (from 1)."""
        return f"Page {page}"

    @property
    def back(self) -> str:
        """The words that lead back to the contents, on paper and by a link."""
        return f"Contents: page {self.contents_page}"


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


def draw_stamps(views: Sequence[PageView], stamps: Stamps, on_contents: Sequence[bool]) -> bytes:
    """One PDF with a page for each page of the pack, of that page's displayed size, holding its stamps alone."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, pageCompression=1)
    for number, view in enumerate(views, 1):
        canvas.setPageSize(view.size)
        _watermark(canvas, view.size, stamps.text.watermark, stamps.face)
        _strip(canvas, view.size[0], stamps, number, back=not on_contents[number - 1])
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def back_link_area(size: tuple[float, float], stamps: Stamps, number: int) -> Box:
    """Where the words that lead back to the contents stand, in visual coordinates."""
    font_size, left, width = _back_place(size[0], stamps, number)
    return left - 2, _BASELINE - 3, left + width + 2, _BASELINE + font_size + 2


def _strip(canvas: Canvas, wide: float, stamps: Stamps, number: int, *, back: bool) -> None:
    text, face = stamps.text, stamps.face
    side = _side(wide)
    room = (wide - 2 * side) * 0.22
    words = text.number(number)
    size = face.fitted(words, _SIZE, room, bold=True, least=2)
    canvas.setFillGray(0)
    canvas.setFont(face.bold, size)
    width = face.width(words, size, bold=True)
    canvas.drawString(side if _on_left(text, number) else wide - side - width, _BASELINE, words)
    canvas.setFillGray(0.3)
    if back:
        size, left, _ = _back_place(wide, stamps, number)
        canvas.setFont(face.regular, size)
        canvas.drawString(left, _BASELINE, text.back)
    if text.middle:
        canvas.setFont(face.regular, face.fitted(text.middle, _SIZE, (wide - 2 * side) * 0.5, least=2))
        canvas.drawCentredString(wide / 2, _BASELINE, text.middle)


def _back_place(wide: float, stamps: Stamps, number: int) -> tuple[float, float, float]:
    text, face = stamps.text, stamps.face
    side = _side(wide)
    size = face.fitted(text.back, _SIZE, (wide - 2 * side) * 0.22, least=2)
    width = face.width(text.back, size)
    return size, (wide - side - width if _on_left(text, number) else side), width


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
    canvas.setFillGray(0)
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
