"""A sheet to draw on, in millimetres from its top left corner: lines, boxes, curves, text; then a PNG at 200 dpi.

Everything is grey: what a picture says may never hang on a colour that the photocopier does not print.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from packgen.word.figures.faces import Face

DPI = 200
_POINTS = 72 / 25.4
BLACK, DARK, MIDDLE, LIGHT, PALE, WHITE = 0.0, 0.25, 0.55, 0.78, 0.92, 1.0
Point = tuple[float, float]
Dash = Sequence[float]


class Sheet:
    """One picture being drawn. Shades run from 0 (black) to 1 (white), type sizes are in points."""

    def __init__(self, width: float, height: float, face: Face) -> None:
        self.width, self.height, self.face = width, height, face
        self._made = io.BytesIO()
        self._canvas = Canvas(self._made, pagesize=(width * _POINTS, height * _POINTS), invariant=1, pageCompression=0)

    def line(self, start: Point, end: Point, *, weight: float = 0.3, shade: float = BLACK, dash: Dash = ()) -> None:
        """A straight line, `weight` millimetres thick."""
        self._pen(weight, shade, dash)
        self._canvas.line(*self._at(start), *self._at(end))

    def path(self, points: Sequence[Point], *, weight: float = 0.3, shade: float = BLACK, dash: Dash = ()) -> None:
        """A line through all of `points`."""
        self._pen(weight, shade, dash)
        path = self._canvas.beginPath()
        path.moveTo(*self._at(points[0]))
        for point in points[1:]:
            path.lineTo(*self._at(point))
        self._canvas.drawPath(path, stroke=1, fill=0)

    def shape(self, points: Sequence[Point], *, fill: float | None = None, weight: float = 0.0) -> None:
        """A closed shape with these corners."""
        self._pen(weight or 0.1, BLACK, ())
        path = self._canvas.beginPath()
        path.moveTo(*self._at(points[0]))
        for point in points[1:]:
            path.lineTo(*self._at(point))
        path.close()
        self._canvas.drawPath(path, stroke=int(weight > 0), fill=self._ground(fill))

    def box(
        self,
        corner: Point,
        across: float,
        down: float,
        *,
        fill: float | None = None,
        weight: float = 0.3,
        radius: float = 0.0,
        dash: Dash = (),
    ) -> None:
        """A box whose top left corner is `corner`; no border where `weight` is 0."""
        self._pen(weight or 0.1, BLACK, dash)
        left, bottom = self._at((corner[0], corner[1] + down))
        size = (across * _POINTS, down * _POINTS)
        stroke = int(weight > 0)
        self._canvas.roundRect(left, bottom, *size, radius * _POINTS, stroke=stroke, fill=self._ground(fill))

    def circle(self, centre: Point, radius: float, *, fill: float | None = None, weight: float = 0.3) -> None:
        """A circle."""
        self._pen(weight or 0.1, BLACK, ())
        x, y = self._at(centre)
        self._canvas.circle(x, y, radius * _POINTS, stroke=int(weight > 0), fill=self._ground(fill))

    def text(
        self, at: Point, words: str, *, size: float = 8, bold: bool = False, anchor: str = "start", shade: float = BLACK
    ) -> None:
        """One line of text; `at` is on its base line: at its start, middle or end, as `anchor` says."""
        words = self.face.printable(words)
        self._canvas.setFillGray(shade)
        self._canvas.setFont(self.face.bold if bold else self.face.regular, size)
        draw = {"start": "drawString", "middle": "drawCentredString", "end": "drawRightString"}[anchor]
        getattr(self._canvas, draw)(*self._at(at), words)

    def png(self) -> bytes:
        """The picture; equal drawings give equal bytes."""
        self._canvas.showPage()
        self._canvas.save()
        return _rendered(self._made.getvalue())

    def _at(self, point: Point) -> Point:
        return point[0] * _POINTS, (self.height - point[1]) * _POINTS

    def _pen(self, weight: float, shade: float, dash: Dash) -> None:
        self._canvas.setLineWidth(weight * _POINTS)
        self._canvas.setStrokeGray(shade)
        self._canvas.setLineCap(1 if not dash else 0)
        self._canvas.setLineJoin(1)
        self._canvas.setDash([length * _POINTS for length in dash])

    def _ground(self, fill: float | None) -> int:
        if fill is not None:
            self._canvas.setFillGray(fill)
        return int(fill is not None)


def wrapped(face: Face, words: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """`words` broken into lines of at most `room` millimetres; a word that is too long is broken inside."""
    lines: list[str] = []
    for word in face.printable(words).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(face, longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.extend(_pieces(face, word, size, room, bold=bold))
    return lines


def width_of(face: Face, words: str, size: float, *, bold: bool = False) -> float:
    """Width of `words` in millimetres."""
    return face.width(words, size, bold=bold) / _POINTS


def _pieces(face: Face, word: str, size: float, room: float, *, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(face, pieces[-1] + letter, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@lru_cache(maxsize=32)
def _rendered(pdf: bytes) -> bytes:
    document = pypdfium2.PdfDocument(pdf)
    try:
        image = document[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()
    out = io.BytesIO()
    # Level 9 (what Pillow calls optimising) takes five times as long for 6 % less.
    image.save(out, "PNG", dpi=(DPI, DPI), compress_level=6)
    return out.getvalue()
