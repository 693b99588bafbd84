"""Lines whose letters stand in the gaps of another line, a little higher or lower: they are withheld. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from packgen.redaction.pdf.model import Character, Segment

_ZIGZAG = 4


def without_zigzag(characters: Sequence[Character], segments: Sequence[Segment]) -> list[Segment]:
    """Lines whose letters stand in the gaps of another a little higher or lower: nobody can tell how they are read."""
    spoilt: set[int] = set()
    lines = [(at, one) for at, one in enumerate(segments) if one.kind == "line" and not one.withheld]
    for index, (at, one) in enumerate(lines):
        for other_at, other in lines[index + 1 : index + 4]:
            if _interleave(characters, one, other):
                spoilt |= {at, other_at}
    return [replace(one, withheld=True) if at in spoilt else one for at, one in enumerate(segments)]


def _interleave(characters: Sequence[Character], one: Segment, other: Segment) -> bool:
    high = max(one.box.height, other.box.height)
    if abs(one.box.top - other.box.top) > 1.2 * high or min(len(one.characters), len(other.characters)) < _ZIGZAG - 1:
        return False
    letters = [(characters[n].room.left, mark, n) for mark, s in ((0, one), (1, other)) for n in s.characters]
    placed = sorted(letter for letter in letters if not characters[letter[2]].text.isspace())
    changes = [(a, b) for a, b in pairwise(placed) if a[1] != b[1]]
    if 2 * len(changes) < len(placed):
        return False
    return len(changes) >= _ZIGZAG and all(_parted(characters[a[2]], characters[b[2]]) for a, b in pairwise(placed))


def _parted(one: Character, other: Character) -> bool:
    return other.room.left - one.room.right > -0.25 * min(one.room.width, other.room.width)
