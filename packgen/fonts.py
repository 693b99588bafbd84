"""The typefaces of what packgen draws itself, in packs and in figures: one table, each face loaded once when needed.

Bitstream Vera comes with reportlab and may be passed on, so it is always there; the others are faces of the machine.
Who draws says in which order they are tried: `pack.fonts` and `word.figures.faces`.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

_VERA = Path(reportlab.__file__).parent / "fonts"
_LINUX = Path("/usr/share/fonts/truetype")
_WINDOWS = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts"
_MAC = Path("/System/Library/Fonts/Supplemental")
_FACES = {
    "Liberation": (_LINUX / "liberation/LiberationSans-Regular.ttf", _LINUX / "liberation/LiberationSans-Bold.ttf"),
    "Arial": (_WINDOWS / "arial.ttf", _WINDOWS / "arialbd.ttf"),
    "ArialMac": (_MAC / "Arial.ttf", _MAC / "Arial Bold.ttf"),
    "DejaVu": (_LINUX / "dejavu/DejaVuSans.ttf", _LINUX / "dejavu/DejaVuSans-Bold.ttf"),
    "Vera": (_VERA / "Vera.ttf", _VERA / "VeraBd.ttf"),
}


@dataclass(frozen=True)
class Face:
    """A regular and a bold font registered with reportlab under these names, and what both can set."""

    regular: str
    bold: str
    characters: frozenset[int]

    def printable(self, text: str) -> str:
        """`text` on one line, with a question mark for each character that this face cannot set.

        Characters that only steer how others are shown (direction, joining) are left out.
        """
        flat = " ".join("".join(letter for letter in text if unicodedata.category(letter) != "Cf").split())
        return "".join(letter if ord(letter) in self.characters else "?" for letter in flat)

    def width(self, text: str, size: float, bold: bool = False) -> float:
        """Width of `text` in points at `size` points."""
        return float(pdfmetrics.stringWidth(text, self.bold if bold else self.regular, size))

    def fitted(self, text: str, size: float, room: float, bold: bool = False, least: float = 5.0) -> float:
        """The largest size up to `size` (never under `least`) at which `text` is at most `room` points wide."""
        wide = self.width(text, size, bold)
        return size if wide <= room else max(least, size * room / wide)


def first_that_sets(texts: Iterable[str], order: Sequence[str]) -> Face:
    """The first face of `order` (names of the table) that can set every character, else the one that misses fewest.

    A face that this machine does not have is passed over; `order` must name Vera, which is always there.
    """
    needed = {ord(letter) for text in texts for letter in text if not letter.isspace()}
    best: Face | None = None
    for name in order:
        face = _registered(name)
        if face is None:
            continue
        if needed <= face.characters:
            return face
        if best is None or len(needed - face.characters) < len(needed - best.characters):
            best = face
    assert best is not None
    return best


@lru_cache(maxsize=len(_FACES))
def _registered(name: str) -> Face | None:
    regular, bold = _FACES[name]
    try:
        fonts = [TTFont(f"Packgen{name}", str(regular)), TTFont(f"Packgen{name}Bold", str(bold))]
    except (TTFError, OSError):
        return None
    for font in fonts:
        pdfmetrics.registerFont(font)
    known = frozenset(fonts[0].face.charToGlyph) & frozenset(fonts[1].face.charToGlyph)
    return Face(fonts[0].fontName, fonts[1].fontName, known)
