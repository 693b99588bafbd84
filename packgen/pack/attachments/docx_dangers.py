"""What in a Word document would fetch, embed or run something when it is converted (design, decision 18).

Seen happening: a linked picture was fetched over http and a local file was embedded by LibreOffice.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path
from typing import IO

from lxml import etree

from packgen.errors import PackgenError
from packgen.pack.docx_package import parse

_PACKAGE_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# By the field's own name; the unmistakable ones also inside another field's instruction.
_FETCHING_FIELD = re.compile(
    r"^\s*(INCLUDE|IMPORT|LINK|DDE(AUTO)?|DATABASE|RD)\b|INCLUDETEXT|INCLUDEPICTURE|DDEAUTO", re.IGNORECASE
)
# The template that a document was once made from is named in most papers of other offices; `safe_copy` takes it out.
_CALM_LINKS = ("hyperlink", "attachedTemplate")
_MOST_FILES = 2_000
_MOST_BYTES = 300_000_000
_MOST_XML_BYTES = 60_000_000


class DangerousDocumentError(PackgenError):
    """A Word document that would fetch, embed or run something, or is no sound Word document at all."""


def refuse_dangers(document: Path) -> None:
    """Raises DangerousDocumentError, naming the file and every reason, unless the document is safe to convert."""
    reasons = dangers(document)
    if reasons:
        raise DangerousDocumentError(
            f"{document.name} is not converted: {'; '.join(reasons)}.",
            "Open it in Word, remove that (or print it to PDF and attach the PDF instead), and try again.",
        )


def safe_copy(document: Path, copy: Path) -> None:
    """Copy a document that `dangers` found safe, without the link to the template that it was made from."""
    with zipfile.ZipFile(document) as package:
        links = {name: package.read(name) for name in package.namelist() if name.endswith(".rels")}
        if not any(b"attachedTemplate" in data for data in links.values()):
            shutil.copyfile(document, copy)
            return
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in package.infolist():
                data = links.get(entry.filename)
                target.writestr(entry, package.read(entry) if data is None else _without_template(data))


def _without_template(data: bytes) -> bytes:
    root = parse(data)
    for relationship in list(root.iter(_PACKAGE_RELATIONSHIP)):
        if relationship.get("Type", "").endswith("/attachedTemplate"):
            root.remove(relationship)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def dangers(document: Path | IO[bytes]) -> tuple[str, ...]:
    """Every reason not to convert the Word document, in plain words; empty when there is none."""
    try:
        with zipfile.ZipFile(document) as package:
            return _dangers_of(package)
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError):
        return ("it is damaged, protected or no Word document",)


def _dangers_of(package: zipfile.ZipFile) -> tuple[str, ...]:
    entries = package.infolist()
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        return ("unpacked it would be far too large",)
    names = [entry.filename for entry in entries]
    if "word/document.xml" not in names:
        return ("it is no Word document",)
    found = _named_parts(names)
    for entry in entries:
        if not entry.filename.endswith((".xml", ".rels")):
            continue
        if entry.file_size > _MOST_XML_BYTES:
            return ("unpacked it would be far too large",)
        found += _dangers_of_part(entry.filename, package.read(entry))
    return tuple(dict.fromkeys(found))


def _named_parts(names: list[str]) -> list[str]:
    lower = [name.lower() for name in names]
    found = []
    if any("vbaproject" in name or "vbadata" in name for name in lower):
        found.append("it holds macros")
    if any("/embeddings/" in name or "/activex/" in name or "oleobject" in name for name in lower):
        found.append("another file is embedded in it (OLE)")
    return found


def _dangers_of_part(name: str, data: bytes) -> list[str]:
    try:
        root = parse(data)
    except etree.XMLSyntaxError:
        return ["it is damaged, protected or no Word document"]
    if root.getroottree().docinfo.internalDTD is not None:
        return ["it declares XML entities"]
    return _external_links(root) if name.endswith(".rels") else _fields_and_objects(root)


def _external_links(root: etree._Element) -> list[str]:
    found = []
    for relationship in root.iter(_PACKAGE_RELATIONSHIP):
        kind = relationship.get("Type", "").rpartition("/")[2]
        if kind in ("aFChunk", "oleObject", "package", "control", "vbaProject"):
            found.append("another file is embedded in it")
        elif relationship.get("TargetMode", "").lower() == "external" and kind not in _CALM_LINKS:
            found.append(f"it links to something outside itself ({kind or 'unknown'})")
    return found


def _fields_and_objects(root: etree._Element) -> list[str]:
    found = []
    if next(root.iter(f"{_WORD}altChunk"), None) is not None:
        found.append("another file is embedded in it (altChunk)")
    if next(root.iter(f"{_WORD}object", f"{_WORD}control"), None) is not None:
        found.append("another file is embedded in it (OLE)")
    if any(_FETCHING_FIELD.search(instruction) for instruction in _instructions(root)):
        found.append("a field in it fetches another file (INCLUDE, LINK or DDE)")
    return found


def _instructions(root: etree._Element) -> list[str]:
    """Field instructions; one split over several runs is put together (Word splits them at will)."""
    found = [element.get(f"{_WORD}instr", "") for element in root.iter(f"{_WORD}fldSimple")]
    current: list[str] = []
    for element in root.iter(f"{_WORD}instrText", f"{_WORD}fldChar"):
        if element.tag == f"{_WORD}instrText":
            current.append(element.text or "")
        else:
            found.append("".join(current))
            current = []
    return [*found, "".join(current)]
