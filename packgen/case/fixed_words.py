"""Words that mean something by themselves in a case file: as they are written, and the spellings taken for them.

Any other spelling is kept as it was typed, and `checks/words.py` tells about it: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from packgen.case.values import ShortText

REPLIES: Mapping[str, tuple[str, ...]] = {
    "accepted": ("accept", "accepts", "attending", "coming", "yes"),
    "apologies": ("apology", "apologise", "apologises", "apologised", "sorry", "not coming", "declined", "no"),
    "deputy": ("sends a deputy", "deputy comes"),
    "no_reply": ("none",),
}
ATTENDED: Mapping[str, tuple[str, ...]] = {"yes": ("y", "true"), "no": ("n", "false"), "part": ("partly", "in part")}
JOINS: Mapping[str, tuple[str, ...]] = {"all": ("all of it",), "part": ("part of it",), "none": ("none of it",)}
CHOICES: Mapping[str, tuple[str, ...]] = {"invite": (), "other_contact": (), "leave_out": ()}
FORMATS: Mapping[str, tuple[str, ...]] = {
    **{"face_to_face": ("in person",), "video": ("by video",), "hybrid": ()},
    **{"conference_call": ("by conference call",), "phone_calls": ("by telephone", "by phone")},
}


def word_for(typed: str, known: Mapping[str, Collection[str]]) -> str | None:
    """The one of the `known` words that was typed, whatever its letter case, blanks and hyphens; None for another."""
    plain = " ".join(typed.lower().replace("_", " ").replace("-", " ").split())
    words = ((word, (word.replace("_", " "), *spellings)) for word, spellings in known.items())
    return next((word for word, spellings in words if plain in spellings), None)


def _one_of(known: Mapping[str, Collection[str]]) -> BeforeValidator:
    def read(value: Any) -> Any:
        return (word_for(value, known) or value) if isinstance(value, str) else value

    return BeforeValidator(read)


ReplyWord = Annotated[ShortText, _one_of(REPLIES)]
AttendedWord = Annotated[ShortText, _one_of(ATTENDED)]
JoinsWord = Annotated[ShortText, _one_of(JOINS)]
ChoiceWord = Annotated[ShortText, _one_of(CHOICES)]
FormatWord = Annotated[ShortText, _one_of(FORMATS)]
