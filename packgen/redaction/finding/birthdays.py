"""Days of birth without their year: `born on 11 March`, `her birthday is 11/3`. A date by itself is an ordinary one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.redaction.finding.identifiers import MONTH, ORDINALS, month_number

_WORDS = re.compile(r"\b(?:born|birth ?(?:days?|dates?)?|b-?days?|d\.? ?o\.? ?b|turn(?:s|ed|ing))\b", re.IGNORECASE)
_ORDINAL = "|".join(word.replace(" ", "[ -]") for word in reversed(ORDINALS))
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_DATE = re.compile(
    rf"(?<![\w/.-])(?:(?P<day>{_DAY})(?:\s+day)?(?:\s+of)?[\s-]+(?P<month>{MONTH})"
    rf"|(?P<first>{MONTH})\.?\s+(?:the\s+)?(?P<second>{_DAY})"
    r"|(?P<one>\d{1,2})[/.](?P<other>\d{1,2}))(?![\w/]|[.-]\d|\.?,?\s+\d{4}\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z])|;|\n\s*\n")
_FAR = 40


def birthdays(text: str) -> Iterator[tuple[int, int, frozenset[tuple[int, int]]]]:
    """Places of days and months beside a word of birth, each with the (day, month) that it may be."""
    for found in _DATE.finditer(text):
        start, end = found.span()
        before = _SENTENCE.split(text[max(start - _FAR, 0) : start])[-1]
        after = _SENTENCE.split(text[end : end + _FAR])[0]
        if _WORDS.search(before) or _WORDS.search(after):
            yield start, end, frozenset(_meant(found))


def _meant(found: re.Match[str]) -> Iterator[tuple[int, int]]:
    if found["one"]:
        one, other = int(found["one"]), int(found["other"])
        yield from ((one, other), (other, one))
    else:
        yield _number(found["day"] or found["second"]), month_number(found["month"] or found["first"])


def _number(day: str) -> int:
    digits = re.match(r"\d+", day)
    return int(digits.group()) if digits else ORDINALS.index(re.sub(r"[ -]", " ", day.casefold())) + 1
