"""The generated source of compiled templates, kept in the user's private state folder between runs.

Source, never bytecode: it can be read, and it holds the template's words only, no case content. A file that is not the
user's own, or that others can write to, is not used.
"""

from __future__ import annotations

import json
import os
from functools import cache
from importlib.metadata import version
from pathlib import Path

from packgen.files import FileProblemError, private_folder, publish, read_untrusted, sha256_of, state_folder

_LARGEST = 20_000_000
_MOST_KEPT = 200
_HERE = Path(__file__).resolve().parent
# What shapes the generated source beside the template itself.
_SHAPING = ("dialect.py", "environment.py", "rules.py", "compiled.py", "lint.py", "lint_blocks.py", "lint_structure.py")


@cache
def _engine() -> str:
    ours = b"".join((_HERE / name).read_bytes() for name in _SHAPING)
    libraries = [f"{name} {version(name)}" for name in ("jinja2", "docxtpl", "lxml")]
    return sha256_of("\n".join([sha256_of(ours), *libraries]).encode())


def key_of(template: bytes) -> str:
    """The key of a template's bytes under the engine and libraries of this run."""
    return sha256_of(f"{_engine()} {sha256_of(template)}".encode())


def load(key: str) -> dict[str, str] | None:
    """The generated source of each part, or None when it is not kept, damaged or not safe to use."""
    try:
        path = _folder() / f"{key}.json"
        if not _ours_alone(path.parent) or not _ours_alone(path):
            return None
        kept = json.loads(read_untrusted(path, _LARGEST))
    except (OSError, ValueError, FileProblemError):
        return None
    if not isinstance(kept, dict) or kept.get("key") != key or not isinstance(kept.get("parts"), dict):
        return None
    return {str(name): str(source) for name, source in kept["parts"].items()}


def save(key: str, python_sources: dict[str, str]) -> None:
    """Keep the generated source; a state folder that cannot be written to only costs time."""
    try:
        folder = private_folder(_folder())
        data = json.dumps({"key": key, "parts": python_sources}, ensure_ascii=False).encode("utf-8")
        publish(folder / f"{key}.json", data, mode=0o600)
        _forget_oldest(folder)
    except (OSError, FileProblemError):
        return


def _folder() -> Path:
    return state_folder() / "templates"


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
    for path in kept[:-_MOST_KEPT]:
        path.unlink(missing_ok=True)


def _ours_alone(path: Path) -> bool:
    if os.name != "posix":
        return True  # the folder lies in the user's own profile, which Windows keeps from other users
    status = path.lstat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
