"""Which gaps of a line part its cells, and which are only the spaces between its words. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from packgen.redaction.pdf.model import PageText, Segment

_WIDE = 0.6  # no space of a line that is not stretched is as wide, in line heights
_WIDER = 1.8
_ALIKE = 1.05
_ROUNDED = 0.3


def gaps_of(text: PageText, segment: Segment) -> dict[int, float]:
    """The gap in points before each word of a segment but the first, by the place of the word's first character."""
    gaps: dict[int, float] = {}
    starts = segment.starts or tuple(range(len(segment.characters)))
    last: int | None = None
    for at, number in enumerate(segment.characters):
        one = text.characters[number]
        if one.text.isspace():
            continue
        if last is not None:
            before = text.characters[segment.characters[last]]
            if starts[at] > starts[last] + len(before.text) or at > last + 1:
                gaps[at] = one.room.left - before.room.right
        last = at
    return gaps


def widest_space(gaps: Collection[float], height: float) -> float:
    """The gap in points above which something else begins in a line that has these gaps and is so high.

    In a line stretched from margin to margin the gaps are alike; in any other, one that is far wider parts two cells.
    """
    widths = sorted(gap for gap in gaps if gap > 0)
    if not widths:
        return _WIDE * height
    if widths[0] <= _WIDE * height:
        return max(_WIDE * height, _WIDER * widths[0])
    most = _ALIKE * widths[0] + _ROUNDED
    alike = sum(gap <= most for gap in widths)
    return most if alike > 1 and 2 * alike >= len(widths) else _WIDE * height


def widest_spaces(text: PageText, segments: Mapping[int, Segment]) -> dict[int, float]:
    """What `widest_space` says of each line that the segments lie in."""
    lines: dict[int, list[Segment]] = {}
    for segment in segments.values():
        lines.setdefault(segment.line, []).append(segment)
    found: dict[int, float] = {}
    for line, own in lines.items():
        own.sort(key=lambda segment: segment.box.left)
        gaps = [gap for segment in own for gap in gaps_of(text, segment).values()]
        gaps += [after.box.left - before.box.right for before, after in pairwise(own)]
        found[line] = widest_space(gaps, max(segment.box.height for segment in own))
    return found
