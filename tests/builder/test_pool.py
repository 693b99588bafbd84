"""Many processes: the same papers in the same order, and a worker that dies costs only its own case."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import time
from collections.abc import Sequence
from datetime import date
from multiprocessing import active_children
from pathlib import Path

import pytest

from packgen.builder.attempt import Claim
from packgen.builder.build import build_cases
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.builder.pool import build_in_pool
from packgen.errors import Problem
from packgen.pack.conversion.convert import Converter
from packgen.settings import Settings

SAMPLES = Path(__file__).parents[2] / "sample_inputs"
OPTIONS = BuildOptions(date(2025, 4, 10))


def fragile(
    path: Path, settings: Settings, options: BuildOptions, converter: Converter | Problem, claim: Claim
) -> CaseOutcome:
    """Stands in for a build: what a case does is in its name; the folder that it asks for is in the file."""
    stem = path.stem
    if "poison" in stem or ("unlucky" in stem and not _been_here(path)):
        os.kill(os.getpid(), signal.SIGKILL)
    if "greedy" in stem:
        raise MemoryError
    if "faulty" in stem:
        raise KeyError("Toby Wrenfield")
    if "lingering" in stem:
        atexit.register(os.kill, os.getpid(), signal.SIGTERM)
    if "slow" in stem:
        time.sleep(0.3)
    rival = claim(path.read_text("utf-8"), path)
    problems = (Problem(f"same as {rival.name}"),) if rival else ()
    return CaseOutcome(path, reference=str(os.getpid()), problems=problems)


def _been_here(path: Path) -> bool:
    mark = path.with_suffix(".mark")
    seen = mark.exists()
    mark.touch()
    return seen


def _run(folder: Path, names: Sequence[str], jobs: int = 2, folders: Sequence[str] = ()) -> list[CaseOutcome]:
    paths = [folder / f"{name}.yaml" for name in names]
    for number, path in enumerate(paths):
        path.write_text(folders[number] if folders else path.stem, "utf-8")
    settings = Settings(outputs=folder / "out", converter="built-in")
    outcomes = list(build_in_pool(paths, settings, OPTIONS, jobs, fragile))
    assert [outcome.source for outcome in outcomes] == paths
    return outcomes


def test_outcomes_come_in_the_order_of_the_case_files_and_several_processes_share_the_work(tmp_path: Path) -> None:
    outcomes = _run(tmp_path, ["slow-1", "b", "c", "slow-2", "e", "f"])
    assert len({outcome.reference for outcome in outcomes}) == 2
    assert str(os.getpid()) not in {outcome.reference for outcome in outcomes}
    assert active_children() == []


def test_a_case_that_kills_its_worker_twice_is_reported_and_no_other_is_lost(tmp_path: Path) -> None:
    outcomes = _run(tmp_path, ["a", "poison", "c", "d", "greedy", "f"])
    assert ["twice" in str(outcome.problems) for outcome in outcomes] == [False, True, False, False, True, False]
    assert [outcome.transient for outcome in outcomes] == [False, True, False, False, True, False]


def test_a_case_whose_worker_was_killed_by_chance_is_built_again(tmp_path: Path) -> None:
    outcomes = _run(tmp_path, ["unlucky-1", "unlucky-2", "c", "d"])
    assert not any(outcome.problems for outcome in outcomes)


def test_a_fault_of_packgen_costs_one_case_and_tells_nothing_of_it(tmp_path: Path) -> None:
    faulty, good = _run(tmp_path, ["faulty", "good"])
    assert "KeyError" in faulty.problems[0].message
    assert "Toby" not in str(faulty.problems)
    assert not good.problems


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_earlier_of_two_cases_with_one_reference_is_built_however_late_it_asks(tmp_path: Path, jobs: int) -> None:
    names = ["slow-first", "second", "third", "fourth"]
    outcomes = _run(tmp_path, names, jobs, folders=["BCC-1", "bcc-1", "BCC-2", "BCC-1"])
    assert [len(outcome.problems) for outcome in outcomes] == [0, 1, 0, 1]
    assert {outcome.problems[0].message for outcome in outcomes if outcome.problems} == {"same as slow-first.yaml"}


def test_a_worker_that_is_told_to_end_while_it_ends_prints_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _run(tmp_path, ["lingering-1", "lingering-2"])
    assert capfd.readouterr().err == ""


def test_leaving_early_ends_the_workers(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.yaml" for name in ("a", "slow-b", "slow-c")]
    for path in paths:
        path.write_text(path.stem, "utf-8")
    running = build_in_pool(paths, Settings(outputs=tmp_path / "out", converter="built-in"), OPTIONS, 2, fragile)
    assert next(running).source == paths[0]
    assert active_children()
    running.close()  # type: ignore[attr-defined]
    assert active_children() == []


def test_two_processes_make_the_same_papers_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name in ("shona", "second-council", "contacts"):
        shutil.copy(SAMPLES / f"{name}.yaml", inbox)
    shutil.copy(SAMPLES / "shona.yaml", inbox / "the-same-again.yaml")
    (inbox / "bad.yaml").write_text("case: [", "utf-8")
    seen = []
    for jobs in (1, 2, 2):
        outputs = tmp_path / f"out{jobs}"
        monkeypatch.setenv("PACKGEN_STATE_FOLDER", str(tmp_path / f"state{jobs}"))
        settings = Settings(outputs=outputs, converter="built-in")
        outcomes = list(build_cases([inbox], settings, OPTIONS, jobs=jobs))
        papers = {path.relative_to(outputs): path.read_bytes() for path in outputs.rglob("*") if path.is_file()}
        seen.append((papers, [(o.source, o.problems, sorted(a.path for a in o.actions)) for o in outcomes]))
    assert seen[0] == seen[1] == seen[2]  # the third finds everything as the second has left it
    assert len(seen[0][0]) > 20
    assert any("same case reference" in str(problems) for _, problems, _ in seen[0][1])
