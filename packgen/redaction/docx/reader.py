"""Reading an untrusted .docx into stories of plain runs. Tracked changes are taken as accepted; nothing is fetched.

What is dropped on purpose (comments, hidden text, properties, macros) and what nobody knows is counted in the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packgen.errors import RedactionRefusedError
from packgen.files import sha256_of
from packgen.redaction.docx.blocks import BlockReader
from packgen.redaction.docx.model import Block, DocxRecord, Paragraph, Run, Story, TaggedPassage
from packgen.redaction.docx.numbering import read_numbering
from packgen.redaction.docx.package import Package, open_package
from packgen.redaction.docx.parts import count_comments, count_dropped_parts, count_settings
from packgen.redaction.docx.reading import Reading
from packgen.redaction.docx.styles import read_styles
from packgen.redaction.docx.xml import Element, attribute, child, is_on, name_of
from packgen.redaction.model import Picture, Report, Span, counted

_HEADER_TITLES = {
    ("header", "default"): "Header",
    ("header", "first"): "Header of the first page",
    ("header", "even"): "Header of even pages",
    ("footer", "default"): "Footer",
    ("footer", "first"): "Footer of the first page",
    ("footer", "even"): "Footer of even pages",
}
_NOTE_TITLES = {"footnote": "Footnotes", "endnote": "Endnotes"}


def read_docx(data: bytes) -> DocxRecord:
    """The record in the bytes of a .docx. Raises RedactionRefusedError for a hostile, locked or damaged file."""
    package = open_package(data)
    try:
        return _Document(package).read(sha256_of(data))
    except RecursionError:
        raise RedactionRefusedError(
            "This Word document is nested too deeply to be read.",
            "Open it in Word, copy its text into a new document, and use that.",
        ) from None


class _Document:
    """One document being read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        links = package.relationships(package.main).values()
        self._first = {link.kind: link.target for link in reversed(list(links)) if not link.external}
        styles = read_styles(self._root_of("styles"))
        self._settings = self._root_of("settings")
        self._reading = Reading(package, styles, read_numbering(self._root_of("numbering"), styles))
        self._reading.dropped["links to places outside"] += sum(1 for link in links if link.external)

    def _root_of(self, kind: str) -> Element | None:
        return self._package.xml(self._first[kind]) if kind in self._first else None

    def read(self, sha256: str) -> DocxRecord:
        main = self._reading.open_part(self._package.main)
        body = child(main, "w:body")
        if body is None:
            raise RedactionRefusedError("This Word document has no text at all.", "Check that it is the right file.")
        reading = self._reading
        rendered = any(name_of(element) == "w:lastRenderedPageBreak" for element in body.iter())
        reading.page, reading.page_mark = 1, "w:lastRenderedPageBreak" if rendered else "w:br"
        stories = [Story("document", "", BlockReader(reading, self._package.main).read(body))]
        reading.page, reading.page_mark = 0, ""
        stories += self._headers(body)
        stories += [story for kind in _NOTE_TITLES for story in self._notes(kind)]
        kept = tuple(story for story in stories if story.id == "document" or story.text.strip())
        count_comments(self._root_of("comments"), reading.dropped)
        count_settings(self._settings, reading.dropped)
        count_dropped_parts(self._package, reading.read_parts, reading.dropped, reading.unknown)
        pictures = _placed_pictures(reading, kept)
        report = Report(counted(reading.dropped), counted(reading.unknown), len(pictures), tuple(reading.look_at))
        passages = tuple(passage for story in kept for passage in _passages(story))
        return DocxRecord(sha256, kept, pictures, passages, report, self._properties(), _is_landscape(body))

    def _headers(self, body: Element) -> Iterator[Story]:
        """Headers and footers that some page shows, each text once."""
        shown = self._shown_headers(body)
        texts: set[tuple[str, str]] = set()
        for number, (part, (kind, which)) in enumerate(shown.items(), 1):
            root = self._reading.open_part(part)
            if root is None:
                continue
            story = Story(f"{kind} {number}", _HEADER_TITLES[kind, which], BlockReader(self._reading, part).read(root))
            if (story.title, story.text) not in texts:
                texts.add((story.title, story.text))
                yield story

    def _shown_headers(self, body: Element) -> dict[str, tuple[str, str]]:
        sections = [element for element in body.iter() if name_of(element) == "w:sectPr"]
        on = {
            "default": True,
            "first": any(is_on(section, "w:titlePg") for section in sections),
            "even": is_on(self._settings, "w:evenAndOddHeaders") is True,
        }
        found: dict[str, tuple[str, str]] = {}
        for element in (inner for section in sections for inner in section):
            kind = name_of(element).removeprefix("w:").removesuffix("Reference")
            which = attribute(element, "w:type") or "default"
            part = self._reading.linked_part(self._package.main, attribute(element, "r:id"))
            if (kind, which) in _HEADER_TITLES and part and on[which]:
                found.setdefault(part, (kind, which))
        return found

    def _notes(self, kind: str) -> Iterator[Story]:
        """The notes that the text refers to, in the order of first mention."""
        part = self._first.get(f"{kind}s", "")
        root = self._reading.open_part(part) if part else None
        by_id = {attribute(note, "w:id"): note for note in (root if root is not None else ())}
        blocks: list[Block] = []
        done: set[str] = set()
        while pending := [key for key in self._reading.notes if key[0] == kind and key[1] not in done]:
            note_id = pending[0][1]
            done.add(note_id)
            if note_id in by_id:
                content = BlockReader(self._reading, part).read(by_id[note_id])
                blocks += _labelled(content, f"[{kind.removeprefix('foot')} {self._reading.notes[pending[0]]}] ")
        self._reading.dropped["notes that no text refers to"] += sum(
            1 for note_id, note in by_id.items() if note_id not in done and not attribute(note, "w:type")
        )
        if blocks:
            yield Story(f"{kind}s", _NOTE_TITLES[kind], tuple(blocks))

    def _properties(self) -> tuple[tuple[str, str], ...]:
        """Custom document properties, which hold the id of a proposal."""
        targets = [link.target for link in self._package.relationships("").values() if link.kind == "custom-properties"]
        root = self._package.xml(targets[0]) if targets else None
        found = root if root is not None else ()
        return tuple((e.get("name", ""), "".join(str(text) for text in e.itertext())) for e in found)


def _labelled(blocks: tuple[Block, ...], label: str) -> tuple[Block, ...]:
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph):
        return (replace(first, runs=(Run(label), *first.runs)), *blocks[1:])
    return (Paragraph((Run(label),)), *blocks)


def _placed_pictures(reading: Reading, stories: tuple[Story, ...]) -> tuple[Picture, ...]:
    """Every picture with the place of the words that stand for it; one in a dropped place is dropped."""
    found = {picture.id: picture for picture in reading.pictures}
    placed: list[Picture] = []
    for story in stories:
        for start, run in _runs_with_offsets(story):
            if run.picture in found:
                picture = found.pop(run.picture)
                span = Span(story.id, start, start + len(run.text))
                placed.append(Picture(picture.id, span, picture.sha256, picture.data, picture.kind, picture.alt_text))
    return tuple(placed)


def _passages(story: Story) -> Iterator[TaggedPassage]:
    """Stretches of text under one content-control tag, across paragraphs."""
    open_at: dict[str, tuple[int, int]] = {}
    for start, run in _runs_with_offsets(story):
        end = start + len(run.text)
        for key in run.tags:
            known = open_at.get(key)
            if known and not story.text[known[1] : start].strip():
                open_at[key] = (known[0], end)
            else:
                if known:
                    yield TaggedPassage(key, Span(story.id, *known))
                open_at[key] = (start, end)
    for key, (start, end) in open_at.items():
        yield TaggedPassage(key, Span(story.id, start, end))


def _runs_with_offsets(story: Story) -> Iterator[tuple[int, Run]]:
    for offset, paragraph in story.paragraphs:
        start = offset
        for run in paragraph.runs:
            yield start, run
            start += len(run.text)


def _is_landscape(body: Element) -> bool:
    sizes = [element for element in body.iter() if name_of(element) == "w:pgSz"]
    return bool(sizes) and attribute(sizes[-1], "w:orient") == "landscape"
