"""What lies in a case's folder, by hash, without reading what cannot have changed.

A file whose size, times and inode equal those seen at its last hashing is not read again. Times are compared for
equality only. A stamp taken within a moment of the writing it describes proves nothing (a second writing could bear the
same time), so such a file is read once more. The stamps are this machine's own and lie in the user's state folder.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path

from packgen import files
from packgen.files import Stamp

# Longer than the ticks by which file times go: 16 ms on Windows, 10 elsewhere, or whole seconds.
MOMENT_NS = 32_000_000 if os.name == "nt" else 12_000_000
_COARSE_MOMENT_NS = 2_000_000_000
_SECOND_NS = 1_000_000_000
_MOST_BYTES = 20_000_000


class HashMemory:
    """Hashes of the files below one folder, remembered from run to run."""

    def __init__(self, known: dict[str, tuple[Stamp, str]] | None = None) -> None:
        self._known = known or {}
        self._too_new: set[str] = set()
        self.read = 0

    def hash_of(self, folder: Path, path: str) -> str:
        """The SHA-256 of the file at `path` below `folder`; empty where no ordinary file is there. Raises OSError."""
        now = files.stamp(os.path.join(folder, path))  # noqa: PTH118  (this is asked for every paper of every case)
        if now is None:
            self._known.pop(path, None)
            return ""
        before = self._known.get(path)
        if before is not None and before[0] == now:
            return before[1]
        self.read += 1
        file = folder / path
        found = files.sha256_of_file(file)
        if files.stamp(file) == now and not _just_written(now):
            self._known[path] = (now, found)
        else:
            self._too_new.add(path)
        return found

    def look_again(self, folder: Path) -> None:
        """Read once more what was too new to be remembered when it was read. Raises OSError."""
        again, self._too_new = self._too_new, set()
        for path in again:
            self.hash_of(folder, path)

    def as_json(self, only: Iterable[str]) -> dict[str, list[object]]:
        """What is remembered of the paths in `only`, as plain values."""
        return {path: [*self._known[path][0], self._known[path][1]] for path in only if path in self._known}

    @classmethod
    def from_json(cls, values: object) -> HashMemory:
        """The memory in what `as_json` gave; an empty one for anything else."""
        known = {}
        if isinstance(values, dict):
            for path, value in values.items():
                if isinstance(value, list) and len(value) == 5 and all(isinstance(n, int) for n in value[:4]):
                    known[str(path)] = (Stamp(*value[:4]), str(value[4]))
        return cls(known)


def _just_written(stamp: Stamp) -> bool:
    """Whether what is written now might get the very time that `stamp` bears. Moving a file does not set that time."""
    moment = MOMENT_NS if stamp.modified_ns % _SECOND_NS else _COARSE_MOMENT_NS
    return abs(time.time_ns() - stamp.modified_ns) < moment


def read_memory(path: Path) -> dict[str, object]:
    """The JSON object at `path` in the state folder; empty where there is none or it is damaged."""
    try:
        found = json.loads(files.read_untrusted(path, _MOST_BYTES))
    except (files.FileProblemError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_memory(path: Path, values: dict[str, object]) -> None:
    """Write a JSON object into the state folder, for its owner alone."""
    files.private_folder(path.parent)
    data = json.dumps(values, separators=(",", ":")).encode("utf-8")
    files.publish(path, data, files.PRIVATE_FILE, durable=False)
