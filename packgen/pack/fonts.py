"""The typeface of what packgen draws itself: cover, contents, stamps. Always embedded.

A face found on the machine is used where it can set every character of the pack (names are not only English); Bitstream
Vera, which comes with reportlab and may be passed on, is always there.
"""

from __future__ import annotations

import os
import unicodedata
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
    ("Liberation", _LINUX / "liberation/LiberationSans-Regular.ttf", _LINUX / "liberation/LiberationSans-Bold.ttf"),
    ("Arial", _WINDOWS / "arial.ttf", _WINDOWS / "arialbd.ttf"),
    ("ArialMac", _MAC / "Arial.ttf", _MAC / "Arial Bold.ttf"),
    ("DejaVu", _LINUX / "dejavu/DejaVuSans.ttf", _LINUX / "dejavu/DejaVuSans-Bold.ttf"),
    ("Vera", _VERA / "Vera.ttf", _VERA / "VeraBd.ttf"),
)


@dataclass(frozen=True)
class Face:
    """A regular and a bold font registered with reportlab under these names, and what they can set."""

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


def choose_face(texts: Iterable[str]) -> Face:
    """The first face of this machine that can set every character, else the one that misses fewest."""
    needed = {ord(letter) for text in texts for letter in text if not letter.isspace()}
    faces = [face for face in map(_registered, range(len(_FACES))) if face is not None]
    return min(faces, key=lambda face: len(needed - face.characters))


@lru_cache(maxsize=len(_FACES))
def _registered(number: int) -> Face | None:
    name, regular, bold = _FACES[number]
    try:
        fonts = [TTFont(f"Packgen{name}", str(regular)), TTFont(f"Packgen{name}Bold", str(bold))]
    except (TTFError, OSError):
        return None
    for font in fonts:
        pdfmetrics.registerFont(font)
    known = frozenset(fonts[0].face.charToGlyph) & frozenset(fonts[1].face.charToGlyph)
    return Face(fonts[0].fontName, fonts[1].fontName, known)
