"""Who gets a copy of the pack of a meeting, and which papers are that reader's own.

A reader of an agency sees what the recipe of its group holds and the letters written to it; a child or parent sees
their own part alone (design, decision 15).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packgen.builder.prepare import Prepared
from packgen.case.meeting import Meeting
from packgen.documents.family_papers import INVITATION
from packgen.documents.invitees import Letter, letters
from packgen.documents.kind import CaseWork, Document, MeetingWork

_READERS = {"police": "police", "health": "health", "education": "school", "social_care": "social_care"}
_FAMILY = ("child", "parent")


@dataclass(frozen=True)
class Recipient:
    """One copy: a folder name that names nobody, whose recipe it follows, and for whom it is.

    `own` are the names of the papers written to this reader alone; `child` is the id of the child it may speak of.
    """

    slug: str
    reader: str
    copy_for: str
    own: frozenset[str]
    child: str = ""

    @property
    def is_family(self) -> bool:
        """Whether it is a child's or a parent's copy."""
        return self.reader in _FAMILY


def recipients_of(prepared: Prepared, meeting: Meeting) -> Iterator[Recipient]:
    """Everybody who gets a copy of their own: each agency that is written to, then each child and parent who joins."""
    work = CaseWork(prepared.loaded.case, prepared.assessment, prepared.contacts)
    for letter in letters(MeetingWork(work, meeting, prepared.assessment.meeting(meeting.id))):
        yield Recipient(letter.slug, _reader_of(letter), _copy_for(letter), _own_papers(letter))
    for document in prepared.documents:
        if document.kind == INVITATION and document.folder == meeting.id:
            yield _family_member(prepared, document)


def _reader_of(letter: Letter) -> str:
    if any("carer" in invitee.role for invitee in letter.invitees):
        return "carer"
    return _READERS.get(letter.group, "agency")


def _copy_for(letter: Letter) -> str:
    names = [to.name or to.agency or to.label for to in letter.recipients]
    return ", ".join(names) or letter.label


def _own_papers(letter: Letter) -> frozenset[str]:
    return frozenset(f"{stem}-{letter.slug}" for stem in ("invite", "report-request", "schedule"))


def _family_member(prepared: Prepared, invitation: Document) -> Recipient:
    reader = next(word for word in invitation.audience if word in _FAMILY)
    slug = f"{reader}-{invitation.name.rsplit('-', maxsplit=1)[-1]}"
    name = str((invitation.context or {}).get("name") or reader)
    own = frozenset(
        document.name
        for document in prepared.documents
        if document.folder == invitation.folder and document.name.endswith(f"-{slug}")
    )
    return Recipient(slug, reader, name, own, invitation.for_child or "")
