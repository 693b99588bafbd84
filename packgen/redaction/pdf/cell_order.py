"""The lines of a ruled cell read one after the other, even where a page draws a table line by line over all its cells.

Else a name that is broken over two lines of its cell would stand in two places of the text. Pure geometry, in points.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from packgen.redaction.pdf.model import Box, Character, Segment

_THIN = 3.0
_LONG = 8.0
_SAME = 2.0
_MOST_CELLS = 1_000
_MOST_STEPS = 10_000_000  # a page of so many rules is a drawing, not a table
_HYPHENS = ("-", "\u2010", "\u00ad")
_CLOSE_LINES = 2.0


@dataclass(frozen=True)
class _Edges:
    """Upright edges as (place, top, bottom) and level ones as (place, left, right)."""

    upright: Sequence[tuple[float, float, float]]
    level: Sequence[tuple[float, float, float]]

    def cell(self, box: Box) -> Box | None:
        """The nearest edges on all four sides of a line, None where one is missing."""
        across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        beside = [place for place, top, bottom in self.upright if top - _SAME < down < bottom + _SAME]
        level = [place for place, left, right in self.level if left - _SAME < across < right + _SAME]
        lefts, rights = [x for x in beside if x <= across], [x for x in beside if x > across]
        tops, bottoms = [y for y in level if y <= down], [y for y in level if y > down]
        if not (lefts and rights and tops and bottoms):
            return None
        return Box(max(lefts), max(tops), min(rights), min(bottoms))


def by_cells(characters: Sequence[Character], segments: Sequence[Segment], rules: Collection[Box]) -> Sequence[Segment]:
    """`segments` with those of one ruled cell together, where the first of them stands.

    A table without rules between its rows stays as it is drawn: only cells whose lines go on in the next are joined.
    """
    places, cells = cells_of(segments, rules)
    rows = rows_of(places)
    parted = [
        row for row in rows if any(_is_parted(cells[n]) for n in row) and _goes_on(characters, segments, cells, row)
    ]
    first = {at: cells[n][0] for row in parted for n in row for at in cells[n]}
    return [segments[at] for at in sorted(range(len(segments)), key=lambda at: (first.get(at, at), at))]


def cells_of(segments: Sequence[Segment], rules: Collection[Box]) -> tuple[list[Box], list[list[int]]]:
    """The ruled cells of a page that hold lines, and the segments in each; none on a page that is a drawing."""
    places: list[Box] = []
    cells: list[list[int]] = []
    if len(rules) * len(segments) > _MOST_STEPS:
        return places, cells
    edges = _edges(rules)
    for at, segment in enumerate(segments):
        cell = edges.cell(segment.box) if segment.kind == "line" and len(places) < _MOST_CELLS else None
        if cell is not None:
            known = next((n for n, place in enumerate(places) if _is_same(place, cell)), None)
            if known is None:
                places.append(cell)
                cells.append([at])
            else:
                cells[known].append(at)
    return places, cells


def by_hyphens(characters: Sequence[Character], segments: Sequence[Segment]) -> list[Segment]:
    """`segments` with the rest of a word behind its hyphen, where a table without rules was drawn line by line."""
    starts: dict[int, list[int]] = {}
    for at, segment in enumerate(segments):
        if segment.kind == "line" and characters[segment.characters[0]].text.islower():
            starts.setdefault(round(segment.box.left / _SAME), []).append(at)
    order = {at: (float(at), at) for at in range(len(segments))}
    for at, segment in enumerate(segments):
        if segment.kind == "line" and characters[segment.characters[-1]].text in _HYPHENS:
            column = round(segment.box.left / _SAME)
            below = [n for near in (-1, 0, 1) for n in starts.get(column + near, ()) if _is_under(segment, segments[n])]
            if below and at + 1 < min(below):
                order[min(below)] = (at + 0.5, at)
    return [segments[at] for at in sorted(order, key=order.__getitem__)]


def _is_under(upper: Segment, lower: Segment) -> bool:
    down = lower.box.top - upper.box.top
    return abs(upper.box.left - lower.box.left) < _SAME and 0 < down < _CLOSE_LINES * upper.box.height


def _edges(rules: Collection[Box]) -> _Edges:
    upright: list[tuple[float, float, float]] = []
    level: list[tuple[float, float, float]] = []
    for box in rules:
        if box.height > _LONG:
            sides = (box.left, box.right) if box.width > _THIN else ((box.left + box.right) / 2,)
            upright += [(side, box.top, box.bottom) for side in sides]
        if box.width > _LONG:
            sides = (box.top, box.bottom) if box.height > _THIN else ((box.top + box.bottom) / 2,)
            level += [(side, box.left, box.right) for side in sides]
    return _Edges(upright, level)


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) < _SAME for a, b in zip(one, other, strict=True))


def rows_of(places: Sequence[Box]) -> list[list[int]]:
    """Cells that have their upper and lower edge in common."""
    rows: list[list[int]] = []
    for number, place in enumerate(places):
        for row in rows:
            first = places[row[0]]
            if abs(first.top - place.top) < _SAME and abs(first.bottom - place.bottom) < _SAME:
                row.append(number)
                break
        else:
            rows.append([number])
    return rows


def _is_parted(own: Sequence[int]) -> bool:
    return own[-1] - own[0] >= len(own)


def _goes_on(
    characters: Sequence[Character], segments: Sequence[Segment], cells: Sequence[Sequence[int]], row: Sequence[int]
) -> bool:
    """Whether something tells that the lines of a row of cells are broken ones, not rows without rules between them."""
    if len({len({segments[at].line for at in cells[n]}) for n in row}) > 1:
        return True
    for n in row:
        for upper, lower in pairwise(cells[n]):
            last = characters[segments[upper].characters[-1]].text
            first = characters[segments[lower].characters[0]].text
            if last in _HYPHENS or last == "," or first.islower():
                return True
    return False
