"""A progress bar on long builds, where somebody looks on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LONG = 3


@contextmanager
def progress(total: int, output_format: str) -> Iterator[Callable[[], None]]:
    """Yields what to call when one of `total` cases is done. Drawn on standard error, and only on a terminal."""
    if total < _LONG or output_format != "text" or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many cases a minute."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed * 60:.0f} a minute" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Building", total=total)
        yield lambda: bar.advance(task)
