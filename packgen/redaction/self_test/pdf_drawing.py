"""Hiding places in what a page draws: letters in every order, look and disguise, forms, patterns, masks, outlines."""

from __future__ import annotations

import zlib

from packgen.redaction.self_test.pdf_builder import FULL, PdfPlace, Recipe, named, show

_FORM = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> {} >>"
_HEX = "".join(f"{ord(letter):02X}" for letter in FULL)
_OCTAL = "".join(f"\\{ord(letter):03o}" for letter in FULL)
_KERNED = " ".join(f"({letter}) -20" for letter in FULL)
_UNICODE = (
    "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n{} endcmap end"
)
_LIE = _UNICODE.format("1 beginbfrange <20> <7E> <0061> endbfrange")
_PRIVATE = _UNICODE.format("1 beginbfrange <20> <7E> <E020> endbfrange")
_TYPE3 = (
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9000 1000] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 "
    "/LastChar 97 /Widths [600] /Encoding << /Type /Encoding /Differences [97 /a] >> /CharProcs << /a 7 0 R >> "
    "/Resources << /Font << /F1 5 0 R >> >> >>"
)


def _place(name: str, content: str = "", refused: bool = False, **more: object) -> PdfPlace:
    return PdfPlace("drawing", name, Recipe(content=content, **more), refused)  # type: ignore[arg-type]


def _letter_by_letter(order: list[int]) -> str:
    return "".join(show(FULL[n], x=72 + 9 * n) for n in order)


def _outlines() -> str:
    """Letters as curves, as a drawing program exports them."""
    curve = "{0} 500 m {0} 520 {1} 520 {1} 500 c {1} 490 {0} 490 {0} 500 c f\n"
    return "".join(curve.format(72 + 8 * n, 78 + 8 * n) for n in range(17))


def _little_squares() -> str:
    return "".join(f"{72 + 2 * (n % 40)} {500 + 2 * (n // 40)} 1.6 1.6 re f\n" for n in range(280) if n % 3)


DRAWING = (
    _place("plain text", show("FULL")),
    _place("hexadecimal string", f"BT /F1 12 Tf 72 600 Td <{_HEX}> Tj ET\n"),
    _place("octal escapes", show(_OCTAL)),
    _place("kerned letter by letter", f"BT /F1 12 Tf 72 600 Td [{_KERNED}] TJ ET\n"),
    _place("one text object a letter", _letter_by_letter(list(range(len(FULL))))),
    _place("letters drawn backwards", _letter_by_letter(list(range(len(FULL)))[::-1])),
    _place("letters drawn in disorder", _letter_by_letter(sorted(range(len(FULL)), key=lambda n: n * 7 % 18))),
    _place("letters spaced out", show("FULL", extra="4 Tc")),
    _place("name drawn twice for bold", show("FULL") + show("FULL", x=72.3)),
    _place("name over two lines", show("seen FIRST") + show("LAST went", y=585)),
    _place("first name and surname drawn apart", show("FIRST") + show("seen", y=500) + show("LAST", x=118)),
    _place("name after a jump back", show("LAST", x=118) + show("FIRST")),
    _place("quarter turn", "q 0 1 -1 0 300 300 cm " + show("FULL", 0, 0) + "Q\n"),
    _place("half turn", "q -1 0 0 -1 400 300 cm " + show("FULL", 0, 0) + "Q\n"),
    _place("three quarter turns", "q 0 -1 1 0 300 400 cm " + show("FULL", 0, 0) + "Q\n"),
    _place("at an angle", "q 0.707 0.707 -0.707 0.707 200 300 cm " + show("FULL", 0, 0) + "Q\n"),
    _place(
        "letters one under the other", "".join(show(c, 72, 700 - 14 * n) for n, c in enumerate("QUILLONVANTREIGHT"))
    ),
    _place("tiny letters", show("FULL", size=3)),
    _place("giant letters", show("FULL", size=48)),
    _place("scaled by a matrix", "q 3 0 0 3 0 0 cm " + show("FULL", 24, 150, 4) + "Q\n"),
    _place("mirrored", "q -1 0 0 1 500 0 cm " + show("FULL", 100) + "Q\n", refused=True),
    _place("negative size", "BT /F1 -12 Tf -1 0 0 -1 72 600 Tm (FULL) Tj ET\n"),
    _place("flipped", "q 1 0 0 -1 0 700 cm " + show("FULL", 72, 100) + "Q\n"),
    _place("slanted", "BT /F1 12 Tf 1 0.02 0.3 1 72 600 Tm (FULL) Tj ET\n"),
    _place("decoy over the name", show("FULL") + "0.6 g " + show("xxxxxxxxxxxxxxxxx") + "0 g\n"),
    _place("name over a decoy", "0.6 g " + show("the child who was seen") + "0 g " + show("FULL", 73, 600.5)),
    _place("changing sizes", "BT /F1 20 Tf 72 600 Td (Quil) Tj /F1 12 Tf (lon Vant) Tj /F1 9 Tf (reight) Tj ET\n"),
    _place("split at a line end", show("seen Quil-") + show("lon Vantreight went", y=586)),
    _place("across a column", show("seen FIRST") + show("other words", 330) + show("LAST went", y=586)),
    _place("white on white", "1 1 1 rg " + show("FULL") + "0 g\n"),
    _place("nearly white", "0.97 g " + show("FULL") + "0 g\n"),
    _place("white on black", "q 0 g 60 590 300 24 re f 1 g " + show("FULL") + "Q\n"),
    _place("invisible render mode", show("FULL", extra="3 Tr") + "BT 0 Tr ET\n"),
    _place("clip render mode", "q " + show("FULL", extra="7 Tr") + "0 g 60 590 300 30 re f Q\n"),
    _place("outlined letters", show("FULL", extra="1 Tr") + "BT 0 Tr ET\n"),
    _place("under a black box", show("FULL") + "0 g 60 590 300 24 re f\n"),
    _place(
        "under a rounded black shape",
        show("FULL") + "0 g 60 590 m 60 640 360 640 360 590 c 360 560 60 560 60 590 c f\n",
    ),
    _place("under other words", show("FULL") + "1 g " + show("OOOOOOOOOOOOOOO") + "0 g\n"),
    _place("clipped away", "q 0 0 10 10 re W n " + show("FULL") + "Q\n"),
    _place("beyond the page", show("FULL", 2000)),
    _place("underlined", show("seen FULL went") + "99 597 110 0.8 re f\n"),
    _place("highlighted", "q 1 1 0 rg 99 596 100 16 re f Q " + show("seen FULL went")),
    _place(
        "form", "/X1 Do\n", resources="/XObject << /X1 7 0 R >>", streams={7: (_FORM.format(""), named(show("FULL")))}
    ),
    _place(
        "form in a form",
        "/X1 Do\n",
        resources="/XObject << /X1 7 0 R >>",
        streams={
            7: (_FORM.format("/XObject << /X2 8 0 R >>"), b"q 0.5 0 0 0.5 20 20 cm /X2 Do Q"),
            8: (_FORM.format(""), named(show("FULL"))),
        },
    ),
    _place(
        "form that draws itself",
        "/X1 Do\n",
        resources="/XObject << /X1 7 0 R >>",
        streams={7: (_FORM.format("/XObject << /X1 7 0 R >>"), named(show("FULL") + "/X1 Do"))},
        refused=True,
    ),
    _place(
        "form that nothing draws",
        resources="/XObject << /X1 7 0 R >>",
        streams={7: (_FORM.format(""), named(show("FULL")))},
    ),
    _place(
        "tiling pattern",
        "q /Pattern cs /P1 scn 60 400 400 100 re f Q\n",
        resources="/Pattern << /P1 7 0 R >>",
        streams={
            7: (
                "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 150 30] /XStep 150 /YStep 30 "
                "/Resources << /Font << /F1 5 0 R >> >>",
                named(show("FULL", 5, 5)),
            )
        },
    ),
    _place(
        "soft mask",
        "q /G1 gs 0 g 60 400 400 100 re f Q\n",
        resources="/ExtGState << /G1 << /SMask << /Type /Mask /S /Luminosity /G 7 0 R >> >> >>",
        streams={
            7: (
                _FORM.format("") + " /Group << /S /Transparency /CS /DeviceGray >>",
                named("1 g " + show("FULL", 72, 440, 30)),
            )
        },
    ),
    _place("text as a clip for a fill", "q " + show("FULL", extra="7 Tr", size=30) + "0 0 1 rg 0 560 595 80 re f Q\n"),
    _place(
        "shading behind letters",
        "q " + show("FULL", extra="7 Tr", size=30) + "/S1 sh Q\n",
        resources="/Shading << /S1 << /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 500 0] /Function "
        "<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.4] /N 1 >> >> >>",
    ),
    _place("letters as curves", _outlines()),
    _place("letters of little squares", _little_squares()),
    _place(
        "dashes in rows",
        "".join(f"[{n % 3 + 1} {n % 2 + 1}] 0 d 1 w 72 {500 + n} m 200 {500 + n} l S\n" for n in range(12)),
    ),
    _place(
        "letters that the page draws itself",
        show("a", font="F2"),
        objects={6: _TYPE3},
        streams={7: ("", named("600 0 d0 " + show("FULL", 0, 0, 1000)))},
    ),
    _place(
        "letters mapped to nothing",
        show("FULL", font="F2"),
        objects={
            6: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>"
        },
        streams={7: ("", _PRIVATE.encode())},
    ),
    _place(
        "letters mapped to others",
        show("FULL", font="F2", size=16),
        objects={
            6: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>"
        },
        streams={7: ("", _LIE.encode())},
        refused=True,
    ),
    _place("replacement text in marked content", "/Span << /ActualText (FULL) >> BDC " + show("seen") + "EMC\n"),
    _place("other words as replacement text", "/Span << /ActualText (the child) >> BDC " + show("FULL") + "EMC\n"),
    _place("disguised replacement text", "/Span << /Actual#54ext (the child) >> BDC " + show("FULL") + "EMC\n"),
    _place(
        "replacement text in properties",
        "/Span /M1 BDC " + show("FULL") + "EMC\n",
        resources="/Properties << /M1 << /ActualText (somebody) >> >>",
    ),
    _place("name of a marked point", "/FIRST_LAST MP\n" + show("seen")),
    _place("comment in the content", "% FULL\n" + show("seen")),
    _place(
        "compressed content in a chain",
        "/X1 Do\n",
        resources="/XObject << /X1 7 0 R >>",
        streams={
            7: (
                _FORM.format("") + " /Filter [/ASCIIHexDecode /FlateDecode]",
                zlib.compress(named(show("FULL"))).hex().encode() + b">",
            )
        },
    ),
)
