"""Build many cases, each on its own, so that a bad one stops only itself: in this process, on all cores, on a cluster.

Wherever a case is built, `attempt` builds it; the order of what is yielded is the order of the case files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from packgen.builder.attempt import attempt, claims, converter_or_problem
from packgen.builder.inputs import case_files, folders_without_cases
from packgen.builder.outcome import BuildOptions, CaseOutcome
from packgen.documents.registry import KINDS, kind_named
from packgen.errors import UsageError
from packgen.settings import Settings

__all__ = ["BuildOptions", "CaseOutcome", "build_cases"]


def build_cases(
    paths: Iterable[Path], settings: Settings, options: BuildOptions, *, jobs: int = 1, cluster: str | None = None
) -> Iterator[CaseOutcome]:
    """Build every case file among `paths`; yields what became of each, in order, as soon as it is known.

    Raises UsageError where a kind of document that alone is wanted is none.

    `jobs` is the number of processes to build in (1: this one). `cluster` is the address of a Dask scheduler
    (tls://host:port) to build on instead; raises UsageError where that cannot be used.
    """
    _refuse_unknown_kinds(options.only)
    named = tuple(paths)
    for problem in folders_without_cases(named):
        yield CaseOutcome(Path(problem.location.file if problem.location else ""), problems=(problem,))
    cases = case_files(named)
    if cluster is not None:
        from packgen.builder.cluster import build_on_cluster

        yield from build_on_cluster(cases, settings, options, cluster)
    elif min(jobs, len(cases)) > 1:
        from packgen.builder.pool import build_in_pool

        yield from build_in_pool(cases, settings, options, jobs)
    else:
        converter, claim = converter_or_problem(settings, options), claims()
        for path in cases:
            yield attempt(path, settings, options, converter, claim)


def _refuse_unknown_kinds(only: Iterable[str]) -> None:
    for name in sorted(only):
        if kind_named(name) is None:
            known = [kind.name for kind in KINDS]
            near = get_close_matches(name, known, 1)
            start = f"Did you mean {near[0]}? " if near else ""
            raise UsageError(f"There is no kind of document called “{name}”.", f"{start}Kinds: {', '.join(known)}.")
