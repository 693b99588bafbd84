"""Passages marked with whom they are about and whose information they are: what becomes of each as a whole.

A mark that was lost (LibreOffice drops the tags of content controls) turns its passage into a question for the officer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from packgen.redaction.entries import Answer, EntryKind, OpenEntry, Outcome, is_fresh
from packgen.redaction.finding.folding import fold, folded_letters
from packgen.redaction.formats import Record
from packgen.redaction.model import Decision, Span
from packgen.redaction.persons import Roster, RosterPerson, Standing
from packgen.redaction.places import place_of
from packgen.redaction.policy import Policy

#: The origin of a passage of which it is not known whose information it is: nobody but the officer can decide.
UNKNOWN = "unknown"
_LAST_SIGNS = ".,;:!?\u2026)]\u201d\u2019\"'"
_LOST = "its mark was lost when the file was saved"
#: The rule of a question about a passage that would be left out, had it kept its mark.
LOST_TO_GO = "it is to be left out, but its mark was lost when the file was saved"
_SHORTEST_SOUGHT = 12
_OWN = (Standing.SUBJECT, Standing.REQUESTER)


@dataclass(frozen=True)
class KnownPassage:
    """A passage that packgen once marked: its key, the case ids of whom it is about, its origin, its text or ""."""

    key: str
    about: tuple[str, ...] = ()
    origin: str = ""
    text: str = ""


@dataclass(frozen=True)
class PassageHit:
    """What becomes of a passage as a whole."""

    span: Span
    category: str
    decision: Decision
    reason_code: str
    rule: str = ""


@dataclass(frozen=True)
class _Ruling:
    category: str
    decision: Decision
    reason_code: str
    rule: str = ""
    entry: tuple[EntryKind, str] | None = None


@dataclass(frozen=True)
class PassageRules:
    """What is known for ruling on passages. `complete` says that every key belongs to the record at hand."""

    known: Mapping[str, KnownPassage]
    roster: Roster
    policy: Policy
    answers: Sequence[Answer]
    as_of: date
    complete: bool = False


def rule_on_passages(record: Record, rules: PassageRules) -> tuple[list[PassageHit], list[OpenEntry]]:
    """What becomes of every passage of `record` that packgen knows, and what has to be settled first."""
    hits: list[PassageHit] = []
    entries: list[OpenEntry] = []
    met: dict[str, list[Span]] = {}
    for tagged in record.passages:
        passage = rules.known.get(tagged.key)
        if passage:
            met.setdefault(tagged.key, []).append(tagged.span)
            _add(record, tagged.span, _ruling(passage, rules), hits, entries)
    for passage in rules.known.values():
        ruling = _ruling(passage, rules)
        if ruling:
            _add_lost(record, passage, ruling, rules.complete, met.get(passage.key, []), hits, entries)
    return hits, entries


def origins_in(record: Record, known: Iterable[KnownPassage], *, complete: bool = False) -> frozenset[str]:
    """The origins of the passages of a record, also of those whose mark was lost; `complete` as in `PassageRules`."""
    marked = {tagged.key for tagged in record.passages}
    here = (one for one in known if complete or one.key in marked or any(_sought(record, one.text)))
    return frozenset(one.origin for one in here) - {""}


def _add(record: Record, span: Span, ruling: _Ruling | None, hits: list[PassageHit], entries: list[OpenEntry]) -> None:
    if ruling:
        hits.append(PassageHit(span, ruling.category, ruling.decision, ruling.reason_code, ruling.rule))
        if ruling.entry:
            entries.append(OpenEntry(*ruling.entry, place_of(record, span)))


def _add_lost(
    record: Record,
    passage: KnownPassage,
    ruling: _Ruling,
    complete: bool,
    marked: Sequence[Span],
    hits: list[PassageHit],
    entries: list[OpenEntry],
) -> None:
    spans = [span for span in _sought(record, passage.text) if not any(span.overlaps(one) for one in marked)]
    rule = LOST_TO_GO if ruling.decision is Decision.REDACT else _LOST
    for span in spans:
        hits.append(PassageHit(span, ruling.category, Decision.ASK, ruling.reason_code, rule))
        if ruling.entry:
            entries.append(OpenEntry(*ruling.entry, place_of(record, span)))
    if not spans and not marked and complete:
        says = "A passage about somebody else has lost its mark, and its words were changed: find it and mark it."
        entries.append(OpenEntry(EntryKind.LOST_MARK, says))


def _sought(record: Record, text: str) -> Iterator[Span]:
    """Where the words of a passage stand, whatever their spacing and signs."""
    letters = folded_letters(text)
    if len(letters) < _SHORTEST_SOUGHT:
        return
    signs = text[len(text.rstrip(_LAST_SIGNS)) :]
    for story in record.stories:
        folded = fold(story.text)
        first = folded.letters.find(letters)
        while first >= 0:
            end = folded.places[first + len(letters) - 1] + 1
            for sign in signs:  # a full stop left alone would show where the last line of the passage was
                end += story.text.startswith(sign, end)
            yield Span(story.id, folded.places[first], end)
            first = folded.letters.find(letters, first + len(letters))


def _ruling(passage: KnownPassage, rules: PassageRules) -> _Ruling | None:
    """What becomes of a passage, None where it stays and only names are taken out of it."""
    origin = rules.policy.origins.get(passage.origin)
    if origin and origin.decision is Decision.REDACT:
        return _Ruling(f"{_said(passage.origin)} passage", Decision.REDACT, origin.reason_code)
    if origin and origin.needs:
        return _by_origin(passage, EntryKind(origin.needs), origin.reason_code, rules)
    if passage.origin == UNKNOWN:
        return _Ruling("passage of unknown origin", Decision.ASK, rules.policy.about_others.reason_code)
    return _by_persons(passage, rules)


def _by_origin(passage: KnownPassage, needed: EntryKind, code: str, rules: PassageRules) -> _Ruling | None:
    answers = [answer for answer in rules.answers if answer.kind is needed and answer.covers(passage.key)]
    fresh = [answer for answer in answers if is_fresh(answer, rules.policy, rules.as_of)]
    category = f"{_said(passage.origin)} passage"
    if not fresh:
        why = "the one on file is too old or has no date" if answers else "there is none on file"
        entry = (needed, f"This passage needs a {needed.value}; {why}.")
        return _Ruling(category, Decision.ASK, code, needed.value, entry)
    if any(answer.outcome is Outcome.WITHHOLD for answer in fresh):
        return _Ruling(category, Decision.REDACT, code, f"{needed.value} on file")
    return _by_persons(passage, rules)


def _by_persons(passage: KnownPassage, rules: PassageRules) -> _Ruling | None:
    persons = [person for one in passage.about if (person := rules.roster.by_case_id(one))]
    if not persons or any(person.standing in _OWN for person in persons):
        return None
    decisions = {person.decided.decision for person in persons}
    if decisions == {Decision.DISCLOSE}:
        return None
    decision = Decision.REDACT if Decision.REDACT in decisions else Decision.ASK
    default = rules.policy.about_others
    return _Ruling("passage about others", decision, _code(persons) or default.reason_code, default.rule)


def _code(persons: Iterable[RosterPerson]) -> str:
    return next((person.decided.reason_code for person in persons if person.is_secret), "")


def _said(origin: str) -> str:
    return origin.replace("_", " ")
