"""An untrusted .pdf made fit to be rendered: opened under limits, and rid of what makes text say what is not drawn.

Runs where a crash or a bomb does no harm (pdf_child.py). Redactor side only.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

import pikepdf

from packgen.errors import RedactionRefusedError

LARGEST_FILE = 1_000_000_000
MOST_PAGES = 5_000
_MOST_STREAM_BYTES = 100_000_000
_MOST_PIXELS = 400_000_000
_LARGEST_SIDE = 14_400.0
_SMALLEST_SIDE = 1.0
_LARGEST_DRAWN = 3_600.0
_MOST_OBJECTS = 5_000_000
_NAME = re.compile(rb"/([A#][^\s/<>\[\](){}%]{9,40})")
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_FRESH = "Ask its sender for a fresh copy, or print it to PDF and use that."


def open_prepared(data: bytes) -> pikepdf.Pdf:
    """The file opened and checked. Raises RedactionRefusedError for one that is locked, damaged or hostile."""
    if len(data) > LARGEST_FILE:
        raise RedactionRefusedError("This PDF is larger than 1000 MB, the most that is read.", "Split it.")
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise RedactionRefusedError(
            "This PDF is protected by a password.", "Ask its sender for a copy without one."
        ) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError):
        raise RedactionRefusedError("This PDF is damaged and cannot be opened.", _FRESH) from None
    try:
        _check_pages(pdf)
        _check_streams(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, OverflowError):
        raise RedactionRefusedError("This PDF is damaged and cannot be read in full.", _FRESH) from None
    return pdf


def bytes_to_render(pdf: pikepdf.Pdf) -> bytes:
    """The file without replacement texts, annotations and everything that runs, in one clean revision.

    A replacement text (ActualText) would be read instead of the letters that are drawn; it is taken out so that what is
    searched is what is seen.
    """
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            _strip(thing)
    for page in pdf.pages:
        _enlarge(page)
        for key in ("/Annots", "/AA", "/Thumb", "/PieceInfo", "/UserUnit", "/Metadata"):
            if key in page.obj:
                del page.obj[key]
    for key in ("/AcroForm", "/OpenAction", "/AA", "/Names", "/Outlines", "/StructTreeRoot", "/Metadata", "/AF"):
        if key in pdf.Root:
            del pdf.Root[key]
    buffer = io.BytesIO()
    pdf.save(buffer, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def _enlarge(page: pikepdf.Page) -> None:
    """A page whose unit is not a point (`/UserUnit`), drawn in points, so that its copy is as large as it was."""
    unit = user_unit(page)
    if unit == 1.0:
        return
    boxes = {"/MediaBox": page.mediabox, "/CropBox": page.cropbox}
    page.contents_add(f"q {unit:.4f} 0 0 {unit:.4f} 0 0 cm\n".encode("ascii"), prepend=True)
    page.contents_add(b"\nQ\n")
    for key, box in boxes.items():
        page.obj[key] = pikepdf.Array([round(float(value) * unit, 4) for value in box])


def user_unit(page: pikepdf.Page) -> float:
    """How many points one unit of a page is. Posters stay within what can be drawn."""
    try:
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    left, bottom, right, top = (float(value) for value in page.cropbox)
    longest = max(abs(right - left), abs(top - bottom))
    most = max(_LARGEST_DRAWN / max(longest, 1.0), 1.0)
    return min(unit, most) if unit > 0.01 else 1.0


def _strip(thing: pikepdf.Object) -> None:
    _strip_keys(thing)
    for value in _inner(thing):
        _strip_keys(value)
    if isinstance(thing, pikepdf.Stream) and "/PatternType" in thing:
        thing.write(b"")
    elif isinstance(thing, pikepdf.Stream) and _may_be_content(thing):
        try:
            content = thing.read_bytes()
        except (pikepdf.PdfError, ValueError, RuntimeError):
            raise RedactionRefusedError("This PDF is damaged and cannot be read in full.", _FRESH) from None
        changed = _NAME.sub(_neutral, content)
        if changed != content:
            thing.write(changed)


def _strip_keys(thing: pikepdf.Object) -> None:
    if "/PatternType" in thing and "/Shading" in thing:
        thing["/Shading"] = _even_grey()
    for key in ("/ActualText", "/Alt", "/E"):
        if key in thing:
            del thing[key]


def _even_grey() -> pikepdf.Dictionary:
    """A shading that shows nothing: a pattern could draw letters, and PDFium does not tell that a fill has one."""
    function = pikepdf.Dictionary(FunctionType=2, Domain=[0, 1], C0=[0.85], C1=[0.85], N=1)
    shading = pikepdf.Dictionary(ShadingType=2, ColorSpace=pikepdf.Name.DeviceGray, Coords=[0, 0, 1, 0])
    shading.Function = function
    shading.Extend = [True, True]
    return shading


def _inner(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Dictionaries directly inside one object, up to four deep."""
    waiting: list[tuple[pikepdf.Object, int]] = [(thing, 0)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, pikepdf.Array):
            children = list(one) if len(one) < 1000 else []
        else:
            children = [value for _, value in one.items()]
        for value in children:
            if not isinstance(value, pikepdf.Dictionary | pikepdf.Array) or value.is_indirect or depth > 3:
                continue
            if isinstance(value, pikepdf.Dictionary):
                yield value
            waiting.append((value, depth + 1))


def _neutral(found: re.Match[bytes]) -> bytes:
    plain = _ESCAPE.sub(lambda code: bytes([int(code.group(1), 16)]), found.group(1))
    return b"/PackgenGone" if plain == b"ActualText" else found.group()


def _may_be_content(stream: pikepdf.Stream) -> bool:
    """Whether a stream could hold drawing operators (pages' contents have no type of their own)."""
    if stream.get("/Subtype") == "/Image" or str(stream.get("/Type")) in ("/ObjStm", "/XRef", "/Metadata"):
        return False
    return not any(key in stream for key in ("/Length1", "/Length2", "/Length3", "/FunctionType", "/N", "/CIDInit"))


def _check_pages(pdf: pikepdf.Pdf) -> None:
    count = len(pdf.pages)
    if count == 0:
        raise RedactionRefusedError("This PDF has no pages.", _FRESH)
    if count > MOST_PAGES:
        raise RedactionRefusedError(f"This PDF has {count} pages, more than {MOST_PAGES}.", "Split it.")
    for number, page in enumerate(pdf.pages, 1):
        left, bottom, right, top = (float(value) for value in page.cropbox)
        sides = abs(right - left), abs(top - bottom)
        if max(sides) > _LARGEST_SIDE or min(sides) < _SMALLEST_SIDE:
            raise RedactionRefusedError(f"Page {number} of this PDF has an impossible size.", _FRESH)


def _check_streams(pdf: pikepdf.Pdf) -> None:
    """Refuse streams and pictures that would fill the memory; a stream is measured by unpacking it piece by piece."""
    for number, thing in enumerate(pdf.objects):
        if number > _MOST_OBJECTS:
            raise RedactionRefusedError("This PDF has too many objects to be read safely.", _FRESH)
        if not isinstance(thing, pikepdf.Stream):
            continue
        if thing.get("/Subtype") == "/Image":
            pixels = int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))
            if pixels > _MOST_PIXELS:
                raise RedactionRefusedError("This PDF holds a picture too large to be opened safely.", _FRESH)
        elif _may_be_bomb(thing):
            raise RedactionRefusedError("This PDF unpacks to far more than it should.", _FRESH)


def _may_be_bomb(stream: pikepdf.Stream) -> bool:
    raw = stream.read_raw_bytes()
    if len(raw) * 1100 <= _MOST_STREAM_BYTES:
        filters = stream.get("/Filter")
        return isinstance(filters, pikepdf.Array) and len(filters) > 2 and len(raw) > 2_000
    try:
        unpacker = zlib.decompressobj()
        unpacked = len(unpacker.decompress(raw, _MOST_STREAM_BYTES + 1))
    except zlib.error:
        return len(raw) > _MOST_STREAM_BYTES
    return unpacked > _MOST_STREAM_BYTES
