"""The sign-in sheet, across the page so that there is room for a signature."""

from __future__ import annotations

from typing import Any

from docx.shared import Mm

from tools.templates.house_style import LANDSCAPE_MM, office_paper
from tools.templates.parts import Column, blank_table, condition, details_table, heading, loop_table, paragraph, title
from tools.templates.statements import meeting_rows

_WIDTHS = (62.0, 72.0, 24.0, 24.0)


def sign_in_sheet() -> Any:
    """Context: documents/sign_in_sheet.py."""
    document = office_paper(landscape=True)
    title(document)
    details_table(document, meeting_rows(chair=False), caption="The meeting", width_mm=LANDSCAPE_MM)
    paragraph(document, "By signing I agree that what I hear stays confidential, and that I have named any tie I have.")
    name = [
        "{{ row.name or '' }}",
        "{%p if row.in_place_of %}",
        "in place of {{ row.in_place_of }}",
        "{%p endif %}",
        "{%p if row.apologies %}",
        "(has sent apologies)",
        "{%p endif %}",
    ]
    role = ["{{ row.role }}", "{%p if row.agency %}", "{{ row.agency }}", "{%p endif %}"]
    table = loop_table(document, _columns(name, role), "row in rows", caption="Who is here")
    table.rows[2].height = Mm(11)
    heading(document, "Anybody else, and deputies")
    paragraph(document, "Check who they are and ask the chair before they come in.", keep_with_next=True)
    blank_table(document, _columns("", ""), 5, caption="Anybody else, and deputies", height_mm=11)
    with condition(document, "family_joins"):
        paragraph(document, "Family members do not sign. The chair notes when they come in and when they leave.")
    return document


def _columns(name: Any, role: Any) -> list[Column]:
    first, second, arrives, leaves = _WIDTHS
    return [
        Column("Name", name, first),
        Column("Role and agency", role, second),
        Column("Arrives", "", arrives),
        Column("Leaves", "", leaves),
        Column("Signature", "", LANDSCAPE_MM - sum(_WIDTHS)),
    ]
