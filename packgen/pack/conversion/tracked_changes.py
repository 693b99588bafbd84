"""Tracked changes resolved as accepted, in a temporary copy: LibreOffice would print deleted words struck through.

The held record itself is never touched, and whoever asks is told how many changes were resolved.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from packgen.pack.docx_package import STORIES, WORD, parse


def _names(*names: str) -> tuple[str, ...]:
    return tuple(f"{WORD}{name}" for name in names)


_DELETED = _names("del", "moveFrom")
_INSERTED = _names("ins", "moveTo")
_FORMATTING = _names(
    *(f"{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tcPr", "trPr", "tblGrid", "tblPrEx", "numbering"))
)
_MARKERS = _names(
    *(f"{move}Range{end}" for move in ("moveFrom", "moveTo") for end in ("Start", "End")),
    *(f"customXml{what}Range{end}" for what in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End")),
    "cellIns",
    "cellMerge",
)


@dataclass(frozen=True)
class AcceptedChanges:
    """How many tracked changes of each sort were resolved as accepted in the copy."""

    insertions: int = 0
    deletions: int = 0
    formatting: int = 0

    @property
    def total(self) -> int:
        """All of them; 0 means that the copy holds what the original holds."""
        return self.insertions + self.deletions + self.formatting

    def __add__(self, other: AcceptedChanges) -> AcceptedChanges:
        return AcceptedChanges(
            self.insertions + other.insertions, self.deletions + other.deletions, self.formatting + other.formatting
        )

    def __str__(self) -> str:
        count = f"{self.total} tracked change{'' if self.total == 1 else 's'}"
        return f"{count} taken as accepted ({self.insertions} insertions, {self.deletions} deletions)"


def accept_tracked_changes(document: Path, copy: Path) -> AcceptedChanges:
    """Write `document` to `copy` with every tracked change accepted; every other part is copied as it is.

    Raises zipfile.BadZipFile, KeyError or lxml's XMLSyntaxError for a file that is no sound Word document.
    """
    accepted = AcceptedChanges()
    with zipfile.ZipFile(document) as package, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename.endswith(".xml") and entry.filename.startswith(tuple(STORIES)):
                root = parse(data)
                here = _accept(root)
                if here.total:
                    accepted += here
                    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return accepted


def _accept(root: etree._Element) -> AcceptedChanges:
    formatting = sum(_remove(element) for element in list(root.iter(*_FORMATTING)))
    for marker in list(root.iter(*_MARKERS)):
        _remove(marker)
    deletions = _accept_deletions(root)
    insertions = _accept_insertions(root)
    return AcceptedChanges(insertions, deletions, formatting)


def _accept_deletions(root: etree._Element) -> int:
    count = 0
    for cell_mark in list(root.iter(f"{WORD}cellDel")):
        _empty_cell(next(cell_mark.iterancestors(f"{WORD}tc")), cell_mark)
        count += 1
    for deletion in list(root.iter(*_DELETED)):
        parent = deletion.getparent()
        if parent is None:
            continue
        count += 1
        if parent.tag == f"{WORD}trPr":
            _remove_row(next(parent.iterancestors(f"{WORD}tr")))
        elif parent.tag == f"{WORD}rPr" and _is_paragraph_mark(parent):
            _remove(deletion)
            _join_with_next(next(parent.iterancestors(f"{WORD}p")))
        else:
            _remove(deletion)
    return count


def _accept_insertions(root: etree._Element) -> int:
    count = 0
    for insertion in list(root.iter(*_INSERTED)):
        parent = insertion.getparent()
        if parent is None:
            continue
        count += 1
        place = parent.index(insertion)
        children = list(insertion)
        parent.remove(insertion)
        for step, child in enumerate(children):
            parent.insert(place + step, child)
    return count


def _is_paragraph_mark(properties: etree._Element) -> bool:
    parent = properties.getparent()
    return parent is not None and parent.tag == f"{WORD}pPr"


def _remove(element: etree._Element) -> bool:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    return parent is not None


def _remove_row(row: etree._Element) -> None:
    table = row.getparent()
    _remove(row)
    if table is not None and table.tag == f"{WORD}tbl" and table.find(f"{WORD}tr") is None:
        _remove(table)


def _empty_cell(cell: etree._Element, mark: etree._Element) -> None:
    """A cell must stay (the table's grid counts it) and must hold a paragraph; its text goes."""
    _remove(mark)
    for child in list(cell):
        if child.tag != f"{WORD}tcPr":
            cell.remove(child)
    etree.SubElement(cell, f"{WORD}p")


def _join_with_next(paragraph: etree._Element) -> None:
    """The end of a paragraph was deleted: what is left of it belongs to the next one, whose properties win."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{WORD}p":
        if not [child for child in paragraph if child.tag != f"{WORD}pPr"] and following is not None:
            _remove(paragraph)
        return
    properties = following.find(f"{WORD}pPr")
    place = 0 if properties is None else following.index(properties) + 1
    for step, child in enumerate([child for child in paragraph if child.tag != f"{WORD}pPr"]):
        following.insert(place + step, child)
    _remove(paragraph)
