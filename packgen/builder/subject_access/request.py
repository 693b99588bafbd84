"""A request as loaded, what is wrong with it, its clock, and what it settles for a release."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen.case.load import Loaded, load_model
from packgen.case.request import CAPACITIES, DECISIONS, OUTCOMES, Opinion, PersonDecision, RequestFile
from packgen.errors import InputError, KeyPath, Problem, Severity, in_reading_order
from packgen.files import resolve_inside, sha256_of, sha256_of_file
from packgen.guidance.diary import DiaryEntry
from packgen.guidance.load import load_profile
from packgen.guidance.subject_access import AnswerDue, Pause, answer_due
from packgen.guidance.working_days import said
from packgen.redaction.entries import Answer, EntryKind, OpenEntry, Outcome
from packgen.redaction.model import Decision
from packgen.redaction.persons import Decided
from packgen.redaction.policy import default_policy
from packgen.settings import Settings

_KINDS = (
    ("health_opinions", EntryKind.HEALTH_OPINION),
    ("police_consultations", EntryKind.POLICE_CONSULTATION),
)


@dataclass(frozen=True)
class LoadedRequest:
    """A request, read and checked."""

    loaded: Loaded[RequestFile]
    problems: tuple[Problem, ...]

    @property
    def request(self) -> RequestFile:
        """The request itself."""
        return self.loaded.model

    def beside(self, name: str) -> Path:
        """The path of a file that the request names. Raises FileProblemError for one that leaves its folder."""
        return resolve_inside(self.loaded.path.parent, name)


def load_request(path: Path, settings: Settings, as_of: date) -> LoadedRequest:
    """Read and check a request. Raises InputError with every problem where one of them is an error."""
    loaded = load_model(path, RequestFile)
    problems = in_reading_order([*loaded.warnings, *_checked(loaded, settings, as_of)])
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InputError(problems)
    return LoadedRequest(loaded, problems)


def clock_of(request: RequestFile, settings: Settings) -> AnswerDue:
    """By when the request is to be answered."""
    pauses = [Pause(pause.since, pause.until) for pause in request.pauses]
    holidays = load_profile(settings.profile).holidays
    extended = request.extension is not None
    return answer_due(request.request.received_on, holidays, pauses, extended=extended)


def diary_of(request: RequestFile, settings: Settings, as_of: date) -> tuple[DiaryEntry, ...]:
    """What falls due for a request, without anybody's name: the answer, and before it word of an extension."""
    clock, reference = clock_of(request, settings), request.request.reference
    wanted = [(clock.due, f"Answer to {reference}")]
    if request.extension is None:
        wanted.insert(0, (clock.tell_of_extension_by, f"Last day to extend {reference}"))
    return tuple(
        DiaryEntry(due, label, "overdue" if due < as_of else "open", "EXT-SAR-01") for due, label in wanted if due
    )


def decisions_of(request: RequestFile) -> dict[str, Decided]:
    """Decisions about persons, by id or name."""
    return {one.person: _decided(one) for one in request.decisions}


def answers_of(request: RequestFile) -> tuple[Answer, ...]:
    """Opinions and consultations that have been answered."""
    found = [
        Answer(kind, one.by, one.date, _outcome(one.outcome), frozenset(one.passages))
        for field, kind in _KINDS
        for one in getattr(request, field)
        if one.outcome
    ]
    looked = request.lost_marks_looked_for
    if looked:
        found.append(Answer(EntryKind.LOST_MARK, looked.by, looked.date, Outcome.DISCLOSE))
    return tuple(found)


def basis_of(given: LoadedRequest) -> str:
    """A hash of what a request says of persons: whose data, who asks, every decision, its list of names."""
    request = given.request
    requester = request.requester
    told = [request.subject.id, request.subject.name, requester.id, requester.name, requester.capacity]
    decided = [one.model_dump(mode="json") for one in request.decisions]
    listed = given.beside(request.request.roster) if request.request.roster else None
    names = sha256_of_file(listed) if listed and listed.is_file() else ""
    return sha256_of(json.dumps([told, decided, names]).encode())


def open_entries(request: RequestFile, settings: Settings) -> tuple[OpenEntry, ...]:
    """What the request itself leaves open before anything may be released."""
    return tuple(_open(request, settings))


def _open(request: RequestFile, settings: Settings) -> Iterator[OpenEntry]:
    requester = request.requester
    if not (requester.identity_seen and requester.identity_seen_on):
        says = "It is not recorded what identity of the requester was seen, and when"
        yield OpenEntry(EntryKind.REQUEST, f"{says}: type identity_seen and identity_seen_on under requester.")
    if requester.capacity == "on_behalf":
        if not (requester.authority and requester.authority_seen_on):
            says = "It is not recorded what authority to ask for the child was seen, and when"
            yield OpenEntry(EntryKind.REQUEST, f"{says}: type authority and authority_seen_on under requester.")
        if request.child_views is None:
            yield OpenEntry(
                EntryKind.CHILD_VIEWS, "The child's views of the request are not recorded: type them under child_views."
            )
        elif not request.child_views.safe:
            yield OpenEntry(EntryKind.CHILD_VIEWS, "It is recorded that the copy is not safe for the child.")
    if clock_of(request, settings).due is None:
        yield OpenEntry(EntryKind.REQUEST, "The clock stands still: identity or meaning is not cleared up yet.")


def _decided(one: PersonDecision) -> Decided:
    reason = "; ".join(text for text in (one.reason, f"asked: {one.consent}" if one.consent else None) if text)
    return Decided(Decision(one.decision), one.reason_code or "", reason, by=one.by, on=one.date.isoformat())


def _outcome(typed: str | None) -> Outcome:
    return {"withhold": Outcome.WITHHOLD, "already_known": Outcome.KNOWN}.get(typed or "", Outcome.DISCLOSE)


def _checked(loaded: Loaded[RequestFile], settings: Settings, as_of: date) -> Iterator[Problem]:
    request = loaded.model
    yield from _words(loaded)
    yield from _days(loaded, as_of)
    words = [word for word in _name_words(request) if word in request.request.reference.casefold()]
    if words:
        message = "The reference holds somebody's name, and it names files."
        yield _problem(loaded, ("request", "reference"), message, "Use one without names, such as SAR-2025-031.")
    for field, one in (("case", request.request.case), ("roster", request.request.roster)):
        if one and not resolve_inside(loaded.path.parent, one).is_file():
            yield _problem(loaded, ("request", field), f"There is no file {one} beside the request.", "Check the name.")
    clock = clock_of(request, settings)
    if clock.due and clock.due < as_of:
        message = f"The answer was due by {said(clock.due)}. {clock.says}"
        yield _problem(
            loaded,
            ("request", "received_on"),
            message,
            "Answer as soon as you can, and tell the requester why it is late.",
            Severity.WARNING,
        )
    for entry in _open(request, settings):
        yield _problem(
            loaded, ("requester",), str(entry), "Nothing is released before it is settled.", Severity.WARNING
        )


def _words(loaded: Loaded[RequestFile]) -> Iterator[Problem]:
    request, policy = loaded.model, default_policy()
    yield from _one_of(loaded, ("requester", "capacity"), request.requester.capacity, CAPACITIES)
    for number, one in enumerate(request.decisions):
        yield from _one_of(loaded, ("decisions", number, "decision"), one.decision, DECISIONS)
        if one.reason_code and not policy.knows(one.reason_code):
            yield from _one_of(loaded, ("decisions", number, "reason_code"), one.reason_code, tuple(policy.reasons))
    for field, _ in _KINDS:
        for number, opinion in enumerate(getattr(request, field)):
            if opinion.outcome:
                yield from _one_of(loaded, (field, number, "outcome"), opinion.outcome, OUTCOMES)


def _days(loaded: Loaded[RequestFile], as_of: date) -> Iterator[Problem]:
    request = loaded.model
    received = request.request.received_on
    if received > as_of:
        message = "The request was received after today."
        yield _problem(loaded, ("request", "received_on"), message, "Check the date.")
    for number, pause in enumerate(request.pauses):
        if pause.since < received or (pause.until and pause.until < pause.since):
            message = "The clock cannot have stood still then: check both dates."
            yield _problem(loaded, ("pauses", number), message, "A pause begins after receipt and ends after it began.")
    for number, opinion in enumerate(request.health_opinions):
        yield from _undated(loaded, number, opinion)


def _undated(loaded: Loaded[RequestFile], number: int, opinion: Opinion) -> Iterator[Problem]:
    if opinion.outcome in ("disclose", "withhold") and opinion.date is None:
        message = "This opinion has an outcome and no date, so nobody can tell whether it is recent enough."
        yield _problem(loaded, ("health_opinions", number), message, "Add `date:`, the day that it was given.")


def _one_of(loaded: Loaded[RequestFile], path: KeyPath, typed: str, allowed: tuple[str, ...]) -> Iterator[Problem]:
    if typed not in allowed:
        yield _problem(loaded, path, f"“{typed[:40]}” is not known here.", f"Type one of: {', '.join(allowed)}.")


def _name_words(request: RequestFile) -> set[str]:
    names = (request.subject.name, request.requester.name)
    return {word.casefold() for name in names for word in name.split() if len(word) >= 4}


def _problem(
    loaded: Loaded[RequestFile], path: KeyPath, message: str, hint: str, severity: Severity = Severity.ERROR
) -> Problem:
    where = loaded.locate(path)
    return Problem(message, hint, severity, where, excerpt=loaded.excerpt(where.line))
