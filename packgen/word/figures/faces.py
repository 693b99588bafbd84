"""The typeface of drawn pictures.

Bitstream Vera comes with reportlab, so the same figure gives the same bytes on every machine; only a name that it
cannot set (it knows Western European letters) makes packgen look for a face of the machine.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
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
_FACES = (
    ("Vera", _VERA / "Vera.ttf", _VERA / "VeraBd.ttf"),
    ("DejaVu", _LINUX / "dejavu/DejaVuSans.ttf", _LINUX / "dejavu/DejaVuSans-Bold.ttf"),
    ("Liberation", _LINUX / "liberation/LiberationSans-Regular.ttf", _LINUX / "liberation/LiberationSans-Bold.ttf"),
    ("Arial", _WINDOWS / "arial.ttf", _WINDOWS / "arialbd.ttf"),
    ("ArialMac", _MAC / "Arial.ttf", _MAC / "Arial Bold.ttf"),
)


@dataclass(frozen=True)
class Face:
    """A regular and a bold font under the names reportlab knows them by, and the characters both can set."""

    regular: str
    bold: str
    characters: frozenset[int]

    def printable(self, text: str) -> str:
        """`text` on one line, with a question mark for each character that the face cannot set."""
        return "".join(letter if ord(letter) in self.characters else "?" for letter in " ".join(text.split()))

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """Width of `text` in points at `size` points."""
        return float(pdfmetrics.stringWidth(text, self.bold if bold else self.regular, size))


def choose_face(texts: Iterable[str]) -> Face:
    """The first face that can set every character, else the one that misses fewest."""
    needed = {ord(letter) for text in texts for letter in text if not letter.isspace()}
    faces = [face for face in map(_registered, range(len(_FACES))) if face is not None]
    return min(faces, key=lambda face: len(needed - face.characters))


@lru_cache(maxsize=len(_FACES))
def _registered(number: int) -> Face | None:
    name, regular, bold = _FACES[number]
    try:
        fonts = [TTFont(f"Figure{name}", str(regular)), TTFont(f"Figure{name}Bold", str(bold))]
    except (TTFError, OSError):
        return None
    for font in fonts:
        pdfmetrics.registerFont(font)
    known = frozenset(fonts[0].face.charToGlyph) & frozenset(fonts[1].face.charToGlyph)
    return Face(fonts[0].fontName, fonts[1].fontName, known)
