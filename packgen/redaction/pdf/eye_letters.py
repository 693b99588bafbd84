"""Whether what was recognised is what the file says: letters that look alike in many fonts count as one. Pure."""

from __future__ import annotations

import re

from packgen.redaction.finding.folding import folded_letters

_ALIKE = 0.7
#: Letters and digits that some fonts draw alike, so that nobody can tell them apart without their neighbours.
_LOOK_ALIKES = tuple(str.maketrans("i10528", letters) for letters in ("lloszb", "lloszs"))
_PAIRS = (("rn", "m"), ("vv", "w"))
_STROKES = str.maketrans("|!¦[]/\\", "lllllll")
_RUN = re.compile("l+")


def reads_as(said: str, seen: str) -> bool:
    """Whether letters that a file says (folded) may be what was `seen`, as text recognition gives it.

    Strokes side by side (Ill, 111) need not be as many: recognition takes two for one, and one for a sign.
    """
    read = {folded_letters(one) for one in (seen, seen.translate(_STROKES))}
    return any(_is_alike(one, other) for one in _shapes(said) for letters in read for other in _shapes(letters))


def _is_alike(one: str, other: str) -> bool:
    return max(_ratio(one, other), _ratio(_RUN.sub("l", one), _RUN.sub("l", other))) >= _ALIKE


def _ratio(one: str, other: str) -> float:
    """How much of two texts they share in order: 1 for all of both, 0 for nothing."""
    row = [0] * (len(other) + 1)
    for letter in one:
        before = 0
        for at, own in enumerate(other, 1):
            before, row[at] = row[at], before + 1 if own == letter else max(row[at], row[at - 1])
    return 2 * row[-1] / max(len(one) + len(other), 1)


def _shapes(letters: str) -> set[str]:
    return {_joined(letters.translate(table)) for table in _LOOK_ALIKES}


def _joined(shape: str) -> str:
    for pair, one in _PAIRS:
        shape = shape.replace(pair, one)
    return shape
