"""Everything that the watcher does, as a process over real files, and what of it anybody else could see meanwhile."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from pathlib import Path

import docx
import pytest

from tests.builder.minutes.edited_minutes import edited
from tests.watch.real_world import MINUTES, add_action
from tests.watch.running import Running

pytestmark = pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks at /proc")

TOKEN = f"Zanzibar{secrets.token_hex(3)}".replace("0", "o").replace("1", "l")
OTHER, REQUESTER = "Quuxington", "Wandafried"
CASE = f"""\
case:
  reference: R-7
  title: {TOKEN} and friends
children:
  - id: sam
    name: Sam {TOKEN}
    date_of_birth: 2011-05-03
people:
  - id: worker
    name: Gareth {OTHER}
    group: professional
    role: social_worker
meetings:
  - id: strategy-1
    type: strategy
    date: 2026-02-20
    reason: {TOKEN} was seen at the arcade.
    invitees:
      - person: worker
    actions:
      - what: Ring the school of {TOKEN}.
        owner: worker
        due: 2026-03-20
end_of_case: true
"""
REQUEST = f"""\
request:
  reference: SAR-2026-001
  received_on: 2026-02-25
  case: {TOKEN}.yaml
subject:
  name: Sam {TOKEN}
  id: sam
requester:
  name: {REQUESTER} {TOKEN}
  capacity: self
"""


class Watched:
    """A service that is looked at from outside as closely as another user of the machine could, and closer."""

    def __init__(self, root: Path) -> None:
        self.running = Running(root)
        self.sar = root / "sar"
        with (root / "packgen.toml").open("a", encoding="utf-8") as settings:
            settings.write('subject_access_root = "sar"\n')
        self.seen: list[bytes] = []
        self.commands: set[bytes] = set()

    def once(self) -> int:
        """One run until all is dealt with; returns its exit code."""
        process = self.running.start("--once")
        until = time.monotonic() + 240
        while process.poll() is None:
            assert time.monotonic() < until
            self._look()
            time.sleep(0.05)
        return process.returncode

    def _look(self) -> None:
        for process in Path("/proc").glob("[0-9]*"):
            try:
                command = (process / "cmdline").read_bytes()
                if process.name != str(os.getpid()):
                    self.seen += [command, (process / "environ").read_bytes()]
                    self.commands.add(command)
            except OSError:
                continue
        for folder, folders, files in os.walk(self.running.temporary):  # which minds nothing that goes meanwhile
            self.seen += [os.fsencode(Path(folder) / name) for name in (*folders, *files)]

    def has_run(self, *words: str) -> bool:
        """Whether a process was seen with these words in its command line."""
        return any(all(word.encode() in command for word in words) for command in self.commands)

    def lets_out(self, word: str) -> list[str]:
        """Where the word could be read: process list, temporary names, what was said, logs, names of what was made."""
        named = word.casefold().encode()
        running = self.running
        found = ["process list or temporary name"] if any(named in one.lower() for one in self.seen) else []
        texts = {"said": running.root / "said.txt"}
        texts |= {f"log {path.name}": path for path in (running.state / "logs").rglob("*") if path.is_file()}
        texts |= {f"note {path.name}": path for path in (running.inbox / "redact").glob("*.txt")}
        found += [what for what, path in texts.items() if named in path.read_bytes().lower()]
        made = [*running.outputs.rglob("*"), *running.state.rglob("*"), *self.sar.rglob("*")]
        return found + [str(path.name) for path in made if named in path.name.lower().encode()]


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path)


def _drop_request(inbox: Path, *, converted: bool = True) -> None:
    folder = inbox / "redact" / "SAR-2026-001"
    folder.mkdir(parents=True)
    (folder / f"{TOKEN}.yaml").write_text(CASE, "utf-8")
    document = docx.Document()
    document.add_paragraph(f"Sam {TOKEN} was seen by Gareth {OTHER}.")
    document.save(str(folder / f"Letter to {OTHER}.docx"))
    if converted and shutil.which("soffice"):  # turned into Word by LibreOffice first
        (folder / f"{OTHER} {TOKEN}.rtf").write_text(rf"{{\rtf1 Gareth {OTHER} rang Sam {TOKEN}.}}", "ascii")
    (folder / "request.yaml").write_text(REQUEST, "utf-8")


def _shows_nothing_of_the_request(outputs: Path) -> None:
    for path in outputs.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert REQUESTER.encode() not in data, path.name
        assert b"SAR-2026-001" not in data, path.name


def test_nothing_of_cases_replies_minutes_or_requests_is_seen_by_anybody_else(watched: Watched) -> None:
    inbox, outputs = watched.running.inbox, watched.running.outputs
    (inbox / f"{TOKEN}.yaml").write_text(CASE, "utf-8")
    (inbox / "contacts.csv").write_text(f"Role,Name,E-mail\npolice,{TOKEN} desk,desk@example.org\n", "utf-8")
    (inbox / f"{TOKEN} - replies.csv").write_text(f"Meeting,Who,Reply\nstrategy-1,Gareth {OTHER},accepted\n", "utf-8")
    _drop_request(inbox)
    assert watched.once() == 0 or (inbox / f"{TOKEN}.yaml - PROBLEM.txt").exists()
    assert (inbox / "redact" / "SAR-2026-001 - READY.txt").exists()
    assert (inbox / f"{TOKEN} - replies.csv - READY.txt").exists()

    minutes = outputs / "R-7" / MINUTES
    minutes.write_bytes(edited(minutes.read_bytes(), add_action(f"Look for {TOKEN}.", f"Gareth {OTHER}")))
    watched.once()
    fragment = f"{TOKEN} - from minutes.yaml"
    (outputs / "R-7" / fragment).rename(inbox / fragment)
    watched.once()
    assert f"what: Look for {TOKEN}." in (inbox / f"{TOKEN}.yaml").read_text("utf-8")

    assert watched.has_run("packgen.builder.child"), "the look was close enough to see builds"
    assert watched.has_run("packgen.builder.errands.child"), "and errands"
    own = {f"{TOKEN} - from minutes, accepted", fragment}  # named by the case file's own name, which people choose
    assert [one for one in watched.lets_out(TOKEN) if not one.startswith(tuple(own))] == []
    assert watched.lets_out(OTHER) == []
    assert watched.lets_out(REQUESTER) == []
    _shows_nothing_of_the_request(outputs)
    assert len(list((watched.sar / "proposed").glob("*.docx"))) >= 1
    assert list((watched.sar / "to-send").iterdir()) == [], "nothing is ever released"
    assert list(watched.running.temporary.iterdir()) == [], "nothing is left in the temporary folder"


def test_a_watcher_that_is_stopped_in_the_midst_of_a_proposal_leaves_nothing_behind(watched: Watched) -> None:
    import signal

    _drop_request(watched.running.inbox, converted=False)
    process = watched.running.start("--polling")
    until = time.monotonic() + 60
    while not watched.has_run("packgen.builder.errands.child"):
        assert time.monotonic() < until
        watched._look()
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    assert list(watched.running.temporary.iterdir()) == []
    assert "Traceback" not in (watched.running.root / "said.txt").read_text("utf-8")
    assert watched.once() == 0
    assert (watched.running.inbox / "redact" / "SAR-2026-001 - READY.txt").exists()
