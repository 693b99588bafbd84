"""Network shares, and the group that published files there belong to, so that all of a team can open them.

State, logs and staging never come here: they are published with a private mode of their own.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import grp
except ImportError:  # Windows: there the share's own rights hold
    grp = None  # type: ignore[assignment]

SHARED_FILE = 0o660
SHARED_FOLDER = 0o770
_OTHERS_THAN_OWNER = 0o077
_GROUPS_OWN = 0o060
_SHARE_SYSTEMS = ("cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "9p", "afs", "davfs", "fuse.davfs2")

# For the whole process and not for a task of it: what is published by a thread belongs to the same people.
_group: int | None = None


def group_id(name: str) -> int | None:
    """The number of the group called `name`; None where this machine has none, or no groups of files."""
    if grp is None:
        return None
    try:
        return grp.getgrnam(name).gr_gid
    except KeyError:
        return None


@contextmanager
def shared_with(group: str | None) -> Iterator[None]:
    """Inside, what is published and not private belongs to `group`, to read and to write, and to nobody else.

    Where the group is not known or may not be given, things are published as without it (`packgen doctor` says so).
    """
    global _group  # noqa: PLW0603
    before, _group = _group, group_id(group) if group else None
    try:
        yield
    finally:
        _group = before


def can_share_with(group: str, folder: Path) -> bool:
    """Whether a file in `folder` can be given to `group` now, found by trying it."""
    number = group_id(group)
    if number is None:
        return False
    try:
        with tempfile.NamedTemporaryFile(prefix=".packgen-", dir=folder) as trial:
            os.chown(trial.name, -1, number)
            return Path(trial.name).stat().st_gid == number
    except OSError:
        return False


def set_mode(path: Path, mode: int) -> None:
    """Give the new file at `path` its mode: where that is not private and there is a group, the group's instead."""
    if os.name == "posix":
        path.chmod(SHARED_FILE if mode & _OTHERS_THAN_OWNER and _is_given(path) else mode)


def make_folder(folder: Path) -> None:
    """Make `folder` and its parents; those that are new belong to the group that things are shared with."""
    if folder.is_dir():
        return
    new = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(new):
        if _is_given(one):
            _open_to_group(one)


def keep_rights(staged: Path, before: Path) -> None:
    """Let `staged`, which is to replace the file `before`, be read and changed by whoever could do so before."""
    if os.name != "posix":
        return
    status = before.stat()
    mode = stat.S_IMODE(status.st_mode)
    try:
        os.chown(staged, status.st_uid, status.st_gid)
    except PermissionError:
        mode |= _GROUPS_OWN  # somebody else's file becomes ours: its owner goes on through the group
    staged.chmod(mode)


def _is_given(path: Path) -> bool:
    """Whether `path` now belongs to the group that things are shared with, if there is one."""
    if _group is None:
        return False
    try:
        os.chown(path, -1, _group)
    except OSError:
        return False
    return True


def _open_to_group(folder: Path) -> None:
    try:
        folder.chmod(SHARED_FOLDER | stat.S_ISGID)  # what people save into it stays the group's
    except PermissionError:
        folder.chmod(SHARED_FOLDER)  # a hardened service may not set that bit


def is_on_a_share(path: Path) -> bool:
    """Whether `path` lies on a network share, as far as this platform tells."""
    if os.name == "nt":
        return _is_share_on_windows(path)
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    here = str(path.resolve())
    best, system = "", ""
    for line in mounts:
        _, where, kind, *_ = [*line.split(" "), "", "", ""]
        where = where.replace("\\040", " ")
        inside = here == where or here.startswith(where.rstrip("/") + "/")
        if inside and len(where) >= len(best):
            best, system = where, kind
    return system in _SHARE_SYSTEMS


def _is_share_on_windows(path: Path) -> bool:
    drive = path.absolute().drive
    if drive.startswith("\\\\"):
        return True
    import ctypes

    windll = getattr(ctypes, "windll", None)
    return bool(windll and windll.kernel32.GetDriveTypeW(drive + "\\") == 4)
