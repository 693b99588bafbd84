"""The pages that packgen draws itself: cover, contents, what changed, dividers, missing papers, blanks.

Drawn directly as PDF, so that a pack needs no second call of the converter once its page numbers are known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from packgen.pack.binding.contents import NOTE_SIZE, SECTION_SIZE, TEXT_SIZE, Row, note, page_range
from packgen.pack.binding.drawing import GREY, Drawing, Mark, wrapped
from packgen.pack.binding.layout import Plan, Role, Sheet
from packgen.pack.fonts import Face
from packgen.pack.model import Entry, Pack, PackState

_A4 = (595.276, 841.89)
_LEFT = 64.0
_RIGHT = _A4[0] - 64.0
_MIDDLE = _A4[0] / 2
_WIDTH = _RIGHT - _LEFT
_TOP = _A4[1] - 90.0
BLANK_TEXT = "This page is blank."


@dataclass(frozen=True)
class FrontMatter:
    """The drawn pages as one PDF, in the order of the plan's own pages, and what was marked on them."""

    pdf: bytes
    marks: tuple[Mark, ...]


def draw_front_matter(pack: Pack, plan: Plan, rows: Sequence[Sequence[Row]], face: Face) -> FrontMatter:
    """Draw every page of `plan` that is not a page of a part. `rows` are the contents, page by page."""
    drawing = Drawing(face, _A4)
    drawing.canvas.setTitle(face.printable(pack.title))
    entries = dict(zip(_parts_in_order(plan), plan.entries, strict=True))
    artists: dict[Role, Callable[[Sheet], None]] = {
        Role.COVER: lambda _: _cover(drawing, pack, plan),
        Role.CONTENTS: lambda sheet: _contents(drawing, rows[sheet.page], entries, sheet.page),
        Role.CHANGES: lambda _: _changes(drawing, pack),
        Role.DIVIDER: lambda sheet: _divider(drawing, pack.parts[sheet.part].section, entries, pack, sheet.part),
        Role.MISSING: lambda sheet: _missing(drawing, entries[sheet.part]),
        Role.BLANK: lambda _: _blank(drawing),
    }
    for sheet in plan.sheets:
        if sheet.role is not Role.PART:
            artists[sheet.role](sheet)
            drawing.end_page()
    return FrontMatter(drawing.finished(), tuple(drawing.marks))


def _parts_in_order(plan: Plan) -> list[int]:
    return list(dict.fromkeys(sheet.part for sheet in plan.sheets if sheet.role in (Role.PART, Role.MISSING)))


def _cover(drawing: Drawing, pack: Pack, plan: Plan) -> None:
    face = drawing.face
    if pack.marking:
        drawing.text("P", (_MIDDLE, _TOP + 20), [face.printable(pack.marking)], 12, bold=True, centred=True)
    y = 610.0
    title = wrapped(face, pack.title, 28, _WIDTH, bold=True) or [" "]
    y -= drawing.text("H1", (_LEFT, y), title, 28, bold=True)
    drawing.rule(_LEFT, _RIGHT, y + 4, 1.5)
    y -= 26
    state = "DRAFT: may still change" if pack.state is PackState.DRAFT else "Final"
    details = [
        ("Reference", pack.reference),
        ("Meeting", pack.meeting),
        ("Date", pack.date),
        ("Version", pack.version),
        ("Status", state),
        ("Copy for", pack.copy_for),
        ("Guidance", pack.guidance),
        ("Pages", f"{len(plan.sheets)}, numbered at the foot of every page"),
    ]
    for label, value in details:
        if value:
            y = _detail(drawing, y, label, value)


def _detail(drawing: Drawing, y: float, label: str, value: str) -> float:
    drawing.text("P", (_LEFT, y), [label], 12, grey=GREY)
    used = drawing.text("P", (_LEFT + 90, y), wrapped(drawing.face, value, 12, _WIDTH - 90), 12)
    return y - used - 8


def _heading(drawing: Drawing, text: str) -> float:
    used = drawing.text("H1", (_LEFT, _TOP), wrapped(drawing.face, text, 22, _WIDTH, bold=True), 22, bold=True)
    drawing.rule(_LEFT, _RIGHT, _TOP - used + 12, 1.2)
    return _TOP - used - 10


def _contents(drawing: Drawing, rows: Sequence[Row], entries: dict[int, Entry], page: int) -> None:
    y = _heading(drawing, "Contents" if page == 0 else "Contents, continued")
    drawing.text("P", (_RIGHT - 45, y + 4), ["Pack page"], NOTE_SIZE, grey=GREY)
    for row in rows:
        if row.part < 0:
            drawing.text("H2", (_LEFT, y - 16), row.lines, SECTION_SIZE, bold=True)
        else:
            _contents_row(drawing, row, entries[row.part], y - TEXT_SIZE)
        y -= row.height


def _contents_row(drawing: Drawing, row: Row, entry: Entry, y: float) -> None:
    target = entry.first_page
    used = drawing.text("TOCI", (_LEFT, y), row.lines, TEXT_SIZE, target=target, width=_WIDTH - 45)
    if row.notes:
        drawing.text("P", (_LEFT, y - used), row.notes, NOTE_SIZE, grey=GREY)
    drawing.text("TOCI", (_RIGHT - 40, y), [page_range(entry)], TEXT_SIZE, bold=True, target=target, width=40)
    drawing.rule(_LEFT, _RIGHT, y - row.height + TEXT_SIZE + 2, 0.25)


def _changes(drawing: Drawing, pack: Pack) -> None:
    y = _heading(drawing, "What changed since the last issue")
    for change in pack.changes:
        lines = wrapped(drawing.face, change, 12, _WIDTH - 16) or [" "]
        y -= 8 + drawing.text("P", (_LEFT, y), [f"–  {lines[0]}", *(f"    {line}" for line in lines[1:])], 12)


def _divider(drawing: Drawing, section: str, entries: dict[int, Entry], pack: Pack, part: int) -> None:
    used = drawing.text("H1", (_LEFT, 560), wrapped(drawing.face, section, 30, _WIDTH, bold=True), 30, bold=True)
    drawing.rule(_LEFT, _RIGHT, 560 - used + 14, 1.5)
    y = 560 - used - 14
    for number in range(part, len(pack.parts)):
        if pack.parts[number].section != section or y < 80:
            break
        entry = entries[number]
        title = wrapped(drawing.face, entry.title, TEXT_SIZE, _WIDTH - 60) or [" "]
        drawing.text("P", (_RIGHT - 40, y), [page_range(entry)], TEXT_SIZE)
        y -= 6 + drawing.text("P", (_LEFT, y), title, TEXT_SIZE)


def _missing(drawing: Drawing, entry: Entry) -> None:
    y = _heading(drawing, entry.title or "A paper is missing")
    y -= drawing.text("P", (_LEFT, y - 10), ["This paper is not in the pack."], 16, bold=True) + 24
    reason = entry.missing[:1].upper() + entry.missing[1:]
    y -= drawing.text("P", (_LEFT, y), wrapped(drawing.face, reason, 12, _WIDTH) or [" "], 12) + 8
    details = note(Entry(entry.title, 0, 0, author=entry.author, date=entry.date))
    if details:
        drawing.text("P", (_LEFT, y), wrapped(drawing.face, details, 12, _WIDTH), 12, grey=GREY)


def _blank(drawing: Drawing) -> None:
    drawing.text("P", (_MIDDLE, _A4[1] / 2), [BLANK_TEXT], 11, grey=GREY, centred=True)
