"""Hiding places in pictures, in what readers can click on, in the document's own data, and in the file around it."""

from __future__ import annotations

import io
import zlib

from PIL import Image, ImageDraw, ImageFont

from packgen.redaction.self_test.pdf_builder import FULL, PdfPlace, Recipe, build, named, show

_ANNOTATION = "/Annots [7 0 R]"
_NOTE = "<< /Type /Annot /Subtype {} /Rect [72 500 300 540] /F 4 {} >>"


def _place(group: str, name: str, content: str = "", refused: bool = False, **more: object) -> PdfPlace:
    return PdfPlace(group, name, Recipe(content=content or show("seen"), **more), refused)  # type: ignore[arg-type]


def _lettering(invert: bool = False) -> Image.Image:
    picture = Image.new("L", (400, 60), 0 if invert else 255)
    ImageDraw.Draw(picture).text((10, 10), FULL, fill=255 if invert else 0, font=ImageFont.load_default(36))
    return picture


def _jpeg() -> bytes:
    buffer = io.BytesIO()
    _lettering().save(buffer, "JPEG", comment=FULL.encode())
    return buffer.getvalue()


_PIXELS = zlib.compress(_lettering().tobytes())
_IMAGE = "/Type /XObject /Subtype /Image /Width 400 /Height 60 /ColorSpace /DeviceGray /BitsPerComponent 8"
_MASK = "/Type /XObject /Subtype /Image /Width 400 /Height 60 /ImageMask true /BitsPerComponent 1"
_ONE_BIT = zlib.compress(_lettering(invert=True).convert("1").tobytes())
_DRAW = "q 400 0 0 60 72 500 cm /X1 Do Q\n"
_X1 = "/XObject << /X1 7 0 R >>"
_FLATE = " /Filter /FlateDecode"
_WHITE = zlib.compress(b"\xff" * 24_000)

IMAGES = (
    _place("images", "pixels of a picture", _DRAW, resources=_X1, streams={7: (_IMAGE + _FLATE, _PIXELS)}),
    _place(
        "images",
        "photograph and its comment",
        _DRAW,
        resources=_X1,
        streams={7: (_IMAGE + " /Filter /DCTDecode", _jpeg())},
    ),
    _place("images", "stencil", _DRAW, resources=_X1, streams={7: (_MASK + _FLATE, _ONE_BIT)}),
    _place(
        "images",
        "soft mask of a picture",
        _DRAW,
        resources=_X1,
        streams={7: (_IMAGE + " /SMask 8 0 R" + _FLATE, zlib.compress(bytes(24_000))), 8: (_IMAGE + _FLATE, _PIXELS)},
    ),
    _place(
        "images",
        "picture in the content",
        "q 400 0 0 60 72 500 cm BI /W 400 /H 60 /IM true /BPC 1 /F /AHx ID "
        + _lettering(invert=True).convert("1").tobytes().hex()
        + "> EI Q\n",
    ),
    _place(
        "images",
        "name under a picture",
        show("FULL", 80, 520) + _DRAW,
        resources=_X1,
        streams={7: (_IMAGE + _FLATE, _WHITE)},
    ),
    _place(
        "images",
        "name over a picture",
        _DRAW + show("FULL", 80, 520),
        resources=_X1,
        streams={7: (_IMAGE + _FLATE, _WHITE)},
    ),
    _place(
        "images",
        "scan with hidden recognised text",
        "q 595 0 0 700 0 0 cm /X1 Do Q BT 3 Tr ET " + show("FULL", extra="3 Tr") + "BT 0 Tr ET\n",
        resources=_X1,
        streams={7: (_IMAGE + _FLATE, _WHITE)},
    ),
    _place(
        "images", "two pictures over each other", _DRAW + _DRAW, resources=_X1, streams={7: (_IMAGE + _FLATE, _PIXELS)}
    ),
    _place(
        "images",
        "picture in a turned form",
        "/X2 Do\n",
        resources="/XObject << /X2 8 0 R >>",
        streams={
            7: (_IMAGE + _FLATE, _PIXELS),
            8: (
                "/Type /XObject /Subtype /Form /BBox [0 0 900 900] /Matrix [0 1 -1 0 300 100] "
                "/Resources << /XObject << /X1 7 0 R >> >>",
                b"q 400 0 0 60 0 0 cm /X1 Do Q",
            ),
        },
    ),
    _place(
        "images",
        "other version for printing",
        _DRAW,
        resources=_X1,
        streams={
            7: (_IMAGE + _FLATE + " /Alternates [<< /Image 8 0 R /DefaultForPrinting true >>]", _WHITE),
            8: (_IMAGE + _FLATE, _PIXELS),
        },
    ),
    _place(
        "images",
        "description of a picture",
        _DRAW,
        resources=_X1,
        streams={
            7: (_IMAGE + _FLATE + " /Metadata 8 0 R /Alt (FULL)", _WHITE),
            8: ("/Type /Metadata /Subtype /XML", named("<x>FULL</x>")),
        },
    ),
)

INTERACTIVE = (
    _place(
        "interactive", "sticky note", page=_ANNOTATION, objects={7: _NOTE.format("/Text", "/Contents (FULL) /T (LAST)")}
    ),
    _place(
        "interactive",
        "text typed on the page",
        page=_ANNOTATION,
        objects={7: _NOTE.format("/FreeText", "/Contents (FULL) /DA (/F1 12 Tf) /AP << /N 8 0 R >>")},
        streams={
            8: (
                "/Type /XObject /Subtype /Form /BBox [0 0 228 40] /Resources << /Font << /F1 5 0 R >> >>",
                named(show("FULL", 5, 5)),
            )
        },
    ),
    _place("interactive", "stamp", page=_ANNOTATION, objects={7: _NOTE.format("/Stamp", "/Name /FIRST /NM (FULL)")}),
    _place(
        "interactive",
        "link",
        page=_ANNOTATION,
        objects={7: _NOTE.format("/Link", "/A << /S /URI /URI (mailto:FIRST.LAST@example.org) >>")},
    ),
    _place(
        "interactive",
        "highlight with a comment",
        show("seen"),
        page=_ANNOTATION,
        objects={
            7: _NOTE.format(
                "/Highlight", "/QuadPoints [72 540 300 540 72 500 300 500] /Contents (FULL) /RC (<p>FULL</p>)"
            )
        },
    ),
    _place(
        "interactive",
        "form field value",
        catalogue="/AcroForm << /Fields [7 0 R] >>",
        page=_ANNOTATION,
        objects={7: _NOTE.format("/Widget", "/FT /Tx /T (FIRST) /TU (LAST) /V (FULL) /DV (FULL) /AP << /N 8 0 R >>")},
        streams={
            8: (
                "/Type /XObject /Subtype /Form /BBox [0 0 228 40] /Resources << /Font << /F1 5 0 R >> >>",
                named(show("FULL", 5, 5)),
            )
        },
    ),
    _place(
        "interactive",
        "choices of a form field",
        catalogue="/AcroForm << /Fields [7 0 R] >>",
        page=_ANNOTATION,
        objects={7: _NOTE.format("/Widget", "/FT /Ch /T (c) /Opt [(FULL) (seen)] /V (seen)")},
    ),
    _place(
        "interactive",
        "XFA form",
        catalogue="/AcroForm << /Fields [] /XFA 7 0 R >>",
        streams={7: ("", named("<xdp><f>FULL</f></xdp>"))},
    ),
    _place(
        "interactive",
        "script",
        catalogue="/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (var x='FULL') >>] >> >>",
    ),
    _place("interactive", "action on opening", catalogue="/OpenAction << /S /JavaScript /JS (app.alert('FULL')) >>"),
    _place(
        "interactive",
        "sound and film",
        page=_ANNOTATION,
        objects={7: _NOTE.format("/Screen", "/T (FULL) /A << /S /Rendition /N (FULL) >>")},
    ),
    _place("interactive", "deleted annotation", objects={7: _NOTE.format("/Text", "/Contents (FULL)")}),
)

DOCUMENT = (
    _place(
        "document",
        "bookmarks",
        catalogue="/Outlines 7 0 R",
        objects={
            7: "<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>",
            8: "<< /Title (FULL) /Parent 7 0 R /Dest [3 0 R /Fit] >>",
        },
    ),
    _place(
        "document",
        "description",
        trailer="/Info 7 0 R",
        objects={7: "<< /Title (FULL) /Author (LAST) /Custom (FIRST) >>"},
    ),
    _place(
        "document",
        "description in UTF-16",
        trailer="/Info 7 0 R",
        objects={7: "<< /Title <FEFF" + FULL.encode("utf-16-be").hex() + "> >>"},
    ),
    _place(
        "document",
        "description in XML",
        catalogue="/Metadata 7 0 R",
        streams={7: ("/Type /Metadata /Subtype /XML", named("<x:xmpmeta><dc:title>FULL</dc:title></x:xmpmeta>"))},
    ),
    _place("document", "page labels", catalogue="/PageLabels << /Nums [0 << /P (FULL) >>] >>"),
    _place("document", "named destination", catalogue="/Dests << /FIRST_LAST [3 0 R /Fit] >>"),
    _place(
        "document",
        "attached file",
        catalogue="/Names << /EmbeddedFiles << /Names [(FULL) 7 0 R] >> >>",
        objects={7: "<< /Type /Filespec /F (FULL.txt) /UF (FULL.txt) /Desc (FULL) /EF << /F 8 0 R >> >>"},
        streams={8: ("/Type /EmbeddedFile", named("FULL"))},
    ),
    _place("document", "portfolio", catalogue="/Collection << /D (FULL) /View /T >>"),
    _place(
        "document",
        "layer that is off",
        "/OC /L1 BDC " + show("FULL") + "EMC\n",
        resources="/Properties << /L1 7 0 R >>",
        catalogue="/OCProperties << /OCGs [7 0 R] /D << /OFF [7 0 R] >> >>",
        objects={7: "<< /Type /OCG /Name (FULL) >>"},
    ),
    _place(
        "document",
        "layer that is on",
        "/OC /L1 BDC " + show("FULL") + "EMC\n",
        resources="/Properties << /L1 7 0 R >>",
        catalogue="/OCProperties << /OCGs [7 0 R] /D << /ON [7 0 R] >> >>",
        objects={7: "<< /Type /OCG /Name (FULL) >>"},
    ),
    _place(
        "document",
        "tag tree",
        catalogue="/MarkInfo << /Marked true >> /StructTreeRoot 7 0 R",
        objects={
            7: "<< /Type /StructTreeRoot /K 8 0 R >>",
            8: "<< /Type /StructElem /S /P /P 7 0 R /Alt (FULL) /ActualText (FULL) /E (FULL) /T (FULL) /Pg 3 0 R >>",
        },
    ),
    _place(
        "document",
        "name of a font",
        show("seen", font="F2"),
        objects={6: "<< /Type /Font /Subtype /Type1 /BaseFont /FIRST-LAST >>"},
    ),
    _place("document", "thumbnail", page="/Thumb 7 0 R", streams={7: (_IMAGE + _FLATE, _PIXELS)}),
    _place(
        "document",
        "private data of a program",
        page="/PieceInfo << /Word << /LastModified (D:2026) /Private (FULL) >> >>",
    ),
    _place(
        "document",
        "signature",
        catalogue="/Perms << /DocMDP 7 0 R >>",
        objects={7: "<< /Type /Sig /Name (FULL) /Reason (FULL) >>"},
    ),
    _place("document", "unknown entries", catalogue="/Zz_FIRST (FULL)", page="/Yy (FULL)"),
)


def _older_revision() -> bytes:
    """A second revision in which the name was taken out of the page."""
    changed = (
        show("Meeting of the panel on Monday in September.", y=760)
        + show("seen")
        + show("Everybody agreed to meet again before the holidays.", y=80)
    )
    first = build(Recipe(content=show("FULL")))
    start = int(first.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    body = f"4 0 obj\n<< /Length {len(changed)} >>\nstream\n{changed}\nendstream\nendobj\n".encode()
    table = f"xref\n4 1\n{len(first):010d} 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev {start} >>\n".encode()
    return body + table + f"startxref\n{len(first) + len(body)}\n%%EOF\n".encode()


FILE = (
    _place("file", "earlier revision", show("FULL"), tail=_older_revision()),
    _place("file", "after the end", tail=named("FULL")),
    _place("file", "object that nothing uses", objects={7: "(FULL)"}),
    _place("file", "stream that nothing uses", streams={7: ("", named("FULL"))}),
    _place(
        "file", "packed stream that nothing uses", streams={7: ("/Filter /FlateDecode", zlib.compress(named("FULL")))}
    ),
    _place("file", "identifier", trailer="/ID [(FULL) (FULL)]"),
    _place("file", "turned page", show("FULL"), page="/Rotate 90"),
    _place("file", "page upside down", show("FULL"), page="/Rotate 180"),
    _place("file", "crop box that moves the page", show("FULL"), page="/CropBox [30 40 560 800]"),
    _place("file", "name outside the crop box", show("FULL", 5, 830), page="/CropBox [40 40 560 800]"),
    _place("file", "crop box and turn", show("FULL"), page="/CropBox [30 40 560 800] /Rotate 270"),
    _place("file", "page that begins below zero", show("FULL", 72, 300), media="-50 -60 545 842"),
    _place("file", "user unit", show("FULL"), page="/UserUnit 2.5"),
    _place(
        "file", "bleed and trim boxes", show("FULL", 580, 300), page="/CropBox [0 0 570 842] /BleedBox [0 0 595 842]"
    ),
    _place(
        "file",
        "contents in pieces",
        show("seen"),
        page="/Contents [7 0 R 8 0 R 4 0 R]",
        streams={7: ("", b"BT /F1 12 Tf 72 600 Td"), 8: ("", named("(FULL) Tj ET"))},
        refused=True,
    ),
    _place(
        "file",
        "page twice in the tree",
        show("FULL"),
        objects={2: "<< /Type /Pages /Kids [3 0 R 3 0 R] /Count 2 >>"},
        refused=True,
    ),
)
