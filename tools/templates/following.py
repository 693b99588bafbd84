"""Letters and working sheets that follow from rules: one template for all letters, one for all sheets."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from tools.templates.house_style import LANDSCAPE_MM, PORTRAIT_MM, office_paper
from tools.templates.letters import TO_FILL_IN, or_line
from tools.templates.parts import (
    Column,
    bullets,
    condition,
    details_loop,
    heading,
    loop,
    loop_table,
    paragraph,
    title,
)
from tools.templates.risk_management_plan import rating

_WIDTHS = {2: (60.0,), 3: (60.0, 55.0), 4: (42.0, 42.0, 36.0)}


def letter() -> Any:
    """Context: documents/letters/letter.py."""
    document = office_paper()
    title(document)
    agency = "{% if to.agency %}, {{ to.agency }}{% endif %}"
    paragraph(document, f"**To:** {or_line('to.name')}, {{{{ to.label }}}}{agency}")
    sent = f"{{% if sent_on %}}{{{{ sent_on | short_date }}}}{{% else %}}{TO_FILL_IN[:14]}{{% endif %}}"
    paragraph(document, f"**E-mail:** {or_line('to.email')}  **Sent on:** {sent}")
    _paragraphs(document, "line in says")
    with condition(document, "details"):
        details_loop(document, "row in details", "{{ row.label }}", "{{ row.value }}", caption="What it is about")
    with loop(document, "block in blocks"), condition(document, "block.rows or block.lines"):
        heading(document, "{{ block.heading }}")
        _paragraphs(document, "line in block.lines")
        with condition(document, "block.rows"):
            rows = ("row in block.rows", "{{ row.label }}", "{{ row.value }}")
            heads = ("{{ block.heads.a }}", "{{ block.heads.b }}")
            details_loop(document, *rows, caption="Details", label_mm=50, heads=heads)
    heading(document, "What we ask of you")
    bullets(document, "ask in asks")
    _end(document)
    return document


def _paragraphs(document: Any, each: str) -> None:
    """One plain paragraph for each of a list."""
    with loop(document, each):
        paragraph(document, "{{ line }}")


def _end(document: Any) -> None:
    answer = "{{ answer }} " + or_line("reply_to.name") + ", e-mail " + or_line("reply_to.email")
    why = "{% if rules %} Why we write: {{ rules }}. {{ citations }}.{% endif %}"
    paragraph(document, f"{answer}, phone {or_line('reply_to.phone')}.{why}", "Small print")


def working_sheet() -> Any:
    """Context: documents/sheets/sheet.py."""
    document = office_paper()
    title(document)
    with condition(document, "meeting"):
        kind = "{{ meeting.type_label }}{% if meeting.extraordinary %} (out of turn){% endif %}"
        where = "{% if meeting.locality %}, {{ meeting.locality }}{% endif %}"
        paragraph(document, f"{kind}{where}, {{{{ meeting.date | date }}}}. Chair: {{{{ meeting.chair }}}}.")
    paragraph(document, "{{ lead }}", "Lead")
    with loop(document, "section in sections"):
        heading(document, "{{ section.heading }}")
        with condition(document, "section.text"):
            paragraph(document, "{{ section.text }}", keep_with_next=True)
        with condition(document, "section.details"):
            rows = ("row in section.details", "{{ row.label }}", "{{ row.value }}")
            details_loop(document, *rows, caption="Details").rows[2].height = Mm(7.5)
        for columns in _WIDTHS:
            with condition(document, f"section.columns == {columns}"):
                _row_height(_table(document, columns), 2)
        with loop(document, "tick in section.ticks"):
            paragraph(document, "☐ {{ tick }}")
    with condition(document, "rules"):
        paragraph(document, "This sheet follows from {{ rules }}. {{ citations }}.", "Small print")
    return document


def _table(document: Any, columns: int) -> Any:
    widths = [*_WIDTHS[columns], PORTRAIT_MM - sum(_WIDTHS[columns])]
    cells = [
        Column(f"{{{{ section.heads.{name} }}}}", f"{{{{ row.{name} }}}}", width)
        for name, width in zip("abcd", widths, strict=False)
    ]
    return loop_table(document, cells, "row in section.rows", caption="To fill in")


def _row_height(table: Any, row: int) -> None:
    table.rows[row].height = Mm(9)


def action_plan() -> Any:
    """Context: documents/action_plan.py. Across the page: five columns and room to write."""
    document = office_paper(landscape=True)
    title(document)
    paragraph(document, "{{ meeting.type_label }}, {{ meeting.date | date }}. Chair: {{ meeting.chair }}.")
    paragraph(
        document,
        "R means off track, A at risk, G on track, B done. Late days count to the date of the meeting.",
        "Small print",
    )
    with loop(document, "theme in themes"):
        heading(document, "{{ theme.heading }}")
        due = ["{{ action.due | short_date }}", "{%p if action.overdue %}", "**{{ action.overdue }}**", "{%p endif %}"]
        lead = [
            "{{ action.owner or 'nobody named' }}",
            "{%p if action.agency %}",
            "{{ action.agency }}",
            "{%p endif %}",
        ]
        columns = [
            Column("Proposal", "{{ action.what }}", 78),
            Column("Lead", lead, 50),
            Column("By when", due, 34),
            Column("Progress", "{{ action.progress or '' }}", LANDSCAPE_MM - 190),
            Column("RAG", "", 28),
        ]
        table = loop_table(document, columns, "action in theme.actions", caption="Actions of one theme")
        rating(table.rows[2].cells[4].paragraphs[0])
    return document
