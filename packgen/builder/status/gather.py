"""What the status page shows of all cases: read from the summaries in the outputs, nothing from the case files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from packgen import files
from packgen.builder.status.summary import SUMMARY_NAME, CaseSummary, read_summary
from packgen.errors import Problem


@dataclass(frozen=True)
class FileTrouble:
    """A file of the inbox that stands at something other than ready: its name, the state in words, and why."""

    name: str
    state: str
    problems: tuple[Problem, ...] = ()
    restricted: bool = False


@dataclass(frozen=True)
class CaseOnPage:
    """A case with the folder it lies in and, where a watcher knows it, how its file stands."""

    folder: str
    summary: CaseSummary
    state: str = ""


@dataclass(frozen=True)
class StatusView:
    """Everything on the page. `watched` says whether a watcher keeps it up to date; `restricted` are counts only."""

    cases: tuple[CaseOnPage, ...]
    troubles: tuple[FileTrouble, ...]
    checked: datetime
    watched: bool
    restricted: int = 0
    restricted_troubles: int = 0


class Gatherer:
    """Reads the summaries below the outputs, and again only those that have changed."""

    def __init__(self, outputs: Path) -> None:
        self._outputs = outputs
        self._read: dict[str, tuple[files.Stamp, CaseSummary]] = {}

    def summaries(self) -> dict[str, CaseSummary]:
        """Every case's summary, by the name of its folder. What cannot be read is left out."""
        found = {}
        try:
            folders = sorted(path for path in self._outputs.iterdir() if not path.name.startswith("."))
        except OSError:
            folders = []
        for folder in folders:
            summary = self._summary(folder)
            if summary is not None:
                found[folder.name] = summary
        self._read = {name: self._read[name] for name in found}
        return found

    def _summary(self, folder: Path) -> CaseSummary | None:
        stamp = files.stamp_or_none(folder / SUMMARY_NAME)
        if stamp is None:
            return None
        before = self._read.get(folder.name)
        if before is not None and before[0] == stamp:
            return before[1]
        summary = read_summary(folder)
        if summary is not None:
            self._read[folder.name] = (stamp, summary)
        return summary


def view_of(
    summaries: Mapping[str, CaseSummary],
    troubles: Iterable[FileTrouble],
    checked: datetime,
    *,
    states: Mapping[str, str] | None = None,
) -> StatusView:
    """The view of all cases. `states` are how a watcher sees each folder; restricted cases become counts."""
    closed = {name for name, summary in summaries.items() if summary.restricted}
    hidden_sources = {summaries[name].source for name in closed}
    listed = list(troubles)
    open_troubles = [one for one in listed if not one.restricted and one.name not in hidden_sources]
    cases = tuple(
        CaseOnPage(name, summary, (states or {}).get(name, ""))
        for name, summary in summaries.items()
        if name not in closed
    )
    return StatusView(
        cases=cases,
        troubles=tuple(open_troubles),
        checked=checked,
        watched=states is not None,
        restricted=len(closed),
        restricted_troubles=len(listed) - len(open_troubles),
    )
