"""What becomes of table rows that name somebody else and not the data subject: they go as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from packgen.redaction.model import Decision, Form, Match, Span
from packgen.redaction.passages import PassageHit
from packgen.redaction.persons import Roster, Standing
from packgen.redaction.policy import Policy

_OTHERS = (Standing.OTHER_CHILD, Standing.FAMILY, Standing.PERSON_OF_CONCERN, Standing.REFERRER)
_OWN = (Standing.SUBJECT, Standing.REQUESTER)
_CATEGORY = "row about somebody else"


def rows_about_others(
    rows: Iterable[Sequence[Span]], matches: Sequence[Match], roster: Roster, policy: Policy
) -> Iterator[PassageHit]:
    """The cells of rows whose hits are about others and never about the data subject or requester.

    What is said beside a name that goes is about the same person, so the whole cell goes. A row of two cells whose
    first is a label stays, but for the names in it.
    """
    standings = {person.key: person.standing for person in roster.persons}
    ordered = sorted(matches, key=lambda match: match.span)
    starts = [(match.span.story, match.span.start) for match in ordered]
    decided = policy.rows_about_others
    for row in rows:
        inside = [match for cell in row for match in _inside(cell, ordered, starts)]
        named = {standings.get(match.person_key) for match in inside}
        others = [match for match in inside if _is_about(match, standings)]
        labelled = len(row) == 2 and not any(row[0].overlaps(match.span) for match in inside)
        if others and not labelled and not named & set(_OWN):
            code = others[0].reason_code
            yield from (PassageHit(cell, _CATEGORY, decided.decision, code, decided.rule) for cell in row)


def _inside(cell: Span, ordered: Sequence[Match], starts: Sequence[tuple[str, int]]) -> Sequence[Match]:
    first = bisect_left(starts, (cell.story, cell.start))
    return ordered[first : bisect_left(starts, (cell.story, cell.end))]


def _is_about(match: Match, standings: Mapping[str, Standing]) -> bool:
    """Whether a match names somebody else; an address alone makes no row about a person."""
    named = match.form is not Form.IDENTIFIER and match.decision is Decision.REDACT
    return named and standings.get(match.person_key) in _OTHERS
