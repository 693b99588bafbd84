"""Names and small makers of WordprocessingML elements."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def make(name: str, /, *children: etree._Element, **attributes: str) -> etree._Element:
    """The element `w:name` with `w:` attributes and children."""
    element = etree.Element(w(name), {w(key): value for key, value in attributes.items()}, nsmap={"w": W})
    element.extend(children)
    return element


def text_run(text: str, properties: etree._Element | None) -> etree._Element:
    """A run of `text`; `properties` (a `w:rPr`) is taken over as it is. Line breaks and tabs become Word's own."""
    run = make("r")
    if properties is not None:
        run.append(properties)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(make("br"))
        for column, piece in enumerate(line.split("\t")):
            if column:
                run.append(make("tab"))
            if piece:
                run.append(_text(piece))
    return run


def _text(piece: str) -> etree._Element:
    element = make("t")
    element.text = piece
    element.set(SPACE, "preserve")
    return element


def declared(root: etree._Element) -> bytes:
    """The part as bytes with its XML declaration."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def above(element: etree._Element) -> etree._Element:
    """The parent of an element that has one."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("the element stands alone")
    return parent
