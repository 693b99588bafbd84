"""The steps of a process with "you are here".

Data: `steps` [{label, here}] in order.
"""

from __future__ import annotations

from packgen.word.figures.faces import Face
from packgen.word.figures.reading import Data, entries, text
from packgen.word.figures.sheet import BLACK, PALE, WHITE, Sheet, wrapped

_GAP = 6.0
_HEAD = 8.0
_LINE = 3.5


def draw(data: Data, width: float, face: Face) -> Sheet:
    """The picture: boxes from left to right; the one that counts now is thick and says so."""
    steps = entries(data, "steps")
    across = (width - 1 - _GAP * (len(steps) - 1)) / max(len(steps), 1)
    blocks = [wrapped(face, text(step, "label"), 7.5, across - 2.5, bold=_here(step)) for step in steps]
    down = max((len(lines) for lines in blocks), default=1) * _LINE + 5
    sheet = Sheet(width, _HEAD + down + 1, face)
    for place, (step, lines) in enumerate(zip(steps, blocks, strict=True)):
        left = 0.5 + place * (across + _GAP)
        here = _here(step)
        sheet.box((left, _HEAD), across, down, fill=PALE if here else WHITE, weight=1.0 if here else 0.3, radius=1.5)
        top = _HEAD + down / 2 - (len(lines) - 1) * _LINE / 2 + 1
        for row, line in enumerate(lines):
            sheet.text((left + across / 2, top + row * _LINE), line, size=7.5, bold=here, anchor="middle")
        if here:
            middle = left + across / 2
            sheet.text((min(max(middle, 12), width - 12), 3.2), "You are here", size=8, bold=True, anchor="middle")
            sheet.shape([(middle - 2, 4.4), (middle + 2, 4.4), (middle, 7.2)], fill=BLACK)
        if place + 1 < len(steps):
            _arrow(sheet, left + across, _HEAD + down / 2)
    return sheet


def _here(step: Data) -> bool:
    return bool(step.get("here"))


def _arrow(sheet: Sheet, left: float, y: float) -> None:
    sheet.line((left + 0.8, y), (left + _GAP - 2, y), weight=0.5)
    tip = left + _GAP - 0.6
    sheet.shape([(tip, y), (tip - 2.2, y - 1.3), (tip - 2.2, y + 1.3)], fill=BLACK)
