"""Reading back a proposal that the officer saved in a PDF reader: its highlights alone, placed on the record."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pikepdf

from packgen.errors import RedactionRefusedError
from packgen.files import private_temporary_folder, publish
from packgen.redaction.docx.review import Review
from packgen.redaction.model import Decision, Match, Redaction, Span
from packgen.redaction.pdf.model import Box, PageText, PdfRecord, story_id
from packgen.redaction.pdf.prepare import bytes_to_render, open_prepared
from packgen.redaction.pdf.reader import PROPERTY_KEYS, ask_child, scenes
from packgen.redaction.pdf.things import Matrix

_MARKERS = frozenset({"/Highlight", "/Square", "/StrikeOut", "/Squiggly", "/Underline", "/Redact", "/Ink", "/Polygon"})
_STALE = "Open the proposal that belongs to this record, set its highlights again and save; or propose anew."
_PLAIN, _ASK, _REDACT = range(3)

#: A stretch of a page's text under highlights: first and last offset (excluded), and how it is marked.
Mark = tuple[int, int, int]


def read_pdf_review(saved: bytes, data: bytes, record: PdfRecord, matches: Sequence[Match], proposal_id: str) -> Review:
    """The officer's decisions in the saved proposal `saved`; `data` are the bytes of the record.

    Raises RedactionRefusedError when it is no proposal, belongs to another record or proposal, or lost pages.
    """
    with private_temporary_folder() as folder:
        publish(folder / "saved.pdf", saved, mode=0o600, durable=False)
        publish(folder / "record.pdf", data, mode=0o600, durable=False)
        asked = {"task": "review", "saved": "saved.pdf", "source": "record.pdf", "target": "marks.json"}
        answer = ask_child(asked, folder)
        if "refused" in answer:
            raise RedactionRefusedError(*answer["refused"])
        found = json.loads((folder / "marks.json").read_bytes())
    _check_binding(found["properties"], record, proposal_id)
    return decide(record, matches, {story: [(a, b, c) for a, b, c in own] for story, own in found["marks"].items()})


def _check_binding(properties: Mapping[str, str], record: PdfRecord, proposal_id: str) -> None:
    if not all(key in properties for key in PROPERTY_KEYS):
        raise RedactionRefusedError(
            "This document is not a proposal of packgen's, or it lost its id when it was saved.",
            "Open the file that ends in .proposed.pdf, set its highlights and save it (not: print to PDF).",
        )
    if properties[PROPERTY_KEYS[0]] != proposal_id:
        raise RedactionRefusedError("This proposal is not the latest one of its record.", _STALE)
    if properties[PROPERTY_KEYS[1]] != record.sha256:
        raise RedactionRefusedError("This proposal was made from another version of the record.", _STALE)


def marks_here(saved: bytes, data: bytes) -> dict[str, Any]:
    """The marked stretches of every page of the record, and what the proposal says of itself."""
    with open_prepared(saved) as proposal:
        properties = {key: str(proposal.docinfo[key]) for key in PROPERTY_KEYS if key in proposal.docinfo}
        properties |= {key: str(proposal.Root[key]) for key in PROPERTY_KEYS if key in proposal.Root}
        drawn = [list(_markers(page)) for page in proposal.pages]
    with open_prepared(data) as pdf:
        if len(pdf.pages) != len(drawn):
            raise RedactionRefusedError("This proposal has lost or gained pages.", _STALE)
        prepared = bytes_to_render(pdf)
    marks: dict[str, list[Mark]] = {}
    for number, scene, text in scenes(prepared):
        if drawn[number - 1]:
            marks[story_id(number)] = list(_marked(text, drawn[number - 1], scene.to_device))
    return {"properties": properties, "marks": marks}


def _markers(page: pikepdf.Page) -> Iterator[tuple[list[list[float]], bool]]:
    """The rectangles of each mark of a page in page space, and whether it has the colour of open questions."""
    annotations = page.obj.get("/Annots")
    for one in annotations if isinstance(annotations, pikepdf.Array) else ():
        if not isinstance(one, pikepdf.Dictionary) or str(one.get("/Subtype", "")) not in _MARKERS:
            continue
        if int(one.get("/F", 0)) & 2:
            continue  # hidden: the officer's reader shows nothing there
        points = [float(value) for value in one.get("/QuadPoints", ())]
        rectangles = [
            [min(q[0::2]), min(q[1::2]), max(q[0::2]), max(q[1::2])]
            for q in (points[at : at + 8] for at in range(0, len(points) - 7, 8))
        ]
        colour = [float(value) for value in one.get("/C", ())]
        yield rectangles or [[float(value) for value in one.Rect]], _is_ask(colour)


def _is_ask(colour: Sequence[float]) -> bool:
    return len(colour) == 3 and colour[0] < 0.35 and colour[1] > 0.65 and colour[2] > 0.65


def _marked(text: PageText, drawn: Sequence[tuple[list[list[float]], bool]], to_device: Matrix) -> Iterator[Mark]:
    boxes = [(to_device.box(*r), is_ask) for rectangles, is_ask in drawn for r in rectangles]
    at: dict[int, int] = {}
    length: dict[int, int] = {}
    for segment in text.segments:
        for number, start in zip(segment.characters, segment.starts, strict=False):
            one = text.characters[number]
            kinds = [_ASK if is_ask else _REDACT for box, is_ask in boxes if _is_in(one.room, box)]
            if kinds and not one.text.isspace():
                at[start], length[start] = max(kinds), len(one.text)
    own: list[int] = []
    for start in sorted(at):
        if own and (at[start] != at[own[0]] or not _only_blank(text.text[own[-1] + length[own[-1]] : start])):
            yield own[0], own[-1] + length[own[-1]], at[own[0]]
            own = []
        own.append(start)
    if own:
        yield own[0], own[-1] + length[own[-1]], at[own[0]]


def _only_blank(gap: str) -> bool:
    return not gap.strip()


def _is_in(room: Box, box: Box) -> bool:
    """Whether a mark covers the middle of a character, or half of it."""
    return room.overlap(box) > 0.4 * max(room.width * room.height, 0.01)


def decide(record: PdfRecord, matches: Sequence[Match], marks: Mapping[str, Sequence[Mark]]) -> Review:
    """What the marks make of the matches: a match of which any part is marked goes whole."""
    redactions: list[Redaction] = []
    disclosed: list[Match] = []
    still_open: list[Match] = []
    extended: list[Match] = []
    accounted: dict[str, list[tuple[int, int]]] = {}
    for match in (one for one in matches if one.decision != Decision.DISCLOSE):
        own = [
            mark for mark in marks.get(match.span.story, ()) if mark[0] < match.span.end and match.span.start < mark[1]
        ]
        if not own:
            disclosed.append(match)
            continue
        accounted.setdefault(match.span.story, []).append((match.span.start, match.span.end))
        if any(kind == _ASK for _, _, kind in own):
            still_open.append(match)
            continue
        redactions.append(Redaction(match.span, match.reason_code))
        if min(mark[0] for mark in own) > match.span.start or max(mark[1] for mark in own) < match.span.end:
            extended.append(match)
    added = tuple(
        Redaction(span, "officer")
        for story in record.stories
        for span in _left_over(story.id, story.text, marks, accounted)
    )
    return Review((*redactions, *added), tuple(disclosed), tuple(still_open), added, tuple(extended))


def _left_over(
    story: str, text: str, marks: Mapping[str, Sequence[Mark]], accounted: Mapping[str, Sequence[tuple[int, int]]]
) -> Iterator[Span]:
    """Marked stretches that no match accounts for, without the blanks around them."""
    for start, end, _ in marks.get(story, ()):
        edges = sorted(
            {start, end, *(edge for span in accounted.get(story, ()) for edge in span if start < edge < end)}
        )
        for first, last in pairwise(edges):
            inside = any(span[0] <= first and last <= span[1] for span in accounted.get(story, ()))
            piece = text[first:last]
            if not inside and piece.strip():
                yield Span(story, first + len(piece) - len(piece.lstrip()), last - len(piece) + len(piece.rstrip()))
