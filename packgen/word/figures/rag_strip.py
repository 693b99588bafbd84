"""Actions at a glance: one box an action with its letter, R, A, G, B (done) or a dash (not rated).

Data: `actions` [{number, rag}], rag red, amber, green, blue or empty.
"""

from __future__ import annotations

from packgen.word.figures.faces import Face
from packgen.word.figures.reading import Data, entries, text
from packgen.word.figures.sheet import BLACK, DARK, LIGHT, PALE, WHITE, Sheet

LETTERS = {"red": "R", "amber": "A", "green": "G", "blue": "B"}
_WORDS = {"red": "off track", "amber": "at risk", "green": "on track", "blue": "done", "": "not yet rated"}
_GROUNDS = {"red": DARK, "amber": LIGHT, "green": PALE, "blue": WHITE, "": WHITE}
_BOX = 11.0
_STEP = 12.5


def draw(data: Data, width: float, face: Face) -> Sheet:
    """The picture: boxes in the order of the actions, as many a row as fit, then how many stand where."""
    actions = entries(data, "actions")
    a_row = max(int((width + _STEP - _BOX) // _STEP), 1)
    rows = -(-len(actions) // a_row)
    sheet = Sheet(width, rows * (_BOX + 5) + 8, face)
    for place, action in enumerate(actions):
        rag = text(action, "rag")
        corner = (0.5 + _STEP * (place % a_row), 0.5 + (_BOX + 5) * (place // a_row))
        dash = (1.0, 0.8) if rag not in LETTERS else ()
        weight = 0.8 if rag == "red" else 0.3
        sheet.box(corner, _BOX, _BOX, fill=_GROUNDS.get(rag, WHITE), weight=weight, dash=dash)
        shade = WHITE if rag == "red" else BLACK
        middle = corner[0] + _BOX / 2
        sheet.text((middle, corner[1] + 7.4), LETTERS.get(rag, "-"), size=15, bold=True, anchor="middle", shade=shade)
        sheet.text((middle, corner[1] + _BOX + 3.4), text(action, "number"), size=7.5, anchor="middle")
    counts = [(rag, sum(text(action, "rag") == rag for action in actions)) for rag in _WORDS]
    says = "   ".join(f"{LETTERS.get(rag, '-')} {_WORDS[rag]}: {count}" for rag, count in counts if count)
    sheet.text((0.5, rows * (_BOX + 5) + 5), says, size=8)
    return sheet
