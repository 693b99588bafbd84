"""The week by hours: at which hours of which days the child was away, and when each episode began."""

from __future__ import annotations

from collections.abc import Mapping

from packgen.word.figures.reading import Data, texts
from packgen.word.figures.sheet import BLACK, WHITE, Sheet

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CELL_DOWN = 4.2
_LEFT = 12.0
DEEP = 7 * _CELL_DOWN + 17.0
_SHADES = (WHITE, 0.85, 0.65, 0.45, 0.25)


def draw_week(sheet: Sheet, data: Data, top: float) -> None:
    """Seven rows of 24 cells; the darker, the more episodes covered that hour, and the number stands in the cell."""
    cells, starts = _cells(data), _starts(data)
    most = max((count for row in cells for count in row), default=0)
    across = (sheet.width - _LEFT) / 24
    sheet.text((0, top + 3), "Hours of the week", size=8, bold=True)
    for hour in range(0, 25, 3):
        anchor = "end" if hour == 24 else "middle"
        sheet.text((_LEFT + across * hour, top + 7.5), f"{hour:02}", size=6.5, anchor=anchor)
    for number, name in enumerate(_DAYS):
        y = top + 9 + number * _CELL_DOWN
        sheet.text((0, y + 3), name, size=7)
        for hour, count in enumerate(cells[number]):
            _cell(sheet, (_LEFT + across * hour, y), across, count, most)
    for weekday, hour in starts:
        x, y = _LEFT + across * (hour + 0.5), top + 9 + weekday * _CELL_DOWN
        sheet.shape([(x - 1.6, y + 0.5), (x + 1.6, y + 0.5), (x, y + 3.7)], fill=WHITE, weight=0.4)
    y = top + 9 + 7 * _CELL_DOWN + 4
    sheet.shape([(0.4, y - 2.6), (3.6, y - 2.6), (2, y + 0.4)], fill=WHITE, weight=0.4)
    says = "an episode began in this hour"
    sheet.text((5.5, y), f"{says}; the number in a cell: how many episodes covered that hour", size=6.5)


def _cell(sheet: Sheet, corner: tuple[float, float], across: float, count: int, most: int) -> None:
    level = -(-count * (len(_SHADES) - 1) // most) if most else 0
    sheet.box(corner, across, _CELL_DOWN, fill=_SHADES[level], weight=0.1)
    if count:
        shade = WHITE if level >= 3 else BLACK
        sheet.text((corner[0] + across / 2, corner[1] + 3.0), str(count), size=6, anchor="middle", shade=shade)


def _cells(data: Data) -> list[list[int]]:
    rows = [[int(count) for count in row.split()] for row in texts(_week(data), "rows")]
    return rows if len(rows) == 7 and all(len(row) == 24 for row in rows) else [[0] * 24 for _ in range(7)]


def _starts(data: Data) -> list[tuple[int, int]]:
    pairs = (start.split() for start in texts(_week(data), "starts"))
    return sorted({(int(weekday), int(hour)) for weekday, hour in pairs})


def _week(data: Data) -> Data:
    week = data.get("week")
    return week if isinstance(week, Mapping) else {}
