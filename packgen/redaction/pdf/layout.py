"""Where everything of a page with redactions goes in its copy. Pure geometry, in points.

Lines that lose words are set anew (pdf_setting.py); words of other lines stay where they are; text at an angle that
loses words goes as a whole under a box of constant size.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from packgen.redaction.model import token_for
from packgen.redaction.pdf.asides import Aside, Asides
from packgen.redaction.pdf.columns import cut_at_columns
from packgen.redaction.pdf.marks import mark_on
from packgen.redaction.pdf.model import Box, Character, PageText, Segment
from packgen.redaction.pdf.pieces import MOST_PIECES, Cropper, offsets_of, pieces_of
from packgen.redaction.pdf.placed import PageLayout, PlacedWord
from packgen.redaction.pdf.rows import Rows, is_lone_unknown
from packgen.redaction.pdf.setting import Letters, Setter
from packgen.redaction.pdf.token import GRID, NARROW, TINY, WIDE, label_of
from packgen.redaction.pdf.word_lines import is_flat


@dataclass(frozen=True)
class Cut:
    """Characters `start` to `end` of a page's text that go, and the reason code that the token shows."""

    start: int
    end: int
    reason_code: str


@dataclass(frozen=True)
class PageGround:
    """What a page's words stand on: its width and height, the boxes of plain rules and fills by object number, and the
    objects that may not be drawn as they are. `outlines` are the rules that are drawn as an outline only, `asides` what
    is withheld and the signs of forms and lists."""

    size: tuple[float, float]
    rules: Mapping[int, Box]
    tainted: frozenset[int] = frozenset()
    outlines: frozenset[int] = frozenset()
    asides: tuple[Aside, ...] = ()


def lay_out_page(text: PageText, cuts: Sequence[Cut], ground: PageGround, letters: Letters) -> PageLayout:
    """The layout of a page's copy; `letters` knows how wide the page's fonts draw each character."""
    reasons = removed_characters(text, cuts)
    text = cut_at_columns(text, ground.rules.values(), characters_within(text, cuts)) if reasons else text
    layout = PageLayout(gone=frozenset(ground.tainted))
    anew: set[int] = set()
    if reasons:
        rows = Rows(text, reasons, ground.rules, ground.size)
        anew = Setter(text, reasons, rows, letters, layout, wrapped_characters(text, cuts)).set_lines(ground.outlines)
    left = [(at, segment) for at, segment in enumerate(text.segments) if at not in anew]
    losing = [one for one in left if any(number in reasons for number in one[1].characters)]
    staying = [one for one in left if not any(number in reasons for number in one[1].characters)]
    moved = {n for at in anew for n in text.segments[at].characters} | {n for _, one in losing for n in one.characters}
    layout.gone |= {text.characters[number].thing for number in moved | set(reasons)}
    crops = Cropper(text.characters, moved | set(reasons))
    for at, segment in staying:
        _stay(text, at, segment, crops, layout)
    layout.lines += _parts_that_stay(text, [segment for _, segment in staying], ground, layout, letters)
    others = [word.box for word in layout.words] + [box for box, _ in layout.tokens]
    for at, segment in losing:
        _cover(text, at, segment, reasons, layout, others)
    Asides(text, anew, layout, ground.asides).settle(ground.size[0])
    _drop_touched(layout)
    layout.words.sort(key=lambda word: word.order)
    return layout


def removed_characters(text: PageText, cuts: Sequence[Cut]) -> dict[int, str]:
    """The characters that go, with their reason: those of cuts, of withheld lines, and what lies over any of them."""
    reasons: dict[int, str] = {}
    for segment in text.segments:
        if segment.withheld:
            reasons.update(dict.fromkeys(segment.characters, "officer" if len(segment.characters) > 1 else ""))
            continue
        own = [cut for cut in cuts if cut.start < _end(text, segment) and segment.starts[0] < cut.end]
        for cut in own:
            for number, start in zip(segment.characters, segment.starts, strict=True):
                if start < cut.end and cut.start < start + len(text.characters[number].text):
                    reasons.setdefault(number, cut.reason_code)
    reasons.update(_lying_over(text.characters, reasons))
    return reasons


def characters_within(text: PageText, cuts: Sequence[Cut]) -> frozenset[int]:
    """The characters of cuts but the first of each."""
    return frozenset(
        number
        for segment in text.segments
        for number, start in zip(segment.characters, segment.starts, strict=False)
        if any(cut.start < start < cut.end for cut in cuts)
    )


def wrapped_characters(text: PageText, cuts: Sequence[Cut]) -> frozenset[int]:
    """The characters of cuts that began at the end of one line and go on at the start of the one under it."""
    found: set[int] = set()
    lines = sorted((one for one in text.segments if one.kind == "line" and one.starts), key=lambda one: one.starts[0])
    for upper, lower in pairwise(lines):
        end, start = _end(text, upper), lower.starts[0]
        under = 0 < lower.box.top - upper.box.top < 2 * upper.box.height and upper.line != lower.line
        cut = next((cut for cut in cuts if cut.start < end and start < cut.end), None)
        if cut is not None and under and not text.text[end:start].strip():
            found.update(n for n, at in zip(lower.characters, lower.starts, strict=True) if at < cut.end)
    return frozenset(found)


def _end(text: PageText, segment: Segment) -> int:
    return segment.starts[-1] + len(text.characters[segment.characters[-1]].text)


def _lying_over(characters: Sequence[Character], reasons: Mapping[int, str]) -> dict[int, str]:
    """Characters that share most of their place with one that goes (ligatures, text drawn twice or over another)."""
    rows: dict[int, list[int]] = {}
    for number in reasons:
        ink = characters[number].ink
        for row in range(int(ink.top // 8), int(ink.bottom // 8) + 1):
            rows.setdefault(row, []).append(number)
    more: dict[int, str] = {}
    for number, one in enumerate(characters) if rows else ():
        if number in reasons or one.text.isspace():
            continue
        area = max(one.ink.width * one.ink.height, 0.01)
        for other in rows.get(int((one.ink.top + one.ink.bottom) // 16), ()):
            if one.ink.overlap(characters[other].ink) > 0.4 * area:
                more[number] = reasons[other]
                break
    return more


def _stay(text: PageText, at: int, segment: Segment, crops: Cropper, layout: PageLayout) -> None:
    """Words that stay where they are; they are cut out and put back where something else of their object goes."""
    places = offsets_of(segment)
    for count, piece in enumerate(pieces_of(text, segment, {})):
        if {text.characters[number].thing for number in piece.characters} & layout.gone:
            crop = crops.crop(piece)
            if crop is None:
                layout.lost += 1
                continue
            layout.moves.append(crop)
        order = at + count / MOST_PIECES
        layout.words.append(PlacedWord(piece.text, piece.box, order, tuple(places[n] for n in piece.characters)))


def _parts_that_stay(
    text: PageText, staying: Sequence[Segment], ground: PageGround, layout: PageLayout, letters: Letters
) -> Iterator[Box]:
    """The parts of lines taken out that run through or under words that stay."""
    gone = [box for number, box in ground.rules.items() if number in layout.gone and is_flat(box)]
    for number in (number for segment in staying for number in segment.characters):
        one = text.characters[number]
        for box in gone:
            if mark_on(box, False, one, letters.size(number)) is not None:
                yield Box(one.room.left, box.top, one.room.right, box.bottom)


def _cover(
    text: PageText,
    at: int,
    segment: Segment,
    reasons: Mapping[int, str],
    layout: PageLayout,
    others: Collection[Box],
) -> None:
    """Text that is not upright goes as a whole: what stayed of it would tell how much room the rest took.

    Its box is as large as one of three sizes can be that leaves free what stands close by (`others`).
    """
    if is_lone_unknown(segment):
        return
    left, top = (math.floor(value / GRID) * GRID for value in text.characters[segment.characters[0]].room[:2])
    reason = next((reasons[number] for number in segment.characters if reasons.get(number)), "")
    sizes = [Box(left, top, left + wide, top + high) for wide, high in ((WIDE, GRID), (NARROW, GRID), (NARROW, TINY))]
    free = (one for one in sizes if not any(one.overlap(other) > 0 for other in others))
    layout.token(next(free, sizes[-1]), reason, at)
    layout.lost += sum(piece.reason_code is None for piece in pieces_of(text, segment, reasons))


def _drop_touched(layout: PageLayout) -> None:
    """Words that a box touches leave the text layer."""
    boxes = [box for box, _ in layout.tokens]
    labels = {token_for(code) for _, code in layout.tokens}
    kept: list[PlacedWord] = []
    for word in layout.words:
        area = max(word.box.width * word.box.height, 0.01)
        if word.text in labels or not any(word.box.overlap(box) > 0.25 * area for box in boxes):
            kept.append(word)
        else:
            layout.lost += 1
    layout.words = kept


def token_labels(layout: PageLayout) -> Iterator[tuple[Box, str]]:
    """The boxes of a page with the words inside them."""
    for box, reason_code in layout.tokens:
        yield box, label_of(reason_code)
