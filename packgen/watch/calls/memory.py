"""What the calls know from run to run: hashes and stamps, in the watcher's private folder; no sentence of a case."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from packgen import files
from packgen.builder.minutes.offer import KnownOffers
from packgen.files import FileProblemError, Stamp

NAME = "calls.json"
_MOST_BYTES = 100_000_000


class CaseMinutes(BaseModel):
    """The minutes of one case that were read: what of, as at which stamps, and the file of changes that lies there."""

    folder: str
    case_sha256: str = ""
    paths: dict[str, Stamp | None] = Field(default_factory=dict)
    target: Stamp | None = None
    known: KnownOffers = KnownOffers()


class Request(BaseModel):
    """What a request held when it was dealt with, by hash, and what its note says (never a word of the request)."""

    content: str
    ready: bool
    text: str


class Memory(BaseModel):
    """Everything, by name of the case file, name of the file beside it, keyed reference of the request."""

    minutes: dict[str, CaseMinutes] = Field(default_factory=dict)
    beside: dict[str, Stamp] = Field(default_factory=dict)
    requests: dict[str, Request] = Field(default_factory=dict)


class Shelf:
    """Keeps the memory in its file. A disk that refuses is tried again at the next change or look."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self.memory = self._read()
        self._dirty = False

    def changed(self) -> None:
        """Say that something in the memory has changed."""
        self._dirty = True

    def save(self) -> None:
        """Write what has changed."""
        if not self._dirty:
            return
        try:
            files.publish(self._path, self.memory.model_dump_json().encode("utf-8"), files.PRIVATE_FILE)
            self._dirty = False
        except (FileProblemError, OSError):
            pass

    def _read(self) -> Memory:
        try:
            return Memory.model_validate_json(files.read_untrusted(self._path, _MOST_BYTES))
        except (FileProblemError, ValidationError):
            return Memory()
