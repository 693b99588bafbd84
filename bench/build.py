"""Measure builds of many cases: one process, two, growth, unchanged input, against docxtpl and the disk.

The cases are fictional and seeded (bench/cases.py). `--json` prints one object; the short form takes some minutes,
`--full` goes to 10,000 cases. The Word part is measured: conversion to PDF is measured by bench/pack.py.
Wall-clock ratios suffer from other work on the machine; `two_workers_by_processor` says what the two workers would
reach undisturbed: twice the processor time of one worker over that of two.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from cases import write_cases

from packgen.builder.build import BuildOptions, build_cases
from packgen.settings import Settings

DAY = date(2025, 4, 10)
COMPARED = 20
LEAST_SECONDS = 30


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--full", action="store_true", help="up to 10,000 cases")
    parser.add_argument("--most", type=int, default=1000, help="the largest number of cases in the short form")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="packgen-bench-") as name:
        os.environ["PACKGEN_STATE_FOLDER"] = str(Path(name) / "state")
        result = measure(Path(name), 10_000 if chosen.full else chosen.most)
    print(json.dumps(result, indent=1) if chosen.json else "\n".join(f"{k}: {v}" for k, v in result.items()))


def measure(folder: Path, most: int) -> dict[str, object]:
    """All measurements; times in seconds."""
    inbox = folder / "inbox"
    cases = write_cases(inbox, most)
    compared = min(COMPARED, most)
    _build(cases[:2], folder / "warm")
    first = _timed(lambda: _build(cases[:compared], folder / "full"))
    again = _timed(lambda: _build(cases[:compared], folder / "full"))
    floor = _timed(lambda: _write_again(folder / "full", folder / "floor"))
    plain = _timed(lambda: _plain(cases[:compared], folder / "full", folder / "plain"))
    result: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "seconds_a_case": round(first["cpu"] / compared, 4),
        "unchanged_vs_full": round(first["cpu"] / again["cpu"], 1),
        "docxtpl_as_many_documents_vs_packgen": round(plain["cpu"] / first["cpu"], 2),
        "packgen_vs_writing_the_bytes": round(first["cpu"] / floor["cpu"], 1),
    }
    return result | _workers(cases, folder, first["wall"] / compared) | _growth(cases, folder)


def _workers(cases: list[Path], folder: Path, seconds_a_case: float) -> dict[str, object]:
    """One worker process against two, on a batch of at least 30 s on one."""
    batch = cases[: min(len(cases), max(COMPARED, int(LEAST_SECONDS / seconds_a_case) + 1))]
    alone = _timed(lambda: _build(batch, folder / "one"))
    both = _timed(lambda: _build(batch, folder / "two", jobs=2))
    return {
        "workers_cases": len(batch),
        "one_worker_seconds": round(alone["wall"], 1),
        "two_workers_vs_one": round(alone["wall"] / both["wall"], 2),
        "two_workers_by_processor": round(2 * alone["cpu"] / both["cpu"], 2),
    }


def _growth(cases: list[Path], folder: Path) -> dict[str, object]:
    """Processor time a case (one kind of document, so that a thousand fit into the short form) and memory, by size."""
    sizes = [size for size in (1, 10, 100, 1000, 10_000) if size <= len(cases)]
    cost, memory = {}, {}
    for size in sizes:
        taken = _timed(lambda size=size: _build(cases[:size], folder / f"size{size}", only=("agenda",)))
        cost[size] = taken["cpu"] / size
        memory[size] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    largest, hundred = sizes[-1], min(100, sizes[-1])
    return {
        "agenda_milliseconds_a_case": {str(size): round(1000 * value, 1) for size, value in cost.items()},
        f"cost_per_case_{largest}_vs_{hundred}": round(cost[largest] / cost[hundred], 3),
        "peak_memory_mb": {str(size): value for size, value in memory.items()},
    }


def _build(cases: Iterable[Path], outputs: Path, jobs: int = 1, only: Iterable[str] = ()) -> None:
    settings = Settings(outputs=outputs, converter="none")  # no such converter: the Word papers alone
    for outcome in build_cases(cases, settings, BuildOptions(DAY, frozenset(only)), jobs=jobs):
        assert outcome.folder is not None, outcome.problems


class _AnyFilter(dict[str, Callable[..., object]]):
    """Filters of which those unknown to plain Jinja give back what they got."""

    def get(self, name: str, default: object = None) -> Callable[..., object]:  # type: ignore[override]  # noqa: ARG002
        return super().get(name) or (lambda value, *_: value)

    def __missing__(self, name: str) -> Callable[..., object]:
        return self.get(name)


def _plain(cases: Iterable[Path], built: Path, folder: Path) -> None:
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
    assert any(cases)


def _write_again(built: Path, folder: Path) -> None:
    """The floor: the same bytes written once, without waiting for the disk."""
    folder.mkdir()
    for number, paper in enumerate(path for path in built.rglob("*") if path.is_file()):
        (folder / str(number)).write_bytes(paper.read_bytes())


def _timed(task: Callable[[], None]) -> dict[str, float]:
    def cpu() -> float:
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return sum(each.ru_utime + each.ru_stime for each in used)

    wall, before = time.perf_counter(), cpu()
    task()
    return {"wall": time.perf_counter() - wall, "cpu": cpu() - before}


if __name__ == "__main__":
    main()
