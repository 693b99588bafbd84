"""What a build made of a file, as the state machine needs to know it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from packgen.builder.outcome import CaseOutcome
from packgen.errors import Severity
from packgen.watch.decide import Beside, Moment, Record, Result, State, Why
from packgen.watch.reading import stamps_beside


def result_of(outcome: CaseOutcome, record: Record, inbox: Path) -> Result:
    """The result for the record of a file whose build gave `outcome`."""
    return Result(
        state=_state(outcome),
        folder=outcome.folder.name if outcome.folder is not None else "",
        absent=outcome.absent,
        transient=outcome.transient,
        saved_again=outcome.saved_again,
        open_files=bool(outcome.waiting),
        beside=_beside(outcome, record, inbox),
    )


def pending(record: Record) -> bool:
    """Whether the passing of time alone may ask for a step."""
    settled = record.stands or record.state is State.GONE
    unfinished = record.state is State.WAITING and record.why is Why.NO_END  # only saving it again helps
    return not (settled or unfinished) or record.retry_at is not None or record.due


def is_busy(record: Record, moment: Moment) -> bool:
    """Whether something is on its way for this file that does not wait for a person."""
    if record.state is State.BUILDING or record.due:
        return True
    if record.state is State.WAITING:
        return record.why is Why.SETTLING
    return record.stands and (record.around, record.day) != (moment.around, moment.day)


def by_folder(records: Iterable[Record]) -> dict[str, Record]:
    """Which record speaks for each folder of papers: a file that is there goes before one that has gone."""
    found: dict[str, Record] = {}
    for record in records:
        if record.settled and record.folder and (record.folder not in found or record.state is not State.GONE):
            found[record.folder] = record
    return found


def _state(outcome: CaseOutcome) -> State:
    errors = any(problem.severity is Severity.ERROR for problem in outcome.problems)
    if errors or outcome.folder is None:
        return State.PROBLEM
    return State.EDITED if outcome.edited else State.OK


def _beside(outcome: CaseOutcome, record: Record, inbox: Path) -> Beside:
    """Stamps of the attachments: those known before the build stay, so that a change during it is noticed."""
    known = dict(record.beside)
    if not outcome.attachments:
        return record.beside
    return tuple((name, known.get(name, stamp)) for name, stamp in stamps_beside(inbox, outcome.attachments))
