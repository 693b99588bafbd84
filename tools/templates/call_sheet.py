"""The call sheet of a strategy discussion held by phone."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from tools.templates.house_style import PORTRAIT_MM, office_paper
from tools.templates.parts import (
    Column,
    blank_table,
    condition,
    details_table,
    heading,
    loop,
    loop_table,
    notice,
    otherwise,
    paragraph,
    title,
)
from tools.templates.statements import CONFIDENTIALITY, decisions_to_tick, meeting_rows

_ASK = [
    "What do you know of the child, and of anybody who may be harming them?",
    "Is the child safe tonight? What can your agency do today?",
    "{%p for question in call.questions %}",
    "{{ question }}",
    "{%p endfor %}",
]


def call_sheet() -> Any:
    """Context: documents/call_sheet.py."""
    document = office_paper()
    title(document)
    details_table(document, meeting_rows(), caption="The discussion")
    with condition(document, "reason"):
        heading(document, "Why it is held")
        paragraph(document, "{{ reason }}")
    with condition(document, "together"):
        notice(document, "One call together. Check who is on the line, and that nobody else can hear.")
        otherwise(document)
        notice(
            document,
            "A run of calls. Ring each agency, then ring round again, so that each has heard what the others said "
            "before anything is decided.",
        )
    paragraph(document, f"Say first: {CONFIDENTIALITY}")
    paragraph(document, "Needed to decide: {{ quorum | join(', ') or 'no quorum is set' }}.")
    with loop(document, "call in calls"):
        _call(document)
    decisions_to_tick(document)
    _agreement(document)
    _closing(document)
    return document


def _call(document: Any) -> None:
    heading(document, "{{ call.role }}{% if call.agency %}, {{ call.agency }}{% endif %}", 2)
    rows = [
        ("Who", "{{ call.name or '' }}"),
        ("Number", "{{ call.phone or '' }}"),
        ("Time of call", "begins                         ends"),
        ("To ask", "\n".join(_ASK)),
        ("What they said", ""),
        ("What they will do, by when", ""),
    ]
    table = details_table(document, rows, caption="Call")
    table.rows[4].height, table.rows[5].height = Mm(34), Mm(18)


def _agreement(document: Any) -> None:
    heading(document, "Heard the others and agrees")
    columns = [
        Column("Agency", "{{ call.role }}", 60),
        Column("Time", "", 22),
        Column("Agrees: yes or no, and why not", "", PORTRAIT_MM - 82),
    ]
    table = loop_table(document, columns, "call in calls", caption="Heard the others and agrees")
    table.rows[2].height = Mm(12)


def _closing(document: Any) -> None:
    heading(document, "Actions agreed")
    columns = [Column("What", "", 85), Column("Who", "", 45), Column("By when", "", PORTRAIT_MM - 130)]
    blank_table(document, columns, 5, caption="Actions agreed, to fill in")
    heading(document, "Before closing")
    rows = [("Who tells the child", ""), ("Next discussion", ""), ("Chair signs", "")]
    table = details_table(document, rows, caption="Before closing")
    for row in table.rows:
        row.height = Mm(11)
