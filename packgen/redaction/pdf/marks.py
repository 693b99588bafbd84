"""Marks that belong to words: what strikes, underlines, highlights or rings a word goes with it where it is set anew.

Pure geometry, in points. A mark is told character by character, so that it never reaches over a word that goes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from packgen.redaction.pdf.model import Box, Character
from packgen.redaction.pdf.word_lines import is_flat

_ABOVE, _MIDDLE, _BELOW = 0.7, 0.12, -0.45  # of the type size, counted upwards from the line that letters stand on
_HIGHEST = 2.2
_NEAR = 0.3


class Mark(Enum):
    """What is drawn with a word: a line through or under it, a light ground, or a box around it."""

    STRIKE = "strike"
    UNDERLINE = "underline"
    GROUND = "ground"
    RING = "ring"


@dataclass(frozen=True)
class MarkRun:
    """A mark over the characters `first` to `last` (counted within their word)."""

    mark: Mark
    first: int
    last: int


@dataclass(frozen=True)
class Ruled:
    """The rules and fills of a page by object number; those in `outlines` are drawn as an outline only."""

    boxes: Mapping[int, Box]
    outlines: Collection[int] = frozenset()


def strikes(rule: Box, one: Character, size: float) -> bool:
    """Whether a flat rule runs through a character."""
    return is_flat(rule) and mark_on(rule, False, one, size) is Mark.STRIKE


def mark_on(box: Box, outlined: bool, one: Character, size: float) -> Mark | None:
    """What a rule or fill does to a character of a type size in points, None for nothing."""
    across = (one.room.left + one.room.right) / 2
    if not box.left - _NEAR <= across <= box.right + _NEAR:
        return None
    if is_flat(box):
        height = (one.base - (box.top + box.bottom) / 2) / size
        if _MIDDLE < height < _ABOVE:
            return Mark.STRIKE
        return Mark.UNDERLINE if _BELOW < height <= _MIDDLE else None
    if box.height > _HIGHEST * size or not box.top < one.base - 0.3 * size < box.bottom:
        return None
    return Mark.RING if outlined else Mark.GROUND


def marks_by_character(
    characters: Sequence[Character], numbers: Collection[int], ruled: Ruled, size: Callable[[int], float]
) -> tuple[dict[int, frozenset[Mark]], set[int]]:
    """The marks of each of the characters `numbers`, and which of the rules and fills belong to any of them."""
    marked: dict[int, frozenset[Mark]] = {}
    used: set[int] = set()
    for number in numbers:
        for rule, box in ruled.boxes.items():
            mark = mark_on(box, rule in ruled.outlines, characters[number], size(number))
            if mark is not None:
                marked[number] = marked.get(number, frozenset()) | {mark}
                used.add(rule)
    return marked, used


def runs_of(numbers: Sequence[int], marked: Mapping[int, frozenset[Mark]]) -> Iterator[MarkRun]:
    """The marks of a word whose characters are `numbers`, each as long as it goes."""
    for mark in Mark:
        has = [mark in marked.get(number, ()) for number in numbers]
        for marks_it, group in groupby(range(len(numbers)), key=has.__getitem__):
            own = list(group)
            if marks_it:
                yield MarkRun(mark, own[0], own[-1])
