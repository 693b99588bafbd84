"""Hiding places of the PDF self-test that are drawn, not written: bars, strokes, blocks; and fonts that lie.

Text recognition reads few of these, so that each names the part of its page that must stay without ink.
"""

from __future__ import annotations

from collections.abc import Iterator

from packgen.redaction.self_test.pdf_builder import FULL, PdfPlace, Recipe, show

#: Strokes of capital letters on a grid of 4 by 6: pairs of points.
_STROKES = {
    "Q": ((0, 0, 0, 6), (0, 6, 4, 6), (4, 6, 4, 0), (4, 0, 0, 0), (2, 2, 4, 0)),
    "U": ((0, 6, 0, 0), (0, 0, 4, 0), (4, 0, 4, 6)),
    "I": ((2, 0, 2, 6),),
    "L": ((0, 6, 0, 0), (0, 0, 4, 0)),
    "O": ((0, 0, 0, 6), (0, 6, 4, 6), (4, 6, 4, 0), (4, 0, 0, 0)),
    "N": ((0, 0, 0, 6), (0, 6, 4, 0), (4, 0, 4, 6)),
}
_WORD = "QUILLON"
_BLANK = (60.0, 240.0, 560.0, 500.0)
_LYING = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>"
_SAID = dict(zip(sorted(set(FULL) - {" "}), "bdfhjkmpqsuwxyz", strict=False))


def _lines(size: float, step: float) -> str:
    """The word in strokes: `size` is the height of a letter in points, `step` the width of a letter and its gap."""
    return "1.2 w\n" + "".join(
        f"{72 + at * step + x * size / 6:.1f} {400 + y * size / 6:.1f} m "
        f"{72 + at * step + to_x * size / 6:.1f} {400 + to_y * size / 6:.1f} l S\n"
        for at, letter in enumerate(_WORD)
        for x, y, to_x, to_y in _STROKES[letter]
    )


def _blocks(size: float, step: float) -> str:
    """The same in thick rectangles; slanted strokes are left out."""
    return "".join(
        f"{72 + at * step + min(x, to_x) * size / 6:.1f} {400 + min(y, to_y) * size / 6:.1f} "
        f"{abs(to_x - x) * size / 6 + 9.5:.1f} {abs(to_y - y) * size / 6 + 9.5:.1f} re f\n"
        for at, letter in enumerate(_WORD)
        for x, y, to_x, to_y in _STROKES[letter]
        if x == to_x or y == to_y
    )


def _bars(high: float, narrow: float, gap: float) -> str:
    """A barcode of the name: a wide or narrow bar for each bit of its letters."""
    drawn: list[str] = []
    at = 72.0
    for letter in _WORD:
        for bit in f"{ord(letter):07b}":
            wide = narrow * (2.5 if bit == "1" else 1)
            drawn.append(f"{at:.2f} 400 {wide:.2f} {high} re f\n")
            at += wide + gap
    return "".join(drawn)


def _lie() -> bytes:
    pairs = "".join(f"<{ord(letter):02X}> <{ord(said):04X}>\n" for letter, said in _SAID.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /L def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(_SAID)} beginbfchar\n{pairs}endbfchar\n"
        "endcmap end end\n"
    ).encode("ascii")


def _strokes() -> Iterator[tuple[str, str]]:
    yield "letters of few strokes, far apart", _lines(18, 26)
    yield "letters of long strokes", _lines(60, 66)
    yield "letters of long strokes, close together", _lines(46, 40)
    yield "letters of thick rectangles", _blocks(60, 64)
    yield "barcode", _bars(40, 1, 1)
    yield "barcode of wide bars", _bars(60, 2, 3)


def _disorder() -> Iterator[tuple[str, str]]:
    letters = [(at, letter) for at, letter in enumerate(FULL) if letter != " "]
    yield (
        "letters up and down",
        "".join(show(letter, 72 + 9 * at, 420 + 6 * (at % 2), 12) for at, letter in letters),
    )
    yield (
        "letters at an angle, drawn backwards",
        "".join(
            f"BT /F1 12 Tf 0.966 0.259 -0.259 0.966 {100 + 9 * at} {380 + 2.4 * at:.1f} Tm ({letter}) Tj ET\n"
            for at, letter in reversed(letters)
        ),
    )


def _lies() -> Iterator[tuple[str, str]]:
    yield "letters mapped to others, small", show(FULL, 72, 420, 4, font="F2")
    yield "letters mapped to others, pale", "0.82 g\n" + show(FULL, 72, 420, 9, font="F2") + "0 g\n"
    yield "letters mapped to others, at a right angle", f"BT /F2 12 Tf 0 1 -1 0 300 380 Tm ({FULL}) Tj ET\n"
    yield "letters mapped to others, at an angle", f"BT /F2 14 Tf 0.77 0.64 -0.64 0.77 200 380 Tm ({FULL}) Tj ET\n"
    yield "letters mapped to others, mirrored", f"BT /F2 16 Tf -1 0 0 1 400 420 Tm ({FULL}) Tj ET\n"
    spaced = "".join(show(letter, 72 + 24 * at, 420, 11, font="F2") for at, letter in enumerate(FULL) if letter != " ")
    yield "letters mapped to others, far apart", spaced
    yield "letters mapped to others, on black", "60 410 300 30 re f 0.3 g\n" + show(FULL, 72, 420, font="F2") + "0 g\n"


_OBJECTS, _STREAMS = {6: _LYING}, {7: ("", _lie())}
STROKES = tuple(
    PdfPlace("drawing", name, Recipe(content=content), blank=_BLANK) for name, content in (*_strokes(), *_disorder())
)
LIES = tuple(
    PdfPlace("drawing", name, Recipe(content=content, objects=_OBJECTS, streams=_STREAMS), blank=_BLANK, lies=True)
    for name, content in _lies()
)
