"""Subject access requests in the inbox: proposed into their own root, told without a word of them, never released."""

from __future__ import annotations

import ast
import os
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import docx
import pytest

import packgen.watch
from packgen import files
from packgen.watch.calls.proposals import in_a_thread
from packgen.watch.loop import Now
from packgen.watch.showing import StatusPage
from tests.watch.real_world import CASE, NAME, RealWorld

REFERENCE = "SAR-2026-001"
WORDS = ("Sam", "Sample", "Gareth", "Renshaw", "arcade", "Zuzanna", "Kowalczyk", "kettle")
REQUEST = """\
request:
  reference: SAR-2026-001
  received_on: 2026-02-25
  case: case.yaml
  scope: all about the kettle
subject:
  name: Sam Sample
  id: sam
requester:
  name: Zuzanna Kowalczyk
  capacity: self
"""


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RealWorld:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    return RealWorld(tmp_path, subject_access_root=tmp_path / "sar")


def _drop(world: RealWorld, request: str = REQUEST, record: str = "Letter about Zuzanna Kowalczyk.docx") -> Path:
    folder = world.inbox / "redact" / REFERENCE
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "case.yaml").write_text(CASE, "utf-8")
    document = docx.Document()
    document.add_paragraph("Sam Sample was seen at the arcade by Gareth Renshaw and Zuzanna Kowalczyk.")
    document.save(str(folder / record))
    (folder / "request.yaml").write_text(request, "utf-8")
    return folder


def _note(world: RealWorld) -> tuple[str, str]:
    """The kind of note beside the request, and its text."""
    found = list((world.inbox / "redact").glob("*.txt"))
    assert len(found) == 1, [path.name for path in found]
    assert found[0].name.startswith(f"{REFERENCE} - ")
    return found[0].stem.rpartition(" ")[2], found[0].read_text("utf-8")


def _proposals(world: RealWorld) -> list[str]:
    return sorted(path.name for path in (world.root / "sar" / "proposed").glob("*"))


def _says_nothing_of_it(text: str) -> None:
    assert [word for word in WORDS if word.casefold() in text.casefold()] == []


def test_a_request_is_proposed_into_its_own_root_and_told_without_a_word_of_it(world: RealWorld) -> None:
    folder = _drop(world)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    world.rest()

    kind, text = _note(world)
    assert kind == "READY"
    _says_nothing_of_it(text)
    assert "Proposals for the officer: 1." in text
    assert "The answer is due on 25 March 2026" in text
    assert _proposals(world) == [f"{REFERENCE}-record-1.proposed.docx", f"{REFERENCE}-record-1.schedule.yaml"]
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before
    assert list((world.root / "sar" / "to-send").iterdir()) == [], "nothing is ever released"
    assert world.builds == [], "a case among records is no case of the inbox"


def test_nothing_of_a_request_lies_with_the_outputs(world: RealWorld) -> None:
    world.drop(NAME, CASE)
    _drop(world)
    world.rest()
    page = StatusPage(world.watcher.places, world.watcher)
    page.show(Now(world.clock, world.wall), at_once=True)
    for path in world.outputs.rglob("*"):
        assert REFERENCE not in path.name
        if path.is_file():
            data = path.read_bytes()
            assert REFERENCE.encode() not in data
            assert b"Kowalczyk" not in data


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_root_is_for_its_owner_alone_whatever_group_the_packs_belong_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = _some_group()
    world = RealWorld(tmp_path, subject_access_root=tmp_path / "sar", share_group=group)
    _drop(world)
    world.rest()
    assert _note(world)[0] == "READY"
    for path in [world.root / "sar", *(world.root / "sar").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path.name


def _some_group() -> str:
    import grp

    return next(entry.gr_name for entry in grp.getgrall() if entry.gr_gid != os.getgid())


def test_a_restart_proposes_nothing_again(world: RealWorld) -> None:
    _drop(world)
    world.rest()
    before = {path: path.stat().st_mtime_ns for path in (world.root / "sar").rglob("*")}
    note = _note(world)
    world.watcher.stop(world.wall)
    shutil.rmtree(world.inbox / "redact" / "ignored", ignore_errors=True)
    world.watcher = world.new_watcher()
    world.rest()
    assert {path: path.stat().st_mtime_ns for path in (world.root / "sar").rglob("*")} == before
    assert _note(world) == note


def test_the_next_day_proposes_nothing_again(world: RealWorld) -> None:
    _drop(world)
    world.rest()
    before = {path: path.stat().st_mtime_ns for path in (world.root / "sar").rglob("*")}
    world.wall += timedelta(days=1)
    world.rest()
    assert {path: path.stat().st_mtime_ns for path in (world.root / "sar").rglob("*")} == before


def test_a_record_that_joins_is_proposed_with_the_others(world: RealWorld) -> None:
    folder = _drop(world)
    world.rest()
    document = docx.Document()
    document.add_paragraph("Another page, about Gareth Renshaw.")
    document.save(str(folder / "second.docx"))
    world.rest()
    assert len([name for name in _proposals(world) if name.endswith(".docx")]) == 2
    assert "Proposals for the officer: 2." in _note(world)[1]


def test_a_request_that_is_still_being_copied_waits(world: RealWorld) -> None:
    folder = _drop(world)
    for number in range(8):
        (folder / "growing.txt").write_text("x" * number, "utf-8")
        world.tick()
    assert world.errands("propose") == 0
    (folder / "growing.txt").unlink()
    world.rest()
    assert world.errands("propose") == 1


def test_what_is_wrong_is_told_by_line_and_key_and_in_words_only_to_the_officer(world: RealWorld) -> None:
    _drop(world, REQUEST.replace("capacity: self", "capacity: Zuzanna asks"))
    world.rest()
    kind, text = _note(world)
    assert kind == "PROBLEM"
    _says_nothing_of_it(text)
    assert "Line 11: requester, capacity" in text
    told = world.root / "sar" / "officer" / f"{REFERENCE}-problems.txt"
    assert "Zuzanna asks" in told.read_text("utf-8")
    assert _proposals(world) == []
    _drop(world)
    world.rest()
    assert _note(world)[0] == "READY"


@pytest.mark.parametrize(
    "request_text",
    [
        REQUEST.replace("SAR-2026-001", "SAR-2026-002"),
        REQUEST.replace("case: case.yaml", "case: ../../../secret.yaml"),
        REQUEST.replace("case: case.yaml", "case: Kowalczyk.yaml"),
        REQUEST.replace("case: case.yaml", "roster: /etc/passwd"),
        REQUEST.replace("requester:", "requestor_Kowalczyk:"),
        "Zuzanna Kowalczyk",
        "",
    ],
)
def test_a_request_that_cannot_be_used_is_told_without_a_word_of_it(world: RealWorld, request_text: str) -> None:
    (world.root / "secret.yaml").write_text(CASE, "utf-8")
    _drop(world, request_text)
    world.rest()
    kind, text = _note(world)
    assert kind == "PROBLEM"
    _says_nothing_of_it(text)
    assert _proposals(world) == []


def test_a_record_that_cannot_be_redacted_is_told_without_its_name(world: RealWorld) -> None:
    folder = _drop(world)
    (folder / "Mail of Zuzanna Kowalczyk.msg").write_bytes(b"x")
    world.rest()
    kind, text = _note(world)
    assert kind == "PROBLEM"
    _says_nothing_of_it(text)
    assert ".msg" in (world.root / "sar" / "officer" / f"{REFERENCE}-problems.txt").read_text("utf-8")


def test_a_proposal_that_the_officer_has_open_is_not_replaced(world: RealWorld) -> None:
    folder = _drop(world)
    world.rest()
    proposal = world.root / "sar" / "proposed" / f"{REFERENCE}-record-1.proposed.docx"
    owner = proposal.with_name(f"~${proposal.name[2:]}")
    owner.write_bytes(b"\x05Aisha" + b"\0" * 50)
    before = proposal.read_bytes()
    (folder / "request.yaml").write_text(REQUEST.replace("kettle", "kettles"), "utf-8")
    world.rest()
    assert proposal.read_bytes() == before
    assert "tried again" in _note(world)[1]
    owner.unlink()
    world.tick(70)
    assert _note(world)[0] == "READY"


def test_without_a_root_a_request_is_left_alone(tmp_path: Path) -> None:
    world = RealWorld(tmp_path)
    _drop(world)
    world.rest()
    kind, text = _note(world)
    assert kind == "PROBLEM"
    assert "subject_access_root" in text
    assert world.errands("propose") == 0


def test_records_without_a_request_are_told_about_after_a_while(world: RealWorld) -> None:
    folder = _drop(world)
    (folder / "request.yaml").unlink()
    world.rest()
    assert not list((world.inbox / "redact").glob("*.txt"))
    world.tick(2, 900.0)
    assert "no request.yaml" in _note(world)[1]


def test_a_request_taken_away_takes_its_note_and_leaves_the_proposals(world: RealWorld) -> None:
    folder = _drop(world)
    world.rest()
    shutil.rmtree(folder)
    world.rest(3)
    assert not list((world.inbox / "redact").glob("*.txt"))
    assert len(_proposals(world)) == 2


def test_a_note_of_a_request_that_went_while_nobody_watched_is_removed(world: RealWorld) -> None:
    folder = _drop(world)
    world.rest()
    world.watcher.stop(world.wall)
    shutil.rmtree(folder)
    world.watcher = world.new_watcher()
    world.rest(3)
    assert not list((world.inbox / "redact").glob("*.txt"))


@pytest.fixture
def slow(world: RealWorld) -> Iterator[threading.Event]:
    """Proposals that take until the event is set, in a thread as in real life."""
    go = threading.Event()
    ask = world._ask

    def slowly(order, stopping):  # type: ignore[no-untyped-def]
        go.wait(20)
        return ask(order, stopping)

    assert world.watcher.calls is not None
    world.watcher.calls.propose._ask = slowly
    world.watcher.calls.propose._background = in_a_thread
    yield go
    go.set()
    world.watcher.stop(world.wall)


def test_an_urgent_meeting_does_not_wait_for_a_proposal(world: RealWorld, slow: threading.Event) -> None:
    _drop(world)
    world.rest(6)
    world.drop(NAME, CASE)
    world.rest(6)
    assert world.note(NAME) == "READY"
    assert not list((world.inbox / "redact").glob("*.txt"))
    assert not world.watcher.is_idle
    slow.set()
    for thread in threading.enumerate():
        if thread.name == "proposals":
            thread.join(60)
    world.rest(3)
    assert _note(world)[0] == "READY"
    assert world.watcher.is_idle


def test_no_part_of_the_watcher_can_release() -> None:
    """Decision 12: the watcher never releases from a folder that business support can write to."""
    root = Path(packgen.watch.__path__[0]).parent
    releasing = {"releasing", "release", "publishing"}
    for file in [*(root / "watch").rglob("*.py"), *(root / "builder" / "errands").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import | ast.ImportFrom) else []
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            parts = {part for name in (*names, module) for part in name.split(".")}
            assert not parts & releasing, file.name


def test_the_memory_of_requests_holds_no_word_of_them(world: RealWorld) -> None:
    _drop(world)
    world.rest()
    watching = list((files.state_folder() / "watch").rglob("*.json"))
    assert any(path.name == "calls.json" for path in watching)
    for path in watching:
        _says_nothing_of_it(path.read_text("utf-8"))
