"""What can be wrong with a case file by itself, without any guidance: ids, dates, numbers, names.

Pure: a case goes in, findings come out. The guidance's own checks are in packgen/guidance/gaps.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from packgen.case.checks.dates import check_dates
from packgen.case.checks.episodes import check_episodes
from packgen.case.checks.finding import Finding
from packgen.case.checks.identifiers import check_identifiers, check_unique
from packgen.case.checks.names import check_names_in_references, check_unexplained_names
from packgen.case.checks.numbers import check_contact_details, check_numbers
from packgen.case.checks.papers import check_papers
from packgen.case.checks.words import check_words
from packgen.case.contacts import AddressBook
from packgen.case.model import CaseFile

__all__ = ["Finding", "check_case", "check_contacts"]

_CHECKS: tuple[Callable[[CaseFile], Iterator[Finding]], ...] = (
    check_dates,
    check_episodes,
    check_numbers,
    check_papers,
    check_words,
    check_names_in_references,
    check_unexplained_names,
)


def check_case(case: CaseFile, typed_ids: frozenset[str] = frozenset()) -> Iterator[Finding]:
    """Everything that a case file gets wrong by itself.

    `typed_ids` are ids that stand in the file although their entries could not be read: no reference to one of
    them is called unknown.
    """
    yield from check_identifiers(case, typed_ids)
    for check in _CHECKS:
        yield from check(case)


def check_contacts(book: AddressBook) -> Iterator[Finding]:
    """Everything that an address book gets wrong by itself."""
    yield from check_unique([(("contacts", n, "id"), contact.id) for n, contact in enumerate(book.contacts)])
    for number, contact in enumerate(book.contacts):
        yield from check_contact_details(contact, ("contacts", number))
