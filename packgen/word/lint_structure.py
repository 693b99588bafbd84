"""Faults of a template that can be seen without understanding what its tags ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from packgen.errors import Problem, Severity
from packgen.word.tags import TAG, Paragraph, Tag
from packgen.word.xml import w

_BRACKETS = re.compile(r"\{\{|\{%|\{#|\}\}|%\}")
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PARTS_OF_LOOKS = ("b", "i", "u", "color", "sz", "highlight", "strike", "caps", "vertAlign")
_ELEMENT_WORDS = {"p": "paragraph", "tr": "row", "tc": "cell"}


def problem(
    paragraph: Paragraph, column: int, template: str, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Problem:
    """A fault at a character (from 0) of a paragraph, with the paragraph's words for the caret."""
    place = paragraph.at(template, column)
    return Problem(f"{message} ({place.key_path})", hint, severity, place, excerpt=paragraph.text.replace("\t", " "))


def loose_brackets(template: str, paragraph: Paragraph) -> Iterator[Problem]:
    """Tags that are opened and not closed in the same paragraph, or closed without being opened."""
    blanked = TAG.sub(lambda found: " " * len(found.group()), paragraph.text)
    for found in _BRACKETS.finditer(blanked):
        beginning = paragraph.text[found.start() : found.start() + 40]
        if closing := _CLOSING.get(found.group()):
            message = f"The tag that begins with “{beginning}” is not closed."
            hint = f"Write {closing} at its end, in the same paragraph."
        else:
            before = paragraph.text[max(found.start() - 30, 0) : found.end()]
            message, hint = f"“{before}” closes a tag that was not opened.", "Check the brackets before it."
        yield problem(paragraph, found.start(), template, message, hint)


def vanishing_text(template: str, tags: Sequence[Tag]) -> Iterator[Problem]:
    """Words beside a `{%p`, `{%tr` or `{%tc` tag: the tag takes its whole paragraph, row or cell away."""
    for tag in tags:
        kind = _ELEMENT_WORDS.get(tag.level)
        taken = _taken(tag)
        if kind is None or taken is None:
            continue
        beside = " ".join(_words(taken).replace(tag.text, " ", 1).split())
        if beside or _shows_something(taken):
            lost = f"“{beside[:60]}”" if beside else "The picture"
            message = f"{lost} stands in the same {kind} as {tag.text} and would vanish from every document."
            hint = f"Give {tag.text} a {kind} of its own, with nothing else in it."
            yield problem(tag.paragraph, tag.column, template, message, hint)


def _taken(tag: Tag) -> etree._Element | None:
    if tag.level == "p":
        return tag.paragraph.element
    return next(tag.paragraph.element.iterancestors(w(tag.level)), None) if tag.level in ("tr", "tc") else None


def _words(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(w("t")))


def _shows_something(element: etree._Element) -> bool:
    return any(True for _ in element.iter(w("drawing"), w("pict"), w("object")))


def outside_a_table(template: str, tags: Sequence[Tag]) -> Iterator[Problem]:
    """`{%tr` and `{%tc` where there is no row to repeat."""
    for tag in tags:
        if tag.level in ("tr", "tc") and _taken(tag) is None:
            what = "rows" if tag.level == "tr" else "cells"
            message = f"{tag.text} stands outside a table; it is for the {what} of a table."
            yield problem(tag.paragraph, tag.column, template, message, "Write {%p instead of {%" + tag.level + ".")


def split_by_formatting(template: str, tags: Sequence[Tag]) -> Iterator[Problem]:
    """Tags that Word's formatting has divided so that they cannot be put together, or would lose part of their look."""
    for tag in tags:
        pieces = tag.paragraph.pieces[tag.column : tag.column + len(tag.text)]
        runs = [run for run in (piece.getparent() for piece in pieces) if run is not None]
        holders = {id(run.getparent()) for run in runs}
        hint = "Delete the tag and type it again in one go, then format all of it alike."
        if len(holders) > 1 or "\t" in tag.text or "\n" in tag.text:
            message = f"{tag.text} is split by Word: part of it is a link, a tracked change, or on another line."
            yield problem(tag.paragraph, tag.column, template, message.replace("\t", " "), hint)
        elif len({_look(run) for run in runs}) > 1:
            message = f"{tag.text} is formatted in more than one way; only the look of its beginning will be used."
            yield problem(tag.paragraph, tag.column, template, message, hint, Severity.WARNING)


def _look(run: etree._Element) -> tuple[str, ...]:
    properties = run.find(w("rPr"))
    if properties is None:
        return ()
    kept = sorted(f"{child.tag}={child.get(w('val'))}" for child in properties if child.tag in map(w, _PARTS_OF_LOOKS))
    return tuple(kept)
