"""Proposals for subject access requests, made beside the builds so that an urgent meeting does not wait for them.

Only proposals, ever (design, decision 12): they go to the subject access root, which has rights of its own, and the
note beside the request holds no word of it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from packgen.builder.errands.orders import ProposeOrder, Proposing
from packgen.case.values import LONDON
from packgen.settings import Settings
from packgen.watch.audit import record_event
from packgen.watch.calls.asking import Ask
from packgen.watch.calls.memory import Request, Shelf
from packgen.watch.inbox import Files, files_in
from packgen.watch.ledger import keyed
from packgen.watch.notes import Note, ready_note, request_note, waiting_note

_LONGEST_WAIT = 15.0
# starts something that takes long; for tests it may as well be done at once
Background = Callable[[Callable[[], None]], object]


def in_a_thread(task: Callable[[], None]) -> threading.Thread:
    """Run `task` beside everything else."""
    thread = threading.Thread(target=task, daemon=True, name="proposals")
    thread.start()
    return thread


@dataclass
class _Running:
    folder: Path
    inside: Files
    done: bool = False
    answer: object = None


class Proposals:
    """A `Proposer` for `Others`: asked again and again until there is a note."""

    def __init__(self, settings: Settings, ask: Ask, shelf: Shelf, background: Background = in_a_thread) -> None:
        self._settings, self._ask, self._shelf, self._background = settings, ask, shelf, background
        self._running: _Running | None = None
        self._thread: object = None
        self._stopping = threading.Event()
        self.today: date = datetime.now(LONDON).date()

    def __call__(self, folder: Path) -> Note | None:
        """The note for the request in `folder`; None while it is being worked on."""
        if self._settings.subject_access_root is None:
            return request_note(folder.name)
        if self._running is None or (self._running.done and self._running.folder != folder):
            self._start(folder)
        running = self._running
        if running is None or running.folder != folder or not running.done:
            return None
        self._running = None
        if running.inside != files_in(folder):
            return None  # it has changed meanwhile and settles anew
        return self._note(folder, running.answer)

    def stop(self) -> None:
        """Give up what is being proposed, and wait until it has been."""
        self._stopping.set()
        if isinstance(self._thread, threading.Thread):
            self._thread.join(_LONGEST_WAIT)

    def _start(self, folder: Path) -> None:
        known = self._shelf.memory.requests.get(keyed(folder.name))
        order = ProposeOrder(folder, known.content if known else "", self.today)
        running = self._running = _Running(folder, files_in(folder))

        def task() -> None:
            with suppress(Exception):  # what goes wrong is an absent answer, and is tried again
                running.answer = self._ask(order, self._stopping)
            running.done = True

        self._thread = self._background(task)

    def _note(self, folder: Path, answer: object) -> Note:
        key = keyed(folder.name)
        known = self._shelf.memory.requests.get(key)
        if not isinstance(answer, Proposing) or answer.later:
            return waiting_note(folder.name, ["It could not be done just now and is tried again."], retry=True)
        if answer.same and known is not None:
            return Note(known.ready, known.text)
        note = (ready_note if answer.ready else waiting_note)(folder.name, answer.lines)
        self._shelf.memory.requests[key] = Request(content=answer.content, ready=note.ready, text=note.text)
        self._shelf.changed()
        with suppress(OSError):
            record_event("proposed" if answer.ready else "not proposed", datetime.now(LONDON), request=key)
        return note
