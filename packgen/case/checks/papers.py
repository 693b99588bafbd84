"""Attachments that would leave the case's folder, and the last line that shows a case file is whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.case.checks.finding import Finding
from packgen.case.model import CaseFile
from packgen.errors import Severity


def check_papers(case: CaseFile) -> Iterator[Finding]:
    """Attachment paths that lead out of the folder, attachments named twice, and a missing `end_of_case`."""
    seen: set[str] = set()
    for number, attachment in enumerate(case.attachments):
        path = ("attachments", number, "file")
        if leaves_folder(attachment.file):
            hint = "Put the file beside the case file and give its name alone."
            yield Finding(path, f"“{attachment.file[:80]}” leads out of the case file's folder.", hint)
        if attachment.file.casefold() in seen:
            yield Finding(path, "This file is attached twice.", "Take one of them out.", Severity.WARNING)
        seen.add(attachment.file.casefold())
    if not case.end_of_case:
        message = "The last line, `end_of_case: true`, is missing."
        hint = "Add it when the file is complete: a watched folder builds only a file that has it."
        yield Finding(("end_of_case",), message, hint, Severity.INFO)


def leaves_folder(file: str) -> bool:
    """Whether a path is absolute or climbs, in the manner of any platform."""
    plain = file.replace("\\", "/")
    return plain.startswith("/") or bool(re.match(r"[A-Za-z]:", plain)) or ".." in plain.split("/") or "\0" in plain
