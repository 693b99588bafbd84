"""Whether letters are drawn as the file says that they are: text recognition reads each glyph of each font once.

A font can say that it draws one letter and draw another; what is searched would then not be what is seen. Words are
chosen until every glyph has been read in one of them; lines of glyphs that read as something else are withheld.
"""

from __future__ import annotations

import ctypes
import hashlib
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c
from PIL import Image

from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.model import Span
from packgen.redaction.pdf.eye_letters import reads_as
from packgen.redaction.pdf.eye_sheet import TIMES, is_bar, plain_words, read_sheet, thrice, word_picture
from packgen.redaction.pdf.model import Character, PageText, Segment, story_id
from packgen.redaction.pdf.pieces import Piece, pieces_of
from packgen.redaction.pdf.scene import Scene
from packgen.redaction.pdf.things import address

_FEWEST_LETTERS = 3
_MOST_WORDS = 60
_MOST_SHEETS = 4
_TRIES = 3
_SHAPE_STEP = 20.0

#: A glyph as it is drawn: its font's file, the letter that it is said to be, and the outline of its ink.
Glyph = tuple[bytes, str, int, int]


@dataclass(frozen=True)
class _Word:
    """Characters that are read together, the letters that they are said to be, and the lines that they stand in."""

    numbers: tuple[int, ...]
    letters: str
    lines: tuple[int, ...]


class Eye:
    """What has been read of the fonts of one file so far. `missing` tells that text recognition is not at hand."""

    def __init__(self) -> None:
        self._program = shutil.which("tesseract")
        self._known: set[Glyph] = set()
        self._tries: Counter[Glyph] = Counter()

    @property
    def missing(self) -> bool:
        """Whether nothing can be read, since text recognition is not installed."""
        return self._program is None

    def doubts(self, number: int, scene: Scene, text: PageText) -> list[Span]:
        """The lines of a page whose letters are drawn otherwise than the file says."""
        if self._program is None:
            return []
        glyphs = _glyphs(scene)
        words = list(_words(text))
        failed: set[_Word] = set()
        for _ in range(_MOST_SHEETS):
            chosen = self._chosen(words, glyphs, failed)
            if not chosen:
                break
            failed |= self._read(scene, chosen, glyphs)
        lines = {line for word in words if self._is_doubtful(word, glyphs, failed) for line in word.lines}
        return [_span(number, text, text.segments[line]) for line in sorted(lines)]

    def _chosen(self, words: Sequence[_Word], glyphs: Sequence[Glyph], failed: set[_Word]) -> list[_Word]:
        """Words in which glyphs stand that nobody has read yet, not more of them than needed."""
        wanted: Counter[Glyph] = Counter()
        chosen: list[_Word] = []
        for word in words:
            fresh = {glyphs[n] for n in word.numbers if self._is_open(glyphs[n])}
            if word not in failed and any(wanted[glyph] < 1 for glyph in fresh):
                wanted.update(fresh)
                chosen.append(word)
                if len(chosen) >= _MOST_WORDS:
                    break
        return chosen

    def _is_open(self, glyph: Glyph) -> bool:
        return glyph not in self._known and self._tries[glyph] < _TRIES and glyph[1].isalnum()

    def _read(self, scene: Scene, words: Sequence[_Word], glyphs: Sequence[Glyph]) -> set[_Word]:
        """Have words read; takes note of the glyphs in those that read as they should, returns the others."""
        pictures = [word_picture(scene, [scene.characters[n] for n in word.numbers]) for word in words]
        read = read_sheet(self._program or "", pictures)
        unlike = [at for at, word in enumerate(words) if not reads_as(word.letters, read[at])]
        again = self._read_again([pictures[at] for at in unlike])
        failed = {
            words[at]
            for at, seen in zip(unlike, again, strict=True)
            if not reads_as(words[at].letters * TIMES, seen) and not _is_of_bars(scene, words[at])
        }
        for word in words:
            own = {glyphs[n] for n in word.numbers if glyphs[n][1].isalnum()}
            if word in failed:
                self._tries.update(own - self._known)
            else:
                self._known |= own
        return failed

    def _read_again(self, pictures: Sequence[Image.Image]) -> list[str]:
        """Words read once more, each three times in a row among others: recognition makes less of a lone short word."""
        among = [one for picture in pictures for one in (plain_words(), thrice(picture))]
        return read_sheet(self._program or "", [*among, plain_words()])[1::2] if pictures else []

    def _is_doubtful(self, word: _Word, glyphs: Sequence[Glyph], failed: set[_Word]) -> bool:
        """Whether most of a word's glyphs were never read as what they are said to be, though they were looked at."""
        own = [glyphs[n] for n in word.numbers if glyphs[n][1].isalnum()]
        unread = [glyph for glyph in own if glyph not in self._known]
        tried = word in failed or all(self._tries[glyph] >= _TRIES for glyph in unread)
        return tried and 2 * len(unread) > len(own)


def _is_of_bars(scene: Scene, word: _Word) -> bool:
    """Whether a word is said to be of nothing but I, l and 1, and is: recognition takes such for lines."""
    letters = [scene.characters[n] for n in word.numbers if scene.characters[n].text.isalnum()]
    return all(one.text in "Iil1" for one in letters) and all(is_bar(scene, one) for one in letters)


def _words(text: PageText) -> Iterator[_Word]:
    """The words of a page, short ones joined with what follows, even over the ends of very short lines."""
    waiting: list[tuple[int, int]] = []
    before: list[tuple[int, int]] = []
    for at, segment in enumerate(text.segments):
        if segment.withheld:
            continue
        if sum(text.characters[n].text.isalnum() for n in segment.characters) >= _FEWEST_LETTERS:
            yield from _word(text, before + waiting if waiting else [])
            waiting, before = [], []
        for piece in (one for one in pieces_of(text, segment, {}) if _has_letters(one)):
            waiting += [(number, at) for number in piece.characters]
            whole = list(_word(text, waiting))
            yield from whole
            if whole:
                waiting, before = [], waiting
    yield from _word(text, before + waiting if waiting else [])


def _word(text: PageText, own: Sequence[tuple[int, int]]) -> Iterator[_Word]:
    """Characters, each with its line, as a word, if they are enough to be read."""
    letters = folded_letters("".join(text.characters[number].text for number, _ in own))
    if len(letters) >= _FEWEST_LETTERS:
        yield _Word(tuple(number for number, _ in own), letters, tuple(dict.fromkeys(line for _, line in own)))


def _has_letters(piece: Piece) -> bool:
    return any(letter.isalnum() for letter in piece.text)


def _glyphs(scene: Scene) -> list[Glyph]:
    files: dict[int, bytes] = {}
    sizes: dict[int, float] = {}
    fonts: dict[int, bytes] = {}
    letters = scene.letters()
    found: list[Glyph] = []
    for number, one in enumerate(scene.characters):
        if one.thing not in sizes:
            sizes[one.thing] = letters.size(number)
            font = pdfium_c.FPDFTextObj_GetFont(scene.things.found[one.thing].handle)
            if address(font) not in files:
                files[address(font)] = _file_of(font)
            fonts[one.thing] = files[address(font)]
        found.append((fonts[one.thing], one.text, *_outline(one, sizes[one.thing])))
    return found


def _outline(one: Character, size: float) -> tuple[int, int]:
    wide, high = (one.ink.height, one.ink.width) if one.turn in (1, 3) else (one.ink.width, one.ink.height)
    return round(wide / size * 1000 / _SHAPE_STEP), round(high / size * 1000 / _SHAPE_STEP)


def _file_of(font: Any) -> bytes:
    length = ctypes.c_size_t()
    pdfium_c.FPDFFont_GetFontData(font, None, 0, length)
    data = (ctypes.c_uint8 * length.value)()
    pdfium_c.FPDFFont_GetFontData(font, data, length.value, length)
    return hashlib.blake2b(bytes(data), digest_size=12).digest()


def _span(number: int, text: PageText, segment: Segment) -> Span:
    last = text.characters[segment.characters[-1]].text
    return Span(story_id(number), min(segment.starts), max(segment.starts) + len(last))
