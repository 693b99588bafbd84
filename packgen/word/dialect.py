"""From the XML of a template part to Jinja source: the tag dialect of docxtpl, written anew on the element tree.

`{{ x }}` and `{% %}` stand in text; `{%p %}`, `{%tr %}` take their whole paragraph or row away, `{%r %}` divides a run.
What changes the columns of a table, and `{%- -%}`, is left to docxtpl itself (`only_docxtpl`).
"""

from __future__ import annotations

import html
import re

from lxml import etree

from packgen.word.faults import TemplateError
from packgen.word.tags import TAG, Tag, as_jinja, paragraphs, tags_of
from packgen.word.xml import SPACE, above, declared, make, w

_PARAGRAPH = re.compile(r"<w:p(?=[ >/])")
_MARK = "packgen-tag"
_MARKS = re.compile(rf"<\?{_MARK} (\d+)\?>")
_DRAWING_NUMBER = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*"')
_ONLY_DOCXTPL = re.compile(r"\{[{%]tc |\{%\s*(?:colspan|cellbg|vm|hm)\b|\{%-|-%\}")
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
    _tidy(root)
    return declared(root)


def _tidy(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        if element.attrib:
            for name in [name for name in element.attrib if _EDITING_MARKS.match(str(name))]:
                del element.attrib[name]
    for element in list(root.iter(*_EDITING_ELEMENTS)):
        above(element).remove(element)
    for properties in root.iter(w("sdtPr")):
        for number in properties.findall(w("id")):
            properties.remove(number)


def only_docxtpl(data: bytes) -> bool:
    """Whether a part has tags that are left to docxtpl."""
    return _ONLY_DOCXTPL.search("".join(map(str, parse_part(data).itertext()))) is not None


def to_jinja(data: bytes) -> str:
    """The part as Jinja source in which every paragraph begins on a line of its own."""
    root = parse_part(data)
    _tidy(root)
    marks: list[str] = []
    for paragraph in list(paragraphs("", root)):
        if paragraph.element.tag == w("p") and "{" in paragraph.text:
            for tag in reversed([tag for tag in tags_of(paragraph) if not tag.in_property]):
                _mark(tag, marks)
    xml = TAG.sub(_readable, etree.tostring(root, encoding="unicode"))
    # A line break inside a start tag maps faults to paragraphs and means nothing in XML.
    lines = _PARAGRAPH.sub("<w:p\n", xml.replace("\n", " "))
    return _MARKS.sub(lambda found: marks[int(found[1])], lines)


def _readable(found: re.Match[str]) -> str:
    """A tag outside a run's text (in an attribute, say) with XML's own spelling of brackets and quotes undone."""
    return "" if found.group().startswith("{#") else html.unescape(found.group())


def _mark(tag: Tag, marks: list[str]) -> None:
    """Put a mark where the tag stands, or where the paragraph or row stood that it takes away."""
    marks.append(as_jinja(tag).replace("\n", " "))
    mark = etree.ProcessingInstruction(_MARK, str(len(marks) - 1))
    if tag.level in ("p", "tr"):
        taken = next(tag.paragraph.element.iterancestors(w("tr"))) if tag.level == "tr" else tag.paragraph.element
        above(taken).replace(taken, mark)
        return
    first = _cut(tag)
    first.set(SPACE, "preserve")
    first.insert(0, mark)
    first.text, mark.tail = _divided(first.text or "", tag)
    if tag.level == "r":
        _divide_run(mark, first)


def _offset(tag: Tag) -> int:
    """How many characters of its `w:t` stand before the tag."""
    pieces = tag.paragraph.pieces
    start = tag.column
    while start and pieces[start - 1] is pieces[tag.column]:
        start -= 1
    return tag.column - start


def _divided(text: str, tag: Tag) -> tuple[str, str]:
    return text[: _offset(tag)], text[_offset(tag) :]


def _cut(tag: Tag) -> etree._Element:
    """Take the tag's characters out of the texts it spreads over; returns the first of them."""
    pieces = tag.paragraph.pieces[tag.column : tag.column + len(tag.text)]
    first = pieces[0]
    lengths = {id(piece): sum(other is piece for other in pieces) for piece in pieces}
    for piece in dict.fromkeys(pieces):
        start = _offset(tag) if piece is first else 0
        text = piece.text or ""
        piece.text = text[:start] + text[start + lengths[id(piece)] :]
        if piece is not first:
            piece.set(SPACE, "preserve")
            _drop_if_empty(piece)
    return first


def _drop_if_empty(piece: etree._Element) -> None:
    run = piece.getparent()
    if run is None or piece.text or len(piece):
        return
    run.remove(piece)
    if all(child.tag == w("rPr") for child in run):
        above(run).remove(run)


def _divide_run(mark: etree._Element, text: etree._Element) -> None:
    """`{{r x }}`: the mark goes between two runs, what followed it in its run into the second."""
    run = above(text)
    rest = make("r")
    if (properties := run.find(w("rPr"))) is not None:
        rest.append(etree.fromstring(etree.tostring(properties)))
    following = make("t")
    following.text, mark.tail = mark.tail, None
    following.set(SPACE, "preserve")
    following.extend(list(mark.itersiblings()))
    rest.extend([following, *text.itersiblings()])
    run.addnext(rest)
    run.addnext(mark)
    for piece in (text, following):
        _drop_if_empty(piece)


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
