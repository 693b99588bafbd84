"""What an idle watcher costs, in one run.

`idle_core_percent`: the part of one core that looks at 5,000 settled files take, at the pace of the service.
`idle_process_core_percent`: what a real `packgen watch` with its ordinary settings takes of one core over a minute.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from packgen.builder.outcome import CaseOutcome
from packgen.case.values import LONDON
from packgen.settings import Settings
from packgen.watch.heartbeat import Heartbeat
from packgen.watch.loop import Now, Watcher
from packgen.watch.places import Places
from packgen.watch.service import LOCAL_SECONDS, SHARE_OF_A_CORE

IDLE_FILES = 5_000
IDLE_SECONDS = 60.0
LOOKS = 100


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["PACKGEN_STATE_FOLDER"] = str(Path(name) / "state")
        figures = {
            **_idle_process(Path(name)),
            **_idle(Path(name)),
        }
    if chosen.json:
        print(json.dumps(figures, indent=1))
    else:
        for what, value in figures.items():
            print(f"{what:32} {value:10.2f}")


def _idle_process(folder: Path) -> dict[str, float]:
    """A process that has told about 5,000 files (each waits for its last line) and has nothing left to do."""
    root = folder / "process"
    inbox, own = root / "inbox", root / "outputs"
    for place in (inbox, own):
        place.mkdir(parents=True)
    for number in range(IDLE_FILES):
        (inbox / f"case-{number:05}.yaml").write_text("case:\n", "utf-8")
    (root / "packgen.toml").write_text('inbox = "inbox"\noutputs = "outputs"\n', "utf-8")
    command = [sys.executable, "-m", "packgen", "watch", "--settings", str(root / "packgen.toml")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while sum(1 for _ in inbox.iterdir()) < 2 * IDLE_FILES:
            time.sleep(1.0)
        time.sleep(10.0)
        before, began = _cpu_seconds(process.pid), time.monotonic()
        time.sleep(IDLE_SECONDS)
        used, passed = _cpu_seconds(process.pid) - before, time.monotonic() - began
    finally:
        process.terminate()
        process.wait()
    return {"idle_process_core_percent": used / passed * 100}


def _cpu_seconds(pid: int) -> float:
    """Processor seconds (user and system) of a process. Linux only: elsewhere 0."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _idle(folder: Path) -> dict[str, float]:
    inbox, outputs = folder / "inbox", folder / "idle-outputs"
    for place in (inbox, outputs):
        place.mkdir()
    for number in range(IDLE_FILES):
        (inbox / f"case-{number:05}.yaml").write_text("case:\nend_of_case: true\n", "utf-8")

    def build(paths, _today, _wait):  # type: ignore[no-untyped-def]
        return tuple(CaseOutcome(path, path.stem, outputs / path.stem) for path in paths)

    places = Places(inbox, outputs)
    settings = Settings(outputs=outputs)
    watcher = Watcher(places, settings, build, Heartbeat(places.own, inbox))
    os.fsync = lambda _descriptor: None  # 5,000 notes are written before the measuring starts
    wall = datetime(2026, 5, 1, 9, 0, tzinfo=LONDON)
    clock = 0.0
    while not (watcher.is_idle and clock > 30):
        clock += LOCAL_SECONDS
        watcher.tick(Now(clock, wall))
    began = time.process_time()
    for _ in range(LOOKS):
        clock += LOCAL_SECONDS
        watcher.tick(Now(clock, wall))
    used = time.process_time() - began
    a_look = used / LOOKS
    # As the service does: where a look takes long, looks become fewer.
    pace = max(LOCAL_SECONDS, a_look / SHARE_OF_A_CORE)
    return {
        "idle_ms_a_look": a_look * 1000,
        "idle_seconds_between_looks": pace,
        "idle_core_percent": a_look / pace * 100,
        "idle_core_percent_every_2_seconds": a_look / LOCAL_SECONDS * 100,
    }


if __name__ == "__main__":
    main()
