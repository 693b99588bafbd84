"""Headings that stand alone at the foot of a page, and copies of the papers in which each begins the next page.

LibreOffice forgets "keep with next" where a footer settles after the text was laid out; no margin or style prevents it.
So its PDF is looked at, and a paper with such a heading is set once more from the temporary copy. The held paper is
never touched, and Word, which needs none of this, lays it out as its styles say.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from lxml import etree
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from packgen.pack.docx_package import WORD, parse

_STORY = "word/document.xml"
_USUAL_FOOT = 65.0  # 23 mm in points, for a paper that states no margin
_BEFORE_IT = frozenset(f"{WORD}{name}" for name in ("pStyle", "keepNext", "keepLines"))


@dataclass(frozen=True)
class LoneHeading:
    """A heading by its words; `number` tells several of the same words apart, from 0 in the order of the paper."""

    words: str
    number: int


def lone_headings(pdf: Path, document: Path) -> tuple[LoneHeading, ...]:
    """The headings of `pdf`, made from `document`, below which nothing else stands on their page.

    They are found by the bookmarks that the converter made of them: a PDF without bookmarks has none, nor has one that
    cannot be read, which is for the caller to notice.
    """
    found: list[LoneHeading] = []
    seen: Counter[str] = Counter()
    try:
        opened = pypdfium2.PdfDocument(pdf)
    except (OSError, pypdfium2.PdfiumError):
        return ()
    try:
        last: dict[int, tuple[LoneHeading, float]] = {}
        for mark in opened.get_toc():
            target = mark.get_dest()
            words = " ".join(mark.get_title().split())
            heading = LoneHeading(words, seen[words])
            seen[words] += 1
            place = target.get_view()[1] if target else []
            if target is not None and len(place) > 1:
                last[target.get_index()] = (heading, place[1])
        foot = _foot_of(document) if last else _USUAL_FOOT
        for page, (heading, top) in last.items():
            if page + 1 < len(opened) and _is_alone(opened[page], heading, foot, top):
                found.append(heading)
    finally:
        opened.close()
    return tuple(found)


def begin_pages(document: Path, headings: tuple[LoneHeading, ...]) -> bool:
    """Rewrite `document`, a copy of one's own, so that `headings` begin a page; whether any was found in it."""
    if not headings:
        return False
    with zipfile.ZipFile(document) as package:
        parts = [(entry, package.read(entry)) for entry in package.infolist()]
    changed = False
    with zipfile.ZipFile(document, "w", zipfile.ZIP_DEFLATED) as target:
        for entry, data in parts:
            if entry.filename == _STORY:
                root = parse(data)
                changed = _mark(root, frozenset(headings))
                target.writestr(_STORY, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
            else:
                target.writestr(entry.filename, data)
    return changed


def _is_alone(page: pypdfium2.PdfPage, heading: LoneHeading, foot: float, top: float) -> bool:
    below = page.get_textpage().get_text_bounded(bottom=foot, top=top + 1)
    if " ".join(below.split()) != heading.words:
        return False
    return not any(foot < shape.get_bounds()[3] < top for shape in page.get_objects([FPDF_PAGEOBJ_IMAGE]))


def _foot_of(document: Path) -> float:
    """How high the text of a paper ends above the edge of the page, in points."""
    with zipfile.ZipFile(document) as package:
        root = parse(package.read(_STORY))
    margins = [margin.get(f"{WORD}bottom", "") for margin in root.iter(f"{WORD}pgMar")]
    known = [abs(int(margin)) / 20 for margin in margins if margin.lstrip("-").isdigit()]
    return min(known, default=_USUAL_FOOT)


def _mark(root: etree._Element, headings: frozenset[LoneHeading]) -> bool:
    seen: Counter[str] = Counter()
    changed = False
    for paragraph in root.iter(f"{WORD}p"):
        properties = paragraph.find(f"{WORD}pPr")
        style = properties.find(f"{WORD}pStyle") if properties is not None else None
        if properties is None or style is None or not style.get(f"{WORD}val", "").startswith("Heading"):
            continue
        words = " ".join("".join(text.text or "" for text in paragraph.iter(f"{WORD}t")).split())
        if LoneHeading(words, seen[words]) in headings:
            place = sum(1 for one in properties if one.tag in _BEFORE_IT)
            properties.insert(place, etree.Element(f"{WORD}pageBreakBefore"))
            changed = True
        seen[words] += 1
    return changed
