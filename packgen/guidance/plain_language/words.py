"""The list of hard words, as data, and the words of a text that stand on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from packgen.own_data import own_data

_ENDINGS = ("s", "es", "d", "ed", "ing", "ly", "ally")


@cache
def hard_words() -> Mapping[str, str]:
    """Simpler wording by hard word."""
    return dict(_data()["hard_words"])


@cache
def nobody_in_particular() -> frozenset[str]:
    """Words that name nobody who could keep a promise."""
    return frozenset(_data()["nobody_in_particular"])


def hard_words_in(words: Iterable[str]) -> list[tuple[str, str]]:
    """Each hard word as it stands in `words`, once, with the simpler wording."""
    listed = hard_words()
    found: dict[str, str] = {}
    for word in words:
        bare = _bare(word.lower(), listed)
        if bare is not None:
            found.setdefault(word.lower(), listed[bare])
    return list(found.items())


def _bare(word: str, listed: Mapping[str, str]) -> str | None:
    if word in listed:
        return word
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 3:
            for candidate in (stem, f"{stem}e", re.sub(r"i$", "y", stem), re.sub(r"(.)\1$", r"\1", stem)):
                if candidate in listed:
                    return candidate
    return None


@cache
def _data() -> Any:
    return own_data("packgen.guidance.plain_language", "hard_words.yaml")
