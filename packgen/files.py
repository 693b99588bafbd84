"""Files: hashing, safe reading, atomic publishing, locks, private permissions.

Every difference between platforms in how files behave is in this module.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from packgen import shares
from packgen.errors import PackgenError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
STAGING_PREFIX, STAGING_SUFFIX = ".packgen-", ".tmp"
_WINDOWS_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_temporary: Path | None = None
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_NON_BLOCKING = getattr(os, "O_NONBLOCK", 0)


class FileProblemError(PackgenError):
    """A file cannot be read or written as asked."""


class FileOpenError(FileProblemError):
    """A file cannot be replaced now, because another program has it open or it is protected."""


class Stamp(NamedTuple):
    """What tells without reading it that a file has changed. Compared for equality only, never for order."""

    size: int
    modified_ns: int
    inode: int
    changed_ns: int


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp in what `stat` says of a file. Windows leaves the inode out of a listing, so there it is left out."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ino if os.name == "posix" else 0, status.st_ctime_ns)


def stamp(path: Path | str) -> Stamp | None:
    """The stamp of an ordinary file; None where there is none (a folder, a link and a device are none)."""
    try:
        status = os.stat(path, follow_symlinks=False)  # noqa: PTH116  (half the time of Path.stat)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return stamp_of(status) if stat.S_ISREG(status.st_mode) else None


def stamps_in(folder: Path, suffix: str) -> tuple[tuple[str, Stamp | None], ...]:
    """Name and stamp of all in `folder` whose name ends in `suffix`, by name; none where there is no such folder.

    What is no ordinary file has no stamp. Raises OSError where the disk would not say.
    """
    try:
        with os.scandir(folder) as entries:
            return tuple(sorted((entry.name, listed_stamp(entry)) for entry in entries if entry.name.endswith(suffix)))
    except (FileNotFoundError, NotADirectoryError):
        return ()


def listed_stamp(entry: os.DirEntry[str]) -> Stamp | None:
    """The stamp of what a listing names; None for what has gone since or is no ordinary file. Raises OSError."""
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    return stamp_of(status) if stat.S_ISREG(status.st_mode) else None


def sha256_of(data: bytes) -> str:
    """SHA-256 of `data` in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """SHA-256 of a file in lower-case hex, read in pieces so that memory stays flat. Raises OSError."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def stamp_or_none(path: Path) -> Stamp | None:
    """`stamp`, and None also where the disk would not say."""
    try:
        return stamp(path)
    except OSError:
        return None


def read_untrusted(path: Path, limit_bytes: int) -> bytes:
    """The bytes of a file that somebody dropped: a plain file, no link, at most `limit_bytes`.

    Raises FileProblemError with what to do for a folder, a link, a device, no permission, or a file past the limit.
    """
    descriptor = _open_untrusted(path)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "not an ordinary file"
            raise FileProblemError(f"{path.name} is {what}.", "Name the file itself.")
        if status.st_size > limit_bytes:
            raise _too_large(path, limit_bytes)
        with os.fdopen(os.dup(descriptor), "rb") as stream:
            data = stream.read(limit_bytes + 1)
    finally:
        os.close(descriptor)
    if len(data) > limit_bytes:
        raise _too_large(path, limit_bytes)
    return data


def _open_untrusted(path: Path) -> int:
    try:
        if path.is_symlink():
            raise FileProblemError(f"{path.name} is a link to another place.", "Copy the file itself here instead.")
        if path.is_dir():
            raise FileProblemError(f"{path.name} is a folder.", "Name the file itself.")
        return os.open(path, os.O_RDONLY | _NO_FOLLOW | _BINARY | _NON_BLOCKING)
    except FileNotFoundError:
        raise FileProblemError(f"There is no file {path.name}.", "Check the name and the folder.") from None
    except PermissionError:
        hint = "Ask whoever owns it to let you read it, or copy it to a folder of yours."
        raise FileProblemError(f"{path.name} may not be opened: no permission to read it.", hint) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise FileProblemError(
            f"{path.name[:80]!r} cannot be opened: {reason}.", "Check the file and try again."
        ) from None


def _too_large(path: Path, limit_bytes: int) -> FileProblemError:
    limit = f"{limit_bytes / 1_000_000:g} MB"
    return FileProblemError(
        f"{path.name} is larger than {limit}, the most that is read.", "Split it or make it smaller."
    )


def publish(path: Path, data: bytes, mode: int | None = None, *, durable: bool = True) -> None:
    """Put `data` at `path` so that a reader sees the old file or the new one, never a torn one.

    Staged beside it (hence on the same volume), flushed, moved over. `mode` defaults to what the umask gives (inside
    `shares.shared_with`: the group). What can be made again at no cost need not be `durable`. Raises FileOpenError when
    another program has the target open, FileProblemError when disk or share refuses.
    """
    put(stage(path, data, mode, durable=durable), path)
    if durable:
        sync_folder(path.parent)


def stage(path: Path, data: bytes, mode: int | None = None, *, durable: bool = True) -> Path:
    """Write `data` into a hidden file beside `path`, ready for `put`; returns where. Raises as `publish` does."""
    try:
        shares.make_folder(path.parent)
        descriptor, name = tempfile.mkstemp(prefix=STAGING_PREFIX, suffix=STAGING_SUFFIX, dir=path.parent)
    except OSError as error:
        raise _not_written(path, error) from None
    staged = Path(name)
    with _removed_on_failure(staged, path):
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        shares.set_mode(staged, mode if mode is not None else ordinary_mode())
    return staged


def put(staged: Path, path: Path) -> None:
    """Move what `stage` wrote to `path`. The move itself is safe once `sync_folder` has flushed its folder."""
    with _removed_on_failure(staged, path):
        staged.replace(path)


@contextmanager
def _removed_on_failure(staged: Path, path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        with suppress(OSError):
            staged.unlink(missing_ok=True)
        if isinstance(error, PermissionError):
            hint = "Close it in Word (or wherever it is open), then build again."
            raise FileOpenError(f"{path.name} cannot be replaced: it is open or protected.", hint) from None
        if isinstance(error, OSError):
            raise _not_written(path, error) from None
        raise


def _not_written(path: Path, error: OSError) -> FileProblemError:
    hint = "Make room or check the share, then build again. Nothing that was there before has been lost."
    return FileProblemError(f"{path.name} could not be written: {error.strerror or 'the disk refused'}.", hint)


def publish_if_changed(path: Path, data: bytes, mode: int | None = None) -> bool:
    """`publish`, unless these very bytes lie there already; returns whether anything was written."""
    if holds(path, data):
        return False
    publish(path, data, mode)
    return True


def holds(path: Path, data: bytes) -> bool:
    """Whether these very bytes lie at `path`; not so where it is absent or unreadable."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def ordinary_mode() -> int:
    """The permissions that the umask gives to a new file. Not for threads: the umask can only be read by setting it."""
    current = os.umask(0)
    os.umask(current)
    return 0o666 & ~current


def sync_folder(folder: Path) -> None:
    """Flush the names in `folder` to disk, so that what was moved there stays. Raises FileProblemError."""
    if os.name != "posix":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _not_written(folder, error) from None
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some network file systems cannot sync a folder; the file itself is synced
    finally:
        os.close(descriptor)


def private_folder(path: Path) -> Path:
    """Make `path` if needed, readable by its owner alone, and any parent that is not there yet; returns it."""
    for folder in reversed([folder for folder in (path, *path.parents) if not folder.exists()]):
        folder.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)
    if os.name == "posix":
        path.chmod(PRIVATE_FOLDER)
    return path


@contextmanager
def private_temporary_folder() -> Iterator[Path]:
    """A temporary folder that only its owner can read, with a name that says nothing, removed afterwards.

    It lies where the platform puts such folders, or where `temporary_files_in` says.
    """
    with tempfile.TemporaryDirectory(prefix="packgen-", dir=_temporary, ignore_cleanup_errors=True) as name:
        yield private_folder(Path(name))


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """Put the private temporary folders of this process, all its threads included, into `folder` meanwhile."""
    global _temporary  # noqa: PLW0603  (a thread of a pool has to see it, so no context variable)
    before, _temporary = _temporary, folder.resolve()
    try:
        yield
    finally:
        _temporary = before


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on `path` (created if absent). Raises FileProblemError when another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, PRIVATE_FILE), "r+b") as stream:
        if not _try_lock(stream.fileno()):
            raise FileProblemError(
                f"Another packgen is already at work here ({path.parent.name}).",
                "Wait until it has finished, or stop it first.",
            )
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    return True


def safe_name(text: str, longest: int = 80) -> str:
    """`text` as one file-name part on every platform: letters, digits, dot, dash; never empty, hidden or reserved."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    name = re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.")[:longest].rstrip("-.")
    if not name or name.split(".")[0].lower() in _WINDOWS_RESERVED:
        return f"file-{name}".rstrip("-")
    return name


def resolve_inside(folder: Path, relative: str) -> Path:
    """The path of `relative` inside `folder`. Raises FileProblemError for one that leaves it or passes a link."""
    text = relative.replace("\\", "/")
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if text.startswith("/") or re.match(r"^[A-Za-z]:", text) or ".." in parts or "\0" in text:
        hint = "Put the file beside the case file and give its name alone."
        raise FileProblemError(f"{relative[:80]!r} leads out of the case file's folder.", hint)
    path = folder
    for part in parts:
        path = path / part
        if path.is_symlink():
            raise FileProblemError(f"{relative[:80]!r} passes a link to another place.", "Copy the file itself here.")
    return path


def state_folder() -> Path:
    """Where packgen keeps what belongs to this user alone (ledger, key, compiled templates); not made by asking.

    PACKGEN_STATE_FOLDER names another place (tests, or a profile on a share).
    """
    if named := os.environ.get("PACKGEN_STATE_FOLDER"):
        return Path(named)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "packgen"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "packgen"


def can_write_in(folder: Path) -> bool:
    """Whether a file can be made in `folder` now (a try tells more than permissions do, on shares above all)."""
    try:
        with tempfile.NamedTemporaryFile(prefix=".packgen-", dir=folder):
            return True
    except OSError:
        return False
