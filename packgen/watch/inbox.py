"""One look at an inbox: every file's stamp, without opening any."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from packgen.files import Stamp, stamp_of
from packgen.watch.names import REDACT_FOLDER, NameKind, kind_of


@dataclass(frozen=True)
class Sight:
    """What lay in the inbox at one look, by name. `requests` are folders for subject access requests.

    `unsure` are names at which the disk would not say what lies there: nothing may be concluded from their absence.
    """

    cases: dict[str, Stamp] = field(default_factory=dict)
    reserved: dict[str, Stamp] = field(default_factory=dict)
    unknown: dict[str, Stamp] = field(default_factory=dict)
    requests: dict[str, tuple[tuple[str, Stamp], ...]] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all lay there."""
        return not (self.cases or self.reserved or self.unknown or self.requests)


def look(inbox: Path) -> Sight:
    """Look at the inbox. Links, folders and devices are not files. Raises OSError when the inbox cannot be read."""
    found: dict[NameKind, dict[str, Stamp]] = {kind: {} for kind in NameKind}
    requests: dict[str, tuple[tuple[str, Stamp], ...]] = {}
    unsure = set()
    with os.scandir(inbox) as entries:
        for entry in entries:
            kind = kind_of(entry.name)
            if kind is NameKind.IGNORED:
                continue
            try:
                seen = _stamp(entry)
                if seen is not None:
                    found[kind][entry.name] = seen
                elif entry.name == REDACT_FOLDER and entry.is_dir(follow_symlinks=False):
                    requests = _requests(Path(entry.path))
            except OSError:
                unsure.add(entry.name)
    cases, reserved, unknown = (found[kind] for kind in (NameKind.CASE, NameKind.RESERVED, NameKind.UNKNOWN))
    return Sight(cases, reserved, unknown, requests, frozenset(unsure))


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    try:
        status = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None  # gone between the listing and the look
    return stamp_of(status) if stat.S_ISREG(status.st_mode) else None


def _requests(folder: Path) -> dict[str, tuple[tuple[str, Stamp], ...]]:
    found = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith("."):
                found[entry.name] = _files_in(Path(entry.path))
    return found


def _files_in(folder: Path) -> tuple[tuple[str, Stamp], ...]:
    with os.scandir(folder) as entries:
        stamps = {entry.name: _stamp(entry) for entry in entries if not entry.name.startswith((".", "~$"))}
    return tuple(sorted((name, stamp) for name, stamp in stamps.items() if stamp is not None))
