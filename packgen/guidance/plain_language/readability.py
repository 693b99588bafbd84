"""How hard a text reads: sentences, syllables and the Flesch-Kincaid grade, without any word list to download.

A line without a full stop counts as a sentence of its own, or four short bullets would read as one long sentence.
Words of `exempt` (names) count as one short word: nobody can write them more simply.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_MARKUP = re.compile(r"[*_`#>|]+|^\s*(?:[-+]|\d+[.)])\s+|\]\([^)]*\)|\[", re.MULTILINE)
_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n+|[;:]\s+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouyàâäáåæèéêëìíîïòóôöøùúûü]+")
# Letters side by side that are spoken apart (quiet, going, idea), and an e inside that is not spoken (sometimes).
_SPOKEN_APART = re.compile(
    r"[aeou]ing|yi|ia(?!l|n\b)|iet|scien|(?<=[aeiou][a-z])ea\b|eo(?!u|ple)|io(?!n|u)|ua(?!l|r|d)"
)
_SILENT_INSIDE = re.compile(r"(?:some|where|there|here|safe|care|time|home|name|place)(?=[a-z]{2})|every")


@dataclass(frozen=True)
class Sentence:
    """One sentence: its text, words, and syllables (names count as one each)."""

    text: str
    words: tuple[str, ...]
    syllables: int

    @property
    def grade(self) -> float:
        """Its own Flesch-Kincaid grade; jumpy for a sentence of a few words."""
        return grade_of([self])


@lru_cache(maxsize=1024)
def sentences(text: str, exempt: frozenset[str] = frozenset()) -> tuple[Sentence, ...]:
    """The sentences of a text that may hold Markdown. `exempt` holds words in lower case.

    Remembered: several facts of one plan are read from the same lines, at the date of every meeting.
    """
    found = []
    for part in _END.split(_MARKUP.sub(" ", text)):
        words = tuple(_WORD.findall(part))
        if words:
            heard = sum(1 if _is_exempt(word, exempt) else syllables(word) for word in words)
            found.append(Sentence(part.strip(), words, heard))
    return tuple(found)


def grade_of(found: Iterable[Sentence]) -> float:
    """The Flesch-Kincaid grade of sentences taken together: about the reading age less five. 0 for no sentence."""
    read = list(found)
    words = sum(len(sentence.words) for sentence in read)
    if not words:
        return 0.0
    heard = sum(sentence.syllables for sentence in read)
    return max(0.0, 0.39 * words / len(read) + 11.8 * heard / words - 15.59)


def syllables(word: str) -> int:
    """The syllables of an English word by its letters; one for numbers and what has no vowel. Never under one."""
    lower = word.lower().replace("’", "'")
    count = 0
    for part in re.split(r"[-']", lower):
        if part.isdigit() or not part or (part in ("s", "t", "d", "m", "ll", "re", "ve") and count):
            continue
        count += _of_part(part)
    return max(1, count)


def _of_part(part: str) -> int:
    heard = len(_VOWELS.findall(part)) + len(_SPOKEN_APART.findall(part)) - len(_SILENT_INSIDE.findall(part))
    if heard > 1 and re.search(r"[^aeiouy]e(?:s|d)?$", part) and not _ending_is_heard(part):
        heard -= 1
    return max(1, heard)


def _ending_is_heard(part: str) -> bool:
    return bool(re.search(r"[^aeiouy]le$|[td]ed$|(?:s|x|z|ch|sh|c|g)es$", part))


def _is_exempt(word: str, exempt: frozenset[str]) -> bool:
    return word.lower().replace("’", "'").removesuffix("'s") in exempt
