"""Weight of influence: what pulls on the child and how strongly, as circles of a size that says so.

Data: `influences` [{label, weight 0 to 10, says}].
"""

from __future__ import annotations

from math import sqrt

from packgen.word.figures.faces import Face
from packgen.word.figures.reading import Data, entries, number, text
from packgen.word.figures.sheet import LIGHT, WHITE, Sheet, wrapped

_COLUMNS = 3
_LARGEST = 15.0


def draw(data: Data, width: float, face: Face) -> Sheet:
    """The picture: three circles a row, the weight inside, the label below."""
    found = entries(data, "influences")
    cell = width / _COLUMNS
    blocks = [wrapped(face, text(one, "label"), 8.5, cell - 4, bold=True)[:2] for one in found]
    deep = 2 * _LARGEST + 13
    sheet = Sheet(width, deep * max(-(-len(found) // _COLUMNS), 1), face)
    for place, (one, lines) in enumerate(zip(found, blocks, strict=True)):
        x = cell * (place % _COLUMNS + 0.5)
        y = deep * (place // _COLUMNS) + _LARGEST + 1
        weight = min(max(number(one, "weight"), 0), 10)
        sheet.circle((x, y), _LARGEST, weight=0.15, fill=WHITE)
        sheet.circle((x, y), max(_LARGEST * sqrt(weight / 10), 3.5), fill=LIGHT, weight=0.6)
        sheet.text((x, y + 1.6), f"{weight:.0f}", size=12, bold=True, anchor="middle")
        for row, line in enumerate(lines):
            sheet.text((x, y + _LARGEST + 4.5 + 3.6 * row), line, size=8.5, bold=True, anchor="middle")
    return sheet
