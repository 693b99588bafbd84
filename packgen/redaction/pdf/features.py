"""What else a .pdf holds besides what its pages draw, counted by kind: the officer learns what is not carried."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

_MOST_KEYS = 5_000_000
_REVISION = re.compile(rb"%%EOF")
_ROOT_KEYS = {
    "/Outlines": "bookmarks",
    "/Names": "named things (attachments, destinations, scripts)",
    "/Dests": "named destinations",
    "/AcroForm": "forms",
    "/Metadata": "descriptions of the document (XMP)",
    "/StructTreeRoot": "tag trees",
    "/PageLabels": "page labels",
    "/OCProperties": "layers",
    "/OpenAction": "actions on opening",
    "/AA": "automatic actions",
    "/AF": "associated files",
    "/Collection": "portfolios",
    "/PieceInfo": "private data of programs",
    "/Threads": "article threads",
    "/URI": "base addresses",
    "/SpiderInfo": "web capture data",
    "/Perms": "permissions and signatures",
    "/Legal": "legal statements",
    "/DSS": "signature data",
    "/Extensions": "extensions",
    "/Requirements": "requirements",
    "/OutputIntents": "output intents",
}
_PAGE_KEYS = {
    "/Thumb": "thumbnails",
    "/PieceInfo": "private data of programs",
    "/Metadata": "descriptions of pages (XMP)",
    "/AA": "automatic actions",
    "/B": "article beads",
    "/UserUnit": "user units",
    "/Trans": "page transitions",
    "/AF": "associated files",
    "/PresSteps": "presentation steps",
    "/VP": "viewports",
}
_ANYWHERE = {
    "/ActualText": "replacement texts",
    "/Alt": "alternative texts",
    "/E": "expansions of abbreviations",
    "/JS": "scripts",
    "/XFA": "XFA forms",
    "/EF": "attached files",
    "/OPI": "links to other versions of pictures",
    "/PieceInfo": "private data of programs",
    "/LastModified": "dates of change",
    "/PatternType": "patterns",
}
_TYPES = {
    "/OCG": "layers",
    "/Action": "actions",
    "/Sig": "signatures",
    "/StructElem": "tags",
    "/Filespec": "file names",
}


def count_features(pdf: pikepdf.Pdf, data: bytes) -> tuple[Counter[str], list[str]]:
    """How often each kind of thing occurs that a copy does not carry, and sentences on what was visible of it."""
    tally: Counter[str] = Counter()
    tally["earlier revisions"] = max(len(_REVISION.findall(data)) - 1, 0)
    tally["entries of the document's description"] = len(pdf.docinfo.keys()) if "/Info" in pdf.trailer else 0
    tally.update(name for key, name in _ROOT_KEYS.items() if key in pdf.Root)
    look_at: list[str] = []
    for number, page in enumerate(pdf.pages, 1):
        tally.update(name for key, name in _PAGE_KEYS.items() if key in page.obj)
        look_at += _annotations(page, number, tally)
    for count, thing in enumerate(pdf.objects):
        if count > _MOST_KEYS:
            break
        _count_object(thing, tally)
    return tally, look_at


def _annotations(page: pikepdf.Page, number: int, tally: Counter[str]) -> Iterator[str]:
    annotations = page.obj.get("/Annots")
    visible = 0
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        kind = str(annotation.get("/Subtype", "")) if isinstance(annotation, pikepdf.Dictionary) else ""
        what = "form fields" if kind == "/Widget" else "links" if kind == "/Link" else "comments and drawn notes"
        tally[what] += 1
        visible += kind not in ("/Link", "/Popup")
    if visible:
        yield f"Page {number}: {visible} form fields, comments or stamps of the original are not in the copy."


def _count_object(thing: pikepdf.Object, tally: Counter[str]) -> None:
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    keys = set(thing.keys())
    tally.update(name for key, name in _ANYWHERE.items() if key in keys)
    kind = str(thing.get("/Type", ""))
    if kind in _TYPES:
        tally[_TYPES[kind]] += 1
    if kind == "/Font":
        tally["names of fonts"] += 1
