"""XML of an untrusted .docx: parsed without entities, document types or network, and asked by local name.

Names are folded to the transitional namespaces, so that a document saved as "Strict Open XML" reads the same.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

from lxml import etree

from packgen.errors import RedactionRefusedError

Element: TypeAlias = "etree._Element"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V = "urn:schemas-microsoft-com:vml"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"

_SHORT = {
    W: "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    R: "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    A: "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    M: "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    MC: "mc",
    V: "v",
    DIAGRAM: "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    CHART: "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup": "wpg",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas": "wpc",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex": "w16se",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing": "wp14",
    "http://schemas.microsoft.com/office/drawing/2010/main": "a14",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:word": "w10",
}
#: Extensions whose content this room reads, so that their Choice is taken before its Fallback.
UNDERSTOOD = frozenset(
    {"wps", "wpg", "wpc", "w14", "w15", "w16se", "wp14", "a14", "w", "a", "wp", "pic", "v", "c", "dgm"}
)
_NAMES: dict[str, str] = {}


def parse_xml(data: bytes) -> Element:
    """The root of `data`. Raises RedactionRefusedError for XML that is damaged, too deep, or has a document type."""
    if b"<!DOCTYPE" in data or b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise _refused()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _refused() from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused()
    return root


def name_of(element: Element) -> str:
    """`w:p` for a paragraph in either namespace; an unknown namespace gives `?:local`, anything else ``."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    known = _NAMES.get(tag)
    if known is None:
        namespace, _, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
        known = f"{_SHORT.get(namespace, '?')}:{local}"
        if len(_NAMES) < 5_000:
            _NAMES[tag] = known
    return known


def local_name(element: Element) -> str:
    """The name without its namespace."""
    return name_of(element).partition(":")[2]


def attribute(element: Element, name: str) -> str:
    """The value of `w:val` and the like, in either namespace, "" when absent."""
    for spelling in _spellings(name):
        value = element.get(spelling)
        if value is not None:
            return str(value)
    return ""


@cache
def _spellings(name: str) -> tuple[str, ...]:
    short, _, local = name.partition(":")
    return tuple(f"{{{namespace}}}{local}" for namespace, known in _SHORT.items() if known == short)


def child(element: Element | None, name: str) -> Element | None:
    """The first child called `name` (`w:pPr`), None when there is none."""
    if element is None:
        return None
    return next((inner for inner in element if name_of(inner) == name), None)


def child_value(element: Element | None, name: str) -> str:
    """`w:val` of the first child called `name`, "" when there is none."""
    return child_attribute(element, name, "w:val")


def child_attribute(element: Element | None, name: str, wanted: str) -> str:
    """An attribute of the first child called `name`, "" when either is absent."""
    found = child(element, name)
    return attribute(found, wanted) if found is not None else ""


def whole_number(text: str, otherwise: int) -> int:
    """`text` as a whole number of at most nine figures, `otherwise` where it is none."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else otherwise


def is_on(element: Element | None, name: str) -> bool | None:
    """An on/off child: True, False, or None when it is absent."""
    found = child(element, name)
    if found is None:
        return None
    return attribute(found, "w:val").strip().lower() not in ("0", "false", "off")


def chosen_alternative(element: Element) -> Element | None:
    """Of mc:AlternateContent the branch that is shown: the first Choice understood here, else the Fallback."""
    for branch in element:
        if name_of(branch) == "mc:Choice":
            wanted = (branch.get("Requires") or "").split()
            namespaces = [_SHORT.get(branch.nsmap.get(prefix, ""), "?") for prefix in wanted]
            if namespaces and all(short in UNDERSTOOD for short in namespaces):
                return branch
    return child(element, "mc:Fallback")


def _refused() -> RedactionRefusedError:
    return RedactionRefusedError(
        "This Word document is damaged, or holds XML that a Word document never needs.",
        "Open it in Word, save it as a Word document (.docx) under a new name, and use that.",
    )
