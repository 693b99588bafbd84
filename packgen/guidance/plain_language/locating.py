"""From "this plan has a fault of that kind" to the places: one located finding for each, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from packgen.errors import KeyPath
from packgen.guidance.entry import Condition
from packgen.guidance.findings import Finding
from packgen.guidance.plain_language.measures import (
    Measured,
    grade_to_judge,
    hard_words_of,
    measured,
    promises_without_when,
    promises_without_who,
    whole_grade,
)
from packgen.guidance.plain_language.plan_texts import written_by_adults
from packgen.guidance.plain_language.words import hard_words_in

_ALWAYS = 10_000  # no limit, where the rule sets none
_SHOWN = 9  # words of a sentence that a message quotes


def located(finding: Finding) -> Iterator[Finding]:
    """The finding itself, or one for each place where the Child Safety Plan is to be changed."""
    locate = _LOCATORS.get(finding.rule.id)
    found = list(locate(finding)) if locate and finding.scene.safety_plan else []
    yield from found or [finding]


def _at(finding: Finding, below: KeyPath, message: str, hint: str) -> Finding:
    return replace(finding, path=(*finding.path, *below), message=message, hint=hint)


def _hard_to_read(finding: Finding) -> Iterator[Finding]:
    plan, case = finding.scene.safety_plan, finding.scene.case
    assert plan is not None
    limits = _limits(finding.rule.check.problem_when if finding.rule.check else None)
    found = measured(plan, case)
    for one in found:
        yield from _sentence(finding, one, limits)
    for path, word, simpler in hard_words_of(found, case):
        yield _at(finding, path, f"“{word}” is a hard word for a child.", f"Try: {simpler}.")
    grade = whole_grade(found)
    if grade > limits.get("reading_grade", _ALWAYS) - 1:
        message = f"The plan as a whole reads at grade {grade:.1f}, about age {grade + 5:.0f}; grade 4 is the aim."
        yield _at(finding, (), message, "Use shorter sentences and shorter words.")


def _sentence(finding: Finding, one: Measured, limits: Mapping[str, int]) -> Iterator[Finding]:
    sentence = one.sentence
    start = " ".join(sentence.text.split()[:_SHOWN]) + (" …" if len(sentence.text.split()) > _SHOWN else "")
    simpler = [f"“{word}”: {instead}" for word, instead in hard_words_in(sentence.words)]
    if len(sentence.words) >= limits.get("longest_sentence", _ALWAYS):
        message = f"This sentence has {len(sentence.words)} words: “{start}”."
        yield _at(finding, one.path, message, "Break it into short ones; fifteen words are enough for most.")
    elif int(grade_to_judge(sentence)) >= limits.get("hardest_sentence", _ALWAYS):
        message = f"This sentence is hard to read (grade {sentence.grade:.0f}; 4 is the aim): “{start}”."
        hint = "Say it in shorter words, or as two sentences."
        yield _at(finding, one.path, message, f"{hint} {'; '.join(simpler)}".strip())


def _limits(condition: Condition | None) -> dict[str, int]:
    """The least value of each fact at which the rule speaks: a council sets them in the rule."""
    if condition is None:
        return {}
    found = {} if condition.fact is None or condition.at_least is None else {condition.fact: condition.at_least}
    for part in (*condition.all, *condition.any):
        found |= _limits(part)
    return found


def _words_of_kind(kind: str) -> Callable[[Finding], Iterator[Finding]]:
    """Places of the profile's words of one kind (adult, consent, blame), with the wording that it lists instead."""

    def locate(finding: Finding) -> Iterator[Finding]:
        plan = finding.scene.safety_plan
        assert plan is not None
        listed = [word for word in finding.scene.profile.language.values() if word.note == kind]
        for path, text in written_by_adults(plan):
            plain = text.lower().replace("\u2019", "'")
            for word in listed:
                if re.search(rf"\b{re.escape(word.id)}\b", plain):
                    yield _at(finding, path, f"“{word.id}”: {_WHY[kind]}", f"Instead: {word.label}.")

    return locate


_WHY = {
    "blame": "this blames or labels the child.",
    "consent": "this reads as if the child had chosen the harm.",
    "adult": "this speaks of the child as of an adult or an offender.",
}


def _promises(finding: Finding) -> Iterator[Finding]:
    plan = finding.scene.safety_plan
    assert plan is not None
    for path in promises_without_when(plan):
        yield _at(finding, path, "This promise does not say when.", "Add when: a day, a time, or how often.")
    for path, text in promises_without_who(plan):
        hint = "Name the person: “Astrid will ...”; with a day it can stand under commitments."
        yield _at(finding, path, f"This promise does not say who keeps it: “{text[:80]}”.", hint)


def _demands(finding: Finding) -> Iterator[Finding]:
    """More asked of the child than of the adults: told at the child's own block, with both numbers."""
    plan = finding.scene.safety_plan
    assert plan is not None
    asked = sum(len(block.promises) for block in plan.commitments if block.who == plan.child)
    given = sum(len(block.promises) for block in plan.commitments if block.who != plan.child) + len(plan.others_will)
    for number, block in enumerate(plan.commitments):
        if block.who == plan.child and asked > given:
            message = f"The plan asks {asked} things of the child, and adults promise {given}."
            hint = "Add what adults will do, or ask less of the child."
            yield _at(finding, ("commitments", number), message, hint)


_LOCATORS: Mapping[str, Callable[[Finding], Iterator[Finding]]] = {
    "SP-03": _hard_to_read,
    "SP-08": _demands,
    "SP-12": _words_of_kind("adult"),
    "SP-13": _words_of_kind("consent"),
    "SP-16": _words_of_kind("blame"),
    "SP-17": _promises,
}
