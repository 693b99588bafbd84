"""Hiding places in the settings of a document and in its package."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable

from packgen.redaction.self_test.docx_builder import FULL, NAMES, Content, Link, Place, Recipe, packed, paragraph, run

_SEEN = paragraph(run("seen"))


def _setting(name: str, xml: str, *links: Link) -> Place:
    parts: dict[str, Content] = {"word/settings.xml": f"<w:settings {NAMES}>{xml}</w:settings>"}
    if links:
        parts["word/_rels/settings.xml.rels"] = "<Relationships>" + "".join(
            f'<Relationship Id="{link.id}" Type="t/{link.kind}" Target="{link.target}" TargetMode="External"/>'
            for link in links
        ) + "</Relationships>"  # fmt: skip
    return Place("settings", name, Recipe(_SEEN, parts, links=(Link("rIdS", "settings", "settings.xml"),)))


SETTINGS = (
    _setting("document variable", '<w:docVars><w:docVar w:name="FIRST" w:val="FULL"/></w:docVars>'),
    _setting(
        "template", '<w:attachedTemplate r:id="rId1"/>', Link("rId1", "attachedTemplate", "file:///C:/LAST/FULL.dotx")
    ),
    _setting(
        "mail merge", '<w:mailMerge><w:query w:val="SELECT * FROM FULL"/><w:connectString w:val="FULL"/></w:mailMerge>'
    ),
    _setting("protection", '<w:writeProtection w:hash="FULL"/><w:documentProtection w:salt="LAST"/>'),
    _setting("revision marks", '<w:rsids><w:rsidRoot w:val="FULL"/><w:rsid w:val="LAST"/></w:rsids>'),
    _setting("captions", '<w:captions><w:caption w:name="FULL"/></w:captions>'),
    _setting("schemas", '<w:attachedSchema w:val="urn:FULL"/><w:clickAndTypeStyle w:val="LAST"/>'),
    _setting("transformation", '<w:saveThroughXslt r:id="rId1" w:solutionID="FULL"/>', Link("rId1", "x", "FULL.xsl")),
)


def _part(name: str, part: str, content: Content, kind: str = "", *, refused: bool = False, body: str = _SEEN) -> Place:
    links = (Link("rIdX", kind, f"/{part}"),) if kind else ()
    return Place("package", name, Recipe(body, {part: content}, root_links=links), refused)


def _wide() -> bytes:
    return FULL.encode("utf-16-le")


def _finished(name: str, finish: Callable[[bytes], bytes], *, refused: bool = False) -> Place:
    return Place("package", name, Recipe(_SEEN, finish=finish), refused)


def _rezipped(
    change: Callable[[zipfile.ZipFile, zipfile.ZipInfo, bytes], None], comment: bytes = b""
) -> Callable[[bytes], bytes]:
    def finish(data: bytes) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for entry in old.infolist():
                change(new, entry, old.read(entry))
            new.comment = comment
        return buffer.getvalue()

    return finish


def _extra(new: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
    entry.extra = b"\xff\xff" + len(FULL).to_bytes(2, "little") + FULL.encode()
    new.writestr(entry, content)


def _remark(new: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
    entry.comment = FULL.encode()
    new.writestr(entry, content)


def _same(new: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
    new.writestr(entry, content)


def _folder(new: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
    new.writestr(entry, content)
    if f"{FULL}/" not in new.namelist():
        new.writestr(f"{FULL}/", b"")


def _twice(new: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
    new.writestr(entry, content)
    if entry.filename == "word/document.xml":
        new.writestr("word/DOCUMENT.xml", content.replace(b"seen", FULL.encode()))


def _main(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def one(new: zipfile.ZipFile, entry: zipfile.ZipInfo, content: bytes) -> None:
        new.writestr(entry, change(content) if entry.filename == "word/document.xml" else content)

    return _rezipped(one)


def _in_utf_16(content: bytes) -> bytes:
    return content.decode().replace("seen", FULL).encode("utf-16")


def _with_document_type(content: bytes) -> bytes:
    return f'<!DOCTYPE d [<!ENTITY n "{FULL}">]>'.encode() + content.replace(b"seen", b"&n;")


def _with_remark(content: bytes) -> bytes:
    return content.replace(b"<w:body>", f"<!-- {FULL} --><?x {FULL}?><w:body>".encode())


_PROPERTY = '<property fmtid="{x}" pid="2" name="FULL"><vt:lpwstr xmlns:vt="urn:vt">LAST</vt:lpwstr></property>'
_CORE = '<cp:coreProperties xmlns:cp="urn:c" xmlns:dc="urn:d">{}</cp:coreProperties>'

PACKAGE = (
    _part("title", "docProps/core.xml", _CORE.format("<dc:title>FULL</dc:title>"), "core-properties"),
    _part("creator", "docProps/core.xml", _CORE.format("<dc:creator>FULL</dc:creator>"), "core-properties"),
    _part("last author", "docProps/core.xml", _CORE.format("<cp:lastModifiedBy>FULL</cp:lastModifiedBy>")),
    _part(
        "key words and remarks",
        "docProps/core.xml",
        _CORE.format(
            "<cp:keywords>FULL</cp:keywords><dc:description>LAST</dc:description><dc:subject>FULL</dc:subject>"
        ),
        "core-properties",
    ),
    _part(
        "company and manager",
        "docProps/app.xml",
        "<Properties><Company>FULL</Company><Manager>LAST</Manager><TitlesOfParts>FULL</TitlesOfParts></Properties>",
        "extended-properties",
    ),
    _part(
        "property of the document", "docProps/custom.xml", f"<Properties>{_PROPERTY}</Properties>", "custom-properties"
    ),
    _part("custom XML", "customXml/item1.xml", "<case><child>FULL</child></case>", "customXml"),
    _part("schema of custom XML", "customXml/itemProps1.xml", '<ds itemID="FULL"/>'),
    _part("custom XML in base64", "customXml/item1.xml", lambda: base64.b64encode(FULL.encode())),
    _part("custom XML in hex", "customXml/item1.xml", lambda: FULL.encode().hex().encode()),
    _part("thumbnail", "docProps/thumbnail.jpeg", lambda: b"\xff\xd8" + FULL.encode(), "thumbnail"),
    _part("printer settings", "word/printerSettings/printerSettings1.bin", _wide),
    _part("embedded workbook", "word/embeddings/book.xlsx", lambda: packed({"x": FULL.encode()})),
    _part("macros", "word/vbaProject.bin", lambda: zlib.compress(_wide())),
    _part("web extension", "word/webextensions/webextension1.xml", '<we:p xmlns:we="u" value="FULL"/>'),
    _part("digital signature", "_xmlsignatures/sig1.xml", "<Signature>FULL</Signature>"),
    _part("table of fonts", "word/fontTable.xml", f'<w:fonts {NAMES}><w:font w:name="FULL"/></w:fonts>'),
    _part("embedded font", "word/fonts/font1.odttf", _wide),
    _part("theme", "word/theme/theme1.xml", '<a:theme xmlns:a="u" name="FULL"/>'),
    _part("web settings", "word/webSettings.xml", f'<w:webSettings {NAMES}><w:divs w:note="FULL"/></w:webSettings>'),
    _part("custom menus", "customUI/customUI.xml", '<customUI label="FULL"/>'),
    _part("part that nothing links", "word/spare.bin", lambda: gzip.compress(FULL.encode())),
    _part("name of a part", "word/LAST.xml", "<x/>"),
    Place("package", "kind of content", Recipe(_SEEN, {"word/x.xml": "<x/>"}, {"word/x.xml": "application/FULL"})),
    Place("package", "name of a relationship", Recipe(_SEEN, links=(Link("FIRST", "urn:FULL/LAST", "styles.xml"),))),
    Place(
        "package", "link of the package", Recipe(_SEEN, root_links=(Link("rIdZ", "x", "http://LAST.example", True),))
    ),
    _finished("remark of the zip file", _rezipped(_same, FULL.encode())),
    _finished("extra fields of the zip file", _rezipped(_extra)),
    _finished("remarks on parts", _rezipped(_remark)),
    _finished("empty folder", _rezipped(_folder)),
    _finished("bytes before the package", lambda data: FULL.encode() + data),
    _finished("bytes behind the package", lambda data: data + FULL.encode()),
    _finished("second main part of one name", _rezipped(_twice), refused=True),
    _finished("main part in UTF-16", _main(_in_utf_16)),
    _finished("entity", _main(_with_document_type), refused=True),
    _finished("remark and instruction of XML", _main(_with_remark)),
)
