"""Templates made for one test, and readers for what comes out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from jinja2 import meta
from lxml import etree

from packgen.word.dialect import to_jinja
from packgen.word.environment import environment
from packgen.word.package import read_package
from packgen.word.parts import parts_with_tags
from packgen.word.xml import w


def template(folder: Path, *paragraphs: str, name: str = "paper.docx") -> Path:
    """A template with these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(folder / name, document)


def table_template(folder: Path, *rows: tuple[str, ...], name: str = "table.docx") -> Path:
    """A template with one table of these rows."""
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return saved(folder / name, document)


def saved(path: Path, document: Any) -> Path:
    """`document` at `path`."""
    document.save(str(path))
    return path


def lines(document: bytes) -> list[str]:
    """The text of each paragraph of the main text, those in tables and content controls too."""
    return [_text(paragraph) for paragraph in main_tree(document).iter(w("p"))]


def _text(paragraph: etree._Element) -> str:
    pieces = {w("br"): "\n", w("tab"): "\t"}
    found = [pieces.get(str(node.tag), node.text or "") for node in paragraph.iter(w("t"), w("br"), w("tab"))]
    return "".join(found)


def part(document: bytes, name: str) -> str:
    """One part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode("utf-8")


def main_tree(document: bytes) -> etree._Element:
    """The tree of the main text."""
    return etree.fromstring(part(document, "word/document.xml").encode())


def changed_package(path: Path, changes: dict[str, bytes]) -> Path:
    """The package at `path` with parts replaced or added."""
    parts = read_package(path.read_bytes()).parts | changes
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


class Invented(str):
    """A value that answers every name with a value again, for templates whose context is not at hand."""

    truth = True

    def __new__(cls, path: str) -> Invented:
        made = super().__new__(cls, f"{path} & <b> “q”")
        made.path = path
        return made

    path: str

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("_") or name in ("path", "truth", "encode", "translate"):
            return super().__getattribute__(name)
        return type(self)(f"{self.path}.{name}")

    def __getitem__(self, key: Any) -> Any:
        return type(self)(f"{self.path}.{key}")

    def __iter__(self) -> Iterator[Any]:
        return iter([type(self)(f"{self.path}.{n}") for n in range(3)])

    def __bool__(self) -> bool:
        return self.truth

    def __len__(self) -> int:
        return 3

    def __gt__(self, other: object) -> bool:
        return self.truth

    __lt__ = __ge__ = __le__ = __gt__

    def __contains__(self, key: object) -> bool:
        return self.truth


class InventedFalse(Invented):
    """The same, false in every condition."""

    truth = False


def invented_context(path: Path, kind: type[Invented]) -> dict[str, object]:
    """A context for whatever the template at `path` asks for."""
    parts = read_package(path.read_bytes()).parts
    names: set[str] = set()
    for name in parts_with_tags(parts):
        names |= meta.find_undeclared_variables(environment().parse(to_jinja(parts[name])))
    return {name: kind(name) for name in names}


def canonical(xml: str) -> str:
    """A part in a form in which two ways to write the same document are equal."""
    root = etree.fromstring(xml.encode())
    for element in root.iter(etree.Element):
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
        if element.tag != w("t"):
            element.text = element.text if len(element) == 0 and (element.text or "").strip() else None
        element.tail = None
        if str(element.tag).endswith("}docPr"):
            element.attrib.pop("id", None)
    for paragraph in root.iter(w("p")):
        _merge_runs(paragraph)
    etree.cleanup_namespaces(root)
    return re.sub(r">\s+<", "><", etree.tostring(root, method="c14n").decode())


def _merge_runs(paragraph: etree._Element) -> None:
    before: etree._Element | None = None
    for run in list(paragraph.iter(w("r"))):
        _merge_texts(run)
        if all(child.tag == w("rPr") for child in run):
            run.getparent().remove(run)
            continue
        if before is not None and run.getprevious() is before and _look(run) == _look(before):
            before.extend([child for child in run if child.tag != w("rPr")])
            run.getparent().remove(run)
            _merge_texts(before)
            continue
        before = run


def _merge_texts(run: etree._Element) -> None:
    before: etree._Element | None = None
    for text in list(run.iter(w("t"))):
        if not text.text:
            run.remove(text) if text.getparent() is run else None
        elif before is not None and text.getprevious() is before:
            before.text += text.text
            run.remove(text)
        else:
            before = text


def _look(run: etree._Element) -> bytes:
    properties = run.find(w("rPr"))
    return b"" if properties is None else etree.tostring(properties, method="c14n")
