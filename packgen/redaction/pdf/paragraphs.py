"""Which lines of a page are certainly one paragraph: only those may flow into one another when words go.

Two paragraphs, two speakers, a heading and its text or two rows of a table that were joined would say what nobody said.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise

from packgen.redaction.pdf.openings import opens_anew
from packgen.redaction.pdf.rows import SAME_MARGIN, Row, Rows, stands_beside

_SAME_PITCH = 0.6
_CLOSE_LINES = 1.5
_FEWEST = 3
_MANY = 0.4


class Paragraphs:
    """The paragraphs of one page."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._at = {row.segments: at for at, row in enumerate(rows.rows)}
        self._rights = sorted((row.left, row.right) for row in rows.rows if not row.hurt)

    def of(self, row: Row) -> list[Row]:
        """The lines of the paragraph that a line stands in, from top to bottom, told by where lines were broken."""
        pitches = {abs(one.base - row.base) for step in (-1, 1) if (one := self._neighbour(row, step)) is not None}
        return max((self._lines_from(row, pitch) for pitch in sorted(pitches)), key=len, default=[row])

    def _lines_from(self, row: Row, pitch: float) -> list[Row]:
        lines = [row]
        while (upper := self._neighbour(lines[0], -1)) is not None and self._goes_on(upper, lines[0], pitch):
            lines.insert(0, upper)
        while (lower := self._neighbour(lines[-1], 1)) is not None and self._goes_on(lines[-1], lower, pitch):
            lines.append(lower)
        return lines

    def _neighbour(self, row: Row, step: int) -> Row | None:
        """The next line above or below in the same column."""
        at = self._at[row.segments] + step
        while 0 <= at < len(self._rows.rows) and abs(self._rows.rows[at].base - row.base) < 3 * row.height:
            other = self._rows.rows[at]
            apart = abs(other.base - row.base) > 0.5 * row.height
            if apart and other.left < max(row.right, row.left + 40) and row.left < max(other.right, other.left + 40):
                return other
            at += step
        return None

    def _goes_on(self, upper: Row, lower: Row, pitch: float) -> bool:
        """Whether one line certainly goes on in the next: its first word had no room left in the one above."""
        if upper.cells or lower.cells or abs(lower.base - upper.base - pitch) > _SAME_PITCH:
            return False
        if not upper.anchored or not lower.anchored:
            return False  # set from the right or the middle, or the only line of its kind
        if abs(upper.height - lower.height) > 0.06 * upper.height or not self._is_close(upper, lower):
            return False
        if abs(upper.text_left - lower.left) > SAME_MARGIN or opens_anew(upper.text, lower.text):
            return False
        if self._is_ruled_between(upper, lower) or self._may_be_rows(upper, lower):
            return False
        return upper.right + 0.2 * upper.height + lower.first_word > self._edge(upper, lower) - 0.5

    def _is_close(self, upper: Row, lower: Row) -> bool:
        """Whether lines are no further apart than lines of a paragraph; wide spaced ones must be usual on the page."""
        pitch = lower.base - upper.base
        if pitch <= _CLOSE_LINES * upper.height:
            return True
        if pitch > 2 * _CLOSE_LINES * upper.height:
            return False
        usual = 0
        for one, other in pairwise(self._rows.rows):
            same = abs(other.left - one.left) < SAME_MARGIN and abs(other.base - one.base - pitch) <= _SAME_PITCH
            usual += same and other.text[:1].islower()
        return usual >= _FEWEST

    def _edge(self, upper: Row, lower: Row) -> float:
        """Where the lines of a paragraph end: at a side that lines share, the side of a cell, or the page's margin."""
        sides = [rule for rule in self._rows.upright if rule.top < lower.base < rule.bottom]
        before = max((rule.right for rule in sides if rule.right <= lower.left + 1), default=None)
        after = min((rule.left for rule in sides if rule.left >= upper.right - 1), default=None)
        if after is not None:
            return after - (lower.left - before if before is not None else 0.0)
        first = bisect_left(self._rights, (lower.left - SAME_MARGIN, 0.0))
        last = bisect_right(self._rights, (lower.left + SAME_MARGIN, float("inf")))
        rights = [right for _, right in self._rights[first:last]]
        shared, count = Counter(round(right) for right in rights).most_common(1)[0] if rights else (0, 0)
        if count >= max(_FEWEST, _MANY * len(rights)) and upper.right <= shared + 1:
            return shared - 1.0
        return max([self._rows.right_margin, *rights])

    def _may_be_rows(self, upper: Row, lower: Row) -> bool:
        """Whether two lines may be rows of a table: something stands beside one of them, and no box holds both."""
        if not any(other not in (upper, lower) and self._is_beside(other, upper, lower) for other in self._rows.rows):
            return False
        middle = (upper.base + lower.base) / 2
        sides = [rule for rule in self._rows.upright if rule.top < middle < rule.bottom]
        ends = [rule for rule in self._rows.flat if rule.left < lower.left + 8 and rule.right > lower.left]
        left = any(rule.right <= lower.left + 1 for rule in sides)
        boxed = left and any(rule.left >= upper.right - 1 for rule in sides)
        return not (boxed and any(r.top < upper.base for r in ends) and any(r.top > lower.base - 1 for r in ends))

    @staticmethod
    def _is_beside(other: Row, upper: Row, lower: Row) -> bool:
        return stands_beside(other, upper) or stands_beside(other, lower)

    def _is_ruled_between(self, upper: Row, lower: Row) -> bool:
        top, bottom = upper.base + 0.25 * upper.height, lower.base - 0.75 * lower.height
        return any(
            top < (rule.top + rule.bottom) / 2 < bottom and rule.left < lower.right and rule.right > lower.left
            for rule in self._rows.flat
        )
