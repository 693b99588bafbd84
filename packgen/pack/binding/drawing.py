"""Drawing pages with reportlab so that a screen reader can read them: every text is marked, every rule an artifact."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from reportlab.pdfgen.canvas import Canvas

from packgen.pack.binding.geometry import Box
from packgen.pack.fonts import Face

INK = 0.0
GREY = 0.35


@dataclass(frozen=True)
class Mark:
    """One marked text: on which drawn page (from 0), its number there, its role (H1, P, TOCI), and what it links to.

    `target` is a physical page of the pack (0: no link); `area` the link's box.
    """

    page: int
    number: int
    role: str
    target: int = 0
    area: Box = (0, 0, 0, 0)


class Drawing:
    """A small wrapper of a reportlab canvas that keeps track of pages and marks."""

    def __init__(self, face: Face, size: tuple[float, float]) -> None:
        self.face = face
        self.size = size
        self.marks: list[Mark] = []
        self.page = 0
        self._numbers = count()
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=face.regular)

    def text(
        self,
        role: str,
        place: tuple[float, float],
        lines: Sequence[str],
        size: float,
        *,
        bold: bool = False,
        grey: float = INK,
        centred: bool = False,
        target: int = 0,
        width: float = 0,
    ) -> float:
        """Draw `lines` downwards from `place` under one mark; returns the height used, in points."""
        x, y = place
        number = next(self._numbers)
        self.canvas.addLiteral(f"/{role} <</MCID {number}>> BDC")
        self.canvas.setFillGray(grey)
        self.canvas.setFont(self.face.bold if bold else self.face.regular, size)
        for step, line in enumerate(lines):
            draw = self.canvas.drawCentredString if centred else self.canvas.drawString
            draw(x, y - step * size * 1.25, line)
        self.canvas.addLiteral("EMC")
        height = len(lines) * size * 1.25
        area = (x, y + size - height, x + width, y + size)
        self.marks.append(Mark(self.page, number, role, target, area))
        return height

    def rule(self, left: float, right: float, y: float, thickness: float = 0.7) -> None:
        """A horizontal rule, which a screen reader skips."""
        self.canvas.addLiteral("/Artifact BMC")
        self.canvas.setStrokeGray(GREY)
        self.canvas.setLineWidth(thickness)
        self.canvas.line(left, y, right, y)
        self.canvas.addLiteral("EMC")

    def end_page(self) -> None:
        """Finish the page; the next one starts empty."""
        self.canvas.showPage()
        self.page += 1
        self._numbers = count()

    def finished(self) -> bytes:
        """The bytes of the PDF drawn."""
        self.canvas.save()
        return self._buffer.getvalue()


def wrapped(face: Face, text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """`text` broken into lines at most `room` points wide; a word too long for a line is cut."""
    lines: list[str] = []
    current = ""
    for word in face.printable(text).split(" "):
        for piece in _pieces(face, word, size, room, bold):
            longer = f"{current} {piece}".strip()
            if current and face.width(longer, size, bold) > room:
                lines.append(current)
                current = piece
            else:
                current = longer
    return [*lines, current] if current else lines


def _pieces(face: Face, word: str, size: float, room: float, bold: bool) -> list[str]:
    pieces = []
    while face.width(word, size, bold) > room and len(word) > 1:
        fits = next(
            length
            for length in range(len(word) - 1, 0, -1)
            if length == 1 or face.width(word[:length], size, bold) <= room
        )
        pieces.append(word[:fits])
        word = word[fits:]
    return [*pieces, word]
