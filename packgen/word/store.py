"""Compiled templates kept in the user's private state folder between runs: generated source and prepared parts.

Source, never bytecode: it can be read, and it holds the template's words only, no case content. A file that is not the
user's own, or that others can write to, is not used.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from packgen.files import FileProblemError, private_folder, read_untrusted, sha256_of, state_folder

_LARGEST = 50_000_000
_MOST_KEPT = 200
# What shapes the generated source beside the template itself. Files rather than version numbers: reading those takes
# longer than merging a document, and a patched library counts as another one.
_SHAPING = {
    "packgen": tuple(
        f"word/{name}.py"
        for name in (
            *("compiled", "dialect", "environment", "metadata", "parts", "rules", "tags", "values"),
            *("lint", "lint_blocks", "lint_names", "lint_structure"),
        )
    ),
    "jinja2": ("compiler.py", "parser.py", "lexer.py", "nodes.py", "idtracking.py", "optimizer.py"),
    "docxtpl": ("__init__.py", "template.py"),
}


@dataclass(frozen=True)
class Kept:
    """The generated Python source of each part with tags, the parts that were prepared, whether docxtpl must merge."""

    sources: dict[str, str]
    prepared: dict[str, str]
    needs_docxtpl: bool


@cache
def _engine() -> str:
    contents = []
    for package, names in _SHAPING.items():
        found = find_spec(package)
        if found is not None and found.origin is not None:
            contents += [(Path(found.origin).parent / name).read_bytes() for name in names]
    return sha256_of(b"\0".join(contents))


def key_of(template: bytes) -> str:
    """The key of a template's bytes under the engine and libraries of this run."""
    return sha256_of(f"{_engine()} {sha256_of(template)}".encode())


def load(key: str) -> Kept | None:
    """What is kept for `key`, or None when nothing is, or it is damaged or not safe to use."""
    try:
        path = _folder() / f"{key}.json"
        if not _ours_alone(path.parent) or not _ours_alone(path):
            return None
        kept = json.loads(read_untrusted(path, _LARGEST))
        if kept.pop("key") != key:
            return None
        return Kept(**kept)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, FileProblemError):
        return None


def save(key: str, kept: Kept) -> None:
    """Keep a compiled template; a state folder that cannot be written to only costs time."""
    try:
        folder = private_folder(_folder())
        data = json.dumps({"key": key, **asdict(kept)}, ensure_ascii=False).encode("utf-8")
        _put(folder / f"{key}.json", data)
        _forget_oldest(folder)
    except (OSError, FileProblemError):
        return


def _put(path: Path, data: bytes) -> None:
    """Replace the file at once, without waiting for the disk as published documents do: a lost one is made anew."""
    descriptor, staged = tempfile.mkstemp(dir=path.parent, prefix=".packgen-", suffix=".tmp")
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
    Path(staged).replace(path)


def _folder() -> Path:
    return state_folder() / "templates"


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)
    for path in kept[:-_MOST_KEPT]:
        path.unlink(missing_ok=True)


def _ours_alone(path: Path) -> bool:
    if os.name != "posix":
        return True  # the folder lies in the user's own profile, which Windows keeps from other users
    status = path.lstat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
