"""What every build reads besides its case file: contacts, profile, templates, settings, packgen itself.

A change of any of these asks for a look at every case, once it has settled like a case file does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from packgen import files
from packgen.builder.fingerprint import hash_of
from packgen.builder.make_documents import ENGINE
from packgen.builder.unchanged import engine_hash
from packgen.files import Stamp
from packgen.settings import Settings
from packgen.word.templates import templates_folder

_LOOK_SECONDS = 10.0


class Around:
    """The key of the surroundings, adopted when it has held for the time to settle. None until the first has."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._elsewhere = ""
        self._looked: float | None = None
        self._candidate = ""
        self._since = 0.0
        self._adopted: str | None = None

    def key(self, reserved: Mapping[str, Stamp], clock: float, settle: float) -> str | None:
        """The key now. `reserved` are the contacts and other named files of the inbox."""
        if self._looked is None or not 0 <= clock - self._looked < _LOOK_SECONDS:
            self._looked = clock
            with suppress(OSError):  # a disk that would not say has not said that anything changed
                self._elsewhere = _key_elsewhere(self._settings)
        candidate = hash_of([self._elsewhere, sorted((name, list(stamp)) for name, stamp in reserved.items())])
        if candidate != self._candidate or clock < self._since:
            self._candidate, self._since = candidate, clock
        if candidate != self._adopted and clock - self._since >= settle:
            self._adopted = candidate
        return self._adopted


def _key_elsewhere(settings: Settings) -> str:
    stamps = [(str(path), list(files.stamp(path) or ())) for path in _files(settings)]
    return hash_of([ENGINE, engine_hash(), settings.model_dump(mode="json"), stamps])


def _files(settings: Settings) -> Iterator[Path]:
    if settings.contacts:
        yield settings.contacts
    if settings.profile and Path(settings.profile).suffix:
        yield Path(settings.profile)
    for folder in (settings.templates, templates_folder()):
        if folder is not None:
            yield from sorted(folder.glob("*.docx"))
