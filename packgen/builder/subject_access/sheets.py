"""Spreadsheets as Word tables, every sheet and cell in its order, so that they are redacted as any other record is.

Hidden rows and sheets are carried like the others: the officer sees and decides them. Formulas show their last value.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime

from packgen.case.reading.decode import decode
from packgen.errors import InputError, RedactionRefusedError
from packgen.redaction.docx.clean_parts import CLEAN_PARTS, MAIN_PART, MAIN_RELATIONSHIPS, main_relationships
from packgen.redaction.docx.model import Block, Cell, Paragraph, Row, Run, Table
from packgen.redaction.docx.writer import Writer, lay_out, zip_parts

SUFFIXES = (".csv", ".xlsx")
_LARGEST_CONTENT = 200_000_000
_MOST_ROWS = 20_000
_MOST_COLUMNS = 60
_BY_HAND = "Open it yourself, print the sheets to PDF, and use that."
_Rows = list[list[str]]


def as_word(data: bytes, suffix: str) -> bytes:
    """The spreadsheet in `data` as a .docx with a table for each sheet. Raises RedactionRefusedError."""
    sheets = [("", _csv(data))] if suffix == ".csv" else _workbook(data)
    blocks: list[Block] = []
    for name, rows in sheets:
        blocks += [Paragraph((Run(name),), heading=1)] if name else []
        blocks += [_table(rows)] if rows else []
    main = Writer(landscape=True).main_part(lay_out(blocks))
    parts = {**CLEAN_PARTS, MAIN_PART: main, MAIN_RELATIONSHIPS: main_relationships(0).encode()}
    return zip_parts(parts)


def _csv(data: bytes) -> _Rows:
    try:
        text = decode(data, "the record")[0]
    except InputError as error:
        raise RedactionRefusedError("This .csv file is no text that can be read.", _BY_HAND) from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _workbook(data: bytes) -> list[tuple[str, _Rows]]:
    from openpyxl import load_workbook  # takes longer to load than most records take to read

    try:
        _look_at(data)
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        return [(sheet.title, list(_rows(sheet.iter_rows(values_only=True)))) for sheet in book.worksheets]
    except RedactionRefusedError:
        raise
    except Exception as error:
        raise RedactionRefusedError("This .xlsx file cannot be read.", _BY_HAND) from error


def _look_at(data: bytes) -> None:
    """Refuse a package that is too large or declares entities, before anything reads it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _LARGEST_CONTENT:
            raise RedactionRefusedError("This .xlsx file is too large.", _BY_HAND)
        for part in archive.infolist():
            try:
                declared = b"<!ENTITY" in archive.read(part) if part.filename.endswith(".xml") else False
            except (zlib.error, RuntimeError, NotImplementedError):
                declared = True
            if declared:
                raise RedactionRefusedError("This .xlsx file is damaged or declares entities.", _BY_HAND)


def _rows(values: Iterator[tuple[object, ...]]) -> Iterator[list[str]]:
    for row in values:
        texts = [_said(value) for value in row]
        if any(texts):
            yield texts


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value.day} {value:%B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _table(rows: _Rows) -> Table:
    columns = max(len(row) for row in rows)
    if columns > _MOST_COLUMNS or len(rows) > _MOST_ROWS:
        raise RedactionRefusedError("A sheet of this spreadsheet is too wide or too long for a table.", _BY_HAND)
    filled = [[*row, *[""] * (columns - len(row))] for row in rows]
    return Table(
        tuple(
            Row(tuple(Cell((Paragraph((Run(text),)),) if text else ()) for text in row), header=number == 0)
            for number, row in enumerate(filled)
        )
    )
