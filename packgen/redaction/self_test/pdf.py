"""The PDF half of `packgen redact self-test`: plant, redact, look for survivors in words and pixels, count losses."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

import pypdf

from packgen.errors import RedactionRefusedError
from packgen.redaction.model import Finder, RecordFormat, Redaction, Span, VerificationResult
from packgen.redaction.pdf.model import PdfRecord
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import RebuiltPdf, doubts_of, rebuild_here
from packgen.redaction.pdf.token import pixels
from packgen.redaction.self_test.docx import SECRETS, LiteralFinder, kept_in_order
from packgen.redaction.self_test.outcome import OrdinaryResult, PlaceResult, SelfTest
from packgen.redaction.self_test.pdf_builder import AFTER, BEFORE, FIRST, LAST, PdfPlace, build
from packgen.redaction.self_test.pdf_minutes import PdfMinutes, ordinary_pdf_minutes
from packgen.redaction.self_test.pdf_places import PDF_PLACES
from packgen.redaction.verify.pdf import check_pdf
from packgen.redaction.verify.pdf_file import read_copy
from packgen.redaction.verify.pdf_pixels import picture_of

_WORD = re.compile(r"[^\W_]+")
_PAPER, _DARKER, _SPECKS, _GROUND = 15, 12, 10, 5_000


def run_pdf_self_test(finder: Finder | None = None, minutes: int = 20, *, by_eye: bool = True) -> SelfTest:
    """Plant a name in every hiding place and in so many generated minutes, redact each, and report.

    `by_eye` also has tesseract read the pictures of the copies, where it is installed.
    """
    finder = finder or LiteralFinder()
    places = tuple(try_pdf_place(place, finder, by_eye=by_eye) for place in PDF_PLACES)
    return SelfTest(places, try_pdf_minutes(finder, minutes))


def try_pdf_place(place: PdfPlace, finder: Finder, *, by_eye: bool = True) -> PlaceResult:
    """Plant, redact and look for survivors in one hiding place."""
    try:
        _, copy = redact_planted_pdf(build(place.recipe), finder, by_eye=by_eye)
    except RedactionRefusedError:
        return PlaceResult(place.group, place.name, refused=True, refusal_expected=place.may_be_refused)
    expected = _WORD.findall(f"{BEFORE} {AFTER}")
    kept = kept_in_order(expected, _WORD.findall(text_of_copy(copy.data)))
    survived = (*_survivals(copy, by_eye), *_inked(copy, place))
    if place.may_be_refused and survived == ("verifier: read by eye",):
        return PlaceResult(place.group, place.name, refused=True, refusal_expected=True)
    return PlaceResult(place.group, place.name, survived, False, place.may_be_refused, len(expected), kept)


def redact_planted_pdf(data: bytes, finder: Finder, *, by_eye: bool = False) -> tuple[PdfRecord, RebuiltPdf]:
    """The record in `data`, and its copy without what `finder` finds. Raises what reading and rebuilding raise."""
    record = read_here(data, by_eye=by_eye)
    redactions = [
        Redaction(Span(story.id, hit.start, hit.end), hit.reason_code)
        for story in record.stories
        for hit in finder.find(story.text)
    ]
    return record, rebuild_here(data, [*redactions, *doubts_of(record)])


def _survivals(copy: RebuiltPdf, by_eye: bool) -> Iterator[str]:
    """How the secret can still be read: by the verifier, or by another reader."""
    details = {**copy.details, "ocr": by_eye}
    result = VerificationResult(RecordFormat.PDF, "", check_pdf(copy.data, SECRETS, details=details))
    yield from (f"verifier: {check.name}" for check in result.failed)
    yield from (f"verifier did not run: {name}" for name in result.missing)
    bare = re.sub(r"\W", "", text_of_copy(copy.data)).casefold()
    if FIRST.casefold() in bare or LAST.casefold() in bare:
        yield "words of the copy"


def _inked(copy: RebuiltPdf, place: PdfPlace) -> Iterator[str]:
    """Whether anything but even grounds and boxes is drawn where a place must stay blank."""
    if place.blank is None:
        return
    picture = picture_of(read_copy(copy.data)[0])
    for _, left, top, wide, high, _ in copy.boxes:
        picture.paste(_PAPER, (left, top, left + wide, top + high))
    left, top, right, bottom = (pixels(value) for value in place.blank)
    ink = sum(picture.crop((left, top, right, bottom)).histogram()[:_DARKER])
    if ink > _SPECKS and (not place.lies or ink < _GROUND):
        yield "pixels"


def try_pdf_minutes(finder: Finder, files: int) -> OrdinaryResult:
    """Redact so many files of ordinary minutes and count refusals and words."""
    return OrdinaryResult.of(
        (len(one.words), _words_kept(one, finder)) for one in islice(ordinary_pdf_minutes(), files)
    )


def _words_kept(minutes: PdfMinutes, finder: Finder) -> int | None:
    try:
        _, copy = redact_planted_pdf(minutes.data, finder)
    except RedactionRefusedError:
        return None
    checks = check_pdf(copy.data, SECRETS, details={**copy.details, "ocr": False})
    if not VerificationResult(RecordFormat.PDF, "", checks).passed:
        return None
    return kept_in_order(minutes.words, _WORD.findall(text_of_copy(copy.data)))


def text_of_copy(data: bytes) -> str:
    """The words of a copy as pypdf reads them."""
    pages: Sequence[pypdf.PageObject] = pypdf.PdfReader(io.BytesIO(data)).pages
    return "\n".join(page.extract_text() for page in pages)
