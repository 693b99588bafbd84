"""Small pieces of WordprocessingML that python-docx has no call for."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

TWIPS_PER_MM = 1440 / 25.4


def twips(mm: float) -> int:
    """Millimetres as twentieths of a point, rounded: the unit of Word's tables."""
    return round(mm * TWIPS_PER_MM)


def element(name: str, **attributes: object) -> Any:
    """A `w:` element; attribute names are given without their prefix."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key.rstrip('_')}"), str(value))
    return made


def field(paragraph: Any, code: str) -> None:
    """A field that Word works out itself, such as PAGE or NUMPAGES."""
    simple = element("fldSimple", instr=f" {code} ")
    run = element("r")
    text = element("t")
    text.text = "1"
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def set_fonts(style: Any, name: str) -> None:
    """One font for every script, in place of the theme's."""
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, element("rFonts", ascii=name, hAnsi=name, cs=name, eastAsia=name))


def keep_rows_whole(row: Any, *, header: bool = False) -> None:
    """A row that is never broken over two pages; a header row is repeated on each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if header:
        properties.append(element("tblHeader"))


def shade(cell: Any, colour: str) -> None:
    """A pale ground behind a cell (hex RGB)."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def describe_table(table: Any, caption: str, description: str) -> None:
    """A title and a description that a screen reader speaks."""
    properties = table._tbl.tblPr
    properties.append(element("tblCaption", val=caption))
    properties.append(element("tblDescription", val=description))


def fix_widths(table: Any, widths_mm: list[float]) -> None:
    """Fixed layout with the same widths in the grid and in each cell, so that Word and LibreOffice agree."""
    table.autofit = False
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblW")):
        properties.remove(old)
    width = element("tblW", w=sum(twips(mm) for mm in widths_mm), type="dxa")
    style = properties.find(qn("w:tblStyle"))
    properties.insert(0 if style is None else 1, width)
    for column, mm in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), widths_mm, strict=True):
        column.set(qn("w:w"), str(twips(mm)))
    for row in table.rows:
        for cell, mm in zip(row._tr.tc_lst, widths_mm, strict=False):
            if cell.grid_span == 1:
                cell.width = twips(mm) * 635


def wrap_in_control(block: Any, tag: str, title: str, number: int) -> None:
    """Put a table or paragraph inside a content control that keeps its tag while staff type in it."""
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/>'
        "</w:sdtPr><w:sdtContent/></w:sdt>"
    )
    block.getparent().replace(block, control)
    content: Any = control.find(qn("w:sdtContent"))
    content.append(block)


def tick_box(paragraph: Any) -> None:
    """A box that is ticked with a click in Word and with a pen on paper."""
    w14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    paragraph._p.append(
        parse_xml(
            f'<w:sdt {nsdecls("w")} {w14}><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
            "<w:sdtContent><w:r><w:rPr>"
            '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:cs="MS Gothic"/></w:rPr>'
            "<w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )
