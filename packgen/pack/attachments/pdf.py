"""Somebody's PDF made fit to be bound: opened, checked page by page, forms flattened, everything active left out.

Runs in the attachment process only. What cannot be bound as its sender saw it is refused in plain words.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from packgen.pack.attachments.page_faults import doubtful_pages, fonts_not_there
from packgen.pack.attachments.prepared import RefusedError
from packgen.pack.conversion.docx_words import words_of

MOST_PAGES = 5_000
_MOST_PIXELS = 400_000_000
_MOST_STREAM_BYTES = 100_000_000
_LARGEST_SIDE = 14_400
_PAGE_OBJECT = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_OBJECT = re.compile(rb"(?<![0-9])0*([0-9]{1,9})\s+[0-9]{1,5}\s+obj")
_REFERENCE = re.compile(rb"(?<![0-9])0*([0-9]{1,9})\s+[0-9]{1,5}\s+R(?![A-Za-z])")
_REPAIRABLE = re.compile(r"file is damaged|xref|cross-reference|startxref|PDF header")
_PRINT_IT = "Print it to PDF and attach that."


def prepare_pdf(source: Path, target: Path) -> tuple[int, list[str]]:
    """Write a clean copy; returns its page count and remarks in plain words. Raises RefusedError with the reason."""
    with _listening() as logged:
        try:
            pdf = pikepdf.open(source)
        except pikepdf.PasswordError:
            raise RefusedError("it is protected by a password", "Ask its sender for a copy without one.") from None
        except pikepdf.PdfError:
            raise RefusedError("it is damaged and cannot be opened", "Ask its sender for a fresh copy.") from None
    with pdf:
        try:
            return _prepare(pdf, source, target, logged)
        except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, AttributeError):
            raise RefusedError("it is damaged and cannot be read in full", "Ask its sender for a fresh copy.") from None


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What pikepdf logs meanwhile: some damage to the list of pages it mends at once and only says so there."""
    logged: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: logged.append(record.getMessage().strip())  # type: ignore[method-assign]
    logger = logging.getLogger("pikepdf")
    logger.addHandler(handler)
    try:
        yield logged
    finally:
        logger.removeHandler(handler)


def _prepare(pdf: Pdf, source: Path, target: Path, logged: list[str]) -> tuple[int, list[str]]:
    count = _page_count(pdf)
    _refuse_what_cannot_be_shown(pdf)
    remarks = list(_remarks(pdf))
    _refuse_bombs(pdf)
    faults = [str(fault).partition(":")[2] for fault in (*pdf.check_pdf_syntax(), *pdf.get_warnings())]
    faults += [message for message in logged if message]
    if faults:
        _refuse_losses(pdf, source.read_bytes(), faults)
        remarks.append("it was damaged; every page could be read, but compare it with the original")
    remarks += _doubts(pdf)
    entries = _form_entries(pdf)
    if "/AcroForm" in pdf.Root or any("/Annots" in page.obj for page in pdf.pages):
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
    _remove_active_content(pdf)
    for page in pdf.pages:
        _isolate(pdf, page)
    pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    _check_result(target, count, entries)
    return count, remarks


def _page_count(pdf: Pdf) -> int:
    # Read first: counting the pages makes the stated number right.
    stated = pdf.Root.Pages.get("/Count")
    count = len(pdf.pages)
    if count == 0:
        raise RefusedError("it has no pages", "Ask its sender for a fresh copy.")
    if count > MOST_PAGES:
        raise RefusedError(f"it has {count} pages, more than {MOST_PAGES}", "Attach the part that the meeting needs.")
    if not isinstance(stated, int) or stated > count:
        raise RefusedError(f"it is damaged: only {count} of its pages are left", "Ask for a fresh copy.")
    for page in pdf.pages:
        box = [float(value) for value in page.cropbox]
        if (
            not all(abs(value) <= 4 * _LARGEST_SIDE for value in box)
            or max(box[2] - box[0], box[3] - box[1]) > _LARGEST_SIDE
        ):
            raise RefusedError("one of its pages is larger than a PDF page may be", _PRINT_IT)
    return count


def _refuse_losses(pdf: Pdf, raw: bytes, faults: list[str]) -> None:
    """A damaged file that was put together again is refused unless it is certain that nothing of it is gone.

    Certain means: only the table of its objects was damaged, whatever an object refers to is there, and every page has
    content and can be reached.
    """
    there = {match.group(1) for match in _OBJECT.finditer(raw)}
    lost = (
        not all(_REPAIRABLE.search(fault) for fault in faults)
        or len(_PAGE_OBJECT.findall(raw)) > len(pdf.pages)
        or any("/Contents" not in page.obj for page in pdf.pages)
        or b"/ObjStm" in raw
        or any(match.group(1) not in there for match in _REFERENCE.finditer(raw))
    )
    if lost:
        raise RefusedError("it is damaged and parts of it may be lost", "Ask its sender for a fresh copy.")


def _refuse_what_cannot_be_shown(pdf: Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        raise RefusedError("it is a form that only Adobe Reader can show (XFA)", _PRINT_IT)
    if "/Collection" in pdf.Root:
        raise RefusedError("it is a folder of files (a PDF portfolio)", "Attach the files one by one.")
    layers = pdf.Root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, Dictionary) else None
    if isinstance(default, Dictionary) and (default.get("/OFF") or default.get("/BaseState") == Name.OFF):
        raise RefusedError("it has hidden layers, which would come to light", _PRINT_IT)


def _remarks(pdf: Pdf) -> Iterator[str]:
    if pdf.is_encrypted:
        yield "its sender had restricted what may be done with it"
    attached = list(pdf.attachments)
    if attached:
        count = f"{len(attached)} file{'' if len(attached) == 1 else 's'}"
        yield f"{count} embedded in it {'is' if len(attached) == 1 else 'are'} not in the pack"
    if _has_scripts(pdf):
        yield "the program (JavaScript) in it was left out"
    empty = [str(number) for number, page in enumerate(pdf.pages, 1) if "/Contents" not in page.obj]
    if empty:
        yield f"page {', '.join(empty[:5])} of it {'is' if len(empty) == 1 else 'are'} empty"
    kinds = {str(note.get("/Subtype")) for page in pdf.pages for note in _annotations(page)}
    if "/Widget" in kinds:
        yield "its form was made fast, as filled in"
    if kinds & {"/Text", "/FreeText", "/Highlight", "/Popup"}:
        yield "it has comments; what they say is bound only where it is printed on the page"


def _doubts(pdf: Pdf) -> Iterator[str]:
    doubtful = doubtful_pages(pdf)
    if doubtful:
        pages = f"page{'' if len(doubtful) == 1 else 's'} {', '.join(map(str, doubtful[:5]))}"
        more = " and others" if len(doubtful) > 5 else ""
        yield f"{pages}{more} of it may be shown in part only; compare with the original"
    lacking = sorted({name for page in pdf.pages for name in fonts_not_there(page)})
    if lacking:
        yield f"a font that it needs is not in it ({lacking[0]}); compare its letters with the original"


def _has_scripts(pdf: Pdf) -> bool:
    names = pdf.Root.get("/Names")
    return (isinstance(names, Dictionary) and "/JavaScript" in names) or any(
        isinstance(item, Dictionary) and item.get("/S") == Name.JavaScript for item in pdf.objects
    )


def _refuse_bombs(pdf: Pdf) -> None:
    for item in pdf.objects:
        if not isinstance(item, Stream):
            continue
        if item.get("/Subtype") == Name.Image:
            if int(item.get("/Width", 0)) * int(item.get("/Height", 0)) > _MOST_PIXELS:
                raise RefusedError("a picture in it is far too large", _PRINT_IT)
        elif len(item.read_raw_bytes()) * 1100 > _MOST_STREAM_BYTES or item.get("/Filter") not in (
            None,
            Name.FlateDecode,
        ):
            _measure(item)


def _measure(item: Stream) -> None:
    try:
        size = len(item.read_bytes())
    except MemoryError:
        size = _MOST_STREAM_BYTES + 1
    except pikepdf.PdfError:
        return
    if size > _MOST_STREAM_BYTES:
        raise RefusedError("unpacked it would be far too large", _PRINT_IT)


def _annotations(page: pikepdf.Page) -> list[Dictionary]:
    found = page.obj.get("/Annots")
    return [note for note in found if isinstance(note, Dictionary)] if isinstance(found, Array) else []


def _form_entries(pdf: Pdf) -> set[str]:
    """The words typed into the text fields of a form that are meant to be seen."""
    words: set[str] = set()
    for page in pdf.pages:
        for widget in _annotations(page):
            field = widget.get("/Parent", widget) if "/FT" not in widget else widget
            hidden = int(widget.get("/F", 0)) & 0b10
            if widget.get("/Subtype") == Name.Widget and field.get("/FT") in (Name.Tx, Name.Ch) and not hidden:
                value = field.get("/V")
                words.update(words_of(str(value)) if isinstance(value, pikepdf.String) else [])
    return words


def _remove_active_content(pdf: Pdf) -> None:
    for key in ("/OpenAction", "/AA", "/AcroForm", "/Names", "/AF", "/URI", "/Threads", "/Metadata", "/PieceInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for page in pdf.pages:
        links = [note for note in _annotations(page) if _is_plain_link(note)]
        for key in ("/AA", "/Annots", "/AF", "/PieceInfo", "/Metadata", "/Thumb"):
            if key in page.obj:
                del page.obj[key]
        if links:
            page.obj.Annots = Array(links)


def _is_plain_link(note: Dictionary) -> bool:
    action = note.get("/A")
    kind = action.get("/S") if isinstance(action, Dictionary) else None
    return note.get("/Subtype") == Name.Link and kind in (None, Name.URI, Name.GoTo) and "/AA" not in note


def _isolate(pdf: Pdf, page: pikepdf.Page) -> None:
    """Put unbalanced content into a form of its own, so that what is stamped later stands where it should."""
    try:
        marks = [str(instruction.operator) for instruction in pikepdf.parse_content_stream(page, "q Q")]
    except pikepdf.PdfError:
        marks = ["Q"]
    depth = lowest = 0
    for mark in marks:
        depth += 1 if mark == "q" else -1
        lowest = min(lowest, depth)
    if depth == 0 and lowest == 0:
        return
    page.contents_coalesce()
    form = pdf.make_stream(page.obj.Contents.read_bytes())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox, form.Resources = page.mediabox, page.resources
    page.obj.Resources = Dictionary(XObject=Dictionary(Page=form))
    page.obj.Contents = pdf.make_stream(b"/Page Do")


def _check_result(target: Path, count: int, entries: set[str]) -> None:
    """Every page must be there and open in a second reader, and whatever was typed into a form must be on them."""
    seen: set[str] = set()
    pikepdf.open(target).close()
    with pypdfium2.PdfDocument(target) as document:
        if len(document) != count:
            raise RefusedError("pages were lost when it was read", "Ask its sender for a fresh copy.")
        for number in range(count):
            page = document[number]
            if entries:
                reader = page.get_textpage()
                seen.update(words_of(reader.get_text_range()))
                reader.close()
            page.close()
    if not entries <= seen:
        raise RefusedError("what is typed into its form cannot be printed", _PRINT_IT)
