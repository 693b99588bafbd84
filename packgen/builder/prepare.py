"""From a case file to everything that is to be made of it: a checked case, and the contexts of its documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen.builder.checked import Checked, check_case, problems_of
from packgen.builder.minutes.waiting import meetings_waiting
from packgen.case.contacts import AddressBook
from packgen.case.load import LoadedCase
from packgen.case.model import CaseFile
from packgen.documents.kind import CaseWork, Document
from packgen.documents.registry import documents_of
from packgen.errors import Problem, Severity
from packgen.guidance.assessment import CaseAssessment
from packgen.guidance.gaps import on_another_day
from packgen.settings import Settings


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


def prepare(path: Path, settings: Settings, as_of: date) -> Prepared:
    """Everything that is to be made of the case file at `path`. Raises InputError.

    What is printed is assessed as at the case's own last date, so that a build next month makes the same papers;
    what staff are told is assessed as at `as_of` (design, decision 4).
    """
    return prepare_checked(check_case(path, settings, as_of), settings, as_of)


def prepare_checked(checked: Checked, settings: Settings, as_of: date) -> Prepared:
    """`prepare` of a case that has been checked as at `as_of`."""
    case, contacts = checked.loaded.case, checked.contacts
    last_day = last_day_of(case, as_of)
    printed = on_another_day(checked.assessment, case, checked.profile, last_day, checked.loaded.locate)
    work = CaseWork(case, printed, contacts, minutes_waiting=meetings_waiting(checked.loaded, settings))
    documents = tuple(documents_of(work))
    return Prepared(checked.loaded, contacts, printed, checked.assessment, documents, problems_of(checked))


def last_day_of(case: CaseFile, otherwise: date) -> date:
    """The last date of a meeting or plan in the case; `otherwise` where it has none."""
    days = [meeting.date for meeting in case.meetings]
    days += [plan.date for plan in case.risk_management_plans]
    days += [plan.date for plan in case.child_safety_plans]
    return max(days, default=otherwise)
