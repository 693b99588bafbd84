"""What lies in the inbox besides cases: files nobody names, and folders with subject access requests.

THE SEAM for subject access requests: whoever makes proposals hands a `Proposer` to the watcher. Until one is handed
over, a request is recognised, told about and left alone. A proposer only ever proposes (design, decision 12).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from packgen.files import Stamp
from packgen.watch.inbox import Sight
from packgen.watch.names import PROBLEM, READY, REDACT_FOLDER, is_note
from packgen.watch.notes import Note, put_note, request_note, unknown_note

# the request's folder (its name is the reference) -> the note beside it
Proposer = Callable[[Path], Note]
REQUEST_FILE = "request.yaml"


@dataclass
class Others:
    """Looks after everything in the inbox that is no case."""

    inbox: Path
    propose: Proposer | None = None
    _unknown: dict[str, float] = field(default_factory=dict)
    _noted: set[str] = field(default_factory=set)
    _requests: dict[str, tuple[tuple[tuple[str, Stamp], ...], float]] = field(default_factory=dict)
    _proposed: dict[str, tuple[tuple[str, Stamp], ...]] = field(default_factory=dict)

    def look(self, sight: Sight, named: Collection[str], clock: float, *, patience: float, settle: float) -> None:
        """Tell about files that no case names once they have lain there for `patience`, and about settled requests."""
        self._look_at_unknown(sight, named, clock, patience)
        self._look_at_requests(sight, clock, settle)

    def tidy(self, sight: Sight, notes: Iterable[str]) -> None:
        """Remove notes of ours whose file went while nobody watched. `notes` are names of files in the inbox."""
        there = {*sight.cases, *sight.reserved, *sight.unknown, *sight.unsure}
        for note in notes:
            name = note.removesuffix(READY).removesuffix(PROBLEM)
            if is_note(note) and name not in there and len(note) < 200:
                put_note(self.inbox, name, None)

    def _look_at_unknown(self, sight: Sight, named: Collection[str], clock: float, patience: float) -> None:
        for name in sight.unknown:
            since = self._unknown.setdefault(name, clock)
            if clock < since:
                self._unknown[name] = clock
                continue
            waited = name not in named and name not in self._noted and clock - since >= patience
            if waited and put_note(self.inbox, name, unknown_note(name)):
                self._noted.add(name)
        for name in [name for name in self._unknown if name not in sight.unknown and name not in sight.unsure]:
            del self._unknown[name]
        for name in [name for name in self._noted if name in named or name not in self._unknown]:
            if put_note(self.inbox, name, None):
                self._noted.discard(name)

    def _look_at_requests(self, sight: Sight, clock: float, settle: float) -> None:
        for reference, inside in sight.requests.items():
            before = self._requests.get(reference)
            if before is None or before[0] != inside or clock < before[1]:
                self._requests[reference] = (inside, clock)
            elif clock - before[1] >= settle and self._proposed.get(reference) != inside and _is_request(inside):
                folder = self.inbox / REDACT_FOLDER
                note = self.propose(folder / reference) if self.propose else request_note(reference)
                if put_note(folder, reference, note):
                    self._proposed[reference] = inside
        for reference in [name for name in self._requests if name not in sight.requests]:
            if REDACT_FOLDER not in sight.unsure:
                del self._requests[reference]
                self._proposed.pop(reference, None)
                put_note(self.inbox / REDACT_FOLDER, reference, None)


def _is_request(inside: tuple[tuple[str, Stamp], ...]) -> bool:
    return any(name == REQUEST_FILE for name, _ in inside)
