"""The package under construction: what values that become Word elements add beside the part they stand in."""

from __future__ import annotations

import hashlib
import posixpath
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from packgen.content import Figure
from packgen.word.numbering import Numbering
from packgen.word.pictures import drawing
from packgen.word.xml import RELATIONSHIPS, TYPES, declared, make, w

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NUMBERING = "word/numbering.xml"
_NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_CONTENT_TYPES = "[Content_Types].xml"
# A bookmark's number must differ from every other in the document, those of the template included.
_FIRST_BOOKMARK = 200_001
_NO_RELATIONSHIPS = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()


def style_ids(styles: bytes | None) -> dict[str, str]:
    """Style ids by lower-case style name: other languages' Word translates ids, never names of built-in styles."""
    if styles is None:
        return {}
    found = {}
    for style in etree.fromstring(styles).iter(w("style")):
        name = style.find(w("name"))
        if name is not None:
            found[name.get(w("val"), "").lower()] = style.get(w("styleId"), "")
    return found


@dataclass
class Document:
    """One document being made from the template's `parts`; `find_styles` gives its style ids by name when asked."""

    parts: Mapping[str, bytes]
    find_styles: Callable[[], Mapping[str, str]]
    draw_figure: Callable[[Figure], bytes]
    _changed: dict[str, bytes] = field(default_factory=dict)
    _numbering: Numbering | None = None
    _drawings: int = 0
    _bookmarks: Counter[str] = field(default_factory=Counter)

    @property
    def styles(self) -> Mapping[str, str]:
        """Style ids by lower-case name."""
        return self.find_styles()

    @property
    def numbering(self) -> Numbering:
        """The lists of this document."""
        if self._numbering is None:
            self._numbering = Numbering(self.parts.get(_NUMBERING))
        return self._numbering

    def picture(self, figure: Figure, part: str) -> etree._Element:
        """The run that shows `figure` in `part`; the picture joins the package once, however often it is shown."""
        png = self.draw_figure(figure)
        media = f"word/media/packgen-{hashlib.sha256(png).hexdigest()[:16]}.png"
        self._changed[media] = png
        self._declare(etree.Element(f"{{{TYPES}}}Default", Extension="png", ContentType="image/png"))
        self._drawings += 1
        return drawing(figure, png, self._relate(part, "image", media), self._drawings - 1)

    def bookmark(self, key: str) -> tuple[etree._Element, etree._Element]:
        """The two ends of a bookmark of a passage: `packgen_<key>`, then `packgen_<key>n2` where it stands again.

        Word drops the second of two bookmarks of one name.
        """
        number = str(_FIRST_BOOKMARK + self._bookmarks.total())
        self._bookmarks[key] += 1
        again = f"n{self._bookmarks[key]}" if self._bookmarks[key] > 1 else ""
        name = f"packgen_{key}{again}"
        return make("bookmarkStart", id=number, name=name), make("bookmarkEnd", id=number)

    def changed_parts(self) -> dict[str, bytes]:
        """Parts that were added or changed for the sake of elements."""
        if self._numbering is not None and self._numbering.used:
            self._changed[_NUMBERING] = self._numbering.part()
            if _NUMBERING not in self.parts:
                self._relate("word/document.xml", "numbering", _NUMBERING)
                override = {"PartName": f"/{_NUMBERING}", "ContentType": _NUMBERING_TYPE}
                self._declare(etree.Element(f"{{{TYPES}}}Override", override))
        return self._changed

    def _relate(self, part: str, kind: str, target: str) -> str:
        folder, name = posixpath.split(part)
        where = f"{folder}/_rels/{name}.rels"
        root = etree.fromstring(self._now(where) or _NO_RELATIONSHIPS)
        address = posixpath.relpath(target, folder)
        taken = {relationship.get("Id"): relationship.get("Target") for relationship in root}
        for known, its_target in taken.items():
            if its_target == address and known is not None:
                return str(known)
        name = next(f"rIdPackgen{n}" for n in range(1, len(taken) + 2) if f"rIdPackgen{n}" not in taken)
        etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=name, Type=f"{_KINDS}/{kind}", Target=address)
        self._changed[where] = declared(root)
        return name

    def _declare(self, entry: etree._Element) -> None:
        root = etree.fromstring(self._now(_CONTENT_TYPES) or b"")
        key = "Extension" if entry.get("Extension") else "PartName"
        if all((known.get(key) or "").lower() != (entry.get(key) or "").lower() for known in root):
            root.insert(0, entry) if key == "Extension" else root.append(entry)
            self._changed[_CONTENT_TYPES] = declared(root)

    def _now(self, part: str) -> bytes | None:
        return self._changed.get(part, self.parts.get(part))
