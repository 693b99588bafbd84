"""Which fills of a page are cells of a table: shaded or coloured ground under words, and blank cells in line with it.

The colour of a cell is what many tables say (red, amber, green), so that it stays; what is no cell may be part of a
block letter or a bar of a barcode.
"""

from __future__ import annotations

from collections.abc import Sequence

from packgen.redaction.pdf.model import Box
from packgen.redaction.pdf.things import Kind, Thing

_LEAST = 9.0
_SAME = 1.5
_APART = 3.0
_LONG = 60.0
_MOST_BLANK = 12  # for each cell with words: a code drawn of squares has none
_MOST_PASSES = 40


def cells_of(things: Sequence[Thing]) -> list[Thing]:
    """Fills that hold words, fills that adjoin those and share their edges, and fills between two rules of a table."""
    letters = [thing.box for thing in things if thing.kind is Kind.LETTERS and thing.box.height > 0.5]
    drawn = [thing for thing in things if thing.kind in (Kind.RULE, Kind.MARK)]
    fills = [one for one in drawn if min(one.box.width, one.box.height) >= _LEAST]
    flat = [one.box for one in drawn if one.box.height < _APART and one.box.width >= _LONG]
    worded = [one for one in fills if any(_holds(one.box, box) for box in letters)]
    known = {id(one) for one in worded}
    blank = [one for one in fills if id(one) not in known and _is_between(one.box, flat)]
    known |= {id(one) for one in blank}
    edge = [*worded, *blank]
    for _ in range(_MOST_PASSES):
        edge = [one for one in fills if id(one) not in known and any(_adjoins(one.box, cell.box) for cell in edge)]
        if not edge:
            break
        blank += edge
        known |= {id(one) for one in edge}
    return [*worded, *blank] if len(blank) <= _MOST_BLANK * max(len(worded), 1) else worded


def _holds(fill: Box, letters: Box) -> bool:
    across, down = (letters.left + letters.right) / 2, (letters.top + letters.bottom) / 2
    inside = fill.left < across < fill.right and fill.top < down < fill.bottom
    return inside and letters.height < fill.height + 2 and letters.width < fill.width + 2


def _is_between(fill: Box, flat: Sequence[Box]) -> bool:
    """Whether rules of a table run along the upper and the lower edge of a fill."""
    over = [rule for rule in flat if rule.left < fill.left + _SAME and rule.right > fill.right - _SAME]
    middles = [(rule.top + rule.bottom) / 2 for rule in over]
    return all(any(abs(one - edge) < _SAME for one in middles) for edge in (fill.top, fill.bottom))


def _adjoins(one: Box, cell: Box) -> bool:
    below = abs(one.left - cell.left) < _SAME and abs(one.right - cell.right) < _SAME
    beside = abs(one.top - cell.top) < _SAME and abs(one.bottom - cell.bottom) < _SAME
    if below and beside:
        return True
    if below:
        return min(abs(one.top - cell.bottom), abs(cell.top - one.bottom)) < _APART
    return beside and min(abs(one.left - cell.right), abs(cell.left - one.right)) < _APART
