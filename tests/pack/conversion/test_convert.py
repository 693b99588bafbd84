"""Documents become PDFs one and all, nothing is fetched on the way, and what would fetch is refused by name."""

from __future__ import annotations

import http.server
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from packgen.pack.attachments.attachments import Attachment, prepare_attachments
from packgen.pack.attachments.docx_dangers import DangerousDocumentError, dangers, safe_copy
from packgen.pack.conversion import convert as convert_module
from packgen.pack.conversion import libreoffice, word_converter
from packgen.pack.conversion.convert import (
    ConversionFailedError,
    Converter,
    ConverterKind,
    NoConverterError,
    convert,
    find_converter,
)
from packgen.pack.conversion.office_fonts import OFFICE_FONTS
from tests.pack.pack_makers import needs_libreoffice, word_document

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _is_pdf(path: Path) -> bool:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages) > 0


@needs_libreoffice
def test_a_batch_is_converted_and_each_document_finds_its_pdf(tmp_path: Path) -> None:
    documents = [word_document(tmp_path / f"{name}.docx", [f"words of {name}"]) for name in ("agenda", "invite")]
    (tmp_path / "other").mkdir()
    documents.append(word_document(tmp_path / "other" / "Agenda.docx", ["another agenda"]))
    made = convert(documents, tmp_path / "out", find_converter("libreoffice"))
    assert list(made) == documents
    assert len(set(made.values())) == 3
    assert all(_is_pdf(path) for path in made.values())


@needs_libreoffice
def test_tags_and_headings_survive_conversion_and_binding(tmp_path: Path) -> None:
    import io

    from packgen.pack.binding.bind import bind
    from packgen.pack.model import Pack, PackPart

    documents = [word_document(tmp_path / f"{n}.docx", ["words"], heading=f"Heading {n}") for n in range(2)]
    made = convert(documents, tmp_path / "out", find_converter("libreoffice"))
    data = bind(Pack("T", tuple(PackPart(f"Paper {n}", path) for n, path in enumerate(made.values()))))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in list(pdf.pages)[-2:]:
            roles = [str(element.S) for element in parents[int(page.obj.StructParents)]]
            assert "/H1" in roles
            assert all(element.Pg.objgen == page.obj.objgen for element in parents[int(page.obj.StructParents)])
        with pdf.open_outline() as outline:
            assert [item.children[0].title for item in outline.root[-2:]] == ["Heading 0, page 3", "Heading 1, page 4"]


def test_a_failed_batch_is_tried_again_one_by_one_and_the_culprit_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converter = find_converter("built-in")
    program = convert_module._CONVERTERS[converter.kind]
    attempts: list[int] = []

    def flaky(documents: list[Path], folder: Path, used: object) -> None:
        attempts.append(len(documents))
        if len(documents) == 1 and "bad" not in documents[0].read_bytes().decode("latin-1"):
            program.convert_batch(documents, folder, converter)

    monkeypatch.setitem(
        convert_module._CONVERTERS, converter.kind, SimpleNamespace(find=program.find, convert_batch=flaky)
    )
    good = [word_document(tmp_path / f"good{n}.docx") for n in range(3)]
    assert all(_is_pdf(path) for path in convert(good, tmp_path / "out", converter).values())
    assert attempts == [3, 1, 1, 1]
    bad = word_document(tmp_path / "culprit.docx")
    with zipfile.ZipFile(bad, "a", zipfile.ZIP_STORED) as package:
        package.writestr("bad", "bad")
    with pytest.raises(ConversionFailedError, match=r"could not turn culprit\.docx into"):
        convert([good[0], bad], tmp_path / "out", converter)


def test_a_converter_that_is_not_there_or_not_known_is_a_plain_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoConverterError, match="not a converter that packgen knows"):
        find_converter("typewriter")
    monkeypatch.setattr(word_converter, "find", lambda: None)
    monkeypatch.setattr(word_converter, "can_be_here", lambda: False)
    with pytest.raises(NoConverterError, match=r"'word' is not installed here \(it works on Windows alone\)"):
        find_converter("word")
    none = SimpleNamespace(find=lambda: None, convert_batch=lambda *_: None)
    monkeypatch.setattr(convert_module, "_CONVERTERS", dict.fromkeys(convert_module._CONVERTERS, none))
    with pytest.raises(NoConverterError, match="A converter from Word to PDF is not installed"):
        find_converter()


@dataclass
class Listener:
    """A local web server that counts who asks."""

    port: int
    asked: list[str]


@pytest.fixture
def listener() -> Iterator[Listener]:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Listener(server.server_port, asked)
    server.shutdown()
    server.server_close()


def _field(instruction: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f'{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>old</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _picture(target: str) -> tuple[str, str]:
    """A picture that is not in the document but linked, as Word writes it."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    body = (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="900" cy="900"/>'
        f'<wp:docPr id="9" name="p"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="9" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{RELATIONSHIPS}" r:link="rIdX"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    return body, _link("image", target)


def _link(kind: str, target: str, identity: str = "rIdX") -> str:
    return f'<Relationship Id="{identity}" Type="{RELATIONSHIPS}/{kind}" Target="{target}" TargetMode="External"/>'


def _trap(path: Path, body: str = "", relationship: str = "", parts: dict[str, str] | None = None) -> Path:
    word_document(path)
    with zipfile.ZipFile(path) as package:
        held = {name: package.read(name) for name in package.namelist()}
    document, links = "word/document.xml", "word/_rels/document.xml.rels"
    held[document] = held[document].replace(b"<w:body>", b"<w:body>" + body.encode(), 1)
    held[links] = held[links].replace(b"</Relationships>", relationship.encode() + b"</Relationships>")
    held.update({name: text.encode() for name, text in (parts or {}).items()})
    with zipfile.ZipFile(path, "w") as package:
        for name, data in held.items():
            package.writestr(name, data)
    return path


def _traps(folder: Path, port: int) -> dict[str, Path]:
    planted, drawn = folder / "planted.txt", folder / "planted.png"
    planted.write_text("PLANTEDTOKEN")
    Image.new("RGB", (40, 40), "red").save(drawn)
    picture, link = _picture(f"http://127.0.0.1:{port}/picture.png")
    frame = f'<w:frameset><w:frame><w:sourceFileName xmlns:r="{RELATIONSHIPS}" r:id="rIdX"/></w:frame></w:frameset>'
    chunk = f'<w:altChunk xmlns:r="{RELATIONSHIPS}" r:id="rIdX"/>'
    return {
        "linked picture": _trap(folder / "picture.docx", picture, link),
        "picture field": _trap(folder / "field.docx", _field(f'INCLUDEPICTURE "http://127.0.0.1:{port}/f.png" \\d')),
        "text field": _trap(folder / "text.docx", _field(f'INCLUDETEXT "{planted.as_uri()}"')),
        "linked file": _trap(folder / "linked.docx", *_picture(drawn.as_uri())),
        "dde": _trap(folder / "dde.docx", _field('DDEAUTO c:\\\\x\\\\cmd.exe "/k"')),
        "frame": _trap(folder / "frame.docx", frame, _link("frame", f"http://127.0.0.1:{port}/frame.docx")),
        "chunk": _trap(folder / "chunk.docx", chunk, _link("aFChunk", planted.as_uri())),
    }


@needs_libreoffice
def test_no_conversion_fetches_a_page_or_reads_a_local_file(tmp_path: Path, listener: Listener) -> None:
    converter = find_converter("libreoffice")
    for name, trap in _traps(tmp_path, listener.port).items():
        with pytest.raises(DangerousDocumentError):
            convert([trap], tmp_path / "out", converter)
        assert not listener.asked, name


@needs_libreoffice
def test_an_attachment_that_would_fetch_something_is_refused_and_nothing_is_fetched(
    tmp_path: Path, listener: Listener
) -> None:
    traps = _traps(tmp_path, listener.port)
    asked = [Attachment(path, name) for name, path in traps.items()]
    prepared = prepare_attachments(asked, tmp_path / "out", find_converter("libreoffice"))
    assert prepared.parts == ()
    assert len(prepared.problems) == len(traps)
    assert listener.asked == []


@needs_libreoffice
def test_even_a_document_that_slipped_past_the_refusal_fetches_nothing(
    tmp_path: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    traps = list(_traps(tmp_path, listener.port).values())
    out = tmp_path / "out"
    out.mkdir()
    libreoffice.convert_batch(traps, out, find_converter("libreoffice"))
    made = list(out.glob("*.pdf"))
    assert made
    assert listener.asked == []
    for path in made:
        with pikepdf.open(path) as pdf:
            assert not any(page.get_images() for page in pdf.pages), path.name
        with pypdfium2.PdfDocument(path) as document:
            assert "PLANTEDTOKEN" not in " ".join(page.get_textpage().get_text_range() for page in document)


def test_each_danger_is_named() -> None:
    assert dangers(Path("/nonexistent.docx")) == ("it is damaged, protected or no Word document",)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"parts": {"word/vbaProject.bin": "x"}}, "macros"),
        ({"parts": {"word/embeddings/oleObject1.bin": "x"}}, "OLE"),
        ({"body": "<w:p><w:r><w:object/></w:r></w:p>"}, "OLE"),
        ({"body": "<w:altChunk/>"}, "altChunk"),
        ({"body": _field("INCLUDE") + _field(' LINK Excel.Sheet "x"')}, "field"),
        ({"relationship": _link("image", "file:///etc/passwd")}, "outside itself"),
        ({"parts": {"word/footer9.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}}, "entities"),
        ({"parts": {"word/header9.xml": "<broken"}}, "damaged"),
    ],
)
def test_a_dangerous_document_is_refused_with_its_reason(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    trap = _trap(tmp_path / "trap.docx", **change)  # type: ignore[arg-type]
    with pytest.raises(DangerousDocumentError, match=rf"trap\.docx is not converted: .*{reason}"):
        convert([trap], tmp_path / "out", find_converter("built-in"))


def test_an_ordinary_link_and_ordinary_fields_are_no_danger(tmp_path: Path) -> None:
    link = _link("hyperlink", "https://www.example.org/")
    body = _field('HYPERLINK "https://www.example.org/include"') + _field("PAGE") + _field("REF link")
    assert dangers(_trap(tmp_path / "calm.docx", body, link)) == ()


@needs_libreoffice
def test_the_template_that_a_paper_was_made_from_is_not_looked_for(tmp_path: Path, listener: Listener) -> None:
    path = word_document(tmp_path / "from-template.docx", ["words"])
    name = "word/_rels/settings.xml.rels"
    link = _link("attachedTemplate", f"http://127.0.0.1:{listener.port}/council.dotm")
    package_links = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{link}</Relationships>'
    )
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(name, package_links)
    safe_copy(path, tmp_path / "copy.docx")
    with zipfile.ZipFile(tmp_path / "copy.docx") as package:
        assert b"council.dotm" not in package.read(name)
        assert "word/document.xml" in package.namelist()
    assert _is_pdf(convert([path], tmp_path / "out", find_converter("libreoffice"))[path])
    assert listener.asked == []


def test_word_refuses_to_convert_off_windows_and_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_converter, "can_be_here", lambda: False)
    word = Converter(ConverterKind.WORD, "Microsoft Word", "16", caution=word_converter.CAUTION)
    with pytest.raises(NoConverterError, match="on Windows alone") as refused:
        convert([word_document(tmp_path / "agenda.docx")], tmp_path / "out", word)
    assert "LibreOffice" in refused.value.hint
    assert not list((tmp_path / "out").iterdir())


def test_word_is_given_names_that_cannot_end_their_quotes() -> None:
    assert word_converter._quoted(Path("O'Neill.docx")) == "'O''Neill.docx'"


@needs_libreoffice
def test_a_converter_says_its_version_and_fonts() -> None:
    found = find_converter("libreoffice")
    assert found.version[0].isdigit()
    assert set(found.fonts) <= set(OFFICE_FONTS)
    assert str(found) == f"LibreOffice {found.version}"
