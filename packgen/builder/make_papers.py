"""Convert the held documents of a case and bind them: one conversion for all papers that are to be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from packgen.builder.papers import PACK, RECORD_COPY, Paper
from packgen.builder.prepare import Prepared
from packgen.documents.british import long_date
from packgen.pack.bind import bind
from packgen.pack.concatenate import concatenate
from packgen.pack.convert import Converter, convert
from packgen.pack.model import Pack, PackPart, PackState


def paper_makers(
    papers: Iterable[Paper], prepared: Prepared, folder: Path, converter: Converter, working: Path
) -> dict[str, Callable[[], bytes]]:
    """How each paper is made, by path. The documents are converted here, once; `working` holds the PDFs meanwhile."""
    wanted = list(papers)
    sources = sorted({source for paper in wanted for source in paper.sources})
    converted = convert([folder / source for source in sources], working, converter) if sources else {}
    pdfs = {source: converted[folder / source] for source in sources}
    return {paper.path: partial(_make, paper, prepared, pdfs) for paper in wanted}


def _make(paper: Paper, prepared: Prepared, pdfs: Mapping[str, Path]) -> bytes:
    if paper.kind == PACK:
        return bind(_pack(paper, prepared, pdfs))
    if paper.kind == RECORD_COPY:
        return concatenate([pdfs[source] for source in paper.sources], paper.title)
    return pdfs[paper.sources[0]].read_bytes()


def _pack(paper: Paper, prepared: Prepared, pdfs: Mapping[str, Path]) -> Pack:
    meeting = paper.meeting
    case = prepared.loaded.case
    assessed = prepared.assessment.meeting(meeting.id) if meeting else None
    final = paper.state != "draft" and not prepared.has_open_errors
    return Pack(
        title=assessed.type_label if assessed else paper.title,
        parts=tuple(
            PackPart(title=document.title, pdf=pdfs[source])
            for source, document in zip(paper.sources, paper.documents, strict=True)
        ),
        reference=case.case.reference,
        meeting=meeting.id if meeting else "",
        date=long_date(meeting.date) if meeting else "",
        marking="OFFICIAL-SENSITIVE",
        version=paper.version,
        state=PackState.FINAL if final else PackState.DRAFT,
        copy_for="Chair",
        guidance=prepared.assessment.guidance_version,
    )
