"""What may be shown in part or otherwise in somebody's PDF: found by what its pages ask for.

A damaged letter often leaves content that can still be read, in which a reader passes over what it does not know: an
operator that does not exist, one with too few operands, a font or a picture that is not there. Such a page is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf, StreamParser

# Operators of PDF 32000-1, annex A, by how many operands each takes; None for those that take as many as it needs.
_OPERANDS: dict[str, int | None] = {
    **dict.fromkeys(("b", "B", "b*", "B*", "BT", "BX", "EMC", "ET", "EX", "f", "F", "f*", "h", "n", "q", "Q"), 0),
    **dict.fromkeys(("s", "S", "T*", "W", "W*"), 0),
    **dict.fromkeys(("BMC", "cs", "CS", "Do", "g", "G", "gs", "i", "j", "J", "M", "MP", "ri", "sh", "Tc", "Tj"), 1),
    **dict.fromkeys(("TJ", "TL", "Tr", "Ts", "Tw", "Tz", "w", "'"), 1),
    **dict.fromkeys(("BDC", "d", "d0", "DP", "l", "m", "Td", "TD", "Tf"), 2),
    **dict.fromkeys(("rg", "RG", '"'), 3),
    **dict.fromkeys(("k", "K", "re", "v", "y"), 4),
    **dict.fromkeys(("c", "cm", "d1", "Tm"), 6),
    **dict.fromkeys(("sc", "SC", "scn", "SCN", "BI", "ID", "EI", "INLINE IMAGE"), None),
}
_SHAPES = ("/FontFile", "/FontFile2", "/FontFile3")
# How the names of fonts begin that are found on every computer, or others that look much the same.
_EVERYWHERE = ("Arial", "Calibri", "Cambria", "Courier", "Georgia", "Helvetica", "Symbol", "Tahoma", "Times", "Zapf")
_TEXT = {"Tj": pikepdf.String, "'": pikepdf.String, "TJ": pikepdf.Array}
_FROM_RESOURCES = {"Do": "/XObject", "gs": "/ExtGState", "Tf": "/Font"}


def doubtful_pages(pdf: Pdf) -> list[int]:
    """The pages (from 1) whose content asks for what does not exist or is not there. Raises nothing for such a page."""
    return [number for number, page in enumerate(pdf.pages, 1) if any(_faults(page))]


def fonts_not_there(page: pikepdf.Page) -> Iterator[str]:
    """The names of fonts on the page that are neither in the file nor on every computer.

    A reader sets letters of another font in their place, and of a font with numbers of its own, other letters.
    """
    resources = page.obj.get("/Resources") or page.resources
    fonts = resources.get("/Font") if isinstance(resources, Dictionary) else None
    for font in fonts.values() if isinstance(fonts, Dictionary) else ():
        if not isinstance(font, Dictionary) or font.get("/Subtype") == Name.Type3:
            continue
        below = font.get("/DescendantFonts")
        own = below[0] if isinstance(below, Array) and len(below) and isinstance(below[0], Dictionary) else font
        described = own.get("/FontDescriptor")
        name = str(font.get("/BaseFont", "/without a name")).removeprefix("/")
        everywhere = own is font and name.partition("+")[2] == "" and name.startswith(_EVERYWHERE)
        if not everywhere and not (isinstance(described, Dictionary) and any(key in described for key in _SHAPES)):
            yield name


def _faults(page: pikepdf.Page) -> Iterator[str]:
    reader = _Reader(page.obj.get("/Resources") or page.resources)
    try:
        page.parse_contents(reader)
    except pikepdf.PdfError:
        yield "its content ends in the middle"
    yield from reader.faults
    if reader.operands and not reader.faults:
        yield "its content ends in the middle"


class _Reader(StreamParser):
    """Looks at the tokens of one page and notes the first that makes no sense; keeps nothing else."""

    def __init__(self, resources: object) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.operands: list[object] = []
        self._resources = resources
        self._open_texts = 0
        self._tolerant = False

    def handle_object(self, token: object, _offset: int, _length: int) -> None:
        """Called for each token."""
        if self.faults:
            return
        if not isinstance(token, Operator):
            self.operands.append(token)
            return
        word = str(token)
        if word in ("BX", "EX"):
            self._tolerant = word == "BX"
        if not self._tolerant and (fault := self._fault(word)):
            self.faults.append(fault)
        self.operands.clear()

    def handle_eof(self) -> None:
        """Called at the end of the content."""

    def _fault(self, word: str) -> str:
        if word not in _OPERANDS:
            return "an operator that does not exist"
        wanted = _OPERANDS[word]
        if wanted is not None and len(self.operands) != wanted:
            return "the wrong number of operands"
        if word in _TEXT and not isinstance(self.operands[-1], _TEXT[word]):
            return "text that is none"
        if word in ("Td", "TD", "Tm", "cm", "re", "l", "m", "c") and not all(map(_is_number, self.operands)):
            return "a place that is none"
        return self._missing(word) if word in _FROM_RESOURCES else ""

    def _missing(self, word: str) -> str:
        known = self._resources.get(_FROM_RESOURCES[word]) if isinstance(self._resources, Dictionary) else None
        name = self.operands[0]
        found = known.get(str(name)) if isinstance(name, Name) and isinstance(known, Dictionary) else None
        return "" if isinstance(found, Dictionary | pikepdf.Stream) else "something not there"


def _is_number(operand: object) -> bool:
    return isinstance(operand, int | float | Decimal) and not isinstance(operand, bool)
