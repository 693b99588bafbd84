"""How text looks once styles are taken into account: colours, shading, size, and the contrast between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from packgen.word.xml import w

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}\Z")
_BLACK, _WHITE = "000000", "FFFFFF"
_LARGE_HALF_POINTS, _LARGE_BOLD_HALF_POINTS = 36, 28


class Styles:
    """The styles of a document by id, each asked together with those it is based on."""

    def __init__(self, styles: etree._Element | None) -> None:
        found = [] if styles is None else list(styles.iter(w("style")))
        self._by_id = {style.get(w("styleId"), ""): style for style in found}
        self._default = next(
            (style for style in found if style.get(w("default")) == "1" and _is_paragraph(style)), None
        )

    def name(self, style_id: str) -> str:
        """A style's name in lower case, "" when there is no such style."""
        name = self._by_id[style_id].find(w("name")) if style_id in self._by_id else None
        return "" if name is None else name.get(w("val"), "").lower()

    def chain(self, style_id: str | None) -> Iterator[etree._Element]:
        """The style and those it is based on, nearest first; the default paragraph style for None."""
        style = self._default if style_id is None else self._by_id.get(style_id)
        seen: set[etree._Element] = set()
        while style is not None and style not in seen:
            seen.add(style)
            yield style
            base = style.find(w("basedOn"))
            style = None if base is None else self._by_id.get(base.get(w("val"), ""))


def _is_paragraph(style: etree._Element) -> bool:
    return style.get(w("type")) == "paragraph"


def style_of(element: etree._Element, kind: str) -> str | None:
    """The style id that a paragraph (`pPr/pStyle`) or run (`rPr/rStyle`) names."""
    found = element.find(f"{w(kind + 'Pr')}/{w(kind + 'Style')}")
    return None if found is None else found.get(w("val"))


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours (RRGGBB), 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_colour(run: etree._Element, paragraph: etree._Element, styles: Styles) -> str:
    """The colour (RRGGBB) of a run's text; automatic is black."""
    return _nearest(run, paragraph, styles, "color", "val") or _BLACK


def background(run: etree._Element, paragraph: etree._Element, styles: Styles) -> str:
    """The colour (RRGGBB) behind a run: its own shading, its paragraph's, its cell's, else white."""
    cell = next(paragraph.iterancestors(w("tc")), None)
    paragraph_styles = [style.find(w("pPr")) for style in styles.chain(style_of(paragraph, "p"))]
    places = [run.find(w("rPr")), paragraph.find(w("pPr")), *paragraph_styles]
    if cell is not None:
        places.append(cell.find(w("tcPr")))
    return next((fill for fill in (_value(place, "shd", "fill") for place in places) if fill), _WHITE)


def is_large(run: etree._Element, paragraph: etree._Element, styles: Styles) -> bool:
    """Whether the text counts as large: 18 pt, or 14 pt bold."""
    size = next((int(s) for s in _all(run, paragraph, styles, "sz", "val") if s.isdigit()), 22)
    bold = is_bold(run, paragraph, styles)
    return size >= _LARGE_HALF_POINTS or (bold and size >= _LARGE_BOLD_HALF_POINTS)


def is_bold(run: etree._Element, paragraph: etree._Element, styles: Styles) -> bool:
    """Whether the text is bold."""
    return next((b not in ("0", "false") for b in _all(run, paragraph, styles, "b", "val")), False)


def _nearest(run: etree._Element, paragraph: etree._Element, styles: Styles, name: str, attribute: str) -> str | None:
    return next((value for value in _all(run, paragraph, styles, name, attribute) if _COLOUR.match(value)), None)


def _all(run: etree._Element, paragraph: etree._Element, styles: Styles, name: str, attribute: str) -> Iterator[str]:
    """What the run says of a property, then its character style, then its paragraph's style."""
    places = [run.find(w("rPr"))]
    if (own := style_of(run, "r")) is not None:
        places += [style.find(w("rPr")) for style in styles.chain(own)]
    places += [style.find(w("rPr")) for style in styles.chain(style_of(paragraph, "p"))]
    for place in places:
        found = None if place is None else place.find(w(name))
        if found is not None:
            yield found.get(w(attribute), "")


def _value(place: etree._Element | None, name: str, attribute: str) -> str | None:
    found = None if place is None else place.find(w(name))
    value = "" if found is None else found.get(w(attribute), "")
    return value if _COLOUR.match(value) else None
