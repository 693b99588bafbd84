"""The watcher: one tick looks, decides, reads, builds and tells. Clock and builder are handed in; nothing sleeps here.

Events are only hints: what a tick does depends on what lies there, on the ledger and on the clock.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from packgen import files
from packgen.builder.outcome import CaseOutcome
from packgen.errors import Location, Problem
from packgen.files import FileProblemError
from packgen.settings import Settings
from packgen.watch import ledger
from packgen.watch.around import Around
from packgen.watch.audit import record_build, record_event
from packgen.watch.builds import Builder
from packgen.watch.calls.all import Calls
from packgen.watch.decide import (
    Moment,
    Patience,
    Reading,
    Record,
    Seen,
    State,
    Step,
    Why,
    after_building,
    after_reading,
    decide,
)
from packgen.watch.heartbeat import Heartbeat
from packgen.watch.inbox import Inbox, Sight
from packgen.watch.names import clashing, is_read_by_all
from packgen.watch.notes import Note, absent_note, clash_note, no_end_note, note_of, put_note
from packgen.watch.others import Others
from packgen.watch.outputs_look import OutputsLook
from packgen.watch.places import Places, inbox_is_there, leave_marks, outputs_are_there, sweep
from packgen.watch.reading import read_once, stamps_beside
from packgen.watch.results import by_folder, is_busy, pending, result_of

_BATCH = 20
_BESIDE_A_TICK = 50
_QUICK_SAVE = 0.02
_FORGOTTEN_AT_ONCE = 100


@dataclass(frozen=True)
class Now:
    """The watcher's clock (seconds, from any start) and the date and time on the wall."""

    clock: float
    wall: datetime


@dataclass
class Watcher:
    """Watches one inbox. `tick` may be called as often as one likes; `stop` before it is thrown away."""

    places: Places
    settings: Settings
    build: Builder
    heartbeat: Heartbeat
    patience: Patience = field(default_factory=Patience)
    calls: Calls | None = None  # what is done besides building; without it requests are only told about
    away: bool = False
    changed: bool = True  # whether anything that the status page shows has changed since it was last asked for

    def __post_init__(self) -> None:
        self._folder = ledger.watch_folder(self.places.inbox)
        book = ledger.read_book(self._folder)
        self.records = {record.name: _restarted(record) for record in book.records}
        self.failures: dict[str, tuple[Problem, ...]] = {}
        self._pending = {name: None for name, record in self.records.items() if pending(record)}
        self._inbox = Inbox(self.places.inbox)
        self._hints: set[str] = set()
        self._had_files, self._began = book.had_files, book.began
        self._around = Around(self.settings)
        self._outputs = OutputsLook(self.places.outputs)
        self._others = Others(self.places.inbox, self.calls.propose if self.calls else None)
        self._last: Sight | None = None
        self._clashes: dict[str, tuple[str, ...]] = {}
        self._beside_round: list[str] = []
        self._moment = Moment(0.0, "", "")
        self._dirty = False
        self._save_again = 0.0
        self._went = 0
        self._untold: dict[str, Note | None] = {}

    def tick(self, now: Now) -> int:
        """Look once and do what is to be done, at most one batch of builds; returns how many files were built."""
        sight = self._look()
        if sight is None:
            self._set_away(True)
            return 0
        self._set_away(False)
        self._begin(sight)
        for_all = {name: stamp for name, stamp in sight.reserved.items() if is_read_by_all(name)}
        around = self._around.key(for_all, now.clock, self.patience.settle)
        moved = around is not None and (around, now.wall.date().isoformat()) != (self._moment.around, self._moment.day)
        self._moment = Moment(now.clock, now.wall.date().isoformat(), around or self._moment.around)
        if moved or self._went >= _FORGOTTEN_AT_ONCE:
            self._forget()
        ready = self._decide(sight, everything=moved)
        done = self._build(ready[:_BATCH], now) if around is not None else 0
        self._look_at_outputs()
        for name, note in list(self._untold.items())[:_BATCH]:
            self._tell(name, note)
        named = {name for record in self.records.values() for name, _ in record.beside} if sight.unknown else set()
        if self.calls is not None:
            settle = self.patience.settle
            self._due(self.calls.look(sight, self.records, now.clock, now.wall, settle=settle, moved=moved))
        self._others.look(sight, named, now.clock, patience=self.patience.attachments, settle=self.patience.settle)
        self._last = sight
        self.heartbeat.beat(now.clock, now.wall, self.counts)
        if self._dirty:
            self._save_in_turn()
        return done

    def hint(self, names: Iterable[str]) -> None:
        """Somebody may have touched these files: the next look makes sure."""
        self._hints.update(names)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is waiting to settle, to be built or to be tried again soon."""
        if self.away or not self._outputs.has_been_round:
            return False
        if self._others.is_busy or (self.calls is not None and self.calls.is_busy):
            return False
        return not any(is_busy(record, self._moment) for record in self.records.values())

    def counts(self) -> dict[str, int]:
        """How many files stand how."""
        found: dict[str, int] = {}
        for record in self.records.values():
            found[record.state] = found.get(record.state, 0) + 1
        return found

    def save(self) -> None:
        """Write the ledger. A disk that refuses is tried again at the next tick."""
        untold = self._untold.keys()
        records = [replace(record, due=record.due or name in untold) for name, record in self.records.items()]
        with suppress(FileProblemError, OSError):
            ledger.write_book(self._folder, records, had_files=self._had_files, began=self._began)
            self._dirty = False

    def _save_in_turn(self) -> None:
        """Write a large ledger less often than a small one: in a flood of files it would be most of the work."""
        if time.monotonic() >= self._save_again:
            began = time.monotonic()
            self.save()
            self._save_again = began + 20 * (time.monotonic() - began - _QUICK_SAVE)

    def stop(self, wall: datetime) -> None:
        """Write down what is known and say that this watcher has ended."""
        if self.calls is not None:
            self.calls.stop()
        self.save()
        self.heartbeat.stop(wall)

    def _look(self) -> Sight | None:
        try:
            sight = self._inbox.look(self._pending.keys() | self._hints)
            self._hints.clear()
            there = inbox_is_there(self.places, is_empty=sight.is_empty, had_files=self._had_files)
        except OSError:
            return None
        return sight if there and outputs_are_there(self.places, began=self._began) else None

    def _set_away(self, away: bool) -> None:
        if away != self.away:
            self.away, self.changed = away, True

    def _begin(self, sight: Sight) -> None:
        if self._last is None:
            leave_marks(self.places)
            sweep(self.places)
            with suppress(OSError):
                self._others.tidy(sight, [path.name for path in self.places.inbox.iterdir()])
        if not self._began or (not self._had_files and not sight.is_empty):
            self._began, self._had_files, self._dirty = True, not sight.is_empty, True

    def _decide(self, sight: Sight, *, everything: bool) -> list[str]:
        last = self._last
        if everything or last is None or sight.cases != last.cases or sight.unsure != last.unsure:
            names: Iterable[str] = {**self.records, **sight.cases}
            self._clashes = clashing({*sight.cases, *sight.unsure})
        else:
            names = [*self._pending, *self._next_beside()]
        ready = []
        for name in names:
            if name not in sight.unsure and self._decide_one(name, sight) is Step.BUILD:
                ready.append(name)
        return sorted(dict.fromkeys(ready), key=lambda name: (self.records[name].state is not State.WAITING, name))

    def _next_beside(self) -> list[str]:
        """The next few files with attachments, so that a change of one is noticed before long."""
        if not self._beside_round:
            self._beside_round = [name for name, record in self.records.items() if record.beside]
        taken, self._beside_round = self._beside_round[:_BESIDE_A_TICK], self._beside_round[_BESIDE_A_TICK:]
        return [name for name in taken if name in self.records]

    def _decide_one(self, name: str, sight: Sight) -> Step:
        before = self.records.get(name) or Record(name)
        stamp = sight.cases.get(name)
        beside = stamps_beside(self.places.inbox, (found for found, _ in before.beside)) if stamp else ()
        record, step = decide(before, Seen(stamp, beside, name in self._clashes), self._moment, self.patience)
        if step is Step.READ:
            record, step = self._read(record)
        self._put(record)
        if step is Step.TIDY:
            self._gone(record)
        elif record.state is State.CLASH and before.state is not State.CLASH:
            self._tell(name, clash_note(name, self._clashes[name]))
        return step

    def _read(self, record: Record) -> tuple[Record, Step]:
        path = self.places.inbox / record.name
        assert record.stamp is not None
        try:
            reading = read_once(path, record.stamp)
        except (FileProblemError, OSError) as error:
            return self._could_not_read(record, error), Step.NOTHING
        record, step = after_reading(record, reading, self._moment)
        if record.why is Why.NO_END:
            self._tell(record.name, no_end_note(record.name))
        return record, step

    def _could_not_read(self, record: Record, error: FileProblemError | OSError) -> Record:
        path = self.places.inbox / record.name
        if files.stamp_or_none(path) != record.stamp:
            return after_reading(record, Reading("", ended=False, torn=True), self._moment)[0]
        message = error.message if isinstance(error, FileProblemError) else f"{path.name} could not be read."
        problem = Problem(message, getattr(error, "hint", ""), location=Location(str(path)))
        outcome = CaseOutcome(path, problems=(problem,), transient=True)
        return self._after(record, outcome)

    def _forget(self) -> None:
        """Of the files that have gone, one is remembered for each folder of papers that lies there."""
        self._went = 0
        spoken_for = by_folder(self.records.values())
        for name, record in list(self.records.items()):
            kept = spoken_for.get(record.folder) is record and (self.places.outputs / record.folder).is_dir()
            if record.state is State.GONE and not kept:
                del self.records[name]

    def _gone(self, record: Record) -> None:
        self._tell(record.name, None)
        self._went += 1
        for other in list(self.records.values()):
            if other.state is State.PROBLEM and not other.folder:
                self._put(replace(other, due=True))  # it may have had the same reference

    def _build(self, ready: list[str], now: Now) -> int:
        for wait in (True, False):
            names = [name for name in ready if (self.records[name].why is not Why.ATTACHMENTS) is wait]
            if not names:
                continue
            for name in names:
                self._put(replace(self.records[name], state=State.BUILDING))
            cases = {self.places.inbox / name: self.records[name].read for name in names}
            outcomes = self.build(cases, now.wall.date(), wait)
            for name, outcome in zip(names, outcomes, strict=True):
                self._built(self.records[name], outcome, now)
        return len(ready)

    def _built(self, record: Record, outcome: CaseOutcome, now: Now) -> None:
        before = record.folder
        record = self._after(record, outcome)
        self._put(record)
        if outcome.folder is not None:
            self._outputs.note(record.folder)
        if self.calls is not None:
            self.calls.built(record, outcome)
        with suppress(OSError):
            record_build(outcome, record.read, now.wall)
            if before and record.folder != before:
                record_event("moved", now.wall, file=ledger.keyed(record.name))

    def _after(self, record: Record, outcome: CaseOutcome) -> Record:
        inbox = self.places.inbox
        record = after_building(record, result_of(outcome, record, inbox), self._moment, self.patience)
        if outcome.saved_again:
            return record
        if outcome.absent:
            note = absent_note(record.name, outcome.absent)
        else:
            note = note_of(outcome, is_edited=bool(outcome.edited))
        self._tell(record.name, note)
        self.failures.pop(record.name, None)
        if outcome.folder is None and outcome.problems:
            self.failures[record.name] = outcome.problems
        self.changed = True
        return record

    def _tell(self, name: str, note: Note | None) -> None:
        """Put the note beside a file, again at the next tick where the disk refuses."""
        if put_note(self.places.inbox, name, note):
            self._untold.pop(name, None)
        else:
            self._untold[name] = note

    def _look_at_outputs(self) -> None:
        found = self._outputs.changed(record.folder for record in self.records.values() if record.settled)
        spoken_for = by_folder(self.records.values()) if found else {}
        for folder in found:
            record = spoken_for[folder]
            if record.stands:
                self._put(replace(record, due=True))

    def _due(self, names: Iterable[str]) -> None:
        for name in names:
            record = self.records.get(name)
            if record is not None and record.stands:
                self._put(replace(record, due=True))  # of the others one is built anyway

    def _put(self, record: Record) -> None:
        before = self.records.get(record.name)
        if record.state is not State.PROBLEM:
            self.failures.pop(record.name, None)
        if record != before:
            self.records[record.name] = record
            if pending(record):
                self._pending[record.name] = None
            else:
                self._pending.pop(record.name, None)
            self._dirty = True
            self.changed = self.changed or before is None or before.state is not record.state


def _restarted(record: Record) -> Record:
    """A record of an earlier run: what it says of the clock is void."""
    void: dict[str, object] = {"since": 0.0, "waited": None, "retry_at": 0.0 if record.retry_at is not None else None}
    if record.state in (State.WAITING, State.BUILDING, State.CLASH):
        void |= {"stamp": None, "state": State.WAITING, "why": Why.SETTLING}
    elif record.state is State.PROBLEM:
        void["due"] = True  # what was wrong is not in the ledger, for it quotes the case
    return replace(record, **void)  # type: ignore[arg-type]
