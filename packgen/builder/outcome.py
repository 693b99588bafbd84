"""How to build, and what became of one case file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen.builder.plan import Action
from packgen.errors import Problem


@dataclass(frozen=True)
class BuildOptions:
    """How to build: the day that counts as today, the kinds to make (all where empty), and what to allow.

    `wait_for_attachments` leaves a case alone while a file that it names is not there yet (in a watched folder it may
    still be on its way). `settled` are the SHA-256 of case files as they had settled: one that reads otherwise is being
    saved again, perhaps half done, and is left alone; where empty, every file is taken as it is.
    """

    as_of: date
    only: frozenset[str] = frozenset()
    dry_run: bool = False
    allow_missing: bool = False
    wait_for_attachments: bool = False
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CaseOutcome:
    """What became of one case file. `folder` is None where nothing could be written.

    `edited` are papers that a person has edited, `waiting` papers that are made but not in place because somebody has
    the old one open, `attachments` the files that the case names and `absent` those for which the build waits instead
    of making anything. `transient` says that it was not the input that failed, so that trying again may help,
    `saved_again` that the file was no longer as it had settled and nothing was made of it.
    """

    source: Path
    reference: str = ""
    folder: Path | None = None
    problems: tuple[Problem, ...] = ()
    actions: tuple[Action, ...] = ()
    dry_run: bool = False
    edited: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    transient: bool = False
    saved_again: bool = False
