"""Put Markdown, passages and pictures where the merged part holds a place for them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from packgen.content import Figure, Markdown, Passage
from packgen.word.environment import PLACE, Element, Plain

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


@dataclass
class Document:
    """The package under construction: what elements need beside the part they stand in."""

    raw: dict[str, bytes]
    draw_figure: Callable[[Figure], bytes]
    changed: dict[str, bytes] = field(default_factory=dict)

    def changed_parts(self) -> dict[str, bytes]:
        """Parts that were added or changed for the sake of elements."""
        return self.changed


def put_in_place(root: etree._Element, part: str, elements: list[Element], document: Document) -> bytes:
    """The part as bytes with every place filled."""
    for place in [node for node in root.iter(etree.ProcessingInstruction) if node.target == PLACE]:
        value = elements[int(place.text)]
        text = _text(value, document)
        parent = place.getparent()
        tail = place.tail or ""
        if parent.tag != w("t"):
            run = etree.Element(w("r"))
            etree.SubElement(run, w("t")).text = text
            parent.replace(place, run)
            continue
        index = parent.index(place)
        before = parent[index - 1] if index else None
        if before is None:
            parent.text = (parent.text or "") + text + tail
        else:
            before.tail = (before.tail or "") + text + tail
        place.tail = None
        parent.remove(place)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _text(value: Element, document: Document) -> str:
    if isinstance(value, Figure):
        document.draw_figure(value)
        return value.alt_text
    if isinstance(value, Passage):
        return value.text.text
    return value.text
