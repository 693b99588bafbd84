"""Write a template so that the same program gives the same bytes: fixed dates, fixed order, nobody's name."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.shared import Pt
from lxml import etree

_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001  (a zip entry has no time zone)


def write(document: Any, path: Path) -> None:
    """Save a python-docx document at `path`."""
    _shrink_last_line(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "packgen"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = _FIXED
    properties.revision = 1
    saved = io.BytesIO()
    document.save(saved)
    path.write_bytes(_with_fixed_dates(saved.getvalue()))


def _shrink_last_line(document: Any) -> None:
    """An empty line after a last table must not open a page of its own."""
    last = document.paragraphs[-1]
    if not last.text and last._p.getprevious() is not None and last._p.getprevious().tag.endswith(("}tbl", "}sdt")):
        last.paragraph_format.line_spacing = Pt(1)
        last.paragraph_format.space_before = last.paragraph_format.space_after = Pt(0)


def _with_fixed_dates(package: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for name in old.namelist():
            if name.startswith("docProps/thumbnail"):
                continue
            data = old.read(name)
            if name == "_rels/.rels":
                data = _without_thumbnail(data)
            new.writestr(zipfile.ZipInfo(name, _FIXED.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_thumbnail(relationships: bytes) -> bytes:
    root = etree.fromstring(relationships)
    for child in list(root):
        if child.get("Target", "").startswith("docProps/thumbnail"):
            root.remove(child)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
