"""What redacted copies cost: pages a second and MB a page, how that grows with pages, and with names on the roster.

A page is 2,500 characters of generated minutes with about four names. The roster holds 2,000 names. Pages a second are
of reading, finding and rebuilding; the verifier's own process is told by itself. Names: one text searched with 20 and
with 2,000 names. Processor seconds are counted where all the work is in one process.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import random
import string
import time
from collections.abc import Callable
from typing import Any

import docx

from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.matching import matches_of
from packgen.redaction.formats import handling
from packgen.redaction.model import Decision, RecordFormat, Redaction
from packgen.redaction.persons import Roster, RosterPerson, Standing, numbered
from packgen.redaction.policy import default_policy
from packgen.redaction.verification import verify_copy

NAMES = 2_000
PAGE = 2_500
WORDS = (
    *("meeting", "heard", "about", "school", "and", "home", "from", "the", "nurse", "who", "said", "that", "visits"),
    *("had", "gone", "well", "since", "last", "review", "in", "spring", "when", "everybody", "agreed", "to", "ring"),
    *("each", "other", "within", "two", "days", "if", "anything", "changed", "for", "worse"),
)


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--full", action="store_true", help="1,000 pages of PDF too")
    chosen = parser.parse_args()
    figures = _figures(full=chosen.full)
    if chosen.json:
        print(json.dumps(figures, indent=1))
    else:
        for what, value in figures.items():
            print(f"{what:36} {value:12.4f}")


def _figures(*, full: bool) -> dict[str, float]:
    figures: dict[str, float] = {}
    finder = _finder(NAMES)
    figures |= _docx(finder)
    if importlib.util.find_spec("packgen.redaction.pdf.handling"):
        figures |= _pdf(finder, full=full)
    return figures | _matching()


def _docx(finder: RosterFinder) -> dict[str, float]:
    seconds, size = {}, {}
    for pages in (1, 10, 100, 1_000):
        data = _docx_record(_text(pages))
        copy, seconds[pages] = _whole_way(RecordFormat.DOCX, data, finder)
        size[pages] = len(copy.data) / 1e6 / pages
        if pages == 100:
            checked = time.perf_counter()
            verified = verify_copy(copy.data, RecordFormat.DOCX, finder.secrets(), copy.disclosed, ())
            figure = pages / (time.perf_counter() - checked)
            assert not verified.missing
    return {
        "docx_pages_per_second": 100 / seconds[100],
        "docx_pages_verified_per_second": figure,
        "docx_mb_per_page": size[100],
        "cost_per_page_1000_vs_10": (seconds[1_000] / 1_000) / (seconds[10] / 10),
    }


def _pdf(finder: RosterFinder, *, full: bool) -> dict[str, float]:
    sizes = (10, 100, 1_000) if full else (10, 50)
    seconds, size = {}, {}
    for pages in sizes:
        copy, seconds[pages] = _whole_way(RecordFormat.PDF, _pdf_record(_text(pages)), finder)
        size[pages] = len(copy.data) / 1e6 / pages
    most = sizes[-1]
    return {
        "pdf_pages_per_second": most / seconds[most],
        "pdf_mb_per_page": size[most],
        f"pdf_cost_per_page_{most}_vs_10": (seconds[most] / most) / (seconds[10] / 10),
    }


def _matching() -> dict[str, float]:
    """MB of text a second with 20 and with 2,000 names, of which the text holds the same few."""
    text = "\n".join(_text(200, named=20))
    speeds = {}
    for count in (20, NAMES):
        finder = _finder(count)
        best = min(_seconds(lambda finder=finder: finder.find(text)) for _ in range(3))
        speeds[count] = len(text) / 1e6 / best
    return {
        "matching_mb_per_second_2000_names": speeds[NAMES],
        "matching_2000_names_vs_20": speeds[20] / speeds[NAMES],
    }


def _whole_way(record_format: RecordFormat, data: bytes, finder: RosterFinder) -> tuple[Any, float]:
    begun = time.perf_counter()
    handle = handling(record_format)
    record = handle.read(data)
    matches = matches_of(record, finder, (), "p-bench")
    redactions = [Redaction(m.span, m.reason_code) for m in matches if m.decision is not Decision.DISCLOSE]
    copy = handle.rebuild(data, record, redactions, (), {})
    return copy, time.perf_counter() - begun


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _names(count: int) -> list[tuple[str, str]]:
    chance = random.Random(1)
    return [(_word(chance, 6), _word(chance, 9)) for _ in range(count)]


def _word(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(string.ascii_lowercase, k=length)).title()


def _finder(count: int) -> RosterFinder:
    policy = default_policy()
    decided = policy.standings[Standing.OTHER_CHILD]
    persons = [RosterPerson("", f"{one} {other}", Standing.OTHER_CHILD, decided) for one, other in _names(count)]
    return RosterFinder(Roster(numbered(persons)), policy)


def _text(pages: int, named: int = NAMES) -> list[str]:
    chance = random.Random(2)
    names = _names(named)
    paragraphs = []
    for _ in range(pages * 4):
        words = []
        while sum(map(len, words)) + len(words) < PAGE / 4:
            words += [" ".join(chance.choices(WORDS, k=30)).capitalize() + "."]
        first, last = chance.choice(names)
        paragraphs.append(" ".join([*words, f"{first} {last} was there."]))
    return paragraphs


def _docx_record(paragraphs: list[str]) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _pdf_record(paragraphs: list[str]) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, SimpleDocTemplate
    from reportlab.platypus import Paragraph as Prose

    style = getSampleStyleSheet()["BodyText"]
    flow: list[Any] = []
    for number, text in enumerate(paragraphs, 1):
        flow.append(Prose(text, style))
        flow += [PageBreak()] if number % 4 == 0 else []
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build(flow)
    return buffer.getvalue()


if __name__ == "__main__":
    main()
