"""How much memory a copy takes does not grow with the pages of its record."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path

import pytest

from packgen.processes import Limits, run
from packgen.redaction.self_test.pdf_minutes import ordinary_pdf_minutes

_WORK = """
import resource, sys
from packgen.redaction.model import Redaction, Span
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import rebuild_into
data = open("record.pdf", "rb").read()
record = read_here(data)
cuts = [Redaction(Span(story.id, 40, 60), "health") for story in record.stories]
with open("copy.pdf", "wb") as stream:
    rebuild_into(stream, data, cuts)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def _peak(folder: Path, pages: int) -> int:
    """The most memory in MB that reading and rebuilding so many pages took."""
    (folder / "record.pdf").write_bytes(next(islice(ordinary_pdf_minutes(pages=pages), 1)).data)
    finished = run([sys.executable, "-c", _WORK], Limits(seconds=1200), folder=folder)
    assert finished.exit_code == 0
    return int(finished.output)


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="peaks are told in kilobytes on Linux alone")
def test_four_hundred_pages_take_hardly_more_memory_than_ten(tmp_path: Path) -> None:
    assert _peak(tmp_path, 400) < _peak(tmp_path, 10) + 40
