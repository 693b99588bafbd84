"""The check after every conversion: no visible word of the document is missing in the PDF, none is there too often.

Counts of words are compared, not their order. Allowed for: headers and heading rows repeated on every page, words
hyphenated or run together by the typesetting, numbers of lists and pages, fields that are worked out when printing.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from lxml import etree

from packgen.errors import Location, Problem, Severity
from packgen.pack.conversion.docx_words import StoryWords, story_words, words_of
from packgen.pack.conversion.office_fonts import characters_without_font

_NUMBERING = re.compile(r"\d{1,4}|[ivxlcdm]+|[a-z]")
_NOTE_NUMBER = re.compile(r"(.+?)(?:\d{1,3}|[ivx]{1,6})")
_SHOWN_IN_A_MESSAGE = 8
# With more words missing than this, something is wrong that hyphens do not explain.
_MOST_TO_RECONCILE = 500


def check_content(document: Path, pdf: Path) -> tuple[Problem, ...]:
    """What of the Word document is not in its PDF (errors), and what is there too often (warnings).

    Empty when the PDF holds exactly what the document shows. A file that cannot be read is a problem too.
    """
    try:
        stories = story_words(document)
    except (OSError, zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        return (_problem(document, "it could not be read again for the check", Severity.ERROR),)
    try:
        printed, pages = _printed_words(pdf)
    except (OSError, pypdfium2.PdfiumError):
        return (_problem(document, "its PDF could not be read for the check", Severity.ERROR),)
    unshown = characters_without_font("".join(word for story in stories for word in story.shown))
    missing, extra = _differences(stories, printed, pages)
    return (*_fontless(document, unshown), *_problems(document, stories, missing, extra))


def _printed_words(pdf: Path) -> tuple[Counter[str], int]:
    words: Counter[str] = Counter()
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number]
            reader = page.get_textpage()
            words.update(words_of(reader.get_text_range()))
            reader.close()
            page.close()
        return words, len(document)


def _differences(stories: list[StoryWords], printed: Counter[str], pages: int) -> tuple[Counter[str], Counter[str]]:
    shown = _sum(story.shown for story in stories)
    repeated = _sum(story.repeated for story in stories)
    perhaps = _sum(story.perhaps for story in stories)
    least = shown + repeated
    most = shown + Counter({word: count * pages for word, count in (repeated + perhaps).items()})
    missing, extra = least - printed, printed - most
    _reconcile(missing, extra, printed - least, perhaps)
    return missing, Counter({word: count for word, count in extra.items() if not _NUMBERING.fullmatch(word)})


def _sum(counters: Iterator[Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for counter in counters:
        total.update(counter)
    return total


def _reconcile(missing: Counter[str], extra: Counter[str], spare: Counter[str], perhaps: Counter[str]) -> None:
    """Take out words that are only broken at a line's end, or only run together with their neighbour."""
    if missing.total() > _MOST_TO_RECONCILE:
        return
    for word in list(missing.elements()):
        if found := _made_of(word, spare):
            _take(missing, [word])
            _take(spare, found)
            _take(extra, found)
    for word in list(extra.elements()):
        if found := _before_a_note(word, missing) or _made_of(word, missing + perhaps):
            _take(extra, [word])
            _take(missing, found)


def _before_a_note(word: str, missing: Counter[str]) -> list[str]:
    """The word that the number of a footnote or endnote stands right behind."""
    found = _NOTE_NUMBER.fullmatch(word)
    return [found.group(1)] if found and missing[found.group(1)] > 0 else []


def _made_of(word: str, pieces: Counter[str], most: int = 4) -> list[str]:
    """Two to `most` of `pieces` that together spell `word`; empty when there are none."""
    for cut in range(1, len(word)):
        head, tail = word[:cut], word[cut:]
        if pieces[head] <= 0:
            continue
        if pieces[tail] > (head == tail):
            return [head, tail]
        rest = _made_of(tail, pieces, most - 1) if most > 2 else []
        if rest:
            return [head, *rest]
    return []


def _take(counter: Counter[str], words: list[str]) -> None:
    for word in words:
        counter[word] -= 1
        if counter[word] <= 0:
            del counter[word]


def _problems(
    document: Path, stories: list[StoryWords], missing: Counter[str], extra: Counter[str]
) -> Iterator[Problem]:
    if missing:
        where = next((story.name for story in stories if (story.shown + story.repeated) & missing), "the text")
        yield _problem(document, f"its PDF lacks {_listed(missing)} (from {where})", Severity.ERROR)
    if extra:
        yield _problem(document, f"its PDF shows {_listed(extra)} more often than the document", Severity.WARNING)


def _fontless(document: Path, unshown: Sequence[str]) -> Iterator[Problem]:
    if unshown:
        letters = ", ".join(unshown[:_SHOWN_IN_A_MESSAGE])
        message = f"{document.name}: no font on this computer can show some of its letters ({letters})."
        hint = "Install a font for that language (the Noto fonts have them all), then build again."
        yield Problem(message, hint, Severity.ERROR, Location(str(document)))


def _listed(words: Counter[str]) -> str:
    first = sorted(words)[:_SHOWN_IN_A_MESSAGE]
    count = words.total()
    more = " and others" if len(words) > len(first) else ""
    quoted = ", ".join(f"'{word}'" for word in first)
    return f"{count} word{'' if count == 1 else 's'}: {quoted}{more}"


def _problem(document: Path, what: str, severity: Severity) -> Problem:
    hint = "Open the PDF and compare it with the document before it is used; another converter may set it in full."
    return Problem(f"{document.name}: {what}.", hint, severity, Location(str(document)))
