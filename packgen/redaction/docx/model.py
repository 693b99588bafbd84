"""What is left of a .docx once it has been read: stories of paragraphs and tables of plain runs, and nothing else.

The text of a story is its paragraphs in reading order (those of table cells included), joined by a line feed. Every
offset in this room counts characters of that text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from packgen.redaction.model import Picture, Report, Span


@dataclass(frozen=True)
class Look:
    """The formatting that is safe to carry: it changes how text looks and says nothing about who wrote it."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""


PLAIN = Look()


@dataclass(frozen=True)
class Run:
    """Text in one look. `tags` are the content-control keys around it, `mark` the highlight colour ("" for none).

    `picture` is the id of the picture that the text stands for; `note` the 1-based number of a comment in a proposal;
    `kind` is `label` for a list's number or bullet and `token` for a redaction; `origin` is the offset in the original
    story while a copy is being made, -1 otherwise.
    """

    text: str
    look: Look = PLAIN
    tags: tuple[str, ...] = ()
    mark: str = ""
    picture: str = ""
    note: int = 0
    kind: str = ""
    origin: int = -1


@dataclass(frozen=True)
class Paragraph:
    """A line of runs. `heading` is 1 to 6 or 0; `indent` is the list level counted from 1, or 0 (labels are text).

    `page` is the page of the original that it starts on as Word last showed it, 0 where that is not known.
    """

    runs: tuple[Run, ...] = ()
    heading: int = 0
    indent: int = 0
    page: int = 0

    @cached_property
    def text(self) -> str:
        """The runs' text together."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """A table cell: its blocks, how many columns it spans, and whether it starts or continues a vertical merge."""

    blocks: tuple[Block, ...]
    span: int = 1
    merge: str = ""


@dataclass(frozen=True)
class Row:
    """A table row; `header` rows repeat at the top of every page."""

    cells: tuple[Cell, ...]
    header: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells. Column widths are not kept: a width can give a name away."""

    rows: tuple[Row, ...]

    @property
    def columns(self) -> int:
        """The widest row's number of grid columns, at least 1."""
        return max((sum(cell.span for cell in row.cells) for row in self.rows), default=1) or 1


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True)
class Story:
    """One run of text of a record: its body, a header, the footnotes. `title` is packgen's own heading for it."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    @cached_property
    def paragraphs(self) -> tuple[tuple[int, Paragraph], ...]:
        """Every paragraph in reading order with the offset at which its text starts."""
        found: list[tuple[int, Paragraph]] = []
        offset = 0
        for paragraph in each_paragraph(self.blocks):
            found.append((offset, paragraph))
            offset += len(paragraph.text) + 1
        return tuple(found)

    def page_at(self, offset: int) -> int:
        """The page of the original that an offset stands on, 0 where that is not known (for lists of names)."""
        number = bisect_right(self.paragraphs, offset, key=lambda placed: placed[0])
        return self.paragraphs[number - 1][1].page if number else 0

    @cached_property
    def text(self) -> str:
        """The story's text: what finders see and what spans count."""
        return "\n".join(paragraph.text for _, paragraph in self.paragraphs)


@dataclass(frozen=True)
class TaggedPassage:
    """Text inside a content control, by the control's tag (an opaque key, or what somebody typed)."""

    key: str
    span: Span


@dataclass(frozen=True)
class DocxRecord:
    """A .docx as read: its stories, pictures and tagged passages, and the report of what was left behind.

    `sha256` is the hash of the file's bytes; `properties` holds custom document properties (only a proposal's id is
    ever looked up in them).
    """

    sha256: str
    stories: tuple[Story, ...]
    pictures: tuple[Picture, ...] = ()
    passages: tuple[TaggedPassage, ...] = ()
    report: Report = field(default_factory=Report)
    properties: tuple[tuple[str, str], ...] = ()
    landscape: bool = False

    def story(self, story_id: str) -> Story | None:
        """The story of that id."""
        return next((story for story in self.stories if story.id == story_id), None)

    def text_at(self, span: Span) -> str:
        """The text of a span, "" where there is none."""
        story = self.story(span.story)
        return story.text[span.start : span.end] if story else ""


def each_paragraph(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Every paragraph of `blocks` in reading order, cell by cell in tables."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from each_paragraph(cell.blocks)


def map_paragraphs(blocks: Sequence[Block], change: Callable[[Paragraph], Paragraph]) -> tuple[Block, ...]:
    """`blocks` with every paragraph replaced by `change(paragraph)`, called in reading order."""
    return tuple(change(block) if isinstance(block, Paragraph) else _map_table(block, change) for block in blocks)


def _map_table(table: Table, change: Callable[[Paragraph], Paragraph]) -> Table:
    def row_of(row: Row) -> Row:
        cells = tuple(replace(cell, blocks=map_paragraphs(cell.blocks, change)) for cell in row.cells)
        return replace(row, cells=cells)

    return Table(tuple(row_of(row) for row in table.rows))


def cut_runs(runs: Sequence[Run], cuts: Sequence[int]) -> tuple[Run, ...]:
    """`runs` cut so that every offset in `cuts` (characters from the first run's start) falls between two runs."""
    wanted = sorted(set(cuts))
    pieces: list[Run] = []
    offset = 0
    for run in runs:
        end = offset + len(run.text)
        edges = [offset, *(cut for cut in wanted if offset < cut < end), end]
        pieces += [
            replace(run, text=run.text[start - offset : stop - offset], origin=_moved(run.origin, start - offset))
            for start, stop in pairwise(edges)
        ]
        offset = end
    return tuple(pieces)


def _moved(origin: int, by: int) -> int:
    return origin + by if origin >= 0 else origin


def join_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbouring runs that differ in text alone joined into one (tokens stay apart), empty ones left out."""
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = joined[-1] if joined else None
        if last and not run.picture and run.kind != "token" and replace(last, text="") == replace(run, text=""):
            joined[-1] = replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
