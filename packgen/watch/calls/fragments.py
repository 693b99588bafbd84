"""Changes from minutes that somebody has looked through and dropped into the inbox: they go into the case file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from packgen import files
from packgen.builder.errands.orders import Accepting, AcceptOrder
from packgen.files import Stamp
from packgen.watch.audit import record_event
from packgen.watch.calls.asking import Ask
from packgen.watch.decide import Record, State, Why
from packgen.watch.inbox import Sight
from packgen.watch.ledger import keyed
from packgen.watch.names import cases_of_fragment, is_fragment
from packgen.watch.notes import Note, problem_note, put_note, waiting_note

_AGAIN_SECONDS = 30.0
_Key = tuple[Stamp, Stamp | None]


class Fragments:
    """Takes settled fragments in. `anew` is told the name of a case file whose fragment is out of date."""

    def __init__(self, inbox: Path, ask: Ask, anew: Callable[[str], None]) -> None:
        self._inbox, self._ask, self._anew = inbox, ask, anew
        self._seen: dict[str, tuple[_Key, float]] = {}
        self._done: dict[str, _Key] = {}
        self._again: dict[str, float] = {}
        self._stopping = threading.Event()

    @property
    def is_busy(self) -> bool:
        """Whether a fragment is still to settle or to be taken in."""
        return any(name not in self._done and name not in self._again for name in self._seen)

    def look(
        self, sight: Sight, records: Mapping[str, Record], clock: float, now: datetime, settle: float
    ) -> list[str]:
        """Take in what has settled, once for each state of the fragment and its case file; returns cases changed."""
        due: list[str] = []
        there = {name: stamp for name, stamp in sight.reserved.items() if is_fragment(name)}
        for name, stamp in there.items():
            case = _case_of(name, sight.cases)
            key = (stamp, sight.cases.get(case))
            if self._done.get(name) == key:
                continue
            if self._has_settled(name, key, clock, settle) and not _is_being_saved(records.get(case)):
                due += self._take_in(name, case, key, clock, now)
        for name in [name for name in self._seen if name not in there and name not in sight.unsure]:
            if put_note(self._inbox, name, None):
                self._seen.pop(name, None)
                self._done.pop(name, None)
                self._again.pop(name, None)
        return due

    def stop(self) -> None:
        """Give up what is being taken in."""
        self._stopping.set()

    def _has_settled(self, name: str, key: _Key, clock: float, settle: float) -> bool:
        before = self._seen.get(name)
        if before is None or before[0] != key or clock < before[1]:
            self._seen[name] = (key, clock)
            self._done.pop(name, None)
            self._again.pop(name, None)
            return False
        if clock - before[1] < settle or 0 < self._again.get(name, clock) - clock <= _AGAIN_SECONDS:
            return False
        # In a large inbox not every stamp is asked for at every look.
        return files.stamp_or_none(self._inbox / name) == key[0]

    def _take_in(self, name: str, case: str, key: _Key, clock: float, now: datetime) -> list[str]:
        answer = self._ask(AcceptOrder(self._inbox / name, now.date()), self._stopping)
        if not isinstance(answer, Accepting) or answer.state == "later":
            self._again[name] = clock + _AGAIN_SECONDS
            put_note(self._inbox, name, waiting_note(name, [_LATER]))
            return []
        self._again.pop(name, None)
        self._done[name] = key
        if answer.state == "stale":
            self._anew(answer.case or case)
        if answer.state == "accepted":
            with suppress(OSError):
                record_event("minutes accepted", now, file=keyed(answer.case), changes=answer.changes)
        put_note(self._inbox, name, _note(name, answer))
        return [answer.case] if answer.state == "accepted" else []


def _case_of(name: str, cases: Mapping[str, Stamp]) -> str:
    """The case file that a fragment goes by the name of; empty where there is none."""
    return next((case for case in cases_of_fragment(name) if case in cases), "")


def _is_being_saved(record: Record | None) -> bool:
    if record is None:
        return False
    return record.state is State.BUILDING or (record.state is State.WAITING and record.why is Why.SETTLING)


_LATER = "A file is open or the disk refused. It is tried again by itself; close the case file where it is open."


def _note(name: str, answer: Accepting) -> Note | None:
    if answer.state == "accepted":
        return None  # the file is gone; the note beside the case file says what was taken in
    if answer.state == "half":
        last = "Its last line is missing, so it may be saved only in part. Type this at the very end and save:"
        return waiting_note(name, [last, "", "end_of_minutes: true"])
    if answer.state == "stale":
        return waiting_note(
            name,
            [
                f"{answer.case} was changed after these minutes were read, so nothing of it was taken in.",
                "The minutes are read again by themselves: look for a new file of this name beside the papers of the",
                "case, drop that one here in place of this one, or delete this one.",
            ],
        )
    return problem_note(name, answer.problems)
