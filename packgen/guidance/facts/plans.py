"""Facts about one Risk Management Plan or one Child Safety Plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import ceil

from packgen.guidance.facts.fact import Fact
from packgen.guidance.model import Subject
from packgen.guidance.plain_language.measures import (
    Measured,
    hard_words_of,
    hardest_grade,
    measured,
    promises_without_when,
    promises_without_who,
    whole_grade,
)
from packgen.guidance.plain_language.plan_texts import written_by_adults
from packgen.guidance.plain_language.translation import untranslated
from packgen.guidance.plain_language.variants import variants_not_made, variants_of
from packgen.guidance.safeguard import is_of_concern
from packgen.guidance.scene import Scene


def _filled(scene: Scene, name: str) -> bool:
    plan = scene.risk_plan or scene.safety_plan
    return bool(plan is not None and getattr(plan, name, None))


def _who_promises(scene: Scene) -> set[str]:
    plan = scene.safety_plan
    return {c.who for c in plan.commitments if c.promises} if plan else set()


def _child_promises(scene: Scene) -> int:
    plan = scene.safety_plan
    return sum(len(c.promises) for c in plan.commitments if c.who == plan.child) if plan else 0


def _others_promises(scene: Scene) -> int:
    plan = scene.safety_plan
    return sum(len(c.promises) for c in plan.commitments if c.who != plan.child) + len(plan.others_will) if plan else 0


def _blocks_missing(scene: Scene) -> tuple[str, ...]:
    """Whose block of promises the plan lacks: child, carer, social worker, family."""
    who = _who_promises(scene)
    people = [scene.index.people[w] for w in who if w in scene.index.people]
    roles = {scene.profile.role_id(person.role) for person in people}
    groups = {person.group for person in people}
    child = scene.child
    has = {
        "the child": bool(child and child.id in who),
        "a carer": "carer" in groups
        or bool(child and set(child.carers) & who)
        or bool(roles & {"foster_carer", "placement_provider"}),
        "the social worker": "social_worker" in roles or bool(child and child.social_worker in who),
        "family": "family" in groups,
    }
    return tuple(name for name, there in has.items() if not there)


def _promises_without_when(scene: Scene) -> int:
    return len(list(promises_without_when(scene.safety_plan))) if scene.safety_plan else 0


def _rings_person_of_concern(scene: Scene) -> bool:
    plan = scene.safety_plan
    entries = (*plan.ring, plan.advocate, plan.complaints) if plan else ()
    return any(entry is not None and is_of_concern(entry.name, entry.person, scene) for entry in entries)


def _agencies_without_part(scene: Scene) -> bool:
    return bool(scene.risk_plan) and len(scene.risk_plan.agency_parts if scene.risk_plan else ()) == 0


def _contextual_actions(scene: Scene) -> bool:
    plan = scene.risk_plan
    if plan is None:
        return False
    return plan.places_and_peers is not None or any(
        a.focus in ("place", "peer_group", "person_of_concern") for a in plan.actions
    )


def _health_named(scene: Scene) -> bool:
    plan = scene.risk_plan
    if plan is None:
        return False
    text = " ".join((*plan.attendees, *(p.agency for p in plan.agency_parts))).lower()
    return any(word in text for word in ("health", "nurse", "paediatric", "camhs", "doctor", "gp"))


def _measured(scene: Scene) -> tuple[Measured, ...]:
    return measured(scene.safety_plan, scene.case) if scene.safety_plan else ()


def _longest_sentence(scene: Scene) -> int:
    return max((len(one.sentence.words) for one in _measured(scene)), default=0)


def _hard_words(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for _, word, _ in hard_words_of(_measured(scene), scene.case)))


def _without_who(scene: Scene) -> int:
    return len(list(promises_without_who(scene.safety_plan))) if scene.safety_plan else 0


def _words_to_avoid(kind: str) -> Callable[[Scene], tuple[str, ...]]:
    """Reads which words of one kind, out of the profile's list, stand in the plan."""

    def read(scene: Scene) -> tuple[str, ...]:
        texts = (text for _, text in written_by_adults(scene.safety_plan)) if scene.safety_plan else ()
        text = " ".join(texts).lower().replace("\u2019", "'")
        listed = (word.id for word in scene.profile.language.values() if word.note == kind)
        return tuple(phrase for phrase in listed if re.search(rf"\b{re.escape(phrase)}\b", text))

    return read


def _says(name: str) -> Callable[[Scene], bool]:
    return lambda scene: _filled(scene, name)


_RISK, _SAFETY = Subject.RISK_PLAN, Subject.SAFETY_PLAN
_FIELDS = (
    ("intelligence_sharing", "how intelligence is shared"),
    ("reporting_when_missing", "what to do when the child is missing"),
    ("reporting_when_absent", "what to do when the child is away without being thought at risk"),
    ("carers_enquiries", "what carers find out before they report"),
    ("police_enquiries", "what police find out on a report"),
    ("reducing_missing", "how missing is made less likely"),
    ("carers_and_family_support", "what support carers and family need"),
    ("safety_plan_developed_by", "who makes the Child Safety Plan with the child"),
    ("complex_strategy_needed", "whether a complex strategy meeting is needed"),
    ("frequency", "how often meetings are held"),
    ("attendees", "who comes to the meetings"),
    ("disruption", "how exploiters are disrupted, investigated and prosecuted"),
    ("missing_risk_grading", "how police grade the child when missing"),
    ("agency_parts", "what each agency contributes"),
    ("named_police_officer", "the named police officer"),
)

FACTS = (
    *(
        Fact(
            f"plan_says_{name}",
            f"Whether the Risk Management Plan says {what}.",
            _says(name),
            _RISK,
        )
        for name, what in _FIELDS
    ),
    Fact(
        "plan_has_contextual_action",
        "Whether the plan has an action on a place, a peer group or a person of concern.",
        _contextual_actions,
        _RISK,
    ),
    Fact("plan_lacks_agencies", "Whether no agency's contribution is set out.", _agencies_without_part, _RISK),
    Fact("plan_names_health", "Whether health has a part in the plan.", _health_named, _RISK),
    Fact(
        "missing_grading",
        "How police grade the child when missing.",
        lambda s: s.risk_plan.missing_risk_grading if s.risk_plan else None,
        _RISK,
    ),
    Fact(
        "made_with_child",
        "Whether the plan was made with the child.",
        lambda s: bool(s.safety_plan and s.safety_plan.made_with_child),
        _SAFETY,
    ),
    Fact("own_words", "Whether the child's own words stand in the plan.", lambda s: _filled(s, "my_words"), _SAFETY),
    Fact(
        "why_not_with_child",
        "Whether it is said why it was made without the child.",
        lambda s: _filled(s, "why_not_made_with_child"),
        _SAFETY,
    ),
    Fact(
        "measures",
        "Whether the plan says what will be done.",
        lambda s: _filled(s, "others_will") or bool(_who_promises(s)),
        _SAFETY,
    ),
    Fact("says_my_phone", "Whether the plan speaks of the child's phone.", lambda s: _filled(s, "my_phone"), _SAFETY),
    Fact(
        "says_keep_in_touch",
        "Whether it says whom the child keeps in touch with.",
        lambda s: _filled(s, "keep_in_touch"),
        _SAFETY,
    ),
    Fact(
        "says_feel_safe", "Whether it says what makes the child feel safe.", lambda s: _filled(s, "feel_safe"), _SAFETY
    ),
    Fact("says_others_will", "Whether it says what others will do.", lambda s: _filled(s, "others_will"), _SAFETY),
    Fact("blocks_missing", "Whose block of promises the plan lacks.", _blocks_missing, _SAFETY),
    Fact(
        "more_asked_of_child",
        "Whether more is asked of the child than adults promise.",
        lambda s: _child_promises(s) > _others_promises(s),
        _SAFETY,
    ),
    Fact("promises_without_when", "The number of adults' promises without a when.", _promises_without_when, _SAFETY),
    Fact("promises_without_who", "The number of lines under others_will that do not say who.", _without_who, _SAFETY),
    Fact(
        "reading_grade",
        "The reading grade of the whole plan, rounded up; 4 is about a reading age of nine. Names do not count.",
        lambda s: ceil(whole_grade(_measured(s))),
        _SAFETY,
    ),
    Fact(
        "hardest_sentence",
        "The reading grade of its hardest sentence of six words or more, rounded down.",
        lambda s: int(hardest_grade(_measured(s))),
        _SAFETY,
    ),
    Fact(
        "variants_not_made",
        "Forms asked for that cannot be made: unknown words, and side by side without a translation.",
        lambda s: variants_not_made(s.safety_plan) if s.safety_plan else (),
        _SAFETY,
    ),
    Fact(
        "untranslated_lines",
        "The number of lines of the plan that its translation does not cover; 0 where there is none.",
        lambda s: len(untranslated(s.safety_plan)) if s.safety_plan else 0,
        _SAFETY,
    ),
    Fact(
        "first_untranslated",
        "The first of those lines.",
        lambda s: next(iter(untranslated(s.safety_plan)), "")[:80] if s.safety_plan else "",
        _SAFETY,
    ),
    Fact("hard_words", "Words that a child of nine may not know.", _hard_words, _SAFETY),
    Fact("review_date_given", "Whether a review date is given.", lambda s: _filled(s, "review_date"), _SAFETY),
    Fact(
        "kept_where_given",
        "Whether it is said where the child's copy is safe to keep.",
        lambda s: _filled(s, "kept_where"),
        _SAFETY,
    ),
    Fact(
        "rings_person_of_concern", "Whether somebody to ring is a person of concern.", _rings_person_of_concern, _SAFETY
    ),
    Fact(
        "family_takes_part",
        "Whether a parent or carer makes a promise in the plan.",
        lambda s: not {"a carer", "family"} <= set(_blocks_missing(s)),
        _SAFETY,
    ),
    Fact(
        "plan_variants",
        "In which forms the plan is made.",
        lambda s: variants_of(s.safety_plan, s.child) if s.safety_plan else (),
        _SAFETY,
    ),
    Fact(
        "longest_sentence", "The number of words in the longest sentence that adults wrote.", _longest_sentence, _SAFETY
    ),
    Fact("adult_words", "Words in the plan that speak of the child as an adult.", _words_to_avoid("adult"), _SAFETY),
    Fact(
        "consent_words",
        "Words in the plan that read as if the child had chosen it.",
        _words_to_avoid("consent"),
        _SAFETY,
    ),
    Fact("blame_words", "Words in the plan that blame or label the child.", _words_to_avoid("blame"), _SAFETY),
)
