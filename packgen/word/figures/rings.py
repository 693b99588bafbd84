"""Contact rings: how each child stands to those who do harm, from in contact now (the middle) outwards.

Data: `rings` [{label, names}] from the middle outwards.
"""

from __future__ import annotations

from math import cos, radians, sin

from packgen.word.figures.faces import Face
from packgen.word.figures.reading import Data, entries, text, texts
from packgen.word.figures.sheet import WHITE, Point, Sheet, wrapped

_CIRCLES = 62.0
_LINE = 4.0
_SHADES = (0.62, 0.78, 0.9, WHITE)


def draw(data: Data, width: float, face: Face) -> Sheet:
    """The picture: rings on the left, who is in each on the right."""
    rings = entries(data, "rings")
    room = width - _CIRCLES - 10
    blocks = [_block(face, ring, room) for ring in rings]
    sheet = Sheet(width, max(_CIRCLES + 2, sum(map(_deep, blocks)) + 4), face)
    middle = (_CIRCLES / 2 + 1, sheet.height / 2)
    step = _CIRCLES / 2 / max(len(rings), 1)
    for place in reversed(range(len(rings))):
        sheet.circle(middle, step * (place + 1), fill=_SHADES[min(place, len(_SHADES) - 1)], weight=0.4)
    top = (sheet.height - sum(map(_deep, blocks))) / 2
    for place, (ring, lines) in enumerate(zip(rings, blocks, strict=True)):
        y = top + _deep(lines) / 2
        out = _on_ring(middle, step * (place + 0.5), place, len(rings))
        sheet.path([out, (_CIRCLES + 5, y), (_CIRCLES + 8, y)], weight=0.25)
        sheet.circle(out, 0.8, fill=0.0, weight=0)
        below = (middle[0], middle[1] + step * (place + 0.5) + 1.2)
        sheet.text(below, str(len(texts(ring, "names"))), size=9, bold=True, anchor="middle")
        sheet.text((_CIRCLES + 10, top + 3.4), text(ring, "label"), size=8.5, bold=True)
        for row, line in enumerate(lines, start=1):
            sheet.text((_CIRCLES + 10, top + 3.4 + _LINE * row), line, size=8)
        top += _deep(lines)
    return sheet


def _on_ring(middle: Point, radius: float, place: int, rings: int) -> Point:
    """A point on the right half of a ring, the lower the further out, so that leaders do not cross."""
    angle = radians(-50 + 100 * place / max(rings - 1, 1))
    return middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)


def _block(face: Face, ring: Data, room: float) -> list[str]:
    return wrapped(face, ", ".join(texts(ring, "names")) or "nobody", 8, room)


def _deep(lines: list[str]) -> float:
    return _LINE * (len(lines) + 1) + 4
