"""A look at an inbox: every file and its stamp, without opening any."""

from __future__ import annotations

import os
import time
from collections.abc import Set
from dataclasses import dataclass, field
from pathlib import Path

from packgen.files import Stamp, listed_stamp, stamp
from packgen.watch.names import REDACT_FOLDER, NameKind, kind_of

# A look costs mostly what the disk is asked: to list 5,000 files and to stamp each every two seconds is 1 % of a core.
STAMPS_A_LOOK = 2_000
WHOLE_LOOK_EVERY = 5
# A folder that was changed so shortly before it was listed may have been changed again unseen.
TOO_NEW_NS = 2_000_000_000

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
    requests: dict[str, Files] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all lay there."""
        return not (self.cases or self.reserved or self.unknown or self.requests)


class Inbox:
    """Looks at one inbox again and again, and asks the disk for no more than may be news: see `look`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, Stamp] = {}
        self._kinds: dict[str, NameKind] = {}
        self._round: list[str] = []
        self._sight = Sight()
        self._trusted: tuple[int, ...] | None = None
        self._glances = 0

    def look(self, sure: Set[str] = frozenset()) -> Sight:
        """What lies there. Links, folders and devices are not files. Raises OSError when the inbox cannot be read.

        It is listed when its own stamp has changed, and in any case at every fifth look. Asked for their stamps are
        files that are new or replaced, those in `sure`, and of the others so many that one which was changed in its
        place is seen after `len(inbox) / STAMPS_A_LOOK` looks at the latest.
        """
        asked = self._next() | sure
        status = os.stat(self._folder)  # noqa: PTH116  (half the time of Path.stat)
        folder = (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
        self._glances += 1
        if folder == self._trusted and self._glances < WHOLE_LOOK_EVERY and self._is_as_it_was(asked):
            return self._sight
        self._glances, self._trusted = 0, None
        self._sight = self._list(asked)
        if not self._sight.unsure and time.time_ns() - status.st_mtime_ns > TOO_NEW_NS:
            self._trusted = folder
        return self._sight

    def _is_as_it_was(self, asked: Set[str]) -> bool:
        """Whether these files and all requests still bear the stamps of the last look; the answer may be a wary no."""
        before = f"{self._folder}{os.sep}"
        try:
            if any(stamp(f"{before}{name}") != self._known.get(name) for name in asked):
                return False
            return REDACT_FOLDER not in self._kinds or _requests(self._folder / REDACT_FOLDER) == self._sight.requests
        except OSError:
            return False

    def _list(self, asked: Set[str]) -> Sight:
        found: dict[NameKind, dict[str, Stamp]] = {kind: {} for kind in NameKind}
        requests: dict[str, Files] = {}
        unsure = set()
        kinds: dict[str, NameKind] = {}
        with os.scandir(self._folder) as entries:
            for entry in entries:
                name = entry.name
                kind = kinds[name] = self._kinds.get(name) or kind_of(name)
                if kind is NameKind.IGNORED:
                    continue
                before = self._known.get(name)
                if before is not None and name not in asked and _is_listed_as(entry, before):
                    found[kind][name] = before
                    continue
                try:
                    seen = listed_stamp(entry)
                    if seen is not None:
                        found[kind][name] = before if before == seen else seen
                    elif name == REDACT_FOLDER and entry.is_dir(follow_symlinks=False):
                        requests = _requests(Path(entry.path))
                except OSError:
                    unsure.add(name)
        cases, reserved, unknown = (found[kind] for kind in (NameKind.CASE, NameKind.RESERVED, NameKind.UNKNOWN))
        self._known, self._kinds = {**cases, **reserved, **unknown}, kinds
        return Sight(cases, reserved, unknown, requests, frozenset(unsure))

    def _next(self) -> set[str]:
        if not self._round:
            self._round = list(self._known)
        asked = set(self._round[:STAMPS_A_LOOK])
        del self._round[:STAMPS_A_LOOK]
        return asked


def _is_listed_as(entry: os.DirEntry[str], before: Stamp) -> bool:
    """Whether the listing alone says that this is the same file, though it may have been written to.

    On Windows, where stamps hold no inode and come with the listing at no cost, the answer is no.
    """
    return before.inode != 0 and entry.inode() == before.inode


def _requests(folder: Path) -> dict[str, Files]:
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
            seen = listed_stamp(entry)
            if seen is not None:
                found.append((f"{below}{entry.name}", seen))
            elif deep > 1 and entry.is_dir(follow_symlinks=False):
                found += files_in(Path(entry.path), deep=deep - 1, below=f"{below}{entry.name}/")
    return tuple(sorted(found))
