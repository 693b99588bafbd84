"""Other forms of the Child Safety Plan: Easy Read, a card for the pocket, two languages side by side."""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tools.templates.house_style import PORTRAIT_MM, RULE, family_paper
from tools.templates.parts import (
    Column,
    condition,
    heading,
    loop,
    loop_table,
    notice,
    paragraph,
    title,
)
from tools.templates.xml import element

_PICTURE_MM = 28.0
_CARD_MM = (82.0, 58.0)


def easy_read() -> Any:
    """Context: documents/safety_plan/easy_read.py."""
    document = family_paper(body=16)
    title(document)
    paragraph(document, "This plan is for {{ name }}.", "Lead")
    paragraph(document, "We made it on {{ date }}.", "Lead")
    with loop(document, "section in sections"):
        columns = [
            Column("Picture", "{{ row.picture }}", _PICTURE_MM),
            Column("What it says", "{{ row.words }}", PORTRAIT_MM - _PICTURE_MM),
        ]
        table = loop_table(document, columns, "row in section.rows", caption="Pictures on the left, words on the right")
        _without_lines(table)
        _one_idea_a_row(document, table)
    heading(document, "Sign if you want to")
    paragraph(document, "You do not have to sign.", keep_with_next=True)
    paragraph(document, "Your plan counts either way.", keep_with_next=True)
    paragraph(document, "My name: ______________________________")
    return document


def _without_lines(table: Any) -> None:
    for style in table._tbl.tblPr.findall(qn("w:tblStyle")):
        table._tbl.tblPr.remove(style)  # its grid shows where a converter overlooks the borders below
    for border in table._tbl.tblPr.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:val"), "nil")


def _one_idea_a_row(document: Any, table: Any) -> None:
    """Rows tall enough for a picture, their words in the middle; the header row speaks to screen readers only."""
    style = document.styles
    if "Idea" not in [one.name for one in style]:
        made = style.add_style("Idea", WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = style["Normal"]
        made.font.size = Pt(16)
        made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(3)
    for cell in table.rows[2].cells:
        cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
        cell.paragraphs[0].style = style["Idea"]
    _heading_above(style, table)


def _heading_above(styles: Any, table: Any) -> None:
    """The section's heading is the table's header row, so that it comes again where a section runs over a page."""
    left, right = table.rows[0].cells
    merged = left.merge(right)
    for made in merged.paragraphs[1:]:
        made._p.getparent().remove(made._p)
    for old in merged._tc.tcPr.findall(qn("w:shd")):
        merged._tc.tcPr.remove(old)
    merged.paragraphs[0].text = "{{ section.heading }}"
    merged.paragraphs[0].style = styles["Heading 1"]


def pocket_card() -> Any:
    """Context: documents/safety_plan/card.py."""
    document = family_paper()
    title(document)
    paragraph(document, "Cut along the outer line. Fold in the middle. Keep it where only you look.")
    style = document.styles.add_style("Card", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(11)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(1)
    style.paragraph_format.line_spacing = 1.0
    front = [
        "**Who I can ring**",
        "{%p for contact in ring %}",
        "{{ contact.name }}: **{{ contact.number }}**, {{ contact.when }}",
        "{%p endfor %}",
        "In danger: **999**",
        "Childline: **0800 1111**, free",
    ]
    back = [
        "**You are not in trouble.**",
        "Ring any time you want to be somewhere else.",
        "{%p if helps %}",
        "**What helps me**",
        "{%p for line in helps %}",
        "{{ line }}",
        "{%p endfor %}",
        "{%p endif %}",
    ]
    columns = [Column("Front", front, _CARD_MM[0]), Column("Back", back, _CARD_MM[0])]
    table = loop_table(document, columns, "card in [1]", caption="A card to cut out and fold")
    table.rows[2].height = Mm(_CARD_MM[1])
    for cell in table.rows[2].cells:
        for made in cell.paragraphs:
            made.style = style
    _dashed(table)
    return document


def _dashed(table: Any) -> None:
    for border in table._tbl.tblPr.iter(qn("w:tblBorders")):
        for side in border:
            side.set(qn("w:val"), "dashed")
            side.set(qn("w:color"), RULE)


def side_by_side() -> Any:
    """Context: documents/safety_plan/side_by_side.py."""
    document = family_paper()
    _other_styles(document)
    document.styles["Table text"].font.size = Pt(14)
    title(document, "{{ paper.title }}{% if other_title %} / {{ other_title }}{% endif %}")
    paragraph(document, "For {{ name }}. Made on {{ date }}.", "Lead")
    each = PORTRAIT_MM / 2
    table = loop_table(
        document,
        [Column("English", _english(), each), Column("{{ language_name }}", _other(), each)],
        "row in rows",
        caption="English on the left, the other language on the right",
    )
    _in_the_other_language(table)
    with condition(document, "translator"):
        paragraph(document, "Translated by {{ translator }}.", "Small print")
    notice(document, "Sign if you want to. You do not have to.")
    paragraph(document, "My name: ______________________________")
    return document


def _english() -> list[str]:
    return [
        "{%p if row.style == 'line' %}",
        "{{ row.english }}",
        "{%p else %}",
        "**{{ row.english }}**",
        "{%p endif %}",
    ]


def _other() -> list[str]:
    """Right to left or left to right: Word wants it on the paragraph and on the run."""
    return [
        "{%p if not row.other %}",
        "",
        "{%p elif right_to_left and row.style == 'line' %}",
        "{{ row.other }}",
        "{%p elif right_to_left %}",
        "**{{ row.other }}**",
        "{%p elif row.style == 'line' %}",
        "{{ row.other }}",
        "{%p else %}",
        "**{{ row.other }}**",
        "{%p endif %}",
    ]


def _other_styles(document: Any) -> None:
    style = document.styles.add_style("Right to left", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Table text"]
    properties = style.element.get_or_add_pPr()
    properties.append(element("bidi"))
    properties.append(element("jc", val="start"))
    run = style.element.get_or_add_rPr()
    run.append(element("szCs", val=2 * 14))


def _in_the_other_language(table: Any) -> None:
    english, other = table.rows[2].cells
    for made in (english.paragraphs[3], other.paragraphs[5], other.paragraphs[9]):
        made.paragraph_format.keep_with_next = True  # a heading stays with the line below it
    for run in table.rows[0].cells[1].paragraphs[0].runs:
        run._r.get_or_add_rPr().append(element("szCs", val=2 * 13))
    cell = table.rows[2].cells[1]
    for number, made in enumerate(cell.paragraphs):
        right_to_left = number in (3, 5)
        if right_to_left:
            made.style = "Right to left"
        for run in made.runs if number in (3, 5, 7, 9) else ():
            properties = run._r.get_or_add_rPr()
            if run.bold and right_to_left:
                properties.append(element("bCs"))
            if right_to_left:
                properties.append(element("rtl"))
            properties.append(element("lang", val="{{ language }}", bidi="{{ language }}"))
