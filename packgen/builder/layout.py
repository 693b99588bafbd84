"""Where things lie below `outputs/`: names carry references and dates, never a child's name."""

from __future__ import annotations

from packgen.case.meeting import Meeting
from packgen.case.model import CaseFile
from packgen.documents.kind import Document, Format
from packgen.files import safe_name

SHARED_TEMPLATES = ("letter", "working_sheet")


def case_folder_name(case: CaseFile) -> str:
    """The folder of a case: its reference, made safe for every platform."""
    return safe_name(case.case.reference)


def meeting_folder_name(meeting: Meeting) -> str:
    """The folder of a meeting below its case: the date, then the meeting's id."""
    return f"{meeting.date.isoformat()}-{safe_name(meeting.id)}"


def versioned(stem: str, version: str) -> str:
    """A file's stem with its version, where that is not the first."""
    return stem if version == "1" else f"{stem}-v{safe_name(version)}"


def document_path(case: CaseFile, document: Document) -> str:
    """The path of a document below its case's folder, with forward slashes."""
    name = f"{versioned(safe_name(document.name), document.version)}.{document.format.value}"
    if document.folder is None:
        return "/".join([*_follow_up(document), name])
    meeting = next(meeting for meeting in case.meetings if meeting.id == document.folder)
    return "/".join([meeting_folder_name(meeting), *_drawer(document), name])


def _drawer(document: Document) -> tuple[str, ...]:
    """What is sent, what is for the family and what is for the record lie apart from the chair's own papers."""
    audience = set(document.audience)
    if follow_up := _follow_up(document):
        return follow_up
    if audience & {"child", "parent", "carer"}:
        return ("family",)
    if audience & {"chair", "office"} and document.format is not Format.TEXT:
        return ()
    return ("record",) if "record" in audience else ("to-send",)


def _follow_up(document: Document) -> tuple[str, ...]:
    """Letters and sheets that follow from rules have a drawer of their own, so that they bury nothing else."""
    return ("follow-up",) if document.template in SHARED_TEMPLATES else ()


def meeting_folder_of(path: str) -> str:
    """The meeting's folder in a path below the case's folder; empty for a paper of the case itself."""
    return path.split("/", maxsplit=1)[0] if "/" in path else ""


def offered_path(path: str, number: int = 1) -> str:
    """The path at which a new version is offered beside a hand-edited file."""
    stem, _, suffix = path.rpartition(".")
    return f"{stem} (new version{'' if number == 1 else f' {number}'}).{suffix}"
