"""Whole builds of real samples: hand edits stand in the pack, issued papers stay, one bad case stops only itself."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import docx
import pytest
from pypdfium2 import PdfDocument

from packgen.builder.build import BuildOptions, CaseOutcome, build_cases
from packgen.builder.manifest import read_manifest
from packgen.builder.plan import Step
from packgen.errors import Severity
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"
DAY = date(2025, 4, 10)
MEETING = "2025-04-15-complex-strategy-2"


def _build(*paths: Path, outputs: Path, **options: object) -> list[CaseOutcome]:
    settings = Settings(outputs=outputs, converter="built-in")
    return list(build_cases(paths, settings, BuildOptions(DAY, **options)))  # type: ignore[arg-type]


def _steps(outcome: CaseOutcome) -> set[Step]:
    return {action.step for action in outcome.actions}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """Toby's case built once: the inbox, the outputs, the case's folder."""
    inbox = tmp_path_factory.mktemp("inbox")
    outputs = tmp_path_factory.mktemp("outputs")
    shutil.copy(SAMPLES / "toby.yaml", inbox)
    shutil.copy(SAMPLES / "contacts.yaml", inbox)
    shutil.copytree(SAMPLES / "attachments", inbox / "attachments")
    outcome = _build(inbox / "toby.yaml", outputs=outputs)[0]
    assert outcome.folder is not None
    assert not [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
    return inbox, outputs, outcome.folder


@pytest.fixture
def case(built: tuple[Path, Path, Path], tmp_path: Path) -> tuple[Path, Path, Path]:
    """A copy of the built case that a test may change: the case file, the outputs, the case's folder."""
    inbox, outputs, folder = built
    shutil.copytree(inbox, tmp_path / "inbox")
    shutil.copytree(outputs, tmp_path / "outputs")
    return tmp_path / "inbox" / "toby.yaml", tmp_path / "outputs", tmp_path / "outputs" / folder.name


def _change(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), "utf-8")


def _type_into(document: Path, words: str) -> None:
    opened = docx.Document(str(document))
    opened.add_paragraph(words)
    opened.save(str(document))


def _words_of(pdf: Path) -> str:
    with PdfDocument(pdf) as document:
        return " ".join(document[number].get_textpage().get_text_range() for number in range(len(document)))


def test_a_second_build_of_the_same_input_changes_nothing(case: tuple[Path, Path, Path]) -> None:
    file, outputs, folder = case
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    outcome = _build(file, outputs=outputs)[0]
    assert _steps(outcome) == {Step.KEEP}
    assert {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()} == before


def test_the_same_input_gives_the_same_bytes_elsewhere(case: tuple[Path, Path, Path], tmp_path: Path) -> None:
    file, _, folder = case
    again = _build(file, outputs=tmp_path / "again")[0].folder
    assert again is not None
    for path in folder.rglob("*.*"):
        assert (again / path.relative_to(folder)).read_bytes() == path.read_bytes(), path.name


def test_an_edit_in_word_is_kept_and_stands_in_the_pack(case: tuple[Path, Path, Path]) -> None:
    file, outputs, folder = case
    agenda = folder / MEETING / "agenda.docx"
    _type_into(agenda, "Zanzibar was typed by hand.")
    held = agenda.read_bytes()
    _build(file, outputs=outputs)
    assert agenda.read_bytes() == held
    assert "Zanzibar" in _words_of(folder / MEETING / "pack.pdf")
    assert not list(folder.rglob("*(new version)*"))


def test_when_the_case_changes_the_new_paper_is_offered_once_and_can_be_accepted(case: tuple[Path, Path, Path]) -> None:
    file, outputs, folder = case
    agenda = folder / MEETING / "agenda.docx"
    _type_into(agenda, "Zanzibar was typed by hand.")
    _change(file, "name: Wai-Lin Cheung", "name: Wai-Lin Chang")
    first = _build(file, outputs=outputs)[0]
    offered = folder / MEETING / "agenda (new version).docx"
    assert offered.exists()
    assert "agenda.docx" in {a.path.split("/")[-1] for a in first.actions if a.step is Step.OFFER}
    assert "Zanzibar" in _words_of(folder / MEETING / "pack.pdf")
    offered.unlink()
    _build(file, outputs=outputs)
    assert not offered.exists(), "an offer that a person dropped does not come back"
    _change(file, "name: Wai-Lin Chang", "name: Wai-Lin Chung")
    _build(file, outputs=outputs)
    offered.replace(agenda)
    outcome = _build(file, outputs=outputs)[0]
    assert Step.ACCEPT in _steps(outcome)
    assert "Zanzibar" not in _words_of(folder / MEETING / "pack.pdf")


def test_an_issued_paper_is_never_made_again(case: tuple[Path, Path, Path]) -> None:
    file, outputs, folder = case
    manifest = read_manifest(folder)
    assert manifest is not None
    issued = [path for path, entry in manifest.entries.items() if entry.state in ("issued", "approved")]
    assert issued
    before = {path: (folder / path).read_bytes() for path in issued}
    _change(file, "name: Toby Wrenfield", "name: Toby Renamed")
    outcome = _build(file, outputs=outputs)[0]
    assert {path: (folder / path).read_bytes() for path in issued} == before
    assert Step.MAKE in _steps(outcome), "drafts follow the change"


def test_a_meeting_that_moves_leaves_a_note_and_its_papers_behind(case: tuple[Path, Path, Path]) -> None:
    file, outputs, folder = case
    _change(file, "date: 2025-04-15\n", "date: 2025-04-16\n")
    _build(file, outputs=outputs)
    assert (folder / MEETING / "agenda.docx").exists()
    assert "2025-04-16-complex-strategy-2" in (folder / MEETING / "SUPERSEDED.txt").read_text("utf-8")
    assert (folder / "2025-04-16-complex-strategy-2" / "agenda.docx").exists()


def test_a_dry_run_says_why_and_writes_nothing(case: tuple[Path, Path, Path], tmp_path: Path) -> None:
    file, outputs, folder = case
    _change(file, "name: Toby Wrenfield", "name: Toby Renamed")
    before = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    outcome = _build(file, outputs=outputs, dry_run=True)[0]
    assert any("what it prints has changed" in action.reason for action in outcome.actions)
    assert {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()} == before
    _build(file, outputs=tmp_path / "nowhere", dry_run=True)
    assert not (tmp_path / "nowhere").exists()


def test_a_bad_case_stops_only_itself(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("case: [", "utf-8")
    shutil.copy(SAMPLES / "shona.yaml", tmp_path)
    bad, good = _build(tmp_path, outputs=tmp_path / "out")
    assert bad.folder is None
    assert bad.problems
    assert good.folder is not None
    assert list(good.folder.rglob("pack.pdf"))


def test_two_cases_with_one_reference_do_not_share_a_folder(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        shutil.copy(SAMPLES / "second-council.yaml", tmp_path / name)
    _, second = _build(tmp_path, outputs=tmp_path / "out")
    assert "same case reference" in second.problems[0].message
    alone = _build(tmp_path / "two.yaml", outputs=tmp_path / "out")[0]
    assert "same case reference" in alone.problems[0].message


def test_a_missing_attachment_is_an_error_or_a_visible_page(case: tuple[Path, Path, Path]) -> None:
    file, outputs, folder = case
    pack = folder / MEETING / "pack.pdf"
    before = pack.read_bytes()
    missing = next((file.parent / "attachments").iterdir())
    missing.unlink()
    outcome = _build(file, outputs=outputs)[0]
    assert any(missing.name in problem.message for problem in outcome.problems)
    assert pack.read_bytes() == before, "the good pack stays"
    _build(file, outputs=outputs, allow_missing=True)
    assert pack.read_bytes() != before


def test_only_one_kind_touches_no_other(case: tuple[Path, Path, Path]) -> None:
    file, outputs, folder = case
    _change(file, "name: Toby Wrenfield", "name: Toby Renamed")
    outcome = _build(file, outputs=outputs, only=frozenset({"agenda"}))[0]
    assert {action.path.split("/")[-1].split("-v")[0].split(".")[0] for action in outcome.actions} == {"agenda"}
    assert folder.exists()


def test_a_build_on_a_later_day_makes_the_same_papers(case: tuple[Path, Path, Path]) -> None:
    file, outputs, _ = case
    settings = Settings(outputs=outputs, converter="built-in")
    outcome = next(iter(build_cases([file], settings, BuildOptions(date(2027, 1, 1)))))
    assert _steps(outcome) == {Step.KEEP}
    assert any(problem.severity is Severity.ERROR for problem in outcome.problems), "but staff are told what is overdue"


def test_a_late_paper_is_added_behind_an_issued_pack_and_the_issued_pack_stays(case: tuple[Path, Path, Path]) -> None:
    file, outputs, folder = case
    _change(file, "date: 2025-04-15\n", "date: 2025-04-15\n    issued: {date: 2025-04-11, by: Wai-Lin Cheung}\n")
    _build(file, outputs=outputs)
    issued = (folder / MEETING / "pack.pdf").read_bytes()
    (file.parent / "late.txt").write_text("Zanzibar came late.", "utf-8")
    late = "attachments:\n  - {file: late.txt, title: A late report, meeting: complex-strategy-2, late: yes}\n"
    _change(file, "attachments:\n", late)
    _build(file, outputs=outputs)
    assert (folder / MEETING / "pack.pdf").read_bytes() == issued
    with (
        PdfDocument(folder / MEETING / "pack.pdf") as before,
        PdfDocument(folder / MEETING / "pack-late-1.pdf") as after,
    ):
        assert len(after) > len(before)
        last = after[len(after) - 1].get_textpage().get_text_range()
        assert "Zanzibar" in last
        assert f"page {len(after)}" in last
