"""What holding a case against the guidance yields: plain values for documents, gaps and the status page.

Everything here is as at the meeting's own date, so that a later rebuild says the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from packgen.case.model import Override
from packgen.errors import Problem


@dataclass(frozen=True)
class RuleReference:
    """A rule that fired: its id (or joined ids of twins), what it says, its strength and where it is written."""

    id: str
    says: str
    strength: str
    citation: str


@dataclass(frozen=True)
class Attendee:
    """One line of the invitation list: what the guidance asks, merged with the case file and the address book.

    `name`, `email`, `phone` are None while nobody is known for the role. `addressed` is False for a police team that
    is only requested (the invitation goes to the coordinating team) and for anybody who may not be invited by a rule
    alone until a named decision exists (`needs_decision`).
    """

    role: str
    label: str
    agency: str | None
    name: str | None
    email: str | None
    phone: str | None
    secure_email: bool | None
    need: str  # must, should, may or chosen (only the file names them)
    why: str
    rules: tuple[RuleReference, ...]
    group: str  # police, health, social_care, education, family, child, voluntary, other_authority, other
    person: str | None = None  # id under `people` or of a child
    addressed: bool = True
    requested_team: bool = False
    needs_decision: bool = False
    reply: str = "no_reply"
    deputy: str | None = None
    attended: str | None = None
    joins: str | None = None
    joins_reason: str | None = None
    decision_maker: bool | None = None
    conflict: str | None = None
    report_wanted: bool = False
    report_questions: tuple[str, ...] = ()
    report_due: date | None = None
    report_received: date | None = None
    chosen: bool = False  # whether the file's own list names them too


@dataclass(frozen=True)
class AgendaItem:
    """One item: heading, prompts, minutes of time, who leads, which part of the meeting, and the rules behind it."""

    number: int
    heading: str
    prompts: tuple[str, ...]
    minutes: int
    lead: str
    part: str  # opening, closed (professionals only), joined (child or parent may join), closing
    rules: tuple[RuleReference, ...]
    to_child: str = ""  # the item in plain words, for a child or parent who may join it; empty where nobody wrote any
    to_parent: str = ""


@dataclass(frozen=True)
class PermittedDecision:
    """A decision the meeting may take, with what must be recorded beside it."""

    code: str
    label: str
    must_record: tuple[str, ...]
    rules: tuple[RuleReference, ...]
    group: str = ""  # the heading under which it stands with others of its kind, where the guidance sorts them
    letter: str = ""  # the letter that passes it on, where there is one


@dataclass(frozen=True)
class ClockReading:
    """A time limit: when it started and falls due, and what has become of it (met, open, overdue, not_applicable)."""

    clock: str
    label: str
    starts: datetime | date | None
    due: datetime | date | None
    state: str
    says: str
    rule: RuleReference
    subject: str | None = None  # id of the child, where it is one child's


@dataclass(frozen=True)
class Gap:
    """A rule that is not met. `override` is the named decision that closes it."""

    problem: Problem
    rule: RuleReference
    override: Override | None = None
    subject: str | None = None  # id of the child or meeting it is about
    of_case: bool = False  # in a meeting's gaps: a matter of the whole case, as it stood at the meeting's date

    @property
    def is_open(self) -> bool:
        """Whether nobody has taken responsibility for it yet."""
        return self.override is None


@dataclass(frozen=True)
class Notification:
    """Somebody who must be told: their role, which letter, and when they were (None: not yet)."""

    role: str
    label: str
    name: str | None
    email: str | None
    letter: str
    sent_on: date | None
    rules: tuple[RuleReference, ...]


@dataclass(frozen=True)
class RecordDestination:
    """Where one child's copy of the record goes."""

    child: str
    destination: str
    label: str
    instruction: str
    rules: tuple[RuleReference, ...]


@dataclass(frozen=True)
class DocumentCall:
    """A document that rules call for: its kind, the child it is about where it is one child's, and those rules."""

    document: str
    rules: tuple[RuleReference, ...]
    child: str | None = None


@dataclass(frozen=True)
class PlanHeading:
    """A heading of a plan: the field of the case file it prints, what it asks, and whether it must be filled."""

    field: str
    heading: str
    prompt: str
    required: bool
    rules: tuple[RuleReference, ...]


@dataclass(frozen=True)
class Note:
    """Something to know, and where it is printed: crib, header, record, letter, agenda or plan."""

    where: str
    text: str
    rules: tuple[RuleReference, ...]
    groups: tuple[str, ...] = ()  # the groups of invitees whom a letter's text concerns; all where empty


@dataclass(frozen=True)
class Routing:
    """A type of meeting that the guidance asks for on the facts of the case, and why."""

    asks_for: str
    label: str
    reason: str
    rules: tuple[RuleReference, ...]


@dataclass(frozen=True)
class MeetingAssessment:
    """Everything the guidance says about one meeting, as at its date."""

    meeting: str
    type: str
    type_label: str
    purpose: str
    guidance_version: str
    chair_roles: tuple[str, ...]
    chair_role_labels: tuple[str, ...]
    quorum: tuple[str, ...]
    attendees: tuple[Attendee, ...]
    agenda: tuple[AgendaItem, ...]
    decisions: tuple[PermittedDecision, ...]
    clocks: tuple[ClockReading, ...]
    notifications: tuple[Notification, ...]
    records: tuple[RecordDestination, ...]
    documents: tuple[str, ...]  # names of document kinds
    gaps: tuple[Gap, ...]
    latest_next_date: date | None = None
    police_route: str | None = None
    notes: tuple[Note, ...] = ()
    routes: tuple[Routing, ...] = ()
    suggested: tuple[Attendee, ...] = ()  # who may also be asked; nobody here is written to unless the file names them
    minutes_due: date | None = None  # where the profile sets a limit for minutes
    calls: tuple[DocumentCall, ...] = ()  # the documents that rules add, with the rules and the children
    decided: tuple[str, ...] = ()  # codes of the minuted decisions, in order; as typed where nobody knows the word


@dataclass(frozen=True)
class NotAddressed:
    """Whom nothing may be addressed to by a rule alone: ids of people, names in small letters, agencies in plain
    form (`safeguard.plain_name`)."""

    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ProfileWords:
    """What the profile calls the words of the case file, by every spelling: roles, kinds of harm."""

    roles: Mapping[str, str] = field(default_factory=dict)
    harms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class CaseAssessment:
    """A case held against the guidance: each meeting, the plans' headings, gaps of the case as a whole, clocks."""

    profile: str
    guidance_version: str
    meetings: tuple[MeetingAssessment, ...]
    risk_plan_headings: tuple[PlanHeading, ...]
    safety_plan_headings: tuple[PlanHeading, ...]
    gaps: tuple[Gap, ...]
    clocks: tuple[ClockReading, ...]
    routes: tuple[Routing, ...] = ()
    notes: tuple[Note, ...] = ()
    review_due: date | None = None  # the day by which the profile itself is to be reviewed
    documents: tuple[str, ...] = ()  # names of document kinds that belong to the case and not to one meeting
    calls: tuple[DocumentCall, ...] = ()  # the same, with the rules and the children
    authority: str = ""  # the authority that the case belongs to: its own word, else the profile's
    not_addressed: NotAddressed = NotAddressed()
    words: ProfileWords = field(default_factory=ProfileWords)

    def meeting(self, meeting_id: str) -> MeetingAssessment:
        """The assessment of one meeting. Raises KeyError for an id that is not in the case."""
        for found in self.meetings:
            if found.meeting == meeting_id:
                return found
        raise KeyError(meeting_id)

    @property
    def all_gaps(self) -> tuple[Gap, ...]:
        """Gaps of the case and of every meeting, each once."""
        return (*self.gaps, *(gap for meeting in self.meetings for gap in meeting.gaps if not gap.of_case))
