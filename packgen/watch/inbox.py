"""One look at an inbox: every file's stamp, without opening any."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from packgen.files import Stamp, stamp_of
from packgen.watch.names import REDACT_FOLDER, NameKind, kind_of


# files by path below a folder, each with its stamp
Files = tuple[tuple[str, Stamp], ...]


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
                found[entry.name] = files_in(Path(entry.path))
    return found


def files_in(folder: Path, *, deep: int = 3, below: str = "") -> Files:
    """Every file in `folder` and, so `deep`, in folders inside it: path with forward slashes, stamp. Raises OSError."""
    found: list[tuple[str, Stamp]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            seen = _stamp(entry)
            if seen is not None:
                found.append((f"{below}{entry.name}", seen))
            elif deep > 1 and entry.is_dir(follow_symlinks=False):
                found += files_in(Path(entry.path), deep=deep - 1, below=f"{below}{entry.name}/")
    return tuple(sorted(found))
