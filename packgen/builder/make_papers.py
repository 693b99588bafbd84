"""Convert the held documents of a case and bind them: one conversion for all papers that are to be made."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from packgen.builder.pack_contents import PackItem
from packgen.builder.papers import PACK, RECORD_COPY, Paper
from packgen.builder.prepare import Prepared
from packgen.documents.blocks import MARKING
from packgen.documents.british import long_date
from packgen.errors import Location, PackgenError, Problem, Severity
from packgen.pack.attachments import Attachment, prepare_attachments
from packgen.pack.bind import bind
from packgen.pack.concatenate import concatenate
from packgen.pack.content_check import check_content
from packgen.pack.convert import Converter, convert
from packgen.pack.model import Pack, PackPart, PackState
from packgen.pack.recipe import reader_named
from packgen.pack.tracked_changes import accept_tracked_changes


@dataclass(frozen=True)
class PaperWork:
    """How each paper is made, by path, and what staff should know. A paper without a maker cannot be made now."""

    makers: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Workshop:
    """Where papers are made: the case's folder, a private working folder, the converter, what may be missing."""

    prepared: Prepared
    folder: Path
    working: Path
    converter: Converter
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
    makers: dict[str, Callable[[], bytes]] = {}
    for number, paper in enumerate(wanted):
        parts = _parts(paper, pdfs, workshop, workshop.working / f"enclosed-{number}", problems)
        if parts is not None:
            makers[paper.path] = partial(_make, paper, parts, workshop.prepared, pdfs)
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


def _parts(
    paper: Paper, pdfs: Mapping[str, Path], workshop: Workshop, folder: Path, problems: list[Problem]
) -> tuple[PackPart, ...] | None:
    """The parts of a paper in order; None when an attachment was refused and none may be missing."""
    enclosed = [_asked(item) for item in paper.items if item.enclosure]
    if not enclosed:
        return tuple(_part(item, pdfs) for item in paper.items)
    made = prepare_attachments(enclosed, folder, workshop.converter, allow_missing=workshop.allow_missing)
    problems += made.problems
    if len(made.parts) != len(enclosed):
        return None
    following = iter(made.parts)
    return tuple(next(following) if item.enclosure else _part(item, pdfs) for item in paper.items)


def _asked(item: PackItem) -> Attachment:
    found = item.enclosure
    assert found is not None
    return Attachment(
        found.path,
        found.title,
        found.author,
        found.date,
        item.section,
        found.accept_as_shown,
        found.late,
        found.location,
    )


def _part(item: PackItem, pdfs: Mapping[str, Path]) -> PackPart:
    return PackPart(item.title, pdfs[item.document], item.section)


def _make(paper: Paper, parts: tuple[PackPart, ...], prepared: Prepared, pdfs: Mapping[str, Path]) -> bytes:
    if paper.kind == PACK:
        return bind(_pack(paper, parts, prepared))
    if paper.kind == RECORD_COPY:
        return concatenate([pdfs[source] for source in paper.sources], paper.title)
    return pdfs[paper.sources[0]].read_bytes()


def _pack(paper: Paper, parts: tuple[PackPart, ...], prepared: Prepared) -> Pack:
    meeting = paper.meeting
    assert meeting is not None
    assessed = prepared.assessment.meeting(meeting.id)
    reader = reader_named(paper.reader)
    final = paper.state != "draft" and not prepared.has_open_errors(meeting.id)
    pack = Pack(
        title=assessed.type_label,
        parts=parts,
        date=long_date(meeting.date),
        version=paper.version,
        state=PackState.FINAL if final else PackState.DRAFT,
        copy_for=reader.title,
    )
    if not reader.control_data:
        return pack
    return replace(
        pack,
        reference=prepared.loaded.case.case.reference,
        meeting=meeting.id,
        marking=MARKING,
        guidance=prepared.assessment.guidance_version,
    )


def _at(path: Path) -> Location:
    return Location(str(path))
