"""Signs and withheld drawings beside lines that are set anew: which stay where they are, and what stands for the rest.

One stays where nothing of its place can tell how wide a hidden word is: before a line that begins where it began, in a
column, or around words that stay. Any other is left out, and a box at the end of the line says so. Pure, in points.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from packgen.redaction.pdf.model import Box, PageText, Segment
from packgen.redaction.pdf.pieces import MOST_PIECES
from packgen.redaction.pdf.placed import PageLayout
from packgen.redaction.pdf.token import NARROW, TINY

_SAME = 0.7
_OTHER_LINE = 5.0
_CLOSE = 40.0
_GAP = 4.0
_LEAST_SHARED = 0.05
_HIGHEST = 3.0


@dataclass(frozen=True)
class Aside:
    """A sign of a form or list, or something withheld: the numbers of its objects, and its box."""

    things: tuple[int, ...]
    box: Box


class Asides:
    """Settles what stands beside the lines of one page that were set anew."""

    def __init__(self, text: PageText, anew: Collection[int], layout: PageLayout, asides: Sequence[Aside]) -> None:
        self._text = text
        self._layout = layout
        self._asides = asides
        self._anew = anew
        self._lines = [(at, one) for at, one in enumerate(text.segments) if one.kind == "line"]

    def settle(self, width: float) -> None:
        """Take out what may not stay, on a page so many points wide, and say so at the end of each line it was in."""
        for band in self._layout.bands:
            gone = [one for one in self._asides if self._is_in(one.box, band) and not self._may_stay(one, band)]
            gone = [one for one in gone if not self._layout.gone >= set(one.things)]
            self._layout.gone |= {number for one in gone for number in one.things}
            self._layout.lost_marks += len(gone)
            if gone:
                self._say(band, width)

    @staticmethod
    def _is_in(box: Box, band: Box) -> bool:
        return band.top <= (box.top + box.bottom) / 2 <= band.bottom and box.height < _HIGHEST * band.height

    def _beside(self, band: Box) -> Iterator[tuple[bool, Segment]]:
        for at, segment in self._lines:
            if band.top <= self._text.characters[segment.characters[0]].base <= band.bottom:
                yield at in self._anew, segment

    def _may_stay(self, aside: Aside, band: Box) -> bool:
        box = aside.box
        beside = list(self._beside(band))
        if any(moved and one.box.overlap(box) > 0 for moved, one in beside):
            return False
        left = max((pair for pair in beside if pair[1].box.right <= box.left + 1), key=_right_of, default=None)
        right = min((pair for pair in beside if pair[1].box.left >= box.right - 1), key=_left_of, default=None)
        still = not (left is not None and left[0]) and not (right is not None and right[0])
        before = right is not None and right[1].box.left - box.right < _CLOSE and self._begins_there(right[1], band)
        if not (still or before or self._is_in_column(aside)):
            return False
        area = max(box.width * box.height, 0.01)
        return all(word.box.overlap(box) <= _LEAST_SHARED * area or still for word in self._layout.words)

    def _begins_there(self, line: Segment, band: Box) -> bool:
        """Whether the line begins in the copy where it began."""
        starts = [word.box.left for word in self._layout.words if self._is_in(word.box, band)]
        return any(abs(start - line.box.left) <= 1.01 for start in starts)

    def _is_in_column(self, aside: Aside) -> bool:
        lefts = [(one.box.left, one.box.top) for one in self._asides if one is not aside]
        lefts += [(one.box.left, one.box.top) for at, one in self._lines if at not in self._anew]
        return any(abs(left - aside.box.left) < _SAME and abs(top - aside.box.top) > _OTHER_LINE for left, top in lefts)

    def _say(self, band: Box, width: float) -> None:
        """A box at the first place behind the words of a line that has room for it, else in the margin."""
        height = band.height / 1.4
        base = band.top + height
        words = sorted((one for one in self._layout.words if self._is_in(one.box, band)), key=lambda one: one.box.left)
        high = min(max(int(height * 0.95), 7), 24)
        top = max(math.floor(base - 0.85 * high), 0)
        left, wide = self._room([one.box for one in words], width)
        order = max((one.order for one in words if one.box.left <= left), default=words[0].order if words else 0.0)
        self._layout.token(Box(left, top, left + wide, top + high), "officer", order + 0.5 / MOST_PIECES)

    @staticmethod
    def _room(words: Sequence[Box], width: float) -> tuple[float, int]:
        """Where a box begins and how wide it is, beside words from left to right."""
        for wide in (NARROW, TINY):
            for at in range(len(words)):
                left = math.ceil(max(one.right for one in words[: at + 1]) + _GAP)
                end = words[at + 1].left if at + 1 < len(words) else width
                if left + wide + _GAP <= end:
                    return left, wide
        before = math.floor(min((one.left for one in words), default=width) - TINY - _GAP)
        return (before, TINY) if before >= 0 else (max(math.floor(width) - TINY, 0), TINY)


def _right_of(pair: tuple[bool, Segment]) -> float:
    return pair[1].box.right


def _left_of(pair: tuple[bool, Segment]) -> float:
    return pair[1].box.left
