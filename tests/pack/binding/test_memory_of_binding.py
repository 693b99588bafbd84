"""Binding needs little more memory a page than the bare writer does: pikepdf copying the same pages into one file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pack.pack_makers import pdf_of

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads peak memory as Linux says it")

_PAGES_A_PART = 250
# How much more a page may cost than the bare writer's. Seen: 1.02 to 1.08; it was 1.8 before pages shared anything.
_MOST = 1.15
_BARE = """
import io, sys, pikepdf
with pikepdf.new() as pdf:
    for path in sys.argv[1:]:
        with pikepdf.open(path) as part:
            pdf.pages.extend(part.pages)
    pdf.save(io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
"""
_OURS = """
import sys
from pathlib import Path
from packgen.pack.binding.bind import bind
from packgen.pack.model import Pack, PackPart
bind(Pack("Long", tuple(PackPart(f"Paper {n}", Path(path)) for n, path in enumerate(sys.argv[1:])), duplex=True))
"""
_PEAK = "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"


def _peak(code: str, paths: list[Path]) -> int:
    """The most memory, in KB, that a process of its own takes for `code`."""
    environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
    command = [sys.executable, "-c", code + _PEAK, *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return int(done.stdout)


def _growth(code: str, paths: list[Path], few: int) -> float:
    """KB for each page that all of `paths` have more than the first `few`."""
    more = (len(paths) - few) * _PAGES_A_PART
    return (_peak(code, paths) - _peak(code, paths[:few])) / more


def _paths(folder: Path, count: int) -> list[Path]:
    path = folder / "part.pdf"
    path.write_bytes(pdf_of([f"{page} " + "words " * 300 for page in range(_PAGES_A_PART)]))
    return [path] * count


@pytest.mark.parametrize("parts", [4, pytest.param(8, marks=pytest.mark.soak)])
def test_a_page_more_costs_hardly_more_memory_than_the_bare_writer_needs_for_it(tmp_path: Path, parts: int) -> None:
    paths = _paths(tmp_path, parts)
    assert _growth(_OURS, paths, 1) <= _MOST * _growth(_BARE, paths, 1)
