"""A profile by its name or its file. Parsed once a process; a council's file is read again when it changes."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from packgen.errors import UsageError
from packgen.guidance.council import read_council_file
from packgen.guidance.layers import assemble, built_in, chain
from packgen.guidance.profile import Profile

DEFAULT = "bristol"


def load_profile(name_or_path: str | None = None) -> Profile:
    """The profile of this name, or of a council's own file; the default where none is named.

    Raises UsageError for a name that is not known, InputError (every problem, located) for a council's file.
    """
    name = name_or_path or DEFAULT
    if name in built_in():
        return _built_in_profile(name)
    if name.lower().endswith((".yaml", ".yml", ".json")):
        return _council_profile(name, _stamp(Path(name)))
    choices = ", ".join(built_in())
    raise UsageError(f"There is no guidance profile called {name!r}.", f"Choose one of {choices}, or name a file.")


@cache
def _built_in_profile(name: str) -> Profile:
    return assemble(chain(built_in()[name], built_in()))


@lru_cache(maxsize=16)
def _council_profile(name: str, _: tuple[int, int]) -> Profile:
    return assemble(chain(read_council_file(Path(name)), built_in()))


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does, so that a watcher sees a new profile without a restart."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
