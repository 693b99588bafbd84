"""Hiding places behind signs: fonts that say that they draw blanks, dashes or bullets, and draw letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packgen.redaction.self_test.pdf_builder import FIRST, FULL, PdfPlace, Recipe, show

_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>"
_UPRIGHT, _TURNED = (60.0, 405.0, 560.0, 440.0), (270.0, 300.0, 330.0, 480.0)
_SIGNS = {
    "letters mapped to spaces": "\u0020",
    "letters mapped to invisible characters": "\u200b",
    "letters mapped to accents": "\u0301",
    "letters mapped to full stops": ".",
    "letters mapped to exclamation marks": "!",
    "letters mapped to bullets": "\u2022",
    "letters mapped to ticks": "\u2713",
}


def _table(said: Mapping[str, str]) -> bytes:
    pairs = "".join(f"<{ord(letter):02X}> <{ord(other):04X}>\n" for letter, other in said.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /S def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(said)} beginbfchar\n{pairs}endbfchar\n"
        "endcmap end end\n"
    ).encode("ascii")


def _place(name: str, content: str, said: Mapping[str, str], blank: tuple[float, float, float, float]) -> PdfPlace:
    recipe = Recipe(content=content, objects={6: _FONT}, streams={7: ("", _table(said))})
    return PdfPlace("drawing", name, recipe, blank=blank)


def _places() -> Iterator[PdfPlace]:
    upright = show(FULL, 72, 420, 14, font="F2")
    turned = f"BT /F2 12 Tf 0 1 -1 0 300 380 Tm ({FULL}) Tj ET\n"
    for name, sign in _SIGNS.items():
        all_of_them = dict.fromkeys(dict.fromkeys(FULL), sign)
        yield _place(name, upright, all_of_them, _UPRIGHT)
        yield _place(f"{name}, at a right angle", turned, all_of_them, _TURNED)
    several = dict(zip(dict.fromkeys(FULL.replace(" ", "")), "@#&%?+$*@#&%?", strict=False))
    yield _place("letters mapped to several signs", turned, several, _TURNED)
    yield _place("two letters mapped to nothing", turned.replace(FULL, FIRST), {"l": "\u200b"}, _TURNED)


SIGNS = tuple(_places())
