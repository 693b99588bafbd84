"""The chase list: who has not replied, whose report is not in, and whom the meeting cannot decide without.

It follows from the invitation list of any meeting; nothing of it is printed once the meeting has been held.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from packgen.documents.attendance import expected, is_coming, name_and_agency, of_family, quorum
from packgen.documents.blocks import Values, attendee_line
from packgen.documents.british import short_date
from packgen.documents.kind import Document, MeetingKind, MeetingWork
from packgen.documents.meeting_papers import is_held, is_wanted
from packgen.documents.sheets.sheet import Filled, Row, meeting_sheet
from packgen.guidance.assessment import Attendee

NAME = "chase_list"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for a meeting to come, while there is anybody to chase."""
    if not is_wanted(work, NAME) or is_held(work.meeting):
        return
    rows = {"replies": _silent(work), "reports": _reports(work), "quorum": _missing(work)}
    if any(rows.values()):
        yield meeting_sheet(work, NAME, Filled(rows))


def _silent(work: MeetingWork) -> list[Row]:
    people = [one for one in expected(work) if not is_coming(one) and one.reply != "apologies"]
    return [(attendee_line(one), _reached(one)) for one in people]


def _reached(one: Attendee) -> str:
    """How to reach somebody. A family is rung by whoever knows which number is safe, officers by their own side."""
    if of_family(one):
        return "through the social worker"
    if one.requested_team:
        return "through the team that coordinates police (CS-INV-06)"
    return ", ".join(word for word in (one.phone, one.email) if word) or "not yet known"


def _reports(work: MeetingWork) -> list[Row]:
    wanted = [one for one in expected(work) if one.report_wanted and one.report_received is None]
    wanted.sort(key=lambda one: (one.report_due or date.max, one.label))
    return [(name_and_agency(one), short_date(one.report_due)) for one in wanted]


def _missing(work: MeetingWork) -> list[Row]:
    needed: Values = quorum(work, held=False)
    missing = needed["missing"]
    assert isinstance(missing, list)
    return [(label,) for label in missing]


KIND = MeetingKind(NAME, "Chase list", documents)
