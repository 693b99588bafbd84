"""A model of an inbox under everything that happens to one: saves, half-saves, renames, deletions, clashes, hand edits,
a share that goes and comes back, restarts, kills, failing disks, clocks that jump.

Whatever happens in whatever order: hand edits stay, no half file is built, no output goes, never two notes; and once
things are quiet, every whole file is built as it stands and every file has the one right note.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable
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

from packgen.files import Stamp
from packgen.watch import decide as decide_module
from packgen.watch import inbox, loop, reading
from packgen.watch.decide import Reading, Record
from packgen.watch.names import clashing
from packgen.watch.notes import Note
from packgen.watch.outputs_look import OutputsLook
from tests.watch.world import END, PACK, PAPER, World, case_text

NAMES = ("a.yaml", "A.yaml", "b.yaml", "c.yaml.txt")
# The clock of a machine starts afresh with it.
CLOCKS = st.sampled_from((0.0, 500.0, 30_000.0, 80_000.0))


class Inbox(RuleBasedStateMachine):
    """The watcher over real files and a clock of our own."""

    unreadable = 0  # how often a file of the inbox still cannot be read
    refused = 0  # how often a note still cannot be written

    def __init__(self) -> None:
        super().__init__()
        self.scratch = tempfile.TemporaryDirectory()
        self.world = World(Path(self.scratch.name))
        self.edits: dict[str, str] = {}
        self.built: set[str] = set()
        self.whole: set[str] = set()
        self.count = 0
        Inbox.unreadable = Inbox.refused = 0

    def teardown(self) -> None:
        try:
            if self._is_away:
                self.the_share_goes_or_comes_back()
            self.in_the_end_all_is_as_it_should_be()
        finally:
            self.scratch.cleanup()

    @initialize(names=st.sets(st.sampled_from(NAMES), min_size=1), clock=CLOCKS)
    def some_cases_are_built_already(self, names: set[str], clock: float) -> None:
        self.world.clock = clock
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
    @rule(name=st.sampled_from(NAMES), value=st.integers(10, 12))
    def somebody_forgets_the_reference(self, name: str, value: int) -> None:
        self.world.drop(name, f"case:\nvalue: {value}\n{END}")

    @rule(value=st.integers(13, 15), cut=st.integers(2, 30))
    def somebody_saves_half_as_a_build_begins(self, value: int, cut: int) -> None:
        def save(path: Path) -> None:
            path.write_text(case_text(f"R-{path.name[0].lower()}", value)[:-cut], "utf-8")

        self.world.build.meanwhile = save

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
    @rule(thinks_again=st.booleans())
    def somebody_renames(self, thinks_again: bool) -> None:
        for _ in range(2 if thinks_again else 1):
            if self._has("a.yaml") and not self._has("A.yaml"):
                (self.world.inbox / "a.yaml").rename(self.world.inbox / "A.yaml")
            elif self._has("A.yaml") and not self._has("a.yaml"):
                (self.world.inbox / "A.yaml").rename(self.world.inbox / "a.yaml")
            if thinks_again:
                self.time_passes(5, 1.0)
        if thinks_again and "R-a" in self.built:
            self._edit("R-a")
            self.in_the_end_all_is_as_it_should_be()

    @precondition(lambda self: self.built)
    @rule(data=st.data())
    def somebody_edits_a_paper(self, data: st.DataObject) -> None:
        self._edit(data.draw(st.sampled_from(sorted(self.built))))

    def _edit(self, reference: str) -> None:
        self.count += 1
        self.edits[reference] = f"typed by hand {self.count}"
        (self.world.outputs / reference / PAPER).write_text(self.edits[reference], "utf-8")

    @rule(ticks=st.integers(1, 6), seconds=st.sampled_from((0.5, 1.0, 5.0)))
    def time_passes(self, ticks: int, seconds: float) -> None:
        self.world.tick(ticks, seconds)
        assert self.world.watcher.away == self._is_away, "an empty mount point is not an empty inbox"

    @rule(jump=st.sampled_from((-1e6, -3600.0, 3600.0, 86_400.0 * 3)))
    def the_clock_jumps(self, jump: float) -> None:
        self.world.clock += jump

    @rule()
    def the_next_day_comes(self) -> None:
        self.world.tick(1, 86_400.0)

    @rule(after=st.sampled_from((0, 1, 9)), saved=st.booleans(), clock=CLOCKS)
    def the_watcher_is_started_again(self, after: int, saved: bool, clock: float) -> None:
        self.world.tick(after)
        if saved:
            self.world.watcher.stop(self.world.wall)
        self.world.clock = clock
        self.world.watcher = self.world.new_watcher()

    @rule(times=st.integers(1, 3))
    def the_disk_refuses_for_a_while(self, times: int) -> None:
        self.world.build.failures = times

    @rule(times=st.integers(1, 3))
    def the_inbox_cannot_be_read_for_a_while(self, times: int) -> None:
        Inbox.unreadable = times

    @precondition(lambda self: not self._is_away)
    @rule(times=st.integers(1, 3), name=st.sampled_from(NAMES), half=st.booleans())
    def the_inbox_refuses_notes_for_a_while(self, times: int, name: str, half: bool) -> None:
        Inbox.refused = times
        if half:
            self.somebody_has_saved_half(name, 4, 5)
        else:
            self.somebody_saves(name, 3)
        self.time_passes(9, 1.0)

    @precondition(lambda self: not self._is_away)
    @rule(name=st.sampled_from(NAMES), value=st.integers(0, 3), clock=CLOCKS)
    def the_machine_goes_down_over_a_disk_that_refuses(self, name: str, value: int, clock: float) -> None:
        """A build waits to be tried again when the machine, and with it the watcher's clock, starts afresh."""
        self.world.build.failures = 3
        self.somebody_saves(name, value)
        self.the_watcher_is_started_again(after=9, saved=True, clock=clock)
        self.in_the_end_all_is_as_it_should_be()

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
        Inbox.unreadable = Inbox.refused = 0
        self.world.settle()
        there = self._there()
        clash = clashing(there)
        for name in NAMES:
            expected = ""
            if name in there:
                expected = "READY" if there[name] in self.whole and name not in clash else "PROBLEM"
            assert self.world.note(name) == expected, f"{name} has the note {self.world.note(name)!r}"
            if expected == "READY":
                self._is_built(there[name])
            told = name in self.world.watcher.failures
            is_wrong = name in there and "reference" not in there[name] and there[name].endswith(END)
            assert told == (is_wrong and name not in clash), f"the status page is told what is wrong with {name}"

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


@pytest.fixture(autouse=True)
def _a_disk_that_fails_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    read, put = loop.read_once, loop.put_note

    def read_or_fail(path: Path, stamp: Stamp) -> Reading:
        if Inbox.unreadable:
            Inbox.unreadable -= 1
            raise OSError(errno.EIO, "Input/output error")
        return read(path, stamp)

    def put_or_refuse(folder: Path, name: str, note: Note | None) -> bool:
        if Inbox.refused:
            Inbox.refused -= 1
            return False
        return put(folder, name, note)

    monkeypatch.setattr(loop, "read_once", read_or_fail)
    monkeypatch.setattr(loop, "put_note", put_or_refuse)


@pytest.fixture(autouse=True)
def _not_every_file_is_asked_at_every_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "STAMPS_A_LOOK", 1)
    monkeypatch.setattr(inbox, "TOO_NEW_NS", -(10**18))  # nor is the folder listed where its own stamp is as it was


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


def _the_last_speaks(records: Iterable[Record]) -> dict[str, Record]:
    """A fault: of two files of one case, the later in the ledger speaks for its papers, even when it has gone."""
    return {record.folder: record for record in records if record.settled and record.folder}


def _tell_once(watcher: loop.Watcher, name: str, note: Note | None) -> None:
    """A fault: a note that the disk refuses is not put again."""
    loop.put_note(watcher.places.inbox, name, note)


FAULTS = {
    "times are compared for order": (loop, "decide", _times_in_order),
    "the last line is not asked for": (reading, "has_ended", lambda _name, _text: True),
    "edits in the outputs are not looked for": (OutputsLook, "changed", lambda _self, _folders: []),
    "a start believes the clock of the last run": (loop, "_restarted", lambda record: record),
    "a file that has gone speaks for the papers": (loop, "by_folder", _the_last_speaks),
    "a note that was refused is not put again": (loop.Watcher, "_tell", _tell_once),
    "an empty mount point is taken for the inbox": (loop, "inbox_is_there", lambda *_, **__: True),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_model_finds_a_fault_seeded_on_purpose(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, name, wrong = FAULTS[fault]
    monkeypatch.setattr(where, name, wrong)
    patient = settings(QUICK, max_examples=400, derandomize=True, database=None, phases=[Phase.generate])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Inbox, settings=patient)
