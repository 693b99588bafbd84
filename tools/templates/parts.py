"""What papers are made of: headings, tables, conditions, lines to write on. Tags are loops and conditions only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tools.templates.house_style import PALE, PORTRAIT_MM, RULE
from tools.templates.xml import (
    describe_table,
    element,
    fix_widths,
    keep_rows_whole,
    shade,
    tick_box,
    twips,
    wrap_in_control,
)

_TWO_COLUMNS = "Labels on the left, what applies on the right."


@dataclass(frozen=True)
class Column:
    """One column of a table: its heading, what stands in each row, its width."""

    heading: str
    cell: str | Sequence[str]
    width_mm: float


def title(document: Any, text: str = "{{ paper.title }}") -> Any:
    """The paper's title, in the Title style."""
    return document.add_paragraph(text, style="Title")


def heading(document: Any, text: str, level: int = 1) -> Any:
    """A real heading, 1 to 3."""
    return document.add_paragraph(text, style=f"Heading {level}")


def paragraph(document: Any, text: str, style: str = "Normal", *, keep_with_next: bool = False) -> Any:
    """A paragraph; `**` around words makes them bold. Other styles: Lead, Small print, List Bullet."""
    made = document.add_paragraph(style=style)
    _write(made, text)
    if keep_with_next:
        made.paragraph_format.keep_with_next = True
    return made


def bullets(document: Any, each: str, text: str | None = None) -> None:
    """One bullet for each of a list: `bullets(d, "prompt in item.prompts")`; `text` is what the bullet says."""
    with loop(document, each):
        paragraph(document, text or _value_of(each), "List Bullet")


@contextmanager
def condition(document: Any, test: str) -> Iterator[None]:
    """What is written inside appears only where `test` holds."""
    _tag(document, "if " + test)
    yield
    _tag(document, "endif")


def otherwise(document: Any) -> None:
    """Inside a condition: what follows appears where the test does not hold."""
    _tag(document, "else")


@contextmanager
def loop(document: Any, each: str) -> Iterator[None]:
    """What is written inside is repeated: `with loop(d, "item in items"): ...`."""
    _tag(document, "for " + each)
    yield
    _tag(document, "endfor")


def details_table(
    document: Any,
    rows: Sequence[tuple[str, str | Sequence[str]]],
    *,
    caption: str,
    label_mm: float = 45,
    width_mm: float = PORTRAIT_MM,
    height_mm: float | None = None,
) -> Any:
    """A table of labels and values, two columns; a value may hold several lines of tags, split by newlines.

    `height_mm` makes rows tall enough to write in by hand.
    """
    table = _table(document, len(rows), 2)
    for row, (label, value) in zip(table.rows, rows, strict=True):
        keep_rows_whole(row)
        _fill(row.cells[0], label, "Table head")
        _fill(row.cells[1], value.split("\n") if isinstance(value, str) else value, "Table text")
        shade(row.cells[0], PALE)
        row.height = Mm(height_mm) if height_mm else None
    return _finish(document, table, [label_mm, width_mm - label_mm], caption, _TWO_COLUMNS)


def details_loop(
    document: Any,
    each: str,
    label: str,
    value: str,
    *,
    caption: str,
    label_mm: float = 55,
    heads: tuple[str, str] = ("What", "As recorded"),
) -> Any:
    """A table of labels and values like `details_table`, one row for each of a list, under a header row."""
    columns = [Column(heads[0], label, label_mm), Column(heads[1], value, PORTRAIT_MM - label_mm)]
    table = loop_table(document, columns, each, caption=caption)
    cell = table.rows[2].cells[0]
    cell.paragraphs[0].style = "Table head"
    shade(cell, PALE)
    return table


def loop_table(document: Any, columns: Sequence[Column], each: str, *, caption: str, blank_rows: int = 0) -> Any:
    """A header row that repeats on each page, and one row for each of a list; then empty rows to write in."""
    table = _table(document, 4 + blank_rows, len(columns))
    _header_row(table.rows[0], columns)
    _fill(table.rows[1].cells[0], f"{{%tr for {each} %}}", "Table text")
    _body_row(table.rows[2], [column.cell for column in columns])
    _fill(table.rows[3].cells[0], "{%tr endfor %}", "Table text")
    for row in table.rows[4:]:
        _blank_row(row)
    return _finish(document, table, [c.width_mm for c in columns], caption, _says(columns))


def blank_table(document: Any, columns: Sequence[Column], rows: int, *, caption: str, height_mm: float = 12) -> Any:
    """A table to fill in by hand: header row and empty rows (a column's `cell` is printed in each)."""
    table = _table(document, 1 + rows, len(columns))
    _header_row(table.rows[0], columns)
    for row in table.rows[1:]:
        _body_row(row, [column.cell for column in columns])
        row.height = Mm(height_mm)
    return _finish(document, table, [c.width_mm for c in columns], caption, _says(columns))


def control(document: Any, table: Any, tag: str, name: str) -> None:
    """Wrap a table in a content control whose tag survives editing in Word (`packgen minutes read` looks for it)."""
    number = 1000 + len(list(document.element.body.iter(qn("w:sdt"))))
    wrap_in_control(table._tbl, tag, name, number)


def writing_lines(document: Any, count: int, *, height_mm: float = 9) -> None:
    """Ruled lines to write on by hand."""
    table = _table(document, count, 1, borders="lines")
    for row in table.rows:
        _blank_row(row, height_mm)
    _finish(document, table, [PORTRAIT_MM], "Lines to write on", "Empty lines.")


def writing_box(document: Any, label: str, *, height_mm: float = 40) -> None:
    """A box with a label, to write or draw in."""
    table = _table(document, 1, 1)
    row = table.rows[0]
    keep_rows_whole(row)
    row.height = Mm(height_mm)
    _fill(row.cells[0], label, "Table head")
    row.cells[0].paragraphs[0].paragraph_format.keep_with_next = False
    _finish(document, table, [PORTRAIT_MM], label or "Box to write in", "An empty box.")


def notice(document: Any, *lines: str) -> None:
    """A box that catches the eye in black and white: a thick rule on the left, pale ground."""
    for text in lines:
        made = paragraph(document, text)
        properties = made._p.get_or_add_pPr()
        border = element("pBdr")
        border.append(element("top", val="single", sz=24, space=1, color=PALE))
        border.append(element("left", val="single", sz=24, space=8, color=RULE))
        border.append(element("bottom", val="single", sz=24, space=1, color=PALE))
        properties.append(border)
        properties.append(element("shd", val="clear", color="auto", fill=PALE))
        made.paragraph_format.left_indent = Mm(4)


def choices(document: Any, labels: Sequence[str], style: str = "Normal", *, keep: bool = False) -> None:
    """One line with a box to tick for each label; with `keep` they stay on one page."""
    for label in labels:
        made = document.add_paragraph(style=style)
        if keep and label != labels[-1]:
            made.paragraph_format.keep_with_next = True
        tick_box(made)
        made.add_run(" " + label)


def signature_block(document: Any, people: Sequence[str], *, caption: str = "Signatures") -> None:
    """Name, signature and date for each of `people` (labels such as Chair); tags are allowed in the labels."""
    columns = [
        Column("", "", 45),
        Column("Name", "", 45),
        Column("Signature", "", 45),
        Column("Date", "", PORTRAIT_MM - 135),
    ]
    table = _table(document, 1 + len(people), 4)
    _header_row(table.rows[0], columns)
    for row, person in zip(table.rows[1:], people, strict=True):
        _blank_row(row, 13)
        _fill(row.cells[0], person, "Table head")
    _finish(document, table, [c.width_mm for c in columns], caption, "Space for name, signature and date.")


def cell_list(each: str, text: str | None = None, *, none: str = "none") -> list[str]:
    """Lines for a table cell: one paragraph for each of a list, or `none` where the list is empty."""
    return [f"{{%p for {each} %}}", text or _value_of(each), "{%p else %}", none, "{%p endfor %}"]


def cell_if(test: str, text: str) -> list[str]:
    """A line of a table cell that is there only where `test` holds; never the only line of its cell."""
    return [f"{{%p if {test} %}}", text, "{%p endif %}"]


def _value_of(each: str) -> str:
    return "{{ " + each.split(" in ", maxsplit=1)[0] + " }}"


def _tag(document: Any, words: str) -> None:
    document.add_paragraph(f"{{%p {words} %}}")


def _write(made: Any, text: str) -> None:
    for number, piece in enumerate(text.split("**")):
        if piece:
            made.add_run(piece).bold = True if number % 2 else None


def _table(document: Any, rows: int, columns: int, *, borders: str = "grid") -> Any:
    table = document.add_table(rows, columns, style="Table Grid")
    table._tbl.tblPr.append(_borders(borders))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=twips(1.8), type="dxa"))
    table._tbl.tblPr.append(margins)
    return table


def _borders(kind: str) -> Any:
    made = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        drawn = kind == "grid" or side in ("bottom", "insideH")
        made.append(element(side, val="single" if drawn else "nil", sz=4, space=0, color=RULE))
    return made


def _finish(document: Any, table: Any, widths_mm: list[float], caption: str, description: str) -> Any:
    fix_widths(table, widths_mm)
    _in_schema_order(table._tbl.tblPr)
    describe_table(table, caption, description)
    gap = document.add_paragraph()
    gap.paragraph_format.space_after = Pt(0)
    gap.paragraph_format.line_spacing = Pt(8)
    return table


def _in_schema_order(properties: Any) -> None:
    order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
    for child in sorted(properties, key=lambda e: order.index(e.tag.split("}")[1])):
        properties.append(child)


def _header_row(row: Any, columns: Sequence[Column]) -> None:
    keep_rows_whole(row, header=True)
    for cell, column in zip(row.cells, columns, strict=True):
        _fill(cell, column.heading, "Table head")
        shade(cell, PALE)


def _body_row(row: Any, cells: Sequence[str | Sequence[str]]) -> None:
    keep_rows_whole(row)
    for cell, text in zip(row.cells, cells, strict=True):
        _fill(cell, text, "Table text")


def _blank_row(row: Any, height_mm: float = 12) -> None:
    keep_rows_whole(row)
    row.height = Mm(height_mm)
    for cell in row.cells:
        cell.paragraphs[0].style = "Table text"


def _fill(cell: Any, text: str | Sequence[str], style: str) -> None:
    lines = [text] if isinstance(text, str) else list(text)
    for number, line in enumerate(lines):
        made = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        made.style = style
        _write(made, line)


def _says(columns: Sequence[Column]) -> str:
    return "Columns: " + ", ".join(column.heading for column in columns if column.heading) + "."
