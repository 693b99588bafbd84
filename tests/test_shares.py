"""The group that published files belong to: given where it may be, never to what is private, told where it is not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from packgen import files, shares
from packgen.cli import doctor as doctor_module
from packgen.cli.doctor import doctor

pytestmark = pytest.mark.skipif(os.name != "posix", reason="groups of POSIX")


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError("not a member")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def group(monkeypatch: pytest.MonkeyPatch) -> str:
    """A name for the group that this user's files have anyway, so that everybody may give it."""
    monkeypatch.setattr(shares, "group_id", lambda name: os.getgid() if name == "packs" else None)
    return "packs"


def test_what_is_published_is_for_the_group_and_nobody_else(tmp_path: Path, group: str) -> None:
    with shares.shared_with(group):
        files.publish(tmp_path / "new" / "deep" / "paper.docx", b"x")
    assert _mode(tmp_path / "new" / "deep" / "paper.docx") == 0o660
    assert _mode(tmp_path / "new") & 0o777 == _mode(tmp_path / "new" / "deep") & 0o777 == 0o770


def test_what_is_private_stays_private(tmp_path: Path, group: str) -> None:
    with shares.shared_with(group):
        files.publish(tmp_path / "state.json", b"x", files.PRIVATE_FILE)
        files.private_folder(tmp_path / "state")
    assert _mode(tmp_path / "state.json") == 0o600
    assert _mode(tmp_path / "state") == 0o700


def test_outside_and_without_a_group_the_umask_holds(tmp_path: Path, group: str) -> None:
    with shares.shared_with(group), shares.shared_with(None):
        files.publish(tmp_path / "inside.txt", b"x")
    files.publish(tmp_path / "after.txt", b"x")
    assert _mode(tmp_path / "inside.txt") == _mode(tmp_path / "after.txt") == files.ordinary_mode()


def test_a_group_that_may_not_be_given_stops_nothing(
    tmp_path: Path, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "chown", _refuse)
    with shares.shared_with(group):
        files.publish(tmp_path / "new" / "paper.docx", b"x")
    assert (tmp_path / "new" / "paper.docx").read_bytes() == b"x"
    assert not shares.can_share_with(group, tmp_path)


def test_a_service_that_may_not_set_the_group_bit_still_opens_the_folder(
    tmp_path: Path, group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chmod = Path.chmod

    def hardened(path: Path, mode: int) -> None:
        if mode & stat.S_ISGID:
            raise PermissionError("RestrictSUIDSGID")
        chmod(path, mode)

    monkeypatch.setattr(Path, "chmod", hardened)
    with shares.shared_with(group):
        shares.make_folder(tmp_path / "new")
    assert _mode(tmp_path / "new") & 0o777 == 0o770


def test_somebody_elses_file_stays_open_to_them_when_its_owner_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, staged = tmp_path / "case.yaml", tmp_path / "staged"
    before.write_text("a", "utf-8")
    before.chmod(0o644)
    staged.write_text("b", "utf-8")
    monkeypatch.setattr(os, "chown", _refuse)
    shares.keep_rights(staged, before)
    assert _mode(staged) == 0o664


@pytest.mark.parametrize(
    ("named", "given", "says"),
    [
        ("packs", True, "share group: packs belong to packs"),
        ("packs", False, "share group: packs cannot be given to packs"),
        ("absent", True, "share group: there is no group absent on this machine"),
    ],
)
def test_doctor_says_whether_packs_can_be_given_to_the_group(
    tmp_path: Path, group: str, monkeypatch: pytest.MonkeyPatch, named: str, given: bool, says: str
) -> None:
    if not given:
        monkeypatch.setattr(os, "chown", _refuse)
    settings = tmp_path / "packgen.toml"
    settings.write_text(f'share_group = "{named}"\noutputs = "outputs"\n', "utf-8")
    (tmp_path / "outputs").mkdir()
    monkeypatch.setattr(doctor_module, "_converter", lambda _settings: iter(()))
    said = CliRunner().invoke(doctor, ["--settings", str(settings)], standalone_mode=False).output
    assert says in said
