"""Text as a reader of the page sees it: invisible characters gone, overridden order put right, symbols named."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from packgen.redaction.docx.model import Run

OVERRIDE = "\u202e"
_POPS = "\u202c\u2069"
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u180e")
_BREAKS = frozenset("\x0b\x0c\x85\u2028\u2029\r")
_HYPHENS = frozenset("\u2010\u2011\u2012\u00ad\ufe63\uff0d")
UNKNOWN_SYMBOL = "\u25a1"
#: Glyphs of Word's symbol fonts that minutes use, by character code.
_SYMBOLS = {
    "wingdings": {0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0x78: "☒", 0x52: "☑"}
    | {0xE0: "→", 0xDF: "←", 0xF0: "→", 0x4A: "☺", 0x4C: "☹"},
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐", 0x51: "☒"},
    "symbol": {0xB7: "•", 0xAE: "→", 0xAC: "←", 0xB3: "≥", 0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xD0: "∠", 0xB4: "×"},
}
_BULLETS = {0xB7, 0xA7, 0x6C, 0x6E, 0x75, 0x76, 0x9F, 0xA8, 0xD8, 0xFC, 0x77, 0x73}
#: Marks struck through or drawn around a letter, which leave it readable.
_OVERLAYS = frozenset([*range(0x334, 0x339), *range(0x20D0, 0x20E5), 0x20E5, 0x20EA, 0x20EB])
#: Letters in disguise that Unicode folds to plain ones: ligatures, circled, mathematical, squared, full-width.
_DISGUISES = ((0x2460, 0x24E9), (0xFB00, 0xFB06), (0xFF01, 0xFF5E), (0x1D400, 0x1D7FF), (0x1F110, 0x1F14F))
_OFFSET_DISGUISES = ((0x1F150, 0x1F169, "A"), (0x1F170, 0x1F189, "A"), (0x1F1E6, 0x1F1FF, "A"), (0x24EA, 0x24EA, "0"))
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ", strict=True))
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol", "zapfdingbats", "marlett")


def symbol(font: str, code: int) -> str:
    """What `w:sym` or a private character shows: a known tick or arrow, a letter in a text font, else a hollow box."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    family = font.strip().lower()
    if family.startswith(_SYMBOL_FONTS):
        found = _SYMBOLS.get(family, {}).get(low)
        if found:
            return found
        return "•" if low in _BULLETS else UNKNOWN_SYMBOL
    if 0x20 <= low < 0x7F or (low > 0xA0 and not is_private(chr(low))):
        return chr(low)
    return UNKNOWN_SYMBOL


def is_private(character: str) -> bool:
    """Whether only a font knows what the character shows."""
    return unicodedata.category(character) in ("Co", "Cn", "Cs")


def tidy_runs(runs: Sequence[Run], tally: Counter[str]) -> tuple[Run, ...]:
    """`runs` as seen on the page; what was taken out is added to `tally`. Runs keep their looks, tags and marks."""
    text = "".join(run.text for run in runs)
    if text.isascii() and not _has_controls(text):
        return tuple(runs)
    pieces = [(character, index) for index, run in enumerate(runs) for character in run.text]
    pieces = _composed(_visible(_reordered(pieces, tally), tally))
    return _gathered(pieces, runs)


def tidy(text: str) -> str:
    """One text, tidied as `tidy_runs` does."""
    return "".join(run.text for run in tidy_runs((Run(text),), Counter()))


def _has_controls(text: str) -> bool:
    return any(character < " " and character not in "\t\n" for character in text) or "\x7f" in text


_Piece = tuple[str, int]


def _reordered(pieces: list[_Piece], tally: Counter[str]) -> list[_Piece]:
    """Letters between a right-to-left override and its end, in the order in which they are shown."""
    if not any(character == OVERRIDE for character, _ in pieces):
        return pieces
    ordered: list[_Piece] = []
    held: list[_Piece] | None = None
    for piece in pieces:
        if piece[0] == OVERRIDE and held is None:
            held = []
            tally["text direction overrides"] += 1
        elif held is not None and (piece[0] in _POPS or piece[0] == "\n"):
            ordered += [*reversed(held), piece]
            held = None
        else:
            (ordered if held is None else held).append(piece)
    return ordered + list(reversed(held or []))


def _visible(pieces: list[_Piece], tally: Counter[str]) -> list[_Piece]:
    shown: list[_Piece] = []
    for character, index in pieces:
        seen = _seen(character)
        if seen == "":
            tally["invisible characters"] += 1
        elif seen == UNKNOWN_SYMBOL != character:
            tally["characters that only a font knows"] += 1
        shown += [(letter, index) for letter in seen]
    return shown


def _seen(character: str) -> str:
    """What a character shows: itself, a plain stand-in, or nothing."""
    if character in _BREAKS:
        return "\n"
    if character in "\t\n" or " " <= character < "\x7f":
        return character
    category = unicodedata.category(character)
    if character in _BLANKS or category == "Zs":
        return " "
    if character in _HYPHENS:
        return "-" if character != "\u00ad" else ""
    if category in ("Co", "Cn", "Cs"):
        return symbol("", ord(character))
    return _plain_letter(character) or _unless_invisible(character, category)


def _plain_letter(character: str) -> str:
    """The letter that a disguised one stands for, "" for any other character."""
    code = ord(character)
    if any(first <= code <= last for first, last in _DISGUISES):
        return unicodedata.normalize("NFKC", character)
    for first, last, start in _OFFSET_DISGUISES:
        if first <= code <= last:
            return chr(ord(start) + code - first)
    return _SMALL_CAPITALS.get(character, "")


def _unless_invisible(character: str, category: str) -> str:
    selector = ord(character) in _OVERLAYS or 0xFE00 <= ord(character) <= 0xFE0F or 0xE0000 <= ord(character) < 0xF0000
    return "" if category in ("Cf", "Cc") or character == "\u034f" or selector else character


def _composed(pieces: list[_Piece]) -> list[_Piece]:
    """Letters and the marks that follow them put together (NFC), also where a run's edge stood between them."""
    composed: list[_Piece] = []
    for character, index in pieces:
        if composed and unicodedata.combining(character):
            base, base_index = composed[-1]
            together = unicodedata.normalize("NFC", base + character)
            composed[-1] = (together, base_index)
        else:
            composed.append((unicodedata.normalize("NFC", character), index))
    return composed


def _gathered(pieces: list[_Piece], runs: Sequence[Run]) -> tuple[Run, ...]:
    texts: list[str] = [""] * len(runs)
    for character, index in pieces:
        texts[index] += character
    if [index for _, index in pieces] == sorted(index for _, index in pieces):
        return tuple(replace(run, text=text) for run, text in zip(runs, texts, strict=True) if text)
    return tuple(replace(runs[index], text=character) for character, index in pieces)
