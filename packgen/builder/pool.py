"""Build cases in several processes of this machine. A worker that dies costs only the case it held.

Each worker is known by its own pipe, so it is certain which case killed it. That case is tried once more when nothing
else runs (a case that wants much memory then has all of it) and reported when it kills its worker again. Case files
are handed out in order; who has which case reference is decided here, in that order, whatever the number of workers.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from packgen.builder.attempt import Claim, attempt, claims, converter_or_problem, kept_as_it_is, same_reference
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.errors import Location, Problem
from packgen.files import private_folder, private_temporary_folder
from packgen.pack.conversion.convert import Converter
from packgen.processes import end_those_in, use_cores
from packgen.settings import Settings

_PATIENCE_SECONDS = 10
_Answer = Callable[[Path | None], None]
Attempt = Callable[[Path, Settings, BuildOptions, Converter | Problem, Claim], CaseOutcome]


def build_in_pool(
    cases: Sequence[Path], settings: Settings, options: BuildOptions, jobs: int, build: Attempt = attempt
) -> Iterator[CaseOutcome]:
    """Build `cases` in up to `jobs` processes; yields what became of each in the order of `cases`.

    `build` is what a worker does with one case file (a function that can be imported by name).
    """
    with private_temporary_folder() as working:
        pool = _Pool(cases, settings, options, min(jobs, len(cases)), working, build)
        try:
            yield from pool.run()
        finally:
            pool.end()


class _Worker:
    """A process with its pipe and its private folder, and the number of the case that it holds."""

    def __init__(self, folder: Path, start: Callable[[Connection, Path], SpawnProcess]) -> None:
        self.folder = folder
        self.pipe, theirs = get_context("spawn").Pipe()
        self.process = start(theirs, folder)
        self.process.start()
        theirs.close()
        self.case: int | None = None


class _Pool:
    def __init__(
        self, cases: Sequence[Path], settings: Settings, options: BuildOptions, jobs: int, working: Path, build: Attempt
    ) -> None:
        self._cases, self._settings, self._options, self._jobs = cases, settings, options, jobs
        self._working, self._build = working, build
        self._converter = converter_or_problem(settings, options)
        self._workers: list[_Worker] = []
        self._started = self._next = self._shown = 0
        self._suspects: list[int] = []
        self._asked: dict[int, tuple[str, _Answer]] = {}
        self._undecided: set[int] = set()  # handed out, and not yet known whether it asks for a folder
        self._claim = claims()
        self._outcomes: dict[int, CaseOutcome] = {}

    def run(self) -> Iterator[CaseOutcome]:
        """Every outcome in order."""
        while self._shown < len(self._cases):
            if self._can_take_one():
                self._take_next()
            elif not self._retry_a_suspect():
                self._hear()
            self._decide()
            while self._shown in self._outcomes:
                yield self._outcomes.pop(self._shown)
                self._shown += 1

    def end(self) -> None:
        """End every worker together with what it has started."""
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_PATIENCE_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
                end_those_in(worker.folder)
        self._workers.clear()

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.case is not None]

    def _can_take_one(self) -> bool:
        """A suspect is tried first of all, when the others have finished: what comes after it waits to be shown."""
        return not self._suspects and self._next < len(self._cases) and len(self._busy()) < self._jobs

    def _take_next(self) -> None:
        number = self._next
        self._next += 1
        self._undecided.add(number)
        kept = kept_as_it_is(self._cases[number], self._settings, self._options, self._converter)
        if kept is not None and kept.folder is not None:
            self._asked[number] = (kept.folder.name, partial(self._keep, number, kept))
        else:
            self._give(number)

    def _keep(self, number: int, kept: CaseOutcome, rival: Path | None) -> None:
        path = self._cases[number]
        refused = CaseOutcome(path, problems=(same_reference(path, rival, Location(str(path))),)) if rival else None
        self._done(number, refused or kept)

    def _retry_a_suspect(self) -> bool:
        if self._busy() or not self._suspects:
            return False
        self._give(self._suspects[0])
        return True

    def _give(self, number: int) -> None:
        free = next((worker for worker in self._workers if worker.case is None), None)
        if free is None:
            self._started += 1
            free = _Worker(private_folder(self._working / str(self._started)), self._start)
            self._workers.append(free)
        free.case = number
        with suppress(OSError):  # it has died meanwhile: heard next
            free.pipe.send(self._cases[number])

    def _start(self, theirs: Connection, folder: Path) -> SpawnProcess:
        order = (theirs, self._settings, self._options, self._converter, folder, self._build)
        return get_context("spawn").Process(target=work, args=order, daemon=True)

    def _hear(self) -> None:
        """Wait until a worker says something or dies."""
        by_pipe = {worker.pipe: worker for worker in self._busy()}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]  # type: ignore[index]
            number = worker.case
            assert number is not None
            try:
                said = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker, number)
                continue
            if isinstance(said, str):
                self._asked[number] = (said, worker.pipe.send)
            else:
                worker.case = None
                self._done(number, said)

    def _bury(self, worker: _Worker, number: int) -> None:
        worker.pipe.close()
        worker.process.join()
        end_those_in(worker.folder)
        self._workers.remove(worker)
        self._asked.pop(number, None)
        self._undecided.discard(number)
        if number in self._suspects:
            self._done(number, CaseOutcome(self._cases[number], problems=(died(self._cases[number]),), transient=True))
        else:
            self._suspects.append(number)

    def _decide(self) -> None:
        """Answer everybody who asks for a folder and before whom nobody may still come."""
        for number in sorted(self._asked):
            if min(self._undecided, default=number) < number:
                return
            folder, answer = self._asked.pop(number)
            self._undecided.discard(number)
            with suppress(OSError):
                answer(self._claim(folder, self._cases[number]))

    def _done(self, number: int, outcome: CaseOutcome) -> None:
        self._outcomes[number] = outcome
        self._undecided.discard(number)
        if number in self._suspects:
            self._suspects.remove(number)


def died(path: Path) -> Problem:
    """What staff are told of a case whose worker died twice."""
    message = f"The papers of {path.name} could not be made: whatever built them was ended, twice (out of memory?)."
    hint = "Look for very large attachments or pictures, close other programs, then build this file alone."
    return Problem(message, hint, location=Location(str(path)))


def failed(path: Path, error: Exception) -> Problem:
    """What staff are told of a case at which packgen itself failed. The type alone: a message may hold case content."""
    message = f"The papers of {path.name} could not be made: a fault in packgen itself ({type(error).__name__})."
    hint = "Build this file alone with --jobs 1: that writes a log to send, which holds nothing of the case."
    return Problem(message, hint, location=Location(str(path)))


def work(
    pipe: Connection,
    settings: Settings,
    options: BuildOptions,
    converter: Converter | Problem,
    folder: Path,
    build: Attempt,
) -> None:
    """What a worker does: build each case file that comes through `pipe`, until it is closed.

    Temporary files lie in `folder`, which the parent removes even when this process was killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    tempfile.tempdir = str(folder)
    use_cores(1)
    try:
        with suppress(EOFError, OSError):
            while True:
                pipe.send(_built(pipe.recv(), settings, options, converter, partial(_ask, pipe), build))
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # told again to end, it would print so amid its last tidying


def _built(
    path: Path,
    settings: Settings,
    options: BuildOptions,
    converter: Converter | Problem,
    claim: Claim,
    build: Attempt,
) -> CaseOutcome:
    try:
        return build(path, settings, options, converter, claim)
    except MemoryError:
        os._exit(1)  # as if the system had ended it: tried again alone
    except Exception as error:  # noqa: BLE001  (the other cases go on)
        return CaseOutcome(path, problems=(failed(path, error),))


def _ask(pipe: Connection, folder: str, _path: Path) -> Path | None:
    pipe.send(folder)
    rival: Path | None = pipe.recv()
    return rival
