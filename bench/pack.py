"""How long from saved case to bound pack, against the plain recipe, in one run.

Ours is the real build of a sample case, from reading it to the published packs: the guidance, every Word document,
checked batches, the content check, packs with contents, numbers, bookmarks and watermark. It is built as the watcher
does it, in a process that runs already; many cases on all cores. The plain recipe starts from the finished contexts,
which cost it nothing: docxtpl for the same documents of the same templates, one cold call of LibreOffice for each
document that is printed, a merge with pypdf for each PDF. Half of it runs before ours and half after, so that other
work on the machine tells on both. Prints how many times faster ours is, and how memory grows with the pages bound.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pypdf import PdfWriter

from packgen.builder.build import BuildOptions, build_cases
from packgen.builder.layout import case_folder_name, document_path
from packgen.builder.papers import papers_of
from packgen.builder.prepare import Prepared, prepare
from packgen.documents.kind import Format
from packgen.processes import cores
from packgen.settings import Settings
from packgen.word.figures.draw import draw_figure
from packgen.word.render import render_with_docxtpl
from packgen.word.templates import template_path

SAMPLES = Path(__file__).parent.parent / "sample_inputs"
SAMPLE = "second-council"
DAY = date(2025, 4, 10)
PAGES_A_PART = 250


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of processor time together with the processes that were started."""

    clock: float
    processor: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.clock + other.clock, self.processor + other.processor)


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--full", action="store_true", help="100 cases and 8,000 pages too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="packgen-bench-") as name:
        os.environ["PACKGEN_STATE_FOLDER"] = str(Path(name) / "state")
        figures = _figures(Path(name), full=chosen.full)
    if chosen.json:
        print(json.dumps(figures, indent=1))
    else:
        for what, value in figures.items():
            print(f"{what:48} {value:10.2f}")


def _figures(folder: Path, *, full: bool) -> dict[str, float]:
    figures = _memory(folder, (250, 1000, 2000, *([8000] if full else [])))
    for converter in ("libreoffice", "built-in"):  # what the operating system and the templates' cache keep
        _ours(_cases(folder / "warm", 1), folder / f"warm-{converter}", converter)
    _plain([_prepared(_cases(folder / "warm", 1)[0])], folder / "warm-plain")
    for count in (1, 20, *([100] if full else [])):
        figures |= _compared(folder / str(count), count)
    return figures


def _compared(folder: Path, count: int) -> dict[str, float]:
    cases = _cases(folder / "inbox", count)
    prepared = [_prepared(case) for case in cases]
    half = (count + 1) // 2
    plain = _spent(lambda: _plain(prepared[:half], folder / "plain-before"))
    office = _spent(lambda: _ours(cases, folder / "office", "libreoffice"))
    built_in = _spent(lambda: _ours(cases, folder / "builtin", "built-in"))
    for outputs in ("office", "builtin"):
        _check(prepared, folder / outputs)
    after = prepared[half:] or prepared
    plain = plain + _spent(lambda: _plain(after, folder / "plain-after"))
    times = (half + len(after)) / count
    clock, processor = plain.clock / times, plain.processor / times
    return {
        f"documents_printed_{count}": float(sum(len(_printed(case)) for case in prepared)),
        f"plain_seconds_{count}": clock,
        f"libreoffice_seconds_{count}": office.clock,
        f"builtin_seconds_{count}": built_in.clock,
        f"libreoffice_vs_plain_{count}": clock / office.clock,
        f"builtin_vs_plain_{count}": clock / built_in.clock,
        f"libreoffice_vs_plain_{count}_by_processor": processor / office.processor,
        f"builtin_vs_plain_{count}_by_processor": processor / built_in.processor,
    }


def _cases(folder: Path, count: int) -> list[Path]:
    """So many cases like the sample, each with a reference of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(SAMPLES / "contacts.yaml", folder)
    text = (SAMPLES / f"{SAMPLE}.yaml").read_text("utf-8")
    reference = re.search(r"^ *reference: *(\S+)", text, re.MULTILINE)
    assert reference is not None
    paths = [folder / f"case-{number:03d}.yaml" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(text.replace(reference[1], f"FIC-{number:05d}"), "utf-8")
    return paths


def _prepared(case: Path) -> Prepared:
    return prepare(case, Settings(), DAY)


def _printed(prepared: Prepared) -> set[str]:
    """The documents that are converted, since a PDF holds them."""
    return {source for paper in papers_of(prepared) for source in paper.sources}


def _ours(cases: Sequence[Path], outputs: Path, converter: str) -> None:
    settings, options = Settings(outputs=outputs, converter=converter), BuildOptions(DAY)
    for outcome in build_cases(cases, settings, options, jobs=cores()):
        assert outcome.folder is not None, outcome.problems


def _check(cases: Sequence[Prepared], outputs: Path) -> None:
    """Every PDF that the cases call for must be there."""
    for prepared in cases:
        folder = outputs / case_folder_name(prepared.loaded.case)
        missing = [paper.path for paper in papers_of(prepared) if not (folder / paper.path).is_file()]
        assert not missing, missing


def _plain(cases: Sequence[Prepared], folder: Path) -> None:
    """What a user would do otherwise, one after another."""
    for number, prepared in enumerate(cases):
        place = folder / str(number)
        printed = _printed(prepared)
        pdfs = {path: _by_hand(path, prepared, place, printed) for path in _word_documents(prepared)}
        for count, paper in enumerate(papers_of(prepared)):
            writer = PdfWriter()
            for source in paper.sources:
                writer.append(pdfs[source])
            writer.write(place / f"{count}.pdf")


def _word_documents(prepared: Prepared) -> list[str]:
    case = prepared.loaded.case
    return [document_path(case, each) for each in prepared.documents if each.format is Format.WORD]


def _by_hand(path: str, prepared: Prepared, place: Path, printed: set[str]) -> Path | None:
    case = prepared.loaded.case
    document = next(each for each in prepared.documents if document_path(case, each) == path)
    template = template_path(document.template or document.kind, None)
    assert document.context is not None
    target = place / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(render_with_docxtpl(template, document.context, draw_figure=draw_figure))
    if path not in printed:
        return None
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(target.parent), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    return target.with_suffix(".pdf")


def _spent(task: Callable[[], None]) -> Spent:
    clock, processor = time.perf_counter(), _processor()
    task()
    return Spent(time.perf_counter() - clock, _processor() - processor)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


_BARE = """
with pikepdf.new() as pdf:
    for path in paths:
        with pikepdf.open(path) as part:
            pdf.pages.extend(part.pages)
    pdf.save(io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
"""
_OURS = "bind(Pack('Long', tuple(PackPart(f'Paper {n}', Path(path)) for n, path in enumerate(paths))))\n"
_AROUND = """
import io, sys, time
from pathlib import Path
import pikepdf
from packgen.pack.binding.bind import bind
from packgen.pack.model import Pack, PackPart
paths = sys.argv[1:]
start = time.perf_counter()
{task}
status = open('/proc/self/status').read().split('VmHWM:')[1].split()[0]
print(int(status) / 1024, time.perf_counter() - start)
"""


def _memory(folder: Path, sizes: Sequence[int]) -> dict[str, float]:
    """Peak memory in MB of binding so many pages, as Linux tells it of a process of its own, and of the bare writer."""
    from reportlab.pdfgen.canvas import Canvas

    part = folder / "part.pdf"
    canvas = Canvas(str(part))
    for page in range(PAGES_A_PART):
        for line in range(40):
            canvas.drawString(72, 780 - 16 * line, f"{page} {line} " + "words " * 12)
        canvas.showPage()
    canvas.save()
    figures: dict[str, float] = {}
    for pages in sizes:
        parts = [part] * (pages // PAGES_A_PART)
        figures[f"bind_{pages}_pages_peak_mb"], figures[f"bind_{pages}_pages_seconds"] = _peak(_OURS, parts)
        figures[f"bare_writer_{pages}_pages_peak_mb"], _ = _peak(_BARE, parts)
    few, many = sizes[0], sizes[-1]
    growth = {what: figures[f"{what}_{many}_pages_peak_mb"] - figures[f"{what}_{few}_pages_peak_mb"] for what in _WHO}
    for what, grown in growth.items():
        figures[f"{what}_kb_a_page"] = grown * 1024 / (many - few)
    figures["memory_a_page_vs_bare_writer"] = growth["bind"] / growth["bare_writer"]
    return figures


_WHO = ("bind", "bare_writer")


def _peak(task: str, parts: Sequence[Path]) -> tuple[float, float]:
    command = [sys.executable, "-c", _AROUND.format(task=task), *map(str, parts)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    peak, seconds = done.stdout.split()
    return float(peak), float(seconds)


if __name__ == "__main__":
    main()
