"""Which of the fonts that office documents ask for are installed here: the look of a PDF depends on them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from packgen.errors import PackgenError
from packgen.files import private_temporary_folder
from packgen.processes import Limits, run

# The families that templates use, each followed by the families drawn to the same widths.
OFFICE_FONTS = (
    "Arial",
    "Liberation Sans",
    "Arimo",
    "Calibri",
    "Carlito",
    "Cambria",
    "Caladea",
    "Times New Roman",
    "Liberation Serif",
    "DejaVu Sans",
)
# Below this every office font has what British names and words need (Latin, Greek, Cyrillic).
_FIRST_UNUSUAL = 0x0530
_TRIED = 3
_WINDOWS_FILES = {
    "Arial": "arial.ttf",
    "Calibri": "calibri.ttf",
    "Cambria": "cambria.ttc",
    "Times New Roman": "times.ttf",
}


@lru_cache(maxsize=1)
def office_fonts() -> tuple[str, ...]:
    """The families of OFFICE_FONTS found on this machine, in that order; empty when that cannot be told."""
    if os.name == "nt":
        folder = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "Fonts"
        return tuple(name for name, file in _WINDOWS_FILES.items() if (folder / file).is_file())
    installed = {line.strip() for family in _listed() for line in family.split(",")}
    return tuple(name for name in OFFICE_FONTS if name in installed)


def characters_without_font(characters: Iterable[str]) -> tuple[str, ...]:
    """Those of `characters` (a few of each script) that no installed font can show; empty where that cannot be told.

    A converter sets them as empty boxes and still says what they were: reading the PDF back finds nothing wrong.
    """
    if shutil.which("fc-list") is None:
        return ()
    scripts: dict[int, list[str]] = {}
    for character in sorted(set(characters)):
        if ord(character) >= _FIRST_UNUSUAL:
            scripts.setdefault(ord(character) >> 8, []).append(character)
    return tuple(character for group in scripts.values() for character in group[:_TRIED] if not _has_font(character))


@lru_cache(maxsize=4096)
def _has_font(character: str) -> bool:
    return bool(_listed(f":charset={ord(character):x}"))


def _listed(pattern: str = ":") -> list[str]:
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        with private_temporary_folder() as private:
            finished = run([program, pattern, "family"], Limits(seconds=30), folder=private)
    except PackgenError:
        return []
    return finished.output.decode("utf-8", "replace").splitlines()
