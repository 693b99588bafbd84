"""Replies and address books in the inbox: each with a note of its own, whatever cases make of them."""

from __future__ import annotations

import threading
from collections.abc import Container, Iterable, Mapping
from pathlib import Path

from packgen import files
from packgen.builder.errands.orders import Looked, LookOrder
from packgen.builder.inputs import CONTACTS_NAMES
from packgen.builder.outcome import CaseOutcome
from packgen.errors import Problem
from packgen.files import Stamp
from packgen.settings import Settings
from packgen.watch.calls.asking import Ask
from packgen.watch.calls.memory import Shelf
from packgen.watch.decide import Record
from packgen.watch.inbox import Sight
from packgen.watch.names import cases_of_replies, is_contacts, is_replies
from packgen.watch.notes import Note, problem_note, put_note, ready_note, waiting_note

_A_LOOK = 20
_AGAIN_SECONDS = 30.0


class Beside:
    """Reads each such file once it has settled, and gathers what the builds of cases found wrong in it."""

    def __init__(self, inbox: Path, settings: Settings, ask: Ask, shelf: Shelf) -> None:
        self._inbox, self._settings, self._ask, self._shelf = inbox, settings, ask, shelf
        self._seen: dict[str, tuple[Stamp, float]] = {}
        self._of_cases: dict[str, dict[str, tuple[Problem, ...]]] = {}
        self._again = float("-inf")
        self._refused = False
        self._stopping = threading.Event()

    @property
    def is_busy(self) -> bool:
        """Whether a file is still to settle or to be read."""
        known = self._shelf.memory.beside
        return not self._refused and any(known.get(name) != stamp for name, (stamp, _) in self._seen.items())

    def built(self, record: Record, outcome: CaseOutcome) -> None:
        """What a build says of lines in these files belongs into their notes too."""
        found: dict[str, list[Problem]] = {}
        for problem in outcome.problems:
            name = Path(problem.location.file).name if problem.location else ""
            if is_replies(name) or is_contacts(name):
                found.setdefault(name, []).append(problem)
        for name in {*found, *self._of_cases}:
            before = self._of_cases.get(name, {})
            now = {**before, record.name: tuple(found.get(name, ()))}
            kept = {case: problems for case, problems in now.items() if problems}
            if kept != before:
                self._of_cases[name] = kept
                self._shelf.memory.beside.pop(name, None)  # its note is written anew
                self._shelf.changed()

    def look(self, sight: Sight, records: Container[str], clock: float, settle: float) -> list[str]:
        """Read what has settled and is news; returns case files with replies of their own that have changed."""
        there = {name: stamp for name, stamp in sight.reserved.items() if is_replies(name) or is_contacts(name)}
        due: list[str] = []
        ready = []
        for name, stamp in there.items():
            if self._is_news(name, stamp, clock):
                due += _case_with(name, records)
            known = self._shelf.memory.beside.get(name) == stamp
            if not known and clock - self._seen[name][1] >= settle:
                ready.append(name)
        if ready and not 0 < self._again - clock <= _AGAIN_SECONDS:
            self._read(ready[:_A_LOOK], there, clock)
        for name in [name for name in self._seen if name not in there and name not in sight.unsure]:
            due += _case_with(name, records)
            self._forget(name)
        return due

    def stop(self) -> None:
        """Give up what is being read."""
        self._stopping.set()

    def _is_news(self, name: str, stamp: Stamp, clock: float) -> bool:
        before = self._seen.get(name)
        if before is not None and before[0] == stamp and clock >= before[1]:
            return False
        self._seen[name] = (stamp, clock)
        return before is not None or self._shelf.memory.beside.get(name) != stamp

    def _read(self, names: list[str], there: Mapping[str, Stamp], clock: float) -> None:
        settled = [name for name in names if files.stamp_or_none(self._inbox / name) == there[name]]
        answer = self._ask(LookOrder(tuple(self._inbox / name for name in settled)), self._stopping)
        told = [
            name
            for name in settled
            if isinstance(answer, Looked) and put_note(self._inbox, name, self._note(name, answer, there))
        ]
        for name in told:
            self._shelf.memory.beside[name] = there[name]
            self._shelf.changed()
        self._refused = len(told) < len(settled)
        if self._refused:
            self._again = clock + _AGAIN_SECONDS

    def _note(self, name: str, answer: Looked, there: Mapping[str, Stamp]) -> Note:
        rival = self._rival(name, there)
        if rival:
            return waiting_note(name, [f"It is not used: the address book is {rival}. Keep one of the two."])
        of_cases = [problem for problems in self._of_cases.get(name, {}).values() for problem in problems]
        problems = (*answer.problems.get(name, ()), *of_cases)
        if problems:
            return problem_note(name, _once(problems))
        lines = answer.lines.get(name, 0)
        what = "lines of replies" if is_replies(name) else "contacts"
        return ready_note(name, [f"{name} was read: {lines} {what}. Papers that print what changed are made anew."])

    def _rival(self, name: str, there: Mapping[str, Stamp]) -> str:
        """The address book that is used instead of this one."""
        if not is_contacts(name):
            return ""
        if self._settings.contacts is not None:
            used = self._settings.contacts
            return "" if used.absolute() == (self._inbox / name).absolute() else "the one that the settings name"
        used_here = next((one for one in CONTACTS_NAMES if one in there), name)
        return "" if used_here == name else used_here

    def _forget(self, name: str) -> None:
        if put_note(self._inbox, name, None):
            del self._seen[name]
            self._of_cases.pop(name, None)
            if self._shelf.memory.beside.pop(name, None) is not None:
                self._shelf.changed()


def _once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once: several cases may find the same line wrong."""
    return tuple({(problem.message, problem.hint): problem for problem in problems}.values())


def _case_with(name: str, records: Container[str]) -> list[str]:
    """The case files that a file of replies belongs to alone."""
    return [case for case in cases_of_replies(name) if case in records]
