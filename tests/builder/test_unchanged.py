"""A build of unchanged input does next to nothing, and yet sees every change of anything it reads or made."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import docx
import pytest

from packgen.builder import attempt as build_module
from packgen.builder import held
from packgen.builder.build import BuildOptions, CaseOutcome, build_cases
from packgen.builder.held import HashMemory
from packgen.builder.manifest import read_manifest
from packgen.builder.open_files import owner_files
from packgen.builder.plan import Step
from packgen.builder.status.summary import read_summary
from packgen.errors import Severity
from packgen.guidance.load import load_profile
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"
DAY = date(2025, 6, 2)


def _add_to(file: Path, text: str) -> None:
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def _build(file: Path, outputs: Path, day: date = DAY, **settings: object) -> CaseOutcome:
    made = Settings(outputs=outputs, converter="built-in", **settings)  # type: ignore[arg-type]
    return next(iter(build_cases([file], made, BuildOptions(day))))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sample case, with contacts and templates of its own, built once."""
    root = tmp_path_factory.mktemp("unchanged")
    (root / "inbox").mkdir()
    shutil.copy(SAMPLES / "in-need-place.yaml", root / "inbox" / "case.yaml")
    shutil.copy(SAMPLES / "contacts.yaml", root / "inbox")
    (root / "inbox" / "report.txt").write_text("A report.\n", "utf-8")
    file = root / "inbox" / "case.yaml"
    attachments = "attachments:\n  - file: report.txt\n    title: A report\nend_of_case: true"
    file.write_text(file.read_text("utf-8").replace("end_of_case: true", attachments), "utf-8")
    (root / "templates").mkdir()
    return root


@pytest.fixture
def case(built: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """The case file, the outputs, the templates: built in place, so that this machine remembers it."""
    shutil.copytree(built, tmp_path / "c")
    file, outputs, templates = (tmp_path / "c" / name for name in ("inbox/case.yaml", "outputs", "templates"))
    first = _build(file, outputs, templates=templates)
    assert first.folder is not None
    assert not [p for p in first.problems if p.severity is Severity.ERROR and "report" in p.message]
    return file, outputs, templates


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that a build had to load, after the first."""
    seen: list[Path] = []
    original = build_module.prepare

    def prepare(path, settings, as_of):  # type: ignore[no-untyped-def]
        seen.append(path)
        return original(path, settings, as_of)

    monkeypatch.setattr(build_module, "prepare", prepare)
    return seen


def test_unchanged_input_is_not_even_loaded_and_says_the_same(
    case: tuple[Path, Path, Path], looked: list[Path]
) -> None:
    file, outputs, templates = case
    again = _build(file, outputs, templates=templates)
    assert looked == []
    assert {action.step for action in again.actions} == {Step.KEEP}
    fresh = _build(file, outputs.with_name("other"), templates=templates)
    assert again.problems == fresh.problems
    assert again.reference == fresh.reference


def test_each_thing_that_a_build_reads_is_noticed(case: tuple[Path, Path, Path], looked: list[Path]) -> None:
    file, outputs, templates = case
    changes = {
        "the case": lambda: file.write_text(file.read_text("utf-8").replace("# ", "#  ", 1), "utf-8"),
        "the contacts": lambda: _add_to(file.parent / "contacts.yaml", "\n# x\n"),
        "an attachment": lambda: (file.parent / "report.txt").write_text("B report.\n", "utf-8"),
        "a template": lambda: shutil.copy(
            Path(__file__).parents[2] / "templates" / "agenda.docx", templates / "agenda.docx"
        ),
    }
    for what, change in changes.items():
        looked.clear()
        change()
        _build(file, outputs, templates=templates)
        assert looked == [file], what
        looked.clear()
        _build(file, outputs, templates=templates)
        assert looked == [], f"{what}, once built"


def test_a_setting_that_changes_the_papers_is_noticed(case: tuple[Path, Path, Path], looked: list[Path]) -> None:
    file, outputs, templates = case
    _build(file, outputs, templates=templates, duplex=True)
    assert looked == [file]


def test_each_thing_that_somebody_does_to_the_papers_is_noticed(
    case: tuple[Path, Path, Path], looked: list[Path]
) -> None:
    file, outputs, templates = case
    folder = next(path for path in outputs.iterdir() if (path / "manifest.json").exists())
    papers = sorted(folder.rglob("*.docx"))
    papers[0].unlink()
    assert Step.MAKE in {action.step for action in _build(file, outputs, templates=templates).actions}
    before = papers[1].stat()
    data = bytearray(papers[1].read_bytes())
    data[-1] ^= 1
    papers[1].write_bytes(bytes(data))  # the same size, and the times put back
    os.utime(papers[1], ns=(before.st_atime_ns, before.st_mtime_ns))
    looked.clear()
    outcome = _build(file, outputs, templates=templates)
    assert looked == [file]
    assert str(papers[1].relative_to(folder).as_posix()) in outcome.edited
    looked.clear()
    again = _build(file, outputs, templates=templates)
    assert looked == []
    assert again.edited == outcome.edited
    assert any(action.held for action in again.actions)


def test_another_day_holds_the_case_against_the_guidance_anew_and_touches_no_paper(
    case: tuple[Path, Path, Path], looked: list[Path]
) -> None:
    file, outputs, templates = case
    folder = next(path for path in outputs.iterdir() if (path / "manifest.json").exists())
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.suffix in (".docx", ".pdf")}
    later = _build(file, outputs, date(2026, 6, 2), templates=templates)
    assert looked == [], "no contexts are made"
    assert {path: path.stat().st_mtime_ns for path in before} == before
    summary = read_summary(folder)
    assert summary is not None
    assert summary.as_of == "2026-06-02"
    assert (summary.profile, summary.review) == ("bristol", load_profile().version.review.isoformat())
    whole = _build(file, outputs.with_name("other"), date(2026, 6, 2), templates=templates)
    assert later.problems == whole.problems
    assert (folder / "diary.ics").read_bytes() == (whole.folder / "diary.ics").read_bytes()  # type: ignore[operator]


def test_a_build_of_some_kinds_only_does_not_count_as_the_whole(
    case: tuple[Path, Path, Path], looked: list[Path]
) -> None:
    file, outputs, templates = case
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    settings = Settings(outputs=outputs, converter="built-in", templates=templates)
    list(build_cases([file], settings, BuildOptions(DAY, only=frozenset({"agenda"}))))
    looked.clear()
    _build(file, outputs, templates=templates)
    assert looked == [file]


def test_without_this_machines_memory_all_is_still_right(case: tuple[Path, Path, Path]) -> None:
    file, outputs, templates = case
    state = Path(os.environ["PACKGEN_STATE_FOLDER"]) / "cases"
    shutil.rmtree(state)
    assert {action.step for action in _build(file, outputs, templates=templates).actions} == {Step.KEEP}


@pytest.mark.parametrize(("written", "moment"), [(1_700_000_000_123_456_789, held.MOMENT_NS), (10**18, 2 * 10**9)])
def test_a_stamp_of_a_moment_ago_is_not_trusted(
    written: int, moment: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"one")
    os.utime(tmp_path / "a", ns=(written, written))
    monkeypatch.setattr(held.time, "time_ns", lambda: written + moment - 1)
    memory = HashMemory()
    first = memory.hash_of(tmp_path, "a")
    assert memory.hash_of(tmp_path, "a") == first
    assert memory.read == 2, "read twice: a second change could bear the same time"
    assert not memory.as_json(["a"])
    monkeypatch.setattr(held.time, "time_ns", lambda: written + moment)
    memory.look_again(tmp_path)
    assert memory.hash_of(tmp_path, "a") == first
    assert memory.read == 3, "by now a second change would bear another time"
    assert memory.as_json(["a"])


def test_a_paper_open_in_word_is_left_and_put_in_place_when_it_is_closed(tmp_path: Path) -> None:
    file, outputs, templates = tmp_path / "case.yaml", tmp_path / "outputs", tmp_path / "templates"
    shutil.copy(SAMPLES / "second-council.yaml", file)
    templates.mkdir()
    folder = _build(file, outputs, templates=templates).folder
    assert folder is not None
    manifest = read_manifest(folder)
    assert manifest is not None
    drafts = [path for path, entry in manifest.entries.items() if entry.state == "draft" and path.endswith(".docx")]
    path = drafts[0]
    paper = folder / path
    before = paper.read_bytes()
    owner = paper.with_name(owner_files(paper.name)[0])
    owner.write_bytes(bytes([5]) + b"Aisha" + b"\0" * 48)
    name = f"{manifest.entries[path].kind}.docx"
    changed = docx.Document(str(Path(__file__).parents[2] / "templates" / name))
    changed.add_paragraph("The council's own closing words.")
    changed.save(str(templates / name))
    outcome = _build(file, outputs, templates=templates)
    assert path in outcome.waiting
    assert paper.read_bytes() == before
    assert any("open by Aisha" in problem.message for problem in outcome.problems)
    manifest = read_manifest(folder)
    assert manifest is not None
    assert manifest.staged
    owner.unlink()
    closed = _build(file, outputs, templates=templates)
    assert closed.waiting == ()
    assert paper.read_bytes() != before
    assert not (folder / ".staged").exists()
