"""Reads a Word document the way a test needs it: all its words, and the marks of tables and rows."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Row:
    """A row of a marked table: its bookmark, the tag of its control, the words of each cell."""

    bookmark: str | None
    tag: str | None
    cells: tuple[str, ...]


def body(word: bytes) -> etree._Element:
    """The main part of a document."""
    with zipfile.ZipFile(io.BytesIO(word)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def text_of(word: bytes) -> str:
    """Every paragraph on a line of its own; the cells of a row are split by ` | `."""
    lines: list[str] = []
    for block in body(word).iter(f"{W}p", f"{W}tr"):
        if block.tag == f"{W}tr":
            lines.append(" | ".join(_words(cell) for cell in block.iter(f"{W}tc")))
        elif not any(True for _ in block.iterancestors(f"{W}tr")):
            lines.append(_words(block))
    return "\n".join(lines) + "\n"


def marked_tables(word: bytes) -> dict[str, list[Row]]:
    """The rows below the first of each table that has a bookmark of packgen in its first cell, by that bookmark."""
    found = {}
    for table in body(word).iter(f"{W}tbl"):
        first, *rest = table.iter(f"{W}tr")
        if name := _bookmark(first):
            found[name] = [_row(row) for row in rest]
    return found


def table_tags(word: bytes) -> list[str]:
    """Tags of the content controls that hold a table."""
    controls = [sdt for sdt in body(word).iter(f"{W}sdt") if sdt.find(f"{W}sdtContent/{W}tbl") is not None]
    return [sdt.find(f"{W}sdtPr/{W}tag").get(f"{W}val") for sdt in controls]  # type: ignore[union-attr,misc]


def _row(row: etree._Element) -> Row:
    cells = list(row.iter(f"{W}tc"))
    tag = cells[0].find(f".//{W}sdt/{W}sdtPr/{W}tag")
    return Row(_bookmark(row), None if tag is None else tag.get(f"{W}val"), tuple(_words(cell) for cell in cells))


def _bookmark(row: etree._Element) -> str | None:
    cell = next(row.iter(f"{W}tc"))
    names = [mark.get(f"{W}name") or "" for mark in cell.iter(f"{W}bookmarkStart")]
    return next((name for name in names if name.startswith("packgen_")), None)


def _words(block: etree._Element) -> str:
    paragraphs = [block] if block.tag == f"{W}p" else list(block.iter(f"{W}p"))
    texts = ["".join(t.text or "" for t in paragraph.iter(f"{W}t")).strip() for paragraph in paragraphs]
    return " / ".join(text for text in texts if text)
