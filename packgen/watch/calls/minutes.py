"""Minutes that somebody typed in and saved come back: what they change is laid beside the papers, to be accepted."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen import files
from packgen.builder.errands.orders import Offered, OfferOrder
from packgen.builder.manifest import DamagedManifestError, read_manifest
from packgen.builder.minutes.fragment import fragment_name
from packgen.builder.minutes.offer import KnownOffers
from packgen.builder.open_files import opened_by
from packgen.builder.outcome import CaseOutcome
from packgen.documents import minutes
from packgen.files import FileProblemError, Stamp
from packgen.watch.calls.asking import Ask
from packgen.watch.calls.memory import CaseMinutes, Shelf
from packgen.watch.decide import Record, State

_A_TICK = 2
_TARGETS_A_TICK = 50
_AGAIN_SECONDS = 30.0


@dataclass(frozen=True)
class _Wanted:
    """Minutes that are to be read: of which folder, which papers, against which case file."""

    folder: str
    paths: tuple[str, ...]
    case_sha256: str
    not_before: float = float("-inf")


class MinutesBack:
    """Reads minutes after the build that found them edited, once for each state of minutes and case file."""

    def __init__(self, inbox: Path, outputs: Path, ask: Ask, shelf: Shelf) -> None:
        self._inbox, self._outputs, self._ask, self._shelf = inbox, outputs, ask, shelf
        self._wanted: dict[str, _Wanted] = {}
        self._round: list[str] = []
        self._stopping = threading.Event()

    @property
    def is_busy(self) -> bool:
        """Whether minutes are still to be read that nobody has open and that were not tried in vain."""
        tried = float("-inf")
        return any(one.not_before == tried and not self._is_open(one) for one in self._wanted.values())

    def built(self, record: Record, outcome: CaseOutcome) -> None:
        """A case was built or looked through: are there minutes in it that were edited?"""
        if outcome.folder is None:
            return
        paths = self._minutes_among(outcome)
        known = self._shelf.memory.minutes.get(record.name)
        if paths or known is not None:
            self._want(record.name, _Wanted(outcome.folder.name, paths, record.read))

    def anew(self, name: str) -> None:
        """The changes of this case that were offered are out of date: forget what became of them and read again."""
        known = self._shelf.memory.minutes.get(name)
        if known is not None:
            offers = KnownOffers(written=known.known.written)
            self._put(name, known.model_copy(update={"known": offers, "case_sha256": ""}))
            self._want(name, _Wanted(known.folder, tuple(known.paths), known.case_sha256))

    def look(self, records: Mapping[str, Record], clock: float, today: date) -> list[str]:
        """Read what is to be read; returns the case files whose papers are to be looked through again."""
        self._look_at_targets(records)
        due = []
        for name, wanted in list(self._wanted.items())[:_A_TICK]:
            del self._wanted[name]
            record = records.get(name)
            if record is None or record.state in (State.GONE, State.WAITING, State.BUILDING):
                continue  # the build that follows asks again
            waits = 0 < wanted.not_before - clock <= _AGAIN_SECONDS
            if waits or self._is_open(wanted):
                self._wanted[name] = wanted  # at the end of the queue
            elif self._read(name, wanted, clock, today):
                due.append(name)
        return due

    def stop(self) -> None:
        """Give up what is being read."""
        self._stopping.set()

    def _want(self, name: str, wanted: _Wanted) -> None:
        if wanted.case_sha256 and not self._is_known(name, wanted):
            self._wanted[name] = wanted

    def _is_known(self, name: str, wanted: _Wanted) -> bool:
        known = self._shelf.memory.minutes.get(name)
        return known is not None and (known.folder, known.case_sha256, known.paths, known.target) == (
            wanted.folder,
            wanted.case_sha256,
            self._stamps(wanted),
            self._target(name, wanted.folder),
        )

    def _read(self, name: str, wanted: _Wanted, clock: float, today: date) -> bool:
        """Read the minutes of one case; whether the file of changes is another than a build has seen."""
        stamps = self._stamps(wanted)
        known = self._shelf.memory.minutes.get(name)
        offers = known.known if known is not None and known.folder == wanted.folder else KnownOffers()
        folder = self._outputs / wanted.folder
        order = OfferOrder(self._inbox / name, folder, wanted.paths, offers, today)
        answer = self._ask(order, self._stopping)
        if not isinstance(answer, Offered) or answer.failed:
            self._wanted[name] = _Wanted(wanted.folder, wanted.paths, wanted.case_sha256, clock + _AGAIN_SECONDS)
            return False
        after = self._target(name, wanted.folder)
        now = CaseMinutes(
            folder=wanted.folder, case_sha256=wanted.case_sha256, paths=stamps, target=after, known=answer.known
        )
        self._put(name, now if wanted.paths or after else None)
        return after != (known.target if known is not None else None)

    def _look_at_targets(self, records: Mapping[str, Record]) -> None:
        """A file of changes that somebody has taken, shortened or deleted is looked at again, a few at a look."""
        known = self._shelf.memory.minutes
        if not self._round:
            for name in [name for name in known if name not in records]:
                self._put(name, None)  # the case file has gone for good
            self._round = list(known)
        taken, self._round = self._round[:_TARGETS_A_TICK], self._round[_TARGETS_A_TICK:]
        for name in taken:
            case = known.get(name)
            if case is not None and name not in self._wanted and self._target(name, case.folder) != case.target:
                self._want(name, _Wanted(case.folder, tuple(case.paths), case.case_sha256))

    def _minutes_among(self, outcome: CaseOutcome) -> tuple[str, ...]:
        if outcome.folder is None or not outcome.edited:
            return ()
        with suppress(DamagedManifestError, FileProblemError, OSError):
            manifest = read_manifest(outcome.folder)
            entries = manifest.entries if manifest else {}
            return tuple(sorted(p for p in outcome.edited if p in entries and entries[p].kind == minutes.NAME))
        return ()

    def _is_open(self, wanted: _Wanted) -> bool:
        return any(opened_by(self._outputs / wanted.folder / path) is not None for path in wanted.paths)

    def _stamps(self, wanted: _Wanted) -> dict[str, Stamp | None]:
        return {path: files.stamp_or_none(self._outputs / wanted.folder / path) for path in wanted.paths}

    def _target(self, name: str, folder: str) -> Stamp | None:
        return files.stamp_or_none(self._outputs / folder / fragment_name(Path(name)))

    def _put(self, name: str, case: CaseMinutes | None) -> None:
        if case is None:
            self._shelf.memory.minutes.pop(name, None)
        else:
            self._shelf.memory.minutes[name] = case
        self._shelf.changed()
