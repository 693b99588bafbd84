"""What has changed between a proposal and its release: who asks, who is known, what opinions and consultations say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from packgen.errors import RedactionRefusedError
from packgen.redaction.entries import EntryKind, OpenEntry
from packgen.redaction.finding.duplicates import Settled
from packgen.redaction.finding.matching import is_to_go
from packgen.redaction.formats import Record
from packgen.redaction.model import Form
from packgen.redaction.passages import PassageHit
from packgen.redaction.places import place_of
from packgen.redaction.state import NO_REQUEST, ProposalState


def check_basis(states: Sequence[ProposalState], request: str | None, basis: str) -> None:
    """Raise RedactionRefusedError where a release leaves out the request of its proposals, or their grounds changed.

    `basis` is the hash of what is known of persons now, `request` the reference of the request that the release names.
    """
    if request is None and any(state.basis and state.request != NO_REQUEST for state in states):
        raise RedactionRefusedError(
            "These proposals were made for a request, and the release does not name it.",
            "Give --request with the request's file: it says what has to be settled before anything is sent.",
        )
    if (request is not None or basis) and any(state.basis != basis for state in states):
        raise RedactionRefusedError(
            "Something has changed since the proposal: who asks, whose data it is, who is known, or a decision about "
            "somebody.",
            "Propose again; what was decided in the proposal is kept.",
        )


def stricter_rulings(
    record: Record, state: ProposalState, settled: Settled, hits: Iterable[PassageHit]
) -> Iterator[OpenEntry]:
    """Passages that stay in the copy though they are to be left out, or asked about, by what is on file now."""
    proposed = {match.span: match for match in state.matches if match.form is Form.PASSAGE}
    gone = {redaction.span for redaction in settled.redactions}
    for hit in hits:
        match = proposed.get(hit.span)
        was_to_go = match is not None and is_to_go(match)
        if match is None or (is_to_go(hit) and not was_to_go and hit.span not in gone):
            says = "What is on file about this passage has changed since the proposal: propose again."
            yield OpenEntry(EntryKind.REQUEST, says, place_of(record, hit.span))
