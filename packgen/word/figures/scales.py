"""Scales from 0 to 10: one line for each person who rated.

Data: `low`, `high` (what 0 and 10 mean), `ratings` [{by, score}].
"""

from __future__ import annotations

from packgen.word.figures.faces import Face
from packgen.word.figures.reading import Data, entries, number, text
from packgen.word.figures.sheet import BLACK, LIGHT, MIDDLE, Sheet, wrapped

_LABEL = 50.0
_ROW = 9.0
_HEAD = 10.0


def draw(data: Data, width: float, face: Face) -> Sheet:
    """The picture: raters on the left, each one's mark on a line of its own."""
    ratings = entries(data, "ratings")
    sheet = Sheet(width, _HEAD + _ROW * len(ratings) + 1, face)
    left, right = _LABEL + 3, width - 4
    step = (right - left) / 10
    sheet.text((left - 2, 3.5), text(data, "low"), size=7.5)
    sheet.text((right + 3, 3.5), text(data, "high"), size=7.5, anchor="end")
    for score in range(11):
        x = left + step * score
        sheet.text((x, 8), str(score), size=7.5, anchor="middle")
        sheet.line((x, _HEAD), (x, _HEAD + _ROW * len(ratings)), weight=0.1, shade=LIGHT)
    for place, rating in enumerate(ratings):
        y = _HEAD + _ROW * (place + 0.5)
        lines = wrapped(face, text(rating, "by"), 8, _LABEL)[:2]
        for row, line in enumerate(lines):
            sheet.text((0, y + 1.2 + 3.4 * (row - (len(lines) - 1) / 2)), line, size=8)
        sheet.line((left, y), (right, y), weight=0.3, shade=MIDDLE)
        x = left + step * min(max(number(rating, "score"), 0), 10)
        sheet.circle((x, y), 2.9, fill=BLACK, weight=0)
        sheet.text((x, y + 1.1), f"{number(rating, 'score'):.0f}", size=8, bold=True, anchor="middle", shade=1)
    return sheet
