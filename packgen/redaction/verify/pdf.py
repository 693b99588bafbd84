"""The checks of a redacted .pdf copy. Verifier only: raw bytes, pypdf and pdfminer.six, and the pixels of pages."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import pypdf
from pdfminer.high_level import extract_text

from packgen.redaction.model import OTHER_LABEL, TOKEN_LABELS, CheckResult, Secret, Span
from packgen.redaction.verify.decode import readings
from packgen.redaction.verify.pdf_file import CopyPage, NotACopyError, beside_the_form, read_copy
from packgen.redaction.verify.pdf_ocr import read_pages_by_eye
from packgen.redaction.verify.pdf_pixels import wrong_boxes, wrong_pixels
from packgen.redaction.verify.request import VerificationRequest
from packgen.redaction.verify.text import Found, Seeker, squeeze

_MOST_PLACES = 50
_MASK = "\u00a4"
_AT_AN_END = 400
_TOKENS = frozenset(f"[redacted: {label}]" for label in (*TOKEN_LABELS.values(), OTHER_LABEL))
#: Grey levels spell initials and short names by chance.
_LONGER_THAN_CHANCE = 6
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CATALOG = {"/Type", "/Pages", "/Lang"}


@dataclass(frozen=True)
class _Copy:
    """A copy opened by the verifier, and what it is searched for."""

    data: bytes
    pages: Sequence[CopyPage]
    seeker: Seeker
    disclosed: Sequence[Span]
    disclosed_at: Sequence[tuple[str, str]]
    details: Mapping[str, Any]

    @cached_property
    def allowed(self) -> Mapping[str, tuple[str, ...]]:
        """The letters of what the officer let stand, by the story of the record: one entry for each place."""
        found: dict[str, list[str]] = {}
        for story, text in self.disclosed_at:
            found.setdefault(story, []).append(squeeze(text).letters)
        return {story: tuple(texts) for story, texts in found.items()}

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The words of each page joined by spaces, tokens blanked out with offsets kept."""
        return tuple(
            " ".join(_MASK * len(word.text) if word.text in _TOKENS else word.text for word in page.words)
            for page in self.pages
        )

    def hits(self, text: str, page: int, *, backwards: bool = True) -> Iterator[Found]:
        """Secrets in a reading of a page (from 1; 0 for what is on none) beyond those let stand on that page."""
        by_letters: dict[str, list[Found]] = {}
        for found in self.seeker.seek(text, backwards=backwards):
            by_letters.setdefault(squeeze(text[found.start : found.end]).letters, []).append(found)
        for letters, found_there in by_letters.items():
            if len(found_there) > sum(one.count(letters) for one in self.allowed.get(f"page {page}", ())):
                yield from found_there

    def misplaced(self, text: str, page: int) -> Iterator[Found]:
        """Secrets in the words of a page that no disclosure covers."""
        spans = [span for span in self.disclosed if span.story == f"page {page}"]
        for found in self.seeker.seek(text):
            letters = (at for at in range(found.start, found.end) if text[at].isalnum())
            if not all(any(span.start <= at < span.end for span in spans) for at in letters):
                yield found

    def undecided(self, text: str, page: int) -> Iterator[Span]:
        """Places that the redactor calls disclosed and that hold what nobody let stand on that page."""
        decided = self.allowed.get(f"page {page}", ())
        for span in self.disclosed:
            letters = squeeze(text[span.start : span.end]).letters
            if span.story == f"page {page}" and not any(letters in one for one in decided):
                yield span


def check_copy(data: bytes, request: VerificationRequest) -> tuple[CheckResult, ...]:
    """Every check of the copy that the request is about. `details` holds `boxes` (see BoxOfCopy of the redactor)."""
    return check_pdf(data, request.secrets, request.disclosed, request.disclosed_at, details=request.details)


def check_pdf(
    data: bytes,
    secrets: Sequence[Secret],
    disclosed: Sequence[Span] = (),
    disclosed_at: Sequence[tuple[str, str]] = (),
    details: Mapping[str, Any] | None = None,
) -> tuple[CheckResult, ...]:
    """Every check of a copy, in a fixed order. A check that breaks counts as failed, never as skipped.

    `disclosed` and `disclosed_at` are those of `VerificationRequest`.
    """
    try:
        pages = read_copy(data)
    except NotACopyError as error:
        return (CheckResult("structure", False, (str(error),)),)
    copy = _Copy(data, pages, Seeker(secrets), disclosed, disclosed_at, details or {})
    return (CheckResult("structure", True), *(_guarded(name, check, copy) for name, check in _CHECKS.items()))


def _guarded(name: str, check: Callable[[_Copy], CheckResult], copy: _Copy) -> CheckResult:
    try:
        return check(copy)
    except NotACopyError as error:
        return CheckResult(name, False, (str(error),))
    except Exception as error:  # noqa: BLE001  (a check that breaks must fail the copy, whatever broke)
        return CheckResult(name, False, (f"the check itself broke ({type(error).__name__})",))


def _bytes(copy: _Copy) -> CheckResult:
    """Every reading of the file without its streams, of the words, and of the letters that pixels would spell."""
    wrong = ["outside the pages" for text in readings(beside_the_form(copy.data)) if _told(copy, text, 0)]
    for number, (page, text) in enumerate(zip(copy.pages, copy.texts, strict=True), 1):
        wrong += [f"page {number}: a disguised word" for inner in readings(text.encode()) if _told(copy, inner, number)]
        spelt = b"\n".join(re.findall(rb"[\x20-\x7e]{4,}", page.rows()))
        letters = spelt.decode("ascii")
        long = (
            one
            for one in copy.hits(letters, number, backwards=False)
            if len(squeeze(letters[one.start : one.end]).letters) >= _LONGER_THAN_CHANCE
        )
        wrong += [f"page {number}: letters among the pixels" for _ in long]
    return _result("bytes", wrong)


def _told(copy: _Copy, text: str, page: int) -> bool:
    return any(not found.near_miss for found in copy.hits(text, page))


def _text(copy: _Copy) -> CheckResult:
    wrong: list[str] = []
    near: list[str] = []
    for number, text in enumerate(copy.texts, 1):
        for found in {*copy.hits(text, number), *copy.misplaced(text, number)}:
            (near if found.near_miss else wrong).append(f"page {number}, word {text.count(' ', 0, found.start) + 1}")
        wrong += [f"page {number}: a disclosure that nobody decided" for _ in copy.undecided(text, number)]
        words = {found.group() for found in _WORD.finditer(text)}
        near += [f"page {number}: one letter from a text that was to go" for _ in copy.seeker.near_misses(words)]
    wrong += _over_page_ends(copy)
    return _result("text", wrong, near)


def _over_page_ends(copy: _Copy) -> Iterator[str]:
    """Secrets that begin at the end of one page and end on the next."""
    for number, (one, other) in enumerate(pairwise(copy.texts), 1):
        end = one[-_AT_AN_END:]
        for found in copy.seeker.seek(f"{end} {other[:_AT_AN_END]}"):
            if found.start < len(end) < found.end and not found.near_miss:
                yield f"from page {number} to the next"


def _second_reader(copy: _Copy) -> CheckResult:
    """pypdf must see the same words in the same order, pdfminer.six the same letters, and neither a secret."""
    wrong: list[str] = []
    reader = pypdf.PdfReader(io.BytesIO(copy.data), strict=True)
    for number, page in enumerate(copy.pages, 1):
        own = "".join(word.text for word in page.words)
        first = reader.pages[number - 1].extract_text()
        second = extract_text(io.BytesIO(copy.data), page_numbers=[number - 1])
        if _bare(first) != _bare(own):
            wrong.append(f"page {number}: pypdf sees different words")
        if Counter(_bare(second)) != Counter(_bare(own)):
            wrong.append(f"page {number}: pdfminer sees different letters")
        if any(_told(copy, _without_tokens(one), number) for one in (first, second)):
            wrong.append(f"page {number}")
    return _result("second reader", wrong)


def _bare(text: str) -> str:
    return "".join(text.split())


def _without_tokens(text: str) -> str:
    for token in _TOKENS:
        text = text.replace(token, _MASK)
    return text


def _metadata(copy: _Copy) -> CheckResult:
    reader = pypdf.PdfReader(io.BytesIO(copy.data), strict=True)
    wrong = []
    if reader.metadata or reader.xmp_metadata:
        wrong.append("a description of the document")
    if set(reader.trailer.keys()) != {"/Size", "/Root"} or set(reader.root_object.keys()) != _CATALOG:
        wrong.append("the catalogue")
    if (
        reader.is_encrypted
        or reader.attachments
        or reader.outline
        or reader.get_fields()
        or reader.page_labels != [str(number) for number in range(1, len(copy.pages) + 1)]
    ):
        wrong.append("attachments, bookmarks, forms, labels or a lock")
    return _result("metadata", wrong)


def _pixels(copy: _Copy) -> CheckResult:
    return _result("pixels", wrong_pixels(copy.pages, _boxes_of(copy)))


def _boxes(copy: _Copy) -> CheckResult:
    return _result("boxes", wrong_boxes(copy.pages, _boxes_of(copy), _TOKENS))


def _boxes_of(copy: _Copy) -> list[tuple[int, int, int, int, int, str]]:
    return [(int(a), int(b), int(c), int(d), int(e), str(label)) for a, b, c, d, e, label in copy.details["boxes"]]


def _by_eye(copy: _Copy) -> CheckResult:
    """What text recognition reads in the pictures of the pages, where tesseract is there; approved pictures need it."""
    if not copy.details.get("ocr", True):
        return CheckResult("read by eye", True, (), ("text recognition was not asked for",))
    wrong: list[str] = []
    near: list[str] = []
    pictured = set(copy.details.get("pictured", ()))
    for number, text in read_pages_by_eye(copy.pages, set(copy.details.get("turned", ()))):
        if text is None and number in pictured:
            wrong.append(f"page {number} shows an approved picture, and text recognition could not read it")
        elif text is None:
            near.append(f"page {number} was not read by text recognition")
        elif _told(copy, text, number):
            wrong.append(f"page {number}: the picture shows what was to go")
    return _result("read by eye", wrong, near)


_CHECKS: Mapping[str, Callable[[_Copy], CheckResult]] = {
    "bytes": _bytes,
    "text": _text,
    "second reader": _second_reader,
    "metadata": _metadata,
    "pixels": _pixels,
    "boxes": _boxes,
    "read by eye": _by_eye,
}


def _result(name: str, wrong: Sequence[str] | Iterator[str], near_misses: Sequence[str] = ()) -> CheckResult:
    places = tuple(dict.fromkeys(wrong))[:_MOST_PLACES]
    return CheckResult(name, not places, places, tuple(dict.fromkeys(near_misses))[:_MOST_PLACES])
