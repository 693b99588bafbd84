"""The rows of a page's ruled tables: where the words of each cell stand in its text. Pure geometry, in points."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from packgen.redaction.model import Span
from packgen.redaction.pdf.cell_order import cells_of, rows_of
from packgen.redaction.pdf.model import Box, PageText, Segment

_TALLEST = 300.0  # more is a page in columns between rules, not a row


def table_rows(story: str, text: PageText, rules: Collection[Box]) -> Iterator[tuple[Span, ...]]:
    """For every row of two cells or more the place of each, from left to right, from its first word to its last.

    `rules` are the boxes of the page's plain rules and fills. Headings count as rows. Empty cells are left out, and so
    is a row in which the words of a cell do not stand together in the text.
    """
    told = [segment for segment in text.segments if segment.starts]
    told.sort(key=lambda segment: segment.starts[0])
    places, cells = cells_of(told, rules)
    for row in rows_of(places):
        row.sort(key=lambda number: places[number].left)
        together = all(cells[n][-1] - cells[n][0] == len(cells[n]) - 1 for n in row)
        if len(row) > 1 and together and places[row[0]].height < _TALLEST:
            yield tuple(_whole(story, text, [told[at] for at in cells[n]]) for n in row)


def _whole(story: str, text: PageText, segments: Sequence[Segment]) -> Span:
    last = segments[-1]
    length = len(text.characters[last.characters[-1]].text)
    return Span(story, segments[0].starts[0], last.starts[-1] + length)
