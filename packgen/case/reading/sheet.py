"""A spreadsheet (.csv or .xlsx) as rows of text under headings, each cell with its place.

Nothing in a spreadsheet is worked out: a formula is refused by its cell. A workbook is read only after its package was
looked at: size, number of parts, no declarations of entities; links to other workbooks are not followed.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from packgen.case.reading.decode import decode
from packgen.errors import InputError, Location, Problem
from packgen.files import FileProblemError, read_untrusted

SUFFIXES = (".csv", ".xlsx")
_LARGEST_FILE = 5_000_000
_LARGEST_CONTENT = 60_000_000
_MOST_PARTS = 500
_MOST_ROWS = 20_000
_MOST_COLUMNS = 100


@dataclass(frozen=True)
class Cell:
    """What stands in one cell as text, and where: the line or row from 1, the column from 1. `is_number` says that a
    spreadsheet holds it as a number, so that a nought at its beginning is lost."""

    text: str
    row: int
    column: int
    is_number: bool = False


@dataclass(frozen=True)
class Sheet:
    """The rows below the headings that hold anything. `name` is the workbook's sheet, empty for a .csv."""

    file: str
    name: str
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    problems: tuple[Problem, ...] = ()

    def problem(self, cell: Cell, message: str, hint: str = "") -> Problem:
        """A problem at a cell."""
        return Problem(f"{self.place(cell)}: {message}", hint, location=Location(self.file, cell.row, cell.column))

    def place(self, cell: Cell) -> str:
        """`sheet Contacts, cell C4`; for a .csv `line 4, column C`."""
        letter = _letter(cell.column)
        return f"sheet {self.name}, cell {letter}{cell.row}" if self.name else f"line {cell.row}, column {letter}"


def is_sheet(path: Path) -> bool:
    """Whether a file's name says that it is a spreadsheet that can be read."""
    return path.suffix.lower() in SUFFIXES


def read_sheet(path: Path) -> Sheet:
    """The first sheet of a spreadsheet. Raises InputError for a file that is none, too large or damaged."""
    try:
        data = read_untrusted(path, _LARGEST_FILE)
    except FileProblemError as error:
        raise InputError([Problem(error.message, error.hint, location=Location(str(path)))]) from None
    if path.suffix.lower() == ".xlsx":
        name, rows = _workbook(data, str(path))
    else:
        name, rows = "", list(_csv(data, str(path)))
    rows = [row for row in rows if any(cell.text for cell in row)]
    if not rows:
        raise InputError(
            [Problem("This spreadsheet is empty.", "Give it a row of headings.", location=Location(str(path)))]
        )
    sheet = Sheet(str(path), name, tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))
    problems = tuple(_formulas(sheet))
    return Sheet(sheet.file, name, sheet.headings, sheet.rows, problems)


def _formulas(sheet: Sheet) -> Iterator[Problem]:
    for row in (sheet.headings, *sheet.rows):
        for cell in row:
            if cell.text.startswith("="):
                hint = "Type what it should say, or copy it and paste the values only."
                yield sheet.problem(cell, "a formula stands here; formulas are not worked out.", hint)


def _letter(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _csv(data: bytes, name: str) -> Iterator[list[Cell]]:
    text, _ = decode(data, name)
    first = text.split("\n", maxsplit=1)[0]
    divider = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True)
    begins = 1
    try:
        for number, row in enumerate(reader):
            if number > _MOST_ROWS or len(row) > _MOST_COLUMNS:
                raise _refused(
                    name, "This spreadsheet is far larger than it has reason to be.", "Keep one row for each."
                )
            yield [Cell(value.strip(), begins, column) for column, value in enumerate(row, 1)]
            begins = reader.line_num + 1
    except csv.Error:
        message = f"Line {begins} cannot be read: a quotation mark is not closed."
        raise _refused(name, message, "Look at the quotation marks in this line.", begins) from None


def _workbook(data: bytes, name: str) -> tuple[str, list[list[Cell]]]:
    _look_at_package(data, name)
    import openpyxl

    try:
        book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise _refused(name, "This workbook shows no sheet.", "Save it with one sheet.")
        sheet = sheets[0]
        sheet.reset_dimensions()
        return str(sheet.title), list(_cells(sheet, name))
    except (InputError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  (the library raises whatever its parts meet in a damaged workbook)
        raise _refused(name, "This workbook is damaged.", "Open it in Excel and save it again as .xlsx.") from None


def _look_at_package(data: bytes, name: str) -> None:
    hint = "Open it in Excel and save it again as an Excel workbook (.xlsx), without a password."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > _LARGEST_CONTENT:
                raise _refused(name, "This workbook is far larger than it has reason to be.", "Keep the sheet alone.")
            declares = any(b"<!DOCTYPE" in package.read(one) or b"<!ENTITY" in package.read(one) for one in members)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, EOFError, OSError):
        raise _refused(name, "This is not an Excel workbook that can be read.", hint) from None
    if declares:
        raise _refused(name, "This workbook holds declarations that no workbook needs, so it is not read.", hint)


def _cells(sheet: Any, name: str) -> Iterator[list[Cell]]:
    for number, row in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), 1):
        if number > _MOST_ROWS:
            raise _refused(name, "This sheet has far more rows than it has reason to.", "Delete the empty ones below.")
        yield [_cell(cell, number, column) for column, cell in enumerate(row, 1)]


def _cell(cell: Any, row: int, column: int) -> Cell:
    if cell.data_type == "f":
        return Cell("=", row, column)
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return Cell(_as_text(cell.value), row, column, is_number)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.hour == value.minute == 0 else "%Y-%m-%d %H:%M")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())


def _refused(name: str, message: str, hint: str, line: int = 0) -> InputError:
    return InputError([Problem(message, hint, location=Location(name, line))])
