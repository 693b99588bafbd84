from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from packgen.errors import Severity
from packgen.pack.attachments import attachments
from packgen.pack.attachments.attachments import Attachment, PreparedAttachments, prepare_attachments
from packgen.pack.attachments.pdf import prepare_pdf
from packgen.pack.attachments.picture import prepare_picture
from packgen.pack.attachments.prepared import RefusedError
from packgen.pack.binding.bind import bind_with_index
from packgen.pack.conversion.convert import ConversionFailedError, Converter, find_converter
from packgen.pack.model import Pack
from packgen.processes import Limits, memory_limits_work
from tests.pack.pack_makers import A4, changed, needs_libreoffice, pdf_of, word_document


def _prepare(path: Path, converter: Converter | None = None, **options: object) -> PreparedAttachments:
    allow_missing = bool(options.pop("allow_missing", False))
    attachment = Attachment(path, "School report", **options)  # type: ignore[arg-type]
    return prepare_attachments([attachment], path.parent / "out", converter, allow_missing=allow_missing)


def _refusal(prepared: PreparedAttachments) -> str:
    assert not prepared.parts
    assert not prepared.complete
    return prepared.problems[-1].message


def _texts(pdf: Path | bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def _form() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawString(50, 800, "Name:")
    canvas.acroForm.textfield(name="name", value="Kwame Filledin", x=100, y=790, width=200, height=20)
    canvas.acroForm.checkbox(name="agree", checked=True, x=100, y=700)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _add_javascript(pdf: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('secretscript')"))
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.pages[0].obj.AA = Dictionary(O=pdf.make_indirect(script))


def _embed_file(pdf: Pdf) -> None:
    pdf.attachments["other.txt"] = b"embeddedtoken"


def _hide_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Hidden")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def _claim_more_pages(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"q q q 0.5 0 0 0.5 0 0 cm BT /F1 10 Tf 100 300 Td (unbalanced) Tj ET")


def _xfa(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def _portfolio(pdf: Pdf) -> None:
    pdf.Root.Collection = Dictionary(Type=Name.Collection)


def _bomb(pdf: Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b" " * 150_000_000)


def _huge_picture(pdf: Pdf) -> None:
    picture = pdf.make_stream(b"x", Type=Name.XObject, Subtype=Name.Image, Width=60_000, Height=60_000)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(P=picture))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "an empty file"),
        (b"%PDF-1.7\n garbage", "damaged"),
        (pdf_of(["one", "two"])[:300], "damaged"),
        (changed(pdf_of(["x"]), lambda _: None, encryption=pikepdf.Encryption(user="u", owner="o")), "password"),
        (changed(pdf_of(["x"]), _xfa), "XFA"),
        (changed(pdf_of(["x"]), _portfolio), "portfolio"),
        (changed(pdf_of(["x"]), _hide_layer), "hidden layers"),
        (changed(pdf_of(["x"]), _bomb, compress_streams=True, recompress_flate=True), "far too large"),
        (changed(pdf_of(["x"]), _huge_picture), "picture in it is far too large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "old Word file"),
        (b"{\\rtf1 hello}", "Rich Text"),
        (b"\x00\x00\x00\x24ftypheic" + bytes(99), "iPhone picture"),
        (b"MZ\x90\x00" + bytes(99), "a program"),
        (b"PK\x03\x04 broken", "damaged Word document or compressed folder"),
        (bytes(range(256)) * 10, "packgen does not know"),
        (b"\xff\xd8\xff\xe0 not really a photograph", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
    ],
)
def test_what_cannot_be_bound_is_refused_by_name_and_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    message = _refusal(_prepare(path))
    assert message.startswith("report.pdf is not in the pack: ")
    assert reason in message


@pytest.mark.parametrize(("limits", "reason"), [(Limits(0.01), "far too long"), (Limits(60, 40), "made to do harm")])
def test_an_attachment_that_breaks_a_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: Limits, reason: str
) -> None:
    if limits.memory_mb and not memory_limits_work():
        pytest.skip("this platform holds no process to a memory limit")
    monkeypatch.setattr(attachments, "_LIMITS", limits)
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf_of(["x"]))
    assert reason in _refusal(_prepare(path))


def test_one_bad_word_document_does_not_take_the_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = attachments.convert

    def choosy(documents: Sequence[Path], folder: Path, converter: Converter) -> dict[Path, Path]:
        if any("BADTOKEN" in docx.Document(str(document)).paragraphs[0].text for document in documents):
            raise ConversionFailedError("no")
        return real(documents, folder, converter)

    monkeypatch.setattr(attachments, "convert", choosy)
    papers = [
        Attachment(word_document(tmp_path / f"{name}.docx", [f"{name} words"]), name)
        for name in ("good", "BADTOKEN", "fine")
    ]
    prepared = prepare_attachments(papers, tmp_path / "out", find_converter("built-in"), allow_missing=True)
    assert [bool(part.missing) for part in prepared.parts] == [False, True, False]
    assert prepared.parts[1].missing.endswith("could not turn it into a PDF")
    assert "good words" in _texts(Path(str(prepared.parts[0].pdf)))[0]


def test_an_absent_file_is_refused_or_gets_a_visible_page_where_that_is_allowed(tmp_path: Path) -> None:
    refused = _refusal(_prepare(tmp_path / "absent.pdf"))
    assert refused == "absent.pdf is not in the pack: it does not lie beside the case file."
    allowed = _prepare(tmp_path / "absent.pdf", allow_missing=True)
    assert [problem.severity for problem in allowed.problems] == [Severity.WARNING]
    bound = bind_with_index(Pack("T", allowed.parts))
    assert "This paper is not in the pack." in _texts(bound.data)[bound.entries[0].first_page - 1]


def test_javascript_and_embedded_files_are_left_out_and_named(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(changed(changed(pdf_of(["visible words"]), _add_javascript), _embed_file))
    prepared = _prepare(path)
    said = " ".join(problem.message for problem in prepared.problems)
    assert "JavaScript" in said
    assert "1 file embedded in it is not in the pack" in said
    bound = bind_with_index(Pack("T", prepared.parts))
    with pikepdf.open(io.BytesIO(bound.data)) as pdf:
        plain = changed(
            bound.data, lambda _: None, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable
        )
        assert "/Names" not in pdf.Root
    assert b"secretscript" not in plain
    assert b"embeddedtoken" not in plain
    assert "visible words" in " ".join(_texts(bound.data))


def test_a_form_is_flattened_as_it_was_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    path.write_bytes(_form())
    prepared = _prepare(path)
    assert "Kwame Filledin" in _texts(Path(str(prepared.parts[0].pdf)))[0]
    with pikepdf.open(str(prepared.parts[0].pdf)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj


def test_unbalanced_content_does_not_move_the_stamps(tmp_path: Path) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(changed(pdf_of(["x"]), _claim_more_pages))
    bound = bind_with_index(Pack("T", _prepare(path).parts))
    assert "unbalanced" in _texts(bound.data)[bound.entries[0].first_page - 1]


def test_a_paper_of_two_thousand_pages_is_bound(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf_of([f"page {number}" for number in range(2_000)]))
    prepared = _prepare(path)
    assert prepared.complete
    with pikepdf.open(str(prepared.parts[0].pdf)) as pdf:
        assert len(pdf.pages) == 2_000


@pytest.mark.parametrize(("orientation", "upright"), [(1, "red"), (3, "blue"), (6, "green"), (8, "white")])
def test_a_photograph_is_bound_upright_and_without_its_metadata(tmp_path: Path, orientation: int, upright: str) -> None:
    quarters = {"red": (0, 0), "white": (100, 0), "green": (0, 100), "blue": (100, 100)}
    picture = Image.new("RGB", (200, 200))
    for colour, place in quarters.items():
        picture.paste(Image.new("RGB", (100, 100), colour), place)
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "CameraTokenMaker"
    path = tmp_path / "photo.jpg"
    picture.save(path, exif=exif, quality=95)
    prepared = _prepare(path)
    pdf = Path(str(prepared.parts[0].pdf))
    assert b"CameraTokenMaker" not in pdf.read_bytes()
    with pypdfium2.PdfDocument(pdf) as document:
        shown = document[0].render(scale=1).to_pil()
    top_left = shown.getpixel((int(A4[0] / 2) - 20, 60))
    expected = {"red": (254, 0, 0), "blue": (0, 0, 254), "green": (0, 128, 0), "white": (255, 255, 255)}[upright]
    assert all(abs(seen - wanted) < 60 for seen, wanted in zip(top_left, expected, strict=True))


def test_every_frame_of_a_scan_is_a_page(tmp_path: Path) -> None:
    frames = [Image.new("1", (1700, 2200), 1) for _ in range(3)]
    path = tmp_path / "scan.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:], compression="group4")
    prepared = _prepare(path)
    with pikepdf.open(str(prepared.parts[0].pdf)) as pdf:
        assert len(pdf.pages) == 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_pictures_of_every_mode_are_drawn(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("p.png" if mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16") else "p.tif")
    Image.new(mode, (40, 30)).save(path)
    assert prepare_picture(path, tmp_path / "p.pdf") == (1, [])


def test_a_picture_cut_short_is_refused(tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.effect_noise((400, 400), 80).save(whole, "JPEG")
    path = tmp_path / "cut.jpg"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    with pytest.raises(RefusedError, match="damaged"):
        prepare_picture(path, tmp_path / "cut.pdf")


def test_a_picture_with_far_too_many_pixels_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(path)
    assert "too many pixels" in _refusal(_prepare(path))


def test_plain_text_is_bound_word_for_word_and_a_wrong_name_is_remarked_on(tmp_path: Path) -> None:
    path = tmp_path / "notes.pdf"
    path.write_bytes("Notes of Łukasz\n\n    an indented line\nlast".encode("utf-16"))
    prepared = _prepare(path)
    assert "Notes of Łukasz an indented line last" in _texts(Path(str(prepared.parts[0].pdf)))[0]
    assert "plain text" in prepared.problems[0].message
    assert prepared.complete


def _tracked(path: Path) -> Path:
    word_document(path, ["Nothing here.", "The father was told."])
    return _edit(
        path,
        "word/document.xml",
        lambda xml: xml.replace(
            "<w:r><w:t>The father was told.</w:t></w:r>",
            '<w:r><w:t xml:space="preserve">The father </w:t></w:r><w:del w:id="1" w:author="A">'
            "<w:r><w:delText>was</w:delText></w:r></w:del><w:r><w:t> told.</w:t></w:r>",
        ),
    )


def _hidden(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Open words.")
    document.add_paragraph().add_run("hidden words").font.hidden = True
    document.save(str(path))
    return path


def _commented(path: Path) -> Path:
    document = docx.Document()
    run = document.add_paragraph("Remarked words.").runs[0]
    document.add_comment(run, text="Is this right?", author="B")
    document.save(str(path))
    return path


def _edit(path: Path, part: str, change: Callable[[str], str]) -> Path:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    before = parts[part].decode()
    parts[part] = change(before).encode()
    assert parts[part].decode() != before
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@needs_libreoffice
@pytest.mark.parametrize(
    ("make", "what", "place"),
    [
        (_tracked, "tracked changes", 'paragraph 2 of the text ("The father told.")'),
        (_hidden, "hidden text", 'paragraph 2 of the text ("hidden words")'),
        (_commented, "comments", 'paragraph 1 of the text ("Remarked words.")'),
    ],
)
def test_a_word_document_that_is_not_settled_is_refused_with_the_place_unless_accepted(
    tmp_path: Path, make: Callable[[Path], Path], what: str, place: str
) -> None:
    path = make(tmp_path / "report.docx")
    message = _refusal(_prepare(path, find_converter()))
    assert f"it has {what} in {place}" in message
    accepted = _prepare(path, find_converter(), accept_as_shown=True)
    assert accepted.complete
    assert len(accepted.parts) == 1


def test_a_word_document_without_any_converter_is_refused(tmp_path: Path) -> None:
    assert "no converter" in _refusal(_prepare(word_document(tmp_path / "a.docx")))


def _mutations(data: bytes) -> st.SearchStrategy[bytes]:
    places = st.integers(0, len(data) - 1)

    def cut(end: int) -> bytes:
        return data[:end]

    def flip(place: int, value: int) -> bytes:
        return data[:place] + bytes([value]) + data[place + 1 :]

    def drop(place: int, length: int) -> bytes:
        return data[:place] + data[place + length :]

    return st.one_of(
        st.builds(cut, places),
        st.builds(flip, places, st.integers(0, 255)),
        st.builds(drop, places, st.integers(1, 200)),
    )


_WHOLE = pdf_of([f"token{number}" for number in range(4)])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=_mutations(_WHOLE))
def test_a_damaged_pdf_is_bound_with_all_its_pages_or_refused(tmp_path: Path, data: bytes) -> None:
    source, target = tmp_path / "damaged.pdf", tmp_path / "clean.pdf"
    source.write_bytes(data)
    try:
        pages, _ = prepare_pdf(source, target)
    except RefusedError:
        return
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == pages == 4
    # One letter more or less in text that is still sound is nothing that a reader could notice.
    if len(data) < len(_WHOLE) - 2:
        assert all(f"token{number}" in text for number, text in enumerate(_texts(target)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_picture_is_drawn_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    whole = io.BytesIO()
    Image.linear_gradient("L").resize((60, 60)).save(whole, data.draw(st.sampled_from(["PNG", "JPEG", "TIFF"])))
    source, target = tmp_path / "damaged", tmp_path / "clean.pdf"
    source.write_bytes(data.draw(_mutations(whole.getvalue())))
    try:
        pages, _ = prepare_picture(source, target)
    except RefusedError:
        return
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == pages
