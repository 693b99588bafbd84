"""Starters, replies, address books and strangers in the inbox: looked after, used, or told about in a note."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from packgen import files
from packgen.builder.form.page import FILE_NAME
from packgen.case.starters import KINDS
from packgen.shares import group_id, shared_with
from packgen.watch.loop import Now
from packgen.watch.showing import StatusPage
from tests.watch.real_world import CASE_WITH_NEXT as CASE
from tests.watch.real_world import NAME, REFERENCE, RealWorld

OTHER = CASE.replace(REFERENCE, "R-8").replace("Sam Sample", "Jo Second")
CONTACTS = "Role,Name,E-mail,Telephone\npolice,Lighthouse desk,desk@example.org,0117 496 0000\n"
REPLIES = "Case,Meeting,Who,Reply\nR-7,strategy-2,social worker,accepted\n"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RealWorld:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    return RealWorld(tmp_path)


def _starters(world: RealWorld) -> dict[str, str]:
    folder = world.inbox / "_starters"
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()} if folder.is_dir() else {}


def _changed(world: RealWorld, since: dict[str, int]) -> set[str]:
    """The cases of which a paper was made anew."""
    return {Path(name).parts[0] for name, time in _papers(world).items() if since.get(name) != time}


def _papers(world: RealWorld) -> dict[str, int]:
    found = [path for path in world.outputs.rglob("*.docx") if not path.name.startswith(".")]
    return {path.relative_to(world.outputs).as_posix(): path.stat().st_mtime_ns for path in found}


# Starters


def test_the_watcher_puts_the_starters_and_the_form_into_the_inbox_and_builds_none(world: RealWorld) -> None:
    world.rest()
    assert set(_starters(world)) == {f"{kind.replace('_', '-')}.yaml" for kind in KINDS} | {FILE_NAME}
    assert world.builds == []
    assert [path.name for path in world.inbox.rglob("*.txt")] == [], "starters get no notes"


def test_the_note_of_a_case_with_a_fault_says_that_the_form_leads_to_it(world: RealWorld) -> None:
    for name, text in (("right.yaml", CASE), ("wrong.yaml", OTHER.replace("Jo Second", ""))):
        (world.inbox / name).write_text(text, encoding="utf-8")
    world.rest()
    assert FILE_NAME in (world.inbox / "wrong.yaml - PROBLEM.txt").read_text("utf-8")
    assert FILE_NAME not in (world.inbox / "right.yaml - READY.txt").read_text("utf-8")


def test_a_starter_that_somebody_changed_is_never_written_over(world: RealWorld) -> None:
    world.rest()
    own = world.inbox / "_starters" / "strategy.yaml"
    own.write_text("case: {reference: our own}\n", "utf-8")
    profile = world.root / "council.yaml"
    profile.write_text(_council("Elsewhere"), "utf-8")
    world.extra["profile"] = str(profile)
    world.watcher = world.new_watcher()
    world.rest()
    assert own.read_text("utf-8") == "case: {reference: our own}\n"
    assert "Elsewhere" in _starters(world)["complex-strategy.yaml"]
    profile.write_text(_council("Somewhere"), "utf-8")
    world.rest(30)
    assert "Somewhere" in _starters(world)["complex-strategy.yaml"], "a change of the profile refreshes them at once"
    assert own.read_text("utf-8") == "case: {reference: our own}\n"


def _council(name: str) -> str:
    version = "{name: P, author: A, approved_by: B, in_force: 2025-01-01, review: 2026-01-01, version: '1'}"
    start = f"profile:\n  id: testshire\n  label: Testshire\n  extends: bristol\n  authority: {name}\n"
    return f"{start}  version: {version}\n"


def test_starters_lost_with_the_folder_come_back_only_when_there_are_newer_ones(world: RealWorld) -> None:
    world.rest()
    (world.inbox / "_starters" / FILE_NAME).unlink()
    world.wall += timedelta(days=1)
    world.rest()
    assert FILE_NAME not in _starters(world)


def test_a_case_saved_among_the_starters_is_not_built(world: RealWorld) -> None:
    world.rest()
    (world.inbox / "_starters" / NAME).write_text(CASE, "utf-8")
    world.rest()
    assert world.builds == []


def test_starters_are_tried_again_where_the_share_refused(world: RealWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    from packgen.watch.calls import starters

    refresh = starters.refresh_starters

    def refuse(*_: object) -> None:
        raise OSError("read-only")

    monkeypatch.setattr(starters, "refresh_starters", refuse)
    world.rest()
    assert _starters(world) == {}
    monkeypatch.setattr(starters, "refresh_starters", refresh)
    world.tick(70)
    assert FILE_NAME in _starters(world)


def test_a_link_in_place_of_the_folder_is_not_followed(world: RealWorld, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (world.inbox / "_starters").symlink_to(elsewhere)
    world.rest()
    assert list(elsewhere.iterdir()) == []


# Replies and contacts


def test_an_address_book_is_used_and_told_and_never_taken_for_a_case(world: RealWorld) -> None:
    world.drop(NAME, CASE)
    world.drop("contacts.csv", CONTACTS)
    world.rest()
    assert "1 contacts" in world.note_text("contacts.csv")
    assert world.note("contacts.csv") == "READY"
    assert "There is no address book" not in world.note_text(NAME)


def test_a_change_of_contacts_makes_anew_what_prints_it(world: RealWorld) -> None:
    world.drop(NAME, CASE)
    world.drop("contacts.csv", CONTACTS)
    world.rest()
    before = _papers(world)
    world.drop("contacts.csv", CONTACTS.replace("Lighthouse desk", "Night desk"))
    world.rest()
    assert _changed(world, before) == {REFERENCE}


def test_contacts_in_a_workbook_are_told_by_cell(world: RealWorld) -> None:
    book = Workbook()
    for row in (["Role", "Name", "E-mail"], ["", "Nobody", "x"]):
        book.active.append(row)
    book.save(world.inbox / "contacts.xlsx")
    world.drop(NAME, CASE)
    world.rest()
    assert world.note("contacts.xlsx") == "PROBLEM"
    assert "cell A2" in world.note_text("contacts.xlsx") or "row 2" in world.note_text("contacts.xlsx")
    assert "contacts.xlsx, sheet" in world.note_text(NAME)


def test_a_second_address_book_is_told_that_it_is_not_used(world: RealWorld) -> None:
    world.drop("contacts.yaml", "contacts: []\n")
    world.drop("contacts.csv", CONTACTS)
    world.rest()
    assert "the address book is contacts.yaml" in world.note_text("contacts.csv")


def test_replies_reach_the_cases_that_they_are_for_and_no_other(world: RealWorld) -> None:
    world.drop(NAME, CASE)
    world.drop("R-8.yaml", OTHER)
    world.rest()
    before = _papers(world)
    world.drop("replies.csv", REPLIES)
    world.rest()
    assert world.note("replies.csv") == "READY"
    assert "1 lines of replies" in world.note_text("replies.csv")
    assert _changed(world, before) == {REFERENCE}


def test_replies_of_one_case_rebuild_it_alone(world: RealWorld) -> None:
    world.drop(NAME, CASE)
    world.drop("R-8.yaml", OTHER)
    world.rest()
    before, builds = _papers(world), len(world.builds)
    world.drop("R-7 - replies.csv", "Meeting,Who,Reply\nstrategy-2,social worker,apologies\n")
    world.rest()
    assert set(world.builds[builds:]) == {NAME}, "no other case is even looked at"
    assert _changed(world, before) == {REFERENCE}
    (world.inbox / "R-7 - replies.csv").unlink()
    before, builds = _papers(world), len(world.builds)
    world.rest()
    assert set(world.builds[builds:]) == {NAME}
    assert _changed(world, before) == {REFERENCE}
    assert world.note("R-7 - replies.csv") == ""


def test_a_bad_line_is_told_where_it_stands_beside_the_file_and_beside_the_case(world: RealWorld) -> None:
    world.drop(NAME, CASE)
    world.rest()
    world.drop("replies.csv", "Meeting,Who,Reply\nstrategy-2,social worker,perhaps\nstrategy-2,Nobody Here,accepted\n")
    world.rest()
    assert world.note("replies.csv") == "PROBLEM"
    assert "line 2, column C: “perhaps” is not a reply." in world.note_text("replies.csv")
    assert "replies.csv, line 2, column C" in world.note_text(NAME)
    world.drop("replies.csv", "Meeting,Who,Reply\nstrategy-2,Nobody Here,accepted\n")
    world.rest()
    assert "line 2, column B: “Nobody Here” is not invited" in world.note_text("replies.csv")
    world.drop("replies.csv", REPLIES)
    world.rest()
    assert world.note("replies.csv") == "READY"
    assert world.note(NAME) == "READY"


def test_a_bad_line_keeps_no_urgent_meeting_from_its_papers(world: RealWorld) -> None:
    world.drop("replies.csv", "Meeting,Who,Reply\nstrategy-2,social worker,perhaps\n")
    world.drop(NAME, CASE)
    world.rest()
    assert world.note(NAME) == "PROBLEM"
    assert "was built, but something in it needs an answer" in world.note_text(NAME)
    assert any(name.endswith("invite.docx") for name in _papers(world))
    page = StatusPage(world.watcher.places, world.watcher)
    page.show(Now(world.clock, world.wall), at_once=True)
    assert "<li>replies.csv, line 2, column C: “perhaps” is" in (world.outputs / "index.html").read_text("utf-8")


def test_a_bad_line_harms_no_paper_made_earlier(world: RealWorld) -> None:
    world.drop(NAME, CASE)
    world.rest()
    before = _papers(world)
    world.drop("replies.csv", "Meeting,Who,Reply\nstrategy-2,social worker,perhaps\n")
    world.rest()
    assert _papers(world) == before


def test_a_restart_reads_neither_replies_nor_contacts_again(world: RealWorld) -> None:
    world.drop("contacts.csv", CONTACTS)
    world.drop("replies.csv", REPLIES)
    world.rest()
    asked = world.errands("look")
    world.watcher.stop(world.wall)
    world.watcher = world.new_watcher()
    world.rest()
    assert world.errands("look") == asked
    assert world.note("contacts.csv") == world.note("replies.csv") == "READY"


def test_idle_files_cost_no_errand_and_no_reading(world: RealWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(40):
        world.drop(f"X-{number} - replies.csv", REPLIES)
    world.drop("contacts.csv", CONTACTS)
    world.rest(20)
    asked, opened = len(world.asked), []
    really = os.open

    def counted(path: object, *arguments: object, **more: object) -> int:
        opened.append(str(path))
        return really(path, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", counted)
    world.tick(8)
    assert len(world.asked) == asked
    assert [path for path in opened if path.endswith((".csv", ".yaml"))] == []


# Strangers


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("minutes.doc", "Save it as Word (.docx) or PDF first"),
        ("minutes.docx", "are saved where they lie"),
        ("photo.jpg", "- file: photo.jpg"),
        ("photo.heic", "Save it as JPEG or PNG first"),
        ("mail.msg", "Print the message to PDF first"),
        ("table.xlsx", "Of tables only contacts.xlsx, contacts.csv and replies.csv are read"),
        ("packgen-form.html", "in the folder _starters"),
        ("all.zip", "Unpack it"),
        ("request.yaml", "redact/SAR-2026-001/request.yaml"),
        ("strange", "No case file in this folder names it"),
    ],
)
def test_a_stranger_is_told_what_to_do_once_it_has_lain_there(world: RealWorld, name: str, says: str) -> None:
    world.drop(name, "x")
    world.rest()
    assert world.note(name) == ""
    world.tick(2, 900.0)
    assert world.note(name) == "PROBLEM"
    assert says in world.note_text(name)
    assert world.builds == []


def test_folders_and_what_programs_leave_behind_get_no_note(world: RealWorld) -> None:
    (world.inbox / "old cases").mkdir()
    (world.inbox / "old cases" / NAME).write_text(CASE, "utf-8")
    for name in ("~$minutes.docx", ".~lock.a.docx#", "Thumbs.db", "desktop.ini", "a.tmp", "b.crdownload", "4913"):
        world.drop(name, "x")
    world.tick(3, 900.0)
    assert [path.name for path in world.inbox.glob("*.txt")] == []
    assert world.builds == []


# The share's group

posix_only = pytest.mark.skipif(os.name != "posix", reason="groups of POSIX")


def _a_group() -> str:
    """A group that this user may give files to, other than the one that files have anyway."""
    import grp

    numbers = {entry.gr_gid: entry.gr_name for entry in grp.getgrall() if entry.gr_gid != os.getgid()}
    mine = list(numbers) if os.getuid() == 0 else [number for number in os.getgroups() if number in numbers]
    if not mine:
        pytest.skip("this user belongs to one group alone, so no other can be given")
    return numbers[mine[0]]


@posix_only
def test_published_packs_take_the_groups_rights_and_state_and_staging_stay_private(tmp_path: Path) -> None:
    group = _a_group()
    world = RealWorld(tmp_path, share_group=group)
    world.outputs.chmod(0o770)
    world.drop(NAME, CASE)
    with shared_with(group):  # as the service does around everything
        world.rest()
    number = group_id(group)
    published = [path for path in world.outputs.rglob("*") if ".staged" not in path.parts]
    assert len(published) > 20
    for path in (*published, world.inbox / f"{NAME} - READY.txt", world.inbox / "_starters" / FILE_NAME):
        status = path.stat()
        assert status.st_gid == number, path
        wanted = 0o770 if path.is_dir() else 0o660
        assert stat.S_IMODE(status.st_mode) & 0o777 == wanted, f"{path} is {status.st_mode:o}"
    for path in (files.state_folder() / "watch").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@posix_only
def test_a_paper_that_waits_for_its_place_is_private(tmp_path: Path) -> None:
    world = RealWorld(tmp_path, share_group=_a_group())
    world.drop(NAME, CASE)
    world.rest()
    (world.folder / "2026-02-20-strategy-1" / "~$agenda.docx").write_bytes(b"\x05Aisha" + b"\0" * 50)
    world.drop(NAME, CASE.replace("type: strategy", "start: 10:30\n    type: strategy"))
    world.rest()
    staged = list((world.folder / ".staged").iterdir())
    assert staged
    for path in [world.folder / ".staged", *staged]:
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


@posix_only
def test_a_group_that_cannot_be_given_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("not a member")

    monkeypatch.setattr(os, "chown", refuse)
    world = RealWorld(tmp_path, share_group=_a_group())
    world.drop(NAME, CASE)
    world.rest()
    assert world.note(NAME) == "READY"
