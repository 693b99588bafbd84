"""Publish the files of a case as one batch: all are written and flushed before the first is moved to its place.

Waiting for the disk is most of what publishing costs, and a disk flushes several files at once in the time of one. So
the flushes run side by side, and the names in each folder are flushed once for all files that were moved there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from packgen import files

_AT_ONCE = 8
_FEW = 2


@contextmanager
def batch(contents: Mapping[Path, bytes]) -> Iterator[Callable[[Path], None]]:
    """Write all of `contents` beside their places; yields what moves one of them there (its place says which).

    What moves raises FileOpenError where the file is open in another program. Raises FileProblemError when the disk
    refuses: at the start nothing has been replaced by then. What was not moved is removed at the end.
    """
    staged: dict[Path, Path] = {}
    folders: dict[Path, None] = {}
    mode = files.ordinary_mode()

    def stage(path: Path) -> None:
        staged[path] = files.stage(path, contents[path], mode)

    def put(path: Path) -> None:
        files.put(staged.pop(path), path)
        folders[path.parent] = None

    try:
        _side_by_side(stage, contents)
        yield put
        _side_by_side(files.sync_folder, folders)
    finally:
        for temporary in staged.values():
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def sweep(folder: Path, interrupted: Iterable[str]) -> None:
    """Remove what a batch that was cut off has left beside the paths that it was to publish below `folder`."""
    for place in {(folder / path).parent for path in interrupted}:
        for left in place.glob(f"{files.STAGING_PREFIX}*{files.STAGING_SUFFIX}"):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _side_by_side(task: Callable[[Path], None], paths: Iterable[Path]) -> None:
    """`task` for each path, in threads where there are several: they wait for the disk together."""
    listed = list(paths)
    if len(listed) <= _FEW:
        for path in listed:
            task(path)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(task, listed))
