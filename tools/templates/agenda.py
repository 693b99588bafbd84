"""The agenda: what will be talked about and when, then a page or more with prompts and room to write."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from tools.templates import pictures
from tools.templates.house_style import PORTRAIT_MM, office_paper
from tools.templates.parts import (
    Column,
    blank_table,
    bullets,
    condition,
    details_table,
    heading,
    loop,
    loop_table,
    notice,
    paragraph,
    title,
    writing_lines,
)
from tools.templates.statements import (
    CONFIDENTIALITY,
    CONFLICTS,
    EQUALITY,
    decisions_to_tick,
    earlier_actions_table,
    looked_at_table,
    meeting_rows,
)


def agenda() -> Any:
    """Context: documents/agenda.py."""
    document = office_paper()
    title(document)
    paragraph(document, "{{ meeting.purpose }}", "Lead")
    rows = [
        *meeting_rows(),
        ("Discussed", "{{ children }}, named in the schedule sent to those who need it"),
        ("Needed to decide", "{{ quorum | join(', ') or 'no quorum is set for this type of meeting' }}"),
    ]
    details_table(document, rows, caption="The meeting")
    notice(document, f"**To read out.** {CONFIDENTIALITY} {EQUALITY} {CONFLICTS}")
    with loop(document, "note in notes"):
        paragraph(document, "{{ note.text }}{% if note.rules %} ({{ note.rules }}){% endif %}", "Small print")
    _overview(document)
    looked_at_table(document)
    pictures.process(document)
    heading(document, "Actions from earlier meetings")
    _minutes_waiting(document)
    # Before the pictures, which cannot be cut and would leave the page above them empty.
    earlier_actions_table(document)
    pictures.ecomap(document, named=False)
    pictures.timeline(document, named=False)
    _items(document)
    decisions_to_tick(document)
    _actions(document)
    _closing(document)
    return document


def _minutes_waiting(document: Any) -> None:
    with condition(document, "earlier.waiting"):
        notice(
            document,
            "**Not everything may be here.** Minutes typed after the meeting of {% for day in earlier.waiting %}{{ day | short_date }}"
            "{% if not loop.last %}, {% endif %}{% endfor %} wait to be taken into the case file, so what was agreed "
            "then may be missing below.",
        )


def _overview(document: Any) -> None:
    heading(document, "Running order")
    with loop(document, "part in parts"):
        with condition(document, "not part.only"):
            paragraph(document, "**Part {{ part.letter }}: {{ part.says }}**", keep_with_next=True)
        columns = [
            Column("No", "{{ item.number }}", 12),
            Column("Item", "{{ item.heading }}", 70),
            Column("Who leads", "{{ item.lead }}", 45),
            Column("Time", "{{ item.time }}", PORTRAIT_MM - 127),
        ]
        loop_table(document, columns, "item in part.items", caption="Running order")


def _items(document: Any) -> None:
    heading(document, "Items, with room to write")
    with loop(document, "part in parts"):
        with condition(document, "not part.only"):
            notice(document, "**Part {{ part.letter }}: {{ part.says }}**")
        with loop(document, "item in part['items']"):
            heading(document, "{{ item.number }}. {{ item.heading }}", 2)
            lead = "{{ item.lead }}, {{ item.time }}{% if item.rules %} · {{ item.rules }}{% endif %}"
            paragraph(document, lead, "Small print", keep_with_next=True)
            bullets(document, "prompt in item.prompts")
            writing_lines(document, 3)
    _keep_together(document)


def _keep_together(document: Any) -> None:
    """Prompts stay with the lines below them, and the lines with each other."""
    for made in document.paragraphs:
        if made.style.name == "List Bullet" or "part.says" in made.text:
            made.paragraph_format.keep_with_next = True
    for table in document.tables:
        if table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Lines to write on":
            for row in table.rows[:-1]:
                row.cells[0].paragraphs[0].paragraph_format.keep_with_next = True


def _actions(document: Any) -> None:
    heading(document, "Actions agreed")
    columns = [
        Column("What", "", 85),
        Column("Who", "", 45),
        Column("By when", "", PORTRAIT_MM - 130),
    ]
    blank_table(document, columns, 6, caption="Actions agreed, to fill in")


def _closing(document: Any) -> None:
    heading(document, "Before closing")
    latest = "{% if next.latest %}{{ next.latest | date }}{% else %}no limit applies{% endif %}"
    rows = [
        ("Next meeting", "{% if next.arranged %}{{ next.arranged }}{% endif %}"),
        ("No later than", latest),
        ("Who tells the child", ""),
        ("Ended at", ""),
    ]
    details_table(document, rows, caption="Before closing")
