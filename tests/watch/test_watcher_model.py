"""A model of an inbox under everything that happens to one: saves, half-saves, renames, deletions, clashes, hand edits,
a share that goes and comes back, restarts, kills, failing disks, clocks that jump.

Whatever happens in whatever order: hand edits stay, no half file is built, no output goes, never two notes; and once
things are quiet, every whole file is built as it stands and every file has the one right note.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from packgen.watch import decide as decide_module
from packgen.watch import loop, reading
from packgen.watch.names import clashing
from packgen.watch.outputs_look import OutputsLook
from tests.watch.world import END, PACK, PAPER, World, case_text

NAMES = ("a.yaml", "A.yaml", "b.yaml", "c.yaml.txt")
REFERENCES = ("R-1", "R-2")


class Inbox(RuleBasedStateMachine):
    """The watcher over real files and a clock of our own."""

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.world = World(Path(self.scratch.name))
        self.edits: dict[str, str] = {}
        self.built: set[str] = set()
        self.whole: set[str] = set()
        self.count = 0

    def teardown(self) -> None:
        try:
            if self._is_away:
                self.the_share_goes_or_comes_back()
            self.in_the_end_all_is_as_it_should_be()
        finally:
            self.scratch.cleanup()

    @initialize(names=st.sets(st.sampled_from(NAMES), min_size=1))
    def some_cases_are_built_already(self, names: set[str]) -> None:
        for name in sorted(names):
            self._save(name, case_text(f"R-{name[0].lower()}", 0))
        self.world.tick(5)

    def _there(self) -> dict[str, str]:
        return {name: (self.world.inbox / name).read_text("utf-8") for name in NAMES if self._has(name)}

    def _has(self, name: str) -> bool:
        return (self.world.inbox / name).exists()

    def _save(self, name: str, text: str) -> None:
        self.world.drop(name, text)
        if text.endswith(END):
            self.whole.add(text)

    @property
    def _is_away(self) -> bool:
        return (self.world.inbox.parent / "inbox-elsewhere").exists()

    # One reference a name, so that no two files ask for one folder; a clash is the names' own.
    @precondition(lambda self: not self._is_away)
    @rule(name=st.sampled_from(NAMES), value=st.integers(0, 3))
    def somebody_saves(self, name: str, value: int) -> None:
        self._save(name, case_text(f"R-{name[0].lower()}", value))

    @precondition(lambda self: not self._is_away)
    @rule(name=st.sampled_from(NAMES), value=st.integers(4, 6), cut=st.integers(2, 30))
    def somebody_has_saved_half(self, name: str, value: int, cut: int) -> None:
        self._save(name, case_text(f"R-{name[0].lower()}", value)[:-cut])

    @precondition(lambda self: not self._is_away)
    @rule(name=st.sampled_from(NAMES), value=st.integers(7, 9))
    def an_older_file_is_restored(self, name: str, value: int) -> None:
        self._save(name, case_text(f"R-{name[0].lower()}", value))
        os.utime(self.world.inbox / name, (1_000_000_000 + value, 1_000_000_000 + value))

    @precondition(lambda self: not self._is_away)
    @rule(name=st.sampled_from(NAMES))
    def somebody_deletes(self, name: str) -> None:
        (self.world.inbox / name).unlink(missing_ok=True)

    @precondition(lambda self: not self._is_away)
    @rule()
    def somebody_renames_there_and_back_names(self) -> None:
        if self._has("a.yaml") and not self._has("A.yaml"):
            (self.world.inbox / "a.yaml").rename(self.world.inbox / "A.yaml")
        elif self._has("A.yaml") and not self._has("a.yaml"):
            (self.world.inbox / "A.yaml").rename(self.world.inbox / "a.yaml")

    @precondition(lambda self: self.built)
    @rule(data=st.data())
    def somebody_edits_a_paper(self, data: st.DataObject) -> None:
        reference = data.draw(st.sampled_from(sorted(self.built)))
        self.count += 1
        self.edits[reference] = f"typed by hand {self.count}"
        (self.world.outputs / reference / PAPER).write_text(self.edits[reference], "utf-8")

    @rule(ticks=st.integers(1, 6), seconds=st.sampled_from((0.5, 1.0, 5.0)))
    def time_passes(self, ticks: int, seconds: float) -> None:
        self.world.tick(ticks, seconds)

    @rule(jump=st.sampled_from((-1e6, -3600.0, 3600.0, 86_400.0 * 3)))
    def the_clock_jumps(self, jump: float) -> None:
        self.world.clock += jump

    @rule()
    def the_next_day_comes(self) -> None:
        self.world.tick(1, 86_400.0)

    @rule(saved=st.booleans(), clock=st.floats(0, 1e5))
    def the_watcher_is_started_again(self, saved: bool, clock: float) -> None:
        if saved:
            self.world.watcher.stop(self.world.wall)
        self.world.clock = clock
        self.world.watcher = self.world.new_watcher()

    @rule(times=st.integers(1, 3))
    def the_disk_refuses_for_a_while(self, times: int) -> None:
        self.world.build.failures = times

    @rule()
    def the_share_goes_or_comes_back(self) -> None:
        inbox, elsewhere = self.world.inbox, self.world.inbox.parent / "inbox-elsewhere"
        if self._is_away:
            shutil.rmtree(inbox)
            elsewhere.rename(inbox)
        elif (inbox / ".packgen-inbox").exists():
            inbox.rename(elsewhere)
            inbox.mkdir()  # an empty mount point

    @precondition(lambda self: not self._is_away)
    @rule()
    def in_the_end_all_is_as_it_should_be(self) -> None:
        self.world.settle()
        there = self._there()
        clash = clashing(there)
        for name in NAMES:
            expected = ""
            if name in there:
                expected = "READY" if there[name].endswith(END) and name not in clash else "PROBLEM"
            assert self.world.note(name) == expected, f"{name} has the note {self.world.note(name)!r}"
            if expected == "READY":
                self._is_built(there[name])

    def _is_built(self, text: str) -> None:
        reference = text.split()[2]
        folder = self.world.outputs / reference
        held = (folder / PAPER).read_text("utf-8")
        assert held == self.edits.get(reference, text), "an unedited paper follows the case file"
        assert (folder / PACK).read_text("utf-8") == f"bound: {held}", "the pack follows the held paper"

    @invariant()
    def hand_edits_stay(self) -> None:
        for reference, text in self.edits.items():
            assert (self.world.outputs / reference / PAPER).read_text("utf-8") == text

    @invariant()
    def nothing_is_made_of_half_a_file(self) -> None:
        for paper in self.world.outputs.glob(f"*/{PAPER}"):
            text = paper.read_text("utf-8")
            assert text in self.whole or text.startswith("typed by hand")

    @invariant()
    def outputs_never_go(self) -> None:
        now = {paper.parent.name for paper in self.world.outputs.glob(f"*/{PAPER}")}
        assert now >= self.built
        self.built |= now

    @invariant()
    def there_are_never_two_notes(self) -> None:
        assert all(" and " not in self.world.note(name) for name in NAMES)


QUICK = settings(max_examples=60, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


def test_the_watcher_keeps_its_promises_whatever_happens() -> None:
    run_state_machine_as_test(Inbox, settings=QUICK)


@pytest.mark.soak
def test_the_watcher_keeps_its_promises_for_long() -> None:
    run_state_machine_as_test(Inbox, settings=settings(QUICK, max_examples=1500, stateful_step_count=50))


def _times_in_order(record: decide_module.Record, seen: decide_module.Seen, *rest: object) -> object:
    """A fault: a file counts as changed only when its time is later."""
    known, now = record.stamp, seen.stamp
    if known is not None and now is not None and now.modified_ns <= known.modified_ns:
        seen = decide_module.Seen(known, record.beside, seen.clash)
    return decide_module.decide(record, seen, *rest)  # type: ignore[arg-type]


FAULTS = {
    "times are compared for order": (loop, "decide", _times_in_order),
    "the last line is not asked for": (reading, "has_ended", lambda _name, _text: True),
    "edits in the outputs are not looked for": (OutputsLook, "changed", lambda _self, _folders: []),
    "an empty mount point is taken for the inbox": (loop, "inbox_is_there", lambda *_, **__: True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_model_finds_a_fault_seeded_on_purpose(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, wrong = FAULTS[fault]
    monkeypatch.setattr(where, name, wrong)
    patient = settings(QUICK, max_examples=400, derandomize=True, database=None, phases=[Phase.generate])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Inbox, settings=patient)
