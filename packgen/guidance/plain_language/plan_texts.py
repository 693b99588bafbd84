"""What adults wrote in a Child Safety Plan, with the place of each text. The child's own words are never among it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.case.model import CaseFile
from packgen.case.plans import ChildSafetyPlan
from packgen.case.values import FreeText
from packgen.errors import KeyPath

# Not here: my_words and do_not_agree (the child's own words), code_word (the child's choice), and
# why_not_made_with_child, which staff read and no copy prints.
_LISTS = ("my_phone", "keep_in_touch", "feel_safe", "others_will", "risky_signs", "what_is_new")
_SINGLE = ("code_word_means", "kept_where")


def written_by_adults(plan: ChildSafetyPlan) -> Iterator[tuple[KeyPath, str]]:
    """The key path below the plan and the text of everything that is measured."""
    for number, block in enumerate(plan.commitments):
        for place, promise in enumerate(block.promises):
            here = ("commitments", number, "promises", place)
            yield (*here, "what"), promise.what.text
            if promise.when:
                yield (*here, "when"), promise.when
    for name in _LISTS:
        texts: tuple[FreeText, ...] = getattr(plan, name)
        yield from (((name, place), words.text) for place, words in enumerate(texts))
    for name in _SINGLE:
        single: FreeText | None = getattr(plan, name)
        if single is not None:
            yield (name,), single.text


def names_in(case: CaseFile) -> frozenset[str]:
    """Every word of a name of the case, in lower case: children, people, places, agencies, whom to ring."""
    names = [name for child in case.children for name in (child.name, child.known_as, *child.aliases)]
    names += [name for person in case.people for name in (person.name, *person.aliases, person.agency)]
    names += [place.name for place in case.places]
    for plan in case.child_safety_plans:
        names += [contact.name for contact in (*plan.ring, plan.advocate, plan.complaints) if contact]
        names += [*plan.copies, plan.code_word]
    joined = " ".join(name for name in names if name)
    return frozenset(word.lower() for word in re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*", joined))
