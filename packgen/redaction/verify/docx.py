"""The checks of a redacted .docx copy. Verifier only: it imports no redactor and reads with expat and python-docx."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import docx
from docx.text.paragraph import Paragraph
from PIL import Image

from packgen.redaction.docx.clean_parts import (
    CLEAN_PARTS,
    DECLARATION,
    MAIN_PART,
    MAIN_RELATIONSHIPS,
    MEDIA_FOLDER,
    W_NAMESPACE,
)
from packgen.redaction.model import CheckResult, Secret, Span
from packgen.redaction.verify.decode import readings
from packgen.redaction.verify.docx_markup import Markup, read_markup
from packgen.redaction.verify.docx_package import NotACopyError, is_bare_png, unpack, wrong_parts, wrong_pictures
from packgen.redaction.verify.ocr import read_pictures
from packgen.redaction.verify.request import VerificationRequest
from packgen.redaction.verify.text import Found, Seeker, squeeze

_MOST_PLACES = 50
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FAR = 400
_SHORTEST_READ, _SMALL, _DOTS = 3, 1_000, 200
_MASK = "\u00a4"
#: In 100 kB of noise and with 2,000 secrets, shorter ones than these would be met by chance too often.
_SHORTEST_TYPED, _SHORTEST_IN_NOISE = 6, 9


@dataclass(frozen=True)
class _Copy:
    """A copy opened by the verifier, and what it is searched for."""

    data: bytes
    parts: Mapping[str, bytes]
    markup: Markup
    seeker: Seeker
    disclosed: Sequence[Span]
    disclosed_texts: Sequence[str]
    places: Sequence[Sequence[str]] | None = None

    @cached_property
    def text(self) -> str:
        """The copy's text with packgen's own words (tokens, headings) blanked out, offsets kept."""
        return _blanked(self.markup.text, self.markup.own_words)


def check_copy(data: bytes, request: VerificationRequest) -> tuple[CheckResult, ...]:
    """Every check of the copy that the request is about."""
    places = request.details.get("disclosed_places", ())
    return check_docx(data, request.secrets, request.disclosed, request.disclosed_texts, places)


def check_docx(
    data: bytes,
    secrets: Sequence[Secret],
    disclosed: Sequence[Span] = (),
    disclosed_texts: Sequence[str] = (),
    places: Sequence[Sequence[str]] | None = None,
) -> tuple[CheckResult, ...]:
    """Every check of a copy, in a fixed order. A check that breaks counts as failed, never as skipped.

    `disclosed` and `disclosed_texts` are those of `VerificationRequest`; `places` are words, what stands before them
    and what after them, for each place that was let stand, in reading order (None asks for no such check).
    """
    try:
        parts = unpack(data)
    except NotACopyError as error:
        return (CheckResult("package", False, (str(error),)),)
    copy = _Copy(
        data, parts, read_markup(parts.get(MAIN_PART, b"")), Seeker(secrets), disclosed, disclosed_texts, places
    )
    return (CheckResult("package", True), *(_guarded(name, check, copy) for name, check in _CHECKS.items()))


def _guarded(name: str, check: Callable[[_Copy], CheckResult], copy: _Copy) -> CheckResult:
    try:
        return check(copy)
    except Exception as error:  # noqa: BLE001  (a check that breaks must fail the copy, whatever broke)
        return CheckResult(name, False, (f"the check itself broke ({type(error).__name__})",))


def _parts(copy: _Copy) -> CheckResult:
    return _result("parts", wrong_parts(copy.parts))


def _structure(copy: _Copy) -> CheckResult:
    wrong = list(copy.markup.wrong_structure)
    if not copy.parts.get(MAIN_PART, b"").startswith(DECLARATION.encode()):
        wrong.append("the main part: another declaration")
    return _result("structure", wrong)


def _attributes(copy: _Copy) -> CheckResult:
    wrong = list(copy.markup.wrong_attributes)
    for number, text in enumerate(copy.markup.alt_texts, 1):
        wrong += [
            f"the alternative text of picture {number}" for found in copy.seeker.seek(text) if not found.near_miss
        ]
    return _result("attributes", wrong)


def _pictures(copy: _Copy) -> CheckResult:
    wrong = list(wrong_pictures(copy.parts))
    count = sum(1 for name in copy.parts if name.startswith(MEDIA_FOLDER))
    if count != copy.markup.pictures:
        wrong.append("a picture that no page shows, or one that is missing")
    return _result("pictures", wrong)


def _by_eye(copy: _Copy) -> CheckResult:
    """What text recognition reads in approved pictures, where tesseract is there."""
    wrong: list[str] = []
    near: list[str] = []
    names = [name for name in copy.parts if name.startswith(MEDIA_FOLDER) and is_bare_png(copy.parts[name])]
    for number, read in enumerate(read_pictures((_enlarged(copy.parts[name]) for name in names), _DOTS), 1):
        if read is None:
            near.append(f"picture {number} was not read by text recognition")
        elif any(_is_shown(read, found) for found in copy.seeker.seek(read)):
            wrong.append(f"picture {number} shows what was to go")
    return _result("read by eye", wrong, near)


def _is_shown(read: str, found: Found) -> bool:
    """Whether a text was read in a picture; recognition makes one or two letters of anything."""
    return not found.near_miss and len(squeeze(read[found.start : found.end]).letters) >= _SHORTEST_READ


def _enlarged(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:
        grey = picture.convert("L")
    return grey if max(grey.size) > _SMALL else grey.resize((grey.width * 2, grey.height * 2))


def _text(copy: _Copy) -> CheckResult:
    text = copy.text
    hits, near = _sought(copy, text)
    places = [f"paragraph {copy.markup.paragraph_at(found.start)}" for found in hits]
    misses = [f"paragraph {copy.markup.paragraph_at(found.start)}: near a text that was to go" for found in near]
    misses += _one_letter_off(copy, text)
    places += _undecided_disclosures(copy, text)
    places += _misplaced_disclosures(copy, text) if copy.places is not None else []
    return _result("text", places, misses)


def _bytes(copy: _Copy) -> CheckResult:
    """Every reading of every byte: the text with what was disclosed blanked, and all parts that are not constants."""
    spans = [(span.start, span.end) for span in copy.disclosed]
    sources = {"the text": _blanked(copy.text, spans).encode()}
    wrong: list[str] = []
    for number, (name, content) in enumerate(copy.parts.items(), 1):
        sources[f"the name of part {number}"] = name.encode() if name not in _known_names(copy) else b""
        if name not in (MAIN_PART, MAIN_RELATIONSHIPS) and CLEAN_PARTS.get(name) != content:
            sources[f"part {number}"] = b"" if is_bare_png(content) else content
            pixels = content if is_bare_png(content) else b""
            wrong += [f"the pixels of part {number}"] if _is_in_pixels(copy.seeker, pixels) else []
    sources["the markup"] = _unusual_markup(copy.parts.get(MAIN_PART, b""))
    wrong += [place for place, data in sources.items() if _is_told(copy.seeker, data)]
    return _result("bytes", wrong)


def _known_names(copy: _Copy) -> set[str]:
    pictures = {f"{MEDIA_FOLDER}picture{number}.png" for number in range(1, len(copy.parts) + 1)}
    return {*CLEAN_PARTS, MAIN_PART, MAIN_RELATIONSHIPS, *pictures}


def _unusual_markup(data: bytes) -> bytes:
    """Values of attributes that are no mere numbers or names of the format, and anything that is not well-formed."""
    values = re.findall(rb'descr="([^"]*)"', data)
    outside = re.sub(rb"<[^<>]*>[^<>]*", b"", data)
    return b"\n".join([*values, outside])


def _is_told(seeker: Seeker, data: bytes) -> bool:
    return any(not found.near_miss for text in readings(data) for found in seeker.seek(text))


def _is_in_pixels(seeker: Seeker, data: bytes) -> bool:
    """Whether the bytes of bare pixels spell a secret. Packed pixels are noise in which any three letters turn up, so a
    few letters count only where they stand side by side as they are typed."""
    for text in readings(data):
        for found in seeker.seek(text, backwards=False):
            letters = text[found.start : found.end]
            typed = letters.isascii() and letters.isalnum() and len(letters) >= _SHORTEST_TYPED
            if not found.near_miss and (typed or len(squeeze(letters).letters) >= _SHORTEST_IN_NOISE):
                return True
    return False


def _second_reader(copy: _Copy) -> CheckResult:
    """python-docx must see the same words, and none of the secrets."""
    document = docx.Document(io.BytesIO(copy.data))
    text = "\n".join(_python_docx_texts(document.element.body))
    if "".join(text.split()) != "".join(copy.markup.text.split()):
        return CheckResult("second reader", False, ("the text: two readers see different words",))
    spans = [(span.start, span.end) for span in copy.disclosed]
    if text == copy.markup.text:
        text = _blanked(copy.text, spans)
        hits = [found for found in copy.seeker.seek(text) if not found.near_miss]
        return _result("second reader", ["the text" for _ in hits[:1]])
    return CheckResult("second reader", False, ("the text: two readers see different lines",))


def _python_docx_texts(body: Any) -> Iterator[str]:
    for paragraph in body.iter(f"{{{W_NAMESPACE}}}p"):
        yield Paragraph(paragraph, body).text


def _tokens(copy: _Copy) -> CheckResult:
    return _result("tokens", copy.markup.wrong_tokens)


_CHECKS: Mapping[str, Callable[[_Copy], CheckResult]] = {
    "parts": _parts,
    "structure": _structure,
    "attributes": _attributes,
    "pictures": _pictures,
    "text": _text,
    "bytes": _bytes,
    "second reader": _second_reader,
    "tokens": _tokens,
    "read by eye": _by_eye,
}


def _sought(copy: _Copy, text: str) -> tuple[list[Found], list[Found]]:
    """Hits and near misses of `text` that no disclosure accounts for."""
    allowed = bytearray(len(text))
    for span in copy.disclosed:
        allowed[span.start : span.end] = b"\1" * len(allowed[span.start : span.end])
    hits: list[Found] = []
    near: list[Found] = []
    for found in copy.seeker.seek(text):
        letters = (at for at in range(found.start, found.end) if text[at].isalnum())
        if not all(allowed[at] for at in letters):
            (near if found.near_miss else hits).append(found)
    return hits, near


def _undecided_disclosures(copy: _Copy, text: str) -> list[str]:
    """Places that the redactor calls disclosed and that hold something else than the officer let stand."""
    decided = [squeeze(one).letters for one in copy.disclosed_texts]
    spans = [(span, squeeze(text[span.start : span.end]).letters) for span in copy.disclosed]
    wrong = [span for span, letters in spans if not any(letters in one for one in decided)]
    return [f"paragraph {copy.markup.paragraph_at(span.start)}: a disclosure that nobody decided" for span in wrong]


def _misplaced_disclosures(copy: _Copy, text: str) -> list[str]:
    """Places that the redactor calls disclosed where another place of the same words was meant, or once too often."""
    wrong = []
    decided = iter([[squeeze(one).letters for one in place] for place in copy.places or ()])
    for span in sorted(copy.disclosed):
        before, after = _line_around(text, span)
        words = squeeze(text[span.start : span.end]).letters
        if not any(
            words in told and before.endswith(left) and after.startswith(right) for told, left, right in decided
        ):
            wrong.append(f"paragraph {copy.markup.paragraph_at(span.start)}: a disclosure of another place")
    return wrong


def _line_around(text: str, span: Span) -> tuple[str, str]:
    """The letters of the line on both sides of a span, up to what was taken out."""
    before = re.split(rf"[\n{_MASK}]", text[max(span.start - _FAR, 0) : span.start])[-1]
    after = re.split(rf"[\n{_MASK}]", text[span.end : span.end + _FAR], maxsplit=1)[0]
    return squeeze(before).letters, squeeze(after).letters


def _one_letter_off(copy: _Copy, text: str) -> list[str]:
    near = copy.seeker.near_misses({found.group() for found in _WORD.finditer(text)})
    places = (found.start() for found in _WORD.finditer(text) if found.group() in near)
    return [f"paragraph {copy.markup.paragraph_at(at)}: one letter from a text that was to go" for at in places]


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            pieces += [text[at:start], _MASK * (end - max(start, at))]
            at = end
    return "".join([*pieces, text[at:]])


def _result(name: str, wrong: Sequence[str] | Iterator[str], near_misses: Sequence[str] = ()) -> CheckResult:
    places = tuple(dict.fromkeys(wrong))[:_MOST_PLACES]
    return CheckResult(name, not places, places, tuple(dict.fromkeys(near_misses))[:_MOST_PLACES])
