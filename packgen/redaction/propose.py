"""Proposing: each record as Word (or PDF) with every redaction highlighted, and its schedule, for the officer."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from packgen import files
from packgen.errors import RedactionRefusedError
from packgen.redaction.entries import Answer, OpenEntry
from packgen.redaction.figures import KnownFigure, redrawn_figures, with_redrawn
from packgen.redaction.finding.duplicates import find_repeats, follow
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.finding.matching import ANSWERED, LET_STAND, UNEVEN, Earlier, is_to_go, matches_of
from packgen.redaction.finding.names import NameWords, unexplained
from packgen.redaction.formats import format_of, handling
from packgen.redaction.let_stand import lost_every_mark
from packgen.redaction.model import Decision, Picture
from packgen.redaction.passages import KnownPassage, PassageRules, rule_on_passages
from packgen.redaction.persons import NOT_A_PERSON, Roster
from packgen.redaction.policy import Policy
from packgen.redaction.rows import rows_about_others
from packgen.redaction.schedule import ToSettle, proposal_schedule
from packgen.redaction.state import (
    OFFICER,
    PROPOSED,
    ProposalState,
    keep_original,
    make_root,
    original,
    save_state,
    states,
)

_LARGEST = 200_000_000
_SUFFIX = ".proposed"


@dataclass(frozen=True)
class RecordInput:
    """A record as held: the file's suffix, its bytes, and what packgen knows of it: passages it marked, its figures."""

    suffix: str
    data: bytes
    passages: tuple[KnownPassage, ...] = ()
    passages_complete: bool = False
    figures: tuple[KnownFigure, ...] = ()


@dataclass(frozen=True)
class Proposing:
    """What every record of one request is proposed with; `basis` as in `ProposalState`."""

    request: str
    roster: Roster
    policy: Policy
    as_of: date
    answers: tuple[Answer, ...] = ()
    words: NameWords = field(default_factory=NameWords)
    basis: str = ""


@dataclass(frozen=True)
class Proposed:
    """A proposal that was written: its two files, and what is still to be decided."""

    name: str
    file: Path
    schedule: Path
    to_redact: int
    to_decide: int
    entries: tuple[OpenEntry, ...] = ()
    look_at: tuple[str, ...] = ()
    unexplained: int = 0


def propose(root: Path, records: Sequence[RecordInput], proposing: Proposing) -> tuple[Proposed, ...]:
    """Write the proposals of `records` under `root`. Raises RedactionRefusedError before anything is written.

    What the officer decided in an earlier proposal of the same record and request is kept.
    """
    _check_roster(proposing)
    finder = RosterFinder(proposing.roster, proposing.policy)
    made = [_made(root, record, proposing, finder) for record in records]
    make_root(root)
    written = []
    taken = {(state.request, state.name): state.record_sha256 for state in states(root)}
    for given, (state, proposal, entries, record) in zip(records, made, strict=True):
        named = _named(state, taken)
        keep_original(root, given.data, named.record_format)
        written.append(_write(root, named, proposal, entries, proposing, record))
    return tuple(written)


def _check_roster(proposing: Proposing) -> None:
    roster = proposing.roster
    if len(roster.subjects) != 1:
        raise RedactionRefusedError(
            f"The roster has {len(roster.subjects)} data subjects, and a request is about one.",
            "Give exactly one person the category subject.",
        )
    words = {folded_letters(part) for person in roster.persons for part in person.name.split()}
    reference = proposing.request.casefold()
    if any(len(word) >= 4 and word in reference for word in words):
        raise RedactionRefusedError(
            "The request's reference holds somebody's name, and it names files.",
            f"Use a reference without names, such as SAR-2025-031. ({NOT_A_PERSON} does not help here.)",
        )


_Made = tuple[ProposalState, bytes, tuple[OpenEntry, ...], Any]


def _made(root: Path, given: RecordInput, proposing: Proposing, finder: RosterFinder) -> _Made:
    record_format = format_of(f"record{given.suffix}", given.data)
    handle = handling(record_format)
    record = handle.read(given.data)
    known = {passage.key: passage for passage in given.passages}
    rules = PassageRules(
        known, proposing.roster, proposing.policy, proposing.answers, proposing.as_of, given.passages_complete
    )
    hits, entries = rule_on_passages(record, rules)
    proposal_id = f"p-{secrets.token_hex(12)}"
    earlier = _earlier(root, record.sha256, proposing.request)
    named = matches_of(record, finder, (), proposal_id)
    hits += rows_about_others(handle.rows(record), named, proposing.roster, proposing.policy)
    matches = matches_of(record, finder, hits, proposal_id, earlier)
    figures = redrawn_figures(record, given.figures, finder)
    state = ProposalState(
        proposal_id,
        proposing.request,
        "",
        record_format,
        record.sha256,
        proposing.as_of,
        proposing.roster,
        matches,
        given.passages,
        given.passages_complete,
        figures=figures,
        basis=proposing.basis,
    )
    shown = with_redrawn(record, figures)
    return state, handle.write_proposal(given.data, shown, matches, proposal_id), tuple(entries), record


def _earlier(root: Path, record_sha256: str, request: str) -> Earlier | None:
    """What the officer decided in the latest proposal of the same record, if that was made before.

    Nothing is taken from a proposal that has lost every highlight.
    """
    same = (record_sha256, request)
    known = next((s for s in states(root) if (s.record_sha256, s.request) == same and not s.superseded), None)
    file = _file(root, known) if known else None
    if known is None or file is None or not file.is_file():
        return None
    handle = handling(known.record_format)
    as_held = original(root, known)
    record = handle.read(as_held)
    saved = files.read_untrusted(file, _LARGEST)
    review = handle.read_review(saved, as_held, record, known.matches, known.proposal_id)
    if lost_every_mark(known, review):
        return None
    settled = follow(known.matches, review, find_repeats(record))
    asked = {match.span for match in known.matches if match.decision is Decision.ASK}
    kept = {
        match.span
        for match in known.matches
        if match.decision is Decision.DISCLOSE and match.rule in (LET_STAND, ANSWERED)
    }
    return Earlier(
        frozenset(match.span for match in settled.disclosed) | kept,
        frozenset(redaction.span for redaction in settled.redactions if redaction.span in asked),
        settled.added,
        frozenset(settled.unfollowed),
        frozenset(
            match.span
            for match in known.matches
            if match.rule == ANSWERED
            or (match.decision is Decision.ASK and match.rule != UNEVEN and not is_to_go(match))
        ),
    )


def _named(state: ProposalState, taken: dict[tuple[str, str], str]) -> ProposalState:
    """The state under a neutral name: the one that the same record had before, else the next free number."""
    own = [name for (request, name), sha in taken.items() if (request, sha) == (state.request, state.record_sha256)]
    used = Counter(request for request, _ in taken)
    name = own[0] if own else f"record-{used[state.request] + 1}"
    taken[state.request, name] = state.record_sha256
    return replace(state, name=name)


def _write(
    root: Path,
    state: ProposalState,
    proposal: bytes,
    entries: tuple[OpenEntry, ...],
    proposing: Proposing,
    record: Any,
) -> Proposed:
    file = _file(root, state)
    schedule = file.with_name(f"{files.safe_name(state.request)}-{state.name}.schedule.yaml")
    save_state(root, state)
    unknown = unexplained(record, state.roster, proposing.words)
    repeats = len(find_repeats(record))
    told = proposal_schedule(state, record, ToSettle(entries, unknown, repeats), proposing.policy)
    files.publish(schedule, told, files.PRIVATE_FILE)
    files.publish(file, proposal, files.PRIVATE_FILE)
    _write_previews(root, state, record.pictures)
    decisions = Counter(match.decision for match in state.matches)
    return Proposed(
        state.name,
        file,
        schedule,
        decisions[Decision.REDACT],
        decisions[Decision.ASK],
        entries,
        record.report.look_at,
        len(unknown),
    )


def _write_previews(root: Path, state: ProposalState, pictures: Sequence[Picture]) -> None:
    """What each picture shows, for the officer who approves it: drawn again, so that opening it does no harm."""
    from packgen.redaction.docx.pictures import can_be_redrawn, redrawn

    seen = [picture for picture in pictures if picture.data and can_be_redrawn(picture.data)]
    if not seen:
        return
    folder = files.private_folder(root / OFFICER / "previews" / files.safe_name(f"{state.request}-{state.name}"))
    for picture in seen:
        name = f"{picture.id.replace(' ', '-')}.png"
        files.publish(folder / name, redrawn(picture.data)[0], files.PRIVATE_FILE)


def _file(root: Path, state: ProposalState) -> Path:
    name = f"{files.safe_name(state.request)}-{state.name}{_SUFFIX}.{state.record_format.value}"
    return root / PROPOSED / name
