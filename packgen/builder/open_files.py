"""Who has a document open: Word and LibreOffice put a small owner file beside it."""

from __future__ import annotations

import os
from pathlib import Path

from packgen import files
from packgen.files import FileProblemError


def opened_by(path: Path) -> str | None:
    """Who has a document open, from the owner file that Word (`~$`) or LibreOffice (`.~lock`) puts beside it.

    None where no such file is there; empty where one is but names nobody.
    """
    for name in owner_files(path.name):
        owner = path.with_name(name)
        if not os.path.lexists(owner):  # asked of every paper, and hardly ever there
            continue
        try:
            data = files.read_untrusted(owner, 4_096)
        except FileProblemError:
            continue
        return _owner_in(data, libre=name.startswith(".~lock"))
    return None


def owner_files(name: str) -> tuple[str, ...]:
    """The names that owner files of a document may have: Word drops two letters of a longer name."""
    stem = name.rpartition(".")[0]
    cut = name[2:] if len(stem) > 7 else name[1:] if len(stem) == 7 else name
    return tuple(dict.fromkeys((f"~${cut}", f"~${name}", f".~lock.{name}#")))


def _owner_in(data: bytes, *, libre: bool) -> str:
    if libre:
        fields = data.decode("utf-8", "replace").split(",")
        return (fields[0] or (fields[1] if len(fields) > 1 else "")).strip()[:80]
    length = data[0] if data else 0
    return data[1 : 1 + min(length, 54)].decode("cp1252", "replace").replace("\0", "").strip()
