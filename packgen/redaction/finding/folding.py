"""Text folded to its bare letters and digits, with the way back to the offsets of the text.

Case, accents, look-alike letters, invisible characters, spaces, hyphens and line breaks make no difference afterwards.
The verifier folds by tables of its own (verify_text.py); the two are kept apart on purpose.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache

#: The mark of a note or a picture may stand inside a name; it parts nothing.
_CHUNK = re.compile(r"(?P<mark>\[(?:(?:end)?note|picture) \d+\])|[A-Za-z0-9]+|[^\x00-\x7f]")
#: Chinese, Japanese and Korean letters: no space parts their words.
_FIRST_WITHOUT_SPACES = "\u2e80"
_WITH_STROKES = re.compile(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z]) WITH ")
#: Letters of other alphabets, in lower case, that pass for a Latin one, and Latin ones without a plain form.
_LOOK_ALIKES = {
    **dict(zip("авекмнорстухіјѕһԁԛԝӏѵьг", "abekmhopctyxijshdqwlvbr", strict=True)),
    **dict(zip("αβεζηικμνορτυχγκω", "abezhikmnoptyxykw", strict=True)),
    **dict(zip("ıłøđðħŧɑɡſȷɩʟ", "iloddhtagsjil", strict=True)),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijkmnoprstuvwyz", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ß": "ss",
}


@dataclass(frozen=True)
class Folded:
    """`letters[i]` stands at `text[places[i]]`; `parted[i]` is 1 where a space or sign stands before it.

    `marked` are letters with the mark of a note or picture before them, which may part words or stand inside one.
    """

    text: str
    letters: str
    places: array[int]
    parted: bytearray
    marked: frozenset[int] = frozenset()

    def is_edge(self, number: int) -> bool:
        """Whether a word begins with letter `number`, or the text ends before it.

        A digit beside a letter and a capital inside a word part words too, as in `TobySmith2010.docx`.
        """
        if number >= len(self.letters) or self.parted[number] or number in self.marked:
            return True
        before, after = self.text[self.places[number - 1]], self.text[self.places[number]]
        if min(before, after) >= _FIRST_WITHOUT_SPACES:
            return True
        return before.isdigit() != after.isdigit() or (before.islower() and after.isupper())


def fold(text: str) -> Folded:
    """`text` folded."""
    letters: list[str] = []
    places = array("L")
    parted = bytearray()
    marked: list[int] = []
    last_end, apart = -1, True
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        apart = apart or start != last_end
        word = chunk.group()
        if chunk["mark"]:
            marked.append(len(parted))
        elif word.isascii():
            letters.append(word.lower())
            places.extend(range(start, end))
            parted += b"\1" if apart else b"\0"
            parted += bytes(end - start - 1)
            apart = False
        elif (plain := _plain(word)) == " ":
            apart = True
        elif plain:
            letters.append(plain)
            places.extend([start] * len(plain))
            parted += bytes([apart, *bytes(len(plain) - 1)])
            apart = False
        last_end = end
    return Folded(text, "".join(letters), places, parted, frozenset(marked))


@cache
def _plain(character: str) -> str:
    """What a character outside ASCII folds to: letters, " " where it parts words, "" where nobody sees it."""
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me", "Cc") and not character.isspace():
        return ""
    plain = unicodedata.normalize("NFKD", character).casefold()
    folded = "".join(_LOOK_ALIKES.get(letter, letter) for letter in plain)
    kept = "".join(_base(letter) for letter in folded if letter.isalnum())
    return kept or " "


def _base(letter: str) -> str:
    """The letter under the strokes and hooks of one that no decomposition takes apart (`ɍ`, `ⱥ`)."""
    named = None if letter.isascii() else _WITH_STROKES.match(unicodedata.name(letter, ""))
    return named.group(1).lower() if named else letter


def folded_letters(text: str) -> str:
    """The bare letters and digits of `text`."""
    return fold(text).letters
