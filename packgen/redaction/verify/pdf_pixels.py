"""Looking at the pixels of a redacted .pdf: every box looks exactly as a box of its kind must look. Verifier only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from PIL import Image

from packgen.redaction.pdf.token import DPI, GRID, TINY, box_picture, pixels
from packgen.redaction.verify.pdf_file import CopyPage

#: Page from 1; left, top, width and height in pixels; the words inside.
PixelBox = tuple[int, int, int, int, int, str]
_STEP = 72 / DPI


def picture_of(page: CopyPage) -> Image.Image:
    """The picture of a page as levels 0 to 15, unpacked without the help of a PDF library."""
    rows = page.rows()
    wide, high = page.pixels
    paired = bytearray(len(rows) * 2)
    paired[0::2] = rows.translate(bytes(value >> 4 for value in range(256)))
    paired[1::2] = rows.translate(bytes(value & 15 for value in range(256)))
    padded = Image.frombytes("L", ((wide + 1) // 2 * 2, high), bytes(paired))
    return padded.crop((0, 0, wide, high))


def wrong_pixels(pages: Sequence[CopyPage], boxes: Sequence[PixelBox]) -> Iterator[str]:
    """Boxes under which anything shows: a box must equal its pattern pixel by pixel."""
    by_page: dict[int, list[PixelBox]] = {}
    for box in boxes:
        by_page.setdefault(box[0], []).append(box)
    for number, page in enumerate(pages, 1):
        if len(page.rows()) != (page.pixels[0] + 1) // 2 * page.pixels[1]:
            yield f"page {number}: a picture of another size"
            continue
        picture = picture_of(page)
        own = by_page.get(number, [])
        for index, (_, left, top, wide, high, label) in enumerate(own):
            if any(_cover(other, (left, top, wide, high)) for other in own[index + 1 :]):
                continue  # a later box lies over this one and is looked at itself
            shown = picture.crop((left, top, left + wide, top + high))
            pattern = box_picture(label, wide, high)
            seen = (0, 0, min(wide, picture.width - left), min(high, picture.height - top))
            if shown.crop(seen).tobytes() != pattern.crop(seen).tobytes():
                yield f"page {number}: box {index + 1}"


def _cover(other: PixelBox, box: tuple[int, int, int, int]) -> bool:
    _, left, top, wide, high, _ = other
    across = left < box[0] + box[2] and box[0] < left + wide
    return across and top < box[1] + box[3] and box[1] < top + high


def wrong_boxes(pages: Sequence[CopyPage], boxes: Sequence[PixelBox], tokens: Collection[str]) -> Iterator[str]:
    """Boxes of a width that tells, boxes without a token in the words or the other way round, and words under a box."""
    told = Counter((box[0], f"[redacted: {box[5]}]") for box in boxes)
    for number, page in enumerate(pages, 1):
        expected = {word.text for word in page.words} & set(tokens)
        for token in sorted(expected | {text for place, text in told if place == number}):
            count = sum(word.text == token for word in page.words)
            if count != told[number, token]:
                yield f"page {number}: {count} tokens in the words but {told[number, token]} boxes"
    widths = {pixels(TINY), *(pixels(GRID * times) for times in range(1, 400))}
    for index, (number, left, top, wide, high, label) in enumerate(boxes, 1):
        if wide not in widths:
            yield f"box {index}: a width that is not on the grid"
        if not 1 <= number <= len(pages) or f"[redacted: {label}]" not in tokens:
            yield f"box {index}: on no page, or with words of its own"
            continue
        sides = (left * _STEP, top * _STEP, (left + wide) * _STEP, (top + high) * _STEP)
        if any(_lies_under(word, sides) for word in _plain(pages[number - 1], tokens)):
            yield f"page {number}: words under box {index}"


def _plain(page: CopyPage, tokens: Collection[str]) -> Iterator[tuple[float, float, float, float]]:
    for word in page.words:
        if word.text not in tokens:
            yield word.left, word.bottom - 6, word.left + word.width, word.bottom - 2


def _lies_under(word: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    across = min(word[2], box[2]) - max(word[0], box[0])
    down = min(word[3], box[3]) - max(word[1], box[1])
    return across > 0.6 * max(word[2] - word[0], 0.1) and down > 2
