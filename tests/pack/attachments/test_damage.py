"""Damaged PDFs: each is refused by reason, or bound as its sender's copy shows it, and what may be wrong is reported.

What stays: a letter changed inside words, or a figure inside a number, gives a sound file that says something else. No
reader can notice that, and neither can packgen; the tests hold that nothing but this passes without a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel
from PIL import Image, ImageChops, ImageStat

from packgen.pack.attachments.pdf import prepare_pdf
from packgen.pack.attachments.prepared import RefusedError
from packgen.pack.binding.bind import bind_with_index
from packgen.pack.binding.geometry import STRIP
from packgen.pack.model import Pack, PackPart, PackState
from tests.pack.attachments.test_odd_pdfs import ODD
from tests.pack.pack_makers import A4, changed, pdf_of

_PAGES = 3
_DOTS = 36 / 72


def _laid_open(data: bytes) -> bytes:
    """The same with nothing packed, so that damage hits what the file says."""
    return changed(
        data,
        lambda _: None,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.generalized,
        object_stream_mode=ObjectStreamMode.disable,
    )


WHOLE = _laid_open(pdf_of([f"token{number}" for number in range(_PAGES)], size=(200, 100)))
# Where a change can give another sound file: inside words, and inside one number.
SOUND = [match.span(1) for match in re.finditer(rb"\(([^()]*)\)", WHOLE)]
SOUND += [match.span() for match in re.finditer(rb"(?<![\w/.-])[\d.-]+(?![\w.])", WHOLE)]


def _pictures(data: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=1).to_pil() for page in document]


def _same(one: list[Image.Image], other: list[Image.Image]) -> bool:
    return [picture.tobytes() for picture in one] == [picture.tobytes() for picture in other]


def _check(folder: Path, data: bytes, start: int, end: int) -> None:
    """`data` is WHOLE with something else, or nothing, from `start` to `end`."""
    source, target = folder / "damaged.pdf", folder / "clean.pdf"
    source.write_bytes(data)
    try:
        pages, remarks = prepare_pdf(source, target)
    except RefusedError:
        return
    bound = _pictures(target.read_bytes())
    assert len(bound) == pages == _PAGES
    if remarks:
        return
    assert _same(bound, _pictures(data)), "bound otherwise than a reader shows the file"
    noticeable = not any(first <= start and end <= last for first, last in SOUND)
    assert not noticeable or _same(bound, _pictures(WHOLE)), "bound otherwise than it was, without a word"


def _flipped(folder: Path, place: int, value: int) -> None:
    _check(folder, WHOLE[:place] + bytes([value]) + WHOLE[place + 1 :], place, place + 1)


_quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
_values = st.one_of(st.integers(0, 255), st.sampled_from(b"0123456789/<>[]() RN"))


@_quick
@given(place=st.integers(0, len(WHOLE) - 1), value=_values)
def test_a_changed_byte_is_refused_reported_or_changes_nothing_but_letters(
    tmp_path: Path, place: int, value: int
) -> None:
    _flipped(tmp_path, place, value)


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, len(WHOLE) - 1), value=_values)
def test_a_changed_byte_is_refused_reported_or_changes_nothing_but_letters_at_full_count(
    tmp_path: Path, place: int, value: int
) -> None:
    _flipped(tmp_path, place, value)


@_quick
@given(place=st.integers(0, len(WHOLE) - 1), length=st.integers(1, 300))
def test_a_gap_is_refused_reported_or_changes_nothing_but_letters(tmp_path: Path, place: int, length: int) -> None:
    end = min(place + length, len(WHOLE))
    _check(tmp_path, WHOLE[:place] + WHOLE[end:], place, end)


@_quick
@given(end=st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_short_is_refused_or_shows_everything(tmp_path: Path, end: int) -> None:
    _check(tmp_path, WHOLE[:end], end, len(WHOLE))


def _content(data: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.Contents = pdf.make_stream(data)

    return change


def _no_fonts(pdf: Pdf) -> None:
    pdf.pages[1].obj.Resources = Dictionary()


def _packed_badly(pdf: Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(b"these bytes were never packed", Filter=Name.FlateDecode)


def _picture_packed_badly(pdf: Pdf) -> None:
    picture = pdf.make_stream(
        b"no picture", Type=Name.XObject, Subtype=Name.Image, Width=9, Height=9, Filter=Name.FlateDecode
    )
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    pdf.pages[1].obj.Resources.XObject = Dictionary(P=picture)
    pdf.pages[1].contents_add(b"\nq 50 0 0 50 9 9 cm /P Do Q")


def _letters_by_number(pdf: Pdf) -> None:
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Unheard)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Unheard, DescendantFonts=Array([below]))
    font.Encoding = Name("/Identity-H")
    pdf.pages[1].obj.Resources.Font = Dictionary(F1=font)


FAULTS: dict[str, tuple[bytes, str]] = {
    "content that does not unpack": (changed(WHOLE, _packed_badly), "damaged"),
    "picture that does not unpack": (changed(WHOLE, _picture_packed_badly), "damaged"),
    "operator that does not exist": (changed(WHOLE, _content(b"BT 9 9 Td (lost) Tk ET")), "page 2 .* in part"),
    "operand that is missing": (changed(WHOLE, _content(b"BT 9 Td (lost) Tj ET")), "page 2 .* in part"),
    "text that is a number": (changed(WHOLE, _content(b"BT 9 9 Td 7 Tj ET")), "page 2 .* in part"),
    "content that stops": (changed(WHOLE, _content(b"BT 9 9 Td (lost)")), "page 2 .* in part"),
    "font that is not there": (changed(WHOLE, _no_fonts), "page 2 .* in part"),
    "font without its shapes": (changed(WHOLE, _letters_by_number), "font .* not in it .*Unheard"),
    "page that stands twice": (WHOLE.replace(b"[ 4 0 R 5 0 R 6 0 R ]", b"[ 4 0 R 4 0 R 6 0 R ]"), "damaged"),
    "page that is gone": (WHOLE.replace(b"[ 4 0 R 5 0 R 6 0 R ]", b"[ 4 0 R 5 4 R 6 0 R ]"), "damaged"),
    "table of objects that is off": (WHOLE.replace(b"%%EOF", b"").replace(b"startxref\n", b"startxref\n9"), "damaged"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_kind_of_damage_is_refused_or_reported_by_its_name(tmp_path: Path, name: str) -> None:
    data, said = FAULTS[name]
    assert data != WHOLE
    source = tmp_path / "damaged.pdf"
    source.write_bytes(data)
    try:
        _, remarks = prepare_pdf(source, tmp_path / "clean.pdf")
    except RefusedError as refused:
        remarks = [refused.reason]
    assert re.search(said, " ".join(remarks)), remarks


# Its crop box lies outside the page, so that alone it is shown whole by some readers and not at all by others.
_SHOWN_BY_SOME = {"crop box outside the page"}


@pytest.mark.parametrize("name", [*sorted(ODD.keys() - _SHOWN_BY_SOME), "small", "landscape"])
def test_every_page_of_an_odd_paper_looks_in_the_pack_as_it_does_alone(tmp_path: Path, name: str) -> None:
    sizes = {"small": (298.0, 420.0), "landscape": (A4[1], A4[0])}
    data = ODD.get(name) or pdf_of(["oddtoken", "another"], size=sizes[name])
    source, clean = tmp_path / "odd.pdf", tmp_path / "clean.pdf"
    source.write_bytes(data)
    prepare_pdf(source, clean)
    bound = bind_with_index(Pack("T", (PackPart("Odd", clean),), state=PackState.FINAL))
    alone, entry = _small(data), bound.entries[0]
    together = _small(bound.data)[entry.first_page - 1 : entry.last_page]
    assert len(alone) == len(together)
    for one, other in zip(alone, together, strict=True):
        assert one.size == other.size
        above = (0, 0, one.width, one.height - round(STRIP * _DOTS) - 1)
        if name == "a pack in a pack":  # its own numbers stand where ours go, so it is shown a little smaller
            assert ImageStat.Stat(ImageChops.difference(_above_strip(one), other)).mean[0] < 3
        else:
            assert ImageChops.difference(one.crop(above), other.crop(above)).getextrema()[1] < 64
        darkest, lightest = one.getextrema()
        assert darkest < lightest, "nothing is on the page"


def _above_strip(page: Image.Image) -> Image.Image:
    scale = 1 - STRIP * _DOTS / page.height
    smaller = Image.new("L", page.size, 255)
    less = page.resize((round(page.width * scale), round(page.height * scale)))
    smaller.paste(less, (round((page.width - less.width) / 2), 0))
    return smaller


def _small(data: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=_DOTS).to_pil().convert("L") for page in document]
