"""Attachments: somebody else's papers, looked at by content, made fit to be bound or refused by name and reason.

Each is read in a process of its own under limits of time and memory. Word documents are converted in one batch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from lxml import etree

from packgen.errors import Location, PackgenError, Problem, Severity
from packgen.files import FileProblemError, private_temporary_folder, read_untrusted
from packgen.pack.attachments.docx_dangers import dangers
from packgen.pack.attachments.docx_remarks import unsettled
from packgen.pack.attachments.identify import FileKind, identify
from packgen.pack.attachments.prepared import RefusedError
from packgen.pack.conversion.content_check import check_content
from packgen.pack.conversion.convert import ConversionFailedError, Converter, convert
from packgen.pack.model import PackPart, PartKind
from packgen.processes import Limits, ProcessFailedError, TimeLimitError, run_python_module

LARGEST_ATTACHMENT = 200_000_000
_LIMITS = Limits(seconds=180, memory_mb=3_000)
_AT_ONCE = 2
_SUFFIXES = {
    FileKind.PDF: (".pdf",),
    FileKind.DOCX: (".docx",),
    FileKind.TEXT: (".txt", ".text", ".md", ".csv", ".log"),
}
_PICTURE_SUFFIXES = (".jpg", ".jpeg", ".png", ".tif", ".tiff")
_PUT_IT_THERE = "Put it there under exactly this name, or correct the name under attachments."
_SETTLE = "Open it in Word, accept or reject the changes, delete the comments and hidden text, and save it."


@dataclass(frozen=True)
class Attachment:
    """A paper named in the case file: where it lies and what the contents say about it.

    `accept_as_shown`: somebody has looked at its tracked changes, comments and hidden text. `late`: added after issue.
    """

    path: Path
    title: str
    author: str = ""
    date: str = ""
    section: str = ""
    accept_as_shown: bool = False
    late: bool = False
    location: Location | None = None


@dataclass(frozen=True)
class PreparedAttachments:
    """The parts in the order asked for, and every problem: errors for what was refused, warnings for remarks.

    A refused attachment has no part, unless missing ones were allowed: then a page stands in its place. `each` has one
    entry for every attachment asked for, None where it was refused.
    """

    parts: tuple[PackPart, ...]
    problems: tuple[Problem, ...]
    each: tuple[PackPart | None, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every attachment asked for is really there."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)


def prepare_attachments(
    attachments: Sequence[Attachment], folder: Path, converter: Converter | None, *, allow_missing: bool = False
) -> PreparedAttachments:
    """Make every attachment a PDF in `folder` (private, the caller's); nothing is raised for a bad attachment.

    `allow_missing` puts a visible page and an index entry in the place of each that is absent or refused; its problem
    is then a warning. Without a `converter` Word documents are refused.
    """
    folder.mkdir(parents=True, exist_ok=True)
    work = [
        _Work(attachment, folder / f"attachment-{number:03d}.pdf") for number, attachment in enumerate(attachments, 1)
    ]
    with ThreadPoolExecutor(max_workers=_AT_ONCE) as pool:
        list(pool.map(_Work.look, work))
    _convert_word_documents(
        [each for each in work if each.kind is FileKind.DOCX and not each.refusal], folder, converter
    )
    parts = [each.part(allow_missing) for each in work]
    problems = [problem for each in work for problem in each.problems(allow_missing)]
    return PreparedAttachments(tuple(part for part in parts if part), tuple(problems), tuple(parts))


@dataclass
class _Work:
    """One attachment on its way."""

    attachment: Attachment
    target: Path
    kind: FileKind | None = None
    refusal: RefusedError | None = None
    remarks: tuple[str, ...] = ()
    found: tuple[Problem, ...] = ()
    data: bytes = b""

    def look(self) -> None:
        """Identify the attachment and make it a PDF, unless it is a Word document, which waits for the batch."""
        try:
            self.data = read_untrusted(self.attachment.path, LARGEST_ATTACHMENT)
            kind = identify(self.data)
            if not isinstance(kind, FileKind):
                raise RefusedError(f"it is {kind}", "Attach it as PDF, Word document (.docx), JPEG, PNG, TIFF or text.")
            self.kind = kind
            self.remarks = _misnamed(self.attachment.path, kind)
            if kind is FileKind.DOCX:
                _refuse_unsettled(self.data, accepted=self.attachment.accept_as_shown)
            else:
                self.remarks += _prepared_in_child(self.data, kind, self.target)
                self.data = b""
        except RefusedError as error:
            self.refusal = error
        except FileProblemError as error:
            said = RefusedError(error.message[:1].lower() + error.message[1:].rstrip("."), error.hint)
            absent = not self.attachment.path.exists() and not self.attachment.path.is_symlink()
            self.refusal = RefusedError("it does not lie beside the case file", _PUT_IT_THERE) if absent else said

    def part(self, allow_missing: bool) -> PackPart | None:
        """The part to bind, the page in its place, or None."""
        if self.refusal and not allow_missing:
            return None
        asked = self.attachment
        return PackPart(
            asked.title,
            b"" if self.refusal else self.target,
            asked.section,
            asked.author,
            asked.date,
            PartKind.ATTACHMENT,
            missing=self.refusal.reason if self.refusal else "",
            late=asked.late,
        )

    def problems(self, allow_missing: bool) -> list[Problem]:
        """What to tell about this attachment."""
        name = self.attachment.path.name
        said = [
            Problem(f"{name}: {remark}.", "", Severity.WARNING, self.attachment.location) for remark in self.remarks
        ]
        if self.refusal:
            severity = Severity.WARNING if allow_missing else Severity.ERROR
            message = f"{name} is not in the pack: {self.refusal.reason}."
            said.append(Problem(message, self.refusal.hint, severity, self.attachment.location))
        return [*said, *self.found]


def _misnamed(path: Path, kind: FileKind) -> tuple[str, ...]:
    expected = _SUFFIXES.get(kind, _PICTURE_SUFFIXES)
    return () if path.suffix.lower() in expected else (f"its name says otherwise, but it is a {kind}",)


def _refuse_unsettled(data: bytes, *, accepted: bool) -> None:
    reasons = dangers(BytesIO(data))
    if reasons:
        hint = "Open it in Word and remove that, or print it to PDF and attach the PDF."
        raise RefusedError("; ".join(reasons), hint)
    if accepted:
        return
    try:
        found = unsettled(data)
    except (BadZipFile, etree.XMLSyntaxError, KeyError, OSError):
        raise RefusedError("it is damaged, protected or no Word document", "Ask its sender for a fresh copy.") from None
    if found:
        hint = f"{_SETTLE} Or say `accept_as_shown: yes` in the case file if it may be bound as shown."
        raise RefusedError("it has " + "; ".join(str(each) for each in found), hint)


def _prepared_in_child(data: bytes, kind: FileKind, target: Path) -> tuple[str, ...]:
    with private_temporary_folder() as private:
        source, result = private / "attachment", private / "result.pdf"
        source.write_bytes(data)
        asked = json.dumps({"kind": kind, "source": str(source), "target": str(result)}).encode()
        answer = _answer_of(private, asked)
        if "reason" in answer:
            raise RefusedError(str(answer["reason"]), str(answer.get("hint", "")))
        target.write_bytes(result.read_bytes())
    remarks = answer.get("remarks")
    return tuple(str(remark) for remark in remarks) if isinstance(remarks, list) else ()


def _answer_of(private: Path, asked: bytes) -> dict[str, object]:
    hint = "Print it to PDF and attach that, or attach the part that the meeting needs."
    try:
        finished = run_python_module("packgen.pack.attachments.child", _LIMITS, folder=private, input_bytes=asked)
    except TimeLimitError:
        raise RefusedError("it took far too long to read", hint) from None
    except ProcessFailedError as error:
        raise RefusedError(error.message.rstrip("."), error.hint) from None
    try:
        answer = json.loads(finished.output)
    except ValueError:
        raise RefusedError("reading it failed: it is damaged or made to do harm", hint) from None
    return answer if isinstance(answer, dict) else {"reason": "reading it failed", "hint": hint}


def _convert_word_documents(work: Sequence[_Work], folder: Path, converter: Converter | None) -> None:
    if not work:
        return
    if converter is None:
        for each in work:
            each.refusal = RefusedError("no converter from Word to PDF is installed", "Run `packgen doctor`.")
        return
    with private_temporary_folder() as private:
        copies = {private / f"{each.target.stem}.docx": each for each in work}
        for copy, each in copies.items():
            copy.write_bytes(each.data)
            each.data = b""
        try:
            convert(list(copies), folder, converter)
        except ConversionFailedError:
            for copy, each in copies.items():
                _convert_alone(copy, each, folder, converter)
        for copy, each in copies.items():
            if not each.refusal:
                each.found = tuple(_renamed(problem, each) for problem in check_content(copy, each.target))


def _convert_alone(copy: Path, each: _Work, folder: Path, converter: Converter) -> None:
    try:
        convert([copy], folder, converter)
    except PackgenError as error:
        each.refusal = RefusedError(f"{converter} could not turn it into a PDF", error.hint)


def _renamed(problem: Problem, each: _Work) -> Problem:
    name = each.attachment.path.name
    message = problem.message.replace(f"{each.target.stem}.docx", name, 1)
    return Problem(message, problem.hint, problem.severity, each.attachment.location)
