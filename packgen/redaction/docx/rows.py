"""Rows of tables that are about somebody else: the row of one child in a list of children, an episode of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.redaction.docx.model import Block, DocxRecord, Paragraph, each_paragraph
from packgen.redaction.model import Span


def cells_by_row(record: DocxRecord) -> tuple[tuple[Span, ...], ...]:
    """For every table row below its heading, the place of each cell from its first word to its last (no empty ones)."""
    rows: list[tuple[Span, ...]] = []
    for story in record.stories:
        starts = iter(story.paragraphs)
        rows += _rows(story.id, story.blocks, starts)
    return tuple(row for row in rows if row)


def _rows(story: str, blocks: Sequence[Block], starts: Iterator[tuple[int, Paragraph]]) -> Iterator[tuple[Span, ...]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            next(starts)
            continue
        for row in block.rows:
            cells = [[next(starts) for _ in each_paragraph(cell.blocks)] for cell in row.cells]
            spans = tuple(span for cell in cells for span in _whole(story, cell))
            yield () if row.header else spans


def _whole(story: str, cell: Sequence[tuple[int, Paragraph]]) -> Iterator[Span]:
    told = [(start, start + len(one.text)) for start, one in cell if one.text.strip()]
    if told:
        yield Span(story, told[0][0], told[-1][1])
