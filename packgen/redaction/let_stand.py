"""What an officer lets stand, held against what it may come from: a slip or a converter that lost every highlight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from packgen.errors import RedactionRefusedError
from packgen.redaction.duplicates import Settled
from packgen.redaction.formats import Review
from packgen.redaction.model import Decision
from packgen.redaction.state import ProposalState

_FEWEST_MARKS = 2
_FEWEST_PLACES = 3


def check_marks(state: ProposalState, review: Review) -> None:
    """Raise RedactionRefusedError where a proposal had several highlights and none is left.

    Clearing the formats, or a program that drops highlights, looks just like an officer who discloses everything.
    """
    proposed = sum(match.decision is not Decision.DISCLOSE for match in state.matches)
    if proposed >= _FEWEST_MARKS and not review.redactions and not review.open:
        raise RedactionRefusedError(
            f"No highlight is left in the proposal of {state.name}, which had {proposed}.",
            "Take the proposal from before it was saved by another program. If everything may stand, say so of each "
            "person in request.yaml or the list of names, and propose again.",
        )


def let_stand_everywhere(state: ProposalState, settled: Settled) -> int:
    """How many persons whom the roster takes out are let stand at every one of three places or more."""
    wanted: Counter[str] = Counter(
        match.person_key for match in state.matches if match.person_key and match.decision is Decision.REDACT
    )
    standing: Counter[str] = Counter(
        match.person_key for match in settled.disclosed if match.decision is Decision.REDACT
    )
    return sum(count >= _FEWEST_PLACES and standing[key] >= count for key, count in wanted.items())


def check_basis(states: Sequence[ProposalState], request: str | None, basis: str) -> None:
    """Raise RedactionRefusedError where a release leaves out the request of its proposals, or that has changed since.

    `basis` is the hash of what the request now says of persons (empty where no request is given).
    """
    if request is None and any(state.basis for state in states):
        raise RedactionRefusedError(
            "These proposals were made for a request, and the release does not name it.",
            "Give --request with the request's file: it says what has to be settled before anything is sent.",
        )
    if basis and any(state.basis and state.basis != basis for state in states):
        raise RedactionRefusedError(
            "The request has changed since the proposal: who asks, whose data it is, or a decision about a person.",
            "Propose again; what was decided in the proposal is kept.",
        )
