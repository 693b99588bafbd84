"""Files: what somebody dropped is read with care, what is published is whole, names are safe everywhere."""

from __future__ import annotations

import os
import stat
import string
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packgen import files
from packgen.files import FileProblemError


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"case:")
    assert files.read_untrusted(tmp_path / "case.yaml", 10) == b"case:"


def test_a_file_past_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"x" * 11)
    with pytest.raises(FileProblemError, match="larger than"):
        files.read_untrusted(tmp_path / "case.yaml", 10)


@pytest.mark.skipif(os.name != "posix", reason="needs links and named pipes")
def test_links_folders_pipes_and_absent_files_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("secret", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, words in (
        ("link", "a link"),
        ("folder", "a folder"),
        ("pipe", "not an ordinary file"),
        ("absent", "no file"),
        ("a\0b", "cannot be opened"),
    ):
        with pytest.raises(FileProblemError, match=words) as caught:
            files.read_untrusted(tmp_path / name, 100)
        assert caught.value.hint


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_file_that_may_not_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "case.yaml"
    file.write_text("case:", "utf-8")
    file.chmod(0)
    with pytest.raises(FileProblemError, match="no permission"):
        files.read_untrusted(file, 100)


def test_publishing_replaces_whole_and_leaves_nothing_staged(tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "agenda.docx"
    files.publish(target, b"one")
    files.publish(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["agenda.docx"]


def test_a_failed_publication_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "agenda.docx"
    files.publish(target, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(FileProblemError, match="could not be written"):
        files.publish(target, b"new")
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["agenda.docx"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_private_things_are_private(tmp_path: Path) -> None:
    files.publish(tmp_path / "log", b"x", files.PRIVATE_FILE)
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600
    assert stat.S_IMODE(files.private_folder(tmp_path / "state").stat().st_mode) == 0o700


def test_a_second_holder_of_a_lock_is_refused(tmp_path: Path) -> None:
    with (
        files.lock(tmp_path / "lock"),
        pytest.raises(FileProblemError, match="already at work"),
        files.lock(tmp_path / "lock"),
    ):
        pass
    with files.lock(tmp_path / "lock"):
        pass


@given(st.text(max_size=120))
def test_a_safe_name_is_safe_on_every_platform(text: str) -> None:
    name = files.safe_name(text)
    assert name
    assert len(name) <= 85
    assert set(name) <= set(string.ascii_letters + string.digits + ".-")
    assert not name.startswith((".", "-"))
    assert not name.endswith(".")
    assert name.split(".")[0].lower() not in {"con", "nul", "prn", "aux", "com1", "lpt9"}


@given(st.lists(st.sampled_from(["..", ".", "a", "b.pdf", "", "C:", "\\", "/"]), max_size=6).map("/".join))
def test_a_relative_path_never_leaves_its_folder(relative: str) -> None:
    folder = Path("somewhere").resolve()
    try:
        inside = files.resolve_inside(folder, relative)
    except FileProblemError:
        return
    assert inside == folder or folder in inside.parents


@pytest.mark.parametrize("relative", ["../x.pdf", "/etc/passwd", "C:\\x.pdf", "a/../../x", "..\\x.pdf", "a\0b"])
def test_a_path_out_of_the_folder_is_refused(relative: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match="leads out"):
        files.resolve_inside(tmp_path, relative)


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_path_through_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to("/")
    with pytest.raises(FileProblemError, match="link"):
        files.resolve_inside(tmp_path, "elsewhere/x.pdf")


def test_the_stamps_in_a_folder_are_those_of_its_ordinary_files_by_name(tmp_path: Path) -> None:
    for name in ("b.docx", "a.docx", "note.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "c.docx").mkdir()
    expected = tuple((name, files.stamp(tmp_path / name)) for name in ("a.docx", "b.docx"))
    assert files.stamps_in(tmp_path, ".docx") == (*expected, ("c.docx", None))
    assert files.stamps_in(tmp_path / "absent", ".docx") == ()


def test_a_file_that_goes_while_a_folder_is_listed_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_text(name)
    with os.scandir(tmp_path) as entries:
        listed = list(entries)
    monkeypatch.setattr(os, "scandir", lambda _folder: nullcontext(listed))
    (tmp_path / "a.docx").unlink()
    assert files.stamps_in(tmp_path, ".docx") == (("a.docx", None), ("b.docx", files.stamp(tmp_path / "b.docx")))
