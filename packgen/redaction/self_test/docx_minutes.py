"""Ordinary minutes by the dozen, written with python-docx: what a redactor must leave as it is."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.shared import Pt

from packgen.redaction.self_test.docx_builder import FIRST, FULL, LAST

_WORD = re.compile(r"[^\W_]+")
_SUBJECTS = ("The chair", "The school nurse", "A police officer", "The social worker", "Mum", "The head teacher")
_VERBS = ("reported", "said", "confirmed", "asked", "agreed", "was worried")
_CLAUSES = (
    "that attendance had fallen to 71% since the autumn half-term",
    "that the family would like an earlier appointment",
    "whether the return-home interview had been offered within 72 hours",
    "that nobody had been seen near the bus station on 3 March",
    "that the plan for weekends should be written down & shared",
    "about the cost of travel (£4.60 a day) and who pays for it",
    "that staff will ring before 9.30 a.m. if there is no reply",
    "that the youth worker’s visits have helped “a great deal”",
)
_HEADINGS = ("Purpose", "Information shared", "Analysis", "Views of the child", "Decisions", "Actions")


@dataclass(frozen=True)
class Minutes:
    """One file of ordinary minutes and the words in it that no decision covers, in reading order."""

    data: bytes
    words: tuple[str, ...]


def ordinary_minutes(seed: int = 20_260_105) -> Iterator[Minutes]:
    """Endless ordinary minutes, the same for the same seed, each with the planted name here and there."""
    chance = random.Random(seed)  # noqa: S311  (a corpus, not a secret)
    while True:
        yield _Writer(chance).minutes()


class _Writer:
    """Writes one file and keeps the words that must survive."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._document: Any = docx.Document()
        self._texts: list[str] = []

    def minutes(self) -> Minutes:
        self._heading("Minutes of the strategy meeting", 0)
        for heading in _HEADINGS:
            self._heading(heading, 1)
            for _ in range(self._chance.randint(1, 4)):
                self._chance.choice((self._prose, self._prose, self._list, self._table, self._looks))()
        header = self._chance.choice(("Official: sensitive", "Children's services", ""))
        self._document.sections[0].header.paragraphs[0].text = header
        buffer = io.BytesIO()
        self._document.save(buffer)
        words = _WORD.findall(" ".join([*self._texts, header]))
        return Minutes(buffer.getvalue(), tuple(word for word in words if word not in (FIRST, LAST)))

    def _sentence(self) -> str:
        subject, verb, clause = (self._chance.choice(words) for words in (_SUBJECTS, _VERBS, _CLAUSES))
        person = self._chance.choice((f" about {FULL}", f" ({FIRST}'s friend)", "", "", ""))
        return f"{subject} {verb} {clause}{person}. "

    def _heading(self, text: str, level: int) -> None:
        self._document.add_heading(text, level)
        self._texts.append(text)

    def _prose(self) -> None:
        text = "".join(self._sentence() for _ in range(self._chance.randint(1, 6)))
        self._document.add_paragraph(text)
        self._texts.append(text)

    def _list(self) -> None:
        style = self._chance.choice(("List Bullet", "List Number", "List Bullet 2"))
        for _ in range(self._chance.randint(2, 5)):
            text = self._sentence()
            self._document.add_paragraph(text, style=style)
            self._texts.append(text)

    def _table(self) -> None:
        rows, columns = self._chance.randint(2, 5), self._chance.randint(2, 4)
        table = self._document.add_table(rows, columns, style="Table Grid")
        for row in table.rows:
            for cell in row.cells:
                cell.text = self._sentence()
                self._texts.append(cell.text)

    def _looks(self) -> None:
        paragraph = self._document.add_paragraph()
        for _ in range(4):
            run = paragraph.add_run(self._sentence())
            run.bold, run.italic = self._chance.random() < 0.3, self._chance.random() < 0.3
            run.font.size = Pt(self._chance.choice((9, 11, 14)))
            self._texts.append(run.text)
