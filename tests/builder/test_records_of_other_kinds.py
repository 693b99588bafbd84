"""Records of other kinds: converted with nothing lost that a page shows, or refused by name with what to do."""

from __future__ import annotations

import email.message
import io
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from packgen.builder.subject_access import conversion
from packgen.builder.subject_access.conversion import converted
from packgen.builder.subject_access.records import hold
from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.formats import format_of, handling
from packgen.redaction.propose import RecordInput, propose
from packgen.redaction.release import ready_copies
from tests.redaction.subject_access_making import ORDER, POLICY, proposing, recolour, text_of, usual_roster

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
LINES = ("Toby Wrenfield was seen with Dario Castellmoor.", "He spoke of his school – and £20.", "Dario left early.")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def word_file() -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.add_table(1, 2).rows[0].cells[1].text = "in a cell"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def made_by_office(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A real file of an older kind, written by LibreOffice."""
    filters = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt"}
    monkeypatch.setitem(conversion._INTO, kind, filters[kind])
    file = tmp_path / f"old.{kind}"
    file.write_bytes(converted(word_file(), ".docx", kind))
    return file


@needs_office
@pytest.mark.parametrize(("kind", "begins"), [("doc", OLE), ("rtf", b"{\\rtf"), ("odt", b"PK")])
def test_an_older_word_file_becomes_one_that_is_redacted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, begins: bytes
) -> None:
    file = made_by_office(tmp_path, kind, monkeypatch)
    assert file.read_bytes().startswith(begins)
    held = hold(file)
    record = read_docx(held.data)
    assert (held.suffix, record.stories[0].text.split("\n")) == (".docx", [*LINES, "in a cell"])
    root = tmp_path / "work"
    (made,) = propose(root, [RecordInput(held.suffix, held.data)], proposing(usual_roster()))
    text = text_of(ready_copies(root, [made.file], ORDER, POLICY)[0].data)
    assert "Toby Wrenfield was seen with [redacted: third party]." in text
    assert "Dario" not in text


def workbook() -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "Visits"
    first.append(["Name", "When", "How often"])
    first.append(["Toby Wrenfield", date(2025, 3, 3), 4.0])
    moment = datetime(2025, 3, 4, 14, 30)  # noqa: DTZ001  (a workbook knows no zones)
    first.append(["Dario Castellmoor", moment, "rang 07700 900123"])
    first.row_dimensions[3].hidden = True
    hidden = book.create_sheet("Kept back")
    hidden.append(["Dario's address"])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


CSV = (
    b"Name;When;How often\r\nToby Wrenfield;3 March 2025;4\r\n"
    b"Dario Castellmoor;4 March 2025, 14:30;rang 07700 900123\r\n"
)


@pytest.mark.parametrize(("suffix", "data"), [(".csv", CSV), (".xlsx", workbook())])
def test_a_spreadsheet_becomes_a_table_with_every_cell_and_is_redacted(
    tmp_path: Path, suffix: str, data: bytes
) -> None:
    file = tmp_path / f"list{suffix}"
    file.write_bytes(data)
    held = hold(file)
    lines = read_docx(held.data).stories[0].text.split("\n")
    cells = ["Name", "When", "How often", "Toby Wrenfield", "3 March 2025", "4"]
    assert lines[suffix == ".xlsx" :][: len(cells)] == cells
    assert ("Kept back" in lines, "Dario's address" in lines) == ((suffix == ".xlsx"),) * 2
    root = tmp_path / "work"
    (made,) = propose(root, [RecordInput(held.suffix, held.data)], proposing(usual_roster()))
    recolour(made.file, "cyan", "yellow")
    text = text_of(ready_copies(root, [made.file], ORDER, POLICY)[0].data)
    assert "Toby Wrenfield" in text
    assert [word for word in ("Dario", "14:30", "900123") if word in text] == []


def test_a_workbook_with_entities_or_of_another_kind_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(workbook())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("xl/extra.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    for data in (buffer.getvalue(), b"no workbook"):
        file = tmp_path / "list.xlsx"
        file.write_bytes(data)
        with pytest.raises(RedactionRefusedError) as refused:
            hold(file)
        assert "print the sheets to PDF" in refused.value.hint


def message() -> bytes:
    told = email.message.EmailMessage()
    told["Subject"], told["From"] = "Dario Castellmoor", "worker@example.gov.uk"
    told.set_content("Dario was there.")
    return bytes(told)


@pytest.mark.parametrize(
    ("name", "data", "told", "advice"),
    [
        ("letter.eml", message(), ".eml", "print it to PDF, and save its attachments"),
        ("letter.msg", OLE + b"mail", ".msg", "Open it in Outlook"),
        ("box.pst", b"!BDN", ".pst", "save each message"),
        ("scan.tif", b"II*\0", ".tif", "OCR"),
        ("photo.jpg", b"\xff\xd8\xff", ".jpg", "withheld unless"),
        ("files.zip", b"PK\x03\x04", ".zip", "Unpack it"),
        ("sound.mp3", b"ID3", ".mp3", "save it as a Word document or a PDF"),
        ("nothing", b"x", "nothing", "save it as a Word document or a PDF"),
    ],
)
def test_other_kinds_are_refused_by_name_with_what_to_do(
    tmp_path: Path, name: str, data: bytes, told: str, advice: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(RedactionRefusedError) as refused:
        hold(file)
    assert (told in refused.value.message, advice in refused.value.hint) == (True, True), refused.value
    assert refused.value.exit_code == 3
    assert "Dario" not in str(refused.value)


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/zip")
    for name, data in (("a.docx", b"plain text"), ("a.pdf", b"plain text"), ("b.docx", buffer.getvalue())):
        file = tmp_path / name
        file.write_bytes(data)
        held = hold(file)
        with pytest.raises(RedactionRefusedError):
            handling(format_of(f"record{held.suffix}", held.data)).read(held.data)


@needs_office
def test_a_damaged_older_file_is_refused_with_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "old.doc"
    file.write_bytes(OLE + bytes(600))
    with pytest.raises(RedactionRefusedError) as refused:
        read_docx(hold(file).data)
    assert refused.value.hint


def test_without_libreoffice_an_older_file_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion.shutil, "which", lambda _: None)
    file = tmp_path / "old.doc"
    file.write_bytes(OLE)
    with pytest.raises(RedactionRefusedError, match="needs LibreOffice") as refused:
        hold(file)
    assert "save it as a Word document" in refused.value.hint
