"""Marked passages: whole ones go, mixed ones stay, lost marks become questions, origins ask for opinions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from packgen.redaction.docx.model import TaggedPassage
from packgen.redaction.docx.reader import read_docx
from packgen.redaction.entries import Answer, EntryKind, Outcome, is_fresh
from packgen.redaction.model import Decision, Span
from packgen.redaction.passages import UNKNOWN, KnownPassage, PassageHit, PassageRules, rule_on_passages
from tests.redaction.subject_access_making import POLICY, TODAY, record, usual_roster

TEXT = "He has slept badly since the stabbing and will not say why."
RECORD = read_docx(record("Before.", TEXT, "After."))
PLACE = Span("document", 8, 8 + len(TEXT))


def ruled(
    *passages: KnownPassage, marked: bool = True, complete: bool = False, answers: tuple[Answer, ...] = ()
) -> tuple[list[PassageHit], list[str]]:
    tags = tuple(TaggedPassage(one.key, PLACE) for one in passages) if marked else ()
    known = {one.key: one for one in passages}
    rules = PassageRules(known, usual_roster(), POLICY, answers, TODAY, complete)
    hits, entries = rule_on_passages(replace(RECORD, passages=tags), rules)
    return hits, [entry.kind.value for entry in entries]


def test_a_passage_wholly_about_another_child_goes_whole() -> None:
    (hit,), entries = ruled(KnownPassage("p1", ("dario",)))
    assert (hit.span, hit.decision, hit.reason_code) == (PLACE, Decision.REDACT, "third-party")
    assert entries == []


def test_a_passage_about_the_subject_and_another_stays() -> None:
    assert ruled(KnownPassage("p1", ("toby", "dario"))) == ([], [])


def test_a_passage_about_somebody_who_is_named_stays() -> None:
    assert ruled(KnownPassage("p1", ("doctor",))) == ([], [])


def test_legal_advice_goes_whoever_it_is_about() -> None:
    (hit,), _ = ruled(KnownPassage("p1", ("toby",), "legal_advice"))
    assert (hit.decision, hit.reason_code) == (Decision.REDACT, "legal-advice")


def test_a_lost_mark_becomes_a_question_where_its_words_stand() -> None:
    (hit,), _ = ruled(KnownPassage("p1", ("dario",), "", TEXT), marked=False)
    assert (hit.span, hit.decision) == (PLACE, Decision.ASK), "with its full stop"


def test_a_lost_mark_whose_words_changed_stays_open() -> None:
    gone = KnownPassage("p1", ("dario",), "", "These words are no longer in the record at all.")
    assert ruled(gone, marked=False, complete=True) == ([], ["lost mark"])
    assert ruled(gone, marked=False, complete=False) == ([], [])


def test_the_same_words_without_their_mark_become_a_question_too() -> None:
    passage = KnownPassage("p1", ("dario",), "", TEXT)
    twice = read_docx(record("Before.", TEXT, TEXT))
    marked = replace(twice, passages=(TaggedPassage("p1", PLACE),))
    rules = PassageRules({"p1": passage}, usual_roster(), POLICY, (), TODAY, True)
    hits, entries = rule_on_passages(marked, rules)
    assert [(hit.span.start, hit.decision) for hit in hits] == [
        (PLACE.start, Decision.REDACT),
        (PLACE.end + 1, Decision.ASK),
    ]
    assert entries == []


def test_a_passage_whose_origin_nobody_kept_is_a_question() -> None:
    (hit,), entries = ruled(KnownPassage("p1", ("toby",), UNKNOWN))
    assert (hit.decision, hit.category, entries) == (Decision.ASK, "passage of unknown origin", [])


@pytest.mark.parametrize("origin", ["health", "police"])
def test_an_origin_that_asks_for_an_opinion_is_open_until_there_is_one(origin: str) -> None:
    (hit,), entries = ruled(KnownPassage("p1", ("toby",), origin))
    assert hit.decision is Decision.ASK
    assert entries == [POLICY.origins[origin].needs]


def test_a_consultation_decides_the_passages_it_is_about() -> None:
    passage = KnownPassage("p1", ("toby",), "police")
    withheld = Answer(EntryKind.POLICE_CONSULTATION, "DS A", TODAY, Outcome.WITHHOLD, frozenset({"p1"}))
    (hit,), entries = ruled(passage, answers=(withheld,))
    assert (hit.decision, hit.reason_code, entries) == (Decision.REDACT, "police", [])
    other = replace(withheld, passages=frozenset({"p2"}))
    assert ruled(passage, answers=(other,))[1] == ["police consultation"]


def test_an_opinion_to_share_leaves_what_is_about_others_out_all_the_same() -> None:
    share = Answer(EntryKind.HEALTH_OPINION, "Dr A", TODAY, Outcome.DISCLOSE)
    (hit,), _ = ruled(KnownPassage("p1", ("dario",), "health"), answers=(share,))
    assert hit.decision is Decision.REDACT


@pytest.mark.parametrize(
    ("given", "fresh"),
    [(date(2024, 11, 1), True), (date(2024, 10, 31), False), (date(2025, 5, 2), False), (None, False)],
)
def test_an_opinion_counts_for_six_months(given: date | None, fresh: bool) -> None:
    answer = Answer(EntryKind.HEALTH_OPINION, "Dr A", given, Outcome.DISCLOSE)
    assert is_fresh(answer, POLICY, TODAY) is fresh
