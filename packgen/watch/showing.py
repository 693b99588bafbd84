"""When the status page is written: when something has changed, and every few minutes so that it can be seen to live."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress

from packgen.builder.status.gather import FileTrouble, Gatherer, view_of
from packgen.builder.status.publish import publish_page
from packgen.files import FileProblemError
from packgen.watch.decide import Record, State, Why
from packgen.watch.loop import Now, Watcher
from packgen.watch.places import Places
from packgen.watch.reading import is_restricted
from packgen.watch.results import by_folder

_AGAIN_SECONDS = 300.0
_CHANGED_SECONDS = 2.0
# The page may cost this part of one core's time.
_SHARE_OF_A_CORE = 0.002

_WAITS_FOR = {
    Why.NO_END: "is waiting for its last line, end_of_case: true",
    Why.ATTACHMENTS: "is waiting for the files that it names",
    Why.SETTLING: "is being saved or waits for its turn",
    Why.RETRY: "could not be built just now and is tried again",
}


class StatusPage:
    """The status page of one watcher."""

    def __init__(self, places: Places, watcher: Watcher) -> None:
        self._places, self._watcher = places, watcher
        self._gatherer = Gatherer(places.outputs)
        self._next = float("-inf")
        self._shown = float("-inf")
        self._soon = 0.0

    def show(self, now: Now, *, at_once: bool = False) -> None:
        """Write the page where it is time. A disk that refuses is tried again at the next tick."""
        if self._watcher.away:
            return
        wait = 0.0 <= now.clock - self._shown < self._next
        if wait and not at_once and not (self._watcher.changed and now.clock - self._shown >= self._soon):
            return
        began = time.process_time()
        spoken_for = by_folder(self._watcher.records.values())
        states = {folder: record.state.value for folder, record in spoken_for.items()}
        view = view_of(self._gatherer.summaries(), self._troubles(), now.wall, states=states)
        with suppress(FileProblemError, OSError):
            publish_page(self._places.outputs, view)
            self._watcher.changed = False
        cost = time.process_time() - began
        self._shown = now.clock
        self._soon = max(_CHANGED_SECONDS, cost * 20)
        self._next = max(_AGAIN_SECONDS, cost / _SHARE_OF_A_CORE)

    def _troubles(self) -> Iterator[FileTrouble]:
        for record in self._watcher.records.values():
            words = _words(record, failed=record.name in self._watcher.failures)
            if words:
                path = self._places.inbox / record.name
                problems = self._watcher.failures.get(record.name, ())
                yield FileTrouble(record.name, words, problems, is_restricted(path))


def _words(record: Record, *, failed: bool) -> str:
    """How a file stands that is not simply built; empty for one whose case says the rest itself."""
    if record.state is State.WAITING and record.why is Why.SETTLING and record.settled:
        return ""
    if record.state is State.WAITING and record.why is not None:
        return _WAITS_FOR[record.why]
    if record.state is State.CLASH:
        return "has a name that differs from another's by capitals or accents only"
    return "could not be built" if record.state is State.PROBLEM and failed else ""
