"""Reading the pictures of a copy with tesseract, where it is installed. Verifier only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from packgen.redaction.verify.ocr import read_pictures
from packgen.redaction.verify.pdf_file import CopyPage
from packgen.redaction.verify.pdf_pixels import picture_of

_DOTS = 150


def read_pages_by_eye(pages: Sequence[CopyPage]) -> Iterator[tuple[int, str | None]]:
    """Each page's number and what tesseract reads on it; None where it is not installed, fails, or time has run out."""
    greys = (picture_of(page).point([min(level * 17, 255) for level in range(256)]) for page in pages)
    yield from enumerate(read_pictures(greys, _DOTS), 1)
