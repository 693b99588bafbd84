"""Names whose letters stand one under the other, each at the beginning or the end of a line, or in a column of a table.

What is found so is always a question: an acrostic, initials in a list or ticks in a column spell names by chance.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from packgen.redaction.model import Decision, Finder, Form, Hit

_FEWEST = 3
_FAR = 8  # lines: a table of a Word record has one for each cell
_RULE = "letters one under the other that may be a name"


@dataclass(frozen=True)
class _Letter:
    line: int
    at: int
    letter: str


def names_down_lines(text: str, finder: Finder) -> Iterator[Hit]:
    """Each letter of a name that runs down the lines or up them, as a hit of its own: a question."""
    for letters in _columns(text):
        for way in (letters, letters[::-1]):
            spelt = "\n".join(one.letter for one in way)
            for hit in finder.find(spelt):
                own = way[hit.start // 2 : (hit.end + 1) // 2]
                if hit.decision is not Decision.DISCLOSE and len(own) >= _FEWEST:
                    asked = replace(hit, form=Form.MISSPELLING, decision=Decision.ASK, rule=_RULE)
                    yield from (replace(asked, start=one.at, end=one.at + 1) for one in own)


def _columns(text: str) -> Iterator[Sequence[_Letter]]:
    """Letters that stand by themselves in the same place of lines close by; those next to one another are no matter."""
    found: dict[tuple[int, str], list[_Letter]] = {}
    start = 0
    for line, words in enumerate(text.split("\n")):
        at = start
        for column, piece in enumerate(words.split("\t")):
            for side, offset in _ends(piece):
                found.setdefault((column, side), []).append(_Letter(line, at + offset, piece[offset]))
            at += len(piece) + 1
        start += len(words) + 1
    for letters in found.values():
        run = letters[:1]
        for one, other in pairwise(letters):
            if other.line - one.line > _FAR:
                yield from _told(run)
                run = []
            run.append(other)
        yield from _told(run)


def _told(run: Sequence[_Letter]) -> Iterator[Sequence[_Letter]]:
    if len(run) >= _FEWEST and len({one.letter for one in run}) > 1:
        yield run


def _ends(piece: str) -> Iterator[tuple[str, int]]:
    """The first and the last word of a piece of a line that are a single letter."""
    first, last = len(piece) - len(piece.lstrip()), len(piece.rstrip()) - 1
    if first <= last and piece[first].isalpha() and not piece[first + 1 : first + 2].strip():
        yield "first", first
    if last > first and piece[last].isalpha() and not piece[last - 1].strip():
        yield "last", last
