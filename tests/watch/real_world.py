"""The small world with the real builder and the real calls, all in this process and on a clock set by hand.

Only the converter is left out: Word papers are made, which is all that these tests look at.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from packgen.builder.build import BuildOptions, build_cases
from packgen.builder.errands.child import run_errand
from packgen.builder.errands.orders import Answer, Order
from packgen.builder.outcome import CaseOutcome
from packgen.settings import Settings
from packgen.watch.calls.all import Calls
from packgen.watch.decide import Patience
from packgen.watch.heartbeat import Heartbeat
from packgen.watch.ledger import watch_folder
from packgen.watch.loop import Watcher
from packgen.watch.places import Places
from tests.builder.minutes.edited_minutes import Edit, cells, edited, new_row, rows, write
from tests.watch.world import World

REFERENCE = "R-7"
CASE = f"""\
# A remark of the officer's own.
case:
  reference: {REFERENCE}
children:
  - id: sam
    name: Sam Sample
    date_of_birth: 2011-05-03
people:
  - id: worker
    name: Gareth Renshaw
    group: professional
    role: social_worker
meetings:
  - id: strategy-1
    type: strategy
    date: 2026-02-20
    reason: Seen at the arcade with an adult.
    invitees:
      - person: worker
    actions:
      - what: Ring the school.   # agreed by telephone
        owner: worker
        due: 2026-03-20
end_of_case: true
"""
# With a second meeting, still to come.
CASE_WITH_NEXT = CASE.replace(
    "end_of_case",
    "  - id: strategy-2\n    type: strategy\n    date: 2026-04-20\n    reason: To look at it again.\nend_of_case",
)
NAME = "R-7.yaml"
FRAGMENT = "R-7 - from minutes.yaml"
MINUTES = "2026-02-20-strategy-1/minutes.docx"


class RealWorld(World):
    """As `World`, over cases that packgen itself reads and builds. `asked` are the errands in order."""

    def __init__(self, root: Path, **settings: Any) -> None:
        self.root = root
        self.extra = settings
        self.asked: list[Order] = []
        self.builds: list[str] = []
        super().__init__(root)

    def new_watcher(self) -> Watcher:
        self.settings = Settings(outputs=self.outputs, converter="word", **self.extra)
        places = Places(self.inbox, self.outputs)
        folder = watch_folder(self.inbox)
        calls = Calls(places, self.settings, folder, self._ask, background=lambda task: task())
        heartbeat = Heartbeat(places.own, self.inbox)
        return Watcher(places, self.settings, self._build, heartbeat, Patience(), calls)

    def _build(self, paths: Iterable[Path], today: date, wait: bool) -> tuple[CaseOutcome, ...]:
        listed = list(paths)
        self.builds += [path.name for path in listed]
        options = BuildOptions(today, wait_for_attachments=wait)
        return tuple(build_cases(listed, self.settings, options))

    def _ask(self, order: Order, _stopping: threading.Event) -> Answer | None:
        self.asked.append(order)
        return run_errand(order, self.settings)

    def rest(self, looks: int = 16) -> None:
        """Let so much pass that everything that lies there is dealt with."""
        self.tick(looks)

    @property
    def folder(self) -> Path:
        """The folder of the one case's papers."""
        return self.outputs / REFERENCE

    @property
    def waiting(self) -> Path:
        """The file of changes that waits beside the papers."""
        return self.folder / FRAGMENT

    def type_minutes(self, *edits: Edit) -> None:
        """Type in the minutes and save them."""
        path = self.folder / MINUTES
        path.write_bytes(edited(path.read_bytes(), *edits))

    def errands(self, kind: str) -> int:
        """How often an errand of this kind was asked for."""
        return sum(order.errand == kind for order in self.asked)


def add_action(what: str, owner: str = "Gareth Renshaw", due: str = "3 April 2026") -> Edit:
    """Type a new action into a new row."""

    def edit(root: Any) -> None:
        found = rows(root, "actions")
        found[-1].addnext(new_row(found[-1], what, owner, due, "", *[""] * (len(cells(found[-1])) - 5)))

    return edit


def misdate_action(text: str) -> Edit:
    """Type a date that is none into the first action."""
    return lambda root: write(cells(rows(root, "actions")[1])[3], text)
