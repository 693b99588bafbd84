"""What a Word document holds that its printed pages would not show as meant: tracked changes, hidden text, comments.

Each is named with its place, so that whoever attached it can look. Nothing is decided here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from packgen.pack.docx_package import WORD, hiding_styles, is_hidden, stories

_CHANGES = {f"{WORD}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")}
_CHANGES |= {f"{WORD}{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tcPr", "trPr", "tblGrid", "tblPrEx")}
_EXCERPT = 40
_MOST_PLACES = 5


@dataclass(frozen=True)
class Unsettled:
    """One kind of thing to look at (`tracked changes`), how often, and where (`paragraph 4 of the text ("The")`)."""

    what: str
    count: int
    places: tuple[str, ...]

    def __str__(self) -> str:
        more = " and more" if self.count > len(self.places) else ""
        return f"{self.what} in {', '.join(self.places)}{more}"


def unsettled(data: bytes) -> tuple[Unsettled, ...]:
    """What there is to look at in a Word document, the most serious first; empty when it prints as it is meant."""
    places: dict[str, list[str]] = {"tracked changes": [], "hidden text": [], "comments": []}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        hiding = hiding_styles(package)
        for name, words, root in stories(package):
            if name.startswith("word/comments"):
                continue
            for number, paragraph in enumerate(root.iter(f"{WORD}p"), 1):
                place = f"paragraph {number} of {words}{_excerpt(paragraph)}"
                for what in _found_in(paragraph, hiding):
                    places[what].append(place)
            if not any(place.endswith(words) for place in places["tracked changes"]) and _changes_outside(root):
                places["tracked changes"].append(f"a table or the page layout of {words}")
    return tuple(Unsettled(what, len(all_), tuple(all_[:_MOST_PLACES])) for what, all_ in places.items() if all_)


def _found_in(paragraph: etree._Element, hiding: frozenset[str]) -> Iterator[str]:
    if any(element.tag in _CHANGES for element in paragraph.iter()) or _stands_in_change(paragraph):
        yield "tracked changes"
    if any(_holds_text(run) and is_hidden(run, hiding) for run in paragraph.iter(f"{WORD}r")):
        yield "hidden text"
    if next(paragraph.iter(f"{WORD}commentReference"), None) is not None:
        yield "comments"


def _stands_in_change(paragraph: etree._Element) -> bool:
    return any(ancestor.tag in _CHANGES for ancestor in paragraph.iterancestors())


def _changes_outside(root: etree._Element) -> bool:
    return any(next(element.iterancestors(f"{WORD}p"), None) is None for element in root.iter(*_CHANGES))


def _holds_text(run: etree._Element) -> bool:
    return any((text.text or "").strip() for text in run.iter(f"{WORD}t"))


def _excerpt(paragraph: etree._Element) -> str:
    text = " ".join("".join(piece.text or "" for piece in paragraph.iter(f"{WORD}t")).split())
    if not text:
        return ""
    return f' ("{text[:_EXCERPT].rstrip()}{"..." if len(text) > _EXCERPT else ""}")'
