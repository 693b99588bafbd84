"""Segments cut where a column of a table begins, so that a cell is never set anew together with the one beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from packgen.redaction.pdf.model import Box, Character, PageText, Segment

_GAP = 0.25
_SAME_PLACE = 0.3
_NEAR = 6.0
_FEWEST = 2


@dataclass(frozen=True)
class _Edges:
    """Where lines of a page begin (with the line and its height on the page), and its upright rules."""

    starts: Sequence[tuple[float, float, int]]
    rules: Sequence[Box]


def cut_at_columns(text: PageText, rules: Collection[Box], hurt: Collection[int]) -> PageText:
    """`text` with the segments that lose characters (`hurt`, by number) cut where a rule stands or a column begins."""
    starts = sorted((one.box.left, one.box.top, one.line) for one in text.segments if one.kind == "line")
    edges = _Edges(starts, [rule for rule in rules if rule.width < 3 and rule.height > 8])
    segments: list[Segment] = []
    for segment in text.segments:
        own = any(number in hurt for number in segment.characters)
        whole = segment.kind != "line" or segment.withheld or not own
        segments += [segment] if whole else _parts(text.characters, segment, edges)
    return replace(text, segments=tuple(segments))


def _parts(characters: Sequence[Character], segment: Segment, edges: _Edges) -> Iterator[Segment]:
    first = 0
    for at in range(1, len(segment.characters)):
        if _begins_column(characters, segment, at, edges):
            yield _part(characters, segment, first, at)
            first = at
    yield _part(characters, segment, first, len(segment.characters))


def _part(characters: Sequence[Character], segment: Segment, first: int, last: int) -> Segment:
    numbers = segment.characters[first:last]
    box = characters[numbers[0]].room
    for number in numbers[1:]:
        box = box.joined(characters[number].room)
    return replace(segment, characters=numbers, starts=segment.starts[first:last], box=box)


def _begins_column(characters: Sequence[Character], segment: Segment, at: int, edges: _Edges) -> bool:
    one, before = characters[segment.characters[at]], characters[segment.characters[at - 1]]
    if one.text.isspace():
        return False
    if before.text.isspace() and at > 1:
        before = characters[segment.characters[at - 2]]
    if one.room.left - before.room.right < _GAP * one.room.height:
        return False
    if any(
        before.room.right - 1 <= rule.left <= one.room.left + 1 and rule.top < one.base and rule.bottom > one.room.top
        for rule in edges.rules
    ):
        return True
    return one.thing != before.thing and _shared(one, segment, edges) >= _FEWEST


def _shared(one: Character, segment: Segment, edges: _Edges) -> int:
    """How many lines close by begin where a character stands."""
    found: set[int] = set()
    for left, top, line in edges.starts[bisect_left(edges.starts, (one.room.left - _SAME_PLACE, -1e9, -1)) :]:
        if left > one.room.left + _SAME_PLACE:
            break
        if line != segment.line and abs(top - segment.box.top) < _NEAR * one.room.height:
            found.add(line)
    return len(found)
