"""Names that begin at the end of one page of a PDF and end on the next, running titles and page numbers in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product

from packgen.redaction.formats import Record
from packgen.redaction.model import Decision, Finder, Hit, Span

_LINES = 4  # of a page's end and of the next one's beginning, running titles among them
_FAR = 60
_PAGE = "page "


@dataclass(frozen=True)
class _Piece:
    """A line of a page, or one column of it: where its text starts in the page's text."""

    story: str
    start: int
    text: str
    column: int


def names_over_page_ends(record: Record, finder: Finder) -> Iterator[tuple[Hit, Span]]:
    """Each part of a name that two pages share, with its place; what the roster discloses is left out."""
    pages = [story for story in record.stories if story.id.startswith(_PAGE)]
    for one, other in pairwise(pages):
        ends = _pieces(one.id, one.text)[-_LINES:]
        beginnings = _pieces(other.id, other.text)[:_LINES]
        pairs = (
            (end, beginning) for row, next_row in product(ends, beginnings) for end in row for beginning in next_row
        )
        for end, beginning in pairs:
            if end.column == beginning.column:
                yield from _shared(end, beginning, finder)


def _pieces(story: str, text: str) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    start = 0
    for line in text.split("\n"):
        row: list[_Piece] = []
        for column, piece in enumerate(line.split("\t")):
            if any(character.isalpha() for character in piece):
                row.append(_Piece(story, start, piece, column))
            start += len(piece) + 1
        if row:
            rows.append(row)
    return rows


def _shared(end: _Piece, beginning: _Piece, finder: Finder) -> Iterator[tuple[Hit, Span]]:
    tail = end.text.rstrip()
    far = tail[-_FAR:]
    skipped = len(beginning.text) - len(beginning.text.lstrip())
    edge = len(far)
    for hit in finder.find(f"{far}\n{beginning.text[skipped:][:_FAR]}"):
        if hit.start < edge < hit.end - 1 and hit.decision is not Decision.DISCLOSE:
            first = end.start + len(tail) - edge
            yield hit, Span(end.story, first + hit.start, end.start + len(tail))
            last = beginning.start + skipped + hit.end - edge - 1
            yield hit, Span(beginning.story, beginning.start + skipped, last)
