"""Markdown to Word paragraphs, lists and tables in the look of the paragraph whose place they take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from lxml import etree

from packgen.errors import Location, Problem, Severity
from packgen.word.markdown_tree import pictures, read
from packgen.word.numbering import Numbering
from packgen.word.values import PLAIN_MARKDOWN
from packgen.word.xml import make, text_run, w

_LIST_STYLES = {True: "list number", False: "list bullet"}
# Word wants the properties of a run in one order: style, fonts, bold, italics, the rest.
_BEFORE = {"b": (w("rStyle"), w("rFonts")), "i": (w("rStyle"), w("rFonts"), w("b"), w("bCs"))}
_TABLE_WIDTH = 9000  # twentieths of a point, about the text width of A4; Word stretches it to the full width


@dataclass(frozen=True)
class Look:
    """How a text looks: properties of its paragraph and runs, the document's style ids by name, its lists."""

    paragraph: etree._Element | None
    run: etree._Element | None
    styles: Mapping[str, str]
    numbering: Numbering

    def run_properties(self, *, bold: bool = False, italic: bool = False) -> etree._Element | None:
        """A fresh `w:rPr`, or None where nothing is set."""
        if self.run is None and not (bold or italic):
            return None
        made = deepcopy(self.run) if self.run is not None else make("rPr")
        for wanted, name in ((bold, "b"), (italic, "i")):
            if wanted and made.find(w(name)) is None:
                made.insert(sum(child.tag in _BEFORE[name] for child in made), make(name))
        return made

    def new_paragraph(self) -> etree._Element:
        """An empty paragraph with the properties of the one whose place is taken."""
        return make("p", *([deepcopy(self.paragraph)] if self.paragraph is not None else []))


def remarks(text: str, location: Location | None = None) -> tuple[Problem, ...]:
    """What of a Markdown text will not be printed as meant: pictures. Used when a case is checked."""
    return tuple(
        Problem(
            f"A picture stands in this text ({alt or 'without a description'}); text of a case cannot hold pictures.",
            "Take the picture out here, and name the file under attachments.",
            Severity.WARNING,
            location,
        )
        for alt in pictures(text)
    )


def runs(text: str, look: Look) -> list[etree._Element] | None:
    """The runs of a text that is one paragraph; None when it holds more than that."""
    if PLAIN_MARKDOWN.match(text):
        return [text_run(text, look.run_properties())] if text else []
    children = list(read(text))
    if len(children) > 1 or (children and children[0].tag != "p"):
        return None
    return [run for child in children for run in _inline(_trimmed(child), look)]


def blocks(text: str, look: Look) -> list[etree._Element]:
    """The paragraphs and tables of a text, at least one paragraph."""
    if PLAIN_MARKDOWN.match(text):
        paragraph = look.new_paragraph()
        paragraph.extend(runs(text, look) or [])
        return [paragraph]
    made = [block for child in read(text) for block in _block(child, look)]
    return made or [look.new_paragraph()]


def _block(element: ET.Element, look: Look) -> Iterator[etree._Element]:
    if element.tag in ("ul", "ol"):
        yield from _list(element, look, 0, None)
    elif element.tag == "table":
        yield _table(element, look)
    else:
        paragraph = look.new_paragraph()
        paragraph.extend(_inline(_trimmed(element), look))
        yield paragraph


def _trimmed(element: ET.Element) -> ET.Element:
    """The paragraph without blanks at its end (the mark of a line break that nothing follows)."""
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip()
    else:
        element.text = (element.text or "").rstrip()
    return element


def _list(element: ET.Element, look: Look, depth: int, outer: str | None) -> Iterator[etree._Element]:
    numbered = element.tag == "ol"
    number = outer if outer and not numbered else look.numbering.new_list(numbered=numbered)
    styled = _with_list(look, numbered=numbered, number=number, depth=depth)
    for item in element:
        yield from _item(item, look, styled, depth, number if not numbered else None)


def _item(item: ET.Element, look: Look, styled: Look, depth: int, number: str | None) -> Iterator[etree._Element]:
    first = True
    head = ET.Element("p")
    head.text = item.text
    children: list[ET.Element] = []
    for child in item:
        (children if child.tag in ("ul", "ol", "p", "table") else head).append(child)
    if _has_content(head) or not children:
        children.insert(0, head)
    for child in children:
        if child.tag in ("ul", "ol"):
            yield from _list(child, look, min(depth + 1, 8), number)
        elif child.tag == "table":
            yield _table(child, look)
        else:
            paragraph = (styled if first else _continued(styled, depth)).new_paragraph()
            paragraph.extend(_inline(_trimmed(child), styled))
            first = False
            yield paragraph


def _has_content(element: ET.Element) -> bool:
    return len(element) > 0 or bool((element.text or "").strip())


def _with_list(look: Look, *, numbered: bool, number: str, depth: int) -> Look:
    properties = deepcopy(look.paragraph) if look.paragraph is not None else make("pPr")
    for name in ("numPr", "ind"):
        for old in properties.findall(w(name)):
            properties.remove(old)
    style = properties.find(w("pStyle"))
    wanted = look.styles.get(_LIST_STYLES[numbered])
    if style is None and wanted:
        properties.insert(0, make("pStyle", val=wanted))
    before = {w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")}
    position = sum(child.tag in before for child in properties)
    properties.insert(position, make("numPr", make("ilvl", val=str(depth)), make("numId", val=number)))
    return replace(look, paragraph=properties)


def _continued(styled: Look, depth: int) -> Look:
    """A further paragraph of an item: indented like it, without a number."""
    assert styled.paragraph is not None
    properties = deepcopy(styled.paragraph)
    for number in properties.iter(w("numId")):
        number.set(w("val"), "0")
    after = {
        w(name) for name in ("contextualSpacing", "mirrorIndents", "jc", "textAlignment", "outlineLvl", "rPr", "sectPr")
    }
    position = next((i for i, child in enumerate(properties) if child.tag in after), len(properties))
    properties.insert(position, make("ind", left=str(360 * (depth + 1)), firstLine="0"))
    return replace(styled, paragraph=properties)


def _inline(element: ET.Element, look: Look, *, bold: bool = False, italic: bool = False) -> Iterator[etree._Element]:
    def run(text: str | None) -> Iterator[etree._Element]:
        words = (text or "").replace("\n", " ")
        if words:
            yield text_run(words, look.run_properties(bold=bold, italic=italic))

    yield from run((element.text or "").lstrip("\n"))
    for child in element:
        yield from _inline_child(child, look, bold, italic)
        tail = child.tail or ""
        yield from run(tail.lstrip("\n") if child.tag == "br" else tail)


def _inline_child(child: ET.Element, look: Look, bold: bool, italic: bool) -> Iterator[etree._Element]:
    plain = look.run_properties(bold=bold, italic=italic)
    if child.tag == "br":
        yield make("r", *([plain] if plain is not None else []), make("br"))
    elif child.tag == "img":
        yield text_run(_left_out(child), plain)
    else:
        yield from _inline(child, look, bold=bold or child.tag == "strong", italic=italic or child.tag == "em")
        if child.tag == "a" and (target := _target(child)):
            yield text_run(f" ({target})", plain)


def _left_out(image: ET.Element) -> str:
    shown = " ".join(filter(None, (image.get("alt"), image.get("title"), image.get("src"))))
    return f"[picture left out: {shown}]"


def _target(link: ET.Element) -> str:
    address, title = link.get("href", ""), link.get("title", "")
    shown = "".join(link.itertext()).strip()
    return ", ".join(text for text in (address.removeprefix("mailto:"), title) if text and text != shown)


def _table(element: ET.Element, look: Look) -> etree._Element:
    rows = list(element.iter("tr"))
    columns = max(len(row) for row in rows)
    style = look.styles.get("table grid")
    properties = make("tblPr", *([make("tblStyle", val=style)] if style else []), make("tblW", w="5000", type="pct"))
    if not style:
        properties.append(_borders())
    grid = make("tblGrid", *(make("gridCol", w=str(_TABLE_WIDTH // columns)) for _ in range(columns)))
    return make("tbl", properties, grid, *(_row(row, look, columns) for row in rows))


def _borders() -> etree._Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return make("tblBorders", *(make(side, val="single", sz="4", space="0", color="auto") for side in sides))


def _row(row: ET.Element, look: Look, columns: int) -> etree._Element:
    heading = any(cell.tag == "th" for cell in row)
    properties = make("trPr", make("cantSplit"), *([make("tblHeader")] if heading else []))
    cells = []
    for cell in row:
        paragraph = look.new_paragraph()
        paragraph.extend(_inline(cell, look, bold=heading))
        width = make("tcPr", make("tcW", w=str(_TABLE_WIDTH // columns), type="dxa"))
        cells.append(make("tc", width, paragraph))
    return make("tr", properties, *cells)
