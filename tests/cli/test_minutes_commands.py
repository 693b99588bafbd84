"""`packgen minutes read` and `accept` as they are typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from packgen.builder.make_documents import document_makers
from packgen.builder.prepare import prepare
from packgen.cli import run
from packgen.cli.options import today
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    shutil.copy(SAMPLES / "contacts.yaml", tmp_path)
    return Path(shutil.copy(SAMPLES / "toby.yaml", tmp_path))


@pytest.fixture
def record(case_file: Path) -> Path:
    """Held minutes of which a day was written into the case file after they were made, so that they say otherwise."""
    prepared = prepare(case_file, Settings(), today())
    makers = document_makers(prepared, Settings())
    made = next(make() for path, make in makers.items() if path.startswith("2025-03-24-risk-management-1/minutes"))
    path = case_file.with_name("minutes.docx")
    path.write_bytes(made)
    text = case_file.read_text("utf-8")
    assert text.count("due: 2025-04-07") == 1
    case_file.write_text(text.replace("due: 2025-04-07", "due: 2025-04-08"), "utf-8")
    return path


def test_read_writes_a_file_to_accept_and_accept_takes_it_in(
    case_file: Path, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(case_file.parent)
    assert run(["minutes", "read", str(record), "--case", str(case_file), "--output", folder]) == 0
    said = capsys.readouterr().err
    assert "Action A3 (“First appointment about sleep and worry”): due: 7 April 2025 (was 8 April 2025)." in said
    fragment = case_file.with_name("toby - from minutes.yaml")
    assert f'packgen minutes accept "{case_file}" "{fragment}"' in said, "names with spaces, as they are typed"
    assert run(["check", str(case_file)]) in (0, 1)
    assert "Minutes of risk-management-1 wait to be taken into this case" in capsys.readouterr().out
    assert run(["minutes", "accept", str(case_file), str(fragment), "--dry-run"]) == 0
    assert "1 change would be made in toby.yaml." in capsys.readouterr().out
    assert run(["minutes", "accept", str(case_file), str(fragment)]) == 0
    assert "1 change made in toby.yaml." in capsys.readouterr().out
    assert case_file.read_bytes() == (SAMPLES / "toby.yaml").read_bytes()
    assert not fragment.exists()


def test_a_word_file_without_such_tables_is_refused_in_words(
    case_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = case_file.with_name("other.docx")
    other.write_bytes(b"PK no document")
    assert run(["minutes", "read", str(other), "--case", str(case_file)]) == 1
    assert "This is not a Word document that can be read." in capsys.readouterr().err


def test_a_record_from_nowhere_asks_for_its_case(
    case_file: Path, record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["minutes", "read", str(record)]) == 2
    assert "--case CASE.yaml" in capsys.readouterr().err
