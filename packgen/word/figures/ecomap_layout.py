"""Where the boxes of an ecomap stand and how its ties run: worked out, never by chance.

Each group has rows of its own and each box a cell of its own, so labels cannot overlap. Ties are curves chosen among a
few, so that as few boxes as can be lie in their way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot

BOX_ACROSS, BOX_DOWN = 29.0, 13.0
_GAP_DOWN = 13.5
_MOST_IN_ROW = 4
_BENDS = (0.0, 6.0, -6.0, 12.0, -12.0, 18.0, -18.0, 26.0, -26.0)
_STEPS = 48
_MARK = 3.2
_SWEEPS = 4
Point = tuple[float, float]


@dataclass(frozen=True)
class Route:
    """One tie: the points of its curve, and where its mark stands."""

    points: tuple[Point, ...]
    mark: Point


def positions(rows: Sequence[Sequence[str]], ties: Sequence[tuple[str, str]], width: float) -> dict[str, Point]:
    """The middle of each box. `rows` holds node ids by group; a long row is cut; neighbours in ties come close."""
    cut = [part for row in rows for part in _cut(row)]
    places = _placed(cut, width)
    near: dict[str, set[str]] = {}
    for one, other in ties:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    for _ in range(_SWEEPS):
        for row in cut:
            row.sort(key=lambda node: (_pull(node, near, places), node))
            places = _placed(cut, width)
    return places


def _cut(row: Sequence[str]) -> list[list[str]]:
    """A group in as few rows as it needs, each about as long as the others."""
    rows = -(-len(row) // _MOST_IN_ROW)
    size = -(-len(row) // rows) if rows else 1
    return [list(row[n : n + size]) for n in range(0, len(row), size)]


def _pull(node: str, near: Mapping[str, set[str]], places: Mapping[str, Point]) -> float:
    others = [places[other][0] for other in near.get(node, ()) if other in places]
    return sum(others) / len(others) if others else places[node][0]


def _placed(rows: Sequence[Sequence[str]], width: float) -> dict[str, Point]:
    places: dict[str, Point] = {}
    for number, row in enumerate(rows):
        step = min((width - BOX_ACROSS - 2) / max(len(row) - 1, 1), BOX_ACROSS * 1.6)
        left = (width - step * (len(row) - 1)) / 2
        down = BOX_DOWN / 2 + 1 + number * (BOX_DOWN + _GAP_DOWN)
        places |= {node: (left + step * place, down) for place, node in enumerate(row)}
    return places


def depth(places: Mapping[str, Point]) -> float:
    """How far down the lowest box reaches."""
    return max((y for _, y in places.values()), default=0.0) + BOX_DOWN / 2 + 2


def routes(ties: Sequence[tuple[str, str]], places: Mapping[str, Point], width: float) -> list[Route]:
    """A curve for each tie, and a mark on it that lies on no box and on no other mark."""
    found: list[Route] = []
    marks: list[Point] = []
    for one, other in ties:
        boxes = [place for node, place in places.items() if node not in (one, other)]
        options = [_option(places[one], places[other], bend, boxes, marks, width) for bend in _BENDS]
        _, route = min(options, key=lambda option: option[0])
        found.append(route)
        marks.append(route.mark)
    return found


def _option(
    start: Point, end: Point, bend: float, boxes: Sequence[Point], marks: Sequence[Point], width: float
) -> tuple[float, Route]:
    curve = _curve(start, end, bend)
    outside = sum(not 1 <= x <= width - 1 or y < 1 for x, y in curve)
    hits = sum(any(_in_box(point, box, 1.0) for box in boxes) for point in curve)
    visible = [p for p in curve if not _in_box(p, start, 0.5) and not _in_box(p, end, 0.7)] or [curve[_STEPS // 2]]
    all_boxes = [*boxes, start, end]
    middle = visible[len(visible) // 2]
    mark = min(visible, key=lambda p: (_crowding(p, all_boxes, marks), hypot(p[0] - middle[0], p[1] - middle[1])))
    cost = hits * 10 + outside * 20 + _crowding(mark, all_boxes, marks) * 15 + abs(bend) / 10
    return cost, Route(tuple(visible), mark)


def _crowding(point: Point, boxes: Sequence[Point], marks: Sequence[Point]) -> int:
    on_boxes = sum(_in_box(point, box, _MARK / 2 + 0.6) for box in boxes)
    return on_boxes + sum(hypot(point[0] - x, point[1] - y) < _MARK + 1.4 for x, y in marks)


def _curve(start: Point, end: Point, bend: float) -> list[Point]:
    across, down = end[0] - start[0], end[1] - start[1]
    long = hypot(across, down) or 1.0
    middle = ((start[0] + end[0]) / 2 - down / long * bend * 2, (start[1] + end[1]) / 2 + across / long * bend * 2)
    points = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        points.append(
            (
                (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * middle[0] + t * t * end[0],
                (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * middle[1] + t * t * end[1],
            )
        )
    return points


def _in_box(point: Point, box: Point, margin: float) -> bool:
    return abs(point[0] - box[0]) <= BOX_ACROSS / 2 + margin and abs(point[1] - box[1]) <= BOX_DOWN / 2 + margin
