"""`packgen watch` as a process over an inbox of its own, and what can be seen of it from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOKEN = "Zanzibarqux"


def real_case(reference: str, extra: str = "") -> str:
    """A small case that packgen itself builds; its child's name is a word found nowhere else."""
    return "\n".join(
        [
            "case:",
            f"  reference: {reference}",
            "children:",
            "  - id: a",
            f"    name: {TOKEN} Child",
            "meetings:",
            "  - id: strategy-1",
            "    type: strategy",
            "    date: 2026-06-02",
            f"    reason: {TOKEN} was said at school. {extra}",
            "end_of_case: true",
            "",
        ]
    )


class Running:
    """`packgen watch` as a process over an inbox of its own."""

    def __init__(self, root: Path, *, outputs: Path | None = None) -> None:
        self.root, self.inbox, self.outputs = root, root / "inbox", outputs or root / "outputs"
        self.state, self.temporary = root / "state", root / "tmp"
        for folder in (self.inbox, self.outputs, self.temporary):
            folder.mkdir(exist_ok=True)
        settings = f'inbox = "inbox"\noutputs = "{self.outputs.as_posix()}"\nconverter = "built-in"\n'
        (root / "packgen.toml").write_text(settings, "utf-8")

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the watcher; what it says goes to `said.txt`."""
        environment = {**os.environ, "PACKGEN_STATE_FOLDER": str(self.state), "TMPDIR": str(self.temporary)}
        command = [sys.executable, "-m", "packgen", "watch", "--settings", str(self.root / "packgen.toml"), *arguments]
        with (self.root / "said.txt").open("ab") as said:
            return subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=said, stderr=said, start_new_session=True
            )

    def once(self) -> int:
        """Run it until everything that lies there is dealt with; returns its exit code."""
        return self.start("--once").wait(timeout=300)

    @property
    def said(self) -> str:
        """What it has said so far."""
        return (self.root / "said.txt").read_text("utf-8")


def builders_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes (each the first of its group) in which this watcher builds just now."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1])
            if parent == process.pid and b"packgen.builder.child" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_for(what: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until `what` holds, and fail when it does not within so many seconds."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)
