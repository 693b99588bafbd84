"""Writing blocks of plain runs as the main part of a new .docx, from a short list of elements; and zipping parts.

Only what is spelt out here can ever stand in a copy. Equal input gives equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from packgen.redaction.docx.clean_parts import (
    DECLARATION,
    DEEPEST_LIST,
    R_NAMESPACE,
    REDACTION_STYLE,
    TABLE_STYLE,
    TEXT_WIDTH,
    TITLE_STYLE,
    W_NAMESPACE,
)
from packgen.redaction.docx.model import Block, Cell, Paragraph, Row, Run, Table, join_runs

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_EMU_PER_TWIP = 635
_EMU_PER_PIXEL = 9525
_DATE = (1980, 1, 1, 0, 0, 0)
#: A heading of packgen's own over a header, a footer or the notes.
TITLE_LEVEL = -1


@dataclass(frozen=True)
class DrawnPicture:
    """A picture of the copy: its number (its part is `picture<number>.png`), size in pixels, and alternative text."""

    number: int
    width: int
    height: int
    alt_text: str


@dataclass(frozen=True)
class Writer:
    """Writes blocks. `pictures` by id; `around` may wrap a run's XML (for comments); `marks` keeps highlights."""

    landscape: bool = False
    pictures: Mapping[str, DrawnPicture] | None = None
    around: Callable[[Run, str], str] | None = None
    marks: bool = False

    def main_part(self, blocks: Sequence[Block], section: str = "") -> bytes:
        """The main part as bytes; `section` is XML put first into the section properties (a proposal's header)."""
        width, height = (16838, 11906) if self.landscape else (11906, 16838)
        turned = ' w:orient="landscape"' if self.landscape else ""
        page = (
            f'<w:sectPr>{section}<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
            '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567"'
            ' w:footer="567" w:gutter="0"/>'
            "</w:sectPr>"
        )
        body = "".join(self._block(block, TEXT_WIDTH[self.landscape]) for block in blocks)
        names = f'xmlns:w="{W_NAMESPACE}" xmlns:r="{R_NAMESPACE}"'
        return f"{DECLARATION}<w:document {names}><w:body>{body}{page}</w:body></w:document>".encode()

    def _block(self, block: Block, width: int) -> str:
        return self._paragraph(block, width) if isinstance(block, Paragraph) else self._table(block, width)

    def _paragraph(self, paragraph: Paragraph, width: int) -> str:
        style = ""
        if paragraph.heading == TITLE_LEVEL:
            style = TITLE_STYLE
        elif paragraph.heading:
            style = f"Heading{paragraph.heading}"
        elif paragraph.indent:
            style = f"RecordList{min(paragraph.indent, DEEPEST_LIST)}"
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        runs = join_runs(paragraph.runs)
        return f"<w:p>{properties}{''.join(self._run(run, width) for run in runs)}</w:p>"

    def _run(self, run: Run, width: int) -> str:
        picture = (self.pictures or {}).get(run.picture)
        content = _drawing(picture, width) if picture else _text(run.text)
        xml = f"<w:r>{self._look(run)}{content}</w:r>"
        return self.around(run, xml) if self.around else xml

    def _look(self, run: Run) -> str:
        look = run.look
        pieces = [
            f'<w:rStyle w:val="{REDACTION_STYLE}"/>' if run.kind == "token" else "",
            "<w:b/>" if look.bold else "",
            "<w:i/>" if look.italic else "",
            "<w:strike/>" if look.strike else "",
            f'<w:highlight w:val="{run.mark}"/>' if self.marks and run.mark else "",
            '<w:u w:val="single"/>' if look.underline else "",
            f'<w:vertAlign w:val="{look.raised}"/>' if look.raised else "",
        ]
        inner = "".join(pieces)
        return f"<w:rPr>{inner}</w:rPr>" if inner else ""

    def _table(self, table: Table, width: int) -> str:
        columns = table.columns
        each = max(width // columns, 1)
        grid = f'<w:gridCol w:w="{each}"/>' * columns
        properties = (
            f'<w:tblPr><w:tblStyle w:val="{TABLE_STYLE}"/><w:tblW w:w="{each * columns}" w:type="dxa"/>'
            '<w:tblLayout w:type="fixed"/></w:tblPr>'
        )
        rows = "".join(self._row(row, each) for row in table.rows)
        return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def _row(self, row: Row, each: int) -> str:
        header = f"<w:trPr><w:cantSplit/>{'<w:tblHeader/>' if row.header else ''}</w:trPr>"
        return f"<w:tr>{header}{''.join(self._cell(cell, each) for cell in row.cells)}</w:tr>"

    def _cell(self, cell: Cell, each: int) -> str:
        width = each * cell.span
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        inner = "".join(self._block(block, max(width - 200, 400)) for block in cell.blocks)
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}</w:tcPr>{inner}</w:tc>'


def _text(text: str) -> str:
    pieces: list[str] = []
    for line_number, line in enumerate(text.split("\n")):
        pieces += ["<w:br/>"] if line_number else []
        for column, piece in enumerate(line.split("\t")):
            pieces += ["<w:tab/>"] if column else []
            pieces += [f'<w:t xml:space="preserve">{escape(piece)}</w:t>'] if piece else []
    return "".join(pieces)


def _drawing(picture: DrawnPicture, width_twips: int) -> str:
    widest = width_twips * _EMU_PER_TWIP
    scale = min(1.0, widest / (picture.width * _EMU_PER_PIXEL))
    across = int(picture.width * _EMU_PER_PIXEL * scale)
    down = int(picture.height * _EMU_PER_PIXEL * scale)
    n = picture.number
    return (
        f'<w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{n}" name="Picture {n}" descr={quoteattr(picture.alt_text)}/>'
        f'<a:graphic xmlns:a="{_A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}">'
        f'<pic:nvPicPr><pic:cNvPr id="{n}" name="Picture {n}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rIdPicture{n}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )


def lay_out(blocks: Sequence[Block], in_cell: bool = False) -> tuple[Block, ...]:
    """`blocks` as Word needs them: no empty lines, a paragraph in every cell and after every table."""
    laid: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.runs and any(run.text for run in block.runs):
                laid.append(block)
        elif any(row.cells for row in block.rows):
            laid += [Paragraph()] if laid and isinstance(laid[-1], Table) else []
            laid.append(_laid_table(block))
    if (in_cell and not laid) or (laid and isinstance(laid[-1], Table)):
        laid.append(Paragraph())
    return tuple(laid)


def _laid_table(table: Table) -> Table:
    rows = (row for row in table.rows if row.cells)
    return Table(
        tuple(
            Row(
                tuple(Cell(lay_out(cell.blocks, in_cell=True), cell.span, cell.merge) for cell in row.cells), row.header
            )
            for row in rows
        )
    )


def zip_parts(parts: Mapping[str, bytes]) -> bytes:
    """Parts as a .docx: `[Content_Types].xml` first, the others by name, with fixed dates and no extra fields."""
    buffer = io.BytesIO()
    order = sorted(parts, key=lambda name: (name != "[Content_Types].xml", name))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in order:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
