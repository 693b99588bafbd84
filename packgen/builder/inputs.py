"""Which of the files that were named are case files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from packgen.case.replies import STEM
from packgen.errors import Location, Problem

CASE_SUFFIXES = (".yaml", ".yml", ".json")
CONTACTS_NAMES = ("contacts.yaml", "contacts.xlsx", "contacts.csv")  # looked for in this order
_RESERVED_STEMS = ("contacts", "request", "profile", STEM)
FRAGMENT = " - from minutes"
_RESERVED_ENDINGS = (".schedule", " - replies")
_COPY = re.compile(r"(?: \(\d+\)| - copy)+$", re.IGNORECASE)


def is_reserved(path: Path) -> bool:
    """Whether a file's name is kept for something else than a case, such as the address book, replies or minutes."""
    stem = path.stem.lower()
    return stem in _RESERVED_STEMS or stem.endswith(_RESERVED_ENDINGS) or is_fragment_stem(stem)


def is_fragment_stem(stem: str) -> bool:
    """Whether a file called so without its ending holds changes from minutes; a second download of it counts."""
    return without_copy_number(stem).lower().endswith(FRAGMENT)


def without_copy_number(stem: str) -> str:
    """A stem without what browsers and file managers add to a second copy: ` (1)`, ` - Copy`."""
    return _COPY.sub("", stem)


def case_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The case files among `paths`: a file stands for itself, a folder for the case files directly in it."""
    found: dict[Path, None] = {}
    for path in paths:
        for file in _in_folder(path) if path.is_dir() else (path,):
            found[file] = None
    return tuple(found)


def folders_without_cases(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """A problem for each folder among `paths` that holds no case file: somebody named the wrong one."""
    hint = "Name the case file, or the folder that case files ending in .yaml, .yml or .json lie in directly."
    return tuple(
        Problem(f"The folder {path.name or path} holds no case file.", hint, location=Location(str(path)))
        for path in paths
        if path.is_dir() and not _in_folder(path)
    )


def replies_files(case_file: Path) -> tuple[Path, ...]:
    """The files of replies that belong to a case: `replies.csv` beside it, and `<case> - replies.csv`."""
    names = (f"{STEM}.csv", f"{case_file.stem} - {STEM}.csv")
    return tuple(path for name in names if (path := case_file.with_name(name)).is_file())


def _in_folder(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower() in CASE_SUFFIXES
        and file.is_file()
        and not file.name.startswith((".", "~"))
        and not is_reserved(file)
    )
