"""The address book as a spreadsheet: the same as YAML gives, or every problem at its cell."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from packgen.case.contact_sheet import HEADINGS, starter_sheet
from packgen.case.load import load_contacts
from packgen.errors import InputError

BOOK = Path(__file__).parents[2] / "sample_inputs" / "contacts.yaml"


def workbook(path: Path, *rows: tuple[Any, ...], headings: tuple[str, ...] = ("Role", "Name", "Telephone")) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Contacts"
    for row in (headings, *rows):
        sheet.append(row)
    book.save(path)
    return path


def problems(path: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_contacts(path)
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_spreadsheet_gives_the_same_address_book_as_yaml(suffix: str, tmp_path: Path) -> None:
    book = load_contacts(BOOK)
    rows = []
    for one in book.contacts:
        values = {field: getattr(one, field) for field in HEADINGS.values()}
        yes_no = {True: "yes", False: "no", None: ""}
        rows.append(tuple(yes_no[v] if isinstance(v, bool) or v is None else v for v in values.values()))
    path = tmp_path / f"contacts{suffix}"
    if suffix == ".csv":
        path.write_text("\n".join(",".join(f'"{v}"' for v in row) for row in (tuple(HEADINGS), *rows)), "utf-8-sig")
    else:
        workbook(path, *rows, headings=tuple(HEADINGS))
    assert load_contacts(path) == book


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_the_starter_is_read_without_problems(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"contacts{suffix}"
    path.write_bytes(starter_sheet(suffix))
    roles = [contact.role for contact in load_contacts(path).contacts]
    assert roles == ["service_manager", "community_paediatrician", "lighthouse"]


def test_headings_may_be_spelt_as_people_do(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("Organisation;ROLE;e-mail address;Secure E-Mail\nHealth;gp;a@example.nhs.uk;Yes\n", "cp1252")
    contact = load_contacts(path).contacts[0]
    assert (contact.agency, contact.role, contact.email, contact.secure_email) == (
        "Health",
        "gp",
        "a@example.nhs.uk",
        True,
    )
    assert contact.id == "gp"


def test_every_problem_is_named_by_its_cell(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "contacts.xlsx",
        ("gp", "=A1", None),
        (None, "Dr Lu", None),
        ("gp", "Dr Ho", 1174960000),
    )
    assert problems(path) == [
        "sheet Contacts, cell B2: a formula stands here; formulas are not worked out.",
        "sheet Contacts, cell A3: the role is missing; it says what this contact is taken for.",
        "sheet Contacts, cell C4: this telephone number is kept as a number.",
    ]


def test_a_heading_that_is_not_known_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = workbook(tmp_path / "contacts.xlsx", ("gp", "x"), headings=("Role", "Telefone"))
    with pytest.raises(InputError) as caught:
        load_contacts(path)
    assert caught.value.problems[0].message == "sheet Contacts, cell B1: the heading “Telefone” is not known."
    assert caught.value.problems[0].hint.startswith("Did you mean “Telephone”?")


def test_a_sheet_without_roles_says_what_it_needs(tmp_path: Path) -> None:
    path = workbook(tmp_path / "contacts.xlsx", ("Dr Lu",), headings=("Name",))
    assert "cell A1: there is no column for role." in problems(path)[0]


def test_an_open_quotation_mark_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text('Role,Name\ngp,"Dr Lu\nnurse,Ann\n', "utf-8")
    assert problems(path) == ["Line 2 cannot be read: a quotation mark is not closed."]


def test_a_workbook_that_declares_entities_is_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "contacts.xlsx", ("gp", "x", None))
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', 1)
            target.writestr(member, data)
    assert problems(path) == ["This workbook holds declarations that no workbook needs, so it is not read."]


def test_a_workbook_that_unpacks_to_too_much_is_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "contacts.xlsx", ("gp", "x", None))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/padding.bin", b"\0" * 61_000_000)
    assert problems(path) == ["This workbook is far larger than it has reason to be."]


def test_something_else_under_the_name_of_a_workbook_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "contacts.xlsx"
    path.write_bytes(b"Role,Name\n")
    assert problems(path) == ["This is not an Excel workbook that can be read."]
