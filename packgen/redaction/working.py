"""Working in the root of subject access work: one at a time, with temporary files in its own private folder.

Whatever a killed process left behind (copies, records as held, half of a release) is removed when the next one starts.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from packgen import files
from packgen.errors import ExitCode
from packgen.files import FileProblemError
from packgen.redaction.state import OFFICER, PROPOSED, TO_SEND, make_root

LOCK, STAGING = ".lock", ".staging"
_IN_USE = ".lock"
_HELD: ContextVar[frozenset[Path]] = ContextVar("roots that this process works in", default=frozenset())


class AtWorkError(FileProblemError):
    """Somebody else is proposing or releasing in the same root; trying again later helps."""

    exit_code = ExitCode.REDACTION_REFUSED


@contextmanager
def working_in(root: Path) -> Iterator[Path]:
    """Hold `root` (made if absent) for one proposal or release; gives the folder for what is not finished.

    Temporary files of this process, which hold records and copies, lie in that folder meanwhile. Raises AtWorkError
    when another process holds the root, RedactionRefusedError where one of its folders is a link.
    """
    make_root(root)
    staging, own = root / OFFICER / STAGING, root.resolve()
    if own in _HELD.get():
        yield staging
        return
    with ExitStack() as stack:
        try:
            stack.enter_context(files.lock(root / OFFICER / LOCK))
        except FileProblemError:
            raise AtWorkError(
                "Another proposal or release is being made in this folder, so nothing was done.",
                "Wait until it has finished, then try again.",
            ) from None
        _sweep(root, staging)
        stack.enter_context(files.temporary_files_in(staging))
        token = _HELD.set(_HELD.get() | {own})
        try:
            yield staging
        finally:
            _HELD.reset(token)


@contextmanager
def reading_privately() -> Iterator[None]:
    """Keep the temporary files of this process where the next one removes them if it is killed.

    For reading records without a root of subject access work: several may do so at once.
    """
    parent = files.private_folder(files.state_folder() / "reading")
    for left in parent.glob(f"*{_IN_USE}"):
        with suppress(FileProblemError, OSError):
            with files.lock(left):
                shutil.rmtree(left.with_suffix(""), ignore_errors=True)
            left.unlink(missing_ok=True)
    own = parent / secrets.token_hex(8)
    mark = own.with_suffix(_IN_USE)
    try:
        with files.lock(mark), files.temporary_files_in(files.private_folder(own)):
            yield
    finally:
        shutil.rmtree(own, ignore_errors=True)
        with suppress(OSError):
            mark.unlink(missing_ok=True)


def _sweep(root: Path, staging: Path) -> None:
    """Remove what a killed process left; the lock is held, so nobody is at work on it."""
    shutil.rmtree(staging, ignore_errors=True)
    files.private_folder(staging)
    for folder in (PROPOSED, OFFICER, TO_SEND):
        for left in (root / folder).rglob(f"{files.STAGING_PREFIX}*{files.STAGING_SUFFIX}"):
            left.unlink(missing_ok=True)
