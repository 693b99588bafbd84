"""The watcher as people run it: a process over real cases, killed, asked to stop, looked at for what it lets out."""

from __future__ import annotations

import gc
import json
import os
import pathlib
import shutil
import signal
import stat
import time
import tracemalloc
from pathlib import Path

import pytest

from tests.watch.running import TOKEN, Running, real_case, wait_for
from tests.watch.world import PAPER, World, case_text

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and permissions of POSIX")


@pytest.fixture
def running(tmp_path: Path) -> Running:
    return Running(tmp_path)


@posix_only
def test_nothing_of_a_case_gets_out_into_logs_temporary_folders_or_the_process_list(running: Running) -> None:
    (running.inbox / f"{TOKEN}.yaml").write_text(real_case("R-1"), "utf-8")
    (running.inbox / "broken.yaml").write_text(real_case("R-2").replace("type:", f"tpye{TOKEN}:"), "utf-8")
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
    wait_for(heartbeat.exists)
    second = running.start()
    assert second.wait(timeout=60) != 0
    assert "already at work" in (running.root / "said.txt").read_text("utf-8")
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=30) == 0
    assert json.loads(heartbeat.read_text("utf-8"))["stopped"] is True
    assert "Traceback" not in (running.root / "said.txt").read_text("utf-8")


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


def _work(world: World, times: int) -> None:
    """Work through the clock, three looks a time: new cases come, are saved again and go, and some are never whole."""
    for _ in range(times):
        number = next(world.numbers)
        world.drop(f"case-{number}.yaml", case_text(f"R-{number % 20}", number))
        world.drop(f"half-{number}.yaml", case_text(f"R-{number % 20}", number)[:-3])
        world.tick(3)
        for name in (f"case-{number - 20}.yaml", f"half-{number - 5}.yaml"):
            (world.inbox / name).unlink(missing_ok=True)
        world.build.builds.clear()


def _growth(world: World, times: int) -> int:
    """How much memory, in bytes, the watcher holds more after so much work than before it."""
    tracemalloc.start()
    _work(world, 100)  # caches fill up
    before = _held()
    _work(world, times)
    after = _held()
    tracemalloc.stop()
    return after - before


def _held() -> int:
    """Memory in use, but for what pathlib holds: Python doubles its own table of path parts once, by 1.9 MB."""
    gc.collect()
    without = tracemalloc.Filter(inclusive=False, filename_pattern=pathlib.__file__)
    held = tracemalloc.take_snapshot().filter_traces([without])
    return sum(trace.size for trace in held.traces)


def test_memory_stays_flat_while_files_come_and_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    assert _growth(World(tmp_path), 200) < 300_000


@pytest.mark.soak
def test_memory_stays_flat_over_an_hour_of_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    grown = _growth(World(tmp_path), 1_200)  # 3,600 looks a second apart
    print(f"an hour of work: memory grew by {grown} bytes")  # noqa: T201  (the figure of the soak)
    assert grown < 300_000


def test_a_lost_state_folder_is_made_anew(running: Running) -> None:
    (running.inbox / "case.yaml").write_text(real_case("R-1"), "utf-8")
    running.once()
    pack = next(running.outputs.rglob("pack.pdf"))
    before = pack.stat().st_mtime_ns
    shutil.rmtree(running.state)
    running.once()
    assert pack.stat().st_mtime_ns == before
