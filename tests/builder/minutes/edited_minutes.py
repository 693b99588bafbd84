"""Minutes of a sample as packgen makes them, and what people do to them in Word, done to the XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path

from lxml import etree

from packgen.builder.make_documents import document_makers
from packgen.builder.prepare import prepare
from packgen.settings import Settings

REPOSITORY = Path(__file__).parents[3]
TOBY = REPOSITORY / "sample_inputs" / "toby.yaml"
CONTACTS = REPOSITORY / "sample_inputs" / "contacts.yaml"
AS_OF = date(2026, 1, 5)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = {"attendance": "attendance", "decisions": "decision", "actions": "action"}
Element = etree._Element
Edit = Callable[[Element], None]


def settings(folder: Path | None = None) -> Settings:
    """Settings with the samples' address book, and an outputs folder where one is given."""
    return Settings(contacts=CONTACTS, **({"outputs": folder} if folder else {}))


def minutes_of(case_file: Path, folder: str) -> bytes:
    """The minutes that a case file makes for the meeting whose folder this is."""
    prepared = prepare(case_file, settings(), AS_OF)
    makers = document_makers(prepared, settings())
    return next(make() for path, make in makers.items() if path.startswith(f"{folder}/minutes"))


@cache
def held() -> bytes:
    """The minutes of Toby's risk management meeting: one decision, some actions."""
    return minutes_of(TOBY, "2025-03-24-risk-management-1")


@cache
def shell() -> bytes:
    """The minutes to write at a meeting that is still to come."""
    return minutes_of(TOBY, "2025-04-15-complex-strategy-2")


def edited(document: bytes, *edits: Edit) -> bytes:
    """The document with each edit made to the tree of its main part."""
    source = zipfile.ZipFile(io.BytesIO(document))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "word/document.xml":
                root = etree.fromstring(data)
                for edit in edits:
                    edit(root)
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(member, data)
    return made.getvalue()


def table(root: Element, name: str) -> Element:
    """The table under a tag."""
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(f"{W}val") == f"packgen:{name}":
            found = control.find(f".//{W}tbl")
            assert found is not None
            return found
    mark = next(m for m in root.iter(f"{W}bookmarkStart") if m.get(f"{W}name") == f"packgen_table_{name}")
    return next(mark.iterancestors(f"{W}tbl"))


def rows(root: Element, name: str) -> list[Element]:
    """The rows of a table, the headings first."""
    return list(table(root, name).iter(f"{W}tr"))


def cells(row: Element) -> list[Element]:
    """The cells of a row."""
    return list(row.iter(f"{W}tc"))


def words(text: str) -> Element:
    """A paragraph."""
    paragraph = etree.Element(f"{W}p")
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    return paragraph


def write(cell: Element, *paragraphs: str) -> None:
    """Type over a cell."""
    for old in [child for child in cell if child.tag != f"{W}tcPr"]:
        cell.remove(old)
    cell.extend([words(text) for text in paragraphs or ("",)])


def without_marks(row: Element) -> Element:
    """The row as it is where neither bookmark nor control survives."""
    for mark in [*row.iter(f"{W}bookmarkStart"), *row.iter(f"{W}bookmarkEnd")]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    for control in list(row.iter(f"{W}sdt")):
        holder = control.getparent()
        assert holder is not None
        content = control.find(f"{W}sdtContent")
        holder[holder.index(control) : holder.index(control) + 1] = list(content) if content is not None else []
    return row


def new_row(like: Element, *texts: str) -> Element:
    """A row typed into one that Word added: no marks, nothing in Ref."""
    row = without_marks(deepcopy(like))
    for cell, text in zip(cells(row), ("", *texts), strict=True):
        write(cell, *text.split("\n"))
    return row


def every_mark_lost(root: Element, kind: str) -> None:
    """What LibreOffice (`tags`) or a strange program (`bookmarks`) does to all marks."""
    if kind == "bookmarks":
        for mark in [*root.iter(f"{W}bookmarkStart"), *root.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)  # type: ignore[union-attr]
    else:
        for tag in list(root.iter(f"{W}tag")):
            tag.getparent().remove(tag)  # type: ignore[union-attr]
