"""A slow, staggered look at the outputs: what a person edits there must reach pack.pdf, and offers may be accepted.

Only stamps are looked at; a change has to hold for two looks, and nobody may have the file open, before it counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from packgen import files
from packgen.builder.manifest import DamagedManifestError, read_manifest
from packgen.builder.open_files import opened_by
from packgen.files import FileProblemError, Stamp

_STATS_A_TICK = 150

Stamps = dict[str, Stamp | None]


@dataclass
class _Case:
    paths: tuple[str, ...]
    known: Stamps
    changing: Stamps | None = None


@dataclass
class OutputsLook:
    """Goes round the folders of the cases, a few files at a tick."""

    outputs: Path
    _cases: dict[str, _Case] = field(default_factory=dict)
    _round: Iterator[str] | None = None
    _rounds: int = 0

    @property
    def has_been_round(self) -> bool:
        """Whether every case has been looked at since the start."""
        return self._rounds > 0

    def note(self, folder: str) -> None:
        """Take what lies in the folder now as known: it has just been built or looked through."""
        try:
            self._cases[folder] = self._fresh(folder)
        except (OSError, FileProblemError, DamagedManifestError):
            self._cases.pop(folder, None)

    def changed(self, folders: Iterable[str]) -> list[str]:
        """Which of the next few folders hold something that somebody has changed."""
        if self._round is None:
            listed = dict.fromkeys(folder for folder in folders if folder)
            self._round = iter(listed)
            self._cases = {folder: case for folder, case in self._cases.items() if folder in listed}
        found, spent = [], 0
        while spent < _STATS_A_TICK:
            folder = next(self._round, None)
            if folder is None:
                self._round = None
                self._rounds += 1
                break
            case = self._cases.get(folder)
            if case is None:
                found.append(folder)  # not looked at since the start: a build of unchanged input is cheap
                self._cases[folder] = _Case((), {})
                spent += 10
                continue
            spent += len(case.paths) + 1
            if self._has_changed(folder, case):
                found.append(folder)
        return found

    def _has_changed(self, folder: str, case: _Case) -> bool:
        try:
            now = self._stamps(folder, case.paths)
        except OSError:
            return False
        if now == case.known:
            case.changing = None
            return False
        if now != case.changing:
            case.changing = now
            return False
        touched = [path for path in case.paths if now[path] != case.known[path]]
        return all(opened_by(self.outputs / folder / path) is None for path in touched)

    def _fresh(self, folder: str) -> _Case:
        manifest = read_manifest(self.outputs / folder)
        if manifest is None:
            return _Case((), {})
        offered = (entry.offered_as for entry in manifest.entries.values() if entry.offered_as)
        paths = tuple(sorted({*manifest.entries, *offered}))
        known = self._stamps(folder, paths)
        for path, stamp in known.items():
            if stamp and files.sha256_of_file(self.outputs / folder / path) != manifest.held.get(path):
                known[path] = None  # edited since the build looked, before this did
        return _Case(paths, known)

    def _stamps(self, folder: str, paths: Iterable[str]) -> Stamps:
        return {path: files.stamp(self.outputs / folder / path) for path in paths}
