"""Hiding places in drawings, pictures, charts, diagrams and embedded objects."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, PngImagePlugin

from packgen.redaction.self_test.docx_builder import FULL, NAMES, Content, Link, Place, Recipe, packed, paragraph, run

_NAMED = paragraph(run("FULL"))
_PLAIN = paragraph(run("seen"))
_BOX = "<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>"
_OLD_BOX = "<w:pict><v:shape {}><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def _drawing(inner: str, properties: str = 'id="1" name="x"') -> str:
    graphic = f"<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>"
    return f"<w:drawing><wp:inline><wp:docPr {properties}/>{graphic}</wp:inline></w:drawing>"


def _picture(names: str = 'name="x"', link: str = 'r:embed="rIdP"', more: str = "") -> str:
    return (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr id='1' {names}>{more}</pic:cNvPr></pic:nvPicPr>"
        f"<pic:blipFill><a:blip {link}/></pic:blipFill></pic:pic>"
    )


def _place(name: str, inner: str, parts: Mapping[str, Content] | None = None, *links: Link) -> Place:
    body = paragraph(f"{run('Shown here: ')}<w:r>{inner}</w:r>")
    return Place("shapes", name, Recipe(body=body, parts=parts or {}, links=links))


def _bitmap(kind: str = "PNG", paint: str = "", **options: object) -> Callable[[], bytes]:
    def draw() -> bytes:
        picture = Image.new("RGB", (220, 40), "white")
        ImageDraw.Draw(picture).text((5, 10), paint, fill="black")
        buffer = io.BytesIO()
        picture.save(buffer, kind, **options)
        return buffer.getvalue()

    return draw


def _shown(name: str, data: Content, target: str = "media/image1.png") -> Place:
    return _place(name, _drawing(_picture()), {f"word/{target}": data}, Link("rIdP", "image", target))


def _with_text_chunk() -> bytes:
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", FULL)
    return _bitmap(pnginfo=note)()


def _with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = FULL
    return _bitmap("JPEG", exif=exif)()


def _chart(inner: str) -> str:
    return f"<c:chartSpace {NAMES}><c:chart>{inner}</c:chart></c:chartSpace>"


def _diagram(text: str) -> str:
    return (
        f"<dgm:dataModel {NAMES}><dgm:ptLst><dgm:pt modelId='1'><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t>"
        "</dgm:pt></dgm:ptLst></dgm:dataModel>"
    )


_CHART = _drawing('<c:chart r:id="rIdC"/>')
_CHART_LINK = Link("rIdC", "chart", "charts/chart1.xml")
_DIAGRAM = _drawing('<dgm:relIds r:dm="rIdD"/>')
_DIAGRAM_LINK = Link("rIdD", "diagramData", "diagrams/data1.xml")
_ALTERNATIVE = (
    "<mc:AlternateContent><mc:Choice Requires='wps'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)
_OBJECT = (
    '<w:object><v:shape><v:imagedata r:id="rIdP" o:title="FULL"/></v:shape>'
    '<o:OLEObject ProgID="FULL" r:id="rIdO"/></w:object>'
)
_SHOWN_LINK = Link("rIdP", "image", "media/image1.png")
_SHOWN_PART: Mapping[str, Content] = {"word/media/image1.png": _bitmap()}

SHAPES = (
    _place("text box", _drawing(_BOX.format(_NAMED))),
    _place("text box, one run a letter", _drawing(_BOX.format(paragraph("".join(run(c) for c in FULL))))),
    _place("old-style text box", _OLD_BOX.format("", _NAMED)),
    _place(
        "text box and another in its fallback",
        _ALTERNATIVE.format(_drawing(_BOX.format(_PLAIN)), _OLD_BOX.format("", _NAMED)),
    ),
    _place(
        "text box of an unknown kind with a fallback",
        _ALTERNATIVE.replace("wps'", "w:zz'").format(_drawing(_BOX.format(_PLAIN)), _OLD_BOX.format("", _NAMED)),
    ),
    _place("group of shapes", _drawing(f"<wpg:wgp>{_BOX.format(_NAMED)}{_BOX.format(_PLAIN)}</wpg:wgp>")),
    _place("canvas", _drawing(f"<wpc:wpc>{_BOX.format(_NAMED)}</wpc:wpc>")),
    _place("text box in a text box", _drawing(_BOX.format(paragraph(f"<w:r>{_OLD_BOX.format('', _NAMED)}</w:r>")))),
    _place("text of a drawing", _drawing("<wps:wsp><a:p><a:r><a:t>FULL</a:t></a:r></a:p></wps:wsp>")),
    _place(
        "text of a drawing, letter by letter",
        _drawing("<wps:wsp><a:p>" + "".join(f"<a:r><a:t>{c}</a:t></a:r>" for c in FULL) + "</a:p></wps:wsp>"),
    ),
    _place(
        "words of another maker in a box",
        "<w:pict><v:shape><v:textbox><x:d xmlns:x='u'>FULL</x:d></v:textbox></v:shape></w:pict>",
    ),
    _place("word art", '<w:pict><v:shape><v:textpath string="FULL"/></v:shape></w:pict>'),
    _place("hidden drawing", _drawing(_BOX.format(_NAMED), 'id="1" name="x" hidden="1"')),
    _place("hidden old-style shape", _OLD_BOX.format('style="visibility:hidden"', _NAMED)),
    _place("alternative text", _drawing(_picture(), 'id="1" name="x" descr="FULL"'), _SHOWN_PART, _SHOWN_LINK),
    _place("title of a picture", _drawing(_picture(), 'id="1" name="x" title="FULL"'), _SHOWN_PART, _SHOWN_LINK),
    _place("name of a picture", _drawing(_picture('name="FULL.jpg" descr="LAST"')), _SHOWN_PART, _SHOWN_LINK),
    _place("alternative text of an old-style shape", _OLD_BOX.format('alt="FULL" title="LAST" id="FIRST"', _PLAIN)),
    _place(
        "link on a picture",
        _drawing(_picture(more='<a:hlinkClick r:id="rIdK" tooltip="FULL"/>')),
        _SHOWN_PART,
        _SHOWN_LINK,
        Link("rIdK", "hyperlink", "mailto:LAST@example.org", True),
    ),
    _place(
        "file name of a picture",
        _drawing(_picture()),
        {"word/media/LAST.png": _bitmap()},
        Link("rIdP", "image", "media/LAST.png"),
    ),
    _place(
        "picture kept elsewhere",
        _drawing(_picture(link='r:link="rIdP"')),
        {},
        Link("rIdP", "image", "file:///C:/Users/LAST/FULL.png", True),
    ),
    _shown("pixels of a picture", _bitmap(paint=FULL)),
    _shown("text chunk of a picture", _with_text_chunk),
    _shown("camera data of a picture", _with_exif, "media/image1.jpeg"),
    _shown("bytes behind a picture", lambda: _bitmap()() + FULL.encode()),
    _shown("package behind a picture", lambda: _bitmap()() + packed({"a.txt": FULL.encode()})),
    _shown("comment of a moving picture", _bitmap("GIF", comment=FULL.encode()), "media/image1.gif"),
    _shown(
        "drawing file",
        f'<svg xmlns="http://www.w3.org/2000/svg"><title>{FULL}</title><text>{FULL}</text></svg>',
        "media/image1.svg",
    ),
    _shown("metafile", lambda: b"\x01\x00\x00\x00" + FULL.encode("utf-16-le"), "media/image1.emf"),
    _place(
        "title of a chart",
        _CHART,
        {"word/charts/chart1.xml": _chart("<c:title><a:t>FULL</a:t></c:title>")},
        _CHART_LINK,
    ),
    _place(
        "series of a chart", _CHART, {"word/charts/chart1.xml": _chart("<c:ser><c:v>FULL</c:v></c:ser>")}, _CHART_LINK
    ),
    _place(
        "workbook behind a chart",
        _CHART,
        {
            "word/charts/chart1.xml": _chart(""),
            "word/embeddings/book.xlsx": lambda: packed({"xl/sharedStrings.xml": f"<t>{FULL}</t>".encode()}),
            "word/charts/_rels/chart1.xml.rels": "<Relationships/>",
        },
        _CHART_LINK,
    ),
    _place("diagram", _DIAGRAM, {"word/diagrams/data1.xml": _diagram("FULL")}, _DIAGRAM_LINK),
    _place(
        "drawn copy of a diagram",
        _DIAGRAM,
        {"word/diagrams/data1.xml": _diagram("seen"), "word/diagrams/drawing1.xml": f"<x {NAMES}><a:t>FULL</a:t></x>"},
        _DIAGRAM_LINK,
    ),
    _place(
        "embedded object",
        _OBJECT,
        {**_SHOWN_PART, "word/embeddings/o.bin": lambda: FULL.encode("utf-16-le")},
        _SHOWN_LINK,
        Link("rIdO", "oleObject", "embeddings/o.bin"),
    ),
    _place(
        "embedded document",
        _OBJECT,
        {**_SHOWN_PART, "word/embeddings/o.docx": lambda: packed({"word/document.xml": FULL.encode()})},
        _SHOWN_LINK,
        Link("rIdO", "package", "embeddings/o.docx"),
    ),
    _place(
        "control",
        '<w:object><w:control r:id="rIdO" w:name="FULL"/></w:object>',
        {"word/activeX/activeX1.xml": '<ax name="FULL" value="LAST"/>'},
        Link("rIdO", "control", "activeX/activeX1.xml"),
    ),
)
