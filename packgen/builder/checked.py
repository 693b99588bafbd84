"""A case file as loaded and held against the guidance: all that a check needs, and nothing of what makes papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from packgen import files
from packgen.builder.inputs import CONTACTS_NAMES, replies_files
from packgen.builder.markdown_remarks import markdown_remarks
from packgen.builder.minutes.accepted import accepted_lately
from packgen.builder.minutes.waiting import waiting_minutes
from packgen.case.contacts import AddressBook
from packgen.case.load import LoadedCase, load_case, load_contacts
from packgen.errors import Problem, Severity, in_reading_order
from packgen.files import Stamp
from packgen.guidance.assessment import CaseAssessment
from packgen.guidance.choosing import profile_for
from packgen.guidance.gaps import assess
from packgen.guidance.profile import Profile
from packgen.settings import Settings


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


def check_case(path: Path, settings: Settings, as_of: date, loaded: LoadedCase | None = None) -> Checked:
    """Load a case, unless it is `loaded` already, and hold it against the guidance as at `as_of`.

    Raises InputError for a case, an address book or replies that cannot be understood.
    """
    loaded = loaded or load_case(path)
    contacts = _contacts(find_contacts(path, settings))
    profile = profile_for(loaded, settings.profile)
    assessed = assess(loaded.case, profile, contacts, as_of, loaded.locate)
    if replies := replies_files(path):
        from packgen.builder.replies import with_replies  # rarely needed, and slow to import

        loaded = with_replies(loaded, assessed, profile, contacts, replies)
        assessed = assess(loaded.case, profile, contacts, as_of, loaded.locate)
    minutes = (*waiting_minutes(loaded, settings), *accepted_lately(loaded, settings))
    return Checked(loaded, contacts, profile, assessed, minutes)


def _contacts(path: Path | None) -> AddressBook:
    """The address book at `path`; an empty one where there is none. Read once for all cases, until it changes."""
    return _contacts_once(path, files.stamp_or_none(path)) if path else AddressBook()


@lru_cache(maxsize=8)
def _contacts_once(path: Path, _stamp: Stamp | None) -> AddressBook:
    return load_contacts(path)


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


def _no_address_book(loaded: LoadedCase) -> Problem:
    return Problem(
        "There is no address book, so invitations print a line to fill in for each name and address.",
        "Put a contacts.yaml, .xlsx or .csv beside the case file, or name one with --contacts; "
        "`packgen new contacts` writes a start.",
        Severity.WARNING,
        loaded.locate(("meetings",)),
    )
