"""Letters that a font joins (ffi, fl, st) are all there in what is read, and in the words and the picture of a copy."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from packgen.redaction.model import Redaction, Span
from packgen.redaction.pdf.model import Box, Character
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import rebuild_here
from packgen.redaction.pdf.repeats import without_repeats
from packgen.redaction.self_test.pdf import text_of_copy
from packgen.redaction.verify.pdf_file import read_copy
from packgen.redaction.verify.pdf_ocr import read_pages_by_eye

_JOINED = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
_FONTS = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
_LINE = "Toby wept: oﬃcer waﬄed oﬀ ﬁnding ﬂoor beﬅ beﬆ (ﬃ)."
_READ = "officer waffled off finding floor beſt best (ffi)."

needs_font = pytest.mark.skipif(not _FONTS.is_file(), reason="no font with joined letters is installed")


def _page(line: str, said: Mapping[str, str]) -> bytes:
    """A page with `line` in a font of its own; a glyph of `said` is said to be those letters."""
    pdfmetrics.registerFont(TTFont("Joined", _FONTS))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    canvas.drawString(72, 780, "The panel met on Monday and heard from the school nurse.")
    canvas.setFont("Joined", 12)
    canvas.drawString(72, 600, line)
    canvas.save()

    def letters(code: re.Match[bytes]) -> bytes:
        glyph = chr(int(code.group(1), 16))
        return b"<%s>" % said.get(glyph, glyph).encode("utf-16-be").hex().encode()

    with pikepdf.open(io.BytesIO(buffer.getvalue())) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
                one.ToUnicode.write(re.sub(rb"<(FB0[0-6])>", letters, one.ToUnicode.read_bytes(), flags=re.IGNORECASE))
        saved = io.BytesIO()
        pdf.save(saved)
    return saved.getvalue()


def _without_toby(data: bytes) -> bytes:
    at = read_here(data).stories[0].text.index("Toby")
    return rebuild_here(data, [Redaction(Span("page 1", at, at + 4), "third-party")]).data


@needs_font
@pytest.mark.parametrize("said", [{}, _JOINED], ids=["one letter of its own", "several letters"])
def test_every_letter_of_a_joined_glyph_is_read_and_kept_in_the_words_of_a_copy(said: Mapping[str, str]) -> None:
    data = _page(_LINE, said)
    assert read_here(data).stories[0].text.endswith(f"Toby wept: {_READ}")
    assert f"wept: {_READ}" in text_of_copy(_without_toby(data))


@needs_font
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
@pytest.mark.parametrize(
    "before", ["wept:", "from little fjords for it, bits:"], ids=["no such letter alone", "such letters alone"]
)
def test_every_letter_of_a_joined_glyph_is_drawn_in_a_line_set_anew(before: str) -> None:
    line = f"Toby {before} oﬃcer waﬄed oﬀ ﬁnding ﬂoor beﬅ beﬆ"
    ((_, seen),) = read_pages_by_eye(read_copy(_without_toby(_page(line, _JOINED))))
    for word in ("officer", "waffled", "off", "finding", "floor", "best best"):
        assert word in " ".join((seen or "").split())


def _letters(*drawn: tuple[str, float]) -> list[Character]:
    """Characters of one object, each with its left side; all are 10 wide and high."""
    boxes = [(text, Box(left, 0, left + 10, 10)) for text, left in drawn]
    return [Character(text, box, box, 0, 0) for text, box in boxes]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ([("o", 0), ("f", 10), ("f", 10), ("i", 10), ("c", 20)], "offic"),
        ([("l", 0), ("t", 10), ("t", 10), ("l", 20)], "lttl"),
        ([("o", 0), ("o", 0), ("f", 10), ("f", 10), ("f", 20), ("f", 20), ("n", 30), ("n", 30)], "offn"),
        ([("f", 0), ("i", 0), ("f", 0), ("i", 0), ("n", 10), ("n", 10)], "fin"),
    ],
    ids=["joined letters", "a joined pair", "bold letter by letter", "bold joined letters"],
)
def test_joined_letters_are_told_from_letters_drawn_twice(drawn: list[tuple[str, float]], read: str) -> None:
    characters = _letters(*drawn)
    assert "".join(characters[number].text for number in without_repeats(characters)) == read
