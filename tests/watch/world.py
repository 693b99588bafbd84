"""A small world for tests of the watcher: an inbox, outputs, a clock that is set by hand, and a builder in miniature.

The builder publishes through the real plan, manifest and publishing; only what a paper says is made up: the text of
its case, and a pack that says what the held paper says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

from packgen.builder.apply import Target, carry_out, find_hashes, plan_targets
from packgen.builder.held import HashMemory
from packgen.builder.manifest import Entry, Manifest, read_manifest, write_manifest
from packgen.builder.outcome import CaseOutcome
from packgen.builder.plan import Step, Wanted
from packgen.builder.unchanged import held_now
from packgen.case.values import LONDON
from packgen.errors import Location, Problem
from packgen.files import sha256_of
from packgen.settings import Settings
from packgen.watch.decide import Patience
from packgen.watch.heartbeat import Heartbeat
from packgen.watch.loop import Now, Watcher
from packgen.watch.places import Places

END = "end_of_case: true\n"
PAPER, PACK = "paper.txt", "pack.pdf"


def case_text(reference: str, value: int) -> str:
    """A whole case file of the small world."""
    return f"case:\n  reference: {reference}\nvalue: {value}\n{END}"


@dataclass
class SmallBuilder:
    """Builds a paper that repeats the case file, and a pack that repeats the paper as held."""

    outputs: Path
    failures: int = 0
    builds: list[str] = field(default_factory=list)
    meanwhile: Callable[[Path], object] | None = None  # done once, as the next build begins

    def __call__(self, cases: Mapping[Path, str], _today: date, _wait: bool) -> tuple[CaseOutcome, ...]:
        return tuple(self._one(path, settled) for path, settled in cases.items())

    def _one(self, path: Path, settled: str) -> CaseOutcome:
        self.builds.append(path.name)
        if self.meanwhile:
            self.meanwhile, now = None, self.meanwhile
            now(path)
        if self.failures:
            self.failures -= 1
            problem = Problem("The disk refused.", "Try again.", location=Location(str(path)))
            return CaseOutcome(path, problems=(problem,), transient=True)
        try:
            text = path.read_text("utf-8")
        except OSError:
            problem = Problem("It is not there.", location=Location(str(path)))
            return CaseOutcome(path, problems=(problem,), transient=True)
        if sha256_of(text.encode("utf-8")) != settled:
            return CaseOutcome(path, saved_again=True)
        reference = next((line.split()[-1] for line in text.splitlines() if "reference:" in line), "")
        if not reference:
            return CaseOutcome(path, problems=(Problem("There is no reference.", location=Location(str(path), 1)),))
        return self._publish(path, reference, text)

    def _publish(self, path: Path, reference: str, text: str) -> CaseOutcome:
        folder = self.outputs / reference
        manifest = read_manifest(folder) or Manifest(reference=reference)
        manifest = self._make(folder, manifest, PAPER, text)
        held = (folder / PAPER).read_text("utf-8")
        manifest = self._make(folder, manifest, PACK, f"bound: {held}")
        manifest = manifest.model_copy(update={"held": held_now(folder, manifest, HashMemory())})
        write_manifest(folder, manifest)
        edited = tuple(p for p, entry in manifest.entries.items() if manifest.held[p] != entry.sha256)
        return CaseOutcome(path, reference, folder, edited=edited)

    def _make(self, folder: Path, manifest: Manifest, path: str, text: str) -> Manifest:
        print_of = str(hash(text))
        entry = Entry(kind="k", title="t", fingerprint=print_of, sha256="")
        target = Target(Wanted(path, print_of), entry)
        for _ in range(2):
            actions = plan_targets([target], manifest, folder, lambda found, _: found == path)
            manifest = carry_out(actions, [target], {path: text.encode}, manifest, folder)
            if not any(action.step is Step.ACCEPT for action in actions):
                break
        assert find_hashes(folder, [path])
        return manifest


class World:
    """An inbox and outputs below `root`, watched on a clock that only the test moves."""

    def __init__(self, root: Path, clock: float = 1000.0) -> None:
        self.inbox, self.outputs = root / "inbox", root / "outputs"
        self.inbox.mkdir(exist_ok=True)
        self.outputs.mkdir(exist_ok=True)
        self.build = SmallBuilder(self.outputs)
        self.settings = Settings(outputs=self.outputs)
        self.clock = clock
        self.wall = datetime(2026, 3, 2, 9, 0, tzinfo=LONDON)
        self.numbers = count()
        self.watcher = self.new_watcher()

    def new_watcher(self) -> Watcher:
        """A watcher as after a start: it knows what the ledger knows."""
        places = Places(self.inbox, self.outputs)
        return Watcher(places, self.settings, self.build, Heartbeat(places.own, self.inbox), Patience())

    def tick(self, times: int = 1, seconds: float = 1.0) -> None:
        """Let time pass, a look after every step."""
        for _ in range(times):
            self.clock += seconds
            self.wall += timedelta(seconds=seconds)
            self.watcher.tick(Now(self.clock, self.wall))

    def settle(self) -> None:
        """The disk is well again, and so much time passes that nothing is on its way any more."""
        self.tick(12)
        self.build.failures, self.build.meanwhile = 0, None
        for _ in range(3):
            self.tick(1, 3700.0)
            self.tick(6)

    def drop(self, name: str, text: str) -> Path:
        """Save a file into the inbox."""
        path = self.inbox / name
        path.write_text(text, "utf-8")
        return path

    def note(self, name: str) -> str:
        """The ending of the note beside a file: READY, PROBLEM, both, or nothing."""
        found = [kind for kind in ("READY", "PROBLEM") if (self.inbox / f"{name} - {kind}.txt").exists()]
        return " and ".join(found)

    def note_text(self, name: str) -> str:
        """What the note beside a file says."""
        return (self.inbox / f"{name} - {self.note(name)}.txt").read_text("utf-8")
