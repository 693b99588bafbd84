"""Which straight strokes run through or under words: a struck or underlined word means something else without them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from packgen.redaction.pdf.model import Box
from packgen.redaction.pdf.things import Kind, Thing

_THICKEST = 3.2  # PDFium gives a stroke twice its width
_SHORTEST = 2.0
_MOST_UNDER = 3.5
_COVERED = 0.6
_CLOSE = 5.0
_MOST_CLOSE = 1
_STROKE = 40.0


def lines_of_words(things: Sequence[Thing], bars: Collection[int]) -> list[Thing]:
    """Strokes that lie across letters, or close under them, over most of their length.

    Left out are `bars` (ids of things that may be a barcode), strokes that others touch as in a drawn letter, and
    those that lie three or more above one another.
    """
    letters = [thing.box for thing in things if thing.kind is Kind.LETTERS and _has_size(thing.box)]
    flat = [thing for thing in things if thing.kind in (Kind.RULE, Kind.MARK) and is_flat(thing.box)]
    own = [thing for thing in flat if id(thing) not in bars and _is_by_words(thing.box, letters)]
    strokes = [thing.box for thing in things if _is_stroke(thing)]
    return [one for one in own if not _is_touched(one.box, strokes) and _stands_alone(one, flat)]


def is_flat(box: Box) -> bool:
    """Whether a box is that of a line under or through words."""
    return box.height <= _THICKEST and box.width >= _SHORTEST and box.width > box.height


def _has_size(box: Box) -> bool:
    return box.width > 0.5 and box.height > 0.5


def _is_by_words(rule: Box, letters: Sequence[Box]) -> bool:
    middle = (rule.top + rule.bottom) / 2
    near = sorted(
        (max(one.left, rule.left), min(one.right, rule.right))
        for one in letters
        if one.left < rule.right
        and rule.left < one.right
        and one.top + 0.1 * one.height < middle < one.bottom + _MOST_UNDER
        and rule.height < max(0.3 * one.height, 1.5)
    )
    covered, right = 0.0, rule.left
    for left, end in near:
        covered += max(end - max(left, right), 0.0)
        right = max(right, end)
    return covered >= _COVERED * rule.width


def _is_stroke(thing: Thing) -> bool:
    """Whether a thing may be an upright or slanted stroke of a drawn letter."""
    box = thing.box
    if thing.kind not in (Kind.RULE, Kind.MARK, Kind.DRAWING) or is_flat(box):
        return False
    return box.height < _STROKE and box.width < _STROKE


def _is_touched(rule: Box, strokes: Sequence[Box]) -> bool:
    wide = Box(rule.left - 1, rule.top - 1, rule.right + 1, rule.bottom + 1)
    return any(wide.overlap(stroke) > 0 for stroke in strokes)


def _stands_alone(one: Thing, flat: Sequence[Thing]) -> bool:
    """Whether at most one other line lies close above or below: no letter, and no code, is made of two lines."""
    near = [
        other
        for other in flat
        if other is not one
        and abs(other.box.top - one.box.top) < _CLOSE
        and other.box.left < one.box.right
        and one.box.left < other.box.right
    ]
    return len(near) <= _MOST_CLOSE
