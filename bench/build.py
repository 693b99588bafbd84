"""Measure builds of many cases: growth from 1 to 1,000, unchanged input, two workers against one, docxtpl, the disk.

The cases are fictional and seeded (bench/cases.py). `--json` prints one object; the short form takes some five minutes
on an idle machine with two cores, `--full` goes to 10,000 cases. The Word part is measured: conversion to PDF is
measured by bench/pack.py. Every build runs in a process of its own, warmed up by two cases, so that memory is that of
one build; Python keeps its compiled modules as it does after an installation.

Wall-clock ratios suffer from other work on the machine. `two_workers_by_processor` is what two workers would reach
undisturbed, from processor time alone: the parent's share counts as serial, the workers' as shared out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from cases import write_cases

DAY = date(2025, 4, 10)
COMPARED = 10
LEAST_SECONDS = 38
SIZES = (1, 10, 100, 1000, 10_000)
LOOK_AT_MEMORY = (10, 50, 100, 500, 1000, 5000, 10_000)
WARM_AFTER = 10
# Further pairs of runs steady the ratio; where the machine is so busy that it would take too long, fewer have to do.
PAIRS = 3
SECONDS_FOR_PAIRS = 400


@dataclass(frozen=True)
class Run:
    """One build in a process of its own: seconds by the clock (`whole` with the start), processor seconds, memory."""

    wall: float
    whole: float
    parent: float
    workers: float
    papers: int
    memory: dict[str, float]

    @property
    def cpu(self) -> float:
        """All processor seconds."""
        return self.parent + self.workers


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--full", action="store_true", help="up to 10,000 cases")
    parser.add_argument("--most", type=int, default=1000, help="the largest number of cases in the short form")
    parser.add_argument("--run", nargs=5, metavar=("INBOX", "OUTPUTS", "CASES", "JOBS", "WARM"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.run:
        inbox, outputs, *numbers = chosen.run
        print(json.dumps(_measured(Path(inbox), Path(outputs), *map(int, numbers))))
        return
    with tempfile.TemporaryDirectory(prefix="packgen-bench-") as name:
        os.environ["PACKGEN_STATE_FOLDER"] = str(Path(name) / "state")
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(name) / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        result = measure(Path(name), 10_000 if chosen.full else chosen.most)
    print(json.dumps(result, indent=1) if chosen.json else "\n".join(f"{k}: {v}" for k, v in result.items()))


def measure(folder: Path, most: int) -> dict[str, object]:
    """All measurements; times in seconds."""
    began = time.monotonic()
    inbox = folder / "inbox"
    write_cases(inbox, most)
    sizes = [size for size in SIZES if size <= most]
    runs = {size: _run(inbox, folder / f"size-{size}", size) for size in sizes}
    full = runs[sizes[-1]]
    again = _run(inbox, folder / f"size-{sizes[-1]}", sizes[-1])
    result: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_at_start": round(os.getloadavg()[0], 2),
        "cases": sizes[-1],
        "papers_a_case": round(full.papers / sizes[-1], 1),
        "seconds_a_case": round(full.wall / sizes[-1], 4),
        "processor_seconds_a_case": round(full.cpu / sizes[-1], 4),
        "unchanged_vs_full": round(full.wall / again.wall, 1),
        "unchanged_vs_full_by_processor": round(full.cpu / again.cpu, 1),
        "unchanged_milliseconds_a_case": round(1000 * again.wall / sizes[-1], 2),
    }
    result |= _growth(runs) | _against_others(inbox, folder)
    result |= _workers(inbox, folder, full.wall / sizes[-1], most, began)
    return result | {"took_seconds": round(time.monotonic() - began)}


def _growth(runs: dict[int, Run]) -> dict[str, object]:
    """Processor time a case and memory, by the number of cases; memory as it was after so many cases of one build."""
    cost = {size: run.cpu / size for size, run in runs.items()}
    largest = max(runs)
    return {
        "milliseconds_a_case": {str(size): round(1000 * value, 1) for size, value in cost.items()},
        f"cost_per_case_{largest}_vs_{min(100, largest)}": round(cost[largest] / cost[min(100, largest)], 3),
        "memory_mb_after": runs[largest].memory,
    }


def _workers(inbox: Path, folder: Path, seconds_a_case: float, most: int, began: float) -> dict[str, object]:
    """One worker against two by turns, on a batch that takes at least half a minute on one."""
    batch = min(most, int(LEAST_SECONDS / seconds_a_case) + WARM_AFTER)
    pairs: list[tuple[Run, Run]] = []
    for turn in range(PAIRS):
        if turn and time.monotonic() - began > SECONDS_FOR_PAIRS:
            break
        warm = WARM_AFTER if batch > 2 * WARM_AFTER else 0
        one, two = (_run(inbox, folder / f"turn-{turn}-{jobs}", batch, jobs, warm) for jobs in (1, 2))
        pairs.append((one, two))
    one, two = pairs[0]
    serial = median(two.parent for _, two in pairs) / median(one.cpu for one, _ in pairs)
    undisturbed = median(two.parent + two.workers / 2 for _, two in pairs)
    return {
        "workers_cases": batch,
        "one_worker_seconds": [round(one.wall, 1) for one, _ in pairs],
        "two_workers_seconds": [round(two.wall, 1) for _, two in pairs],
        "two_workers_vs_one": round(median(one.wall / two.wall for one, two in pairs), 2),
        "two_workers_vs_one_with_their_start": round(median(one.whole / two.whole for one, two in pairs), 2),
        "two_workers_by_processor": round(median(one.cpu for one, _ in pairs) / undisturbed, 2),
        "serial_share_percent": round(100 * serial, 1),
        "sharing_costs_percent": round(100 * (two.cpu / one.cpu - 1), 1),
        "memory_mb_of_a_worker_after": two.memory,
        "load_at_end": round(os.getloadavg()[0], 2),
    }


def _run(inbox: Path, outputs: Path, count: int, jobs: int = 1, warm: int = 0) -> Run:
    """Build the first `count` cases in a process of its own; the clock starts when `warm` of them are done."""
    command = [sys.executable, __file__, "--run", str(inbox), str(outputs), str(count), str(jobs), str(warm)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return Run(**json.loads(done.stdout))


def _measured(inbox: Path, outputs: Path, count: int, jobs: int, warm: int) -> dict[str, object]:
    """What `_run` starts: warm up, build, tell."""
    from packgen.builder.build import BuildOptions, build_cases
    from packgen.settings import Settings

    cases = sorted(inbox.glob("case-*.yaml"))
    options = BuildOptions(DAY)
    list(build_cases(cases[:2], _settings(Settings, outputs.with_name(f"warm-{outputs.name}")), options))
    memory: dict[str, float] = {}
    papers = 0
    began, before = time.perf_counter(), _processor()
    wall = began
    for number, outcome in enumerate(build_cases(cases[:count], _settings(Settings, outputs), options, jobs=jobs), 1):
        assert outcome.folder is not None, outcome.problems
        papers += len(outcome.actions)
        if number == warm:
            wall = time.perf_counter()
        if number in LOOK_AT_MEMORY:
            memory[str(number)] = _memory_mb()
    parent, workers = (round(now - then, 3) for now, then in zip(_processor(), before, strict=True))
    ended = time.perf_counter()
    return {
        "wall": ended - wall,
        "whole": ended - began,
        "parent": parent,
        "workers": workers,
        "papers": papers,
        "memory": memory,
    }


def _settings(settings: type, outputs: Path) -> object:
    return settings(outputs=outputs, converter="none")  # no such converter: the Word papers alone


def _processor() -> tuple[float, float]:
    """Processor seconds of this process, and of those that it has started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return used[0].ru_utime + used[0].ru_stime, used[1].ru_utime + used[1].ru_stime


def _memory_mb() -> float:
    """What this process holds now, or the largest of its workers where there are any (Linux; 0 elsewhere)."""
    from multiprocessing import active_children

    held = [0.0]
    for process in active_children() or [None]:
        status = Path("/proc") / (str(process.pid) if process else "self") / "status"
        if status.exists():
            held.append(int(status.read_text().split("VmRSS:")[1].split()[0]) / 1024)
    return round(max(held), 1)


def _against_others(inbox: Path, folder: Path) -> dict[str, object]:
    """Plain docxtpl for as many documents, and the floor: the same bytes written once."""
    count = min(COMPARED, len(list(inbox.glob("case-*.yaml"))))
    built = folder / "compared"
    ours = _run(inbox, built, count).cpu
    floor = _seconds(lambda: _write_again(built, folder / "floor"))
    plain = _seconds(lambda: _plain(built, folder / "plain"))
    return {
        "docxtpl_as_many_documents_vs_packgen": round(plain / ours, 2),
        "packgen_vs_writing_the_bytes": round(ours / floor, 1),
    }


class _AnyFilter(dict[str, Callable[..., object]]):
    """Filters of which those unknown to plain Jinja give back what they got."""

    def get(self, name: str, default: object = None) -> Callable[..., object]:  # type: ignore[override]  # noqa: ARG002
        return super().get(name) or (lambda value, *_: value)

    def __missing__(self, name: str) -> Callable[..., object]:
        return self.get(name)


def _plain(built: Path, folder: Path) -> None:
    """What a user would do otherwise: docxtpl for as many documents of the same templates, a few fields filled in."""
    import jinja2
    from docxtpl import DocxTemplate

    from packgen.word.templates import templates_folder

    lenient = jinja2.Environment(undefined=jinja2.ChainableUndefined, autoescape=True)
    lenient.filters = _AnyFilter(lenient.filters)
    lenient.tests = _AnyFilter(lenient.tests)
    folder.mkdir()
    known = {path.stem: path for path in templates_folder().glob("*.docx")}
    for number, paper in enumerate(sorted(built.rglob("*.docx"))):
        template = known.get(paper.stem.replace("-", "_"), known["letter"])
        document = DocxTemplate(template)
        document.render({"reference": str(number)}, jinja_env=lenient)
        document.save(folder / f"{number}.docx")


def _write_again(built: Path, folder: Path) -> None:
    """The floor: the same bytes written once, without waiting for the disk."""
    folder.mkdir()
    for number, paper in enumerate(_files(built)):
        (folder / str(number)).write_bytes(paper.read_bytes())


def _files(folder: Path) -> Iterable[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _seconds(task: Callable[[], None]) -> float:
    before = time.process_time()
    task()
    return time.process_time() - before


if __name__ == "__main__":
    main()
