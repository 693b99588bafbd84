"""How a working sheet is put together: its layout from data, its rows from the case, one template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from packgen.documents.blocks import (
    SignedPaper,
    Values,
    citations_of,
    meeting_facts,
    meeting_paper,
    plan_paper,
    rule_ids,
    state_of,
)
from packgen.documents.keys import child_key
from packgen.documents.kind import CaseWork, Document, Format, MeetingWork
from packgen.documents.passages import Passages
from packgen.documents.sheets.layout import SectionLayout, sheet_layouts
from packgen.documents.standing import Standing, day_of_case, last_meeting_of
from packgen.guidance.assessment import RuleReference

TEMPLATE = "working_sheet"
OFFICE = ("chair", "office")
Row = Sequence[object]
_COLUMNS = "abcd"


@dataclass(frozen=True)
class Filled:
    """What the case puts on a sheet: rows by section key, sections before the others, the rules behind it."""

    rows: Mapping[str, Sequence[Row]]
    rules: tuple[RuleReference, ...] = ()
    extra: tuple[SectionLayout, ...] = ()
    """Sections that the guidance makes, such as one for each group of decisions; they stand first."""
    child: str | None = None
    signed: SignedPaper = field(default_factory=Standing)
    passages: Passages | None = None
    audience: tuple[str, ...] = OFFICE


def meeting_sheet(work: MeetingWork, kind: str, filled: Filled) -> Document:
    """A sheet that a meeting's rules call for."""
    title = sheet_layouts()[kind].title
    context = _context(kind, filled, meeting_paper(work, title, filled.signed))
    context["meeting"] = meeting_facts(work) | {
        "locality": work.meeting.locality,
        "extraordinary": work.meeting.extraordinary,
    }
    return _document(work.whole, kind, filled, context, work.meeting.id)


def case_sheet(work: CaseWork, kind: str, filled: Filled) -> Document:
    """A sheet that the case as a whole calls for."""
    context = _context(kind, filled, plan_paper(work, sheet_layouts()[kind].title, filled.signed))
    context["meeting"] = None
    return _document(work, kind, filled, context, None)


def _document(work: CaseWork, kind: str, filled: Filled, context: Values, folder: str | None) -> Document:
    meeting = next((one for one in work.case.meetings if one.id == folder), None)
    stem = kind.replace("_", "-")
    return Document(
        kind=kind,
        name=f"{stem}-{child_key(work.case, filled.child)}" if filled.child else stem,
        title=sheet_layouts()[kind].title,
        format=Format.WORD,
        audience=filled.audience,
        folder=folder,
        date=meeting.date if meeting else day_of_case(work.case),
        version=filled.signed.version,
        state=state_of(filled.signed),
        context=context,
        template=TEMPLATE,
        for_child=filled.child,
        for_meeting=None if meeting else last_meeting_of(work.case, filled.child),
        passages=filled.passages.found if filled.passages else (),
    )


def _context(kind: str, filled: Filled, paper: Values) -> Values:
    layout = sheet_layouts()[kind]
    sections = [(one, filled.rows.get(one.key, ())) for one in (*filled.extra, *layout.sections)]
    return {
        "paper": paper,
        "lead": layout.lead,
        "sections": [_section(one, rows) for one, rows in sections if rows or not one.only_if_filled],
        "rules": rule_ids(filled.rules),
        "citations": citations_of(filled.rules),
    }


def _section(layout: SectionLayout, rows: Sequence[Row]) -> Values:
    width = len(layout.heads)
    further: list[Row] = [*((ask, "") for ask in layout.asks), *((first,) for first in layout.first)]
    further += [()] * layout.blanks
    made = [*rows, *further]
    return {
        "heading": layout.heading,
        "text": layout.text,
        "columns": width if layout.kind == "table" else 0,
        "heads": _cells(layout.heads),
        "rows": [_cells(row) for row in made] if layout.kind == "table" else [],
        "details": [{"label": row[0], "value": row[1]} for row in made] if layout.kind == "details" else [],
        "ticks": list(layout.items),
    }


def _cells(row: Iterable[object]) -> Values:
    """A row as columns a to d; a column that a row does not have is empty."""
    return dict.fromkeys(_COLUMNS, "") | dict(zip(_COLUMNS, row, strict=False))
