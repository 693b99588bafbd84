"""The tagged tables of a Word document, as somebody left them: rows with their marks, cells as paragraphs of words.

Word keeps the tags of content controls, LibreOffice keeps bookmarks (docs/decisions/0020-tagged-tables.md); both are
read. Tracked changes are taken as accepted: what was struck out is gone, what was put in stands. Instructions of
fields, hidden text and text boxes are no words of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from packgen.errors import PackgenError
from packgen.word.faults import TemplateError
from packgen.word.package import read_package
from packgen.word.xml import w

PREFIX = "packgen"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_GONE = frozenset(w(name) for name in ("del", "moveFrom", "txbxContent", "instrText", "delText"))
_BREAKS = frozenset(w(name) for name in ("br", "cr"))
_MOST_TABLES = 500
_MOST_ROWS = 5_000


class UnreadableRecordError(PackgenError):
    """A Word file whose tables cannot be read."""


@dataclass(frozen=True)
class TaggedRow:
    """One row below the heading. `number` counts from 1 without the heading, as people count; `cells` are lists of
    paragraphs, none of them empty. `bookmarks` and `tags` hold the keys that its marks name, without their prefix."""

    number: int
    cells: tuple[tuple[str, ...], ...]
    bookmarks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    merged: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(self.cells)


@dataclass(frozen=True)
class TaggedTable:
    """A table with its name (`attendance`), the words of its first row, and the rows below. `copies` counts further
    tables under the same name, none of which is read."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[TaggedRow, ...]
    first: TaggedRow
    copies: int = 0


@dataclass
class _Found:
    name: str
    tables: list[etree._Element] = field(default_factory=list)
    copies: int = 0


def read_tagged_tables(document: bytes) -> dict[str, TaggedTable]:
    """The tagged tables of a .docx by name, in the order they stand. Raises UnreadableRecordError."""
    found: dict[str, _Found] = {}
    last: str | None = None
    for table in _tables(_body(document)):
        name = _name_of(table)
        if name is not None and name in found and not _continues(table, found[name]):
            found[name].copies += 1
        elif name is not None:
            found.setdefault(name, _Found(name)).tables.append(table)
        elif last is not None and (mark := _row_mark(table)) is not None and last.startswith(mark):
            found[last].tables.append(table)
        else:
            continue
        last = name or last
    return {name: _read(one) for name, one in found.items()}


def _body(document: bytes) -> etree._Element:
    try:
        part = read_package(document).parts.get("word/document.xml")
        if part is None or b"<!DOCTYPE" in part:
            raise TemplateError("This is not a Word document.", "Save it in Word as a Word document (.docx).")
        root = etree.fromstring(part, _PARSER)
    except TemplateError as error:
        raise UnreadableRecordError(error.message, error.hint) from None
    except etree.XMLSyntaxError:
        hint = "Open it in Word and save it again as a Word document (.docx)."
        raise UnreadableRecordError("The text of this Word file is damaged.", hint) from None
    return root


def _tables(root: etree._Element) -> Iterator[etree._Element]:
    """Tables that stand in no other table."""
    for number, table in enumerate(root.iter(w("tbl"))):
        if number > _MOST_TABLES:
            raise UnreadableRecordError(
                "This Word file has far more tables than minutes have.", "Is it the right file?"
            )
        if not any(True for _ in table.iterancestors(w("tbl"))) and not _is_gone(table):
            yield table


def _is_gone(element: etree._Element) -> bool:
    return any(above.tag in _GONE for above in element.iterancestors())


def _name_of(table: etree._Element) -> str | None:
    """The name that the control round a table or the bookmark in its first row gives."""
    control = next(table.iterancestors(w("sdt")), None)
    tag = control.find(f"{w('sdtPr')}/{w('tag')}") if control is not None else None
    named = re.fullmatch(rf"{PREFIX}:([a-z_]+)", (tag.get(w("val")) or "") if tag is not None else "")
    if named:
        return named[1]
    first = next(_rows(table), None)
    for name in _bookmarks(first) if first is not None else ():
        if found := re.fullmatch(rf"{PREFIX}_table_([a-z_]+)", name):
            return found[1]
    return None


def _continues(table: etree._Element, found: _Found) -> bool:
    """Whether a table under a name that was seen before is the rest of one that was split in two."""
    first = next(_rows(table), None)
    heading = next(_rows(found.tables[0]), None)
    return first is not None and heading is not None and _cells(first)[0] != _cells(heading)[0]


def _row_mark(table: etree._Element) -> str | None:
    """`action` for a table without a name that holds marked rows of the table of actions."""
    for row in _rows(table):
        for name in (*_bookmarks(row), *(tag.replace(":", "_") for tag in _tags(row))):
            if found := re.fullmatch(rf"{PREFIX}_(attendance|decision|action)_[0-9a-f]+", name):
                return found[1]
    return None


def _read(found: _Found) -> TaggedTable:
    rows = [row for table in found.tables for row in _rows(table)]
    if len(rows) > _MOST_ROWS:
        raise UnreadableRecordError(
            "A table of this file has far more rows than minutes have.", "Is it the right file?"
        )
    read = [_row(row, number) for number, row in enumerate(rows)]
    headings = tuple(" ".join(cell) for cell in read[0].cells)
    below = tuple(row for row in read[1:] if tuple(" ".join(cell) for cell in row.cells) != headings)
    return TaggedTable(found.name, headings, below, read[0], found.copies)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The table's own rows that have not been struck out, also those inside a control or a tracked insertion."""
    for row in table.iter(w("tr")):
        own = next(row.iterancestors(w("tbl"))) is table and not _is_gone(row)
        if own and row.find(f"{w('trPr')}/{w('del')}") is None:
            yield row


def _row(row: etree._Element, number: int) -> TaggedRow:
    cells, merged = _cells(row)
    keys = [re.fullmatch(rf"{PREFIX}_[a-z]+_([0-9a-f]+)", name) for name in _bookmarks(row)]
    tags = [re.fullmatch(rf"{PREFIX}:[a-z]+:([0-9a-f]+)", tag) for tag in _tags(row)]
    return TaggedRow(number, cells, _unique(keys), _unique(tags), merged)


def _unique(found: list[re.Match[str] | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match[1] for match in found if match))


def _bookmarks(row: etree._Element) -> list[str]:
    """Names of the bookmarks that begin in a row, or just before it."""
    before = row.getprevious()
    beside = []
    while before is not None and before.tag == w("bookmarkStart"):
        beside.append(before)
        before = before.getprevious()
    return [mark.get(w("name")) or "" for mark in (*beside, *row.iter(w("bookmarkStart")))]


def _tags(row: etree._Element) -> list[str]:
    return [tag.get(w("val")) or "" for tag in row.iterfind(f".//{w('sdtPr')}/{w('tag')}")]


def _cells(row: etree._Element) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The words of each cell, one that spans several columns followed by empty ones; whether any were merged."""
    cells: list[tuple[str, ...]] = []
    merged = False
    for cell in row.iter(w("tc")):
        if next(cell.iterancestors(w("tr"))) is not row or _is_gone(cell):
            continue
        if cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
            continue
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        width = int(span.get(w("val")) or 1) if span is not None and (span.get(w("val")) or "").isdigit() else 1
        merged = merged or width > 1 or cell.find(f"{w('tcPr')}/{w('vMerge')}") is not None
        cells += [_paragraphs(cell), *[()] * min(width - 1, 60)]
    return tuple(cells), merged


def _paragraphs(cell: etree._Element) -> tuple[str, ...]:
    """The paragraphs of a cell; one whose mark was struck out runs on into the next, a line break begins a new one."""
    texts: list[str] = []
    open_text = ""
    for paragraph in cell.iter(w("p")):
        if _is_gone(paragraph):
            continue
        open_text += "".join(_words(paragraph))
        if paragraph.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is None:
            texts += open_text.split("\n")
            open_text = ""
    texts += open_text.split("\n")
    tidy = (re.sub(r"\s+", " ", text.replace("\xa0", " ")).strip() for text in texts)
    return tuple(text for text in tidy if text)


def _words(paragraph: etree._Element) -> Iterator[str]:
    for child in paragraph:
        if not isinstance(child.tag, str) or child.tag in _GONE or child.tag == w("pPr"):
            continue
        if child.tag == w("r"):
            yield from _run(child)
        elif child.tag != w("sdtPr"):
            yield from _words(child)


def _run(run: etree._Element) -> Iterator[str]:
    hidden = run.find(f"{w('rPr')}/{w('vanish')}")
    if hidden is not None and hidden.get(w("val")) not in ("0", "false", "off"):
        return
    for child in run:
        if child.tag == w("t"):
            yield child.text or ""
        elif child.tag == w("tab"):
            yield " "
        elif child.tag in _BREAKS:
            yield "\n"
        elif child.tag == w("noBreakHyphen"):
            yield "-"
