"""PDFs that are sound but odd, made here: each must be bound with its words, its number and its watermark."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String

from packgen.pack.attachments.pdf import prepare_pdf
from packgen.pack.attachments.prepared import RefusedError
from packgen.pack.binding.bind import bind_with_index
from packgen.pack.conversion.convert import convert, find_converter
from packgen.pack.model import Pack, PackPart
from tests.pack.pack_makers import changed, needs_poppler, needs_qpdf, pdf_of, word_document

PLAIN = pdf_of(["oddtoken"])


def _inherited(pdf: Pdf) -> None:
    page, pages = pdf.pages[0].obj, pdf.Root.Pages
    for key in ("/Resources", "/MediaBox"):
        pages[key] = page[key]
        del page[key]
    pages.Rotate = 90


def _content_in_pieces(pdf: Pdf) -> None:
    page = pdf.pages[0]
    data = page.obj.Contents.read_bytes()
    half = data.index(b"\n") + 1
    page.obj.Contents = Array([pdf.make_stream(data[:half]), pdf.make_stream(data[half:])])


def _set(key: str, value: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj[key] = value

    return change


def _one_list_of_notes_for_two_pages(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[1, 1, 9, 9], A=Dictionary(S=Name.URI, URI=String("https://a.b"))
    )
    notes = pdf.make_indirect(Array([pdf.make_indirect(link)]))
    for page in pdf.pages:
        page.obj.Annots = notes


def _named_destination(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[1, 1, 9, 9], Dest=String("nowhere"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _loop_of_bookmarks(pdf: Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("Loop"), Dest=Array([pdf.pages[0].obj, Name.Fit])))
    item.Next = item
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))


def _hollow_tag_tree(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=7, ParentTree=Dictionary(Nums=Array([0, 5, "x"])))
    )
    pdf.pages[0].obj.StructParents = String("three")


def _our_own_stamp_name(pdf: Pdf) -> None:
    form = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    pdf.pages[0].obj.Resources.XObject = Dictionary(PackgenStamp=form)


def _graphics_state_left_changed(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(b"\n3 Tr 0.01 0 0 0.01 900 900 cm 0 0 1 1 re W n")


ODD: dict[str, bytes] = {
    "inherited": changed(PLAIN, _inherited),
    "content in pieces": changed(PLAIN, _content_in_pieces),
    "rotated the other way": changed(PLAIN, _set("/Rotate", -90)),
    "rotated more than once": changed(PLAIN, _set("/Rotate", 450)),
    "larger units": changed(PLAIN, _set("/UserUnit", 2)),
    "crop box outside the page": changed(PLAIN, _set("/CropBox", Array([5000, 5000, 6000, 6000]))),
    "crop box upside down": changed(PLAIN, _set("/CropBox", Array([590, 840, 5, 5]))),
    "empty crop box": changed(PLAIN, _set("/CropBox", Array([0, 0, 0, 0]))),
    "other boxes": changed(PLAIN, _set("/TrimBox", Array([200, 200, 300, 300]))),
    "one list of notes": changed(PLAIN, _one_list_of_notes_for_two_pages),
    "link to nowhere": changed(PLAIN, _named_destination),
    "loop of bookmarks": changed(PLAIN, _loop_of_bookmarks),
    "hollow tag tree": changed(PLAIN, _hollow_tag_tree),
    "our own stamp name": changed(PLAIN, _our_own_stamp_name),
    "state left changed": changed(PLAIN, _graphics_state_left_changed),
    "object streams": changed(PLAIN, lambda _: None, object_stream_mode=ObjectStreamMode.generate),
    "linearised": changed(PLAIN, lambda _: None, linearize=True),
    "owner password only": changed(PLAIN, lambda _: None, encryption=pikepdf.Encryption(user="", owner="o")),
    "bytes before the header": b"junk\n" + PLAIN,
    "bytes after the end": PLAIN + b"\n<html>appended by a mail scanner</html>",
    "a pack in a pack": bind_with_index(Pack("Inner", (PackPart("x", PLAIN),))).data,
}


def _bound_texts(part: Path) -> list[str]:
    bound = bind_with_index(Pack("T", (PackPart("Odd", part),), marking="OFFICIAL-SENSITIVE"))
    entry = bound.entries[0]
    with pypdfium2.PdfDocument(bound.data) as document:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    assert len(texts) == bound.page_count
    return texts[entry.first_page - 1 : entry.last_page]


@pytest.mark.parametrize("name", ODD)
def test_an_odd_pdf_is_bound_with_its_words_its_number_and_its_watermark(tmp_path: Path, name: str) -> None:
    source, clean = tmp_path / "odd.pdf", tmp_path / "clean.pdf"
    source.write_bytes(ODD[name])
    pages, _ = prepare_pdf(source, clean)
    texts = _bound_texts(clean)
    assert len(texts) == pages
    assert "oddtoken" in " ".join(texts)
    for number, text in enumerate(texts, 3):
        assert f"Pack page {number}" in text
        assert "DRAFT" in text


@needs_qpdf
@needs_poppler
def test_qpdf_and_poppler_find_no_fault_in_a_pack_of_odd_papers(tmp_path: Path) -> None:
    parts = []
    for number, data in enumerate(ODD.values()):
        source, clean = tmp_path / f"{number}.pdf", tmp_path / f"{number}-clean.pdf"
        source.write_bytes(data)
        prepare_pdf(source, clean)
        parts.append(PackPart(f"Odd {number}", clean))
    pack = tmp_path / "pack.pdf"
    pack.write_bytes(bind_with_index(Pack("T", tuple(parts), duplex=True)).data)
    for command in (
        ["qpdf", "--check", str(pack)],
        ["pdftotext", str(pack), "-"],
        ["pdftoppm", "-r", "10", str(pack), str(tmp_path / "p")],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert not done.stderr


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A tagged PDF as the built-in converter makes it, its inside laid open so that damage hits its structure."""
    pytest.importorskip("rdocx")
    folder = tmp_path_factory.mktemp("tagged")
    document = word_document(folder / "a.docx", ["one two three"] * 5, heading="Heading")
    made = convert([document], folder / "out", find_converter("built-in"))[document]
    return changed(
        made.read_bytes(),
        lambda _: None,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.generalized,
        object_stream_mode=ObjectStreamMode.disable,
    )


def _bind_damaged(folder: Path, whole: bytes, places: list[int], letters: list[int]) -> None:
    data = bytearray(whole)
    for place, letter in zip(places, letters, strict=False):
        data[place % len(data)] = b"0123456789/<>[]() RN"[letter]
    source, clean = folder / "damaged.pdf", folder / "clean.pdf"
    source.write_bytes(bytes(data))
    try:
        pages, _ = prepare_pdf(source, clean)
    except RefusedError:
        return
    assert len(_bound_texts(clean)) == pages


_places = st.lists(st.integers(0, 1 << 24), min_size=1, max_size=3)
_letters = st.lists(st.integers(0, 19), min_size=3, max_size=3)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=_places, letters=_letters)
def test_damage_to_the_inside_of_a_tagged_pdf_is_bound_or_refused(
    tmp_path: Path, tagged: bytes, places: list[int], letters: list[int]
) -> None:
    _bind_damaged(tmp_path, tagged, places, letters)


@pytest.mark.soak
@settings(max_examples=3_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=_places, letters=_letters)
def test_damage_to_the_inside_of_a_tagged_pdf_is_bound_or_refused_at_full_count(
    tmp_path: Path, tagged: bytes, places: list[int], letters: list[int]
) -> None:
    _bind_damaged(tmp_path, tagged, places, letters)


@pytest.mark.soak
def test_two_thousand_papers_are_bound_and_all_found_again() -> None:
    parts = tuple(PackPart(f"Paper {number}", pdf_of([f"token{number}x"])) for number in range(2_000))
    bound = bind_with_index(Pack("Long", parts))
    with pypdfium2.PdfDocument(bound.data) as document:
        for number, entry in enumerate(bound.entries):
            assert f"token{number}x" in document[entry.first_page - 1].get_textpage().get_text_range()
    with pikepdf.open(io.BytesIO(bound.data)) as pdf:
        assert len(pdf.pages) == bound.page_count
