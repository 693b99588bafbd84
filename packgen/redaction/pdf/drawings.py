"""Which straight strokes and fills of a page are rules of tables and text, and which could be writing or a barcode.

What is kept is what a table or a heading is made of; everything else becomes a drawing, and drawings are withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from packgen.redaction.pdf.cells import cells_of
from packgen.redaction.pdf.model import Box
from packgen.redaction.pdf.signs import settle_signs
from packgen.redaction.pdf.things import Kind, Thing, clusters
from packgen.redaction.pdf.word_lines import lines_of_words

_LONG = 72.0  # shorter rules are kept only as parts of longer ones
_TALL = 200.0
_TOUCH = 3.0
_BAR_GAP = 4.5
_FEWEST_BARS = 6
_THIN = 6.5  # PDFium gives a stroke twice its width
_FEWEST_GROUPS = 3
_STROKE = 30.0
_MOST_PASSES = 4


def settle_drawings(things: Sequence[Thing]) -> None:
    """Turn rules and marks that could be letters, strokes of a pen or a barcode into drawings."""
    settle_signs(things)
    cells = cells_of(things)
    in_table = {id(cell) for cell in cells}
    rules = [thing for thing in things if thing.kind is Kind.RULE and id(thing) not in in_table]
    bars = _bars(rules, upright=True) + _bars(rules, upright=False)
    worded = lines_of_words(things, {id(bar) for bar in bars})
    _withhold(bars)
    straight = [
        thing for thing in things if thing.kind is Kind.RULE or (thing.kind is Kind.MARK and _is_thin(thing.box))
    ]
    kept = {id(rule) for rule in (*_ruling(straight), *worded, *cells)}
    others = [thing for thing in things if thing.kind in (Kind.RULE, Kind.MARK) and id(thing) not in kept]
    _withhold(one for one in others if one.kind is Kind.RULE or max(one.box.width, one.box.height) >= _STROKE)
    _withhold(_written([thing for thing in others if thing.kind is Kind.MARK]))
    for thing in (*worded, *cells):
        thing.kind = Kind.RULE


def _is_thin(box: Box) -> bool:
    return min(box.width, box.height) < _THIN


def _withhold(things: Iterable[Thing]) -> None:
    for thing in list(things):
        thing.kind = Kind.DRAWING


def _bars(rules: Sequence[Thing], *, upright: bool) -> list[Thing]:
    """Rules that stand as close to one another as the bars of a barcode do, six or more in a row."""
    turned = [(_seen(rule.box, upright), rule) for rule in rules]
    lying = sorted(((box, rule) for box, rule in turned if box.height > box.width), key=lambda pair: pair[0].left)
    found: list[Thing] = []
    row: list[tuple[Box, Thing]] = []
    for box, rule in lying:
        if row and not _is_next_bar(row[-1][0], box):
            found += [one for _, one in row] if len(row) >= _FEWEST_BARS else []
            row = []
        row.append((box, rule))
    return found + ([one for _, one in row] if len(row) >= _FEWEST_BARS else [])


def _seen(box: Box, upright: bool) -> Box:
    return box if upright else Box(box.top, box.left, box.bottom, box.right)


def _is_next_bar(last: Box, box: Box) -> bool:
    shared = min(last.bottom, box.bottom) - max(last.top, box.top)
    gap = box.left - last.right
    return gap < max(_BAR_GAP, 0.8 * min(last.width, box.width)) and shared > 0.6 * min(last.height, box.height)


def _ruling(rules: Sequence[Thing]) -> list[Thing]:
    """Rules that are long, make up a longer one, or stand between such rules: tables, headings, boxes."""
    flat = [rule for rule in rules if rule.box.height < _THIN]
    upright = [rule for rule in rules if rule.box.width < _THIN and rule.box.height >= _THIN]
    fills = [rule for rule in rules if rule.box.height >= _THIN and rule.box.width >= _THIN]
    kept = _joined(flat, lambda box: box) + _joined(fills, lambda box: box)
    kept += [rule for rule in fills if min(rule.box.width, rule.box.height) >= _LONG / 2]
    kept += [rule for rule in _joined(upright, lambda box: _seen(box, False)) if _reach([rule]) >= _TALL]
    for _ in range(_MOST_PASSES):
        known = {id(rule) for rule in kept}
        more = [rule for rule in upright if id(rule) not in known and _touches_any(rule.box, kept)]
        if not more:
            break
        kept += more
    return kept


def _joined(rules: Sequence[Thing], turn: Callable[[Box], Box]) -> list[Thing]:
    """Rules that by themselves or end to end with others at one height come to the length of a rule."""
    found: list[Thing] = []
    chain: list[Thing] = []
    right = 0.0
    for rule in sorted(rules, key=lambda one: (round(turn(one.box).top), turn(one.box).left)):
        box = turn(rule.box)
        level = chain and abs(turn(chain[-1].box).top - box.top) < 1.5
        if not level or box.left > right + _TOUCH:
            found += chain if chain and right - turn(chain[0].box).left >= _LONG else []
            chain, right = [], box.left
        chain.append(rule)
        right = max(right, box.right)
    return found + (chain if chain and right - turn(chain[0].box).left >= _LONG else [])


def _reach(rules: Sequence[Thing]) -> float:
    return max((rule.box.height for rule in rules), default=0.0)


def _touches_any(box: Box, kept: Sequence[Thing]) -> bool:
    """Whether an upright rule ends at, or crosses, rules above and below that are kept."""
    near = [
        other.box
        for other in kept
        if other.box.width >= _THIN
        and other.box.left - _TOUCH <= box.left <= other.box.right + _TOUCH
        and other.box.top - _TOUCH <= box.bottom
        and box.top <= other.box.bottom + _TOUCH
    ]
    above = any(abs(one.top - box.top) < _TOUCH or one.top < box.top for one in near)
    below = any(abs(one.bottom - box.bottom) < _TOUCH or one.bottom > box.bottom for one in near)
    return (above and below) or len(near) > 1


def _written(marks: Sequence[Thing]) -> list[Thing]:
    """Marks that stand in a row in groups of several, as letters of a few strokes do."""
    groups = list(clusters([(at, mark.box) for at, mark in enumerate(marks)]))
    boxes = [_around(marks, numbers) for numbers in groups]
    several = [box for numbers, box in zip(groups, boxes, strict=True) if len(numbers) > 1]
    found: list[Thing] = []
    for own, box in zip(groups, boxes, strict=True):
        if sum(_is_level(box, other) for other in several) >= _FEWEST_GROUPS:
            found += [marks[number] for number in own]
    return found


def _around(marks: Sequence[Thing], numbers: Sequence[int]) -> Box:
    box = marks[numbers[0]].box
    for number in numbers[1:]:
        box = box.joined(marks[number].box)
    return box


def _is_level(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    across = min(one.right, other.right) - max(one.left, other.left)
    least = max(min(one.height, other.height), 0.5), max(min(one.width, other.width), 0.5)
    return shared > 0.5 * least[0] or across > 0.5 * least[1]
