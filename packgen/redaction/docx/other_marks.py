"""Marks in a saved proposal that are no highlights: shading of paragraphs and cells, and styles with a colour.

An officer who shades words means them to go, and a program may turn highlights into shading. Only highlights are read
back, so that a proposal with other marks is refused rather than read as if they were not there.
"""

from __future__ import annotations

from collections.abc import Iterator

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.package import Package, open_package
from packgen.redaction.docx.xml import Element, attribute, child_value, name_of

_AROUND_WORDS = ("w:pPr", "w:tcPr", "w:tblPr", "w:tblPrEx")
_NO_COLOURS = ("", "auto", "none", "white", "FFFFFF")
#: The grey of packgen's own tokens.
_OWN_GREY = "D9D9D9"
_STYLES = "word/styles.xml"


def check_other_marks(saved: bytes) -> None:
    """Raise RedactionRefusedError where the proposal `saved` is marked by anything but highlights."""
    package = open_package(saved)
    main = package.read(package.main)
    shaded = b"shd" in main and any(_shaded(package.xml(package.main)))
    if shaded or any(f'"{style}"'.encode() in main for style in _coloured_styles(package)):
        raise RedactionRefusedError(
            "This proposal is marked with shading or a style, and packgen reads highlights alone.",
            "Mark those words with the highlighter (Home, Text Highlight Colour), take the shading off, and save; or "
            "delete that proposal and propose again.",
        )


def _shaded(root: Element | None) -> Iterator[bool]:
    for one in root.iter() if root is not None else ():
        if isinstance(one.tag, str) and name_of(one) == "w:shd" and _is_coloured(one):
            around = one.getparent()
            yield around is not None and name_of(around) in _AROUND_WORDS


def _coloured_styles(package: Package) -> Iterator[str]:
    root = package.xml(_STYLES)
    for style in root if root is not None else ():
        if isinstance(style.tag, str) and name_of(style) == "w:style" and _gives_colour(style):
            yield attribute(style, "w:styleId")


def _gives_colour(style: Element) -> bool:
    parts = [one for one in style.iter() if isinstance(one.tag, str)]
    lit = any(name_of(one) == "w:rPr" and child_value(one, "w:highlight") not in _NO_COLOURS for one in parts)
    return lit or any(name_of(one) == "w:shd" and _is_coloured(one) for one in parts)


def _is_coloured(shading: Element) -> bool:
    return attribute(shading, "w:fill") not in (*_NO_COLOURS, _OWN_GREY)
