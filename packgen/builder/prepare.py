"""From a case file to everything that is to be made of it: load, hold against the guidance, build the contexts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from packgen import files
from packgen.builder.markdown_remarks import markdown_remarks
from packgen.builder.minutes.accepted import accepted_lately
from packgen.builder.minutes.waiting import waiting_minutes
from packgen.builder.replies import replies_files, with_replies
from packgen.case.contacts import AddressBook
from packgen.case.load import LoadedCase, load_case, load_contacts
from packgen.case.model import CaseFile
from packgen.documents.kind import CaseWork, Document, MeetingWork
from packgen.documents.registry import KINDS
from packgen.errors import Problem, Severity, in_reading_order
from packgen.files import Stamp
from packgen.guidance.assessment import CaseAssessment
from packgen.guidance.choosing import profile_for
from packgen.guidance.gaps import assess, on_another_day
from packgen.guidance.profile import Profile
from packgen.settings import Settings

CONTACTS_NAMES = ("contacts.yaml", "contacts.xlsx", "contacts.csv")


@dataclass(frozen=True)
class Prepared:
    """A case, what its papers print of the guidance, the documents it calls for, and all that staff should know.

    `assessment` is as at the case's own last date and is what is printed; `today` is as at the day of the build.
    """

    loaded: LoadedCase
    contacts: AddressBook
    assessment: CaseAssessment
    today: CaseAssessment
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]

    def has_open_errors(self, meeting: str) -> bool:
        """Whether a rule that matters is unmet at this meeting's date and nobody has overridden it."""
        gaps = self.assessment.meeting(meeting).gaps
        return any(gap.is_open and gap.problem.severity is Severity.ERROR for gap in gaps)


@dataclass(frozen=True)
class Checked:
    """A case as loaded with its replies, its address book and profile, and what the guidance says of it on one day.

    `waiting` are warnings of minutes that were read and not yet accepted, and remarks on what was accepted last.
    """

    loaded: LoadedCase
    contacts: AddressBook
    profile: Profile
    assessment: CaseAssessment
    waiting: tuple[Problem, ...] = ()


def check_case(path: Path, settings: Settings, as_of: date) -> Checked:
    """Load a case and hold it against the guidance. Raises InputError for one that cannot be understood."""
    loaded = load_case(path)
    contacts = _contacts(find_contacts(path, settings))
    profile = profile_for(loaded, settings.profile)
    assessed = assess(loaded.case, profile, contacts, as_of, loaded.locate)
    if replies := replies_files(path):
        loaded = with_replies(loaded, assessed, profile, contacts, replies)
        assessed = assess(loaded.case, profile, contacts, as_of, loaded.locate)
    minutes = (*waiting_minutes(loaded, settings), *accepted_lately(loaded, settings))
    return Checked(loaded, contacts, profile, assessed, minutes)


def prepare(path: Path, settings: Settings, as_of: date) -> Prepared:
    """Everything that is to be made of the case file at `path`. Raises InputError.

    What is printed is assessed as at the case's own last date, so that a build next month makes the same papers;
    what staff are told is assessed as at `as_of` (design, decision 4).
    """
    checked = check_case(path, settings, as_of)
    case, contacts = checked.loaded.case, checked.contacts
    last_day = last_day_of(case, as_of)
    printed = on_another_day(checked.assessment, case, checked.profile, last_day, checked.loaded.locate)
    documents = tuple(_documents(CaseWork(case, printed, contacts)))
    return Prepared(checked.loaded, contacts, printed, checked.assessment, documents, problems_of(checked))


def _contacts(path: Path | None) -> AddressBook:
    """The address book at `path`; an empty one where there is none. Read once for all cases, until it changes."""
    return _contacts_once(path, files.stamp_or_none(path)) if path else AddressBook()


@lru_cache(maxsize=8)
def _contacts_once(path: Path, _stamp: Stamp | None) -> AddressBook:
    return load_contacts(path)


def last_day_of(case: CaseFile, otherwise: date) -> date:
    """The last date of a meeting or plan in the case; `otherwise` where it has none."""
    days = [meeting.date for meeting in case.meetings]
    days += [plan.date for plan in case.risk_management_plans]
    days += [plan.date for plan in case.child_safety_plans]
    return max(days, default=otherwise)


def problems_of(checked: Checked) -> tuple[Problem, ...]:
    """What the reader remarked on and every rule that is unmet and not overridden, in reading order."""
    gaps = [gap.problem for gap in checked.assessment.all_gaps if gap.is_open]
    remarks = [*checked.loaded.warnings, *gaps, *markdown_remarks(checked.loaded), *checked.waiting]
    if not checked.contacts.contacts:
        remarks.append(_no_address_book(checked.loaded))
    return in_reading_order(remarks)


def find_contacts(case_file: Path, settings: Settings) -> Path | None:
    """The address book: the one that the settings name, else one beside the case file, else none.

    Beside it is looked for `contacts.yaml`, then `contacts.xlsx`, then `contacts.csv`.
    """
    if settings.contacts is not None:
        return settings.contacts
    beside = (case_file.parent / name for name in CONTACTS_NAMES)
    return next((path for path in beside if path.is_file()), None)


def _documents(work: CaseWork) -> Iterator[Document]:
    for kind in KINDS:
        yield from kind.for_case(work)
    for meeting in work.case.meetings:
        of_meeting = MeetingWork(work, meeting, work.assessment.meeting(meeting.id))
        for kind in KINDS:
            yield from kind.for_meeting(of_meeting)


def _no_address_book(loaded: LoadedCase) -> Problem:
    return Problem(
        "There is no address book, so invitations print a line to fill in for each name and address.",
        "Put a contacts.yaml, .xlsx or .csv beside the case file, or name one with --contacts; "
        "`packgen new contacts` writes a start.",
        Severity.WARNING,
        loaded.locate(("meetings",)),
    )
