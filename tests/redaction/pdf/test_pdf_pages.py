"""Pages that are turned, cropped, enlarged, or begin elsewhere: the copy has the same page, and nothing comes back."""

from __future__ import annotations

import io
import re
from itertools import product

import pypdf
import pytest
from PIL import Image

from packgen.redaction.model import RecordFormat, Redaction, Span, VerificationResult
from packgen.redaction.pdf.reader import read_here
from packgen.redaction.pdf.redactor import RebuiltPdf, rebuild_here
from packgen.redaction.pdf.token import GRID, pixels
from packgen.redaction.self_test.docx import SECRETS
from packgen.redaction.self_test.pdf import text_of_copy
from packgen.redaction.self_test.pdf_builder import FULL, Recipe, build, show
from packgen.redaction.verify.pdf import check_pdf
from packgen.redaction.verify.pdf_file import read_copy
from packgen.redaction.verify.pdf_pixels import picture_of

_LINES = show("seen FULL today", x=160, y=400) + show("and at home", x=160, y=380)


def _copy(page: str, media: str = "0 0 595 842") -> RebuiltPdf:
    data = build(Recipe(content=_LINES, page=page, media=media, sentences=False))
    text = read_here(data).stories[0].text
    at = text.index(FULL)
    return rebuild_here(data, [Redaction(Span("page 1", at, at + len(FULL)), "third-party")])


def _size(copy: RebuiltPdf) -> tuple[int, int]:
    box = pypdf.PdfReader(io.BytesIO(copy.data)).pages[0].mediabox
    return int(box.width), int(box.height)


def _boxes(turn: int, crop: str, media: str) -> tuple[int, int]:
    left, bottom, right, top = map(int, (crop or media).split())
    return (top - bottom, right - left) if turn in (90, 270) else (right - left, top - bottom)


@pytest.mark.parametrize(("turn", "crop", "media"), [
    *product((0, 90, 180, 270), ("", "100 100 500 500"), ("0 0 595 842",)),
    *product((0, 90, 180, 270), ("", "100 200 400 500"), ("-200 -300 595 842",)),
])  # fmt: skip
def test_a_page_is_as_large_as_it_is_shown_and_no_name_comes_back(turn: int, crop: str, media: str) -> None:
    page = f"/Rotate {turn}" + (f" /CropBox [{crop}]" if crop else "")
    copy = _copy(page, media)
    assert _size(copy) == _boxes(turn, crop, media)
    words = re.findall(r"\w+", text_of_copy(copy.data).replace("[redacted: third party]", ""))
    if turn:  # a line that lies on its side goes as a whole, and what its box touches
        assert set(words) <= {"and", "at", "home"}
    else:
        assert words == ["seen", "today", "and", "at", "home"]
    checks = check_pdf(copy.data, SECRETS, details={**copy.details, "ocr": False})
    assert VerificationResult(RecordFormat.PDF, "", checks).passed
    assert all(box[3] % pixels(GRID) == 0 for box in copy.boxes)
    assert sum(picture_of(read_copy(copy.data)[0]).histogram()[:8]) > 300


@pytest.mark.parametrize(("unit", "times"), [("1", 1.0), ("2", 2.0), ("1.5", 1.5), ("0", 1.0), ("(x)", 1.0)])
def test_a_page_in_larger_units_is_as_large_in_the_copy_and_boxes_keep_to_the_grid(unit: str, times: float) -> None:
    copy = _copy(f"/UserUnit {unit}")
    assert _size(copy) == (round(595 * times), round(842 * times))
    (_, _, _, wide, high, _), plain = copy.boxes[0], _copy("").boxes[0]
    assert wide == pixels(2 * GRID)
    assert high >= plain[4]
    word = read_copy(copy.data)[0].words[0]
    assert (word.text, word.left) == ("seen", round(160 * times))
    inked = picture_of(read_copy(copy.data)[0]).point([255] * 8 + [0] * 248).getbbox()
    assert inked is not None
    assert inked[0] == pytest.approx(pixels(160 * times), abs=3)


def test_a_poster_in_huge_units_is_drawn_no_larger_than_a_wall() -> None:
    assert max(_size(_copy("/UserUnit 75"))) == 3600


def test_what_a_crop_box_hides_is_neither_seen_nor_said() -> None:
    copy = _copy("/CropBox [0 390 595 842]")
    assert "home" not in text_of_copy(copy.data)
    Image.Image.verify(picture_of(read_copy(copy.data)[0]))
