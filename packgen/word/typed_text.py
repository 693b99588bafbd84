"""Paragraphs that somebody typed in Word as text of a case file: Markdown that prints as the same words again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from packgen.word.markdown_tree import read

_BULLET = re.compile(r"(?:[-*•–]|\d{1,9}[.)])\s+(?=\S)")
_MEANT = re.compile(r"([\\*_\[\]|!])")


def as_markdown(paragraphs: Sequence[str]) -> str:
    """The paragraphs with blank lines between them; a backslash stands before letters that Markdown would take."""
    text = "\n\n".join(paragraphs)
    if same_words(printed(text), paragraphs):
        return text
    return "\n\n".join(_MEANT.sub(r"\\\1", paragraph) for paragraph in paragraphs)


def same_words(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two texts say the same, whether or not a bullet or number was typed or made by the program."""
    return [bare(text) for text in first] == [bare(text) for text in second]


def printed(text: str) -> tuple[str, ...]:
    """The paragraphs that a text of a case file prints, without bullets."""
    return tuple(words for words in (_tidy(words) for words in _lines(read(text))) if words)


def bare(text: str) -> str:
    """A paragraph without the bullet or number that begins it."""
    return _BULLET.sub("", text, count=1)


def _tidy(words: str) -> str:
    return re.sub(r"\s+", " ", words.replace("\xa0", " ")).strip()


def _lines(element: ET.Element) -> Iterator[str]:
    open_line = element.text or ""
    for child in element:
        if child.tag in ("strong", "em", "a"):
            open_line += "".join(child.itertext())
        elif child.tag == "img":
            open_line += child.get("alt", "")
        else:
            yield open_line
            open_line = ""
            yield from _lines(child)
        open_line += child.tail or ""
    yield open_line
