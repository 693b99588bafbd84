"""The one note beside each file: `<file name> - READY.txt` or `- PROBLEM.txt`, in plain words, never both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from packgen import files
from packgen.builder.form.page import FILE_NAME as FORM_NAME
from packgen.builder.outcome import CaseOutcome
from packgen.builder.plan import Step
from packgen.builder.status.place import place_of
from packgen.errors import Problem, Severity
from packgen.files import FileProblemError
from packgen.watch.names import PROBLEM, READY, has_text_ending

_WITH_THE_FORM = (
    f"Made with the form? Open {FORM_NAME} in the folder _starters and choose Open a case file, then",
    "Check and save: it leads to what is missing or mistyped, place by place.",
)
_SIGNED = "This note was written by packgen. It goes when the file it speaks of goes."
_LONGEST_NAME = 240
_MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Note:
    """What to tell: whether all is well, and the text. `retry` says that what it speaks of is tried again soon."""

    ready: bool
    text: str
    retry: bool = False


def note_of(outcome: CaseOutcome, *, is_edited: bool) -> Note:
    """The note for a file that was built."""
    errors = [problem for problem in outcome.problems if problem.severity is Severity.ERROR]
    ready = not errors and outcome.folder is not None
    lines = [*_heading(outcome, errors), *_made(outcome), *_edited(outcome, is_edited=is_edited)]
    if has_text_ending(outcome.source.name):
        lines += ["", f"The file ends in .txt; {outcome.source.name[:-4]} is its proper name."]
    lines += _told(outcome.problems, outcome.source.name)
    if errors and outcome.source.suffix in (".yaml", ".yml"):
        lines += ["", *_WITH_THE_FORM]
    return Note(ready, _signed(lines))


def waiting_note(name: str, why: Iterable[str], *, retry: bool = False) -> Note:
    """The note for a file that is left alone for now, with what to do about it."""
    return Note(False, _signed([f"{name} is waiting and nothing was made of it yet.", "", *why]), retry)


def ready_note(name: str, lines: Iterable[str]) -> Note:
    """The note for something besides a case that was dealt with."""
    return Note(True, _signed([f"{name} is ready.", "", *lines]))


def problem_note(name: str, problems: Iterable[Problem]) -> Note:
    """The note for something besides a case that cannot be used as it is."""
    return Note(False, _signed([f"{name} needs an answer.", *_told(problems, name)]))


def no_end_note(name: str) -> Note:
    """The note for a case file without its last line."""
    if name.casefold().endswith(".json"):
        return waiting_note(name, ["The file stops in the middle: save it again, whole."])
    return waiting_note(
        name,
        [
            "Its last line is missing, so it may be saved only in part. When the file is complete, type this at",
            "the very end, without spaces before it, and save:",
            "",
            "end_of_case: true",
        ],
    )


def absent_note(name: str, absent: Iterable[str]) -> Note:
    """The note for a case whose attachments are not there yet."""
    wanted = [f"  - {file}" for file in absent]
    return waiting_note(name, ["It names files that are not in this folder yet:", *wanted, "", "Put them here."])


def clash_note(name: str, rivals: Iterable[str]) -> Note:
    """The note for two files whose names are one on some machines."""
    others = " and ".join(rivals)
    return waiting_note(name, [f"Its name differs from {others} by capitals or accents only. Rename one of them."])


_BOUND = (".pdf", ".docx", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".txt")
_FIRST = "first: this kind cannot be bound into a pack."
_ADVICE = {
    (".doc", ".rtf", ".odt"): f"Save it as Word (.docx) or PDF {_FIRST}",
    (".heic", ".gif", ".bmp", ".webp"): f"Save it as JPEG or PNG {_FIRST}",
    (".msg", ".eml"): f"Print the message to PDF {_FIRST}",
    (".xls", ".xlsx", ".csv", ".ods"): "Of tables only contacts.xlsx, contacts.csv and replies.csv are read.",
    (".zip", ".7z", ".rar"): "Unpack it and put the files themselves here.",
    (".html", ".htm"): "If it is the form: it is used where it lies, in the folder _starters.",
}


def unknown_note(name: str) -> Note:
    """The note for a file that is neither a case nor named by one."""
    why = [
        "No case file in this folder names it as an attachment, and it is not a case file itself",
        "(those end in .yaml, .yml or .json).",
    ]
    ending = Path(name).suffix.casefold()
    why += [advice for endings, advice in _ADVICE.items() if ending in endings]
    if ending in _BOUND:
        why += ["If it belongs to a case, name it there:", "", "attachments:", f"  - file: {name}"]
    if ending in (".docx", ".doc"):
        why += ["", "Papers that were typed in, such as minutes, are saved where they lie, with the other papers."]
    return waiting_note(name, why)


def misplaced_note(name: str) -> Note:
    """The note for a part of a subject access request that lies among the cases."""
    why = [
        "It belongs to a subject access request. Put it with the records into a folder of its own inside redact, named",
        "by the reference of the request: redact/SAR-2026-001/request.yaml.",
    ]
    return waiting_note(name, why)


def no_request_note(reference: str) -> Note:
    """The note for a folder of records without a request."""
    return waiting_note(reference, ["There is no request.yaml in it, so nobody can tell what was asked for."])


def request_note(reference: str) -> Note:
    """The note for a subject access request that no proposer takes up here."""
    why = [
        "It is a subject access request. The watcher has seen it and leaves it alone, because the settings name no",
        "subject access folder (subject_access_root). Information governance makes the proposal with",
        "`packgen redact propose`; nothing is ever released from this folder.",
    ]
    return waiting_note(reference, why)


def put_note(folder: Path, name: str, note: Note | None) -> bool:
    """Make `note` the one note beside the file `name`, or take any away; False where that was refused."""
    wanted = _path(folder, name, READY if note and note.ready else PROBLEM)
    other = _path(folder, name, PROBLEM if note and note.ready else READY)
    try:
        if note is not None:
            files.publish_if_changed(wanted, note.text.encode("utf-8"))
        for old in (other,) if note is not None else (other, wanted):
            _remove_ours(old)
    except (FileProblemError, OSError):
        return False
    return True


def _path(folder: Path, name: str, ending: str) -> Path:
    longest = _LONGEST_NAME - len(ending)
    while len(name.encode("utf-8", "surrogatepass")) > longest:
        name = name[:-1]
    return folder / f"{name}{ending}"


def _remove_ours(path: Path) -> None:
    with suppress(FileProblemError):
        if _SIGNED.encode("utf-8") in files.read_untrusted(path, _MOST_BYTES):
            path.unlink(missing_ok=True)


def _heading(outcome: CaseOutcome, errors: list[Problem]) -> Iterator[str]:
    name = outcome.source.name
    if outcome.folder is None:
        yield f"{name} could not be used, and nothing was made of it."
        yield "Papers made earlier from this file are still there, as they were."
    elif errors:
        yield f"{name} was built, but something in it needs an answer."
    else:
        yield f"{name} is ready."


def _made(outcome: CaseOutcome) -> Iterator[str]:
    if outcome.folder is None:
        return
    yield ""
    yield f"The papers are in {outcome.folder}"
    packs = sorted(action.path for action in outcome.actions if action.path.endswith("pack.pdf"))
    yield from (f"  - {path}" for path in packs if (outcome.folder / path).exists())


def _edited(outcome: CaseOutcome, *, is_edited: bool) -> Iterator[str]:
    if not is_edited:
        return
    yield ""
    yield "Edited by hand, and kept as they are:"
    yield from (f"  - {path}" for path in outcome.edited)
    offered = [action.path for action in outcome.actions if action.step is Step.OFFER]
    if offered:
        yield 'The case has changed since: a "(new version)" lies beside each of these:'
        yield from (f"  - {path}" for path in offered)


def _told(problems: Iterable[Problem], name: str) -> Iterator[str]:
    headings = {
        Severity.ERROR: "Needs an answer:",
        Severity.WARNING: "Worth a look:",
        Severity.INFO: "For your information:",
    }
    listed = list(problems)
    for severity, heading in headings.items():
        found = [problem for problem in listed if problem.severity is severity]
        if found:
            yield ""
            yield heading
        for problem in found:
            yield from _lines(problem, name)


def _lines(problem: Problem, name: str) -> Iterator[str]:
    rule = f" [{problem.rule}]" if problem.rule else ""
    yield f"  - {place_of(problem, name)}{problem.message}{rule}"
    if problem.hint:
        yield f"      What to do: {problem.hint}"


def _signed(lines: Iterable[str]) -> str:
    # Notepad of older Windows shows a text without carriage returns as one long line.
    return "\r\n".join([*lines, "", _SIGNED, ""])
