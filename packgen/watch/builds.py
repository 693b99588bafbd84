"""Builds for the watcher: a batch in one process under limits; where that dies, each case alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from packgen.builder.child import build_in_child
from packgen.builder.outcome import CaseOutcome
from packgen.errors import Location, PackgenError, Problem
from packgen.processes import Limits
from packgen.settings import Settings

# case files with the SHA-256 that each had settled at, today, whether to wait for attachments -> what became of each
Builder = Callable[[Mapping[Path, str], date, bool], tuple[CaseOutcome, ...]]

_START_SECONDS = 120.0
_SECONDS_A_CASE = 180.0
_MEMORY_MB = 6_000  # of address space: LibreOffice, which a build starts, reserves far more than it uses


def child_builder(settings: Settings) -> Builder:
    """Builds under limits in a process of their own."""

    def build(cases: Mapping[Path, str], today: date, wait: bool) -> tuple[CaseOutcome, ...]:
        paths, settled = tuple(cases), frozenset(cases.values())
        limits = Limits(_START_SECONDS + _SECONDS_A_CASE * len(paths), _MEMORY_MB)
        try:
            return build_in_child(paths, settings, today, limits, wait_for_attachments=wait, settled=settled)
        except PackgenError as error:
            if len(paths) > 1:
                return tuple(outcome for path in paths for outcome in build({path: cases[path]}, today, wait))
            problem = Problem(error.message, error.hint, location=Location(str(paths[0])))
            return (CaseOutcome(paths[0], problems=(problem,), transient=True),)

    return build
