"""Small files that the tests of the pack room make for themselves."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

A4 = (595.276, 841.89)

needs_libreoffice = pytest.mark.skipif(
    not (shutil.which("soffice") or shutil.which("libreoffice")), reason="LibreOffice is not installed"
)
needs_qpdf = pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's tools are not installed")


def pdf_of(
    texts: Sequence[str],
    *,
    size: tuple[float, float] = A4,
    rotate: int = 0,
    crop: tuple[float, float, float, float] | None = None,
    foot: bool = False,
) -> bytes:
    """A PDF with one page a text; `foot` draws the text at the very foot of the page instead of in its middle."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for text in texts:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(size[0] * 0.3, 4 if foot else size[1] / 2, text)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(buffer.getvalue())) as pdf:
        for page in pdf.pages:
            if rotate:
                page.obj.Rotate = rotate
            if crop:
                page.obj.CropBox = pikepdf.Array(crop)
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of `pdf`."""
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object], **options: object) -> bytes:
    """`data` after `change` was made to the opened PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        return saved(pdf, **options)


def word_document(path: Path, paragraphs: Sequence[str] = ("A few words.",), heading: str = "") -> Path:
    """A Word document of these paragraphs."""
    document = docx.Document()
    if heading:
        document.add_heading(heading, 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path
