"""Drawings of a .docx: text boxes and diagrams give their words, bitmaps and charts become pictures to decide on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from packgen.redaction.docx.model import Block, Paragraph, Run
from packgen.redaction.docx.reading import Drawn, Reading
from packgen.redaction.docx.text import tidy_runs
from packgen.redaction.docx.xml import Element, attribute, child, chosen_alternative, name_of

BlockReader = Callable[[Element], tuple[Block, ...]]
_CHART_NAMES = ("c:chart", "?:chart", "?:relIds")
_WITHHELD = "A {} cannot be carried into a redacted copy; say in a letter what it shows, or draw it again."


class DrawingReader:
    """Reads the drawings of one part; `read_blocks` reads the content of a text box."""

    def __init__(self, reading: Reading, part: str, read_blocks: BlockReader) -> None:
        self._reading = reading
        self._part = part
        self._read_blocks = read_blocks
        self._alt_text = ""

    def read(self, element: Element) -> Drawn:
        """What `w:drawing`, `w:pict` or `w:object` shows; alternative texts and names of shapes are counted."""
        drawn = Drawn()
        self._alt_text = next((one.get("descr") or "" for one in element.iter() if name_of(one) == "wp:docPr"), "")
        if name_of(element) == "w:object":
            self._reading.dropped["embedded objects"] += 1
            self._reading.warn(_WITHHELD.format("embedded object (a spreadsheet, a file)"))
        self._walk(element, drawn)
        return drawn

    def _walk(self, element: Element, drawn: Drawn) -> None:
        for inner in element:
            name = name_of(inner)
            self._count_words_about(inner, name)
            if name == "mc:AlternateContent":
                branch = chosen_alternative(inner)
                if branch is not None:
                    self._walk(branch, drawn)
            elif name == "w:txbxContent":
                drawn.blocks += self._read_blocks(inner)
            elif name.startswith("?") and (inner.text or "").strip():
                self._reading.unknown["words in drawings of another kind"] += 1
            elif not (self._is_hidden(inner) or self._take(inner, name, drawn)):
                self._walk(inner, drawn)

    def _take(self, inner: Element, name: str, drawn: Drawn) -> bool:
        """Whether `inner` was a leaf that shows something, which is then in `drawn`."""
        if name == "a:blip":
            drawn.pictures.append(self._bitmap(attribute(inner, "r:embed")))
        elif name in ("v:imagedata", "v:fill") and attribute(inner, "r:id"):
            drawn.pictures.append(self._bitmap(attribute(inner, "r:id")))
        elif name == "v:textpath":
            drawn.blocks.append(self._line(inner.get("string", "")))
        elif name == "a:p":
            drawn.blocks.append(self._line("".join(_drawing_text(inner))))
        elif name == "dgm:relIds":
            drawn.blocks += self._diagram(attribute(inner, "r:dm"))
        elif name in _CHART_NAMES:
            drawn.pictures.append(self._reading.add_picture(b"", "chart"))
            self._reading.warn(_WITHHELD.format("chart"))
        else:
            return False
        return True

    def _bitmap(self, link_id: str) -> str:
        part = self._reading.linked_part(self._part, link_id)
        if not part:
            self._reading.dropped["pictures kept outside the document"] += 1
            return self._reading.add_picture(b"", "linked picture")
        self._reading.read_parts.add(part)
        return self._reading.add_picture(self._reading.package.read(part), alt_text=self._alt_text)

    def _diagram(self, link_id: str) -> Iterator[Block]:
        part = self._reading.linked_part(self._part, link_id)
        root = self._reading.open_part(part) if part else None
        if root is None:
            return
        self._reading.warn("A diagram (SmartArt) is carried as its words alone, one line a box.")
        for point in root.iter():
            if name_of(point) == "dgm:pt" and point.get("type", "node") in ("node", "asst"):
                for line in (e for e in point.iter() if name_of(e) == "a:p"):
                    yield self._line("".join(_drawing_text(line)))

    def _line(self, text: str) -> Paragraph:
        return Paragraph(tidy_runs((Run(text),), self._reading.dropped))

    def _is_hidden(self, inner: Element) -> bool:
        properties = child(inner, "wp:docPr")
        hidden = properties is not None and properties.get("hidden") in ("1", "true")
        hidden = hidden or "visibility:hidden" in (inner.get("style") or "").replace(" ", "").lower()
        if hidden:
            self._reading.dropped["hidden drawings"] += 1
        return hidden

    def _count_words_about(self, inner: Element, name: str) -> None:
        if name in ("wp:docPr", "pic:cNvPr", "v:shape", "v:rect", "wps:cNvPr", "a:hlinkClick", "a:hlinkHover"):
            words = [inner.get(key) for key in ("descr", "title", "alt", "tooltip") if inner.get(key)]
            self._reading.dropped["alternative texts and tool tips"] += len(words)


def _drawing_text(paragraph: Element) -> Iterator[str]:
    for inner in paragraph.iter():
        if name_of(inner) == "a:t":
            yield inner.text or ""
        elif name_of(inner) == "a:br":
            yield "\n"
