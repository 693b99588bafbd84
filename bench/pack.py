"""How long from saved case to bound pack, against the plain recipe, in one run.

The plain recipe: docxtpl for each document, one cold call of LibreOffice a document, a merge with pypdf. Ours: the
compiled templates, checked batches, the content check, and a pack with contents, numbers, bookmarks and watermark.
Prints how many times faster ours is, and how memory grows with the number of pages bound.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docxtpl import DocxTemplate
from pypdf import PdfWriter

from packgen.pack.bind import bind
from packgen.pack.content_check import check_content
from packgen.pack.convert import Converter, convert, find_converter
from packgen.pack.model import Pack, PackPart
from packgen.word.render import render

DOCUMENTS_A_CASE = 6
ROWS = 30
FIELDS = 24


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--full", action="store_true", help="100 cases and 8,000 pages too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        figures = _figures(Path(name), full=chosen.full)
    if chosen.json:
        print(json.dumps(figures, indent=1))
    else:
        for what, value in figures.items():
            print(f"{what:32} {value:10.2f}")


def _figures(folder: Path, *, full: bool) -> dict[str, float]:
    template = _template(folder / "template.docx")
    office, built_in = find_converter("libreoffice"), find_converter("built-in")
    _seconds(lambda: _ours(template, 1, folder / "warm", office))
    figures: dict[str, float] = {}
    for cases in (1, 20, *([100] if full else [])):
        plain = _seconds(lambda cases=cases: _plain(template, cases, folder / f"plain{cases}"))
        ours = _seconds(lambda cases=cases: _ours(template, cases, folder / f"office{cases}", office))
        own = _seconds(lambda cases=cases: _ours(template, cases, folder / f"builtin{cases}", built_in))
        figures[f"plain_seconds_{cases}"] = plain
        figures[f"libreoffice_vs_plain_{cases}"] = plain / ours
        figures[f"builtin_vs_plain_{cases}"] = plain / own
    for pages in (250, 2000, *([8000] if full else [])):
        figures[f"bind_{pages}_pages_peak_mb"], figures[f"bind_{pages}_pages_seconds"] = _peak(pages)
    return figures


def _seconds(task: Callable[[], None]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def _template(path: Path) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "OFFICIAL-SENSITIVE {{ reference }}"
    document.add_heading("{{ title }}", 1)
    for number in range(FIELDS):
        document.add_paragraph(f"Field {number}: {{{{ field_{number} }}}} and some words around it to fill the line.")
    table = document.add_table(4, 3)
    texts = (
        ("What", "Who", "When"),
        ("{%tr for row in rows %}", "", ""),
        ("{{ row.what }}", "{{ row.who }}", "{{ row.due }}"),
    )
    for row, cells in zip(table.rows, (*texts, ("{%tr endfor %}", "", "")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def _context(case: int, number: int) -> dict[str, object]:
    fields = {f"field_{n}": f"value {n} of case {case} document {number}" for n in range(FIELDS)}
    rows = [{"what": f"Visit number {n} by the worker", "who": "Duty team", "due": "4 March 2026"} for n in range(ROWS)]
    return {"reference": f"FIC-{case:04}", "title": f"Document {number}", "rows": rows, **fields}


def _plain(template: Path, cases: int, folder: Path) -> None:
    folder.mkdir()
    for case in range(cases):
        writer = PdfWriter()
        for number in range(DOCUMENTS_A_CASE):
            path = folder / f"{case}-{number}.docx"
            document = DocxTemplate(template)
            document.render(_context(case, number), autoescape=True)
            document.save(path)
            command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
            subprocess.run(command, check=True, capture_output=True)
            writer.append(path.with_suffix(".pdf"))
        writer.write(folder / f"{case}.pdf")


def _ours(template: Path, cases: int, folder: Path, converter: Converter) -> None:
    folder.mkdir()
    paths = {(case, n): folder / f"{case}-{n}.docx" for case in range(cases) for n in range(DOCUMENTS_A_CASE)}
    for (case, number), path in paths.items():
        path.write_bytes(render(template, _context(case, number)))
    made = convert(list(paths.values()), folder / "pdf", converter)
    for case in range(cases):
        papers = [paths[case, number] for number in range(DOCUMENTS_A_CASE)]
        if any(check_content(paper, made[paper]) for paper in papers):
            sys.exit("the content check found a difference")
        parts = tuple(PackPart(f"Document {number}", made[paper]) for number, paper in enumerate(papers))
        (folder / f"{case}.pdf").write_bytes(bind(Pack("Strategy meeting", parts, marking="OFFICIAL-SENSITIVE")))


def _peak(pages: int) -> tuple[float, float]:
    """Peak memory in MB and seconds of binding so many pages,, told by a Linux process of its own."""
    code = (
        "import io, time\nfrom reportlab.pdfgen.canvas import Canvas\n"
        "from packgen.pack.bind import bind\nfrom packgen.pack.model import Pack, PackPart\n"
        "def part():\n b = io.BytesIO(); c = Canvas(b, pageCompression=0)\n for n in range(250):\n"
        "  for k in range(40): c.drawString(72, 780 - 16 * k, f'{n} {k} ' + 'words ' * 12)\n  c.showPage()\n"
        " c.save(); return b.getvalue()\n"
        "p = part(); s = time.perf_counter()\n"
        f"bind(Pack('T', tuple(PackPart(str(n), p) for n in range({pages} // 250))))\n"
        "status = open('/proc/self/status').read().split('VmHWM:')[1].split()[0]\n"
        "print(int(status) / 1024, time.perf_counter() - s)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    peak, seconds = done.stdout.split()
    return float(peak), float(seconds)


if __name__ == "__main__":
    main()
