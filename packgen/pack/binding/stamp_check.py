"""The check after stamping: every page must show its number and its watermark, else there is no pack.

It reads the finished bytes with another library than the one that wrote them, and only what lies inside the page.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import pypdfium2

from packgen.pack.binding.stamps import StampText
from packgen.pack.model import PackFaultError

_PAGES_AT_ONCE = 100
_WORDS = re.compile(r"[^\W_]+")


def check_stamps(data: bytes, text: StampText, on_contents: Sequence[bool]) -> None:
    """Raises PackFaultError naming the first page that lacks its number, its watermark or its way back."""
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(data))
    except pypdfium2.PdfiumError:
        raise _fault("The pack could not be read again after stamping.") from None
    with document:
        if len(document) != len(on_contents):
            raise _fault(f"The pack has {len(document)} pages where {len(on_contents)} were planned.")
    for start in range(0, len(on_contents), _PAGES_AT_ONCE):
        _check_pages(data, text, on_contents, start)


def _check_pages(data: bytes, text: StampText, on_contents: Sequence[bool], start: int) -> None:
    # Opened anew for every so many pages, since the reader keeps all that it has seen of a document.
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        for number, is_contents in enumerate(on_contents[start : start + _PAGES_AT_ONCE], start + 1):
            missing = _missing_words(document, number, text, is_contents)
            if missing:
                raise _fault(f"Page {number} of the pack does not carry its {missing}.")


def _missing_words(document: pypdfium2.PdfDocument, number: int, text: StampText, is_contents: bool) -> str:
    page = document[number - 1]
    try:
        reader = page.get_textpage()
        found = _plain(reader.get_text_bounded())
        reader.close()
    finally:
        page.close()
    # In the strip and in the watermark the small line is the same, so it must be there twice.
    for line in text.watermark:
        if not _is_there(line, found, 2 if line == text.middle else 1):
            return "watermark"
    if not _is_beside(text.middle, text.number(number), found):
        return "page number"
    if not is_contents and not _is_beside(text.middle, text.back, found):
        return "link back to the contents"
    return ""


def _is_beside(middle: str, words: str, found: str) -> bool:
    """Whether a page shows `words`; beside a `middle` that runs both ways a reader may put words in between."""
    if _plain(words) in found:
        return True
    return _runs_right_to_left(middle) and all(_plain(word) in found for word in words.split())


def _is_there(line: str, found: str, times: int) -> bool:
    """Whether a page holds `line` so often: as it stands, or piece by piece where a reader may turn words round.

    A piece is a word, or a letter of a word that runs both ways.
    """
    if not _runs_right_to_left(line):
        return found.count(_plain(line)) >= times
    pieces: Counter[str] = Counter()
    for word in line.split():
        plain = _plain(word)
        one_way = len({_runs_right_to_left(letter) for letter in unicodedata.normalize("NFKC", word)}) == 1
        pieces.update([plain] if one_way else plain)
    return all(found.count(piece) >= times * count for piece, count in pieces.items() if piece)


def _plain(text: str) -> str:
    """For comparing: letters and digits alone, in any order within a word that a reader of text would turn round."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text))
    return "".join(word if word.isascii() or not _runs_right_to_left(word) else "".join(sorted(word)) for word in words)


def _runs_right_to_left(word: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in word)


def _fault(message: str) -> PackFaultError:
    return PackFaultError(message, "Nothing was published. Build again; if it happens again, send the log.")
