"""Other platforms, simulated: a locked target, modules that are not there, reserved names, long paths of a share."""

from __future__ import annotations

import importlib
import os
import stat
import sys
from pathlib import Path, PureWindowsPath

import pytest

from packgen import files, processes
from packgen.builder.batch import batch
from packgen.builder.layout import offered_path
from packgen.builder.open_files import opened_by, owner_files
from packgen.builder.staged import put_in_place, remove
from packgen.files import FileOpenError, FileProblemError
from packgen.watch.notes import Note, put_note


def _locked(_self: Path, _target: Path) -> Path:
    raise PermissionError(13, "The process cannot access the file because it is being used by another process")


def test_a_locked_target_is_left_as_it_is_and_nothing_stays_staged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "agenda.docx"
    files.publish(target, b"old")
    monkeypatch.setattr(Path, "replace", _locked)
    with pytest.raises(FileOpenError, match="open or protected"):
        files.publish(target, b"new")
    with batch({target: b"new"}) as put:
        assert not put_in_place(target, put)
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["agenda.docx"]


def test_a_locked_file_that_is_no_longer_called_for_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")

    def refuse(_self: Path, **_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert not remove(tmp_path / "a.docx")


def test_without_fcntl_and_resource_the_modules_load_and_say_what_they_cannot_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "resource", None)
    spec_files = importlib.util.spec_from_file_location("files_elsewhere", files.__file__)
    spec_processes = importlib.util.spec_from_file_location("processes_elsewhere", processes.__file__)
    assert spec_files is not None
    assert spec_files.loader is not None
    assert spec_processes is not None
    assert spec_processes.loader is not None
    for spec in (spec_files, spec_processes):
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        assert spec.loader is not None
        spec.loader.exec_module(module)
        if spec is spec_files:
            assert module.fcntl is None
        else:
            assert module.memory_limits_work() is False
            finished = module.run([sys.executable, "-c", "print(1)"], module.Limits(30, 400), folder=Path.cwd())
            assert finished.output.strip() == b"1"


@pytest.mark.parametrize("name", ["CON", "nul.yaml", "Com1", "LPT9.docx", "aux"])
def test_names_that_windows_keeps_for_itself_are_never_used(name: str) -> None:
    assert files.safe_name(name).split(".")[0].upper() not in {"CON", "NUL", "COM1", "LPT9", "AUX"}


def test_the_longest_paper_fits_a_unc_path_of_240_characters() -> None:
    outputs = PureWindowsPath(r"\\fileserver.council.example\safeguarding\packs\outputs")
    folder = files.safe_name("R" * 40)
    paper = f"2025-03-14-{files.safe_name('m' * 30)}/to-send/{files.safe_name('x' * 60)}.docx"
    assert len(str(outputs / folder / offered_path(paper, 2))) <= 240 + 10
    assert len(files.safe_name("x" * 500)) <= 80


def test_a_note_beside_a_file_with_the_longest_name_has_room(tmp_path: Path) -> None:
    name = "x" * 250 + ".yaml"
    assert put_note(tmp_path, name, Note(True, "text"))
    (note,) = tmp_path.iterdir()
    assert len(note.name.encode("utf-8")) <= 255
    assert note.name.endswith(" - READY.txt")


@pytest.mark.parametrize(
    ("name", "owner"),
    [("agenda.docx", "~$agenda.docx"), ("minutes.docx", "~$inutes.docx"), ("chairs-crib.docx", "~$airs-crib.docx")],
)
def test_the_owner_file_of_word_is_found_and_names_who_has_it_open(name: str, owner: str, tmp_path: Path) -> None:
    assert opened_by(tmp_path / name) is None
    (tmp_path / owner).write_bytes(bytes([11]) + b"Aisha Patel" + b"\0" * 43)
    assert owner in owner_files(name)
    assert opened_by(tmp_path / name) == "Aisha Patel"


def test_the_owner_file_of_libreoffice_is_read_too(tmp_path: Path) -> None:
    (tmp_path / ".~lock.agenda.docx#").write_text("Aisha Patel,aisha,machine,02.03.2026 09:00,file;", "utf-8")
    assert opened_by(tmp_path / "agenda.docx") == "Aisha Patel"


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(FileProblemError, match="could not be written"):
        files.publish(tmp_path / "file" / "below.txt", b"x")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_parents_of_a_private_folder_are_private(tmp_path: Path) -> None:
    made = files.private_folder(tmp_path / "state" / "watch" / "x")
    for folder in (made, made.parent, made.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_stamp_tells_every_kind_of_change(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert files.stamp(file) is None
    file.write_bytes(b"one")
    first = files.stamp(file)
    os.utime(file, (1, 1))
    assert files.stamp(file) != first
    assert files.stamp(tmp_path) is None, "a folder is no file"
