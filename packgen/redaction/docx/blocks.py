"""The blocks of a story: paragraphs and tables with tracked changes taken as accepted, list labels written out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packgen.redaction.docx.fields import FieldStack, fields_pair_up
from packgen.redaction.docx.inline import REMOVED, SHOWS_NOTHING, InlineReader, Line
from packgen.redaction.docx.model import Block, Cell, Paragraph, Row, Run, Table, join_runs
from packgen.redaction.docx.reading import Reading
from packgen.redaction.docx.text import tidy_runs
from packgen.redaction.docx.xml import (
    Element,
    attribute,
    child,
    child_attribute,
    child_value,
    chosen_alternative,
    is_on,
    name_of,
    whole_number,
)

_CONTENT = ("w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag")
_MOST_COLUMNS = 63


class BlockReader:
    """Reads the blocks of one part. One reader serves a whole part, so that fields may run across paragraphs."""

    def __init__(self, reading: Reading, part: str) -> None:
        self._reading = reading
        self._inline = InlineReader(reading, part, self._text_box)
        self._part = part
        self._held: list[Run] = []

    def read(self, container: Element) -> tuple[Block, ...]:
        """The blocks of a body, header, note or cell."""
        self._inline.fields = FieldStack(trusted=fields_pair_up(container))
        if not self._inline.fields.trusted:
            self._reading.warn("A field is damaged; its instructions may show as text. Look over the proposal.")
        self._inline.bookmarks.begin(container)
        blocks = self._blocks(container)
        if self._inline.fields.unfinished:
            self._reading.warn(
                "A field never ends; text after it may be missing. Compare the proposal with the original."
            )
        return blocks

    def _text_box(self, container: Element) -> tuple[Block, ...]:
        return BlockReader(self._reading, self._part).read(container)

    def _blocks(self, container: Element) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for element in container:
            blocks += self._block(element)
        return (*blocks, *self._flush())

    def _block(self, element: Element) -> Iterator[Block]:
        name = name_of(element)
        if name == "w:p":
            yield from self._paragraph(element)
        elif name == "w:tbl":
            yield from self._flush()
            yield self._table(element)
        elif name == "w:sdt":
            with self._inline.control(element):
                yield from self._inside(element)
        elif name in _CONTENT:
            yield from self._inside(element)
        elif name == "mc:AlternateContent":
            branch = chosen_alternative(element)
            yield from self._inside(branch) if branch is not None else ()
        else:
            self._inline.bookmarks.meet(element, name)
            self._other(name)

    def _inside(self, element: Element) -> Iterator[Block]:
        for inner in element:
            yield from self._block(inner)

    def _other(self, name: str) -> None:
        if name == "w:altChunk":
            self._reading.unknown["documents pasted in whole (altChunk)"] += 1
            self._reading.warn("The document shows another file that is pasted in whole; redact that one by itself.")
        elif name in REMOVED:
            self._reading.dropped[REMOVED[name]] += 1
        elif name in ("m:oMathPara", "m:oMath", "w:r"):
            self._reading.unknown["text outside any paragraph"] += 1
        elif name in SHOWS_NOTHING:
            what = SHOWS_NOTHING[name]
            self._reading.dropped.update({what: 1} if what else {})
        elif name not in ("w:sectPr", "w:tblPr", "w:tcPr", "w:background"):
            self._reading.unknown["unknown elements"] += 1

    def _flush(self) -> Iterator[Block]:
        """Text held back because its paragraph mark is gone, when no paragraph follows to take it."""
        runs = join_runs(tidy_runs(self._held, self._reading.dropped))
        self._held = []
        if runs:
            yield Paragraph(runs)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = child(element, "w:pPr")
        style = child_value(properties, "w:pStyle")
        line = self._inline.read(element, style)
        yield from line.before
        if self._mark_is_gone(properties):
            self._held += line.runs
        else:
            yield from self._finished(line, properties, style)
        yield from line.after

    def _mark_is_gone(self, properties: Element | None) -> bool:
        """Whether the paragraph runs on into the next: its end is deleted, moved or hidden, or it is a drop capital."""
        mark = child(properties, "w:rPr")
        gone = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None
        if gone:
            self._reading.dropped["tracked deletions"] += 1
        initial = child_attribute(properties, "w:framePr", "w:dropCap") in ("drop", "margin")
        return gone or initial or is_on(mark, "w:vanish") is True

    def _finished(self, line: Line, properties: Element | None, style: str) -> Iterator[Block]:
        label, level = self._label(properties, style)
        runs = [*self._held, *line.runs]
        self._held = []
        if not any(run.text.strip() for run in runs):
            return
        if label:
            runs.insert(0, Run(f"{label}\t", runs[0].look, runs[0].tags, kind="label"))
        heading = self._reading.styles.heading(style, properties)
        yield Paragraph(join_runs(tidy_runs(runs, self._reading.dropped)), heading, level, line.page)

    def _label(self, properties: Element | None, style: str) -> tuple[str, int]:
        numbered = child(properties, "w:numPr")
        from_style = self._reading.styles.numbering(style)
        if numbered is None:
            num_id, level = from_style
        else:
            num_id = child_value(numbered, "w:numId") or from_style[0]
            level = child_value(numbered, "w:ilvl") or from_style[1]
        found = self._reading.numbering.label(num_id, level) if num_id else None
        return found or ("", 0)

    def _table(self, table: Element) -> Table:
        properties = child(table, "w:tblPr")
        words = [child_value(properties, name) for name in ("w:tblCaption", "w:tblDescription")]
        self._reading.dropped["captions and descriptions of tables"] += sum(1 for text in words if text)
        rows = [self._row(row) for row in self._parts_of(table, "w:tr") if self._is_shown(row)]
        if is_on(properties, "w:bidiVisual"):
            rows = [replace(row, cells=row.cells[::-1]) for row in rows]  # shown from right to left
        return Table(tuple(row for row in rows if row.cells))

    def _parts_of(self, element: Element, wanted: str) -> Iterator[Element]:
        """The rows of a table or the cells of a row, also those inside content controls."""
        for inner in element:
            name = name_of(inner)
            if name == wanted:
                yield inner
            elif name == "w:sdt":
                with self._inline.control(inner):
                    yield from self._parts_of(inner, wanted)
            elif name in _CONTENT:
                yield from self._parts_of(inner, wanted)
            elif name == "mc:AlternateContent":
                branch = chosen_alternative(inner)
                yield from self._parts_of(branch, wanted) if branch is not None else ()
            elif name in SHOWS_NOTHING:
                self._inline.bookmarks.meet(inner, name)
            elif name not in ("w:tblPr", "w:tblGrid", "w:trPr", "w:tblPrEx"):
                self._reading.unknown["unknown elements"] += 1

    def _is_shown(self, row: Element) -> bool:
        properties = child(row, "w:trPr")
        if child(properties, "w:del") is not None:
            self._reading.dropped["tracked deletions"] += 1
            return False
        if is_on(properties, "w:hidden"):
            self._reading.dropped["hidden text"] += 1
            return False
        return True

    def _row(self, row: Element) -> Row:
        cells = tuple(cell for element in self._parts_of(row, "w:tc") for cell in self._cell(element))
        return Row(cells, header=is_on(child(row, "w:trPr"), "w:tblHeader") is True)

    def _cell(self, cell: Element) -> Iterator[Cell]:
        properties = child(cell, "w:tcPr")
        if child(properties, "w:cellDel") is not None:
            self._reading.dropped["tracked deletions"] += 1
            return
        span = min(max(whole_number(child_value(properties, "w:gridSpan"), 1), 1), _MOST_COLUMNS)
        merge = self._merge(properties)
        blocks = self._blocks(cell)
        if merge in ("continue", "sideways") and blocks:
            self._reading.dropped["text hidden by merged cells"] += 1
            blocks = ()
        yield Cell(blocks, span, merge if merge != "sideways" else "")

    def _merge(self, properties: Element | None) -> str:
        merged = child(properties, "w:vMerge")
        if merged is None and child(properties, "w:hMerge") is not None:
            return "sideways" if child_attribute(properties, "w:hMerge", "w:val") != "restart" else ""
        if merged is None:
            return ""
        return "restart" if attribute(merged, "w:val") == "restart" else "continue"
