"""What a new profile changes: its rules against the old one's, and what open meetings gain or lose by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from packgen.case.contacts import AddressBook
from packgen.case.meeting import Meeting
from packgen.case.model import CaseFile
from packgen.guidance.assessment import MeetingAssessment
from packgen.guidance.gaps import assess
from packgen.guidance.profile import Profile


@dataclass(frozen=True)
class RuleChange:
    """A rule that is new, gone or different: `added`, `removed` or `changed`."""

    rule: str
    change: str
    says: str


@dataclass(frozen=True)
class MeetingChange:
    """Something that an open meeting gains or loses: an invitee, an agenda item, a clock, a letter, a chair."""

    case: str
    meeting: str
    change: str  # gains or loses
    what: str  # invitee, agenda item, clock, letter, chair or decision
    name: str


def changed_rules(new: Profile, old: Profile) -> tuple[RuleChange, ...]:
    """Every rule that `new` adds, drops or changes against `old`; switched off counts as dropped."""
    ours = {key: rule for key, rule in new.rules.items() if rule.on}
    theirs = {key: rule for key, rule in old.rules.items() if rule.on}
    found = [RuleChange(key, "added", ours[key].says) for key in ours.keys() - theirs.keys()]
    found += [RuleChange(key, "removed", theirs[key].says) for key in theirs.keys() - ours.keys()]
    both = ours.keys() & theirs.keys()
    found += [RuleChange(key, "changed", ours[key].says) for key in both if ours[key] != theirs[key]]
    return tuple(sorted(found, key=lambda change: change.rule))


def changed_meetings(
    new: Profile, old: Profile, cases: Iterable[CaseFile], contacts: AddressBook, as_of: date
) -> tuple[MeetingChange, ...]:
    """What each open meeting of `cases` gains or loses under `new`; held, issued and cancelled ones stay."""
    return tuple(change for case in cases for change in _in_case(new, old, case, contacts, as_of))


def is_open(meeting: Meeting) -> bool:
    """Whether a meeting's papers may still change."""
    return not (meeting.cancelled or meeting.approved or meeting.issued or meeting.minutes)


def _in_case(new: Profile, old: Profile, case: CaseFile, contacts: AddressBook, as_of: date) -> Iterator[MeetingChange]:
    ours, theirs = assess(case, new, contacts, as_of), assess(case, old, contacts, as_of)
    for meeting in filter(is_open, case.meetings):
        before, after = _of(theirs.meeting(meeting.id)), _of(ours.meeting(meeting.id))
        for what in after:
            gained = [name for name in after[what] if name not in before[what]]
            lost = [name for name in before[what] if name not in after[what]]
            for change, names in (("gains", gained), ("loses", lost)):
                for name in names:
                    yield MeetingChange(case.case.reference, meeting.id, change, what, name)


def _of(meeting: MeetingAssessment) -> dict[str, tuple[str, ...]]:
    return {
        "invitee": tuple(dict.fromkeys(line.label for line in meeting.attendees)),
        "agenda item": tuple(item.heading for item in meeting.agenda),
        "clock": tuple(dict.fromkeys(clock.label for clock in meeting.clocks)),
        "letter": tuple(letter.label for letter in meeting.notifications),
        "chair": meeting.chair_role_labels,
        "decision": tuple(decision.label for decision in meeting.decisions),
    }
