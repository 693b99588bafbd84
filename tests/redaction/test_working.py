"""One proposal or release at a time, and nothing of a record lies about after a crash."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from packgen.errors import ExitCode, RedactionRefusedError
from packgen.files import private_temporary_folder
from packgen.redaction import release as releasing
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.persons import Roster
from packgen.redaction.policy import Policy
from packgen.redaction.propose import RecordInput, propose
from packgen.redaction.state import releases, states
from packgen.redaction.working import AtWorkError, reading_privately, working_in
from tests.redaction.subject_access_making import ORDER, POLICY, proposing, record, usual_roster

REPOSITORY = Path(__file__).parents[2]
HOLDING = """
    import os, signal, sys, time
    from pathlib import Path
    from packgen.files import private_temporary_folder
    from packgen.redaction.working import reading_privately, working_in
    with WORKING, private_temporary_folder() as folder:
        (folder / "record.pdf").write_text("Dario")
        print("ready", flush=True)
        sys.stdin.readline()
        os.kill(os.getpid(), signal.SIGKILL)
"""


def holding(root: Path, working: str = "working_in(Path(sys.argv[1]))") -> subprocess.Popen[str]:
    """Another process at work in the root, with a record in a temporary folder; it dies when it is told."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(HOLDING).replace("WORKING", working), str(root)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
def test_the_second_is_told_to_wait_and_sweeps_what_a_killed_first_one_left(tmp_path: Path) -> None:
    with holding(tmp_path) as first:
        (left,) = (tmp_path / "officer" / ".staging").rglob("record.pdf")
        with pytest.raises(AtWorkError, match="Another proposal or release") as told, working_in(tmp_path):
            pass
        assert told.value.exit_code is ExitCode.REDACTION_REFUSED
        assert left.exists(), "what is under way is not swept"
        assert stat.S_IMODE(left.parent.stat().st_mode) == 0o700
        first.communicate("\n")
    assert left.exists()
    with working_in(tmp_path) as staging:
        assert list(staging.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="kills a process by signal")
def test_what_a_killed_reader_of_names_left_is_removed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKGEN_STATE_FOLDER", str(tmp_path))
    with holding(tmp_path, "reading_privately()") as first:
        (left,) = tmp_path.rglob("record.pdf")
        with reading_privately():
            assert left.exists(), "several may read at once"
        first.communicate("\n")
    assert left.exists()
    with reading_privately(), private_temporary_folder() as folder:
        assert tmp_path in folder.parents
        assert not left.exists()
    assert list((tmp_path / "reading").iterdir()) == []


def test_halves_of_files_that_a_crash_left_are_swept_and_others_stay(tmp_path: Path) -> None:
    with working_in(tmp_path):
        pass
    halves = [tmp_path / folder / ".packgen-abc.tmp" for folder in ("proposed", "officer", "to-send")]
    kept = tmp_path / "officer" / "notes.tmp"
    for file in (*halves, kept):
        file.write_text("Dario")
    with working_in(tmp_path):
        assert not any(file.exists() for file in halves)
        assert kept.exists()


def test_temporary_folders_lie_in_the_officers_folder_while_it_works(tmp_path: Path) -> None:
    with working_in(tmp_path) as staging, working_in(tmp_path), private_temporary_folder() as folder:
        assert folder.parent == staging.resolve()
    with private_temporary_folder() as folder:
        assert tmp_path not in folder.parents


def test_a_link_inside_the_officers_folder_is_refused(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "work", tmp_path / "shared"
    elsewhere.mkdir()
    with working_in(root):
        pass
    (root / "officer" / ".staging").rmdir()
    (root / "officer" / ".staging").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(RedactionRefusedError, match="link to another place"), working_in(root):
        pass


def test_the_roster_is_compiled_once_for_all_records_of_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[Roster] = []

    def counting(roster: Roster, policy: Policy) -> RosterFinder:
        compiled.append(roster)
        return RosterFinder(roster, policy)

    given = [RecordInput(".docx", record(f"Dario Castellmoor {came}.")) for came in ("came", "left")]
    made = propose(tmp_path, given, proposing(usual_roster()))
    monkeypatch.setattr(releasing, "RosterFinder", counting)
    assert len(releasing.ready_copies(tmp_path, [one.file for one in made], ORDER, POLICY)) == 2
    assert len(compiled) == 1


@pytest.mark.parametrize(("folder", "read"), [("state", states), ("releases", releases)])
def test_a_damaged_note_of_what_was_done_before_stops_the_work_in_plain_words(
    tmp_path: Path, folder: str, read: Callable[[Path], object]
) -> None:
    propose(tmp_path, [RecordInput(".docx", record("Dario Castellmoor came."))], proposing(usual_roster()))
    damaged = tmp_path / "officer" / folder / "damaged.json"
    damaged.parent.mkdir(exist_ok=True)
    damaged.write_text("{")
    with pytest.raises(RedactionRefusedError, match="damaged") as refused:
        read(tmp_path)
    assert "backup" in refused.value.hint
