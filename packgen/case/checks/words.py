"""Words that nobody reads as what was meant: a reply, an attendance or a format that packgen does not know."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from pydantic import BaseModel

from packgen.case.checks.finding import Finding, parts, warning
from packgen.case.fixed_words import ATTENDED, CHOICES, FORMATS, JOINS, REPLIES
from packgen.case.meeting import Invitee, Meeting, NamedDecision
from packgen.case.model import CaseFile

_WORDS: tuple[tuple[type[BaseModel], str, Collection[str], str], ...] = (
    (Invitee, "reply", REPLIES, "is not a reply that packgen knows, so it counts as no reply"),
    (Invitee, "attended", ATTENDED, "does not say whether they were there, so they are not counted"),
    (Invitee, "joins", JOINS, "does not say which part of the meeting they join"),
    (NamedDecision, "choice", CHOICES, "is not a choice that packgen knows, so nothing is decided by it"),
    (Meeting, "format", FORMATS, "is not a way to hold a meeting that packgen knows"),
)


def check_words(case: CaseFile) -> Iterator[Finding]:
    """Each such word, with the nearest one that is known. A warning: no word holds up an emergency."""
    known = _by_model()
    for path, part in parts(case):
        for field, words, says in known.get(type(part), ()):
            typed = getattr(part, field)
            if typed is not None and typed not in words:
                yield warning((*path, field), f"“{typed[:60]}” {says}.", _hint(typed, words))


def _by_model() -> Mapping[type[BaseModel], list[tuple[str, Collection[str], str]]]:
    found: dict[type[BaseModel], list[tuple[str, Collection[str], str]]] = {}
    for model, field, words, says in _WORDS:
        found.setdefault(model, []).append((field, words, says))
    return found


def _hint(typed: str, words: Collection[str]) -> str:
    listed = list(words)
    near = get_close_matches(typed.lower(), listed, 1, 0.6)
    start = f"Did you mean “{near[0]}”? " if near else ""
    return f"{start}Type {', '.join(listed[:-1])} or {listed[-1]}."
