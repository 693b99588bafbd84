"""The rows of a page and what belongs together in them, told without the help of any place that a hidden word made.

A stretch is *anchored* when other text of the page begins at the same distance from the left (a margin, a column, a
tab stop), ends where it ends or has its middle. What is not anchored may stand where it stands only because of a hidden
word before or behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from packgen.redaction.pdf.anchors import Anchors
from packgen.redaction.pdf.gaps import widest_spaces
from packgen.redaction.pdf.model import Box, PageText, Segment
from packgen.redaction.pdf.openings import list_mark

EDGE = 4.0
_CELLS_APART = 1.5  # line heights
_FAR = 5.0
_FAR_RIGHT = 0.3  # of the page's width
SAME_MARGIN = 0.7
_OTHER_MARGIN = 56.0
_MOST_LEFT = 0.25  # of the page's width: what begins further in is a column
_MOST_MARGIN = 0.155  # of the page's width
_FEWEST = 3


@dataclass(frozen=True)
class Row:
    """Stretches of one line that are set together: their numbers among the page's segments, and their geometry.

    `base` is the line the letters stand on, `height` the room of a letter, both of letters that stay where there are
    any. `hurt` tells whether the row loses characters. `cells` are those of its segments that stand behind a wide gap;
    `side` is what the row is set from (`left`, `right`, `middle`, "" where nothing tells) and `place` where that is.
    `text_left` is where its words begin behind a bullet or number.
    """

    segments: tuple[int, ...]
    left: float
    right: float
    base: float
    height: float
    hurt: bool
    cells: frozenset[int]
    text: str
    first_word: float
    text_left: float
    side: str
    place: float

    @property
    def anchored(self) -> bool:
        """Whether the row begins where other text does."""
        return self.side == "left"


def is_lone_unknown(segment: Segment) -> bool:
    """Whether a segment is one glyph that nobody can read: it is left out without a box."""
    return segment.withheld and len(segment.characters) == 1


class Rows:
    """The rows of one page from top to bottom."""

    def __init__(
        self, text: PageText, reasons: Mapping[int, str], rules: Mapping[int, Box], size: tuple[float, float]
    ) -> None:
        self._text = text
        self._reasons = reasons
        self.rules = rules
        self.size = size
        self.upright = [box for box in rules.values() if box.width < 3 and box.height > 8]
        self.flat = [box for box in rules.values() if box.height < 3 and box.width > 8]
        self._lines = {
            at: segment
            for at, segment in enumerate(text.segments)
            if segment.kind == "line" and not is_lone_unknown(segment)
        }
        self._anchors = Anchors(text, self._lines, reasons)
        self._starts = self._anchors.lefts
        self._spaces = widest_spaces(text, self._lines)
        calm = ((left, at) for left, at in self._starts if not self._anchors.is_hurt(self._lines[at]))
        margin = next((left for left, at in calm if self._anchors.left(at) is not None), _OTHER_MARGIN)
        self._margin = margin if margin < _MOST_LEFT * size[0] else _OTHER_MARGIN
        self.right_margin = size[0] - min(self._margin, _MOST_MARGIN * size[0])
        self.rows = sorted(self._grouped(), key=lambda row: (row.base, row.left))

    def _grouped(self) -> list[Row]:
        by_line: dict[int, list[int]] = {}
        for at, segment in self._lines.items():
            by_line.setdefault(segment.line, []).append(at)
        rows: list[Row] = []
        for numbers in by_line.values():
            group: list[int] = []
            for at in sorted(numbers, key=lambda one: self._lines[one].box.left):
                if group and self._is_apart(group, at):
                    rows.append(self._row(group))
                    group = []
                group.append(at)
            rows.append(self._row(group))
        return rows

    def _is_apart(self, group: Sequence[int], at: int) -> bool:
        """Whether a segment is a cell of its own: told by other lines, or by what stands before it in its line."""
        if self._anchors.left(at) is not None or self._is_parted(group[-1], at):
            return True
        if not self._is_cell(group[-1], at):
            return False
        if self._lines[at].box.left - self._lines[group[-1]].box.right > _FAR * self._lines[at].box.height:
            return True  # no name pushed it that far
        told = self._anchors.right(at) is not None or self._anchors.middle(at) is not None
        return told or not any(self._anchors.is_hurt(self._lines[one]) for one in group)

    def _is_cell(self, before: int, at: int) -> bool:
        own = self._lines[at]
        return own.box.left - self._lines[before].box.right > self._spaces[own.line]

    def _is_parted(self, one: int, other: int) -> bool:
        left, right = self._lines[one].box, self._lines[other].box
        if left.overlap(right) > 0:
            return True  # two texts in one place
        return any(
            left.right - 1 <= rule.left <= right.left + 1 and rule.top < left.bottom and rule.bottom > left.top
            for rule in self.upright
        )

    def _side(self, group: Sequence[int]) -> tuple[str, float]:
        """What a row is set from, and where."""
        left = self._anchors.left(group[0])
        if left is not None:
            return "left", left
        right = self._anchors.right(group[-1])
        if right is not None:
            return "right", right
        first, last = self._lines[group[0]].box, self._lines[group[-1]].box
        if first.left > _FAR_RIGHT * self.size[0] and abs(last.right - self.right_margin) < SAME_MARGIN:
            return "right", round(self.right_margin, 2)
        middle = self._anchors.middle(group[0]) if len(group) == 1 else None
        return ("", 0.0) if middle is None else ("middle", middle)

    def _row(self, group: list[int]) -> Row:
        segments = [self._lines[at] for at in group]
        numbers = [number for segment in segments for number in segment.characters]
        drawn = [n for n in numbers if not self._text.characters[n].text.isspace()] or numbers
        letters = [self._text.characters[n] for n in drawn if n not in self._reasons]
        letters = letters or [self._text.characters[n] for n in drawn]
        height = median(one.room.height for one in letters)
        side, place = self._side(group)
        return Row(
            tuple(group),
            place if side == "left" else round(segments[0].box.left, 2),
            segments[-1].box.right,
            round(median(one.base for one in letters), 2),
            round(height, 2),
            any(self._anchors.is_hurt(segment) for segment in segments),
            frozenset(at for before, at in pairwise(group) if self._is_cell(before, at)),
            " ".join(self._words(segment) for segment in segments),
            self._first_word(segments[0]),
            self._text_left(segments[0]),
            side,
            place,
        )

    def _words(self, segment: Segment) -> str:
        if not segment.starts:
            return self._anchors.letters(segment)
        end = segment.starts[-1] + len(self._text.characters[segment.characters[-1]].text)
        return self._text.text[segment.starts[0] : end]

    def _text_left(self, segment: Segment) -> float:
        """Where the words of a segment begin behind its bullet or number."""
        mark = len(list_mark(self._words(segment)))
        places = zip(segment.characters, segment.starts, strict=False)
        behind = [number for number, start in places if start >= segment.starts[0] + mark]
        return self._text.characters[(behind or segment.characters)[0]].room.left

    def _first_word(self, segment: Segment) -> float:
        """How wide the first word of a segment is."""
        right = segment.box.left
        for number in segment.characters:
            one = self._text.characters[number]
            if one.text.isspace() or one.room.left - right > 0.17 * one.room.height:
                break
            right = max(right, one.room.right)
        return right - segment.box.left

    def is_in_columns(self, row: Row) -> bool:
        """Whether something of another column or cell stands beside a row."""
        return any(one is not row and stands_beside(one, row) for one in self.rows)

    def room_of(
        self, row: Row, lines: Sequence[Row], anew: Mapping[int, float], needs: Callable[[Row], float]
    ) -> tuple[float, float]:
        """From where to where a line set anew may reach: `lines` are its paragraph.

        `anew` says of the segments that are set anew where their words end (0 where they are not set yet), `needs` how
        much room the words of a row take.
        """
        among = {at for line in lines for at in line.segments}
        beside = [one for one in self.rows if not among & set(one.segments) and stands_beside(one, row)]
        calm = [one for one in self.rows if not anew.keys() & set(one.segments)]
        band = [rule for rule in self.upright if rule.top < row.base and rule.bottom > row.base - 0.8 * row.height]
        start = row.left if row.anchored else self._start(row, beside, band, anew)
        level = [one.right for one in calm if abs(one.left - row.left) < SAME_MARGIN]
        after = [max([self.right_margin, *level])]
        for one in beside:
            moves = one.hurt and one.side in ("right", "middle")
            part = needs(one) / (2 if one.side == "middle" else 1)
            left = one.place - part if moves else one.left
            if one.left > row.left and (one.side or not one.hurt) and left > start + 1:
                after.append(left - EDGE)
        after += [rule.left - EDGE for rule in band if rule.left > start + 1 and rule.left > row.left]
        widest = max(line.right for line in lines)
        after += [left - EDGE for left in self._columns_near(row) if left > widest]
        return round(start, 2), round(min(after), 2)

    def _columns_near(self, row: Row) -> list[float]:
        """Where columns begin beside lines close by that begin where a row does."""
        near = [one for one in self.rows if one.anchored and abs(one.base - row.base) < _FEWEST * row.height]
        own = [one for one in near if abs(one.left - row.left) < SAME_MARGIN]
        return [
            other.left
            for other in near
            if other.left > row.left + 1
            and any(one is not row and other.left > one.right and stands_beside(one, other) for one in own)
        ]

    def _start(self, row: Row, beside: Sequence[Row], band: Sequence[Box], anew: Mapping[int, float]) -> float:
        """Where a row may begin that is not set from the left."""
        rules = [rule.right for rule in band if rule.left <= row.left + 1]
        wall = max(rules, default=0.0)
        margin = min(self._margin, _OTHER_MARGIN) if row.side else self._margin
        before = [margin, *(right + EDGE for right in rules)]
        for one in beside:
            if one.left < row.left:
                right = max(anew.get(at, 0.0) for at in one.segments) if one.hurt else one.right
                close = right <= wall or row.side == "right"
                before.append(right + (EDGE if close else _CELLS_APART * row.height))
        return max(before)

    def decorations_of(self, row: Row) -> set[int]:
        """Rules and fills that belong to the words of a line (underline, highlight, tick box): they would tell."""
        return {number for number, box in self.rules.items() if self._decorates(number, box, row)}

    def _decorates(self, number: int, box: Box, row: Row) -> bool:
        if box.top > row.base + 0.25 * row.height + 3 or box.bottom < row.base - row.height:
            return False
        if box.width < 3 and box.height > 1.2 * row.height:
            return False  # the side of a cell
        aside = 24 if box.height > row.height and box.height < 3 * row.height and box.width > 8 else 3
        if box.left >= row.left - aside and box.right <= row.right + aside:
            return True
        return box.height <= 1.5 * row.height and not self._is_margin(number, box.left)

    def _is_margin(self, number: int, left: float) -> bool:
        """Whether other rules or other text of the page begin where a rule begins."""
        if any(other != number and abs(box.left - left) < 1 for other, box in self.rules.items()):
            return True
        at = bisect_left(self._starts, (left - 1, -1))
        return at < len(self._starts) and self._starts[at][0] < left + 8


def stands_beside(one: Row, other: Row) -> bool:
    shared = min(one.base, other.base) - max(one.base - one.height, other.base - other.height)
    return shared > 0.3 * min(one.height, other.height)
