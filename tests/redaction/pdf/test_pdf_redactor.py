from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from packgen.errors import RedactionRefusedError
from packgen.redaction.model import ApprovedPicture, Redaction, Span
from packgen.redaction.pdf.lines import page_text
from packgen.redaction.pdf.model import Box, Character
from packgen.redaction.pdf.reader import read_here, read_pdf
from packgen.redaction.pdf.redactor import rebuild_here, rebuild_pdf
from packgen.redaction.self_test.pdf import text_of_copy
from packgen.redaction.self_test.pdf_builder import Recipe, build, show
from packgen.redaction.self_test.pdf_places import PDF_PLACES
from packgen.redaction.verify.pdf_file import read_copy
from packgen.redaction.verify.pdf_pixels import picture_of


def _copy_without(name: str, content: str, **more: str) -> bytes:
    data = build(Recipe(content=content, **more))  # type: ignore[arg-type]
    record = read_here(data)
    at = record.stories[0].text.index(name)
    return rebuild_here(data, [Redaction(Span("page 1", at, at + len(name)), "third-party")]).data


@pytest.mark.parametrize("around", ["seen {} went home", "{} went home", "seen {}", "{}", "({}'s friend) said so"])
def test_nothing_in_a_copy_tells_how_long_the_hidden_name_is(around: str) -> None:
    one, other = "Wu", "Bartholomew Featherstonehaugh"
    pages = [read_copy(_copy_without(name, show(around.format(name))))[0] for name in (one, other)]
    assert pages[0].words == pages[1].words
    inked = [picture_of(page).point([255] * 12 + [0] * 244).getbbox() for page in pages]
    assert inked[0] == inked[1]


def test_an_underline_goes_with_the_name_above_it() -> None:
    short = _copy_without("Wu", show("seen Wu went") + "100 597 20 0.8 re f\n")
    long = _copy_without("Bartholomew", show("seen Bartholomew went") + "100 597 66 0.8 re f\n")
    assert read_copy(short)[0].words == read_copy(long)[0].words
    boxes = [picture_of(read_copy(copy)[0]).crop((140, 508, 700, 512)).getextrema() for copy in (short, long)]
    assert boxes == [(15, 15), (15, 15)]


def test_centred_lines_start_on_the_grid() -> None:
    copies = [_copy_without("Jo", show("Jo went", x=280)), _copy_without("Barty", show("Barty went", x=270))]
    assert copies[0] == copies[1]


def test_the_copy_keeps_the_size_and_the_way_up_of_the_page() -> None:
    for extra, size in (("/Rotate 90", (842, 595)), ("/CropBox [100 100 400 500]", (300, 400)), ("", (595, 842))):
        copy = _copy_without("Toby", show("seen Toby went", x=120, y=300), page=extra)
        box = pypdf.PdfReader(io.BytesIO(copy)).pages[0].mediabox
        assert (int(box.width), int(box.height)) == size


def test_a_picture_is_withheld_with_its_rectangle_and_shown_once_approved() -> None:
    data = build(next(place.recipe for place in PDF_PLACES if place.name == "pixels of a picture"))
    record = read_pdf(data)
    assert [picture.id for picture in record.pictures] == ["picture 1"]
    withheld = rebuild_pdf(data, record, [])
    assert withheld.report.withheld == 1
    levels = picture_of(read_copy(withheld.data)[0])
    assert len(set(levels.crop((160, 600, 900, 690)).tobytes())) == 1
    buffer = io.BytesIO()
    Image.new("RGB", (40, 6), (0, 0, 0)).save(buffer, "PNG")
    shown = rebuild_pdf(data, record, [], approved={"picture 1": ApprovedPicture(buffer.getvalue())})
    assert shown.report.withheld == 0
    assert set(picture_of(read_copy(shown.data)[0]).crop((160, 600, 900, 690)).tobytes()) == {0}
    with pytest.raises(RedactionRefusedError):
        rebuild_pdf(data, record, [], approved={"picture 1": ApprovedPicture(b"no picture")})


def test_a_table_keeps_its_rules_and_a_line_its_underline() -> None:
    rules = "72 590 400 0.8 re f\n72 500 0.8 90 re f\n"
    picture = picture_of(read_copy(_copy_without("Toby", show("Toby") + rules))[0])
    assert picture.getpixel((400, round((842 - 590.4) * 150 / 72))) < 8


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n%%EOF\n", b"\0" * 1000])
def test_what_is_no_pdf_is_refused_with_advice(data: bytes) -> None:
    with pytest.raises(RedactionRefusedError) as refused:
        read_pdf(data)
    assert refused.value.hint


def test_a_locked_file_is_refused() -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(build(Recipe()))) as pdf:
        pdf.save(buffer, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(RedactionRefusedError, match="password"):
        read_pdf(buffer.getvalue())


def test_a_stream_that_unpacks_to_far_too_much_is_refused() -> None:
    import zlib

    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(150)) + packer.flush()
    data = build(Recipe(streams={7: ("/Filter /FlateDecode", bomb)}))
    with pytest.raises(RedactionRefusedError, match="unpacks"):
        read_here(data)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(PDF_PLACES), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=5))
def test_a_damaged_file_is_refused_by_name_or_can_be_rebuilt(place: object, changes: list[tuple[int, int]]) -> None:
    spoiled = bytearray(build(place.recipe))  # type: ignore[attr-defined]
    for at, byte in changes:
        spoiled[at % len(spoiled)] = byte
    try:
        record = read_here(bytes(spoiled))
        cuts = [Redaction(Span(story.id, 0, len(story.text)), "health") for story in record.stories if story.text]
        words = text_of_copy(rebuild_here(bytes(spoiled), cuts).data).replace("[redacted: health information]", "")
        assert set(words.replace("[redacted: withheld]", "").split()) <= {"•"}
    except RedactionRefusedError as refused:
        assert refused.hint  # noqa: PT017


def test_letters_of_two_texts_in_one_place_are_never_mixed() -> None:
    def line(text: str, thing: int) -> list[Character]:
        boxes = [Box(10 + 6.0 * n, 10, 16 + 6.0 * n, 20) for n in range(len(text))]
        return [Character(letter, box, box, thing, 0) for letter, box in zip(text, boxes, strict=True)]

    assert page_text(line("Toby", 0) + line("xxxx", 1)).text.split() == ["Toby", "xxxx"]
    assert page_text(line("Toby", 0) + line("Toby", 1)).text == "Toby"
    assert page_text(list(reversed(line("Toby", 0)[:2])) + line("Toby", 1)[2:]).text in ("Toby", "boTy")


def test_two_copies_of_one_record_are_equal_to_the_byte() -> None:
    data = build(Recipe(content=show("seen Toby went")))
    record = read_pdf(data)
    at = record.stories[0].text.index("Toby")
    cuts = [Redaction(Span("page 1", at, at + 4), "health")]
    assert rebuild_pdf(data, record, cuts).data == rebuild_pdf(data, record, cuts).data == rebuild_here(data, cuts).data
