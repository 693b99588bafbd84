"""From a request, a case or a list of names to proposals: what `packgen redact propose` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen.builder.prepare import Prepared, prepare
from packgen.builder.subject_access.figures import FiguresOfCase
from packgen.builder.subject_access.grounds import Grounds, hash_of_grounds, keep_grounds
from packgen.builder.subject_access.letters import letters_of
from packgen.builder.subject_access.naming import WORDS
from packgen.builder.subject_access.passages import marked_passages
from packgen.builder.subject_access.records import hold
from packgen.builder.subject_access.request import (
    LoadedRequest,
    answers_of,
    clock_of,
    decisions_of,
    diary_of,
    load_request,
)
from packgen.errors import UsageError
from packgen.files import PRIVATE_FILE, private_folder, publish, read_untrusted, safe_name
from packgen.guidance.choosing import profile_for
from packgen.guidance.working_days import said
from packgen.redaction.entries import Answer
from packgen.redaction.finding.names_csv import read_names
from packgen.redaction.persons import Roster
from packgen.redaction.policy import Policy, default_policy
from packgen.redaction.propose import Proposed, Proposing, RecordInput, propose
from packgen.redaction.roster import roster_from_case, settled
from packgen.redaction.state import NO_REQUEST, OFFICER
from packgen.redaction.working import working_in
from packgen.settings import Settings

_LARGEST_LIST = 20_000_000


@dataclass(frozen=True)
class ProposeOptions:
    """Where the roster comes from: a request, a case with the subject's id, or a list of names."""

    request: Path | None = None
    case: Path | None = None
    subject: str | None = None
    roster: Path | None = None


@dataclass(frozen=True)
class Known:
    """What proposals are made with: the reference, the roster, and what was settled so far."""

    reference: str
    roster: Roster
    answers: tuple[Answer, ...] = ()
    prepared: Prepared | None = None


def propose_records(
    records: Sequence[Path], options: ProposeOptions, root: Path, settings: Settings, as_of: date
) -> tuple[Proposed, ...]:
    """Write proposals of `records` under `root`. Raises UsageError, InputError, AtWorkError, RedactionRefusedError."""
    _refuse_shared(root, settings)
    policy = default_policy()
    given = load_request(options.request, settings, as_of) if options.request else None
    if given and safe_name(given.request.request.reference).casefold() == NO_REQUEST:
        raise UsageError(f"“{NO_REQUEST}” is no reference of a request.", "Use one such as SAR-2025-031.")
    known = known_of(options, given, policy, settings, as_of)
    paths = list(records) or ([given.beside(name) for name in given.request.request.records] if given else [])
    if not paths:
        raise UsageError("No record was named.", "Name the records, or list them in the request under `records:`.")
    with working_in(root):
        made = _proposed(paths, known, hash_of_grounds(given, known.roster), root, policy, as_of)
        keep_grounds(root, known.reference, Grounds(options.case, options.subject, options.roster))
        if given:
            _write_letters(given, root, settings, as_of)
    return made


def _proposed(
    paths: Sequence[Path], known: Known, basis: str, root: Path, policy: Policy, as_of: date
) -> tuple[Proposed, ...]:
    figures = FiguresOfCase(known.prepared, known.roster, policy) if known.prepared else None
    inputs = []
    for path in paths:
        held, marked = hold(path), marked_passages(path, known.prepared)
        drawn = figures.of_record(path) if figures else ()
        inputs.append(RecordInput(held.suffix, held.data, marked.known, marked.complete, drawn))
    return propose(root, inputs, Proposing(known.reference, known.roster, policy, as_of, known.answers, WORDS, basis))


def _refuse_shared(root: Path, settings: Settings) -> None:
    """Subject access work has a root of its own: the outputs may be a share, and a status page shows what they hold."""
    work, outputs = root.resolve(), settings.outputs.resolve()
    around = outputs.is_dir() and work in outputs.parents
    if work == outputs or outputs in work.parents or around:
        raise UsageError(
            "The folder of the subject access work and that of the outputs lie in one another.",
            "Give --output a folder of its own that information governance alone can read.",
        )


def due_lines(request: Path | None, settings: Settings, as_of: date) -> tuple[str, ...]:
    """What falls due for the request, a line each; nothing where there is none."""
    if request is None:
        return ()
    entries = diary_of(load_request(request, settings, as_of).request, settings, as_of)
    return tuple(f"{said(entry.day)}: {entry.label} ({entry.state})" for entry in entries)


def _write_letters(given: LoadedRequest, root: Path, settings: Settings, as_of: date) -> None:
    """The letters that the request calls for now, in the officer's folder."""
    request = given.request
    folder = private_folder(root / OFFICER / f"{safe_name(request.request.reference)}-letters")
    for name, data in letters_of(request, clock_of(request, settings), as_of, settings).items():
        publish(folder / name, data, PRIVATE_FILE)


def known_of(
    options: ProposeOptions, given: LoadedRequest | None, policy: Policy, settings: Settings, as_of: date
) -> Known:
    """Who is in the records. Raises UsageError, InputError or FileProblemError."""
    if given:
        return _from_request(given, options, policy, settings, as_of)
    if options.case and options.subject:
        prepared = prepare(options.case, settings, as_of)
        return Known(NO_REQUEST, _roster(prepared, options.subject, "", policy, settings), prepared=prepared)
    if options.roster:
        roster = read_names(read_untrusted(options.roster, _LARGEST_LIST), policy, options.roster.name)
        return Known(NO_REQUEST, roster)
    raise UsageError(
        "It is not said who is in the records.",
        "Give --request request.yaml, or --case CASE with --subject ID, or --roster names.csv.",
    )


def _from_request(
    given: LoadedRequest, options: ProposeOptions, policy: Policy, settings: Settings, as_of: date
) -> Known:
    request = given.request
    prepared = None
    case = options.case or (given.beside(request.request.case) if request.request.case else None)
    listed = options.roster or (given.beside(request.request.roster) if request.request.roster else None)
    if case:
        prepared = prepare(case, settings, as_of)
        requester = request.requester.id or ""
        roster = _roster(prepared, request.subject.id or "", requester, policy, settings)
    elif listed:
        roster = read_names(read_untrusted(listed, _LARGEST_LIST), policy, listed.name)
    else:
        raise UsageError(
            "The request names neither a case file nor a list of names.",
            "Give --case or --roster, or add one of them under `request:`; `packgen redact names` makes a list.",
        )
    roster = settled(roster, decisions_of(request))
    return Known(request.request.reference, roster, answers_of(request), prepared)


def _roster(prepared: Prepared, subject: str, requester: str, policy: Policy, settings: Settings) -> Roster:
    case = prepared.loaded.case
    roles = profile_for(prepared.loaded, settings.profile).roles

    def presumed(role: str) -> str:
        found = roles.resolve(role)
        return found.para17 if found else "ask"

    return roster_from_case(case, subject, policy, presumed, requester=requester, contacts=prepared.contacts)
