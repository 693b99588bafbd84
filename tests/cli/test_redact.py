"""redact on the command line: exit codes, what is printed, and that no name is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from packgen.cli import run
from packgen.redaction.finding.names_csv import NamesRow, read_rows, write_names
from tests.redaction.subject_access_making import recolour, record

NAMES = (
    NamesRow("Toby Wrenfield", ("Tobes",), "subject", "disclose"),
    NamesRow("Dario Castellmoor", ("Dee",), "other child", "redact", "third-party"),
)


@pytest.fixture
def old_record(tmp_path: Path) -> Path:
    file = tmp_path / "old.docx"
    file.write_bytes(record("Toby Wrenfield and Dario Castellmoor were seen.", "Dario said no. Toby said yes."))
    return file


def test_names_lists_and_keeps_what_was_decided(
    tmp_path: Path, old_record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "names.csv"
    assert run(["redact", "names", str(old_record), "--output", str(listed)]) == 0
    assert {row.name for row in read_rows(listed.read_bytes())} == {"Toby Wrenfield", "Dario Castellmoor"}
    listed.write_bytes(write_names(NAMES))
    assert run(["redact", "names", str(old_record), "--output", str(listed)]) == 0
    assert [row.decision for row in read_rows(listed.read_bytes())] == ["disclose", "redact"]
    printed = capsys.readouterr().out
    assert "Castellmoor" not in printed
    assert f'packgen redact propose "{old_record}" --roster "{listed}"' in printed, "as it is typed"


def test_from_a_list_of_names_to_a_release(
    tmp_path: Path, old_record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed, root = tmp_path / "names.csv", tmp_path / "work"
    listed.write_bytes(write_names(NAMES))
    assert run(["redact", "propose", str(old_record), "--roster", str(listed), "--output", str(root)]) == 0
    (proposal,) = (root / "proposed").glob("*.docx")
    assert f'packgen redact release "{proposal}" --approved-by' in capsys.readouterr().out, "as it is typed"
    assert run(["redact", "release", str(proposal), "--approved-by", "Officer"]) == 0
    printed = capsys.readouterr()
    assert "Castellmoor" not in printed.out + printed.err
    assert {path.name for path in (root / "to-send").rglob("*") if path.is_file()} == {
        "record-1.docx",
        "what-was-left-out.txt",
    }


def test_an_open_question_ends_with_3_and_no_file(
    tmp_path: Path, old_record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed, root = tmp_path / "names.csv", tmp_path / "work"
    listed.write_bytes(write_names([*NAMES[:1], NamesRow("Dario Castellmoor", (), "family", "ask")]))
    assert run(["redact", "propose", str(old_record), "--roster", str(listed), "--output", str(root)]) == 0
    (proposal,) = (root / "proposed").glob("*.docx")
    assert run(["redact", "release", str(proposal), "--approved-by", "Officer"]) == 3
    assert list((root / "to-send").iterdir()) == []
    assert "paragraph 1: still turquoise" in capsys.readouterr().err
    recolour(proposal, "cyan", "yellow")
    assert run(["redact", "release", str(proposal), "--approved-by", "Officer"]) == 0


def test_the_folder_of_the_work_is_for_its_owner_alone(tmp_path: Path, old_record: Path) -> None:
    listed, root = tmp_path / "names.csv", tmp_path / "work"
    listed.write_bytes(write_names(NAMES))
    run(["redact", "propose", str(old_record), "--roster", str(listed), "--output", str(root)])
    assert {path.stat().st_mode & 0o077 for path in root.rglob("*")} == {0}


def test_without_a_roster_the_command_line_is_wrong(tmp_path: Path, old_record: Path) -> None:
    assert run(["redact", "propose", str(old_record), "--output", str(tmp_path)]) == 2


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mail.msg"
    file.write_bytes(b"x")
    assert run(["redact", "names", str(file), "--output", str(tmp_path / "n.csv")]) == 3


def test_a_pdf_goes_the_same_way(tmp_path: Path) -> None:
    listed, root, file = tmp_path / "names.csv", tmp_path / "work", tmp_path / "old.pdf"
    page = Canvas(str(file))
    page.drawString(72, 700, "Toby Wrenfield and Dario Castellmoor were seen.")
    page.save()
    listed.write_bytes(write_names(NAMES))
    assert run(["redact", "propose", str(file), "--roster", str(listed), "--output", str(root)]) == 0
    (proposal,) = (root / "proposed").glob("*.pdf")
    assert run(["redact", "release", str(proposal), "--approved-by", "Officer"]) == 0
    (copy,) = (root / "to-send").rglob("record-1.pdf")
    text = PdfReader(copy).pages[0].extract_text()
    assert "Toby Wrenfield" in text
    assert "Dario" not in text
