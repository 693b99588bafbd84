"""Real disks in trouble: one is full, one may only be read, a share goes. The watcher is not started again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from packgen.builder.outcome import CaseOutcome
from packgen.errors import PackgenError, Problem
from tests.watch.world import PACK, PAPER, World, case_text

Mount = Callable[..., bool]


@pytest.fixture
def mounts() -> Iterator[Mount]:
    """Mount a small disk in memory on a folder, with the options given; skipped where that is not allowed."""
    mounted: list[Path] = []

    def mount(folder: Path, options: str) -> bool:
        command = ["mount", "-t", "tmpfs", "-o", options, "packgen-test", str(folder)]
        if not hasattr(os, "geteuid") or os.geteuid() != 0 or subprocess.run(command, check=False).returncode:
            pytest.skip("only an administrator of a Linux machine may mount a disk")
        mounted.append(folder)
        return True

    yield mount
    for folder in mounted:
        with suppress(OSError):
            subprocess.run(["umount", "-l", str(folder)], check=False)


def _again(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def _world(tmp_path: Path) -> World:
    """The small world; as in the process that builds, what the disk refuses becomes an outcome."""
    world = World(tmp_path)
    build = world.watcher.build

    def guarded(cases, today, wait):  # type: ignore[no-untyped-def]
        made = []
        for path, settled in cases.items():
            try:
                made += build({path: settled}, today, wait)
            except (OSError, PackgenError):
                made.append(CaseOutcome(path, problems=(Problem("The disk refused."),), transient=True))
        return tuple(made)

    world.watcher.build = guarded
    return world


def _paper(world: World, number: int) -> str:
    return (world.outputs / f"R-{number}" / PAPER).read_text("utf-8")


def test_a_disk_that_is_really_full_tears_nothing_and_is_used_again_once_there_is_room(
    tmp_path: Path, mounts: Mount
) -> None:
    (tmp_path / "outputs").mkdir()
    mounts(tmp_path / "outputs", "size=200k")
    world = _world(tmp_path)
    for number in range(3):
        world.drop(f"case-{number}.yaml", case_text(f"R-{number}", 1))
    world.tick(8)
    filler = world.outputs / "filler"
    with suppress(OSError), filler.open("wb") as stream:
        while True:
            stream.write(b"x" * 4096)
            stream.flush()
    for number in range(3):
        world.drop(f"case-{number}.yaml", case_text(f"R-{number}", 2) + "\n" * 9000)
    world.tick(12)
    for number in range(3):
        assert _paper(world, number) == case_text(f"R-{number}", 1), "the old paper stays whole"
        assert world.note(f"case-{number}.yaml") == "PROBLEM"
        assert (world.outputs / f"R-{number}" / PACK).read_text("utf-8") == f"bound: {_paper(world, number)}"
    filler.unlink()
    _again(world.outputs, "size=4m")
    world.settle()
    for number in range(3):
        assert _paper(world, number).startswith(case_text(f"R-{number}", 2))
        assert world.note(f"case-{number}.yaml") == "READY"


@pytest.mark.parametrize("which", ["inbox", "outputs"])
def test_a_folder_that_may_only_be_read_is_written_to_once_it_may_be(tmp_path: Path, mounts: Mount, which: str) -> None:
    (tmp_path / which).mkdir()
    mounts(tmp_path / which, "size=4m")
    world = _world(tmp_path)
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(8)
    world.drop("a.yaml", case_text("R-1", 2))
    _again(tmp_path / which, "ro")
    world.tick(8)
    assert _paper(world, 1) == case_text("R-1", 2 if which == "inbox" else 1), "nothing is lost meanwhile"
    _again(tmp_path / which, "rw")
    world.settle()
    assert _paper(world, 1) == case_text("R-1", 2)
    assert world.note("a.yaml") == "READY"


def test_a_share_that_is_really_unmounted_is_away_until_it_is_back(tmp_path: Path, mounts: Mount) -> None:
    share, inbox = tmp_path / "share", tmp_path / "inbox"
    share.mkdir()
    inbox.mkdir()
    mounts(share, "size=4m")
    subprocess.run(["mount", "--bind", str(share), str(inbox)], check=True)
    world = _world(tmp_path)
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(8)
    subprocess.run(["umount", "-l", str(inbox)], check=True)
    world.tick(8)
    assert world.watcher.away
    assert _paper(world, 1) == case_text("R-1", 1)
    assert list(inbox.iterdir()) == [], "nothing is written into the hole that the share left"
    subprocess.run(["mount", "--bind", str(share), str(inbox)], check=True)
    try:
        world.drop("a.yaml", case_text("R-1", 2))
        world.settle()
        assert not world.watcher.away
        assert _paper(world, 1) == case_text("R-1", 2)
        assert world.note("a.yaml") == "READY"
    finally:
        subprocess.run(["umount", "-l", str(inbox)], check=True)
