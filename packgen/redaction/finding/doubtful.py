"""Words that may be a name of the roster, written as nobody listed it: near misses, pieces, names inside other words.

Everything found here is a question for the officer, never taken out unasked. Each distinct word is judged once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache

import ahocorasick

from packgen.redaction.finding.folding import fold, folded_letters
from packgen.redaction.finding.misspellings import NearNames
from packgen.redaction.finding.variants import is_ordinary, ordinary_near

_POSSESSIVE = re.compile(r"['’]s?(?![^\W_])")
_WORD = re.compile(r"[^\W_]+(?:[-'’!|$@][^\W_]+)*")
#: A person called by one letter: Master Q, young Z, Child K.
_ONE_LETTER = re.compile(
    r"\b(?:Master|Miss|Mrs?|Ms|Mx|[Yy]oung|[Ll]ittle|[Bb]aby|[Cc]hild)[ \xa0]([A-Z])(?:['’]s)?(?![\w.]*\w)"
)
#: How text recognition and haste write letters: digits that look like one, two letters that look like another.
_AS_LETTERS = tuple(str.maketrans("01345678$@!|", letters) for letters in ("oieasgtbsail", "oleasgtbsali"))
_LOOK_ALIKE_PAIRS = (("rn", "m"), ("m", "rn"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("li", "h"))
_PET_ENDINGS = ("zza", "ie", "ey", "y", "i", "s", "o", "z", "a")
_SHORTEST_CHANGED = 6
_SHORTEST_BACKWARDS = 7
_SHORTEST_INSIDE = 6
_SHORTEST_IN_A_TAG = 4
_SHORTEST_PIECE = 4
#: Alphabets that no record is written in, and whose letters look like Latin ones.
_STRANGE = ("CHEROKEE", "LISU", "COPTIC", "DESERET", "OSAGE", "WARANG", "TIFINAGH", "BAMUM", "MATHEMATICAL")


class Doubts:
    """Judges words. `names` are the names (folded, with their person's key) of whoever may have to go."""

    def __init__(self, names: Iterable[tuple[str, str]], known: Collection[str], not_persons: Collection[str]) -> None:
        self._names = dict(names)
        self._known, self._not_persons = known, not_persons
        self._near = NearNames(self._names.items())
        self._inside = ahocorasick.Automaton()
        self._pieces: dict[str, str] = {}
        self._initials: dict[str, str] = {}
        for name, key in self._names.items():
            self._initials.setdefault(name[:1].upper(), key)
            if len(name) >= _SHORTEST_IN_A_TAG and not is_ordinary(name):
                self._inside.add_word(name, name)
                self._pieces.update((name[:length], key) for length in range(_SHORTEST_PIECE, len(name)))
        if self._names and len(self._inside):
            self._inside.make_automaton()
        self._judged: dict[tuple[str, bool], str] = {}

    def words(self, text: str, is_free: Callable[[int, int], bool]) -> Iterator[tuple[int, int, str]]:
        """Places of doubtful words in `text` that are free (not a hit already), each with a person's key or ""."""
        for found in _WORD.finditer(text):
            start, end = found.span()
            tagged = text[start - 1 : start] in ("#", "@")
            if is_free(start, end):
                key = self._key_of(found.group(), tagged=tagged)
                if key:
                    yield start, end, key
                elif not found.group().isascii() and _is_of_mixed_alphabets(found.group()):
                    yield start, end, ""
        for start, end, key in self._backwards(text):
            if is_free(start, end):
                yield start, end, key
        for found in _ONE_LETTER.finditer(text):
            key = self._initials.get(found.group(1), "")
            if key and is_free(*found.span(1)):
                yield *found.span(1), key

    def _backwards(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Names from back to front inside longer words, or with every letter by itself; `_as_read` sees whole words."""
        if not len(self._inside):
            return
        folded = fold(text)
        length = len(folded.letters)
        for ended, name in self._inside.iter(folded.letters[::-1]):
            first, last = length - 1 - ended, length - 2 - ended + len(name)
            apart = folded.parted[first + 1 : last + 1]
            edges = folded.is_edge(first), folded.is_edge(last + 1)
            spelt = len(name) >= _SHORTEST_CHANGED and all(apart) and all(edges)
            if spelt or (len(name) >= _SHORTEST_BACKWARDS and not any(apart) and any(edges)):
                yield folded.places[first], folded.places[last] + 1, self._names[name]

    def _key_of(self, word: str, *, tagged: bool) -> str:
        if (word, tagged) not in self._judged:
            self._judged[word, tagged] = self._nearest(word, tagged=tagged)
        return self._judged[word, tagged]

    def _nearest(self, word: str, *, tagged: bool) -> str:
        bare = _POSSESSIVE.sub("", word)
        letters = folded_letters(bare)
        if letters in self._known or letters in self._not_persons or is_ordinary(bare) or ordinary_near(letters):
            return ""
        capital = any(character.isupper() for character in bare)
        if not (capital or tagged) and len(letters) < _SHORTEST_CHANGED:
            return ""
        return (
            self._near.nearest(letters)
            or self._by_part(bare)
            or self._as_read(bare, letters)
            or (self._by_piece(letters) if capital else "")
            or self._by_name_inside(letters, _SHORTEST_IN_A_TAG if tagged else _SHORTEST_INSIDE)
        )

    def _by_part(self, bare: str) -> str:
        pieces = [folded_letters(piece) for piece in re.split(r"[-'’]", bare)]
        unknown = (p for p in pieces if len(pieces) > 1 and p not in self._known and not is_ordinary(p))
        return next((key for piece in unknown if (key := self._near.nearest(piece))), "")

    def _as_read(self, bare: str, letters: str) -> str:
        """Digits and signs for letters, two letters for one, or the letters the wrong way round."""
        disguised = not bare.isalpha()
        tried = [folded_letters(bare.translate(table)) for table in _AS_LETTERS] if disguised else []
        tried += [letters.replace(pair, one) for pair, one in _LOOK_ALIKE_PAIRS if pair in letters]
        tried += [letters[::-1]] if len(letters) >= _SHORTEST_CHANGED else []
        if letters.isdigit():
            return ""
        listed = (self._names[one] for one in tried if one in self._names)
        # A number of a paragraph or an action (P13) is no name misspelt: digits stand for few letters of one.
        spelt = disguised and sum(character.isalpha() for character in bare) * 2 > len(bare)
        near = (self._near.nearest(one) for one in tried if spelt and one.isalpha())
        return next(listed, "") or next(filter(None, near), "")

    def _by_piece(self, letters: str) -> str:
        """The beginning of a name, as a short form or with the ending of a pet name."""
        stems = [letters, *(letters.removesuffix(ending) for ending in _PET_ENDINGS)]
        return next((self._pieces[stem] for stem in stems if stem in self._pieces), "")

    def _by_name_inside(self, letters: str, shortest: int) -> str:
        if len(letters) <= shortest or not len(self._inside):
            return ""
        found = (name for _, name in self._inside.iter(letters) if len(name) >= shortest)
        return next((self._names[name] for name in found), "")


@cache
def _is_of_mixed_alphabets(word: str) -> bool:
    """Whether a word has Latin letters among those of another alphabet, or letters that no record is written in."""
    folded = folded_letters(word)
    other = [letter for letter in folded if not letter.isascii()]
    strange = any(unicodedata.name(letter, "").startswith(_STRANGE) for letter in word)
    return strange or bool(other and any(letter.isascii() and letter.isalpha() for letter in folded))
