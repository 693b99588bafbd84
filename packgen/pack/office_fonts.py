"""Which of the fonts that office documents ask for are installed here: the look of a PDF depends on them."""

from __future__ import annotations

import os
import shutil
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


def _listed() -> list[str]:
    program = shutil.which("fc-list")
    if program is None:
        return []
    try:
        with private_temporary_folder() as private:
            finished = run([program, ":", "family"], Limits(seconds=30), folder=private)
    except PackgenError:
        return []
    return finished.output.decode("utf-8", "replace").splitlines()
