"""The same words in two records: a copy of the minutes for each child, a Word file and its PDF, a file saved again.

Files of other bytes may tell the same passage. So that no words need be kept, each release keeps numbers made from five
words in a row, for what its copy shows and for what it leaves out.
"""

from __future__ import annotations

import base64
import re
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.formats import Record
from packgen.redaction.model import Redaction, Span

_IN_A_ROW = 5
_WORD = re.compile(r"[^\W_]+")


def shown_and_left_out(record: Record, redactions: Sequence[Redaction]) -> tuple[dict[int, Span], dict[int, Span]]:
    """The numbers of five words in a row that a copy shows, and of those that it does not show whole, with places."""
    shown: dict[int, Span] = {}
    left_out: dict[int, Span] = {}
    for story in record.stories:
        gone = sorted((r.span.start, r.span.end) for r in redactions if r.span.story == story.id)
        starts = [start for start, _ in gone]
        ends = _furthest(gone)
        for number, start, end in _rows(story.text):
            before = bisect_right(starts, end - 1)
            (left_out if before and ends[before - 1] > start else shown).setdefault(number, Span(story.id, start, end))
    return shown, left_out


def packed(numbers: Mapping[int, Span]) -> str:
    """Numbers as one line of text."""
    found = array("Q", sorted(numbers))
    if sys.byteorder == "big":
        found.byteswap()
    return base64.b64encode(found.tobytes()).decode("ascii")


def unpacked(text: str) -> frozenset[int]:
    """The numbers that `packed` made a text of. Raises ValueError for any other text."""
    found = array("Q")
    found.frombytes(base64.b64decode(text, validate=True))
    if sys.byteorder == "big":
        found.byteswap()
    return frozenset(found)


def common(here: Mapping[int, Span], there: Iterable[int]) -> list[Span]:
    """The places here of numbers that are there too, in order."""
    return sorted({here[number] for number in there if number in here})


def _rows(text: str) -> Iterator[tuple[int, int, int]]:
    """The number of each five words in a row and where they start and end; all there are, where they are fewer."""
    words = [(found.start(), found.end(), _folded(found.group())) for found in _WORD.finditer(text)]
    for first in range(max(len(words) - _IN_A_ROW, 0) + 1 if words else 0):
        row = words[first : first + _IN_A_ROW]
        told = " ".join(word for _, _, word in row).encode()
        yield int.from_bytes(blake2b(told, digest_size=8).digest(), "big"), row[0][0], row[-1][1]


def _furthest(spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each span in order the furthest end so far."""
    ends: list[int] = []
    for _, end in spans:
        ends.append(max(end, ends[-1] if ends else 0))
    return ends


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return folded_letters(word)
