"""In which forms a Child Safety Plan is made: those the file names, else what the child's needs suggest."""

from __future__ import annotations

import re

from packgen.case.people import Child
from packgen.case.plans import ChildSafetyPlan

VARIANTS = ("standard", "easy_read", "large_print", "pocket_card", "side_by_side")
_EASY_READ = re.compile(r"easy.?read|\bpictures?\b|symbols?|learning (?:difficult|disabilit)|makaton|widgit", re.I)
_LARGE = re.compile(
    r"larger? (?:print|type|letters)|big print|visual(?:ly)? impair|partially sighted|(?:poor|low) (?:sight|vision)",
    re.I,
)
# "No pictures needed" asks for none. A need that is put aside in the words just before it does not count.
_DENIED = re.compile(r"\b(?:no|not|without|never|doesn't|does not|nothing)\b[^.;,]{0,30}$", re.I)


def variants_of(plan: ChildSafetyPlan, child: Child | None) -> tuple[str, ...]:
    """Variants in the order of VARIANTS as given; side by side wherever a translation is given. Never empty."""
    named = [word for word in map(code_of, plan.variants) if word in VARIANTS]
    found = named or suggested_by(child.communication_needs.text if child and child.communication_needs else "")
    if plan.translation is not None:
        found = [*found, "side_by_side"]
    usable = [word for word in dict.fromkeys(found) if word != "side_by_side" or plan.translation is not None]
    return tuple(usable) or ("standard",)


def suggested_by(needs: str) -> list[str]:
    """What a child's communication needs ask for; the standard form is always there to read from together."""
    wanted = [name for name, words in (("easy_read", _EASY_READ), ("large_print", _LARGE)) if _asks(needs, words)]
    return [*wanted, "standard"]


def variants_not_made(plan: ChildSafetyPlan) -> tuple[str, ...]:
    """Words under `variants` that no form answers to, and side by side where there is no translation."""
    without = () if plan.translation else ("side_by_side",)
    return tuple(word for word in plan.variants if code_of(word) not in VARIANTS or code_of(word) in without)


def code_of(word: str) -> str:
    """`Easy Read` -> `easy_read`."""
    return re.sub(r"[\s-]+", "_", word.strip().lower())


def _asks(needs: str, words: re.Pattern[str]) -> bool:
    return any(not _DENIED.search(needs[: found.start()]) for found in words.finditer(needs))
