"""The watcher as people run it: a process over real cases, killed, asked to stop, looked at for what it lets out."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from packgen.builder.manifest import read_manifest
from packgen.files import sha256_of_file
from tests.watch.world import PAPER, World, case_text

ROOT = Path(__file__).parents[2]
posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and permissions of POSIX")
TOKEN = "Zanzibarqux"


def _case(reference: str, extra: str = "") -> str:
    return "\n".join(
        [
            "case:",
            f"  reference: {reference}",
            "children:",
            "  - id: a",
            f"    name: {TOKEN} Child",
            "meetings:",
            "  - id: strategy-1",
            "    type: strategy",
            "    date: 2026-06-02",
            f"    reason: {TOKEN} was said at school. {extra}",
            "end_of_case: true",
            "",
        ]
    )


class Running:
    """`packgen watch` as a process over an inbox of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.inbox, self.outputs = root, root / "inbox", root / "outputs"
        self.state, self.temporary = root / "state", root / "tmp"
        for folder in (self.inbox, self.outputs, self.temporary):
            folder.mkdir()
        (root / "packgen.toml").write_text('inbox = "inbox"\noutputs = "outputs"\nconverter = "built-in"\n', "utf-8")

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "PACKGEN_STATE_FOLDER": str(self.state), "TMPDIR": str(self.temporary)}
        command = [sys.executable, "-m", "packgen", "watch", "--settings", str(self.root / "packgen.toml"), *arguments]
        with (self.root / "said.txt").open("ab") as said:
            return subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True
            )

    def once(self) -> int:
        return self.start("--once").wait(timeout=300)


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return Running(tmp_path)


@posix_only
def test_nothing_of_a_case_gets_out_into_logs_temporary_folders_or_the_process_list(running: Running) -> None:
    (running.inbox / f"{TOKEN}.yaml").write_text(_case("R-1"), "utf-8")
    (running.inbox / "broken.yaml").write_text(_case("R-2").replace("type:", f"tpye{TOKEN}:"), "utf-8")
    process = running.start("--once")
    seen = b""
    while process.poll() is None:
        seen += _process_list()
        seen += b"".join(str(path).encode() for path in running.temporary.rglob("*") if _is_name_of_ours(path))
        time.sleep(0.02)
    assert process.returncode == 1, "a file stands at a problem"
    assert b"packgen.builder.child" in seen, "the look was close enough to see the build"
    assert TOKEN.encode() not in seen
    assert TOKEN not in (running.root / "said.txt").read_text("utf-8")
    assert list(running.temporary.iterdir()) == [], "nothing is left in the temporary folder"
    for log in (running.state / "logs").rglob("*"):
        assert TOKEN.encode() not in log.read_bytes()
        assert b"R-1" not in log.read_bytes()
    assert (running.inbox / f"{TOKEN}.yaml - READY.txt").exists() or (
        running.inbox / f"{TOKEN}.yaml - PROBLEM.txt"
    ).exists()
    _all_private(running.state)


def _is_name_of_ours(path: Path) -> bool:
    return "packgen" in str(path)


def _process_list() -> bytes:
    lines = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes() + b"\n"
            if b"packgen" in line:
                lines.append(line + (folder / "environ").read_bytes())
        except OSError:
            continue
    return b"".join(lines)


def _all_private(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode & 0o077 == 0, f"{path.relative_to(folder)} is {mode:o}"


@posix_only
def test_a_watcher_asked_to_stop_ends_in_order_and_a_second_one_is_refused(running: Running) -> None:
    first = running.start("--polling")
    heartbeat = running.outputs / ".packgen" / "heartbeat.json"
    _wait_for(heartbeat.exists)
    second = running.start()
    assert second.wait(timeout=60) != 0
    assert "already at work" in (running.root / "said.txt").read_text("utf-8")
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=30) == 0
    assert json.loads(heartbeat.read_text("utf-8"))["stopped"] is True
    assert "Traceback" not in (running.root / "said.txt").read_text("utf-8")


def _wait_for(what, seconds: float = 60.0) -> None:  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


def _kill_often(running: Running, times: int, seed: int) -> None:
    """Kill the watcher at random moments while a case changes and a person has edited a paper."""
    chance = random.Random(seed)
    file = running.inbox / "case.yaml"
    file.write_text(_case("R-1"), "utf-8")
    running.once()
    folder = running.outputs / "R-1"
    edited = next(path for path in sorted(folder.rglob("invite.docx")))
    edited.write_bytes(edited.read_bytes() + b"typed by hand")
    held = sha256_of_file(edited)
    for number in range(times):
        file.write_text(_case("R-1", f"Version {number}."), "utf-8")
        process = running.start("--polling")
        time.sleep(chance.uniform(0.3, 7.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        _end_orphans(running)
        assert sha256_of_file(edited) == held, "a hand edit stays"
        _nothing_is_torn(folder)
    (running.outputs / ".packgen" / "heartbeat.json").unlink(missing_ok=True)
    running.once()
    _nothing_is_torn(folder)
    manifest = read_manifest(folder)
    assert manifest is not None
    for path, entry in manifest.entries.items():
        if folder / path != edited:
            assert sha256_of_file(folder / path) == entry.sha256, path
    assert not list(folder.rglob("*.tmp"))


def _end_orphans(running: Running) -> None:
    """Builds that outlive a killed watcher by a moment; they are of our own making and end by themselves."""
    key = str(running.root).encode()
    _wait_for(lambda: not any(key in _environ(folder) for folder in Path("/proc").glob("[0-9]*")), 120)


def _environ(folder: Path) -> bytes:
    try:
        line = (folder / "cmdline").read_bytes()
        return (
            b""
            if b"packgen" not in line
            else (folder / "environ").read_bytes() + os.fsencode((folder / "cwd").readlink())
        )
    except OSError:
        return b""


def _nothing_is_torn(folder: Path) -> None:
    import zipfile

    for path in folder.rglob("*.docx"):
        assert zipfile.is_zipfile(path), f"{path.name} is torn"
    for path in folder.rglob("*.pdf"):
        assert b"%%EOF" in path.read_bytes()[-64:], f"{path.name} is torn"


@posix_only
def test_a_watcher_killed_at_random_moments_tears_nothing(running: Running) -> None:
    _kill_often(running, 2, seed=1)


@posix_only
@pytest.mark.soak
def test_a_watcher_killed_two_hundred_times_tears_nothing(running: Running) -> None:
    _kill_often(running, 200, seed=2)


def _flood(world: World, count: int) -> None:
    """Files dropped while nobody watches: none is missed."""
    world.watcher.stop(world.wall)
    for number in range(count):
        world.drop(f"case-{number:05}.yaml", case_text(f"R-{number}", number))
    world.watcher = world.new_watcher()
    world.tick(4)
    while not world.watcher.is_idle:
        world.tick()
    for number in range(count):
        assert (world.outputs / f"R-{number}" / PAPER).exists()
        assert world.note(f"case-{number:05}.yaml") == "READY"


def test_files_dropped_while_the_watcher_is_stopped_are_all_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    _flood(World(tmp_path), 200)


@pytest.mark.soak
def test_twenty_thousand_files_dropped_while_the_watcher_is_stopped_are_all_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    _flood(World(tmp_path), 20_000)


def _hours(world: World, ticks: int) -> int:
    """Work through the clock: saves, edits, deletions; returns how much memory grew, in bytes."""
    import gc
    import tracemalloc

    def work(number: int) -> None:
        name = f"case-{number % 20}.yaml"
        if number % 7 == 0:
            (world.inbox / name).unlink(missing_ok=True)
        else:
            world.drop(name, case_text(f"R-{number % 20}", number))
        world.tick(3)

    for number in range(100):
        work(number)
    world.build.builds.clear()
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for number in range(ticks // 3):
        work(number)
        world.build.builds.clear()
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return after - before


def test_memory_stays_flat_while_files_come_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    assert _hours(World(tmp_path), 600) < 500_000


@pytest.mark.soak
def test_memory_stays_flat_over_an_hour_of_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    assert _hours(World(tmp_path), 3600) < 500_000


def test_a_lost_state_folder_is_made_anew(running: Running) -> None:
    (running.inbox / "case.yaml").write_text(_case("R-1"), "utf-8")
    running.once()
    pack = next(running.outputs.rglob("pack.pdf"))
    before = pack.stat().st_mtime_ns
    shutil.rmtree(running.state)
    running.once()
    assert pack.stat().st_mtime_ns == before
