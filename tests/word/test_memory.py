"""Memory stays flat however many documents are merged."""

from __future__ import annotations

import gc
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from making import template

from packgen.content import Markdown
from packgen.word.render import render

MERGE_AND_MEASURE = """
import resource, sys
from pathlib import Path
from packgen.content import Markdown
from packgen.word.render import render
template, count = Path(sys.argv[1]), int(sys.argv[2])
for number in range(count + 500):
    text = Markdown(f"*case* {number}\\n\\n1. one") if number % 3 == 0 else "x"
    render(template, {"name": f"Case {number} & <more>", "text": text})
    if number == 499:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.fixture
def looped(tmp_path: Path) -> Path:
    return template(tmp_path, "{%p for n in range(30) %}", "{{ n }} {{ name }} {{ text }}", "{%p endfor %}")


def test_nothing_of_a_document_is_kept(looped: Path) -> None:
    def merge(number: int) -> None:
        text = Markdown(f"*case* {number}") if number % 10 == 0 else "x"
        render(looped, {"name": f"Case {number} & <more>" * 10, "text": text})

    def kept() -> int:
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    for number in range(20):
        merge(number)
    tracemalloc.start()
    merge(0)
    before = kept()
    for number in range(60):
        merge(number)
    after = kept()
    tracemalloc.stop()
    assert after - before < 60_000, "a document is about 10 kB, sixty of them 600 kB"


@pytest.mark.soak
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in Linux's way")
def test_memory_is_flat_over_10_000_documents(looped: Path) -> None:
    command = [sys.executable, "-c", MERGE_AND_MEASURE, str(looped), "10000"]
    grown_kb = int(subprocess.run(command, check=True, capture_output=True).stdout)
    assert grown_kb < 10_000
