"""The Risk Management Plan."""

from __future__ import annotations

from typing import Any

from tools.templates import pictures
from tools.templates.house_style import PORTRAIT_MM, office_paper
from tools.templates.parts import (
    Column,
    bullets,
    condition,
    details_table,
    heading,
    loop,
    loop_table,
    otherwise,
    paragraph,
    signature_block,
    title,
)
from tools.templates.xml import element

_RAG_FILLS = {"red": "F4C7C3", "amber": "FCE3B6", "green": "CFE8D1", "blue": "D0DFF2"}


def layout() -> Any:
    """The whole paper."""
    document = office_paper()
    title(document)
    _child(document)
    _threats_and_strengths(document)
    pictures.mapping(document)
    pictures.influence(document)
    pictures.timeline(document, named=False)
    heading(document, "What we will do")
    with loop(document, "section in sections"):
        heading(document, "{{ section.heading }}", 2)
        with condition(document, "section.lines"):
            with loop(document, "line in section.lines"):
                paragraph(document, "{{ line }}")
            otherwise(document)
            paragraph(document, "Not yet agreed. {{ section.prompt }}")
    _agencies(document)
    _actions(document)
    _agreement(document)
    return document


def _child(document: Any) -> None:
    rows = [
        ("Child", "{{ child.name }}"),
        ("Born", "{{ child.born | short_date }} (age {{ child.age }})"),
        ("Status", "{{ child.status }}"),
        ("Social worker", "{{ child.social_worker }}"),
        ("Independent Reviewing Officer", "{{ child.reviewing_officer }}"),
        ("Named police officer", "{{ police_officer }}"),
        ("Date of this plan", "{{ date }}"),
        ("Next review", "{{ next_review }}"),
    ]
    details_table(document, rows, caption="About this plan")


def _threats_and_strengths(document: Any) -> None:
    heading(document, "Threats and strengths")
    for name, label in (("threats", "What worries us"), ("strengths", "What keeps the child safe")):
        heading(document, label, 2)
        with condition(document, name):
            bullets(document, f"line in {name}")
            otherwise(document)
            paragraph(document, "Not yet written down.")


def _agencies(document: Any) -> None:
    heading(document, "What each agency brings")
    with condition(document, "agency_parts"):
        loop_table(
            document,
            [
                Column("Agency", "{{ part.agency }}", 45),
                Column("What it contributes", "{{ part.contribution }}", 80),
                Column("Who watches that it happens", "{{ part.monitored_by }}", PORTRAIT_MM - 125),
            ],
            "part in agency_parts",
            caption="Contribution of each agency",
        )
        otherwise(document)
        paragraph(document, "No agency has stated its part yet.")


def _actions(document: Any) -> None:
    heading(document, "Actions by agency")
    with condition(document, "not groups"):
        paragraph(document, "No actions have been agreed yet.")
    pictures.strip(document)
    with loop(document, "group in groups"):
        heading(document, "{{ group.agency }}", 2)
        progress = ["{{ action.what }}", "{%p if action.has_progress %}", "{{ action.progress }}", "{%p endif %}"]
        due = ["{{ action.due }}", "{%p if action.overdue %}", "**{{ action.overdue }}**", "{%p endif %}"]
        table = loop_table(
            document,
            [
                Column("No", "{{ action.number }}", 10),
                Column("Action and progress", progress, 70),
                Column("Who", "{{ action.owner }}", 32),
                Column("By when", due, 30),
                Column("RAG", "", PORTRAIT_MM - 142),
            ],
            "action in group.actions",
            caption="Actions of one agency, with a letter for how each stands",
        )
        rating(table.rows[2].cells[4].paragraphs[0])


def rating(paragraph_of_cell: Any) -> None:
    """The rating as letter and word; the ground behind it adds colour for those who see it."""
    for rag, fill in _RAG_FILLS.items():
        paragraph_of_cell.add_run(f'{{% if action.rag == "{rag}" %}}')
        run = paragraph_of_cell.add_run("{{ action.rag_words }}")
        run.bold = True
        run._r.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=fill))
        paragraph_of_cell.add_run("{% endif %}")
    paragraph_of_cell.add_run("{% if not action.rag %}{{ action.rag_words }}{% endif %}")


def _agreement(document: Any) -> None:
    heading(document, "Agreement")
    with condition(document, "approved_on"):
        paragraph(document, "Approved by {{ approved_by }} on {{ approved_on }}.")
        otherwise(document)
        signature_block(
            document, ["Chair", "Social worker", "Police"], caption="Signatures of those who agree this plan"
        )
    paragraph(
        document,
        "This plan informs the child's care plan and placement plan, and is looked at again at every review.",
        "Small print",
    )
