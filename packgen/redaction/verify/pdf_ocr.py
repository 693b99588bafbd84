"""Reading the pictures of a copy with tesseract, where it is installed. Verifier only."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from PIL import Image

from packgen.redaction.verify.ocr import read_pictures
from packgen.redaction.verify.pdf_file import CopyPage
from packgen.redaction.verify.pdf_pixels import picture_of

_DOTS = 150
_SIDES = (0, 90, 180, 270)


def read_pages_by_eye(pages: Sequence[CopyPage], turned: Collection[int] = ()) -> Iterator[tuple[int, str | None]]:
    """Each page's number and what tesseract reads on it; None where it is not installed, fails, or time has run out.

    Pages (from 1) in `turned` are read from all four sides, and come once for each, after all upright ones.
    """
    numbers = range(1, len(pages) + 1)
    looks = [(number, turn) for turn in _SIDES for number in numbers if turn == 0 or number in turned]
    greys = (_grey(pages[number - 1]).rotate(turn, expand=True) for number, turn in looks)
    for (number, _), read in zip(looks, read_pictures(greys, _DOTS), strict=True):
        yield number, read


def _grey(page: CopyPage) -> Image.Image:
    return picture_of(page).point([min(level * 17, 255) for level in range(256)])
