"""Reading a settled file once: its hash, whether it has come to its end, and which attachments it seems to name.

This is a glance at text, not the reader of case files; that one runs in a process of its own. What the glance misses,
the build finds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from packgen import files
from packgen.files import FileProblemError, Stamp
from packgen.watch.decide import Beside, Reading

MOST_BYTES = 5_000_000
_END = re.compile(r"end_of_case\s*:\s*(true|yes)\s*(#.*)?", re.IGNORECASE)
_FILE = re.compile(r"""^\s*(?:-\s+)?["']?file["']?\s*:\s*["']?([^"'#\n\r]+?)["']?\s*,?\s*(?:#.*)?$""", re.MULTILINE)
_RESTRICTED = re.compile(r"""["']?restricted["']?\s*:\s*["']?(true|yes)""", re.IGNORECASE)
_MOST_ATTACHMENTS = 500


def read_once(path: Path, stamp: Stamp) -> Reading:
    """Read the file at `path`, which bore `stamp` when it had settled. Raises FileProblemError."""
    data = files.read_untrusted(path, MOST_BYTES)
    torn = files.stamp(path) != stamp
    text = _text(data)
    beside = stamps_beside(path.parent, attachments_named(text))
    return Reading(files.sha256_of(data), has_ended(path.name, text), beside, torn)


def has_ended(name: str, text: str) -> bool:
    """Whether the text of a case file is whole: its last line says so (YAML), or it parses (JSON)."""
    if name.casefold().endswith(".json"):
        return _parses(text)
    last = next((line for line in reversed(text.splitlines()) if line.strip()), "")
    return last[:1] not in (" ", "\t") and _END.fullmatch(last.strip()) is not None


def attachments_named(text: str) -> tuple[str, ...]:
    """File names that the text seems to name as attachments."""
    return tuple(sorted({found.strip() for found in _FILE.findall(text)}))[:_MOST_ATTACHMENTS]


def is_restricted(path: Path) -> bool:
    """Whether a case file that may not be readable says, or may say, that it is restricted."""
    try:
        return _RESTRICTED.search(_text(files.read_untrusted(path, MOST_BYTES))) is not None
    except FileProblemError:
        return True


def stamps_beside(inbox: Path, names: Iterable[str]) -> Beside:
    """The stamps of files named relative to the inbox; None for one that is not there or leads out of it."""
    return tuple((name, _stamp(inbox, name)) for name in sorted(set(names)))


def _stamp(inbox: Path, name: str) -> Stamp | None:
    try:
        return files.stamp(files.resolve_inside(inbox, name))
    except (FileProblemError, OSError, ValueError):
        return None


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except RecursionError:
        return True  # whole or not, the reader proper says what is wrong with it
    except ValueError:
        # A whole file with a slip in it must be told so; a cut one ends in the middle of something.
        return text.rstrip().endswith("}") and text.count("{") == text.count("}")
    return True


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")
