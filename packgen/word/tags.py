"""The tags of a template as staff typed them: where each stands, before anything is rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from packgen.errors import Location
from packgen.word.xml import w

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_PREFIX = re.compile(r"\{[{%#](tr|tc|p|r) ")
_TABLE_TAGS = re.compile(r"(colspan|cellbg|vm|hm)\b\s*(.*)", re.DOTALL)
_PROPERTIES = (w("tag"), w("alias"))
_OTHER_PARTS = {"document": "main text", "core": "document properties"}


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph of a part: its number in the part from 1, its words with tags, table and row from 0 (None: neither).

    `pieces` names for each character the `w:t` it stands in (a tab or line break counts as one, written as a tab);
    `properties` are texts with tags in the properties of content controls, each with the character it stands before.
    """

    part: str
    number: int
    text: str
    element: etree._Element
    pieces: tuple[etree._Element, ...]
    table: int | None = None
    row: int | None = None
    properties: tuple[tuple[int, str], ...] = ()

    def at(self, template: str, column: int) -> Location:
        """The place of a character (from 0) of this paragraph."""
        path: list[str | int] = [part_label(self.part)]
        if self.table is not None and self.row is not None:
            path += ["table", self.table, "row", self.row]
        return Location(template, self.number, column + 1, tuple(path))


@dataclass(frozen=True, eq=False)
class Tag:
    """`{{ x }}`, `{%p if y %}` ...: as typed, its level ("", p, r, tr, tc), what is inside, where it begins."""

    text: str
    level: str
    inside: str
    paragraph: Paragraph
    column: int
    in_property: bool = False

    @property
    def prints(self) -> bool:
        """Whether it prints a value."""
        return self.text.startswith("{{")

    @property
    def is_comment(self) -> bool:
        """Whether it is a remark that is never printed."""
        return self.text.startswith("{#")

    @property
    def word(self) -> str:
        """The first word of a `{% %}` tag: `for`, `if`, `endif` ..."""
        return "" if self.prints or self.is_comment else (self.inside.split() or [""])[0]

    @property
    def holder(self) -> etree._Element | None:
        """The element that must also hold the other end of a block that begins here.

        Tags in runs may begin in one paragraph and end in another of the same cell or text: what stands between them
        is whole either way, the two paragraphs then become one.
        """
        element: etree._Element | None = self.paragraph.element
        if self.level in ("tr", "tc"):
            element = next(self.paragraph.element.iterancestors(w(self.level)), None)
        elif self.level != "p" and self.column < len(self.paragraph.pieces):
            run = next(self.paragraph.pieces[self.column].iterancestors(w("r")), None)
            if run is not None and run.getparent() is not self.paragraph.element:
                return run.getparent()
        return None if element is None else element.getparent()


def part_label(name: str) -> str:
    """A part's name as staff know it: `main text`, `header 1`, `footnotes`."""
    stem = name.rsplit("/", 1)[-1].removesuffix(".xml")
    kind = stem.rstrip("0123456789")
    return _OTHER_PARTS.get(stem) or f"{kind} {stem[len(kind) :]}".strip()


def paragraphs(part: str, root: etree._Element) -> Iterator[Paragraph]:
    """Every paragraph of a part; one of no paragraphs (document properties) gives one for each of its texts."""
    tables = {table: number for number, table in enumerate(root.iter(w("tbl")))}
    number = 0
    waiting: list[str] = []
    for element in root.iter(w("p"), *_PROPERTIES):
        if element.tag == w("p"):
            number += 1
            yield _paragraph(part, number, element, tables, [(0, text) for text in waiting])
            waiting = []
        elif "{" in element.get(w("val"), "") and next(element.iterancestors(w("p")), None) is None:
            waiting.append(element.get(w("val"), ""))
    if not number:
        for place, element in enumerate(root, 1):
            if element.text:
                yield Paragraph(part, place, element.text, element, (element,) * len(element.text))


def _paragraph(
    part: str,
    number: int,
    element: etree._Element,
    tables: dict[etree._Element, int],
    properties: list[tuple[int, str]],
) -> Paragraph:
    texts: list[str] = []
    pieces: list[etree._Element] = []
    for piece in element.iter(w("t"), w("tab"), w("br"), *_PROPERTIES):
        if next(piece.iterancestors(w("p"))) is not element:
            continue  # a text box inside this paragraph has paragraphs of its own
        run = piece.getparent()
        if piece.tag in _PROPERTIES:
            if "{" in piece.get(w("val"), ""):
                properties.append((len(pieces), piece.get(w("val"), "")))
        elif run is not None and run.tag == w("r"):
            texts.append((piece.text or "") if piece.tag == w("t") else "\t")
            pieces += [piece] * len(texts[-1])
    table, row = _table_and_row(element, tables)
    return Paragraph(part, number, "".join(texts), element, tuple(pieces), table, row, tuple(properties))


def _table_and_row(element: etree._Element, tables: dict[etree._Element, int]) -> tuple[int | None, int | None]:
    table = next(element.iterancestors(w("tbl")), None)
    row = next(element.iterancestors(w("tr")), None)
    if table is None or row is None:
        return None, None
    rows = table.findall(w("tr"))
    return tables[table], rows.index(row) if row in rows else None


def tags_of(paragraph: Paragraph) -> list[Tag]:
    """The closed tags of a paragraph in order, those in properties of content controls among them."""
    found = [
        _tag(tag.group(), paragraph, column, in_property=True)
        for column, text in paragraph.properties
        for tag in TAG.finditer(text)
    ]
    found += [_tag(tag.group(), paragraph, tag.start()) for tag in TAG.finditer(paragraph.text)]
    return sorted(found, key=lambda tag: (tag.column, not tag.in_property))


def _tag(text: str, paragraph: Paragraph, column: int, *, in_property: bool = False) -> Tag:
    prefix = _PREFIX.match(text)
    inside = text[prefix.end() if prefix else 2 : -2].removeprefix("-").removesuffix("-").strip()
    return Tag(text, prefix[1] if prefix else "", _straight(inside), paragraph, column, in_property)


def _straight(inside: str) -> str:
    """Word turns quotation marks into curly ones; docxtpl turns them back."""
    return inside.translate(str.maketrans("“”‘’", "\"\"''"))


def as_jinja(tag: Tag) -> str:
    """The tag as Jinja reads it once docxtpl has rewritten it; docxtpl's own table tags print what they are given."""
    if tag.is_comment:
        return ""
    if tag.prints:
        return f"{{{{ {tag.inside} }}}}"
    if special := _TABLE_TAGS.match(tag.inside):
        return f"{{{{ {special[2]} }}}}" if special[2] else ""
    return f"{{% {tag.inside} %}}"
