"""The DOCX half of `packgen redact self-test`: plant, redact, look for survivors, and count what was lost besides."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from packgen.errors import RedactionRefusedError
from packgen.redaction.docx.model import DocxRecord
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.docx.redactor import Rebuilt, rebuild
from packgen.redaction.model import (
    Decision,
    Finder,
    Form,
    Hit,
    RecordFormat,
    Redaction,
    Secret,
    Span,
    VerificationResult,
)
from packgen.redaction.self_test.docx_builder import AFTER, BEFORE, FIRST, FULL, LAST, Place, build
from packgen.redaction.self_test.docx_minutes import Minutes, ordinary_minutes
from packgen.redaction.self_test.docx_places import DOCX_PLACES
from packgen.redaction.self_test.outcome import OrdinaryResult, PlaceResult, SelfTest
from packgen.redaction.verify.decode import readings
from packgen.redaction.verify.docx import check_docx

SECRETS = (Secret(FULL), Secret(FIRST, Form.DERIVED), Secret(LAST, Form.DERIVED))
_WORD = re.compile(r"[^\W_]+")
_WITH_STROKES = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH ")


class LiteralFinder:
    """Finds the planted name and its parts in any case, accent and spacing; a stand-in for a roster."""

    def __init__(self, names: Sequence[str] = (FULL, FIRST, LAST)) -> None:
        gap = r"(?:\[(?:(?:end)?note|picture) \d+\]|[^\w]){0,3}"
        letters = (gap.join(re.escape(c) for c in name if c.isalnum()) for name in names)
        self._pattern = re.compile("|".join(rf"(?<![^\W_]){word}(?![^\W_])" for word in letters), re.IGNORECASE)

    def find(self, text: str) -> Sequence[Hit]:
        """The hits in `text`, in order."""
        plain = "".join(_without_accent(character) for character in text)
        return [
            Hit(found.start(), found.end(), "planted", "third party", Form.EXACT, Decision.REDACT, "third-party")
            for found in self._pattern.finditer(plain)
        ]


def _without_accent(character: str) -> str:
    named = _WITH_STROKES.match(unicodedata.name(character, ""))
    return named.group(1) if named else unicodedata.normalize("NFKD", character)[:1] or character


def run_docx_self_test(finder: Finder | None = None, minutes: int = 40) -> SelfTest:
    """Plant a name in every hiding place and in so many generated minutes, redact each, and report.

    `finder` replaces the plain finder of this module; it must find the planted name and its two parts.
    """
    finder = finder or LiteralFinder()
    ordinary = try_minutes(finder, minutes)
    return SelfTest(tuple(try_place(place, finder) for place in DOCX_PLACES), ordinary)


def try_minutes(finder: Finder, files: int) -> OrdinaryResult:
    """Redact so many files of ordinary minutes and count refusals and words."""
    return OrdinaryResult.of((len(one.words), _words_kept(one, finder)) for one in islice(ordinary_minutes(), files))


def try_place(place: Place, finder: Finder) -> PlaceResult:
    """Plant, redact and look for survivors in one hiding place."""
    data = build(place.recipe)
    try:
        _, copy = redact_planted(data, finder)
    except RedactionRefusedError:
        return PlaceResult(place.group, place.name, refused=True, refusal_expected=place.may_be_refused)
    expected = _words(f"{BEFORE} {AFTER}")
    kept = kept_in_order(expected, _words(_text_of(copy.data)))
    survived = tuple(_survivals(copy))
    return PlaceResult(place.group, place.name, survived, False, place.may_be_refused, len(expected), kept)


def redact_planted(data: bytes, finder: Finder) -> tuple[DocxRecord, Rebuilt]:
    """The record in `data`, and its copy without what `finder` finds. Raises what reading and rebuilding raise."""
    record = read_docx(data)
    redactions = [
        Redaction(Span(story.id, hit.start, hit.end), hit.reason_code)
        for story in record.stories
        for hit in finder.find(story.text)
    ]
    return record, rebuild(record, redactions)


def _survivals(copy: Rebuilt) -> Iterator[str]:
    """How the secret can still be read: by the verifier, or in any reading of the bytes."""
    result = VerificationResult(RecordFormat.DOCX, "", check_docx(copy.data, SECRETS, ()))
    yield from (f"verifier: {check.name}" for check in result.failed)
    yield from (f"verifier did not run: {name}" for name in result.missing)
    for text in readings(copy.data):
        bare = re.sub(r"<[^>]*>|\W", "", unicodedata.normalize("NFKC", text)).casefold()
        if any(name in one for one in (bare, bare[::-1]) for name in (FIRST.casefold(), LAST.casefold())):
            yield "bytes of the copy"


def _words_kept(minutes: Minutes, finder: Finder) -> int | None:
    """How many of the words of ordinary minutes survive in order; None when the file was refused."""
    try:
        _, copy = redact_planted(minutes.data, finder)
    except RedactionRefusedError:
        return None
    return kept_in_order(minutes.words, _words(_text_of(copy.data)))


def kept_in_order(expected: Sequence[str], found: Sequence[str]) -> int:
    """How many of the expected words turn up in `found` in their order, others in between allowed."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(found):
        places.setdefault(word, []).append(index)
    tails: list[int] = []
    for word in expected:
        _extend(tails, places.get(word, []))
    return len(tails)


def _extend(tails: list[int], places: Sequence[int]) -> None:
    """One step of the longest common subsequence, as a longest rising run of places."""
    for place in reversed(places):
        at = bisect_left(tails, place)
        if at == len(tails):
            tails.append(place)
        else:
            tails[at] = place


def _text_of(data: bytes) -> str:
    return "\n".join(story.text for story in read_docx(data).stories)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
