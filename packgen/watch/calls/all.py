"""All calls of one watcher in one place: it tells them what it saw and built, they tell which cases are due again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from packgen.builder.outcome import CaseOutcome
from packgen.settings import Settings
from packgen.watch.calls.asking import Ask
from packgen.watch.calls.beside import Beside
from packgen.watch.calls.fragments import Fragments
from packgen.watch.calls.memory import Shelf
from packgen.watch.calls.minutes import MinutesBack
from packgen.watch.calls.proposals import Background, Proposals, in_a_thread
from packgen.watch.calls.starters import Starters
from packgen.watch.decide import Record
from packgen.watch.inbox import Sight
from packgen.watch.places import Places


class Calls:
    """What one watcher does besides building. `folder` is its private folder."""

    def __init__(
        self, places: Places, settings: Settings, folder: Path, ask: Ask, background: Background = in_a_thread
    ) -> None:
        self._shelf = Shelf(folder)
        self._starters = Starters(places.inbox, folder, settings)
        self._minutes = MinutesBack(places.inbox, places.outputs, ask, self._shelf)
        self._fragments = Fragments(places.inbox, ask, self._minutes.anew)
        self._beside = Beside(places.inbox, settings, ask, self._shelf)
        self.propose = Proposals(settings, ask, self._shelf, background)

    @property
    def is_busy(self) -> bool:
        """Whether anything is still on its way."""
        return self._minutes.is_busy or self._fragments.is_busy or self._beside.is_busy

    def built(self, record: Record, outcome: CaseOutcome) -> None:
        """A case was built, or nothing of it had changed."""
        self._minutes.built(record, outcome)
        self._beside.built(record, outcome)

    def look(
        self, sight: Sight, records: Mapping[str, Record], clock: float, now: datetime, *, settle: float, moved: bool
    ) -> list[str]:
        """Do what is to be done after a look at the inbox; returns the case files to be looked through again."""
        self.propose.today = now.date()
        self._starters.look(clock, now.date(), moved=moved)
        due = self._beside.look(sight, records, clock, settle)
        due += self._fragments.look(sight, records, clock, now, settle)
        due += self._minutes.look(records, clock, now.date())
        self._shelf.save()
        return due

    def stop(self) -> None:
        """End what is under way and write down what is known."""
        for call in (self.propose, self._minutes, self._fragments, self._beside):
            call.stop()
        self._shelf.save()
