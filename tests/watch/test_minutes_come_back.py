"""Minutes typed in Word come back by themselves: offered, looked through, dropped, and then part of the case."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from packgen.builder.minutes import accept
from packgen.watch.loop import Now
from packgen.watch.showing import StatusPage
from tests.watch.real_world import CASE, FRAGMENT, MINUTES, NAME, RealWorld, add_action, misdate_action

CHANGED = CASE.replace("Seen at the arcade", "Seen again at the arcade")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RealWorld:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    world = RealWorld(tmp_path)
    world.drop(NAME, CASE)
    world.rest(8)
    assert world.note(NAME) == "READY"
    return world


def _page(world: RealWorld) -> str:
    page = StatusPage(world.watcher.places, world.watcher)
    page.show(Now(world.clock, world.wall), at_once=True)
    return (world.outputs / "index.html").read_text("utf-8")


def _take(world: RealWorld) -> None:
    """Move the file of changes into the inbox, as the officer does."""
    shutil.move(world.waiting, world.inbox / FRAGMENT)


def test_saved_minutes_are_offered_once_and_told_in_note_and_status_page(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()

    assert "what: Look for Sam." in world.waiting.read_text("utf-8")
    assert "Minutes of strategy-1 wait to be taken into this case" in world.note_text(NAME)
    assert "Minutes of strategy-1 wait to be taken into this case" in _page(world)
    assert (world.inbox / NAME).read_text("utf-8") == CASE, "nothing is accepted by itself"
    world.rest()
    assert world.errands("offer") == 1


def test_what_is_dropped_goes_into_the_case_file_and_the_papers_follow(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    _take(world)
    world.rest()

    text = (world.inbox / NAME).read_text("utf-8")
    assert text.startswith("# A remark of the officer's own.\n")
    assert "what: Ring the school.   # agreed by telephone\n" in text
    assert "      - what: Look for Sam.\n        owner: worker\n        due: 2026-04-03\n" in text
    assert not (world.inbox / FRAGMENT).exists()
    assert not world.waiting.exists()
    assert world.note(FRAGMENT) == ""
    note = world.note_text(NAME)
    assert "Taken from the minutes: New action A2: Look for Sam.; owner Gareth Renshaw; by 3 April 2026." in note
    assert "wait to be taken" not in note
    (told,) = world.folder.glob("*accepted*.txt")
    assert "New action A2: Look for Sam." in told.read_text("utf-8")
    assert (world.folder / MINUTES.replace(".docx", " (new version).docx")).exists(), "the papers follow"


def test_the_note_stops_telling_what_was_taken_once_the_case_changes_again(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    _take(world)
    world.rest()
    text = (world.inbox / NAME).read_text("utf-8")
    world.drop(NAME, text.replace("Seen at", "Seen by"))
    world.rest()
    assert "Taken from the minutes" not in world.note_text(NAME)


def test_an_entry_that_the_officer_took_out_is_not_offered_again(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."), add_action("Buy a kettle."))
    world.rest()
    lines = world.waiting.read_text("utf-8").splitlines(keepends=True)
    start = next(number for number, line in enumerate(lines) if "Buy a kettle" in line)
    _take(world)
    (world.inbox / FRAGMENT).write_text("".join([*lines[:start], *lines[start + 5 :]]), "utf-8")
    world.rest()

    text = (world.inbox / NAME).read_text("utf-8")
    assert "Look for Sam" in text
    assert "kettle" not in text
    assert not world.waiting.exists()


def test_a_deleted_offer_stays_away_until_the_minutes_are_saved_anew(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    world.waiting.unlink()
    world.rest()
    assert not world.waiting.exists()
    assert "wait to be taken" not in world.note_text(NAME)
    world.drop(NAME, CHANGED)
    world.rest()
    assert not world.waiting.exists()
    world.type_minutes(misdate_action("27 March 2026"))
    world.rest()
    assert "Look for Sam" in world.waiting.read_text("utf-8")
    assert "due: 2026-03-27" in world.waiting.read_text("utf-8")


def test_an_offer_that_somebody_shortened_is_left_as_it_is(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    shortened = world.waiting.read_text("utf-8").replace("due: 2026-04-03", "due: 2026-04-04")
    world.waiting.write_text(shortened, "utf-8")
    world.rest()
    world.drop(NAME, CHANGED)
    world.rest()
    assert world.waiting.read_text("utf-8") == shortened
    assert "read before this case file was changed" in world.note_text(NAME)
    world.waiting.unlink()
    world.rest()
    assert "due: 2026-04-03" in world.waiting.read_text("utf-8"), "once it is gone the minutes are read anew"


def test_a_stale_fragment_changes_nothing_and_a_fresh_one_is_offered(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    _take(world)
    world.drop(NAME, CHANGED)
    world.rest()

    assert (world.inbox / NAME).read_text("utf-8") == CHANGED
    assert "was changed after these minutes were read" in world.note_text(FRAGMENT)
    assert "Look for Sam" in world.waiting.read_text("utf-8")
    _take(world)
    world.rest()
    assert "Look for Sam" in (world.inbox / NAME).read_text("utf-8")
    assert "Seen again" in (world.inbox / NAME).read_text("utf-8")
    assert world.note(FRAGMENT) == ""


@pytest.mark.parametrize("copy", [" (1)", " - Copy", " (2) - Copy"])
def test_a_second_copy_of_a_fragment_is_taken_in_too(world: RealWorld, copy: str) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    world.waiting.rename(world.inbox / FRAGMENT.replace(".yaml", f"{copy}.yaml"))
    world.rest()

    assert "Look for Sam" in (world.inbox / NAME).read_text("utf-8")
    assert [path.name for path in world.inbox.glob("*minutes*")] == []


def test_an_offer_follows_the_case_file_while_nobody_has_touched_it(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    world.drop(NAME, CHANGED)
    world.rest()
    _take(world)
    world.rest()
    assert "Look for Sam" in (world.inbox / NAME).read_text("utf-8")


def test_a_fragment_without_its_last_line_waits(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    text = world.waiting.read_text("utf-8")
    _take(world)
    (world.inbox / FRAGMENT).write_text(text.removesuffix("end_of_minutes: true\n"), "utf-8")
    world.rest()
    assert "end_of_minutes: true" in world.note_text(FRAGMENT)
    assert (world.inbox / NAME).read_text("utf-8") == CASE
    (world.inbox / FRAGMENT).write_text(text, "utf-8")
    world.rest()
    assert "Look for Sam" in (world.inbox / NAME).read_text("utf-8")


@pytest.mark.parametrize("cut", [60, 300, 420])
def test_a_fragment_cut_anywhere_is_never_taken_in(world: RealWorld, cut: int) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    _take(world)
    text = (world.inbox / FRAGMENT).read_bytes()
    (world.inbox / FRAGMENT).write_bytes(text[:cut])
    world.rest()
    assert (world.inbox / NAME).read_text("utf-8") == CASE
    assert (world.inbox / FRAGMENT).read_bytes() == text[:cut]
    assert world.note(FRAGMENT) == "PROBLEM"


def test_rows_that_cannot_be_read_are_listed_with_their_row(world: RealWorld) -> None:
    world.type_minutes(misdate_action("when we can"), add_action("Look for Sam."))
    world.rest()
    note = world.note_text(NAME)
    assert "Not read from the minutes of strategy-1" in note
    assert "Actions, row 1" in note
    assert "Actions, row 1" in _page(world)
    text = world.waiting.read_text("utf-8")
    assert "Look for Sam" in text
    assert "number: 1" not in text, "nothing is guessed of a row that cannot be read"


def test_rows_that_cannot_be_read_are_told_also_where_nothing_else_is_new(world: RealWorld) -> None:
    world.type_minutes(misdate_action("when we can"))
    world.rest()
    assert "Actions, row 1" in world.note_text(NAME)
    assert "wait to be taken" not in world.note_text(NAME)
    world.type_minutes(misdate_action("20 March 2026"))
    world.rest()
    assert "Actions, row 1" not in world.note_text(NAME)
    assert not world.waiting.exists()


def test_minutes_that_are_no_word_file_any_more_are_told(world: RealWorld) -> None:
    (world.folder / MINUTES).write_bytes(b"not a Word file")
    world.rest()
    assert "Not read from the minutes of 2026-02-20-strategy-1" in world.note_text(NAME)
    assert (world.folder / MINUTES).read_bytes() == b"not a Word file"


def test_minutes_that_somebody_has_open_are_read_when_they_are_closed(world: RealWorld) -> None:
    owner = world.folder / MINUTES.replace("minutes.docx", "~$minutes.docx")
    owner.write_bytes(b"\x05Aisha" + b"\0" * 50)
    world.type_minutes(add_action("Look for Sam."))
    world.drop(NAME, CHANGED)  # so that a build finds the edit while the file is open
    world.rest()
    assert not world.waiting.exists()
    owner.unlink()
    world.rest()
    assert "Look for Sam" in world.waiting.read_text("utf-8")


def test_a_restart_reads_nothing_twice(world: RealWorld) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    before = world.waiting.stat().st_mtime_ns
    world.watcher.stop(world.wall)
    world.watcher = world.new_watcher()
    world.rest()
    assert world.errands("offer") == 1
    assert world.waiting.stat().st_mtime_ns == before


def test_an_acceptance_cut_off_before_the_end_is_finished_and_not_made_twice(
    world: RealWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    _take(world)
    remove = accept._remove

    def cut_off(*_: object) -> None:
        raise OSError("the machine stopped")

    monkeypatch.setattr(accept, "_remove", cut_off)
    world.rest()
    once = (world.inbox / NAME).read_text("utf-8")
    assert once.count("Look for Sam") == 1
    assert (world.inbox / FRAGMENT).exists()
    monkeypatch.setattr(accept, "_remove", remove)
    world.watcher = world.new_watcher()
    world.rest(60)
    assert (world.inbox / NAME).read_text("utf-8") == once
    assert not (world.inbox / FRAGMENT).exists()
    assert world.note(FRAGMENT) == ""
    assert "Taken from the minutes" in world.note_text(NAME)


def test_a_case_file_saved_while_minutes_are_taken_in_is_not_written_over(
    world: RealWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    _take(world)
    apply = accept.apply

    def apply_slowly(*arguments: object) -> object:
        done = apply(*arguments)  # type: ignore[arg-type]
        world.drop(NAME, CHANGED)
        return done

    monkeypatch.setattr(accept, "apply", apply_slowly)
    world.tick(5)
    monkeypatch.setattr(accept, "apply", apply)
    assert (world.inbox / NAME).read_text("utf-8") == CHANGED
    assert (world.inbox / FRAGMENT).exists()
    assert not list(world.folder.glob("*accepted*.txt")), "what was not taken in is not told as taken in"
    assert not list(world.inbox.glob(".packgen-*.tmp"))


def test_a_disk_that_refuses_changes_nothing_and_is_tried_again(
    world: RealWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    _take(world)
    stage = accept.files.stage

    def refuse(path: Path, *arguments: object, **more: object) -> Path:
        if path.name == NAME:
            raise accept.files.FileProblemError("No room.")
        return stage(path, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(accept.files, "stage", refuse)
    world.rest()
    assert (world.inbox / NAME).read_text("utf-8") == CASE
    assert "tried again" in world.note_text(FRAGMENT)
    monkeypatch.setattr(accept.files, "stage", stage)
    world.rest(40)
    assert "Look for Sam" in (world.inbox / NAME).read_text("utf-8")


@pytest.mark.parametrize("named", ["../secret.yaml", "contacts.yaml", "absent.yaml", "/etc/passwd", "R-7.yaml.docx"])
def test_a_fragment_that_names_no_case_of_this_folder_touches_nothing(
    world: RealWorld, tmp_path: Path, named: str
) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(CASE, "utf-8")
    world.drop("contacts.yaml", "contacts: []\n")
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    text = world.waiting.read_text("utf-8")
    _take(world)
    (world.inbox / FRAGMENT).write_text(text.replace("case: R-7.yaml", f"case: {named}"), "utf-8")
    world.rest()
    assert world.note(FRAGMENT) == "PROBLEM"
    assert secret.read_text("utf-8") == CASE
    assert (world.inbox / "contacts.yaml").read_text("utf-8") == "contacts: []\n"
    assert (world.inbox / NAME).read_text("utf-8") == CASE


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_case_file_keeps_its_rights_and_its_owner(world: RealWorld) -> None:
    file = world.inbox / NAME
    file.chmod(0o664)
    if os.getuid() == 0:
        os.chown(file, 4321, 4322)
    before = file.stat()
    world.type_minutes(add_action("Look for Sam."))
    world.rest()
    _take(world)
    world.rest()
    after = file.stat()
    assert "Look for Sam" in file.read_text("utf-8")
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)


def test_a_fragment_taken_out_again_takes_its_note_with_it(world: RealWorld) -> None:
    world.drop(FRAGMENT, "from_minutes:\n  case: R-7.yaml\nend_of_minutes: true\n")
    world.rest(8)
    assert world.note(FRAGMENT) == "PROBLEM"
    (world.inbox / FRAGMENT).unlink()
    world.rest(3)
    assert world.note(FRAGMENT) == ""
