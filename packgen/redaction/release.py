"""Releasing: read the review back, check that nothing is open, rebuild, verify in another process, or refuse.

Nothing is written here (publishing.py does that, once everything has passed): a refusal leaves no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from packgen import files
from packgen.errors import RedactionRefusedError
from packgen.redaction.approvals import check_approvers
from packgen.redaction.disclosed_places import disclosed_places
from packgen.redaction.entries import Answer, EntryKind, OpenEntry
from packgen.redaction.figures import approved_figures
from packgen.redaction.finding.duplicates import Settled, find_repeats, follow
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.finding.names import NameWords, unexplained
from packgen.redaction.finding.variants import is_ordinary
from packgen.redaction.formats import handling
from packgen.redaction.let_stand import check_let_stand
from packgen.redaction.model import (
    ApprovedPicture,
    Decision,
    Form,
    Picture,
    RecordFormat,
    Report,
    Secret,
    Span,
    VerificationResult,
)
from packgen.redaction.overlap import Overlap, overlaps, report_text
from packgen.redaction.overlap_words import packed, shown_and_left_out
from packgen.redaction.passages import PassageRules, origins_in, rule_on_passages
from packgen.redaction.persons import Roster
from packgen.redaction.places import place_of
from packgen.redaction.policy import Policy
from packgen.redaction.schedule import release_lines
from packgen.redaction.since_proposed import check_basis, stricter_rulings
from packgen.redaction.state import ProposalState, ReleasedCopy, load_state, original, releases
from packgen.redaction.verification import verify_copy

_LARGEST = 500_000_000
_SHORTEST_SECRET = 4
_SHORTEST_PASSAGE = 40
_MOST_LISTED = 40


@dataclass(frozen=True)
class ReleaseOrder:
    """On whose word a release is made, and what was settled for it.

    `request_entries` are things that the request itself leaves open; `overlap_seen_by` is who looked at an overlap
    report; `pictures` are approved pictures by the record's neutral name and the picture's id, and `picture_hashes` the
    hashes that those approvals name.
    """

    approved_by: str
    as_of: date
    second_approval: str = ""
    capacity: str = "self"
    answers: tuple[Answer, ...] = ()
    request_entries: tuple[OpenEntry, ...] = ()
    overlap_seen_by: str = ""
    pictures: Mapping[tuple[str, str], str] = field(default_factory=dict)
    request: str | None = None
    words: NameWords = field(default_factory=NameWords)
    picture_hashes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    basis: str = ""


@dataclass(frozen=True)
class ReadyCopy:
    """A verified copy, not yet published."""

    state: ProposalState
    record: Any
    settled: Settled
    data: bytes
    report: Report
    verified: VerificationResult
    overlaps: tuple[Overlap, ...]
    lines: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        """Its neutral file name."""
        return f"{self.state.name}.{self.state.record_format.value}"

    @property
    def released(self) -> ReleasedCopy:
        """What is noted about it."""
        shown, left_out = shown_and_left_out(self.record, self.settled.redactions)
        return ReleasedCopy(
            self.state.name,
            self.state.record_sha256,
            files.sha256_of(self.data),
            self.settled.redactions,
            tuple(match.span for match in self.settled.disclosed),
            packed(shown),
            packed(left_out),
        )


@dataclass
class _Work:
    """One proposal on its way."""

    state: ProposalState
    as_held: bytes
    record: Any
    settled: Settled
    entries: list[OpenEntry]
    overlaps: tuple[Overlap, ...]


def ready_copies(root: Path, proposals: Sequence[Path], order: ReleaseOrder, policy: Policy) -> tuple[ReadyCopy, ...]:
    """The verified copies of saved proposals. Raises RedactionRefusedError with everything that stands against it."""
    works = [_opened(root, path, order, policy) for path in proposals]
    _check_order(works, order, policy)
    _check_open(works, order)
    listed: dict[Roster, tuple[Secret, ...]] = {}  # records of a request share a roster, and a large one takes its time
    for work in works:
        if work.state.roster not in listed:
            listed[work.state.roster] = RosterFinder(work.state.roster, policy).secrets()
    return tuple(_finished(work, order, policy, listed[work.state.roster]) for work in works)


def _opened(root: Path, path: Path, order: ReleaseOrder, policy: Policy) -> _Work:
    data = files.read_untrusted(path, _LARGEST)
    record_format = RecordFormat.PDF if b"%PDF-" in data[:1024] else RecordFormat.DOCX
    handle = handling(record_format)
    state = load_state(root, handle.proposal_id_of(data))
    as_held = original(root, state)
    record = handle.read(as_held)
    review = handle.read_review(data, as_held, record, state.matches, state.proposal_id)
    settled = follow(state.matches, review, find_repeats(record))
    known = {passage.key: passage for passage in state.passages}
    rules = PassageRules(known, state.roster, policy, order.answers, order.as_of, state.passages_complete)
    hits, entries = rule_on_passages(record, rules)
    answered = {answer.kind for answer in order.answers}
    entries = [
        entry for entry in entries if entry.kind is not EntryKind.LOST_MARK or EntryKind.LOST_MARK not in answered
    ]
    entries += stricter_rulings(record, state, settled, hits)
    if policy.unexplained_names_stop:
        names = len(unexplained(record, state.roster, order.words))
        says = f"{names} capitalised names are not explained; add each to the roster, or call it not-a-person."
        entries += [OpenEntry(EntryKind.NAME, says)] if names else []
    found = overlaps(record, settled.redactions, state.request, releases(root))
    return _Work(state, as_held, record, settled, list(entries), found)


def _check_order(works: Sequence[_Work], order: ReleaseOrder, policy: Policy) -> None:
    requests = {work.state.request for work in works}
    if len(requests) != 1 or (order.request is not None and requests != {order.request}):
        raise RedactionRefusedError(
            "These proposals do not all belong to one request.", "Release the proposals of one request at a time."
        )
    if len({work.state.proposal_id for work in works}) != len(works):
        raise RedactionRefusedError("One proposal is named twice.", "Name each proposal once.")
    check_basis([work.state for work in works], order.request, order.basis)
    second = check_approvers(order.approved_by, order.second_approval)
    check_let_stand([(work.state, work.settled) for work in works], second=second)
    if not second and _needs_second(works, order, policy):
        raise RedactionRefusedError(
            "This release needs a second check: the request is on somebody's behalf, or it holds passages whose origin "
            "asks for one.",
            "Have a second officer look through it, and give --second-approval with their name.",
        )


def _needs_second(works: Sequence[_Work], order: ReleaseOrder, policy: Policy) -> bool:
    origins = {
        origin
        for work in works
        for origin in origins_in(work.record, work.state.passages, complete=work.state.passages_complete)
    }
    return (
        policy.second_check_always
        or order.capacity in policy.second_check_capacities
        or bool(origins & policy.second_check_origins)
    )


def _check_open(works: Sequence[_Work], order: ReleaseOrder) -> None:
    found = [str(entry) for entry in order.request_entries]
    for work in works:
        found += [f"{work.state.name}, {entry}" for entry in work.entries]
        places = dict.fromkeys(place_of(work.record, match.span) for match in work.settled.open)
        found += [f"{work.state.name}, {place}: still turquoise, to be decided." for place in places]
        if work.overlaps and not (order.overlap_seen_by or order.second_approval):
            found.append(report_text(work.state.name, work.overlaps))
    if found:
        more = [f"... and {len(found) - _MOST_LISTED} more."] if len(found) > _MOST_LISTED else []
        listed = "\n  ".join(found[:_MOST_LISTED] + more)
        raise RedactionRefusedError(
            f"{'One thing is' if len(found) == 1 else f'{len(found)} things are'} still open, so nothing is released:"
            f"\n  {listed}",
            "Settle each in the proposal (turquoise: make it yellow, or take the highlight off) or in request.yaml, "
            "save it, then release again.",
        )


def _finished(work: _Work, order: ReleaseOrder, policy: Policy, listed: Sequence[Secret]) -> ReadyCopy:
    state, record, settled = work.state, work.record, work.settled
    handle = handling(state.record_format)
    shown = _shown(work)
    secrets = _secrets(work, listed)
    copy = handle.rebuild(work.as_held, record, settled.redactions, shown, _approved(work, order, secrets))
    texts = tuple(dict.fromkeys(_text(record, span) for span in shown))
    verified = verify_copy(
        copy.data,
        state.record_format,
        secrets,
        copy.disclosed,
        texts,
        {**handle.details(record, copy), "disclosed_places": disclosed_places(record, shown, settled.redactions)},
        disclosed_at=[(span.story, _text(record, span)) for span in shown],
    )
    if not verified.passed:
        raise _refused(state.name, verified)
    lines = tuple(release_lines(state, record, settled.redactions, policy))
    return ReadyCopy(state, record, settled, copy.data, copy.report, verified, work.overlaps, lines)


def _shown(work: _Work) -> list[Span]:
    """What the roster or the officer discloses, without the parts that a redaction takes out."""
    wanted = [match.span for match in work.state.matches if match.decision is Decision.DISCLOSE]
    wanted += [match.span for match in work.settled.disclosed]
    gone: dict[str, list[Span]] = {}
    for redaction in sorted(work.settled.redactions):
        gone.setdefault(redaction.span.story, []).append(redaction.span)
    return [piece for span in wanted for piece in _without(span, gone.get(span.story, []))]


def _without(span: Span, gone: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for one in gone:
        if one.overlaps(span):
            if start < one.start:
                yield Span(span.story, start, one.start)
            start = max(start, one.end)
    if start < span.end:
        yield Span(span.story, start, span.end)


def _approved(work: _Work, order: ReleaseOrder, secrets: Sequence[Secret]) -> dict[str, ApprovedPicture]:
    """Figures that packgen drew again, and pictures that somebody approved one by one, which count first.

    Raises RedactionRefusedError where an approval is of another picture than the one that stands there.
    """
    marked = [_text(work.record, redaction.span) for redaction in work.settled.added]
    approved = dict(approved_figures(work.state.figures, marked, secrets)) if work.state.figures else {}
    for picture in work.record.pictures:
        key = (work.state.name, picture.id)
        if key in order.pictures and picture.data:
            _check_approval(work.state, picture, order.picture_hashes.get(key))
            approved[picture.id] = ApprovedPicture(picture.data, order.pictures[key])
    return approved


def _check_approval(state: ProposalState, picture: Picture, sha256: str | None) -> None:
    """An approval that names a hash holds for that picture alone; one in a PDF must name it."""
    if sha256 == picture.sha256 or (sha256 is None and state.record_format is not RecordFormat.PDF):
        return
    raise RedactionRefusedError(
        f"The approval of {picture.id} in {state.name} does not name the picture that stands there.",
        "Look at its preview and copy the sha256 that the proposal's schedule gives for it into request.yaml.",
    )


def _secrets(work: _Work, listed: Sequence[Secret]) -> list[Secret]:
    """What may not survive: the roster's forms, and the words behind redactions that nobody listed."""
    found = list(listed)
    redacted = {redaction.span for redaction in work.settled.redactions}
    for match in work.state.matches:
        text = _text(work.record, match.span)
        own = match.form in (Form.MISSPELLING, Form.IDENTIFIER) and len(folded_letters(text)) >= _SHORTEST_SECRET
        passage = match.form is Form.PASSAGE and len(folded_letters(text)) >= _SHORTEST_PASSAGE
        if match.span in redacted and (own or passage):
            found.append(Secret(text, match.form, exact_case=text[:1].isupper() and match.form is Form.MISSPELLING))
    for redaction in work.settled.added:
        text = _text(work.record, redaction.span)
        if _is_like_a_name(text):
            found.append(Secret(text, Form.OFFICER, exact_case=True))
    return found


def _is_like_a_name(text: str) -> bool:
    """Whether an officer's mark is a name: it must then be gone everywhere, or be let stand place by place."""
    words = text.split()
    capitals = [word for word in words if word[:1].isupper() and not is_ordinary(word.strip(".,;:'’"))]
    return 0 < len(words) <= 4 and len(capitals) == len(words) and len(folded_letters(text)) >= _SHORTEST_SECRET


def _text(record: Any, span: Span) -> str:
    story = next((one for one in record.stories if one.id == span.story), None)
    return str(story.text[span.start : span.end]) if story else ""


def _refused(name: str, verified: VerificationResult) -> RedactionRefusedError:
    told = [f"the check “{missing}” left no result" for missing in verified.missing]
    for check in verified.failed:
        places = ", ".join(check.places[:8]) or "no place given"
        told.append(f"the check “{check.name}” failed: {places}")
    listed = "\n  ".join(told)
    return RedactionRefusedError(
        f"The copy of {name} could not be verified, so there is none:\n  {listed}",
        "Look at those places in the proposal: mark what is left, or let it stand by removing its highlight.",
    )
