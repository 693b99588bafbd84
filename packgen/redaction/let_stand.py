"""What an officer lets stand, held against what it may come from: a slip, or a program that lost the highlights.

A highlight that was taken off looks just like one that a program dropped. At one place among others it is the
documented way to let words stand. Where nothing is left, or somebody whom the roster takes out is let stand wherever
they are named (twice or more), it would be a decision about a person: that belongs into `decisions:`, where no slip
makes it. Where it holds of one record alone, or of most places, it may be meant so: then a second officer has to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from packgen.errors import RedactionRefusedError
from packgen.redaction.finding.duplicates import Settled
from packgen.redaction.finding.matching import ANSWERED, LET_STAND
from packgen.redaction.formats import Review
from packgen.redaction.model import Decision, Match, Span
from packgen.redaction.state import ProposalState

_FEWEST = 2
_FEWEST_FOR_MOST = 5
_MOST = 0.8
_MEANT = (
    "If that is meant, say so under `decisions:` in request.yaml (or in the list of names) and propose again; what was "
    "decided is kept. If not, set the highlights again, or delete that proposal and propose again."
)

_Person = tuple[str, str]
_Reviewed = tuple[ProposalState, Settled]


@dataclass
class _Places:
    """Where somebody was to be taken out, and where of those they are let stand."""

    wanted: list[Span] = field(default_factory=list)
    standing: list[Span] = field(default_factory=list)

    @property
    def everywhere(self) -> bool:
        return _apart(self.wanted) >= _FEWEST and len(self.standing) == len(self.wanted)

    @property
    def mostly(self) -> bool:
        return _apart(self.wanted) >= _FEWEST_FOR_MOST and len(self.standing) >= _MOST * len(self.wanted)


def check_let_stand(reviewed: Sequence[_Reviewed], *, second: bool) -> None:
    """Raise RedactionRefusedError where more is let stand than highlights alone may say; `second` if two approve."""
    for state, settled in reviewed:
        _check_marks(state, settled, second=second)
    each = [_by_person(state, settled) for state, settled in reviewed]
    together: dict[_Person, _Places] = {}
    for found in each:
        for person, places in found.items():
            whole = together.setdefault(person, _Places())
            whole.wanted += places.wanted
            whole.standing += places.standing
    everywhere = [places for places in together.values() if places.everywhere]
    if everywhere:
        count = sum(_apart(places.wanted) for places in everywhere)
        raise RedactionRefusedError(
            f"{_who(len(everywhere))} let stand at every place ({count} in all).",
            _MEANT,
        )
    mostly = sum(places.everywhere or places.mostly for found in each for places in found.values())
    if mostly and not second:
        raise RedactionRefusedError(
            f"{_who(mostly)} let stand at every place of a record, or at most of them.",
            "Have a second officer look, and give --second-approval with their name; or set the highlights again.",
        )


def lost_every_mark(state: ProposalState, review: Review | Settled) -> bool:
    """Whether no highlight is left of a proposal in which somebody of the roster was to be taken out."""
    to_go = _to_go(state)
    named = any(match.person_key in to_go and _was_to_go(match) for match in state.matches)
    return named and not review.redactions and not review.open


def let_stand(settled: Settled) -> str:
    """What the officer let stand, as a sentence without names; "" where that is nothing."""
    persons = len({match.person_key for match in settled.disclosed if match.person_key})
    count = len(settled.disclosed)
    return f"Highlights taken off, so that those words stand: {count} (names of people: {persons})." if count else ""


def _check_marks(state: ProposalState, settled: Settled, *, second: bool) -> None:
    marked = [match for match in state.matches if match.decision is not Decision.DISCLOSE or _was_decided(match)]
    if not marked or settled.redactions or settled.open:
        return
    told = f"No highlight is left in the proposal of {state.name}, which had {len(marked)}."
    if lost_every_mark(state, settled):
        raise RedactionRefusedError(f"{told} A program that saved it may have dropped them.", _MEANT)
    if not second:
        raise RedactionRefusedError(
            told,
            "If everything may stand, have a second officer look, and give --second-approval with their name. If a "
            "program dropped them, delete that proposal and propose again.",
        )


def _by_person(state: ProposalState, settled: Settled) -> Mapping[_Person, _Places]:
    to_go = _to_go(state)
    standing = {match.span for match in settled.disclosed}
    found: dict[_Person, _Places] = {}
    for match in state.matches:
        if match.person_key in to_go and _was_to_go(match):
            places = found.setdefault(to_go[match.person_key], _Places())
            span = Span(f"{state.name} {match.span.story}", match.span.start, match.span.end)
            places.wanted.append(span)
            if match.decision is Decision.DISCLOSE or match.span in standing:
                places.standing.append(span)
    return found


def _to_go(state: ProposalState) -> dict[str, _Person]:
    """Whom the roster takes out, by key, as known in every record of a request."""
    persons = state.roster.persons
    return {one.key: (one.case_id, one.name) for one in persons if one.decided.decision is Decision.REDACT}


def _was_to_go(match: Match) -> bool:
    return match.decision is Decision.REDACT or match.rule == LET_STAND


def _was_decided(match: Match) -> bool:
    return match.rule in (LET_STAND, ANSWERED)


def _who(count: int) -> str:
    return "One person who was to be taken out is" if count == 1 else f"{count} people who were to be taken out are"


def _apart(spans: Sequence[Span]) -> int:
    """How many places these are, overlapping ones taken as one."""
    return sum(1 for _ in _heads(spans))


def _heads(spans: Sequence[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in sorted(set(spans)):
        if last is None or not span.overlaps(last):
            yield span
        last = span if last is None or span.story != last.story or span.end > last.end else last
