"""The words that a Word document shows, story by story, and how sure it is that each is printed, and how often."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from packgen.pack.docx_package import COMPATIBILITY, WORD, hiding_styles, is_hidden, is_on, parse, stories

_WORDS = re.compile(r"[^\W_]+")
# Arabic lam and alef are printed as one sign, which comes out of a PDF with the two letters the other way round.
_LAM_AND_ALEF = re.compile("[\u0644\u0627\u0622\u0623\u0625]{2,}")
# Fields that are worked out anew when printed: their text in the file is only the last result.
_COMPUTED = re.compile(
    r"^\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION|PAGEREF|REF|NOTEREF|SEQ|TOC|INDEX|DATE|TIME|PRINTDATE|SAVEDATE|CREATEDATE"
    r"|FILENAME|NUMWORDS|NUMCHARS|REVNUM|EDITTIME|STYLEREF|AUTHOR|TITLE|DOCPROPERTY)\b|^\s*=",
    re.IGNORECASE,
)
_BREAKS = {f"{WORD}{name}" for name in ("tab", "br", "cr", "p", "tc", "ptab", "noBreakHyphen", "sym")}
_NOT_PRINTED = {f"{WORD}{name}" for name in ("moveFrom", "instrText", "rPr", "pPr", "sdtPr", "tblPr")}
# Text of a tracked deletion: one converter prints it struck through, another leaves it out.
_DELETED = f"{WORD}delText"
_NOT_PRINTED.add(f"{COMPATIBILITY}Fallback")


@dataclass
class StoryWords:
    """Words of one story. `shown` is printed just so often; `repeated` once or on every page; `perhaps` maybe not."""

    name: str
    shown: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    perhaps: Counter[str] = field(default_factory=Counter)


def words_of(text: str) -> list[str]:
    """The words of `text` for comparing: without case, ligatures, soft hyphens and punctuation."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\ufffe", "\n").casefold()
    return _WORDS.findall(_LAM_AND_ALEF.sub(lambda letters: "".join(sorted(letters[0])), plain))


def story_words(document: Path) -> list[StoryWords]:
    """The words of every story of a document. Raises zipfile.BadZipFile or etree.XMLSyntaxError for a damaged one."""
    with zipfile.ZipFile(document) as package:
        hiding = hiding_styles(package)
        sure = _headers_in_use(package)
        found = []
        for name, words, root in stories(package):
            if name.startswith("word/comments"):
                continue
            story = StoryWords(words)
            in_margin = name.startswith(("word/header", "word/footer"))
            for kind, text in _texts(root, hiding):
                _count(story, kind, text, in_margin=in_margin, sure=name in sure)
            found.append(story)
        return found


def _count(story: StoryWords, kind: str, text: str, *, in_margin: bool, sure: bool) -> None:
    words = Counter(words_of(text))
    if kind == "computed" or (in_margin and not sure):
        story.perhaps.update(words)
    elif kind == "repeated" or in_margin:
        story.repeated.update(words)
    else:
        story.shown.update(words)


def _texts(root: etree._Element, hiding: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Kind (`plain`, `repeated` in a table heading, `computed` by a field) and text, a paragraph at a time."""
    for paragraph in root.iter(f"{WORD}p"):
        if any(ancestor.tag in _NOT_PRINTED for ancestor in paragraph.iterancestors()):
            continue
        kind = "repeated" if _is_in_heading_row(paragraph) else "plain"
        texts: dict[str, list[str]] = {kind: [], "computed": []}
        fields = _Fields()
        for element in _walk(paragraph):
            fields.see(element)
            here = "computed" if fields.computed or element.tag == _DELETED else kind
            texts[here].append(_own_text(element, hiding))
        yield from ((each, "".join(pieces)) for each, pieces in texts.items())


def _walk(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Everything printed inside a paragraph, but not the paragraphs of a text box in it, which come on their own."""
    for child in paragraph:
        if not isinstance(child.tag, str) or child.tag in _NOT_PRINTED:
            continue
        if child.tag == f"{WORD}fldSimple":
            yield child
        if child.tag != f"{WORD}txbxContent":
            if child.tag != f"{WORD}fldSimple":
                yield child
            yield from _walk(child)
        if child.tag == f"{WORD}fldSimple":
            yield etree.Element("end")


def _own_text(element: etree._Element, hiding: frozenset[str]) -> str:
    if element.tag in (f"{WORD}t", _DELETED):
        run = element.getparent()
        return "" if run is None or is_hidden(run, hiding) else element.text or ""
    return " " if element.tag in _BREAKS else ""


class _Fields:
    """Which field, if any, the walk stands in, and whether its text is worked out anew when printed."""

    def __init__(self) -> None:
        self._open: list[list[str]] = []

    @property
    def computed(self) -> bool:
        return any(_COMPUTED.match(instruction) for instruction, *_ in self._open)

    def see(self, element: etree._Element) -> None:
        if element.tag == f"{WORD}fldSimple":
            self._open.append([element.get(f"{WORD}instr", "")])
        elif element.tag == f"{WORD}fldChar":
            self._see_mark(element)
        elif element.tag == "end" and self._open:
            self._open.pop()

    def _see_mark(self, element: etree._Element) -> None:
        kind = element.get(f"{WORD}fldCharType")
        if kind == "begin":
            self._open.append([_instruction_after(element)])
        elif kind == "end" and self._open:
            self._open.pop()


def _instruction_after(begin: etree._Element) -> str:
    run = begin.getparent()
    pieces = []
    while run is not None:
        pieces += [text.text or "" for text in run.iter(f"{WORD}instrText")]
        marks = [mark.get(f"{WORD}fldCharType") for mark in run.iter(f"{WORD}fldChar") if mark is not begin]
        if marks:
            break
        run = run.getnext()
    return "".join(pieces)


def _is_in_heading_row(paragraph: etree._Element) -> bool:
    row = next(paragraph.iterancestors(f"{WORD}tr"), None)
    return row is not None and is_on(row.find(f"{WORD}trPr"), "tblHeader")


def _headers_in_use(package: zipfile.ZipFile) -> frozenset[str]:
    """The header and footer parts that are certainly printed: of the first section, for its first page."""
    body = parse(package.read("word/document.xml"))
    section = next(body.iter(f"{WORD}sectPr"), None)
    relationships = "word/_rels/document.xml.rels"
    if section is None or relationships not in package.namelist():
        return frozenset()
    targets = {link.get("Id"): link.get("Target", "") for link in parse(package.read(relationships))}
    wanted = "first" if is_on(section, "titlePg") else "default"
    link = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    names = (
        targets.get(reference.get(link), "")
        for reference in section.iter(f"{WORD}headerReference", f"{WORD}footerReference")
        if reference.get(f"{WORD}type") == wanted
    )
    return frozenset(name.removeprefix("/") if name.startswith("/") else f"word/{name}" for name in names if name)
