"""A redacted copy of a .pdf, made anew page by page: a picture of what may stay and an invisible layer of its words.

Nothing of the old file is carried over. Only one page is held at a time.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image, ImageChops

from packgen.errors import RedactionRefusedError
from packgen.files import private_temporary_folder, publish
from packgen.redaction.docx.pictures import redrawn
from packgen.redaction.model import ApprovedPicture, Counted, Redaction, Report, Span, counted, token_for
from packgen.redaction.pdf.ground import ground_of
from packgen.redaction.pdf.layout import Cut, lay_out_page
from packgen.redaction.pdf.model import Box, PageText, PdfRecord, Withheld, story_id
from packgen.redaction.pdf.placed import PageLayout
from packgen.redaction.pdf.prepare import bytes_to_render, open_prepared
from packgen.redaction.pdf.reader import ask_child, report_from_json, scenes
from packgen.redaction.pdf.render import SCALE
from packgen.redaction.pdf.scene import Scene
from packgen.redaction.pdf.token import box_picture, label_of, pixels, to_levels
from packgen.redaction.pdf.writer import PdfWriter

_MOST_PIXELS = 4000
_PICTURE_GREY = 208
_LEAST_PATCH = 6.0
_MARKS_LOST = "Page {}: marks beside or on a line could not be kept; compare the copy with the record."
_LOST = "words that stood too close to a redaction"

#: A box of the copy for the verifier: page from 1; left, top, width and height in pixels; the words inside.
BoxOfCopy = tuple[int, int, int, int, int, str]


@dataclass(frozen=True)
class RebuiltPdf:
    """A copy: its bytes, where it shows what the officer disclosed, what was left out, its tokens, and its boxes.

    `disclosed` are spans of the copy's text layer; `boxes` are what `verify_copy` takes as `details` (see `details`);
    `pictured` are the pages (from 1) that show an approved picture, `turned` those with words that are not level.
    """

    data: bytes
    disclosed: tuple[Span, ...]
    report: Report
    tokens: tuple[Counted, ...]
    boxes: tuple[BoxOfCopy, ...]
    pictured: tuple[int, ...] = ()
    turned: tuple[int, ...] = ()

    @property
    def details(self) -> dict[str, Any]:
        """What the verifier needs besides: every box of the copy and what is in it, and pages to be read with care."""
        boxes = [list(box) for box in self.boxes]
        return {"boxes": boxes, "pictured": list(self.pictured), "turned": list(self.turned)}


def rebuild_pdf(
    data: bytes,
    record: PdfRecord,
    redactions: Sequence[Redaction],
    *,
    disclosed: Sequence[Span] = (),
    approved: Mapping[str, ApprovedPicture] | None = None,
) -> RebuiltPdf:
    """The copy of the .pdf in `data` (whose record is `record`) without `redactions`, made in another process.

    Equal input gives equal bytes. `approved` are pictures by the id of the record's picture that they replace. Raises
    RedactionRefusedError when the file cannot be read or an approved picture is none.
    """
    with private_temporary_folder() as folder:
        publish(folder / "record.pdf", data, mode=0o600, durable=False)
        pictures: dict[str, str] = {}
        for number, (name, picture) in enumerate((approved or {}).items(), 1):
            publish(folder / f"picture{number}.png", redrawn(picture.data, _MOST_PIXELS)[0], mode=0o600, durable=False)
            pictures[name] = f"picture{number}.png"
        asked = {
            "task": "rebuild",
            "source": "record.pdf",
            "target": "copy.pdf",
            "redactions": [
                (r.span.story, r.span.start, r.span.end, r.reason_code) for r in (*redactions, *doubts_of(record))
            ],
            "disclosed": [(s.story, s.start, s.end) for s in disclosed],
            "pictures": pictures,
        }
        answer = ask_child(asked, folder)
        if "refused" in answer:
            raise RedactionRefusedError(*answer["refused"])
        made = json.loads((folder / "copy.pdf.json").read_bytes())
        copy = (folder / "copy.pdf").read_bytes()
    return RebuiltPdf(copy, *_outcome_from_json(record, made))


def doubts_of(record: PdfRecord) -> tuple[Redaction, ...]:
    """Lines that go whatever was decided, since nobody can tell what they show."""
    return tuple(Redaction(span, "officer") for span in record.doubts)


def _outcome_from_json(
    record: PdfRecord, made: Mapping[str, Any]
) -> tuple[tuple[Span, ...], Report, tuple[Counted, ...], tuple[BoxOfCopy, ...], tuple[int, ...], tuple[int, ...]]:
    lost = report_from_json(made["report"])
    report = replace(
        record.report,
        dropped=(*record.report.dropped, *lost.dropped),
        withheld=lost.withheld,
        look_at=(*record.report.look_at, *lost.look_at),
    )
    tokens = tuple(Counted(*token) for token in made["tokens"])
    boxes: tuple[BoxOfCopy, ...] = tuple((a, b, c, d, e, str(label)) for a, b, c, d, e, label in made["boxes"])
    disclosed = tuple(Span(*span) for span in made["disclosed"])
    return disclosed, report, tokens, boxes, tuple(made["pictured"]), tuple(made["turned"])


def rebuild_here(
    data: bytes,
    redactions: Sequence[Redaction],
    disclosed: Sequence[Span] = (),
    approved: Mapping[str, bytes] | None = None,
) -> RebuiltPdf:
    """`rebuild_pdf` without a process of its own; for the child and for files of packgen's own making."""
    buffer = io.BytesIO()
    maker = rebuild_into(buffer, data, redactions, disclosed, approved)
    report = Report(maker.dropped, (), maker.withheld, tuple(maker.look_at))
    outcome = tuple(maker.disclosed), report, counted(maker.tokens), tuple(maker.boxes)
    return RebuiltPdf(buffer.getvalue(), *outcome, tuple(sorted(maker.pictured)), tuple(maker.turned))


def rebuild_into(
    stream: BinaryIO,
    data: bytes,
    redactions: Sequence[Redaction],
    disclosed: Sequence[Span] = (),
    approved: Mapping[str, bytes] | None = None,
) -> CopyMaker:
    """Write the copy to a stream; returns what was made of it."""
    with open_prepared(data) as pdf:
        prepared = bytes_to_render(pdf)
    maker = CopyMaker(PdfWriter(stream), approved or {})
    cuts = _by_story((r.span.story, Cut(r.span.start, r.span.end, r.reason_code)) for r in redactions)
    spans = _by_story((span.story, span) for span in disclosed)
    for number, scene, text in scenes(prepared):
        maker.add(number, scene, text, cuts.get(story_id(number), []), spans.get(story_id(number), []))
    maker.finish()
    return maker


def _by_story(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for story, value in pairs:
        found.setdefault(story, []).append(value)
    return found


class CopyMaker:
    """Makes the pages of one copy and remembers what the report and the verifier need."""

    def __init__(self, writer: PdfWriter, approved: Mapping[str, bytes]) -> None:
        self._writer = writer
        self._approved = approved
        self._pictures = 0
        self._lost = 0
        self.withheld = 0
        self.tokens: Counter[str] = Counter()
        self.boxes: list[BoxOfCopy] = []
        self.pictured: set[int] = set()
        self.turned: list[int] = []
        self.disclosed: list[Span] = []
        self.look_at: list[str] = []

    @property
    def dropped(self) -> tuple[Counted, ...]:
        """What the copy lost besides what the record's report says."""
        return counted({_LOST: self._lost})

    def add(self, number: int, scene: Scene, text: PageText, cuts: Sequence[Cut], spans: Sequence[Span]) -> None:
        """Make the copy of one page."""
        letters = scene.letters()
        self.turned += [number] if any(one.kind != "line" for one in text.segments) else []
        layout = lay_out_page(text, cuts, ground_of(scene), letters)
        self._lost += layout.lost
        self.look_at += _worth_a_look(number, layout)
        if layout.lost_marks:
            self.look_at.append(_MARKS_LOST.format(number))
        silent = [one for one in scene.withheld if layout.gone.issuperset(one.things)]
        picture = scene.without(layout.gone, letters, layout.set_words, layout.lines)
        for place in layout.moves:
            corners = _corners(place, picture)
            picture.paste(scene.full.crop(corners), corners)
        self._show_pictures(number, scene, picture, silent)
        levels = to_levels(picture)
        self._burn(number, layout, levels)
        self.disclosed += _disclosed(number, spans, layout)
        size = (round(scene.width), round(scene.height))
        self._writer.add_page(size, (levels.width, levels.height, packed(levels)), layout.words)

    def finish(self) -> None:
        """Write what all pages share."""
        self._writer.finish()

    def _show_pictures(self, number: int, scene: Scene, picture: Image.Image, silent: Sequence[Withheld]) -> None:
        """Approved pictures drawn in their places, and a grey ground where one is withheld."""
        for one in scene.withheld:
            self._pictures += 1
            left, top, right, bottom = _corners(one.box, picture)
            if right <= left or bottom <= top:
                continue
            approved = self._approved.get(f"picture {self._pictures}")
            if approved is not None:
                with Image.open(io.BytesIO(approved)) as shown:
                    picture.paste(shown.convert("L").resize((right - left, bottom - top)), (left, top))
                self.pictured.add(number)
                continue
            self.withheld += 1
            if one in silent:
                continue
            left, top, right, bottom = _corners(_easily_seen(one.box), picture)
            ground = Image.new("L", (right - left, bottom - top), _PICTURE_GREY)
            picture.paste(ImageChops.darker(picture.crop((left, top, right, bottom)), ground), (left, top))

    def _burn(self, number: int, layout: PageLayout, levels: Image.Image) -> None:
        for box, reason_code in layout.tokens:
            left, top = pixels(box.left), pixels(box.top)
            wide, high = pixels(box.width), pixels(box.height)
            levels.paste(box_picture(label_of(reason_code), wide, high), (left, top))
            self.boxes.append((number, left, top, wide, high, label_of(reason_code)))
            self.tokens[token_for(reason_code)] += 1


def _worth_a_look(number: int, layout: PageLayout) -> Iterator[str]:
    """What the officer should look at on a page of the copy."""
    if layout.too_narrow:
        lines = "1 line is" if layout.too_narrow == 1 else f"{layout.too_narrow} lines are"
        yield f"page {number} of the copy: {lines} withheld whole, since the words and boxes had no room there"
    if layout.columns:
        yield f"page {number}: a column's width may tell how long a name is"


def _easily_seen(box: Box) -> Box:
    """A box made large enough for its patch to be noticed."""
    wide, high = max(_LEAST_PATCH - box.width, 0) / 2, max(_LEAST_PATCH - box.height, 0) / 2
    return Box(box.left - wide, box.top - high, box.right + wide, box.bottom + high)


def _corners(box: Box, picture: Image.Image) -> tuple[int, int, int, int]:
    left, top = int(box.left * SCALE), int(box.top * SCALE)
    right, bottom = int(box.right * SCALE) + 1, int(box.bottom * SCALE) + 1
    return max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height)


def packed(levels: Image.Image) -> bytes:
    """Rows of levels 0 to 15, two a byte, each row from a new byte."""
    paletted = Image.frombytes("P", levels.size, levels.tobytes())
    return paletted.tobytes("raw", "P;4")


def _disclosed(number: int, spans: Sequence[Span], layout: PageLayout) -> list[Span]:
    """Where the copy's text layer shows the words of the spans: offsets into its words joined by spaces."""
    found: list[Span] = []
    at = 0
    for word in layout.words:
        own = [
            index
            for index, place in enumerate(word.places)
            if len(word.places) == len(word.text) and any(span.start <= place < span.end for span in spans)
        ]
        if own:
            found.append(Span(story_id(number), at + own[0], at + own[-1] + 1))
        at += len(word.text) + 1
    return found


def copy_in_folder(asked: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The child's part of `rebuild_pdf`: the copy is streamed to a file of the private folder."""
    redactions = [Redaction(Span(story, start, end), code) for story, start, end, code in asked["redactions"]]
    spans = [Span(story, start, end) for story, start, end in asked["disclosed"]]
    approved = {name: (folder / file).read_bytes() for name, file in asked["pictures"].items()}
    with (folder / asked["target"]).open("wb") as stream:
        maker = rebuild_into(stream, (folder / asked["source"]).read_bytes(), redactions, spans, approved)
    return {
        "disclosed": [(s.story, s.start, s.end) for s in maker.disclosed],
        "tokens": sorted(maker.tokens.items()),
        "boxes": maker.boxes,
        "pictured": sorted(maker.pictured),
        "turned": maker.turned,
        "report": {
            "dropped": [(one.what, one.count) for one in maker.dropped],
            "unknown": [],
            "withheld": maker.withheld,
            "look_at": maker.look_at,
        },
    }
