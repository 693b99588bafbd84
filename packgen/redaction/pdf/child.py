"""Runs in a process of its own, held to limits: opens one untrusted .pdf, to read it or to make its copy.

Reads `{"task", "source", "target", ...}` as JSON from standard input and prints `{}` or `{"refused": [message, hint]}`;
file names are those of the private folder it runs in. Nothing else is printed, since a message may quote the file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from packgen.errors import RedactionRefusedError
from packgen.files import publish
from packgen.redaction.pdf.proposal import proposal_here
from packgen.redaction.pdf.reader import preview_file, read_here, record_as_json
from packgen.redaction.pdf.redactor import copy_in_folder
from packgen.redaction.pdf.review import marks_here

_TOO_MUCH = ("This PDF needs far too much memory.", "Print it to PDF and use that, or split it.")


def main() -> None:
    """Do the one task named on standard input."""
    asked = json.load(sys.stdin)
    answer: dict[str, Any] = {}
    try:
        _TASKS[asked["task"]](asked, Path.cwd())
    except RedactionRefusedError as refused:
        answer = {"refused": [refused.message, refused.hint]}
    except (MemoryError, RecursionError):
        answer = {"refused": list(_TOO_MUCH)}
    sys.stdout.write(json.dumps(answer))


def _read(asked: dict[str, Any], folder: Path) -> None:
    record = read_here((folder / asked["source"]).read_bytes(), by_eye=True)
    for number, picture in enumerate(record.pictures, 1):
        if picture.data:
            publish(folder / preview_file(number), picture.data, mode=0o600, durable=False)
    publish(folder / asked["target"], json.dumps(record_as_json(record)).encode(), mode=0o600, durable=False)


def _rebuild(asked: dict[str, Any], folder: Path) -> None:
    made = json.dumps(copy_in_folder(asked, folder)).encode()
    publish(folder / f"{asked['target']}.json", made, mode=0o600, durable=False)


def _propose(asked: dict[str, Any], folder: Path) -> None:
    proposal = proposal_here((folder / asked["source"]).read_bytes(), asked["notes"], asked["id"], asked["original"])
    publish(folder / asked["target"], proposal, mode=0o600, durable=False)


def _review(asked: dict[str, Any], folder: Path) -> None:
    saved, original = ((folder / asked[key]).read_bytes() for key in ("saved", "source"))
    found = json.dumps(marks_here(saved, original)).encode()
    publish(folder / asked["target"], found, mode=0o600, durable=False)


_TASKS = {"read": _read, "rebuild": _rebuild, "propose": _propose, "review": _review}

if __name__ == "__main__":
    main()
