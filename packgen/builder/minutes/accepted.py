"""What was taken from minutes into a case file, in plain words: a text beside the case's papers, and in its note."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from packgen import files
from packgen.builder.layout import case_folder_name
from packgen.case.load import LoadedCase
from packgen.case.values import LONDON
from packgen.errors import Location, Problem, Severity
from packgen.files import FileProblemError
from packgen.guidance.working_days import said
from packgen.settings import Settings

_ENDING = " - from minutes, accepted "
_AFTER = "The case file after this, by its SHA-256: "
_MOST_BYTES = 5_000_000


def write_accepted(
    folder: Path, case_file: Path, meeting: str, says: tuple[str, ...], case_sha256: str, on: date | None
) -> Path | None:
    """Write what changed into the case's folder below the outputs, where there is one; returns the file.

    Raises FileProblemError.
    """
    if not folder.is_dir():
        return None
    day = on or datetime.now(LONDON).date()
    lines = [f"Taken from the minutes of {meeting} into {case_file.name} on {said(day)}:", ""]
    lines += [f"- {sentence}" for sentence in says]
    data = "\r\n".join([*lines, "", f"{_AFTER}{case_sha256}", ""]).encode("utf-8")
    number = 1
    while True:
        more = "" if number == 1 else f" ({number})"
        path = folder / f"{case_file.stem}{_ENDING}{day.isoformat()}{more}.txt"
        if not path.exists() or path.read_bytes() == data:
            break
        number += 1
    files.publish_if_changed(path, data)
    return path


def accepted_lately(loaded: LoadedCase, settings: Settings) -> tuple[Problem, ...]:
    """A remark for each change that was taken from minutes last, until the case file is changed again."""
    folder = settings.outputs / case_folder_name(loaded.case)
    found = sorted(folder.glob(f"{glob.escape(loaded.path.stem)}{_ENDING}*.txt"))
    return tuple(problem for path in found for problem in _remarks(path, loaded))


def _remarks(path: Path, loaded: LoadedCase) -> Iterator[Problem]:
    try:
        text = files.read_untrusted(path, _MOST_BYTES).decode("utf-8", "replace")
    except FileProblemError:
        return
    if f"{_AFTER}{loaded.sha256}" not in text:
        return
    for line in text.splitlines():
        if line.startswith("- "):
            message = f"Taken from the minutes: {line.removeprefix('- ')}"
            yield Problem(message, "", Severity.INFO, Location(str(loaded.path)))
