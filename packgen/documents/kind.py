"""What a document kind is. A new kind: one builder module, one template of its name, one line in the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from packgen.case.contacts import AddressBook
from packgen.case.meeting import Meeting
from packgen.case.model import CaseFile
from packgen.guidance.assessment import CaseAssessment, MeetingAssessment


class Format(StrEnum):
    """What a document is written as."""

    WORD = "docx"
    TEXT = "txt"
    CALENDAR = "ics"


def _tells_nothing(_: str) -> bool:
    return False


@dataclass(frozen=True)
class LeftOut:
    """Who may not be seen in the figures of a copy: ids of persons and places, and whether a text tells of one."""

    ids: frozenset[str] = frozenset()
    tells: Callable[[str], bool] = _tells_nothing


@dataclass(frozen=True)
class CaseWork:
    """All that a builder may look at: the case, what the guidance says of it, the address book.

    `left_out` is empty but for the figures of a subject access copy. `minutes_waiting` are ids of meetings whose
    minutes were typed in Word and are not yet taken into the case.
    """

    case: CaseFile
    assessment: CaseAssessment
    contacts: AddressBook
    left_out: LeftOut = field(default_factory=LeftOut)
    minutes_waiting: frozenset[str] = frozenset()


@dataclass(frozen=True)
class MeetingWork:
    """The same, for one meeting."""

    whole: CaseWork
    meeting: Meeting
    assessment: MeetingAssessment


@dataclass(frozen=True)
class Document:
    """One document to be made.

    `name` is the file's stem, unique in its folder, without a child's name. A Word document carries `context` (plain
    values only, see content.py); a text or calendar file carries `text`. `folder` is the meeting's id, or None for
    the case's own folder. `audience` names who it is for (chair, agency, police, school, child, parent, carer, record,
    office; addressee for a paper that is sent to one reader alone and bound into no pack). `passages` maps each opaque
    passage key to the ids of whom it is about, for the manifest. `state` is draft, issued or approved; an issued or
    approved document is never rebuilt.
    """

    kind: str
    name: str
    title: str
    format: Format
    audience: tuple[str, ...]
    folder: str | None
    date: date
    version: str = "1"
    state: str = "draft"
    context: Mapping[str, object] | None = None
    text: str | None = None
    template: str | None = None  # where it is not the kind's own name
    for_child: str | None = None
    for_meeting: str | None = None  # the meeting that a paper of the case belongs to, such as a plan's
    passages: tuple[tuple[str, tuple[str, ...]], ...] = ()


class DocumentKind(Protocol):
    """A kind of document. Exactly one of the two methods yields something for any one kind."""

    @property
    def name(self) -> str:
        """Its name, which is its template's name too."""
        ...

    @property
    def title(self) -> str:
        """What people call it."""
        ...

    def for_meeting(self, work: MeetingWork) -> Iterator[Document]:
        """The documents of this kind that a meeting calls for; none where the kind does not apply."""
        ...

    def for_case(self, work: CaseWork) -> Iterator[Document]:
        """The documents of this kind that belong to the case and not to one meeting (plans)."""
        ...


@dataclass(frozen=True)
class MeetingKind:
    """A kind that belongs to a meeting, from one function. `build` decides whether anything is called for."""

    name: str
    title: str
    build: Callable[[MeetingWork], Iterator[Document]]

    def for_meeting(self, work: MeetingWork) -> Iterator[Document]:
        """What `build` yields."""
        return self.build(work)

    def for_case(self, work: CaseWork) -> Iterator[Document]:  # noqa: ARG002
        """Nothing."""
        yield from ()


@dataclass(frozen=True)
class CaseKind:
    """A kind that belongs to the case as a whole, from one function."""

    name: str
    title: str
    build: Callable[[CaseWork], Iterator[Document]]

    def for_meeting(self, work: MeetingWork) -> Iterator[Document]:  # noqa: ARG002
        """Nothing."""
        yield from ()

    def for_case(self, work: CaseWork) -> Iterator[Document]:
        """What `build` yields."""
        return self.build(work)
