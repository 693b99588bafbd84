"""The watcher and its builders killed at random moments: no output is torn or missing, and hand edits stay."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
import zipfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from packgen.builder.manifest import Manifest, read_manifest
from packgen.files import sha256_of_file
from tests.watch.running import Running, builders_of, real_case, wait_for

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and process groups of POSIX")

# What dies: all at once as when the power goes, the watcher alone, or the process that builds alone.
_VICTIMS = ("all", "all", "builder", "builder", "watcher")


class Killed:
    """A case that changes under a watcher that is killed, and a paper of it that a person has edited."""

    def __init__(self, root: Path, seed: int) -> None:
        self.running = Running(root)
        self.chance = random.Random(seed)
        self.struck: Counter[str] = Counter()
        self.version = 0
        self.file = self.running.inbox / "case.yaml"
        self._save()
        self.running.once()
        self.folder = self.running.outputs / "R-1"
        self.papers = self._papers()
        self.edited = next(path for path in sorted(self.papers) if path.name.startswith("invite"))
        self.edited.write_bytes(self.edited.read_bytes() + b"typed by hand")
        self.held = sha256_of_file(self.edited)
        self.process: subprocess.Popen[bytes] | None = None

    def kill_one(self) -> None:
        """Save the case anew, and kill at a random moment; half of the moments lie within a build."""
        self._save()
        if self.process is None:
            self.process = self.running.start("--polling")
        if self.chance.random() < 0.5:
            wait_for(lambda: builders_of(self._watcher))
            time.sleep(self.chance.uniform(0.0, 3.0))
        else:
            time.sleep(self.chance.uniform(0.1, 6.0))
        builders = builders_of(self._watcher)
        victim = self.chance.choice(_VICTIMS) if builders else "watcher"
        self.struck[f"{victim} while building" if builders else "watcher alone, idle or starting"] += 1
        if victim != "watcher":
            _kill(builders)
        if victim != "builder":
            _kill([self._watcher.pid])
            self.process.wait()
            self.process = None
            _wait_until_ended(builders)
        self.check()

    def check(self) -> None:
        """What must hold after every kill."""
        assert sha256_of_file(self.edited) == self.held, "a hand edit stays"
        assert self._papers() >= self.papers, "no paper is missing"
        for path in self._papers() - {self.edited}:
            if path.suffix == ".docx":
                with zipfile.ZipFile(path) as package:
                    assert package.testzip() is None, f"{path.name} is torn"
            else:
                data = path.read_bytes()
                assert data.startswith(b"%PDF-"), f"{path.name} is torn"
                assert b"%%EOF" in data[-64:], f"{path.name} is torn"
        for path in self.running.outputs.rglob("*.json"):
            json.loads(path.read_text("utf-8"))
        for note in self.running.inbox.glob("* - *.txt"):
            with suppress(FileNotFoundError):  # where the builder alone was killed, the watcher goes on changing notes
                assert "This note was written by packgen" in note.read_text("utf-8")

    def kill_all(self) -> None:
        """Nothing of it runs any more."""
        if self.process is not None:
            _kill([*builders_of(self.process), self.process.pid])
            self.process.wait()

    def end(self) -> None:
        """Let a watcher finish in peace; everything is then as if nobody had been killed."""
        self.running.once()
        self.check()
        manifest = read_manifest(self.folder)
        assert isinstance(manifest, Manifest)
        for path, entry in manifest.entries.items():
            if self.folder / path != self.edited:
                assert sha256_of_file(self.folder / path) == entry.sha256, path
        offered = list(self.folder.rglob("*(new version)*"))
        assert offered, "the new version of the edited paper is offered beside it"
        assert any(f"Version {self.version}." in _words(path) for path in offered), "and it is the last one"
        left = [*self.running.outputs.rglob("*.tmp"), *self.running.inbox.glob("*.tmp")]
        assert left == [], "nothing half-written is left lying"

    @property
    def _watcher(self) -> subprocess.Popen[bytes]:
        assert self.process is not None
        return self.process

    def _save(self) -> None:
        self.version += 1
        self.file.write_text(real_case("R-1", f"Version {self.version}."), "utf-8")

    def _papers(self) -> set[Path]:
        return {path for path in self.folder.rglob("*") if path.suffix in (".docx", ".pdf") and path.name[0] != "."}


def _kill(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)


def _wait_until_ended(pids: list[int]) -> None:
    """Builds that outlive their watcher end by themselves; the next watcher is started only then."""
    wait_for(lambda: not any(_is_alive(pid) for pid in pids), 180)


def _is_alive(pid: int) -> bool:
    try:
        return b"packgen" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _words(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return package.read("word/document.xml").decode("utf-8")


def _kill_often(root: Path, times: int, seed: int) -> Counter[str]:
    killed = Killed(root, seed)
    try:
        for _ in range(times):
            killed.kill_one()
    finally:
        killed.kill_all()
    killed.end()
    return killed.struck


def test_a_watcher_killed_at_random_moments_tears_nothing(tmp_path: Path) -> None:
    assert sum(_kill_often(tmp_path, 3, seed=1).values()) == 3


@pytest.mark.soak
def test_a_watcher_killed_two_hundred_times_tears_nothing(tmp_path: Path) -> None:
    struck = _kill_often(tmp_path, 200, seed=2)
    print(f"200 kills: {dict(struck)}")  # noqa: T201  (the figures of the soak)
    assert sum(count for what, count in struck.items() if "building" in what) >= 50, "many struck a build"
