"""The cover sheet of one child's copy of the minutes."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from tools.templates.house_style import office_paper
from tools.templates.parts import condition, details_table, heading, loop, notice, paragraph, title


def record_copy() -> Any:
    """Context: documents/record_copy.py."""
    document = office_paper()
    title(document)
    paragraph(document, "The minutes that follow are filed for one child, whole and unchanged.", "Lead")
    child = [
        ("Child", "{{ child.name }}"),
        ("Date of birth", "{{ child.date_of_birth | short_date }}"),
        ("NHS number", "{{ child.nhs_number }}"),
        ("Meeting", "{{ meeting.type_label }}, {{ meeting.date | date }}"),
        ("Chair", "{{ meeting.chair }}"),
    ]
    details_table(document, child, caption="Whose record, and which meeting")
    heading(document, "Where to record it")
    notice(document, "**{{ destination }}**", "{{ instruction }}{% if rules %} ({{ rules }}){% endif %}")
    with loop(document, "note in notes"):
        paragraph(document, "{{ note.text }}{% if note.rules %} ({{ note.rules }}){% endif %}", "Small print")
    heading(document, "What to do")
    for step in (
        "Check that name and date of birth above are those of the record that is open.",
        "File this sheet and all pages after it as they are. Nothing is cut out, retyped or shortened.",
        "Write below where it went, and when. Hand the sheet back to business support.",
    ):
        paragraph(document, step, "List Number")
    with condition(document, "others"):
        notice(
            document,
            "These minutes also speak of {{ others }} other child{% if others > 1 %}ren{% endif %}. Before anybody "
            "outside the meeting is shown this copy, it goes through information governance to be redacted.",
        )
    heading(document, "Which minutes these are")
    _minutes(document)
    heading(document, "Filed")
    rows = [("Recorded on, reference", ""), ("By (name, role)", ""), ("Signature", "")]
    table = details_table(document, rows, caption="Filed", label_mm=50)
    for row in table.rows:
        row.height = Mm(8)
    return document


def _minutes(document: Any) -> None:
    approved = "{% if minutes.approved %}{{ minutes.approved | short_date }} by {{ minutes.approved_by }}{% else %}not yet{% endif %}"
    rows = [("Version", "{{ minutes.version }} ({{ minutes.state }})"), ("Approved", approved)]
    details_table(document, rows, caption="Which minutes these are")
    with condition(document, "minutes.sha256"):
        file = [("File", "{{ minutes.file }}"), ("SHA-256 of the file", "{{ minutes.sha256 }}")]
        details_table(document, file, caption="The file of the minutes")
