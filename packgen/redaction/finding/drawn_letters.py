"""Lines of signs that may be letters drawn out of full stops, crosses or strokes, as on a banner. Pure.

What they say is no text, so that no name is found in them; nobody but the officer can read them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_FEWEST_LINES, _FEWEST_KINDS, _FEWEST_SIGNS = 4, 3, 20
_FEWEST_LONG, _LONG = 2, 3


@dataclass(frozen=True)
class _Line:
    start: int
    text: str

    @property
    def signs(self) -> str:
        return "".join(self.text.split())


def drawn_letters(text: str) -> Iterator[tuple[int, int]]:
    """The first and the last offset (one past it) of each block of lines that may be drawn letters."""
    block: list[_Line] = []
    start = 0
    for line in (*text.split("\n"), "the end"):
        one = _Line(start, line)
        start += len(line) + 1
        if _is_drawn(one.signs):
            block.append(one)
            continue
        if _is_picture(block):
            yield block[0].start, block[-1].start + len(block[-1].text)
        block = []


def _is_drawn(signs: str) -> bool:
    """Whether a line holds signs alone, or one letter over and over."""
    return bool(signs) and (len(set(signs)) == 1 or not any(sign.isalnum() for sign in signs))


def _is_picture(block: list[_Line]) -> bool:
    """Whether lines are enough and unlike enough to draw something; rules and rows of dots to write on are alike."""
    if len(block) < _FEWEST_LINES or len({line.text.strip() for line in block}) < _FEWEST_KINDS:
        return False
    long = sum(len(line.signs) >= _LONG for line in block)
    return long >= _FEWEST_LONG and sum(len(line.signs) for line in block) >= _FEWEST_SIGNS
