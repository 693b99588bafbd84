"""The address book as a spreadsheet: one row a contact, under headings as people write them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

from pydantic import ValidationError

from packgen.case.checks import check_contacts
from packgen.case.contacts import AddressBook, Contact
from packgen.case.reading.headings import columns_of, values_of
from packgen.case.reading.sheet import Cell, Sheet, read_sheet
from packgen.errors import InputError, Problem, Severity

HEADINGS = {
    "Role": "role",
    "Name": "name",
    "Agency": "agency",
    "Team": "team",
    "E-mail": "email",
    "Secure e-mail": "secure_email",
    "Telephone": "phone",
    "Out of hours": "out_of_hours",
    "Authority": "authority",
    "Locality": "locality",
    "Usual": "usual",
    "Id": "id",
}
_SPELLINGS = {
    "role": "role",
    "name": "name",
    "full name": "name",
    "agency": "agency",
    "organisation": "agency",
    "team": "team",
    "email": "email",
    "e mail": "email",
    "email address": "email",
    "secure email": "secure_email",
    "secure e mail": "secure_email",
    "secure": "secure_email",
    "phone": "phone",
    "telephone": "phone",
    "telephone number": "phone",
    "phone number": "phone",
    "mobile": "phone",
    "out of hours": "out_of_hours",
    "authority": "authority",
    "local authority": "authority",
    "locality": "locality",
    "area": "locality",
    "usual": "usual",
    "usual contact": "usual",
    "id": "id",
}
_NUMBERS = ("phone", "out_of_hours")
_EXAMPLES = (
    ("service_manager", "", "Children and Families", "Safeguarding", "service.manager@example.gov.uk", "yes", ""),
    ("community_paediatrician", "", "Community Child Health", "", "", "", ""),
    ("lighthouse", "", "Avon and Somerset Police", "Lighthouse", "", "", ""),
)


def contacts_from_sheet(path: Path) -> AddressBook:
    """The address book in a .csv or .xlsx. Raises InputError with every problem at its cell."""
    sheet = read_sheet(path)
    columns, problems = columns_of(sheet, _SPELLINGS, ("role",))
    problems += sheet.problems
    contacts: list[Contact] = []
    rows: list[dict[str, Cell]] = []
    seen: Counter[str] = Counter()
    for cells in sheet.rows:
        row = values_of(cells, columns)
        made = _contact(row, cells, sheet, seen, problems)
        if made is not None:
            contacts.append(made)
            rows.append(row)
    book = AddressBook(contacts=tuple(contacts))
    problems += _checked(book, rows, sheet)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InputError(problems)
    return book


def _contact(
    row: dict[str, Cell], cells: tuple[Cell, ...], sheet: Sheet, seen: Counter[str], problems: list[Problem]
) -> Contact | None:
    for field in _NUMBERS:
        if field in row and row[field].is_number:
            hint = "Set the column to Text and type the number again; a spreadsheet drops the 0 that begins it."
            problems.append(sheet.problem(row[field], "this telephone number is kept as a number.", hint))
    values = {field: cell.text for field, cell in row.items() if not (field in _NUMBERS and cell.is_number)}
    values.setdefault("id", _made_id(values, seen))
    try:
        return Contact.model_validate(values)
    except ValidationError as error:
        for fault in error.errors():
            field = str(fault["loc"][0]) if fault["loc"] else ""
            message = fault["msg"].removeprefix("Value error, ")
            if fault["type"] == "missing":
                message = "the role is missing; it says what this contact is taken for"
            cell = row.get(field, cells[0])
            problems.append(sheet.problem(cell, f"{message}.".replace("..", ".")))
        return None


def _made_id(values: dict[str, str], seen: Counter[str]) -> str:
    """An id for a row without one: of role and name, the same on every reading."""
    words = " ".join(values.get(field, "") for field in ("role", "name", "team", "locality"))
    stem = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:50] or "contact"
    seen[stem] += 1
    return stem if seen[stem] == 1 else f"{stem}-{seen[stem]}"


def _checked(book: AddressBook, rows: list[dict[str, Cell]], sheet: Sheet) -> list[Problem]:
    problems = []
    for finding in check_contacts(book):
        number = finding.path[1] if len(finding.path) > 1 else 0
        field = str(finding.path[2]) if len(finding.path) > 2 else "role"
        row = rows[number] if isinstance(number, int) and number < len(rows) else {}
        cell = row.get(field) or next(iter(row.values()), sheet.headings[0])
        problem = sheet.problem(cell, finding.message, finding.hint)
        problems.append(Problem(problem.message, problem.hint, finding.severity, problem.location))
    return problems


def starter_sheet(suffix: str) -> bytes:
    """An address book to fill in, as a .csv (with the mark that lets Excel read it as UTF-8) or an .xlsx."""
    rows = [tuple(HEADINGS), *((*example, *[""] * (len(HEADINGS) - len(example))) for example in _EXAMPLES)]
    if suffix.lower() == ".csv":
        made = io.StringIO()
        csv.writer(made).writerows(rows)
        return made.getvalue().encode("utf-8-sig")
    return _workbook(rows)


def _workbook(rows: list[tuple[str, ...]]) -> bytes:
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Contacts"
    for row in rows:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 22
    for column in ("G", "H"):  # telephone numbers stay text, or they lose the 0 that begins them
        for line in range(2, 500):
            sheet[f"{column}{line}"].number_format = "@"
    sheet.freeze_panes = "A2"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
