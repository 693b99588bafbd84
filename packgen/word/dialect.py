"""From the XML of a template's part to Jinja source: docxtpl's tag dialect, every paragraph on a line of its own."""

from __future__ import annotations

import html
import re

from lxml import etree

from packgen.word.faults import TemplateError
from packgen.word.xml import declared, w

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p(?=[ >/])")
_DRAWING_NUMBER = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*"')
_CHANGES_COLUMNS = re.compile(r"\{[{%]\s*(?:tc|colspan|hm)\b")
_UNTRUSTED = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True, huge_tree=False
)
# Word's notes to itself: they say who typed when, and repeated by a loop they would no longer be unique.
_EDITING_MARKS = re.compile(r"\{[^}]*\}(rsid\w*|paraId|textId)\Z")
_EDITING_ELEMENTS = (w("proofErr"), w("lastRenderedPageBreak"))


def parse_part(data: bytes) -> etree._Element:
    """The tree of a part of an untrusted package: no entities, no comments, no processing instructions.

    Raises TemplateError when it is not well formed or declares a document type.
    """
    try:
        root = etree.fromstring(data, _UNTRUSTED)
    except etree.XMLSyntaxError as error:
        raise TemplateError("A part of this Word file is damaged.", "Open it in Word and save it again.") from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        hint = "Do not use it; ask whoever sent it."
        raise TemplateError("This Word file declares entities, which Word never writes.", hint)
    return root


def tidy(data: bytes) -> bytes:
    """The part without Word's editing marks, and without numbers that a loop would repeat."""
    root = parse_part(data)
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if _EDITING_MARKS.match(str(name))]:
            del element.attrib[name]
    for element in list(root.iter(*_EDITING_ELEMENTS)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for properties in root.iter(w("sdtPr")):
        for number in properties.findall(w("id")):
            properties.remove(number)
    return declared(root)


def changes_columns(data: bytes) -> bool:
    """Whether tags add or take columns of a table, which only docxtpl does."""
    return _CHANGES_COLUMNS.search("".join(map(str, parse_part(data).itertext()))) is not None


def to_jinja(data: bytes) -> str:
    """The part as Jinja source in which every paragraph begins on a line of its own."""
    return with_lines(patched(etree.tostring(parse_part(data), encoding="unicode")))


def patched(xml: str) -> str:
    """docxtpl's own rewriting of its tags, so that a template means here what it means there."""
    from docxtpl import DocxTemplate  # only when a template is compiled: importing it takes longer than a merge

    return _TAG.sub(lambda tag: html.unescape(tag.group()), DocxTemplate(None).patch_xml(xml))


def with_lines(source: str) -> str:
    """A line break inside each paragraph's start tag: it maps faults to paragraphs and means nothing in XML."""
    return _PARAGRAPH.sub("<w:p\n", source.replace("\n", " "))


def words_of_line(source: str, line: int) -> str:
    """The words and tags of the paragraph on `line` (from 1) of a Jinja source made here."""
    lines = source.split("\n")
    text = re.sub(r"<[^>]*(?:>|\Z)|\A[^<>]*>", " ", lines[min(line, len(lines)) - 1])
    return " ".join(html.unescape(text).split())


def renumber_drawings(xml: str) -> str:
    """Number drawings from 1, since a loop repeats the template's numbers."""
    if "<wp:docPr" not in xml:
        return xml
    numbers = iter(range(1, xml.count("<wp:docPr") + 1))
    return _DRAWING_NUMBER.sub(lambda found: f'{found[1]}{next(numbers)}"', xml)
