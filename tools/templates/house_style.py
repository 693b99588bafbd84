"""The house style: page, fonts, headings, header and footer. Two sets: office papers, and papers for a child.

Plain enough to photocopy: dark text on white or pale grey, left aligned, bold for weight and nothing else.
"""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from tools.templates.xml import element, field, set_fonts

FONT = "Arial"
INK = RGBColor(0x1B, 0x2A, 0x41)
PALE = "E7EAEE"
RULE = "6B7785"
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = 25.0, 20.0, 20.0, 23.0  # 25 mm on the left holds the staple and the punch
PORTRAIT_MM = 210 - LEFT_MM - RIGHT_MM
LANDSCAPE_MM = 297 - LEFT_MM - RIGHT_MM
MARKING = "OFFICIAL-SENSITIVE"


def office_paper(*, landscape: bool = False) -> Any:
    """An empty paper for professionals: 12 pt, marked, with reference, version and pages in the footer.

    Its context needs `paper` as `documents/blocks.py` makes it. The width for tables is PORTRAIT_MM or LANDSCAPE_MM.
    """
    document = _new(body=12, landscape=landscape)
    section = document.sections[0]
    width = LANDSCAPE_MM if landscape else PORTRAIT_MM
    _marking_line(section.header.paragraphs[0], width)
    _footer(section.footer, width)
    return document


def family_paper(*, body: int = 14) -> Any:
    """An empty paper for a child or parent: 14 pt or as `body` says; nothing on it tells a finder what it is.

    No marking, reference, version or guidance. Its context needs `paper.title` and `paper.draft`.
    """
    document = _new(body=body, landscape=False)
    if body > 14:
        for name in ("Table text", "Table head", "Small print", "Header", "Footer"):
            document.styles[name].font.size = Pt(body)  # whoever needs large type needs it everywhere
    section = document.sections[0]
    header = section.header.paragraphs[0]
    header.style = document.styles["Header"]
    header.add_run("{% if paper.draft %}Draft{% endif %}").bold = True
    footer = section.footer.paragraphs[0]
    _tab_right(footer, PORTRAIT_MM)
    footer.add_run("\tPage ")
    _page_numbers(footer)
    return document


def _new(*, body: int, landscape: bool) -> Any:
    document = Document()
    document.core_properties.title = "{{ paper.title }}"
    document.core_properties.language = "en-GB"
    _page(document.sections[0], landscape=landscape)
    _styles(document, body)
    _language(document)
    _as_word_now_lays_out(document)
    return document


def _page(section: Any, *, landscape: bool) -> None:
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin = Mm(LEFT_MM), Mm(RIGHT_MM)
    section.top_margin, section.bottom_margin = Mm(TOP_MM), Mm(BOTTOM_MM)
    section.header_distance, section.footer_distance = Mm(10), Mm(9)


def _styles(document: Any, body: int) -> None:
    styles = document.styles
    _drop_unused_table_styles(styles)
    _text(styles["Normal"], body, after=6, line=1.12)
    _text(styles["Title"], body + 10, after=8, bold=True, heading=True)
    for level, (size, before) in enumerate(((body + 4, 14), (body + 2, 12), (body, 10)), start=1):
        _text(styles[f"Heading {level}"], size, before=before, after=4, bold=True, heading=True)
    for name in ("List Bullet", "List Number"):
        _text(styles[name], body, after=3, line=1.12)
    for name in ("Header", "Footer"):
        _text(styles[name], 9, after=0)
    for name, size, bold in (
        ("Lead", body + 1, False),
        ("Table text", body - 1, False),
        ("Table head", body - 1, True),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _text(style, size, before=2 if "Table" in name else 0, after=2 if "Table" in name else 8, bold=bold, line=1.05)
    _text(styles.add_style("Small print", WD_STYLE_TYPE.PARAGRAPH), body - 2, after=3, line=1.05)
    styles["Small print"].base_style = styles["Normal"]
    styles["Table head"].paragraph_format.keep_with_next = True


def _text(
    style: Any, size: int, *, before: int = 0, after: int, bold: bool = False, heading: bool = False, line: float = 1.05
) -> None:
    set_fonts(style, FONT)
    font, shape = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.underline = Pt(size), bold, False, False
    font.color.rgb = INK if heading else RGBColor(0, 0, 0)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    shape.widow_control = True
    if heading:
        shape.keep_with_next = True
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)


def _drop_unused_table_styles(styles: Any) -> None:
    for style in list(styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _language(document: Any) -> None:
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in run.findall(qn("w:lang")):
        run.remove(old)
    run.append(element("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))


def _as_word_now_lays_out(document: Any) -> None:
    """Compatibility mode 15: else Word opens the file as one of 2010 and sets tables into the left margin."""
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for name in ("w:zoom", "w:savePreviewPicture", "w:rsids"):
        for unwanted in settings.findall(qn(name)):
            settings.remove(unwanted)


def _tab_right(paragraph: Any, width_mm: float) -> None:
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(width_mm), WD_TAB_ALIGNMENT.RIGHT)


def _without_style_tabs(paragraph: Any) -> None:
    for tabs in list(paragraph.style.element.iter(qn("w:tabs"))):
        tabs.getparent().remove(tabs)


def _marking_line(paragraph: Any, width_mm: float) -> None:
    _without_style_tabs(paragraph)
    _tab_right(paragraph, width_mm)
    marking = paragraph.add_run("{{ paper.marking }}")
    marking.bold = True
    marking.font.size = Pt(11)
    draft = paragraph.add_run("{% if paper.draft %}\t{{ paper.draft }}{% endif %}")
    draft.bold = True
    draft.font.size = Pt(11)


def _footer(footer: Any, width_mm: float) -> None:
    first = footer.paragraphs[0]
    _without_style_tabs(first)
    _tab_right(first, width_mm)
    first.add_run("{{ paper.reference }}, version {{ paper.version }}\tPage ")
    _page_numbers(first)
    footer.add_paragraph("Guidance: {{ paper.guidance }}", style="Footer")
    footer.add_paragraph(style="Footer").add_run("{{ paper.marking }}").bold = True


def _page_numbers(paragraph: Any) -> None:
    field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    field(paragraph, "NUMPAGES")
