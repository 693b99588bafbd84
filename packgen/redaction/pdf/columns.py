"""Segments cut where a column of a table begins, so that a cell is never set anew together with the one beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from packgen.redaction.pdf.gaps import gaps_of, widest_spaces
from packgen.redaction.pdf.model import Box, Character, PageText, Segment

_SAME_PLACE = 0.3
_NEAR = 6.0
_FEWEST = 2


@dataclass(frozen=True)
class _Edges:
    """Where lines of a page begin (with their height on the page, their number and what stands before), its words and
    widest spaces by line, and its upright rules."""

    starts: Sequence[tuple[float, float, int, str]]
    words: Mapping[int, Sequence[Box]]
    spaces: Mapping[int, float]
    rules: Sequence[Box]


def cut_at_columns(text: PageText, rules: Collection[Box], within: Collection[int]) -> PageText:
    """`text` with its segments cut where a rule stands, a column begins, or a gap is wider than the line's spaces.

    `within` are characters that go together with the one before them: only a rule parts those.
    """
    lines = {at: one for at, one in enumerate(text.segments) if one.kind == "line" and not one.withheld}
    starts = sorted(start for segment in lines.values() for start in _starts(text, segment))
    words: dict[int, list[Box]] = {}
    for segment in lines.values():
        words.setdefault(segment.line, []).extend(_words(text, segment))
    spaces = widest_spaces(text, lines)
    edges = _Edges(starts, words, spaces, [rule for rule in rules if rule.width < 3 and rule.height > 8])
    segments: list[Segment] = []
    for at, segment in enumerate(text.segments):
        if at in lines:
            segments += _parts(text, segment, edges, within)
        else:
            segments.append(segment)
    return replace(text, segments=tuple(segments))


def _starts(text: PageText, segment: Segment) -> Iterator[tuple[float, float, int, str]]:
    """Where a segment begins and where, behind a gap, an object of the page does."""
    yield segment.box.left, segment.box.top, segment.line, ""
    for at in gaps_of(text, segment):
        one, before = text.characters[segment.characters[at]], text.characters[segment.characters[at - 1]]
        if one.thing != before.thing:
            yield one.room.left, segment.box.top, segment.line, _letters(text, segment, at)


def _letters(text: PageText, segment: Segment, end: int) -> str:
    return "".join(text.characters[number].text for number in segment.characters[:end])


def _words(text: PageText, segment: Segment) -> Iterator[Box]:
    firsts = [0, *gaps_of(text, segment), len(segment.characters)]
    for first, last in pairwise(firsts):
        yield _part(text.characters, segment, first, last).box


def _parts(text: PageText, segment: Segment, edges: _Edges, within: Collection[int]) -> Iterator[Segment]:
    gaps, space = gaps_of(text, segment), edges.spaces[segment.line]
    first = 0
    for at, gap in gaps.items():
        whole = segment.characters[at] in within
        parted = not whole and (gap > space or _begins_column(text, segment, at, edges))
        if parted or _is_ruled(text.characters, segment, at, edges):
            yield _part(text.characters, segment, first, at)
            first = at
    yield _part(text.characters, segment, first, len(segment.characters))


def _part(characters: Sequence[Character], segment: Segment, first: int, last: int) -> Segment:
    while last - 1 > first and characters[segment.characters[last - 1]].text.isspace():
        last -= 1
    numbers = segment.characters[first:last]
    box = characters[numbers[0]].room
    for number in numbers[1:]:
        box = box.joined(characters[number].room)
    return replace(segment, characters=numbers, starts=segment.starts[first:last], box=box)


def _is_ruled(characters: Sequence[Character], segment: Segment, at: int, edges: _Edges) -> bool:
    """Whether a rule stands before a word."""
    one, before = characters[segment.characters[at]], characters[segment.characters[at - 1]]
    if before.text.isspace() and at > 1:
        before = characters[segment.characters[at - 2]]
    return any(
        before.room.right - 1 <= rule.left <= one.room.left + 1 and rule.top < one.base and rule.bottom > one.room.top
        for rule in edges.rules
    )


def _begins_column(text: PageText, segment: Segment, at: int, edges: _Edges) -> bool:
    """Whether lines close by begin where a word does, and next to none has a word across that place.

    What stands at the same place behind the same words does so because of them.
    """
    one, before = text.characters[segment.characters[at]], text.characters[segment.characters[at - 1]]
    if one.thing == before.thing:
        return False
    ahead = _letters(text, segment, at)
    shared: set[int] = set()
    for left, top, line, behind in edges.starts[bisect_left(edges.starts, (one.room.left - _SAME_PLACE,)) :]:
        if left > one.room.left + _SAME_PLACE:
            break
        near = abs(top - segment.box.top) < _NEAR * one.room.height
        if line != segment.line and near and behind != ahead:
            shared.add(line)
    return len(shared) >= _FEWEST and 2 * _across(one, segment, edges) < len(shared)


def _across(one: Character, segment: Segment, edges: _Edges) -> int:
    """How many lines close by have a word across the place where a character begins, or end a word there."""
    lines = (words for line, words in edges.words.items() if line != segment.line)
    reach = _NEAR * one.room.height
    return sum(
        any(abs(word.top - segment.box.top) < reach and word.left < one.room.left - 1 < word.right for word in words)
        for words in lines
    )
