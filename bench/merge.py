"""Measure merging: packgen against naive docxtpl (and docxtemplater where Node and its package are present).

Every contender merges the same document in turn, round after round in one run. Times are processor time, since merging
waits for nothing: a machine that is busy with other work gives the same ratios.
`--json` prints one object with medians, spreads and ratios (times faster than naive docxtpl); `--full` takes longer.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

BATCH = 200
ROWS = 500
Contender = Callable[[Path, Mapping[str, object]], bytes]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--full", action="store_true", help="five times as many rounds")
    parser.add_argument("--cold-child", choices=("packgen", "docxtpl"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.cold_child:
        _cold_child(arguments.cold_child, arguments.folder)
        return
    with tempfile.TemporaryDirectory(prefix="packgen-bench-") as name:
        folder = Path(name)
        os.environ["PACKGEN_STATE_FOLDER"] = str(folder / "state")
        result = measure(folder, rounds=5 if arguments.full else 1)
    print(json.dumps(result, indent=1) if arguments.json else _as_text(result))


def measure(folder: Path, rounds: int) -> dict[str, object]:
    """All measurements, times in milliseconds of processor time."""
    paper, table = folder / "paper.docx", folder / "table.docx"
    paper.write_bytes(six_pages())
    table.write_bytes(one_table())
    contenders: dict[str, Contender] = {"packgen": _packgen, "docxtpl": _docxtpl, "docxtpl_same_object": _SameObject()}
    batch = _round_robin(contenders, paper, [context(n, 55) for n in range(BATCH)], rounds)
    tables = _round_robin(contenders, table, [context(n, ROWS) for n in range(10)], rounds)
    cold = _cold(folder, 9 * rounds)
    first = _first_use(paper, folder, 15 * rounds)
    medians = {name: statistics.median(times) for name, times in batch.items()}
    rows = {name: statistics.median(times) for name, times in tables.items()}
    result: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "batch_vs_docxtpl": _times(medians["docxtpl"], medians["packgen"]),
        "batch_vs_docxtpl_same_object": _times(medians["docxtpl_same_object"], medians["packgen"]),
        "cold_vs_docxtpl": _times(_median(cold["docxtpl"]), _median(cold["packgen_first_run"])),
        "cold_from_disk_vs_docxtpl": _times(_median(cold["docxtpl"]), _median(cold["packgen_from_disk"])),
        "first_use_vs_docxtpl": _times(_median(first["docxtpl"]), _median(first["packgen"])),
        f"rows_{ROWS}_vs_docxtpl": _times(rows["docxtpl"], rows["packgen"]),
        "batch_ms": {name: _spread(times) for name, times in batch.items()},
        f"rows_{ROWS}_ms": {name: _spread(times) for name, times in tables.items()},
        "first_use_ms": {name: _spread(times) for name, times in first.items()},
        "cold_ms": {name: _spread(times) for name, times in cold.items()},
    }
    if (others := _docxtemplater(folder, rounds)) is not None:
        result["batch_ms"]["docxtemplater"] = _spread(others)  # type: ignore[index]
        result["batch_vs_docxtemplater"] = _times(_median(others), medians["packgen"])
    return result


def _round_robin(
    contenders: Mapping[str, Contender], template: Path, contexts: list[Mapping[str, object]], rounds: int
) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for contender in contenders.values():
        contender(template, contexts[0])
    for _ in range(rounds):
        for values in contexts:
            for name, contender in contenders.items():
                start = time.process_time()
                contender(template, values)
                times[name].append((time.process_time() - start) * 1000)
    return times


def _packgen(template: Path, values: Mapping[str, object]) -> bytes:
    from packgen.word.render import render

    return render(template, values)


def _docxtpl(template: Path, values: Mapping[str, object]) -> bytes:
    from docxtpl import DocxTemplate

    document = DocxTemplate(template)
    document.render(dict(values), autoescape=True)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class _SameObject:
    """docxtpl with one object rendered again and again."""

    def __init__(self) -> None:
        self._documents: dict[Path, object] = {}

    def __call__(self, template: Path, values: Mapping[str, object]) -> bytes:
        from docxtpl import DocxTemplate

        document = self._documents.setdefault(template, DocxTemplate(template))
        document.render(dict(values), autoescape=True)  # type: ignore[attr-defined]
        written = io.BytesIO()
        document.save(written)  # type: ignore[attr-defined]
        return written.getvalue()


def _cold(folder: Path, rounds: int) -> dict[str, list[float]]:
    """One document in a fresh process, imports included: nothing kept, then source kept on disk; and docxtpl."""
    times: dict[str, list[float]] = {"packgen_first_run": [], "packgen_from_disk": [], "docxtpl": []}
    for number in range(rounds):
        state = folder / f"state-{number}"
        times["packgen_first_run"].append(_child("packgen", folder, state))
        times["docxtpl"].append(_child("docxtpl", folder, state))
        times["packgen_from_disk"].append(_child("packgen", folder, state))
    return times


def _child(contender: str, folder: Path, state: Path) -> float:
    command = [sys.executable, __file__, "--cold-child", contender, "--folder", str(folder)]
    environment = os.environ | {"PACKGEN_STATE_FOLDER": str(state)}
    return float(subprocess.run(command, check=True, capture_output=True, env=environment).stdout)


def _cold_child(contender: str, folder: Path) -> None:
    values = context(0, 55)
    start = time.process_time()
    {"packgen": _packgen, "docxtpl": _docxtpl}[contender](folder / "paper.docx", values)
    print((time.process_time() - start) * 1000)


def _first_use(template: Path, folder: Path, rounds: int) -> dict[str, list[float]]:
    """The first document of a template that was never seen, in a process that already runs."""
    from packgen.word import engine

    times: dict[str, list[float]] = {"packgen": [], "docxtpl": []}
    for number in range(rounds):
        engine.forget()
        os.environ["PACKGEN_STATE_FOLDER"] = str(folder / f"first-{number}")
        for name, contender in {"packgen": _packgen, "docxtpl": _docxtpl}.items():
            start = time.process_time()
            contender(template, context(0, 55))
            times[name].append((time.process_time() - start) * 1000)
    return times


def _docxtemplater(folder: Path, rounds: int) -> list[float] | None:
    """docxtemplater's times for the same document in its own tags; None where Node or its packages are absent."""
    script = Path(__file__).with_name("docxtemplater.mjs")
    own = folder / "docxtemplater.docx"
    own.write_bytes(six_pages(for_docxtemplater=True))
    values = folder / "context.json"
    values.write_text(json.dumps(context(0, 55)))
    try:
        done = subprocess.run(
            ["node", str(script), str(own), str(values), str(BATCH * rounds)],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parent,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return [float(line) for line in done.stdout.split()]


def context(number: int, rows: int) -> dict[str, object]:
    """32 fields, `rows` rows and six conditions; fictional."""
    fields = {f"field{n}": f"Value {n} of case {number} & <more> “text”" for n in range(32)}
    flags = {f"flag{n}": (number + n) % 2 == 0 for n in range(6)}
    entries = [
        {"owner": f"Role {n % 7}", "task": f"Ring the school about day {n} & report", "due": f"{n % 28 + 1} May 2025"}
        for n in range(rows)
    ]
    return {**fields, **flags, "rows": entries}


def six_pages(*, for_docxtemplater: bool = False) -> bytes:
    """A document of about six pages: 32 fields, 55 looped rows, 6 conditions, header and footer."""
    import docx

    value, begin, end, loop = ("{%s}", "{#%s}", "{/%s}", "rows") if for_docxtemplater else ("{{ %s }}", "", "", "")
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Header " + value % "field0"
    document.sections[0].footer.paragraphs[0].text = "Footer " + value % "field1"
    for n in range(32):
        document.add_heading(f"Section {n}", level=2)
        document.add_paragraph(f"The value of this section is {value % f'field{n}'}, in a sentence. " + "Words. " * 20)
        if n < 6:
            document.add_paragraph(begin % f"flag{n}" if begin else f"{{%p if flag{n} %}}")
            document.add_paragraph(f"Only where flag {n} is set. " * 3)
            document.add_paragraph(end % f"flag{n}" if end else "{%p endif %}")
    _rows(document, value, loop)
    return _saved(document)


def one_table() -> bytes:
    """A document with nothing but one table of looped rows."""
    import docx

    document = docx.Document()
    _rows(document, "{{ %s }}", "")
    return _saved(document)


def _rows(document: object, value: str, loop: str) -> None:
    names = ("owner", "task", "due")
    cells = [value % name for name in names] if loop else [value % f"row.{name}" for name in names]
    texts = [["{#rows}" + cells[0], cells[1], cells[2] + "{/rows}"]]
    if not loop:
        texts = [["{%tr for row in rows %}", "", ""], cells, ["{%tr endfor %}", "", ""]]
    table = document.add_table(rows=len(texts), cols=3)  # type: ignore[attr-defined]
    for row, line in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text


def _saved(document: object) -> bytes:
    written = io.BytesIO()
    document.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def _median(times: list[float]) -> float:
    return statistics.median(times)


def _times(slow: float, fast: float) -> float:
    return round(slow / fast, 2)


def _spread(times: list[float]) -> dict[str, float]:
    low, middle, high = statistics.quantiles(times, n=4)
    return {"median": round(middle, 3), "lower_quartile": round(low, 3), "upper_quartile": round(high, 3)}


def _as_text(result: Mapping[str, object]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in result.items())


if __name__ == "__main__":
    main()
