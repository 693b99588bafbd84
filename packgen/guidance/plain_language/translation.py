"""The lines of a Child Safety Plan that a translation has to cover, and those that it does not cover yet.

A translation is a person's work: nothing is translated by machine, and a line without one is printed in English alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from packgen.case.plans import ChildSafetyPlan, PhoneContact, Translation

HEADINGS = MappingProxyType(
    {
        "my_words": "In my words",
        "i_will": "I will",
        "they_will": "What each person will do",
        "my_phone": "My phone",
        "keep_in_touch": "Who I keep in touch with",
        "feel_safe": "What makes me feel safe",
        "others_will": "What others will do",
        "risky_signs": "Signs that things are getting risky",
        "code_word": "My code word",
        "ring": "Who I can ring",
        "advocate": "Someone on my side",
        "complaints": "If I am not happy with how I am treated",
        "do_not_agree": "What I do not agree with",
        "copies": "Who has a copy",
        "kept_where": "Where my copy is safe",
        "what_is_new": "What is new",
        "review_date": "When we look at this again",
    }
)
OPENING = ("You are not in trouble.", "What happened is not your fault.", "This plan is here to help you.")
DANGER = ("In danger right now: ring 999.", "Childline: ring 0800 1111. It is free. It does not show on the bill.")
TITLE = "My plan"
_RINGING = MappingProxyType({"day": "in the day", "night": "at night", "any_time": "any time"})
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-arab", "pa-arab", "prs", "ps", "sd", "ug", "ur", "yi")
)


def is_right_to_left(language: str) -> bool:
    """Whether the language of this code is written from right to left, such as ar, fa-AF or ur."""
    code = language.strip().lower().replace("_", "-")
    return code in _RIGHT_TO_LEFT or code.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT


def ringing_time(contact: PhoneContact) -> str:
    """When somebody can be rung, in words that a child uses."""
    return _RINGING.get(contact.when or "", "any time")


def translated(line: str, translation: Translation) -> str | None:
    """The line in the other language; None where nobody has translated it."""
    texts = {_plain(english): other for english, other in translation.texts.items()}
    return texts.get(_plain(line))


def untranslated(plan: ChildSafetyPlan) -> tuple[str, ...]:
    """Every line of the plan that has no translation, in the order of the paper; none where none is wanted."""
    if plan.translation is None:
        return ()
    known = {_plain(english) for english, other in plan.translation.texts.items() if other.strip()}
    return tuple(dict.fromkeys(line for line in lines_to_translate(plan) if _plain(line) not in known))


def lines_to_translate(plan: ChildSafetyPlan) -> Iterator[str]:
    """Every English line that a side-by-side copy prints; names, numbers and dates need no translation."""
    yield from (TITLE, *OPENING)
    for name, heading in HEADINGS.items():
        lines = list(_lines(plan, name))
        if lines or name in ("ring", "review_date") or (name == "copies" and plan.copies):
            yield heading
        yield from lines
    yield from DANGER


def _lines(plan: ChildSafetyPlan, name: str) -> Iterator[str]:
    if name in ("i_will", "they_will"):
        for block in plan.commitments:
            if (block.who == plan.child) == (name == "i_will"):
                yield from (line for p in block.promises for line in (p.what.text, p.when) if line)
    elif name == "ring":
        yield from (ringing_time(contact) for contact in plan.ring)
    elif name in ("advocate", "complaints"):
        contact: PhoneContact | None = getattr(plan, name)
        yield from (ringing_time(contact),) if contact else ()
    elif name == "code_word":
        yield from (plan.code_word_means.text,) if plan.code_word and plan.code_word_means else ()
    elif name == "kept_where":
        yield from (plan.kept_where.text,) if plan.kept_where else ()
    elif name not in ("copies", "review_date"):
        yield from (words.text for words in getattr(plan, name))


def _plain(line: str) -> str:
    return " ".join(line.split()).rstrip(".").casefold()
