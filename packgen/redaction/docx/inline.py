"""Inside a paragraph: runs, links, revisions, fields, symbols. What shows becomes plain runs; the rest is counted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packgen.redaction.docx.bookmarks import PassageBookmarks
from packgen.redaction.docx.drawing import BlockReader, DrawingReader
from packgen.redaction.docx.fields import FieldStack
from packgen.redaction.docx.model import PLAIN, Block, Look, Run
from packgen.redaction.docx.reading import Reading
from packgen.redaction.docx.text import OVERRIDE, symbol
from packgen.redaction.docx.xml import (
    Element,
    attribute,
    child,
    child_attribute,
    child_value,
    chosen_alternative,
    name_of,
    whole_number,
)
from packgen.redaction.model import FAINT_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Elements whose content is shown as if they were not there.
SEE_THROUGH = frozenset(
    {"w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdtContent", "w:dir", "w:rubyBase", "w:rt", "w:fldSimple"}
)
#: Elements that a tracked change takes away.
REMOVED = {"w:del": "tracked deletions", "w:moveFrom": "tracked moves"}
#: Elements that show nothing: how they are counted, "" where nobody needs to know.
SHOWS_NOTHING = {
    "w:pPr": "", "w:rPr": "", "w:sdtPr": "", "w:sdtEndPr": "", "w:smartTagPr": "", "w:customXmlPr": "", "w:rubyPr": "",
    "w:proofErr": "", "w:lastRenderedPageBreak": "", "w:permStart": "editing permissions", "w:permEnd": "",
    "w:bookmarkStart": "bookmarks", "w:bookmarkEnd": "", "w:annotationRef": "", "w:separator": "",
    "w:continuationSeparator": "", "w:footnoteRef": "", "w:endnoteRef": "", "w:fldData": "field data",
    "w:commentRangeStart": "", "w:commentRangeEnd": "", "w:commentReference": "marks of comments",
    "w:instrText": "field instructions", "w:delInstrText": "field instructions", "w:delText": "tracked deletions",
    "w:moveFromRangeStart": "tracked moves", "w:moveFromRangeEnd": "", "w:moveToRangeStart": "", "w:moveToRangeEnd": "",
    "w:customXmlInsRangeStart": "", "w:customXmlInsRangeEnd": "", "w:customXmlDelRangeStart": "",
    "w:customXmlDelRangeEnd": "", "w:customXmlMoveFromRangeStart": "", "w:customXmlMoveFromRangeEnd": "",
    "w:customXmlMoveToRangeStart": "", "w:customXmlMoveToRangeEnd": "", "w:softHyphen": "invisible characters",
}  # fmt: skip
_BREAKS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
#: What an instruction may hold and no page shows; text in an instruction is dropped where it would be shown.
_NEVER_IN_CODE = frozenset(
    {"w:drawing", "w:pict", "w:object", "w:footnoteReference", "w:endnoteReference", "w:contentPart"}
)
_TINY_HALF_POINTS = 4
_SMALL_HALF_POINTS, _SQUEEZED_PER_CENT = 6, 10
_HARD_TO_SEE = (
    "Some text is white, pale, see-through or tiny in the original; in the copy everybody can read it. Look it over."
)


@dataclass
class Line:
    """A paragraph as it is being read: its runs, text boxes before or after its text, and the small letters over words.

    Those (`rubies`) come last: between the letters that they stand over they would part a name.
    """

    runs: list[Run] = field(default_factory=list)
    before: list[Block] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    rubies: list[Run] = field(default_factory=list)
    page: int = 0

    def add_boxes(self, blocks: list[Block]) -> None:
        """Text boxes anchored here: before the paragraph when nothing of it has been shown yet."""
        shown = any(run.text.strip() for run in self.runs)
        (self.after if shown else self.before).extend(blocks)


class InlineReader:
    """Reads the paragraphs of one story; keeps the fields and content controls that are open across paragraphs."""

    def __init__(self, reading: Reading, part: str, read_blocks: BlockReader) -> None:
        self._reading = reading
        self._drawings = DrawingReader(reading, part, read_blocks)
        self.fields = FieldStack()
        self.tags: list[str] = []
        self.bookmarks = PassageBookmarks()
        self._line = Line()
        self._style = ""
        self._look = PLAIN
        self._mark = ""
        self._faint = False
        self._run_handlers: dict[str, Callable[[Element], None]] = {
            "w:t": self._text,
            "w:sym": self._symbol,
            "w16se:symEx": self._symbol,
            "w:fldChar": self._field_mark,
            "w:footnoteReference": self._note,
            "w:endnoteReference": self._note,
            "w:drawing": self._drawing,
            "w:pict": self._drawing,
            "w:object": self._drawing,
            "w:ruby": self._ruby,
            "w:contentPart": self._ink,
            "w:r": self._run,
            "w:hyperlink": self._hyperlink,
            "w:bdo": self._override,
            "w:sdt": self._control,
            "w:subDoc": self._linked_document,
            "m:oMath": self._formula,
            "m:oMathPara": self._formula,
            "mc:AlternateContent": self._alternative,
        }

    def read(self, paragraph: Element, style: str) -> Line:
        """The content of `w:p` whose paragraph style is `style`."""
        self._line, self._style = Line(), style
        self._walk(paragraph)
        if self._line.rubies:
            self._line.runs += [Run(" ("), *self._line.rubies, Run(")")]
        return self._line

    def _walk(self, element: Element) -> None:
        for inner in element:
            self._one(inner, name_of(inner))

    def _one(self, inner: Element, name: str) -> None:
        handler = self._run_handlers.get(name)
        if name == self._reading.page_mark and (name != "w:br" or attribute(inner, "w:type") == "page"):
            self._reading.page += 1
        if self.fields.in_code and name in _NEVER_IN_CODE:
            self._reading.dropped["field instructions"] += 1
        elif handler is not None:
            handler(inner)
        elif name in _BREAKS:
            self._show(_BREAKS[name])
        elif name in SEE_THROUGH:
            self._walk(inner)
        elif name in REMOVED:
            self._reading.dropped[REMOVED[name]] += 1
            self._close_fields_in(inner)
        elif name in SHOWS_NOTHING:
            self.bookmarks.meet(inner, name)
            if SHOWS_NOTHING[name]:
                self._reading.dropped[SHOWS_NOTHING[name]] += 1
        else:
            self._reading.unknown["unknown elements"] += 1

    def _show(self, text: str, picture: str = "") -> None:
        if text and not self.fields.in_code:
            self.fields.note_text()
            self._line.page = self._line.page or self._reading.page
            faint = (FAINT_TEXT,) if self._faint else ()
            tags = tuple(dict.fromkeys((*self.tags, *self.bookmarks.keys, *faint)))
            self._line.runs.append(Run(text, self._look, tags, self._mark, picture))

    def _run(self, run: Element) -> None:
        properties = child(run, "w:rPr")
        if self._is_hidden(properties):
            if len(run):
                self._reading.dropped["hidden text"] += 1
            self._close_fields_in(run)
            return
        kept = self._look, self._mark, self._faint
        self._look = self._look_of(properties)
        self._mark = highlight_of(properties)
        self._walk(run)
        self._look, self._mark, self._faint = kept

    def _is_hidden(self, properties: Element | None) -> bool:
        styles = self._reading.styles
        if styles.toggled("w:vanish", properties, self._style):
            return True
        size = styles.value("w:sz", properties, self._style)
        return size is not None and whole_number(attribute(size, "w:val"), 99) <= _TINY_HALF_POINTS

    def _look_of(self, properties: Element | None) -> Look:
        styles, style = self._reading.styles, self._style
        color = styles.value("w:color", properties, style)
        self._faint = _is_hard_to_see(color, properties)
        if self._faint:
            self._reading.warn(_HARD_TO_SEE)
        underline = child_value(properties, "w:u")
        return Look(
            bold=styles.toggled("w:b", properties, style),
            italic=styles.toggled("w:i", properties, style),
            underline=underline not in ("", "none"),
            strike=styles.toggled("w:strike", properties, style),
            raised=raised if (raised := child_value(properties, "w:vertAlign")) in ("superscript", "subscript") else "",
        )

    def _text(self, element: Element) -> None:
        text = element.text or ""
        if len(element):
            self._reading.unknown["elements inside text"] += len(element)
            text += "".join(inner.tail or "" for inner in element)
        self._show(text.replace("\r", " ").replace("\n", " ").replace("\t", " "))

    def _symbol(self, element: Element) -> None:
        code = (attribute(element, "w:char") or attribute(element, "w16se:char")).strip()
        try:
            shown = symbol(attribute(element, "w:font") or attribute(element, "w16se:font"), int(code, 16))
        except (ValueError, OverflowError):
            shown = ""
        self._reading.dropped["characters of symbol fonts"] += 1
        self._show(shown)

    def _field_mark(self, element: Element) -> None:
        self._show(self.fields.mark(element))

    def _close_fields_in(self, removed: Element) -> None:
        for inner in removed.iter():
            if name_of(inner) == "w:fldChar":
                self.fields.mark(inner)

    def _note(self, element: Element) -> None:
        kind = name_of(element)[2:].removesuffix("Reference")
        number = self._reading.note_number(kind, attribute(element, "w:id"))
        self._show(f"[{'note' if kind == 'footnote' else 'endnote'} {number}]")

    def _drawing(self, element: Element) -> None:
        drawn = self._drawings.read(element)
        for picture in drawn.pictures:
            self._show(f"[{picture}]", picture)
        self._line.add_boxes(drawn.blocks)

    def _ink(self, _: Element) -> None:
        self._show(f"[{(picture := self._reading.add_picture(b'', 'drawing in ink'))}]", picture)

    def _ruby(self, element: Element) -> None:
        for inner in element:
            if name_of(inner) == "w:rubyBase":
                self._walk(inner)
        shown, self._line.runs = self._line.runs, self._line.rubies
        for inner in element:
            if name_of(inner) == "w:rt":
                self._walk(inner)
        self._line.runs = shown

    def _hyperlink(self, element: Element) -> None:
        self._reading.dropped["targets of links"] += 1
        self._walk(element)

    def _override(self, element: Element) -> None:
        backwards = attribute(element, "w:val") == "rtl"
        self._show(OVERRIDE if backwards else "")
        self._walk(element)
        self._show("\u202c" if backwards else "")

    def _control(self, element: Element) -> None:
        with self.control(element):
            self._walk(element)

    @contextmanager
    def control(self, element: Element) -> Iterator[None]:
        """Inside a content control: its tag stands on every run; its title, list entries and binding are dropped."""
        self._reading.dropped["content controls"] += 1
        tag = child_attribute(child(element, "w:sdtPr"), "w:tag", "w:val")
        if tag:
            self.tags.append(tag)
        yield
        if tag:
            self.tags.pop()

    def _linked_document(self, _: Element) -> None:
        self._reading.unknown["linked documents"] += 1
        self._reading.warn("The document shows another document that is linked to it; redact that one by itself.")

    def _formula(self, element: Element) -> None:
        removed = {inner for gone in element.iter() if self._is_gone(gone) for inner in gone.iter()}
        texts = [e.text or "" for e in element.iter() if name_of(e) in ("m:t", "w:t") and e not in removed]
        self._reading.dropped["formulas (kept as their letters)"] += 1
        self._reading.warn("A formula is carried as its letters alone, and not all of its signs: look it over.")
        self._show("".join(texts))

    def _is_gone(self, element: Element) -> bool:
        return name_of(element) in REMOVED or (name_of(element) == "m:r" and self._is_hidden(child(element, "w:rPr")))

    def _alternative(self, element: Element) -> None:
        self._reading.dropped["alternative renderings"] += max(len(element) - 1, 0)
        branch = chosen_alternative(element)
        if branch is not None:
            self._walk(branch)


def _is_hard_to_see(color: Element | None, properties: Element | None) -> bool:
    """Whether text is white or nearly so, see-through, or squeezed to a line: a page may not show it."""
    value = attribute(color, "w:val").upper() if color is not None else ""
    pale = len(value) == 6 and all(value[at] in "EF" for at in (0, 2, 4))
    of_paper = color is not None and attribute(color, "w:themeColor") in ("background1", "light1")
    squeezed = whole_number(child_value(properties, "w:w"), 100) <= _SQUEEZED_PER_CENT
    small = whole_number(child_value(properties, "w:sz"), 99) <= _SMALL_HALF_POINTS
    outlines = (name_of(one) for one in (properties if properties is not None else ()))
    return pale or of_paper or squeezed or small or "w14:textFill" in outlines


def highlight_of(properties: Element | None) -> str:
    """The colour behind a run: a highlight's name (`yellow`), else its shading as `#RRGGBB`, else ""."""
    name = child_value(properties, "w:highlight")
    if name and name != "none":
        return name
    fill = child_attribute(properties, "w:shd", "w:fill").upper()
    return f"#{fill}" if len(fill) == 6 and fill not in ("FFFFFF", "AUTO") else ""
