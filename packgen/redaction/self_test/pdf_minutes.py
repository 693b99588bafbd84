"""Ordinary minutes as .pdf by the dozen, written with reportlab: what a redactor must leave as it is."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from packgen.redaction.self_test.docx_minutes import _CLAUSES, _HEADINGS, _SUBJECTS, _VERBS
from packgen.redaction.self_test.pdf_builder import FIRST, FULL, LAST

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class PdfMinutes:
    """One file of ordinary minutes and the words in it that no decision covers, in reading order."""

    data: bytes
    words: tuple[str, ...]


def ordinary_pdf_minutes(seed: int = 20_260_105, pages: int = 0) -> Iterator[PdfMinutes]:
    """Endless ordinary minutes, the same for the same seed, each with the planted name here and there.

    `pages` makes each file so many pages of prose; 0 leaves its length to chance.
    """
    chance = random.Random(seed)  # noqa: S311  (a corpus, not a secret)
    while True:
        yield _Writer(chance).minutes(pages)


class _Writer:
    """Writes one file and keeps the words that must survive."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._styles: Any = getSampleStyleSheet()
        self._flow: list[Any] = []
        self._texts: list[str] = []

    def minutes(self, pages: int) -> PdfMinutes:
        self._text("Minutes of the strategy meeting", "Title")
        for _ in range(pages):
            for _ in range(7):
                self._prose(5)
            self._flow.append(PageBreak())
        for heading in () if pages else _HEADINGS:
            self._text(heading, "Heading2")
            for _ in range(self._chance.randint(1, 4)):
                self._chance.choice((self._prose, self._prose, self._list, self._table))()
        buffer = io.BytesIO()
        SimpleDocTemplate(buffer, pagesize=A4, invariant=1).build(self._flow)
        words = _WORD.findall(" ".join(self._texts))
        return PdfMinutes(buffer.getvalue(), tuple(word for word in words if word not in (FIRST, LAST)))

    def _sentence(self) -> str:
        subject, verb, clause = (self._chance.choice(words) for words in (_SUBJECTS, _VERBS, _CLAUSES))
        person = self._chance.choice((f" about {FULL}", f" ({FIRST}'s friend)", "", "", ""))
        return f"{subject} {verb} {clause}{person}. "

    def _text(self, text: str, style: str = "BodyText") -> None:
        self._flow.append(Paragraph(escape(text), self._styles[style]))
        self._texts.append(text)

    def _prose(self, most: int = 6) -> None:
        self._text("".join(self._sentence() for _ in range(self._chance.randint(1, most))))
        self._flow.append(Spacer(1, 6))

    def _list(self) -> None:
        texts = [self._sentence() for _ in range(self._chance.randint(2, 5))]
        style = self._styles["BodyText"]
        self._flow.append(ListFlowable([Paragraph(escape(text), style) for text in texts], bulletType="bullet"))
        self._texts += texts

    def _table(self) -> None:
        columns = self._chance.randint(2, 3)
        rows = [[self._sentence() for _ in range(columns)] for _ in range(self._chance.randint(2, 4))]
        cells = [[Paragraph(escape(text), self._styles["BodyText"]) for text in row] for row in rows]
        grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        self._flow.append(Table(cells, style=grid))
        self._texts += [text for row in rows for text in row]
