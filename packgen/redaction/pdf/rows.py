"""The rows of a page and what belongs together in them, told without the help of any place that a hidden word made.

A stretch is *anchored* when other text of the page begins at the same distance from the left: a margin, a column, a
tab stop. What is not anchored may stand where it stands only because of a hidden word before or behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from packgen.redaction.pdf.model import Box, PageText, Segment

EDGE = 4.0
_SAME_PLACE = 0.3
_SAME_MARGIN = 0.7
_MOST_INDENT = 60.0
_LIST_MARK = re.compile(r"(?:[•‣▪·◦\-–—*]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\(\w{1,3}\))(?:\s|$)", re.IGNORECASE)
_OTHER_MARGIN = 56.0
_FULL_LINE = 0.7


@dataclass(frozen=True)
class Row:
    """Stretches of one line that are set together: their numbers among the page's segments, and their geometry.

    `base` is the line the letters stand on, `height` the room of a letter, both of letters that stay where there are
    any. `hurt` tells whether the row loses characters, `tabbed` whether a wide gap lies in it.
    """

    segments: tuple[int, ...]
    left: float
    right: float
    base: float
    height: float
    hurt: bool
    tabbed: bool
    text: str
    first_word: float
    anchored: bool


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
        self._upright = [box for box in rules.values() if box.width < 3 and box.height > 8]
        self._flat = [box for box in rules.values() if box.height < 3 and box.width > 8]
        self._lines = {
            at: segment
            for at, segment in enumerate(text.segments)
            if segment.kind == "line" and not is_lone_unknown(segment)
        }
        self._starts = sorted((one.box.left, at) for at, one in self._lines.items() if self._may_anchor(one))
        self.rows = sorted(self._grouped(), key=lambda row: (row.base, row.left))
        self._at = {row.segments: at for at, row in enumerate(self.rows)}
        self._rights = sorted((row.left, row.right) for row in self.rows if not row.hurt)

    def _may_anchor(self, segment: Segment) -> bool:
        return segment.characters[0] not in self._reasons and not segment.withheld

    def _is_hurt(self, segment: Segment) -> bool:
        return any(number in self._reasons for number in segment.characters)

    def _is_anchored(self, at: int) -> bool:
        """Whether text in another line begins at the same place. Lines that lose words only count if they differ."""
        own = self._lines[at]
        first = bisect_left(self._starts, (own.box.left - _SAME_PLACE, -1))
        last = bisect_right(self._starts, (own.box.left + _SAME_PLACE, len(self._text.segments)))
        for _, number in self._starts[first:last]:
            other = self._lines[number]
            if other.line != own.line and (not self._is_hurt(other) or self._letters(other) != self._letters(own)):
                return True
        return False

    def _letters(self, segment: Segment) -> str:
        return "".join(self._text.characters[number].text for number in segment.characters)

    def _grouped(self) -> list[Row]:
        by_line: dict[int, list[int]] = {}
        for at, segment in self._lines.items():
            by_line.setdefault(segment.line, []).append(at)
        rows: list[Row] = []
        for numbers in by_line.values():
            group: list[int] = []
            anchored = False
            for at in sorted(numbers, key=lambda one: self._lines[one].box.left):
                holds = self._is_anchored(at)
                if group and (holds or self._is_parted(group[-1], at)):
                    rows.append(self._row(group, anchored))
                    group = []
                anchored = holds if not group else anchored
                group.append(at)
            rows.append(self._row(group, anchored))
        return rows

    def _is_parted(self, one: int, other: int) -> bool:
        left, right = self._lines[one].box, self._lines[other].box
        if left.overlap(right) > 0:
            return True  # two texts in one place
        return any(
            left.right - 1 <= rule.left <= right.left + 1 and rule.top < left.bottom and rule.bottom > left.top
            for rule in self._upright
        )

    def _row(self, group: list[int], anchored: bool) -> Row:
        segments = [self._lines[at] for at in group]
        numbers = [number for segment in segments for number in segment.characters]
        drawn = [n for n in numbers if not self._text.characters[n].text.isspace()] or numbers
        letters = [self._text.characters[n] for n in drawn if n not in self._reasons]
        letters = letters or [self._text.characters[n] for n in drawn]
        height = median(one.room.height for one in letters)
        gaps = [after.box.left - before.box.right for before, after in pairwise(segments)]
        return Row(
            tuple(group),
            round(segments[0].box.left, 2),
            segments[-1].box.right,
            round(median(one.base for one in letters), 2),
            round(height, 2),
            any(self._is_hurt(segment) for segment in segments),
            any(gap > 3 * height for gap in gaps),
            " ".join(self._letters(segment) for segment in segments),
            self._first_word(segments[0]),
            anchored,
        )

    def _first_word(self, segment: Segment) -> float:
        """How wide the first word of a segment is."""
        right = segment.box.left
        for number in segment.characters:
            one = self._text.characters[number]
            if one.text.isspace() or one.room.left - right > 0.17 * one.room.height:
                break
            right = max(right, one.room.right)
        return right - segment.box.left

    def paragraph_of(self, row: Row) -> list[Row]:
        """The lines of the paragraph that a line stands in, from top to bottom, told by where lines were broken."""
        lines = [row]
        above, below = self._neighbour(row, -1), self._neighbour(row, 1)
        pitches = [abs(one.base - row.base) for one in (above, below) if one is not None]
        pitch = min(pitches, default=0.0)
        while (upper := self._neighbour(lines[0], -1)) is not None and self._goes_on(upper, lines[0], pitch):
            lines.insert(0, upper)
        while (lower := self._neighbour(lines[-1], 1)) is not None and self._goes_on(lines[-1], lower, pitch):
            lines.append(lower)
        return lines

    def _neighbour(self, row: Row, step: int) -> Row | None:
        """The next line above or below in the same column."""
        at = self._at[row.segments] + step
        while 0 <= at < len(self.rows) and abs(self.rows[at].base - row.base) < 3 * row.height:
            other = self.rows[at]
            apart = abs(other.base - row.base) > 0.5 * row.height
            if apart and other.left < max(row.right, row.left + 40) and row.left < max(other.right, other.left + 40):
                return other
            at += step
        return None

    def _goes_on(self, upper: Row, lower: Row, pitch: float) -> bool:
        """Whether one line goes on in the next: its first word had no room left in the one above."""
        if upper.tabbed or lower.tabbed or abs(lower.base - upper.base - pitch) > 0.6:
            return False
        if not upper.anchored or not lower.anchored:
            return False  # set from the right or the middle, or the only line of its kind
        if abs(upper.height - lower.height) > 0.2 * upper.height or abs(upper.left - lower.left) > _MOST_INDENT:
            return False
        if _LIST_MARK.match(lower.text) or self._is_ruled_between(upper, lower) or self._may_be_rows(upper, lower):
            return False
        column = self._column_right(lower.left)
        could = self._margin_right(lower)
        if column - lower.left < _FULL_LINE * (could - lower.left):
            column = could  # none of these lines is full
        return upper.right + 0.2 * upper.height + lower.first_word > column - 0.3 * upper.height

    def _may_be_rows(self, upper: Row, lower: Row) -> bool:
        """Whether two lines may be rows of a table: something stands beside one of them, and no box holds both."""
        if not any(other not in (upper, lower) and self._is_beside(other, upper, lower) for other in self.rows):
            return False
        middle = (upper.base + lower.base) / 2
        sides = [rule for rule in self._upright if rule.top < middle < rule.bottom]
        ends = [rule for rule in self._flat if rule.left < lower.left + 8 and rule.right > lower.left]
        left = any(rule.right <= lower.left + 1 for rule in sides)
        boxed = left and any(rule.left >= upper.right - 1 for rule in sides)
        return not (boxed and any(r.top < upper.base for r in ends) and any(r.top > lower.base - 1 for r in ends))

    @staticmethod
    def _is_beside(other: Row, upper: Row, lower: Row) -> bool:
        return _stands_beside(other, upper) or _stands_beside(other, lower)

    def _column_right(self, left: float) -> float:
        first = bisect_left(self._rights, (left - _SAME_MARGIN, 0.0))
        last = bisect_right(self._rights, (left + _SAME_MARGIN, float("inf")))
        return max((right for _, right in self._rights[first:last]), default=0.0)

    def _is_ruled_between(self, upper: Row, lower: Row) -> bool:
        top, bottom = upper.base + 0.25 * upper.height, lower.base - 0.75 * lower.height
        return any(
            top < (rule.top + rule.bottom) / 2 < bottom and rule.left < lower.right and rule.right > lower.left
            for rule in self._flat
        )

    def room_of(self, row: Row, lines: Sequence[Row], anew: set[int]) -> tuple[float, float]:
        """From where to where a line set anew may reach: `lines` are its paragraph, `anew` all that is set anew."""
        among = {at for line in lines for at in line.segments}
        beside = [one for one in self.rows if not among & set(one.segments) and _stands_beside(one, row)]
        calm = [one for one in self.rows if not anew & set(one.segments)]
        band = [rule for rule in self._upright if rule.top < row.base and rule.bottom > row.base - 0.8 * row.height]
        margin = self._margin()
        start = row.left
        if not row.anchored:
            before = [margin, *(one.right + EDGE for one in beside if one.left < row.left and not one.hurt)]
            start = max([*before, *(rule.right + EDGE for rule in band if rule.left <= row.left + 1)])
        after = [max([self.size[0] - margin, *(one.right for one in calm)])]
        after += [one.left - EDGE for one in beside if one.anchored and one.left > start + 1]
        after += [rule.left - EDGE for rule in band if rule.left > start + 1]
        return round(start, 2), round(min(after), 2)

    def _margin(self) -> float:
        """The left margin of the page, by lines that hidden words do not move."""
        return min((one.left for one in self.rows if one.anchored and not one.hurt), default=_OTHER_MARGIN)

    def _margin_right(self, row: Row) -> float:
        """How far to the right a line could reach: to the page's margin, a rule or the next column."""
        ends = [self.size[0] - self._margin()]
        ends += [rule.left for rule in self._upright if rule.left > row.left and rule.top < row.base < rule.bottom]
        ends += [one.left for one in self.rows if one.anchored and one.left > row.left + 1 and _stands_beside(one, row)]
        return min(ends)

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


def _stands_beside(one: Row, other: Row) -> bool:
    shared = min(one.base, other.base) - max(one.base - one.height, other.base - other.height)
    return shared > 0.3 * min(one.height, other.height)
