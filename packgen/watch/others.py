"""What lies in the inbox besides cases: files nobody names, and folders with subject access requests.

THE SEAM for subject access requests: whoever makes proposals hands a `Proposer` to the watcher. Without one a request
is recognised, told about and left alone. A proposer only ever proposes (design, decision 12).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from packgen.watch.inbox import Files, Sight
from packgen.watch.names import PROBLEM, READY, REDACT_FOLDER, is_note, kept_for_requests
from packgen.watch.notes import Note, misplaced_note, no_request_note, put_note, request_note, unknown_note

# the request's folder (its name is the reference) -> the note beside it, None while it is being worked on
Proposer = Callable[[Path], Note | None]
REQUEST_FILE = "request.yaml"
_AGAIN_SECONDS = 60.0


@dataclass
class Others:
    """Looks after everything in the inbox that is no case."""

    inbox: Path
    propose: Proposer | None = None
    _unknown: dict[str, float] = field(default_factory=dict)
    _noted: set[str] = field(default_factory=set)
    _requests: dict[str, tuple[Files, float]] = field(default_factory=dict)
    _proposed: dict[str, Files] = field(default_factory=dict)
    _again: dict[str, float] = field(default_factory=dict)

    @property
    def is_busy(self) -> bool:
        """Whether a request is still to settle or being worked on."""
        return any(
            _is_request(inside) and self._proposed.get(name) != inside and name not in self._again
            for name, (inside, _) in self._requests.items()
        )

    def look(self, sight: Sight, named: Collection[str], clock: float, *, patience: float, settle: float) -> None:
        """Tell about files that no case names once they have lain there for `patience`, and about settled requests."""
        self._look_at_unknown(sight, named, clock, patience)
        self._look_at_requests(sight, clock, patience, settle)

    def tidy(self, sight: Sight, notes: Iterable[str]) -> None:
        """Remove notes of ours whose file went while nobody watched. `notes` are names of files in the inbox."""
        there = {*sight.cases, *sight.reserved, *sight.unknown, *sight.unsure}
        self._tidy(self.inbox, there, notes)
        if REDACT_FOLDER not in sight.unsure:
            with suppress(OSError):
                folder = self.inbox / REDACT_FOLDER
                if not folder.is_symlink():
                    self._tidy(folder, set(sight.requests), [path.name for path in folder.iterdir()])

    def _tidy(self, folder: Path, there: Collection[str], notes: Iterable[str]) -> None:
        for note in notes:
            name = note.removesuffix(READY).removesuffix(PROBLEM)
            if is_note(note) and name not in there and len(note) < 200:
                put_note(folder, name, None)

    def _look_at_unknown(self, sight: Sight, named: Collection[str], clock: float, patience: float) -> None:
        strangers = {*sight.unknown, *(name for name in sight.reserved if kept_for_requests(name))}
        for name in strangers:
            since = self._unknown.setdefault(name, clock)
            if clock < since:
                self._unknown[name] = clock
                continue
            waited = name not in named and name not in self._noted and clock - since >= patience
            note = misplaced_note(name) if kept_for_requests(name) else unknown_note(name)
            if waited and put_note(self.inbox, name, note):
                self._noted.add(name)
        for name in [name for name in self._unknown if name not in strangers and name not in sight.unsure]:
            del self._unknown[name]
        for name in [name for name in self._noted if name in named or name not in self._unknown]:
            if put_note(self.inbox, name, None):
                self._noted.discard(name)

    def _look_at_requests(self, sight: Sight, clock: float, patience: float, settle: float) -> None:
        for reference, inside in sight.requests.items():
            before = self._requests.get(reference)
            if before is None or before[0] != inside or clock < before[1]:
                self._requests[reference] = (inside, clock)
                self._again.pop(reference, None)
                continue
            rests = 0 < self._again.get(reference, clock) - clock <= _AGAIN_SECONDS
            settled = clock - before[1] >= (settle if _is_request(inside) else patience)
            if settled and not rests and self._proposed.get(reference) != inside:
                self._propose(reference, inside, clock)
        for reference in [name for name in self._requests if name not in sight.requests]:
            if REDACT_FOLDER not in sight.unsure:
                del self._requests[reference]
                self._proposed.pop(reference, None)
                self._again.pop(reference, None)
                put_note(self.inbox / REDACT_FOLDER, reference, None)

    def _propose(self, reference: str, inside: Files, clock: float) -> None:
        folder = self.inbox / REDACT_FOLDER
        if not _is_request(inside):
            note: Note | None = no_request_note(reference)
        else:
            note = self.propose(folder / reference) if self.propose else request_note(reference)
        if note is None:
            return
        if not put_note(folder, reference, note) or note.retry:
            self._again[reference] = clock + _AGAIN_SECONDS
        else:
            self._proposed[reference] = inside


def _is_request(inside: Files) -> bool:
    return any(name == REQUEST_FILE for name, _ in inside)
