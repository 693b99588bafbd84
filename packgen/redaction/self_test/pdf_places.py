"""The hiding places of the PDF self-test, group by group."""

from __future__ import annotations

from packgen.redaction.self_test.pdf_builder import PdfPlace
from packgen.redaction.self_test.pdf_drawing import DRAWING
from packgen.redaction.self_test.pdf_objects import DOCUMENT, FILE, IMAGES, INTERACTIVE
from packgen.redaction.self_test.pdf_signs import SIGNS
from packgen.redaction.self_test.pdf_strokes import LIES, STROKES

PDF_PLACES: tuple[PdfPlace, ...] = (*DRAWING, *STROKES, *LIES, *SIGNS, *IMAGES, *INTERACTIVE, *DOCUMENT, *FILE)
