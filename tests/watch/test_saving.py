"""Files as they are saved: cut anywhere, still growing, with attachments on their way, with names that clash."""

from __future__ import annotations

import os
import unicodedata
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from packgen import files
from packgen.builder.build import BuildOptions, build_cases
from packgen.files import sha256_of
from packgen.settings import Settings
from packgen.watch import inbox
from packgen.watch.names import NameKind, clashing, kind_of
from packgen.watch.reading import attachments_named, has_ended, is_restricted
from tests.watch.running import real_case
from tests.watch.world import PACK, PAPER, World, case_text

DAY = date(2026, 5, 1)
SAMPLES = Path(__file__).parents[2] / "sample_inputs"


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    return World(tmp_path)


def test_a_case_cut_at_any_byte_never_replaces_what_was_built_from_the_whole(world: World) -> None:
    whole = case_text("R-1", 1)
    world.drop("a.yaml", whole)
    world.tick(6)
    for cut in range(len(whole) - 1):
        world.drop("a.yaml", case_text("R-1", 2)[:cut])
        world.tick(4)
        assert (world.outputs / "R-1" / PAPER).read_text("utf-8") == whole, f"cut at {cut}"
        assert world.note("a.yaml") == "PROBLEM"
    world.drop("a.yaml", case_text("R-1", 2))
    world.tick(4)
    assert (world.outputs / "R-1" / PAPER).read_text("utf-8") == case_text("R-1", 2)
    assert world.note("a.yaml") == "READY"


def test_a_build_that_meets_half_a_file_leaves_the_good_papers_whatever_the_byte(tmp_path: Path) -> None:
    settings = Settings(outputs=tmp_path / "outputs", converter="word")
    case = tmp_path / "case.yaml"
    case.write_text(real_case("R-1", "First."), "utf-8")
    (built,) = build_cases([case], settings, BuildOptions(DAY))
    assert built.folder is not None
    before = {path: path.read_bytes() for path in built.folder.rglob("*") if path.is_file()}
    whole = real_case("R-1", "Second.").encode("utf-8")
    settled = BuildOptions(DAY, wait_for_attachments=True, settled=frozenset({sha256_of(whole)}))
    for cut in range(len(whole)):
        case.write_bytes(whole[:cut])
        (outcome,) = build_cases([case], settings, settled)
        assert outcome.saved_again, f"cut at {cut}"
        assert outcome.folder is None
    assert {path: path.read_bytes() for path in built.folder.rglob("*") if path.is_file()} == before
    case.write_bytes(whole)
    (outcome,) = build_cases([case], settings, settled)
    assert outcome.folder == built.folder
    assert not outcome.saved_again


def test_a_file_that_is_saved_again_as_its_build_begins_settles_anew(world: World) -> None:
    world.build.meanwhile = lambda path: path.write_text(case_text("R-1", 2), "utf-8")
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(4)
    assert world.build.builds == ["a.yaml"]
    assert not (world.outputs / "R-1").exists()
    assert world.note("a.yaml") == ""
    world.tick(6)
    assert (world.outputs / "R-1" / PAPER).read_text("utf-8") == case_text("R-1", 2)


def test_a_case_renamed_there_and_back_still_binds_what_is_typed_into_its_papers(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    (world.inbox / "a.yaml").rename(world.inbox / "b.yaml")
    world.tick(6)
    (world.inbox / "b.yaml").rename(world.inbox / "a.yaml")
    world.tick(6)
    (world.outputs / "R-1" / PAPER).write_text("typed by hand", "utf-8")
    world.tick(6)
    assert (world.outputs / "R-1" / PACK).read_text("utf-8") == "bound: typed by hand"


def test_in_a_large_inbox_a_file_changed_in_its_place_is_seen_before_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "STAMPS_A_LOOK", 3)
    monkeypatch.setattr(inbox, "TOO_NEW_NS", -(10**18))
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text("one", "utf-8")
    watched = inbox.Inbox(tmp_path)
    before = watched.look()
    assert watched.look() is before, "an idle inbox is not even listed"
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text("another", "utf-8")
        hinted = watched.look({f"{number}.yaml"})
        assert hinted.cases[f"{number}.yaml"].size == len("another"), "what a notification names is seen at once"
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text("a third", "utf-8")
    for _ in range(4):
        last = watched.look()
    assert {stamp.size for stamp in last.cases.values()} == {len("a third")}


def test_a_file_replaced_under_its_name_is_seen_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "STAMPS_A_LOOK", 1)
    for number in range(9):
        (tmp_path / f"{number}.yaml").write_text("one", "utf-8")
    watched = inbox.Inbox(tmp_path)
    watched.look()
    for number in range(9):
        (tmp_path / "new").write_text("another", "utf-8")
        (tmp_path / "new").replace(tmp_path / f"{number}.yaml")
        assert watched.look().cases[f"{number}.yaml"].size == len("another")


def test_a_stamp_is_the_same_from_a_listing_and_from_the_file_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """There a listing leaves the inode out (it says 0) and a look at the file itself does not."""
    seen = [SimpleNamespace(st_size=1, st_mtime_ns=2, st_ino=inode, st_ctime_ns=3) for inode in (0, 77)]
    with monkeypatch.context() as windows:
        windows.setattr(files.os, "name", "nt")
        first, second = (files.stamp_of(status) for status in seen)  # type: ignore[arg-type]
    assert first == second


@pytest.mark.parametrize("sample", ["toby.yaml", "in-need-place.yaml"])
def test_no_cut_of_a_real_case_file_looks_whole(sample: str) -> None:
    text = (SAMPLES / sample).read_text("utf-8")
    assert has_ended(sample, text)
    assert not any(has_ended(sample, text[:cut]) for cut in range(len(text.rstrip())))


def test_a_cut_json_case_does_not_look_whole() -> None:
    text = '{"case": {"reference": "R-1"}, "children": [{"id": "a"}], "end_of_case": true}'
    assert has_ended("case.json", text)
    assert not any(has_ended("case.json", text[:cut]) for cut in range(len(text)))


@pytest.mark.parametrize(
    ("last", "ended"),
    [
        ("end_of_case: true", True),
        ("end_of_case:  yes   # done", True),
        ("end_of_case: false", False),
        ("  end_of_case: true", False),
        ("# end_of_case: true", False),
        ("notes: end_of_case: true", False),
        ("end_of_case: true\n\n\n", True),
        ("end_of_case: true\nmore: text", False),
    ],
)
def test_only_the_last_line_ends_a_case(last: str, ended: bool) -> None:
    assert has_ended("a.yaml", f"case:\n  reference: R-1\n{last}") is ended


def test_a_file_that_keeps_growing_is_left_until_it_has_settled(world: World) -> None:
    for size in range(1, 10):
        world.drop("a.yaml", "x" * size + "\n" + case_text("R-1", 1))
        world.tick()
    assert world.build.builds == []
    world.tick(4)
    assert world.build.builds == ["a.yaml"]


def test_an_idle_file_is_built_once(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(40)
    assert world.build.builds == ["a.yaml"]


def test_contacts_that_change_ask_for_a_look_at_every_case(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    world.drop("contacts.yaml", "contacts: []\n")
    world.tick(6)
    assert world.build.builds == ["a.yaml", "a.yaml"]


def test_an_attachment_that_changes_asks_for_a_look_at_its_case(world: World) -> None:
    text = case_text("R-1", 1).replace("value:", "attachments:\n  - file: report.pdf\nvalue:")
    world.drop("report.pdf", "one")
    world.drop("a.yaml", text)
    world.tick(8)
    assert world.build.builds == ["a.yaml"]
    world.drop("report.pdf", "another")
    world.tick(8)
    assert world.build.builds == ["a.yaml", "a.yaml"]


def test_the_next_day_asks_for_a_look_at_every_case_and_changes_no_paper(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    before = (world.outputs / "R-1" / PAPER).stat()
    world.tick(1, 86_400.0)
    world.tick(3)
    assert world.build.builds == ["a.yaml", "a.yaml"]
    assert (world.outputs / "R-1" / PAPER).stat().st_mtime_ns == before.st_mtime_ns


def test_names_that_differ_by_capitals_or_accents_only_are_told_apart_by_nobody(world: World) -> None:
    decomposed = unicodedata.normalize("NFD", "Café.yaml")
    assert clashing(["Café.yaml", decomposed, "other.yaml"]).keys() == {"Café.yaml", decomposed}
    world.drop("a.yaml", case_text("R-1", 1))
    world.drop("A.yaml", case_text("R-1", 2))
    world.tick(8)
    assert world.build.builds == []
    assert "capitals or accents" in world.note_text("A.yaml")
    (world.inbox / "A.yaml").unlink()
    world.tick(8)
    assert world.note("a.yaml") == "READY"
    assert world.note("A.yaml") == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("BCC-1.yaml", NameKind.CASE),
        ("BCC-1.YML", NameKind.CASE),
        ("BCC-1.json", NameKind.CASE),
        ("BCC-1.yaml.txt", NameKind.CASE),
        ("contacts.yaml", NameKind.RESERVED),
        ("Contacts.yaml.txt", NameKind.RESERVED),
        ("request.yaml", NameKind.RESERVED),
        ("x.schedule.yaml", NameKind.RESERVED),
        ("~$minutes.docx", NameKind.IGNORED),
        (".~lock.minutes.docx#", NameKind.IGNORED),
        (".hidden.yaml", NameKind.IGNORED),
        ("4913", NameKind.IGNORED),
        ("case.yaml.swp", NameKind.IGNORED),
        ("case.tmp", NameKind.IGNORED),
        ("case.yaml~", NameKind.IGNORED),
        ("case.yaml - READY.txt", NameKind.IGNORED),
        ("case.yaml - PROBLEM.txt", NameKind.IGNORED),
        ("holiday.jpg", NameKind.UNKNOWN),
        ("notes.txt", NameKind.UNKNOWN),
    ],
)
def test_what_a_name_means(name: str, kind: NameKind) -> None:
    assert kind_of(name) is kind


def test_a_link_in_the_inbox_is_never_followed(world: World, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text(case_text("R-9", 1), "utf-8")
    (world.inbox / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    world.tick(8)
    assert world.build.builds == []


def test_a_file_that_no_case_names_is_told_about_after_a_while_and_not_before(world: World) -> None:
    world.drop("holiday.jpg", "x")
    world.tick(20)
    assert world.note("holiday.jpg") == ""
    world.tick(2, 900.0)
    assert "No case file in this folder names it" in world.note_text("holiday.jpg")
    (world.inbox / "holiday.jpg").unlink()
    world.tick(2)
    assert world.note("holiday.jpg") == ""


def test_a_request_is_recognised_told_about_and_left_alone(world: World) -> None:
    folder = world.inbox / "redact" / "SAR-2026-001"
    folder.mkdir(parents=True)
    (folder / "request.yaml").write_text("request:\n", "utf-8")
    world.tick(6)
    note = (world.inbox / "redact" / "SAR-2026-001 - PROBLEM.txt").read_text("utf-8")
    assert "subject access request" in note
    assert world.build.builds == []


def test_a_proposer_is_asked_once_for_each_state_of_a_request(world: World) -> None:
    from packgen.watch.notes import Note

    asked: list[str] = []
    world.watcher._others.propose = lambda path: asked.append(path.name) or Note(True, "made")  # type: ignore[func-returns-value]
    folder = world.inbox / "redact" / "SAR-1"
    folder.mkdir(parents=True)
    (folder / "request.yaml").write_text("request:\n", "utf-8")
    world.tick(10)
    (folder / "record.docx").write_text("x", "utf-8")
    world.tick(10)
    assert asked == ["SAR-1", "SAR-1"]


def test_a_note_left_from_a_file_that_went_while_nobody_watched_is_removed(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    world.watcher.stop(world.wall)
    (world.inbox / "a.yaml").rename(world.inbox / "b.yaml")
    world.watcher = world.new_watcher()
    world.tick(6)
    assert world.note("a.yaml") == ""
    assert world.note("b.yaml") == "READY"
    assert (world.outputs / "R-1" / PAPER).exists()


def test_a_note_that_somebody_else_wrote_under_our_name_stays(world: World) -> None:
    (world.inbox / "a.yaml - READY.txt").write_text("my own words", "utf-8")
    world.tick(6)
    assert (world.inbox / "a.yaml - READY.txt").read_text("utf-8") == "my own words"


def test_a_note_is_not_written_again_when_it_says_the_same(world: World) -> None:
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    before = (world.inbox / "a.yaml - READY.txt").stat().st_mtime_ns
    world.drop("a.yaml", case_text("R-1", 1))
    world.tick(6)
    assert (world.inbox / "a.yaml - READY.txt").stat().st_mtime_ns == before


def test_attachments_are_glimpsed_in_yaml_and_json() -> None:
    assert attachments_named('  - file: a b.pdf  # x\n    file: "c.docx"\n') == ("a b.pdf", "c.docx")
    assert attachments_named('{\n "file": "d.pdf",\n}') == ("d.pdf",)


def test_what_cannot_be_read_counts_as_restricted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("case:\n  restricted: yes\n", "utf-8")
    (tmp_path / "b.yaml").write_text("case:\n  reference: R\n", "utf-8")
    assert is_restricted(tmp_path / "a.yaml")
    assert not is_restricted(tmp_path / "b.yaml")
    assert is_restricted(tmp_path / "absent.yaml")
