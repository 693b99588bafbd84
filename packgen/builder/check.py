"""Check files without writing anything: cases against the guidance, address books and profiles for themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from packgen.builder.checked import check_case, problems_of
from packgen.builder.inputs import case_files, folders_without_cases
from packgen.case.load import load_case, load_contacts
from packgen.case.reading.sheet import is_sheet
from packgen.case.replies import STEM, read_replies
from packgen.case.source import read_tree
from packgen.errors import InputError, Location, PackgenError, Problem
from packgen.guidance.council import check_profile
from packgen.settings import Settings


def check_paths(paths: Iterable[Path], settings: Settings, as_of: date) -> tuple[Problem, ...]:
    """Every problem of every file, file by file in reading order. A folder stands for the case files in it."""
    named = tuple(paths)
    found = [problem for path in case_files(named) for problem in _check(path, settings, as_of)]
    return (*folders_without_cases(named), *found)


def _check(path: Path, settings: Settings, as_of: date) -> Iterator[Problem]:
    try:
        yield from _problems(path, settings, as_of)
    except InputError as error:
        yield from error.problems
    except PackgenError as error:
        yield Problem(error.message, error.hint, location=Location(str(path)))


def _problems(path: Path, settings: Settings, as_of: date) -> Iterable[Problem]:
    """A file is what the first of its known keys says; without one it is checked as a case."""
    if is_sheet(path):
        return _check_sheet(path)
    tree = read_tree(path)
    match next((key for key in ("case", "contacts", "profile", "request") if key in tree.root.entries), ""):
        case "contacts":
            load_contacts(path)
            return ()
        case "profile":
            return check_profile(path, as_of)
        case "request":
            from packgen.builder.subject_access.request import load_request  # loads what redacts

            return load_request(path, settings, as_of).problems
        case _:
            return problems_of(check_case(path, settings, as_of, load_case(path, tree)))


def _check_sheet(path: Path) -> tuple[Problem, ...]:
    """A spreadsheet is an address book, unless its name says that it holds replies."""
    if path.stem.lower().endswith(STEM):
        return read_replies(path).problems
    load_contacts(path)
    return ()
