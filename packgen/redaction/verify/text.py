"""Seeking texts that may not survive, however they are spelt: case, accents, look-alikes, spacing, hyphens folded.

This module belongs to the verifier and shares nothing with the finders of the redactors, so that a mistake in one is
not repeated in the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import ahocorasick

from packgen.redaction.model import Secret

#: Letters of other alphabets (folded to lower case) that look like a Latin letter, and Latin ones without a plain form.
_LOOK_ALIKES = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁһӏвкмнтѵԛԝ", "aeopcyxijsdhlbkmhtvqw", strict=True)),
        **dict(zip("αοιυκντρεβημχζγ", "aoiukntpebhmxzy", strict=True)),
        **dict(zip("ıłøđðħŧɑɡ", "iloddhtag", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        "æ": "ae",
        "œ": "oe",
    }
)
#: The mark of a note, which may stand inside a word.
_NOTE_MARK = re.compile(r"\[(?:note|endnote) [0-9]+\]")
_SHORTEST_RESPACED = 6
#: From here on stand the letters of languages that part no words by spaces.
_WITHOUT_SPACES = 0x2E80
_SHORTEST_INSIDE_A_WORD = 7
_SHORTEST_NEAR_MISS = 5
_SHORTEST_BACKWARDS = 5
#: No ordinary word or other name is a name of so many letters read backwards (Nevaeh is heaven, Aidan is Nadia).
_SURELY_BACKWARDS = 8


@dataclass(frozen=True)
class Found:
    """A secret in a text: offsets into the text, and whether it counts as found or only as a near miss."""

    start: int
    end: int
    near_miss: bool


@dataclass(frozen=True)
class Squeezed:
    """A text's letters and digits, folded; where each stands; and whether a space or sign stands before it."""

    text: str
    letters: str
    places: Sequence[int]
    starts: Sequence[bool]

    def is_edge(self, number: int) -> bool:
        """Whether a word begins with a letter (or the text has ended).

        A change between letters and digits and a capital inside a word count too, as in `TobySmith2010.docx`.
        """
        if number >= len(self.letters) or self.starts[number]:
            return True
        before, after = self.text[self.places[number - 1]], self.text[self.places[number]]
        if min(ord(before), ord(after)) >= _WITHOUT_SPACES:
            return True
        return before.isdigit() != after.isdigit() or (before.islower() and after.isupper())


def squeeze(text: str) -> Squeezed:
    """`text` folded to its bare letters and digits."""
    letters: list[str] = []
    places: list[int] = []
    starts: list[bool] = []
    fresh = True
    marks = {at for found in _NOTE_MARK.finditer(text) for at in range(*found.span())}
    for place, character in enumerate(text):
        for letter in () if place in marks else _folded(character):
            if letter == " ":
                fresh = True
            else:
                letters.append(letter)
                places.append(place)
                starts.append(fresh)
                fresh = False
    return Squeezed(text, "".join(letters), places, starts)


_FOLDED: dict[str, str] = {}


def _folded(character: str) -> str:
    """What a character folds to: letters and digits, " " for what parts words, "" for what nobody sees."""
    known = _FOLDED.get(character)
    if known is None:
        known = _FOLDED[character] = _fold(character)
    return known


def _fold(character: str) -> str:
    if unicodedata.category(character) in ("Cf", "Mn", "Me", "Cc") and not character.isspace():
        return ""
    plain = unicodedata.normalize("NFKD", character).casefold().translate(_LOOK_ALIKES)
    kept = "".join(_unstruck(letter) for letter in plain if letter.isalnum())
    return kept or ("" if all(unicodedata.combining(letter) for letter in plain) and plain else " ")


def _unstruck(letter: str) -> str:
    """A Latin letter with a stroke or a hook as the plain one that Unicode names it after."""
    kind, _, rest = unicodedata.name(letter, "").partition(" LETTER ")
    plain, _, stroke = rest.partition(" WITH ")
    return plain.lower() if kind.startswith("LATIN") and stroke and len(plain) == 1 else letter


@dataclass(frozen=True)
class _Key:
    starts: tuple[bool, ...]
    whole_word: bool
    exact_case: bool
    backwards: bool = False


@dataclass
class Seeker:
    """Seeks a fixed set of secrets in texts, in time that does not grow with their number."""

    secrets: Sequence[Secret]
    _keys: dict[str, list[_Key]] = field(default_factory=dict)
    _near: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._automaton = ahocorasick.Automaton()
        for secret in self.secrets:
            squeezed = squeeze(secret.text)
            if squeezed.letters:
                key = _Key(tuple(squeezed.starts), secret.whole_word, secret.exact_case)
                self._keys.setdefault(squeezed.letters, []).append(key)
                self._add_near(squeezed)
                self._add_backwards(squeezed, key)
        for letters in self._keys:
            self._automaton.add_word(letters, letters)
        if self._keys:
            self._automaton.make_automaton()

    def _add_backwards(self, squeezed: Squeezed, key: _Key) -> None:
        """The letters from last to first, as a text drawn from right to left, glyph by glyph, is read."""
        turned = squeezed.letters[::-1]
        if len(turned) >= _SHORTEST_BACKWARDS and turned.isalpha() and turned != squeezed.letters:
            starts = (True, *key.starts[:0:-1])
            self._keys.setdefault(turned, []).append(_Key(starts, True, key.exact_case, backwards=True))

    def _add_near(self, squeezed: Squeezed) -> None:
        word = squeezed.letters
        if len(word) >= _SHORTEST_NEAR_MISS and sum(squeezed.starts) == 1 and word.isalpha():
            for shorter in _one_letter_less(word):
                self._near.setdefault(shorter, set()).add(word)

    def seek(self, text: str, *, backwards: bool = True) -> list[Found]:
        """Every place of a secret in `text`, near misses in spacing included.

        `backwards` also seeks what reads from right to left; in noise, where chance spells short words, ask for none.
        """
        if not self._keys:
            return []
        squeezed = squeeze(text)
        found: list[Found] = []
        for last, letters in self._automaton.iter(squeezed.letters):
            first = last - len(letters) + 1
            for key in self._keys[letters]:
                if key.backwards and not backwards:
                    continue
                judge = self._judged_backwards if key.backwards else self._judged
                near_miss = judge(text, squeezed, first, last, key)
                if near_miss is not None:
                    found.append(Found(squeezed.places[first], squeezed.places[last] + 1, near_miss))
        return found

    def _judged(self, text: str, squeezed: Squeezed, first: int, last: int, key: _Key) -> bool | None:
        """False for a hit, True for a near miss, None for nothing."""
        length = last - first + 1
        if key.exact_case and not text[squeezed.places[first]].isupper():
            return None
        if key.whole_word and not (squeezed.is_edge(first) and squeezed.is_edge(last + 1)):
            return True if length >= _SHORTEST_INSIDE_A_WORD or _is_plural(squeezed, first, last) else None
        same_spacing = tuple(squeezed.starts[first + 1 : last + 1]) == key.starts[1:]
        return not same_spacing and length < _SHORTEST_RESPACED

    def _judged_backwards(self, text: str, squeezed: Squeezed, first: int, last: int, key: _Key) -> bool | None:
        """As `_judged`; one word counts where its capital stands last, since it may be an ordinary one otherwise."""
        if not (squeezed.is_edge(first) and squeezed.is_edge(last + 1)):
            return None
        capital = text[squeezed.places[last]].isupper()
        if key.exact_case and not capital:
            return None
        if last - first + 1 >= _SURELY_BACKWARDS:
            return False
        return not (capital and text[squeezed.places[first]].islower())

    def near_misses(self, words: Iterable[str]) -> frozenset[str]:
        """Of `words` (distinct, as typed) those one letter away from a secret of one word."""
        return frozenset(word for word in words if self._is_near(squeeze(word).letters))

    def _is_near(self, word: str) -> bool:
        if len(word) < _SHORTEST_NEAR_MISS - 1 or word in self._keys:
            return False
        return any(_one_edit(word, near) for shorter in _one_letter_less(word) for near in self._near.get(shorter, ()))


def _is_plural(squeezed: Squeezed, first: int, last: int) -> bool:
    follows = squeezed.letters[last + 1 : last + 2]
    return last - first >= 3 and squeezed.is_edge(first) and follows == "s" and squeezed.is_edge(last + 2)


def _one_letter_less(word: str) -> set[str]:
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}


def _one_edit(one: str, other: str) -> bool:
    """Whether one insertion, deletion, change or swap of neighbours turns one word into the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, rest_other = one[start:], other[start:]
    if len(one) != len(other):
        longer, shorter = (rest, rest_other) if len(rest) > len(rest_other) else (rest_other, rest)
        return longer[1:] == shorter
    return rest[1:] == rest_other[1:] or (rest[:2] == rest_other[1::-1] and rest[2:] == rest_other[2:])
