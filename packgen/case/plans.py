"""The Risk Management Plan and the Child Safety Plan as a case file gives them."""

from __future__ import annotations

from pydantic import Field

from packgen.case.meeting import Action, SignedOff
from packgen.case.values import Day, Identifier, Part, Reference, ShortText, Words, YesNo


class AnswerWithReason(Part):
    """Yes or no, and why."""

    answer: YesNo
    reason: Words | None = None


class AgencyPart(Part):
    """What one agency contributes to a plan, and how that is watched."""

    agency: ShortText
    contribution: Words
    monitored_by: ShortText | None = None


class Frequency(Part):
    """How often meetings are held, and why."""

    interval: ShortText
    """weekly, fortnightly, monthly or six_weekly."""
    reason: Words | None = None
    partners_consulted: YesNo | None = None


class RiskManagementPlan(Part):
    """One child's Risk Management Plan (rules RP-01 to RP-14)."""

    child: Identifier
    meeting: Identifier | None = None
    """Id of the meeting that agreed it."""
    date: Day
    version: Reference = "1"
    threats: tuple[Words, ...] = ()
    strengths: tuple[Words, ...] = ()
    intelligence_sharing: Words | None = None
    reporting_when_absent: Words | None = None
    reporting_when_missing: Words | None = None
    carers_enquiries: Words | None = None
    police_enquiries: Words | None = None
    reducing_missing: Words | None = None
    places_and_peers: Words | None = None
    carers_and_family_support: Words | None = None
    safety_plan_developed_by: Identifier | None = None
    complex_strategy_needed: AnswerWithReason | None = None
    frequency: Frequency | None = None
    attendees: tuple[ShortText, ...] = ()
    """Roles or names of those who come to the meetings."""
    disruption: Words | None = None
    """How exploiters are disrupted, investigated and prosecuted."""
    missing_risk_grading: ShortText | None = None
    """How police grade the child when missing: high, medium or low."""
    named_police_officer: Identifier | None = None
    recovery_resources: Words | None = None
    agency_parts: tuple[AgencyPart, ...] = ()
    actions: tuple[Action, ...] = ()
    who_is_told: tuple[ShortText, ...] = ()
    contingency: Words | None = None
    next_review: Day | None = None
    issued: SignedOff | None = None
    approved: SignedOff | None = None


class Promise(Part):
    """Something one person will do."""

    what: Words
    when: ShortText | None = None
    """A day, or how often: "every Friday", "by 3 April", "straight away"."""


class Commitments(Part):
    """What one person will do under the plan: the child, a carer, a parent, a worker."""

    who: Identifier
    promises: tuple[Promise, ...] = ()


class PhoneContact(Part):
    """Somebody to ring."""

    name: ShortText
    """As the child knows them."""
    person: Identifier | None = None
    number: ShortText
    when: ShortText | None = None
    """day, night or any_time."""


class Translation(Part):
    """A human translation, to be printed side by side."""

    language: ShortText
    """Language code, such as ar or pl."""
    translator: ShortText | None = None
    texts: dict[str, str] = Field(default_factory=dict)
    """The English text of a line, and the same line in the other language."""


class ChildSafetyPlan(Part):
    """One child's own Child Safety Plan (rules SP-01 to SP-20). It is written for the child to read."""

    child: Identifier
    meeting: Identifier | None = None
    date: Day
    version: Reference = "1"
    made_with_child: YesNo | None = None
    why_not_made_with_child: Words | None = None
    my_words: tuple[Words, ...] = ()
    """The child's own words, exactly as said. They are never changed."""
    commitments: tuple[Commitments, ...] = ()
    my_phone: tuple[Words, ...] = ()
    keep_in_touch: tuple[Words, ...] = ()
    feel_safe: tuple[Words, ...] = ()
    others_will: tuple[Words, ...] = ()
    risky_signs: tuple[Words, ...] = ()
    code_word: ShortText | None = None
    code_word_means: Words | None = None
    ring: tuple[PhoneContact, ...] = ()
    advocate: PhoneContact | None = None
    complaints: PhoneContact | None = None
    do_not_agree: tuple[Words, ...] = ()
    copies: tuple[ShortText, ...] = ()
    """Who has a copy, as the child knows them."""
    kept_where: Words | None = None
    """Where the child's copy is safe to keep."""
    what_is_new: tuple[Words, ...] = ()
    review_date: Day | None = None
    variants: tuple[ShortText, ...] = ()
    """standard, easy_read, large_print, pocket_card or side_by_side."""
    translation: Translation | None = None
    issued: SignedOff | None = None
    approved: SignedOff | None = None
