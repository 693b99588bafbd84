"""Small .docx files for the tests of Word redaction."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import docx

from packgen.redaction.docx.model import DocxRecord
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.model import Decision, Form, Match, Redaction, Span
from packgen.redaction.self_test.docx_builder import NAMES, Content, Link, Recipe, build, paragraph, run

__all__ = ["NAMES", "Link", "Recipe", "build", "paragraph", "run"]


def saved(document: Any) -> bytes:
    """A python-docx document as bytes."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def record_of(body: str, **parts: Content) -> DocxRecord:
    """A record whose main text is raw XML between the builder's two ordinary sentences."""
    return read_docx(build(Recipe(body=body, parts=dict(parts))))


def text_of(body: str) -> str:
    """What lies between the builder's two ordinary sentences once read."""
    text = record_of(body).stories[0].text
    return text.partition("September.\n")[2].rpartition("\nEverybody")[0]


@cache
def minutes() -> bytes:
    """Minutes with a heading, names, a list, a table and a header."""
    document = docx.Document()
    document.add_heading("Minutes", 1)
    sentence = document.add_paragraph("Present: ")
    sentence.add_run("Toby Smith").bold = True
    sentence.add_run(" and his mother. Toby spoke for himself; Will Young did not.")
    document.add_paragraph("Toby will ring", style="List Number")
    document.add_paragraph("Nobody else", style="List Number")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Toby Smith"
    table.cell(1, 1).text = "attends"
    document.sections[0].header.paragraphs[0].text = "About Toby Smith"
    return saved(document)


def spans_of(record: DocxRecord, pattern: str) -> list[Span]:
    """Where a pattern matches in the record's stories."""
    return [
        Span(story.id, found.start(), found.end())
        for story in record.stories
        for found in re.finditer(pattern, story.text)
    ]


def redactions_of(record: DocxRecord, pattern: str, reason: str = "third-party") -> list[Redaction]:
    """A redaction wherever a pattern matches."""
    return [Redaction(span, reason) for span in spans_of(record, pattern)]


def matches_of(record: DocxRecord, pattern: str, decision: Decision = Decision.REDACT) -> list[Match]:
    """A match wherever a pattern matches."""
    return [
        Match(span, "text-1", "person-1", "other child", Form.EXACT, decision, "third-party", "SAR-1")
        for span in spans_of(record, pattern)
    ]
