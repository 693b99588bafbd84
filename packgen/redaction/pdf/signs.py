"""Which small drawings are signs of a form or a list: boxes, ticks, crosses, bullets and rings around an answer.

They say a yes or a no and no more, so that they may be shown again. What stands close to other drawings may be a drawn
letter, and is none.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2.raw as pdfium_c

from packgen.redaction.pdf.model import Box
from packgen.redaction.pdf.things import Kind, Thing, clusters, is_fill, is_plain, matrix_of

_MOST_POINTS = 60
_LEAST_BOX, _MOST_BOX = 5.0, 18.0
_LEAST_DISC, _MOST_DISC = 1.5, 7.0
_MOST_TICK = 24.0
_MOST_RING = (170.0, 44.0)
_NEAR = 2.0
_MOST_STROKES = 2
_ALONE = 40.0
_CROWD, _MOST_NEAR = 24.0, 3
_LEVEL, _MOST_LEVEL = 10.0, 1

_Points = list[tuple[float, float]]


@dataclass(frozen=True)
class _Sign:
    thing: Thing
    shape: str
    strokes: int = 0


def settle_signs(things: Sequence[Thing]) -> None:
    """Make signs of the small drawings of a page that are some; to be called before anything is withheld."""
    letters = [thing.box for thing in things if thing.kind is Kind.LETTERS and thing.box.height > 0.5]
    drawn = [thing for thing in things if thing.kind in (Kind.MARK, Kind.DRAWING, Kind.RULE)]
    small = [thing for thing in drawn if thing.box.width < _MOST_RING[0] and thing.box.height < _MOST_RING[1]]
    signs = {id(thing): sign for thing in small if (sign := _sign(thing, letters)) is not None}
    rings = {key for key, sign in signs.items() if sign.shape == "ring"}
    others = [thing for thing in small if id(thing) not in rings]
    groups: list[list[_Sign]] = []
    loose: list[Box] = []
    for numbers in clusters([(at, thing.box) for at, thing in enumerate(others)], _NEAR):
        own = [signs.get(id(others[number])) for number in numbers]
        told = [sign for sign in own if sign is not None]
        if len(told) == len(own) and _is_one_sign(told):
            groups.append(told)
        else:
            loose += [others[number].box for number in numbers if max(others[number].box[2:]) > 0]
    loose = [box for box in loose if min(box.width, box.height) > _NEAR]
    boxes = [_around(group) for group in groups]
    kept = [group for group, box in zip(groups, boxes, strict=True) if not _is_crowded(box, boxes)]
    for sign in [*(signs[key] for key in rings), *(sign for group in kept for sign in group)]:
        if not (sign.strokes and _is_beside(sign.thing.box, loose)):
            sign.thing.kind = Kind.SIGN


def _around(signs: Sequence[_Sign]) -> Box:
    box = signs[0].thing.box
    for sign in signs:
        box = box.joined(sign.thing.box)
    return box


def _is_crowded(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether so many signs stand around one that they may be the dots of a drawn letter or code."""
    near = [one for one in boxes if abs(one.left - box.left) < _CROWD and abs(one.top - box.top) < _CROWD]
    level = [one for one in near if abs(one.top - box.top) < _LEVEL]
    return len(near) - 1 > _MOST_NEAR or len(level) - 1 > _MOST_LEVEL


def _is_one_sign(signs: Sequence[_Sign]) -> bool:
    box = _around(signs)
    shapes = {sign.shape for sign in signs}
    strokes = sum(sign.strokes for sign in signs)
    if max(box.width, box.height) > _MOST_TICK or strokes > _MOST_STROKES:
        return False
    return strokes != 1 or "box" in shapes


def _is_beside(box: Box, loose: Sequence[Box]) -> bool:
    """Whether other drawings stand in the same line close by: the sign may be a letter of a drawn word."""
    return any(
        other.top < box.bottom and box.top < other.bottom and other.left - _ALONE < box.right < other.right + 2 * _ALONE
        for other in loose
    )


def _sign(thing: Thing, letters: Sequence[Box]) -> _Sign | None:
    pieces = None if thing.shared or not is_plain(thing.handle) else _pieces(thing)
    if pieces is None:
        return None
    drawn, curved = pieces
    if len(drawn) == 1 and len(drawn[0]) > 3 and _is_round(drawn[0]):
        return _outline(thing, curved, letters)
    if curved or is_fill(thing) or max(thing.box.width, thing.box.height) > _MOST_TICK:
        return None
    strokes = sum(len(piece) - 1 for piece in drawn)
    slanted = all(_is_slanted(one, two) for piece in drawn for one, two in pairwise(piece))
    return _Sign(thing, "stroke", strokes) if slanted and 0 < strokes <= _MOST_STROKES else None


def _outline(thing: Thing, curved: bool, letters: Sequence[Box]) -> _Sign | None:
    """A box or an ellipse as the sign that its size makes it."""
    short, long = sorted((thing.box.width, thing.box.height))
    even = long < 1.4 * short
    if even and curved and is_fill(thing) and _LEAST_DISC <= long <= _MOST_DISC:
        return _Sign(thing, "disc")
    if even and short >= _LEAST_BOX and long <= _MOST_BOX:
        return _Sign(thing, "box")
    ringed = curved and not is_fill(thing) and any(_holds(thing.box, one) for one in letters)
    return _Sign(thing, "ring") if ringed else None


def _pieces(thing: Thing) -> tuple[list[_Points], bool] | None:
    """The points of each piece of a path, in device space, and whether any of it is curved. None for long paths."""
    if pdfium_c.FPDFPageObj_GetType(thing.handle) != pdfium_c.FPDF_PAGEOBJ_PATH:
        return None
    count = pdfium_c.FPDFPath_CountSegments(thing.handle)
    if not 0 < count <= _MOST_POINTS:
        return None
    space = thing.inside.after(matrix_of(thing.handle))
    pieces: list[_Points] = []
    curved = False
    for number in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(thing.handle, number)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not pieces:
            pieces.append([])
        curved = curved or kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        spot = space.box(x.value, y.value, x.value, y.value)
        pieces[-1].append((spot.left, spot.top))
    return pieces, curved


def _is_round(points: _Points) -> bool:
    """Whether points run once around a box or an ellipse, never through its inside."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = (max(xs) - min(xs)) / 2, (max(ys) - min(ys)) / 2
    if wide < 0.5 or high < 0.5:
        return False
    across, down = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    if any(((x - across) / wide) ** 2 + ((y - down) / high) ** 2 < 0.85 for x, y in points):
        return False
    following = [*points[1:], points[0]]
    area = abs(sum(x * b - a * y for (x, y), (a, b) in zip(points, following, strict=True))) / 2
    return 0.7 < area / (4 * wide * high) < 1.05


def _is_slanted(one: tuple[float, float], two: tuple[float, float]) -> bool:
    wide, high = abs(one[0] - two[0]), abs(one[1] - two[1])
    return wide > 0.2 * high and high > 0.2 * wide


def _holds(ring: Box, letters: Box) -> bool:
    """Whether a ring is drawn around letters of a stretch, which may be longer than the ring."""
    down = (letters.top + letters.bottom) / 2
    return ring.left < letters.right and letters.left < ring.right and ring.top < down < ring.bottom
