"""A Child Safety Plan measured: the grade of the whole, its hard sentences and words, promises without who."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packgen.case.model import CaseFile
from packgen.case.plans import ChildSafetyPlan
from packgen.errors import KeyPath
from packgen.guidance.plain_language.plan_texts import names_in, written_by_adults
from packgen.guidance.plain_language.readability import Sentence, grade_of, sentences
from packgen.guidance.plain_language.words import hard_words_in, nobody_in_particular

# The grade of a short sentence says little: one long word is enough to send it up.
_WORDS_TO_JUDGE = 6
_PASSIVE = re.compile(
    r"^(?!.*\bby\b).*\b(?:will|is to|are to)\s+(?:not\s+)?be\s+\w+(?:ed|en|ne|wn|ld|ght|pt|de|ut)\b", re.I
)


@dataclass(frozen=True)
class Measured:
    """A sentence and where it stands below the plan."""

    path: KeyPath
    sentence: Sentence


def measured(plan: ChildSafetyPlan, case: CaseFile) -> tuple[Measured, ...]:
    """Every sentence that adults wrote in the plan."""
    exempt = names_in(case)
    return tuple(Measured(path, found) for path, text in written_by_adults(plan) for found in sentences(text, exempt))


def whole_grade(found: tuple[Measured, ...]) -> float:
    """The Flesch-Kincaid grade of the whole plan; a plan for a child should not pass 4 (reading age 9)."""
    return grade_of(one.sentence for one in found)


def hardest_grade(found: tuple[Measured, ...]) -> float:
    """The grade of the hardest sentence long enough to judge."""
    return max((grade_to_judge(one.sentence) for one in found), default=0.0)


def grade_to_judge(sentence: Sentence) -> float:
    """A sentence's grade; 0 where it is too short to say."""
    return sentence.grade if len(sentence.words) >= _WORDS_TO_JUDGE else 0.0


def hard_words_of(found: tuple[Measured, ...], case: CaseFile) -> Iterator[tuple[KeyPath, str, str]]:
    """Where, the hard word, simpler wording; names are left alone."""
    exempt = names_in(case)
    for one in found:
        words = [word for word in one.sentence.words if word.lower() not in exempt]
        yield from ((one.path, word, simpler) for word, simpler in hard_words_in(words))


def promises_without_who(plan: ChildSafetyPlan) -> Iterator[tuple[KeyPath, str]]:
    """Lines of `others_will` that do not say who will."""
    for place, line in enumerate(plan.others_will):
        first = next(iter(re.findall(r"[^\W_]+", line.text)), "").lower()
        if first in nobody_in_particular() or _PASSIVE.search(line.text):
            yield ("others_will", place), line.text


def promises_without_when(plan: ChildSafetyPlan) -> Iterator[KeyPath]:
    """Promises of adults that do not say when."""
    for number, block in enumerate(plan.commitments):
        if block.who != plan.child:
            yield from (
                ("commitments", number, "promises", place)
                for place, promise in enumerate(block.promises)
                if not promise.when
            )
