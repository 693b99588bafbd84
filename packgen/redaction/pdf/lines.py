"""Characters of a page put into lines as the eye sees them, whatever order they were drawn in. Pure."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from packgen.redaction.pdf.cell_order import by_cells, by_hyphens
from packgen.redaction.pdf.model import Box, Character, PageText, Segment
from packgen.redaction.pdf.repeats import is_same_glyph, without_repeats
from packgen.redaction.pdf.zigzag import without_zigzag

_NEW_SEGMENT = 1.25  # a gap of so many line heights parts columns and cells
_JUMP = 0.45  # a gap of so many line heights parts what was not drawn one after the other
_SPACE = 0.17  # a gap of so many line heights is a space
_SAME_LINE = 0.4
_WIDER = 1.35  # of the usual distance of letters set apart: less is no space
_KERNED, _RUNS_INTO = 0.6, 0.25
_OTHER_TURN = 4
_FEWEST_STACKED = 3


@dataclass
class _Run:
    """Characters drawn one after the other along a line, with their boxes as if the text were upright."""

    numbers: list[int]
    boxes: list[Box]
    box: Box = field(default=Box(0, 0, 0, 0))

    def add(self, number: int, box: Box) -> None:
        self.box = self.box.joined(box) if self.numbers else box
        self.numbers.append(number)
        self.boxes.append(box)


@dataclass
class _Line:
    runs: list[_Run]
    middle: float
    height: float


def page_text(characters: Sequence[Character], rules: Collection[Box] = ()) -> PageText:
    """The text of a page: segments in the order in which their first characters were drawn, cell by cell.

    `rules` are the boxes of the page's plain rules and fills.
    """
    kept = without_repeats(characters)
    segments: list[Segment] = []
    for turn in range(_OTHER_TURN):
        own = [number for number in kept if characters[number].turn == turn]
        kind = "turned" if turn else "line"
        segments += _segments(characters, own, turn, kind, 10_000 * turn)
    segments += _slanted(characters, [n for n in kept if characters[n].turn == _OTHER_TURN])
    segments.sort(key=lambda segment: min((characters[n].thing, n) for n in segment.characters))
    segments = without_zigzag(characters, _stacked(characters, _left_to_right(segments)))
    return _joined(tuple(characters), by_hyphens(characters, by_cells(characters, segments, rules)))


def upright(box: Box, turn: int) -> Box:
    """A box as it stands once text turned by so many quarter turns is read upright."""
    if turn == 1:
        return Box(box.top, -box.right, box.bottom, -box.left)
    if turn == 2:
        return Box(-box.right, -box.bottom, -box.left, -box.top)
    if turn == 3:
        return Box(-box.bottom, box.left, -box.top, box.right)
    return box


def _segments(
    characters: Sequence[Character], numbers: Sequence[int], turn: int, kind: str, first: int
) -> Iterator[Segment]:
    runs = list(_runs(characters, numbers, turn))
    for count, line in enumerate(_lines(runs), first):
        for layer in _layers(line.runs):
            yield from _cut(characters, layer, kind, count)


def _runs(characters: Sequence[Character], numbers: Iterable[int], turn: int) -> Iterator[_Run]:
    run = _Run([], [])
    for number in numbers:
        box = upright(characters[number].room, turn)
        joined = run.numbers and is_same_glyph(characters, run.numbers[-1], number)
        if run.numbers and not joined and not _goes_on(run.boxes[-1], box, _closest(characters, run, number)):
            yield run
            run = _Run([], [])
        run.add(number, box)
    if run.numbers:
        yield run


def _closest(characters: Sequence[Character], run: _Run, number: int) -> float:
    """How far a letter may reach into the one before, in line heights: less where something else begins with it."""
    begins = characters[number].thing != characters[run.numbers[-1]].thing and characters[number].text.isalnum()
    return _RUNS_INTO if begins else _KERNED


def _goes_on(last: Box, box: Box, closest: float) -> bool:
    height = max(min(last.height, box.height), 0.5)
    level = min(last.bottom, box.bottom) - max(last.top, box.top) > 0.5 * height
    return level and last.left - 0.05 * height <= box.left and -closest * height < box.left - last.right < height


def _lines(runs: Sequence[_Run]) -> list[_Line]:
    lines: list[_Line] = []
    for run in sorted(runs, key=lambda one: (one.box.top + one.box.bottom, one.box.left)):
        middle = (run.box.top + run.box.bottom) / 2
        height = max(run.box.height, 0.5)
        line = next((one for one in reversed(lines[-6:]) if _level(one, middle, height)), None)
        if line:
            line.runs.append(run)
        else:
            lines.append(_Line([run], middle, height))
    return lines


def _level(line: _Line, middle: float, height: float) -> bool:
    return abs(line.middle - middle) < _SAME_LINE * min(line.height, height) + 0.2 * abs(line.height - height)


def _layers(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Runs of one line, those that lie over others apart: letters of two texts in one place are never mixed."""
    layers: list[list[_Run]] = []
    for run in sorted(runs, key=lambda one: one.numbers[0]):
        home = next((layer for layer in layers if not _covers(layer, run)), None)
        if home is None:
            layers.append([run])
        else:
            home.append(run)
    return layers


def _covers(layer: Sequence[_Run], run: _Run) -> bool:
    """Whether characters of a run lie over characters of a layer, or words of both run into one another."""
    return any(_lies_over(one, run) for one in layer if one.box.overlap(run.box) > 0)


def _lies_over(one: _Run, run: _Run) -> bool:
    others = [box for box in one.boxes if box.width > 0]
    shared = (max((_wide(box, other) for other in others), default=0.0) for box in run.boxes)
    covered = sum(max(wide, 0.0) for wide in shared)
    widths = (sum(box.width for box in own.boxes) for own in (one, run))
    words = min(len(one.boxes), len(run.boxes)) >= _FEWEST_STACKED
    return covered > 0.3 * max(min(widths), 0.01) or (words and covered > 0.3 * min(one.box.height, run.box.height))


def _wide(one: Box, other: Box) -> float:
    return min(one.right, other.right) - max(one.left, other.left)


def _cut(characters: Sequence[Character], runs: Sequence[_Run], kind: str, line: int) -> Iterator[Segment]:
    """The characters of a line from left to right, cut where a wide gap parts columns."""
    placed = sorted(
        ((box, number) for run in runs for box, number in zip(run.boxes, run.numbers, strict=True)),
        key=lambda pair: (pair[0].left, pair[1]),
    )
    own: list[int] = []
    right = 0.0
    for box, number in placed:
        blank = characters[number].text.isspace()
        if blank and box.left - right > box.height:
            continue
        gap = (box.left - right) / max(box.height, 1.0)
        if own and not blank and (gap > _NEW_SEGMENT or (gap > _JUMP and not 0 < number - own[-1] <= 3)):
            yield from _segment(characters, own, kind, line)
            own = []
        own.append(number)
        right = box.right if blank and not own[:-1] else max(right, box.right) if not blank else right
    yield from _segment(characters, own, kind, line)


def _segment(characters: Sequence[Character], numbers: list[int], kind: str, line: int) -> Iterator[Segment]:
    while numbers and characters[numbers[-1]].text.isspace():
        numbers = numbers[:-1]
    while numbers and characters[numbers[0]].text.isspace():
        numbers = numbers[1:]
    if numbers:
        read = _as_read(characters, numbers)
        kind = kind if read == numbers else "turned"  # set from right to left: covered where it stands
        numbers = read
        box = characters[numbers[0]].room
        for number in numbers[1:]:
            box = box.joined(characters[number].room)
        unknown = [at for at, number in enumerate(numbers) if not characters[number].known]
        withheld = bool(unknown) and (unknown != [0] or len(numbers) == 1)
        yield Segment(tuple(numbers), box, kind, line, withheld=withheld)


def _as_read(characters: Sequence[Character], numbers: list[int]) -> list[int]:
    """Numbers from left to right with stretches of letters that are read from right to left turned round."""
    order: list[int] = []
    stretch: list[int] = []
    for number in numbers:
        if unicodedata.bidirectional(characters[number].text[0]) in ("R", "AL", "NSM", "WS") and (
            stretch or not characters[number].text.isspace()
        ):
            stretch.append(number)
        else:
            order += [*stretch[::-1], number]
            stretch = []
    return order + stretch[::-1]


def _slanted(characters: Sequence[Character], numbers: Sequence[int]) -> Iterator[Segment]:
    """Text at an angle: a segment for each object, those of few letters that stand close together joined and sorted."""
    own: list[int] = []
    for number in numbers:
        if own and not _is_same_slant(characters, own, number):
            yield from _slant(characters, own)
            own = []
        own.append(number)
    yield from _slant(characters, own)


def _is_same_slant(characters: Sequence[Character], own: Sequence[int], number: int) -> bool:
    one, last = characters[number], characters[own[-1]]
    if one.thing == last.thing:
        return True
    few = sum(characters[at].thing == last.thing for at in own) <= _FEWEST_STACKED
    return few and any(_is_close(one, characters[at]) for at in own[-_FEWEST_STACKED:])


def _is_close(one: Character, other: Character) -> bool:
    reach = 1.6 * max(one.room.height, one.room.width, other.room.height, other.room.width)
    return abs(one.room.left - other.room.left) < reach and abs(one.room.top - other.room.top) < reach


def _slant(characters: Sequence[Character], own: list[int]) -> Iterator[Segment]:
    if len({characters[number].thing for number in own}) > 1:
        lefts, tops = ([characters[number].room[side] for number in own] for side in (0, 1))
        side = 0 if max(lefts) - min(lefts) >= max(tops) - min(tops) else 1
        own = sorted(own, key=lambda number: characters[number].room[side])
    yield from _segment(characters, own, "turned", 50_000 + (own[0] if own else 0))


def _left_to_right(segments: Sequence[Segment]) -> list[Segment]:
    """Letters of one line that stand far apart are read from the left, even if they were drawn from the right."""
    found: list[Segment] = []
    stretch: list[Segment] = []
    for segment in segments:
        few = segment.kind == "line" and len(segment.characters) <= _FEWEST_STACKED
        if stretch and not (few and segment.line == stretch[-1].line):
            found += sorted(stretch, key=lambda one: one.box.left)
            stretch = []
        if few:
            stretch.append(segment)
        else:
            found.append(segment)
    return found + sorted(stretch, key=lambda one: one.box.left)


def _stacked(characters: Sequence[Character], segments: Sequence[Segment]) -> list[Segment]:
    """Letters that stand one under the other made one word."""
    found: list[Segment] = []
    pile: list[Segment] = []
    for segment in segments:
        if pile and not _stands_under(pile[-1], segment):
            found += _piled(characters, pile)
            pile = []
        pile.append(segment)
    return found + _piled(characters, pile)


def _stands_under(above: Segment, below: Segment) -> bool:
    if len(above.characters) > 1 or len(below.characters) > 1:
        return False
    height = max(above.box.height, below.box.height)
    aside = abs((above.box.left + above.box.right) - (below.box.left + below.box.right)) / 2
    return aside < 0.6 * height and 0.2 * height < below.box.top - above.box.top < 2.5 * height


def _piled(characters: Sequence[Character], pile: list[Segment]) -> list[Segment]:
    if len(pile) < _FEWEST_STACKED:
        return pile
    box = pile[0].box
    for segment in pile[1:]:
        box = box.joined(segment.box)
    numbers = tuple(number for segment in pile for number in segment.characters)
    withheld = any(not characters[number].known for number in numbers)
    return [Segment(numbers, box, "stacked", pile[0].line, withheld=withheld)]


def _joined(characters: tuple[Character, ...], segments: Sequence[Segment]) -> PageText:
    pieces: list[str] = []
    placed: list[Segment] = []
    at = 0
    last: Segment | None = None
    for segment in _with_bullets(segments):
        if segment.withheld:
            placed.append(segment)
            continue
        parting = "" if last is None else "\t" if last.line == segment.line and _follows(last, segment) else "\n"
        text, starts = _spelt(characters, segment)
        at += len(parting)
        placed.append(replace(segment, starts=tuple(at + start for start in starts)))
        pieces += [parting, text]
        at += len(text)
        last = segment
    return PageText("".join(pieces), characters, tuple(placed))


def _with_bullets(segments: Sequence[Segment]) -> Iterator[Segment]:
    """A lone glyph that cannot be read may stand before a readable line as its bullet, nowhere else."""
    unknown = Counter(segment.line for segment in segments if segment.withheld)
    readable = {segment.line for segment in segments if not segment.withheld and len(segment.characters) > 1}
    for segment in segments:
        lone = len(segment.characters) == 1 and unknown[segment.line] == 1 and segment.kind == "line"
        yield replace(segment, withheld=False) if segment.withheld and lone and segment.line in readable else segment


def _follows(last: Segment, segment: Segment) -> bool:
    return segment.kind != "line" or segment.box.left >= last.box.right


def _spelt(characters: Sequence[Character], segment: Segment) -> tuple[str, list[int]]:
    """The text of a segment with the spaces that its gaps stand for, and the offset of each character."""
    pieces: list[str] = []
    starts: list[int] = []
    at = 0
    boxes = [upright(characters[n].room, characters[n].turn % _OTHER_TURN) for n in segment.characters]
    usual = median(two.left - one.right for one, two in pairwise(boxes)) if len(boxes) > 3 else 0.0
    pitch = median(two.left - one.left for one, two in pairwise(boxes)) if len(boxes) > 3 else 0.0
    for index, number in enumerate(segment.characters):
        one = characters[number].text
        if index and segment.kind != "stacked" and characters[number].turn != _OTHER_TURN:
            gap = boxes[index].left - boxes[index - 1].right
            blank = one.isspace() or characters[segment.characters[index - 1]].text.isspace()
            space = _SPACE * max(boxes[index].height, 1.0)
            spread = usual > space and boxes[index].left - boxes[index - 1].left < _WIDER * pitch
            if not blank and not spread and gap > space + max(usual, 0.0):
                pieces.append(" ")
                at += 1
        starts.append(at)
        pieces.append(one)
        at += len(one)
    return "".join(pieces), starts
