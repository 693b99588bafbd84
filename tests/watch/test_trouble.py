"""Disks and shares that fail: everything recovers by itself, without a restart, and nothing is lost."""

from __future__ import annotations

import errno
import os
import random
import shutil
from pathlib import Path

import pytest

from packgen import files
from packgen.errors import UsageError
from packgen.settings import Settings
from packgen.watch import heartbeat, inbox, loop
from packgen.watch.heartbeat import Heartbeat
from packgen.watch.places import places_of
from tests.watch.world import PACK, PAPER, World, case_text


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    return World(tmp_path)


def _built(world: World, reference: str = "R-1") -> str:
    return (world.outputs / reference / PAPER).read_text("utf-8")


def test_a_build_that_failed_through_no_fault_of_the_file_is_tried_again(world: World) -> None:
    world.build.failures = 3
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    assert world.note("a.yaml") == "PROBLEM"
    world.settle()
    assert world.note("a.yaml") == "READY"
    assert _built(world) == case_text("R-1", 1)


def test_a_share_that_goes_is_away_and_everything_is_kept(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    elsewhere = world.inbox.rename(world.inbox.with_name("elsewhere"))
    world.tick(3)
    assert world.watcher.away
    world.inbox.mkdir()  # the empty mount point
    world.tick(3)
    assert world.watcher.away
    assert _built(world) == case_text("R-1", 1)
    world.inbox.rmdir()
    elsewhere.rename(world.inbox)
    world.tick(6)
    assert not world.watcher.away
    assert world.note("a.yaml") == "READY"
    assert world.build.builds == ["a.yaml"]


def test_outputs_that_go_stop_the_builds_until_they_are_back(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    elsewhere = world.outputs.rename(world.outputs.with_name("outputs-elsewhere"))
    world.drop("a.yaml", case_text("R-1", 2))
    world.tick(6)
    assert world.watcher.away
    assert not world.outputs.exists(), "nothing is written into the hole that the share left"
    elsewhere.rename(world.outputs)
    world.tick(6)
    assert _built(world) == case_text("R-1", 2)


def test_a_third_of_all_disk_calls_failing_delays_but_loses_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(7)
    failing = True

    def flaky(original):  # type: ignore[no-untyped-def]
        def call(*args, **kwargs):  # type: ignore[no-untyped-def]
            if failing and chance.random() < 0.3:
                raise OSError(errno.EIO, "Input/output error")
            return original(*args, **kwargs)

        return call

    monkeypatch.setattr(inbox, "listed_stamp", flaky(inbox.listed_stamp))
    monkeypatch.setattr(loop, "read_once", flaky(loop.read_once))
    monkeypatch.setattr(inbox.os, "scandir", flaky(os.scandir))
    monkeypatch.setattr(files.tempfile, "mkstemp", flaky(files.tempfile.mkstemp))
    for number in range(12):
        world.drop(f"case-{number}.yaml", case_text(f"R-{number}", number))
    for _ in range(40):
        _tick_through(world)
    failing = False
    world.settle()
    for number in range(12):
        assert world.note(f"case-{number}.yaml") == "READY"
        assert _built(world, f"R-{number}") == case_text(f"R-{number}", number)


def _tick_through(world: World) -> None:
    """A tick whose builder, in a process of its own in real life, dies of the same disk."""
    build = world.watcher.build

    def guarded(paths, today, wait):  # type: ignore[no-untyped-def]
        from packgen.builder.outcome import CaseOutcome
        from packgen.errors import PackgenError, Problem

        try:
            return build(paths, today, wait)
        except (OSError, PackgenError):
            return tuple(CaseOutcome(path, problems=(Problem("The disk refused."),), transient=True) for path in paths)

    world.watcher.build = guarded
    try:
        world.tick(1, 7.0)
    finally:
        world.watcher.build = build


def test_a_full_disk_keeps_the_old_papers_and_recovers(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    full = True
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if full:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    world.drop("a.yaml", case_text("R-1", 2))
    for _ in range(5):
        _tick_through(world)
    assert _built(world) == case_text("R-1", 1)
    full = False
    world.settle()
    assert _built(world) == case_text("R-1", 2)
    assert world.note("a.yaml") == "READY"


def test_a_paper_edited_by_hand_reaches_the_pack(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    (world.outputs / "R-1" / PAPER).write_text("typed by hand", "utf-8")
    world.tick(6)
    assert (world.outputs / "R-1" / PACK).read_text("utf-8") == "bound: typed by hand"
    assert "Edited by hand" in world.note_text("a.yaml")


def test_an_edit_is_not_bound_while_word_has_the_file_open(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    owner = world.outputs / "R-1" / f"~${PAPER}"
    owner.write_bytes(b"\x05Aisha" + b"\0" * 50)
    (world.outputs / "R-1" / PAPER).write_text("typed by hand", "utf-8")
    world.tick(10)
    assert (world.outputs / "R-1" / PACK).read_text("utf-8").startswith("bound: case:")
    owner.unlink()
    world.tick(10)
    assert (world.outputs / "R-1" / PACK).read_text("utf-8") == "bound: typed by hand"


def test_places_that_lie_in_one_another_are_refused(tmp_path: Path) -> None:
    (tmp_path / "inbox" / "out").mkdir(parents=True)
    for outputs in (tmp_path / "inbox", tmp_path / "inbox" / "out", tmp_path):
        with pytest.raises(UsageError, match="lie in one another"):
            places_of(tmp_path / "inbox", Settings(outputs=outputs))
    with pytest.raises(UsageError, match="templates"):
        places_of(tmp_path / "inbox", Settings(outputs=tmp_path / "o", templates=tmp_path / "inbox" / "t"))


def test_places_given_from_where_one_stands_are_whole_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inbox").mkdir()
    monkeypatch.chdir(tmp_path)
    places = places_of(Path("inbox"), Settings(outputs=Path("outputs")))
    assert (places.inbox, places.outputs) == (tmp_path / "inbox", tmp_path / "outputs")


def test_a_watcher_on_another_machine_is_noticed_by_its_heartbeat(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(heartbeat.platform, "node", lambda: "elsewhere")
        other = Heartbeat(world.outputs / ".packgen", world.inbox)
    mine = Heartbeat(world.outputs / ".packgen", world.inbox)
    other.beat(0.0, world.wall, dict)
    clock = 0.0

    def sleep(seconds: float) -> None:
        nonlocal clock
        clock += seconds * 3
        other.beat(clock, world.wall.replace(microsecond=int(clock)), lambda: {"ok": int(clock)})

    with pytest.raises(UsageError, match="Another watcher"):
        mine.refuse_another(sleep)
    mine.refuse_another(lambda _seconds: None)  # one that has died does not beat
    other.stop(world.wall)
    mine.refuse_another(sleep=lambda _seconds: pytest.fail("a stopped one is not waited for"))


def test_the_heartbeat_of_a_watcher_that_died_here_is_not_waited_for(world: World) -> None:
    Heartbeat(world.outputs / ".packgen", world.inbox).beat(0.0, world.wall, dict)
    mine = Heartbeat(world.outputs / ".packgen", world.inbox)
    mine.refuse_another(sleep=lambda _seconds: pytest.fail("the lock says that it has died"))


def test_what_a_killed_watcher_left_half_written_is_swept_away_at_the_next_start(world: World) -> None:
    world.tick(1)
    left = [folder / ".packgen-half.tmp" for folder in (world.inbox, world.outputs, world.outputs / ".packgen")]
    for path in left:
        path.write_text("hal", "utf-8")
    world.watcher = world.new_watcher()
    world.tick(1)
    assert not any(path.exists() for path in left)
    assert (world.inbox / ".packgen-inbox").exists()


def test_a_lost_ledger_costs_a_look_and_nothing_else(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    (world.outputs / "R-1" / PAPER).write_text("typed by hand", "utf-8")
    shutil.rmtree(files.state_folder() / "watch")
    world.watcher = world.new_watcher()
    world.tick(8)
    assert _built(world) == "typed by hand"
    assert world.note("a.yaml") == "READY"
