"""Convert the held documents of a case and bind them: one conversion for all papers that are to be made."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from packgen import files
from packgen.builder.pack_contents import Enclosure, PackItem
from packgen.builder.papers import PACK, RECORD_COPY, Paper
from packgen.builder.prepare import Prepared
from packgen.documents.blocks import MARKING
from packgen.documents.british import long_date
from packgen.errors import Location, PackgenError, Problem, Severity, UsageError
from packgen.pack.attachments.attachments import Attachment, prepare_attachments
from packgen.pack.binding.bind import bind
from packgen.pack.binding.concatenate import concatenate
from packgen.pack.conversion.content_check import check_content
from packgen.pack.conversion.convert import Converter, convert
from packgen.pack.conversion.tracked_changes import accept_tracked_changes
from packgen.pack.model import Pack, PackPart, PackState
from packgen.pack.recipe import has_dividers, reader_named
from packgen.settings import Settings

_FAMILY_TITLE = "Our meeting"


@dataclass(frozen=True)
class PaperWork:
    """How each paper is made, by path, and what staff should know. A paper without a maker cannot be made now."""

    makers: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Workshop:
    """Where papers are made: the case's folder, a private working folder, the converter, what is set and allowed."""

    prepared: Prepared
    folder: Path
    working: Path
    converter: Converter
    settings: Settings
    allow_missing: bool


def paper_work(papers: Iterable[Paper], edited: frozenset[str], workshop: Workshop) -> PaperWork:
    """Convert every document that `papers` need, once, and say how each paper is made of them.

    `edited` are the documents that a person has edited: their tracked changes are taken as accepted in a copy.
    """
    wanted = list(papers)
    sources = sorted({source for paper in wanted for source in paper.sources})
    problems: list[Problem] = []
    try:
        pdfs = _converted(sources, edited, workshop, problems)
    except PackgenError as error:
        return PaperWork(problems=(*problems, Problem(error.message, error.hint, location=_at(workshop.folder))))
    enclosed = _enclosed(wanted, workshop, problems)
    makers: dict[str, Callable[[], bytes]] = {}
    for paper in wanted:
        parts = [_part(item, pdfs, enclosed) for item in paper.items]
        if None not in parts:
            makers[paper.path] = partial(_make, paper, tuple(filter(None, parts)), workshop, pdfs)
    return PaperWork(makers, tuple(problems))


def _converted(
    sources: list[str], edited: frozenset[str], workshop: Workshop, problems: list[Problem]
) -> dict[str, Path]:
    copies = {source: workshop.folder / source for source in sources}
    for number, source in enumerate(sources):
        if source in edited:
            copies[source] = workshop.working / f"held-{number}.docx"
            problems += _settle(workshop.folder / source, copies[source])
    converted = convert(list(copies.values()), workshop.working / "pdf", workshop.converter) if copies else {}
    for copy, pdf in converted.items():
        problems += check_content(copy, pdf)
    return {source: converted[copy] for source, copy in copies.items()}


def _settle(held: Path, copy: Path) -> list[Problem]:
    try:
        accepted = accept_tracked_changes(held, copy)
    except (OSError, zipfile.BadZipFile, KeyError, SyntaxError):
        message = f"{held.name} was edited and can no longer be read as a Word document, so no PDF was made of it."
        raise PackgenError(message, "Open it in Word and save it again, or delete it to have it made anew.") from None
    if not accepted.total:
        return []
    hint = "Accept or reject them in Word if the pack should read otherwise."
    return [Problem(f"{held.name}: {accepted}.", hint, Severity.INFO, _at(held))]


def _enclosed(papers: list[Paper], workshop: Workshop, problems: list[Problem]) -> dict[Enclosure, PackPart | None]:
    """Every attachment of the papers made fit to be bound, once however many papers hold it; None where refused."""
    asked = list(dict.fromkeys(enclosure for paper in papers for enclosure in paper.enclosures))
    attachments = [
        Attachment(e.path, e.title, e.author, e.date, "", e.accept_as_shown, e.late, e.location) for e in asked
    ]
    folder = workshop.working / "enclosed"
    made = prepare_attachments(attachments, folder, workshop.converter, allow_missing=workshop.allow_missing)
    problems += made.problems
    return dict(zip(asked, made.each, strict=True))


def _part(item: PackItem, pdfs: Mapping[str, Path], enclosed: Mapping[Enclosure, PackPart | None]) -> PackPart | None:
    """One part of a paper; None when its attachment was refused and none may be missing."""
    if item.enclosure is None:
        return PackPart(item.title, pdfs[item.document], item.section)
    part = enclosed[item.enclosure]
    return replace(part, section=item.section) if part else None


def _make(paper: Paper, parts: tuple[PackPart, ...], workshop: Workshop, pdfs: Mapping[str, Path]) -> bytes:
    if paper.kind == PACK:
        return bind(_pack(paper, parts, workshop))
    if paper.kind == RECORD_COPY:
        return concatenate([pdfs[source] for source in paper.sources], paper.title)
    return pdfs[paper.sources[0]].read_bytes()


def _pack(paper: Paper, parts: tuple[PackPart, ...], workshop: Workshop) -> Pack:
    meeting, prepared = paper.meeting, workshop.prepared
    assert meeting is not None
    final = paper.state != "draft" and not prepared.has_open_errors(meeting.id)
    assessed = prepared.assessment.meeting(meeting.id)
    pack = Pack(
        title=_FAMILY_TITLE if paper.recipient.is_family else assessed.type_label,
        parts=parts,
        date=long_date(meeting.date),
        state=PackState.FINAL if final else PackState.DRAFT,
        copy_for=paper.recipient.copy_for,
        duplex=workshop.settings.duplex,
        dividers=has_dividers(paper.recipient.reader, meeting.type),
        password=pack_password(workshop.settings),
    )
    if not reader_named(paper.recipient.reader).control_data:
        return pack
    return replace(
        pack,
        reference=prepared.loaded.case.case.reference,
        meeting=meeting.id,
        marking=MARKING,
        version=paper.version,
        guidance=prepared.assessment.guidance_version,
        changes=(meeting.what_changed.text,) if meeting.what_changed else (),
    )


def pack_password(settings: Settings) -> str:
    """The password that packs open with; empty where none is set.

    Raises UsageError for a file that holds none or no text, FileProblemError for one that cannot be read.
    """
    if settings.pack_password_file is None:
        return ""
    try:
        words = files.read_untrusted(settings.pack_password_file, 1_000).decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        hint = "Save it as plain text, in Notepad with the encoding UTF-8."
        raise UsageError("The file with the password for packs is not text that can be read.", hint) from None
    if not words:
        raise UsageError("The file with the password for packs is empty.", "Write the password into it, on one line.")
    return words


def _at(path: Path) -> Location:
    return Location(str(path))
