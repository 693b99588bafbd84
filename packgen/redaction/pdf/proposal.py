"""The proposal of a .pdf: the record's pages under NOT FOR RELEASE, each redaction a highlight with its reason.

Annotations of the original are not in it, so every highlight is packgen's or the officer's. It is never the source of a
copy: only its highlights are read back (pdf_review.py).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import pikepdf

from packgen.errors import RedactionRefusedError
from packgen.files import private_temporary_folder, publish
from packgen.redaction.docx.proposal import comment_text, marked
from packgen.redaction.model import Match
from packgen.redaction.pdf.model import Box, PageText, PdfRecord, story_id
from packgen.redaction.pdf.prepare import bytes_to_render, open_prepared
from packgen.redaction.pdf.reader import PROPERTY_KEYS, ask_child, scenes
from packgen.redaction.pdf.scene import Scene

#: Yellow is to be taken out, turquoise is still to be decided; nothing else in a proposal has these colours.
REDACT_COLOUR = (1.0, 1.0, 0.0)
ASK_COLOUR = (0.0, 1.0, 1.0)
_WARNING = "NOT FOR RELEASE"
_PRINTED = 4

#: A highlight to draw: first and last offset (excluded) in the page's text, whether it is open, and its comment.
Note = tuple[int, int, bool, str]


def write_pdf_proposal(data: bytes, record: PdfRecord, matches: Sequence[Match], proposal_id: str) -> bytes:
    """The bytes of `*.proposed.pdf`: highlights and comments for every match that is not disclosed.

    `data` are the bytes of the record, `proposal_id` is opaque (letters, digits, hyphens). Equal input gives equal
    bytes.
    Raises RedactionRefusedError when the file cannot be read.
    """
    notes: dict[str, list[Note]] = {}
    for story in record.stories:
        own = [(s.start, s.end, s.open, comment_text(s)) for s in marked(matches, story.id)]
        if own:
            notes[story.id] = own
    with private_temporary_folder() as folder:
        publish(folder / "record.pdf", data, mode=0o600, durable=False)
        asked = {
            "task": "propose",
            "source": "record.pdf",
            "target": "proposal.pdf",
            "notes": notes,
            "id": proposal_id,
            "original": record.sha256,
        }
        answer = ask_child(asked, folder)
        if "refused" in answer:
            raise RedactionRefusedError(*answer["refused"])
        return (folder / "proposal.pdf").read_bytes()


def proposal_here(data: bytes, notes: Mapping[str, Sequence[Note]], proposal_id: str, original: str) -> bytes:
    """`write_pdf_proposal` without a process of its own; `notes` by story, `original` the record's hash."""
    with open_prepared(data) as pdf:
        prepared = bytes_to_render(pdf)
    with pikepdf.open(io.BytesIO(prepared)) as proposal:
        for number, scene, text in scenes(prepared):
            page = proposal.pages[number - 1]
            _stamp(page, scene)
            highlights = [_highlight(page, scene, text, note) for note in notes.get(story_id(number), ())]
            page.obj.Annots = proposal.make_indirect(
                pikepdf.Array([proposal.make_indirect(one) for one in highlights if one is not None])
            )
        for key, value in zip(PROPERTY_KEYS, (proposal_id, original), strict=True):
            proposal.Root[key] = pikepdf.String(value)
            proposal.docinfo[key] = pikepdf.String(value)
        buffer = io.BytesIO()
        proposal.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def boxes_of(text: PageText, start: int, end: int) -> list[Box]:
    """Where characters `start` to `end` of a page's text stand: a box for each line, in device space."""
    boxes: list[Box] = []
    for segment in text.segments:
        own: Box | None = None
        for number, at in zip(segment.characters, segment.starts, strict=False):
            one = text.characters[number]
            if start <= at < end and not one.text.isspace():
                own = one.room.joined(own) if own else one.room
        if own:
            boxes.append(own)
    return boxes


def _highlight(page: pikepdf.Page, scene: Scene, text: PageText, note: Note) -> pikepdf.Dictionary | None:
    start, end, is_open, comment = note
    back = scene.to_device.inverse()
    rectangles = [back.box(*box) for box in boxes_of(text, start, end)]
    if not rectangles:
        return None
    around = rectangles[0]
    for rectangle in rectangles[1:]:
        around = around.joined(rectangle)
    points = [value for r in rectangles for value in (r[0], r[3], r[2], r[3], r[0], r[1], r[2], r[1])]
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Highlight,
        Rect=[round(value, 3) for value in around],
        QuadPoints=[round(value, 3) for value in points],
        C=list(ASK_COLOUR if is_open else REDACT_COLOUR),
        CA=0.6,
        F=_PRINTED,
        T=pikepdf.String("packgen"),
        Contents=pikepdf.String(comment),
        P=page.obj,
    )


def _stamp(page: pikepdf.Page, scene: Scene) -> None:
    """NOT FOR RELEASE across the top as the page is shown, whatever its rotation."""
    font: Any = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica-Bold")
    )
    name = page.add_resource(font, pikepdf.Name.Font)
    back = scene.to_device.inverse()
    x, y = 12.0, 22.0
    at = (back.a * x + back.c * y + back.e, back.b * x + back.d * y + back.f)
    turned = f"{back.a:.4f} {back.b:.4f} {-back.c:.4f} {-back.d:.4f} {at[0]:.3f} {at[1]:.3f}"
    page.contents_add(b"q\n", prepend=True)
    stamp = f"\nQ q 0.8 0 0 rg BT 0 Tr {name} 14 Tf {turned} Tm ({_WARNING}) Tj ET Q\n"
    page.contents_add(stamp.encode("ascii"))
