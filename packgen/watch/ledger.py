"""What the watcher knows from run to run: one record a file, in the user's own state folder, never on a share.

Nothing depends on it for safety: without it every file is read and built again, and a build of unchanged input changes
nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from packgen import files
from packgen.files import FileProblemError
from packgen.watch.decide import Record

_MOST_BYTES = 200_000_000
_KEY_BYTES = 32


class Book(BaseModel):
    """Everything in the ledger. `had_files` says that the inbox has held something, `began` that outputs were there."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    records: tuple[Record, ...] = ()
    had_files: bool = False
    began: bool = False


def keyed(text: str) -> str:
    """An id that stands for `text` in logs and file names: nobody without this user's key can guess what it stands for.

    32 hex digits; the same for the same text and user.
    """
    return hmac.new(_key(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]


def watch_folder(inbox: Path) -> Path:
    """The private folder of the watcher of `inbox`, made if it is not there."""
    return files.private_folder(files.private_folder(files.state_folder()) / "watch" / keyed(str(inbox.resolve())))


def read_book(folder: Path) -> Book:
    """The ledger in a watcher's folder; an empty one where there is none or it is damaged."""
    try:
        return Book.model_validate_json(files.read_untrusted(folder / "ledger.json", _MOST_BYTES))
    except (FileProblemError, ValidationError):
        return Book()


def write_book(folder: Path, records: Iterable[Record], *, had_files: bool, began: bool) -> None:
    """Publish the ledger, whole or not at all. Raises FileProblemError."""
    book = Book(records=tuple(records), had_files=had_files, began=began)
    files.publish(folder / "ledger.json", book.model_dump_json().encode("utf-8"), files.PRIVATE_FILE)


def _key() -> bytes:
    path = files.private_folder(files.state_folder()) / "key"
    try:
        found = files.read_untrusted(path, _KEY_BYTES)
        if len(found) == _KEY_BYTES:
            return found
    except FileProblemError:
        pass
    made = secrets.token_bytes(_KEY_BYTES)
    files.publish(path, made, files.PRIVATE_FILE)
    return made
