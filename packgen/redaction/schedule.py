"""The redaction schedule: for the officer while proposing (YAML), and with a release (CSV for Excel).

Each line says where, what, under which exemption and statute, why, who decided and when; never the words themselves.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import yaml

from packgen.redaction.entries import OpenEntry
from packgen.redaction.finding.names_csv import NamesRow
from packgen.redaction.formats import Record
from packgen.redaction.model import Decision, Form, Match, Picture, Redaction
from packgen.redaction.persons import Roster
from packgen.redaction.places import place_of
from packgen.redaction.policy import Policy
from packgen.redaction.state import ProposalState

_COLUMNS = (
    *("number", "record", "place", "category", "form", "exemption", "statute", "reason", "reason code"),
    *("decided by", "decided on", "approved by", "second check by", "released on"),
)
_REDRAWN = "drawn again by packgen without those who are left out; highlight it to withhold it"
_WITHHELD = "withheld, unless request.yaml approves it"


@dataclass(frozen=True)
class ToSettle:
    """What the officer has to see to besides highlights, and how many stretches stand in the record twice."""

    entries: Sequence[OpenEntry]
    unexplained: Sequence[NamesRow]
    repeats: int


def proposal_schedule(state: ProposalState, record: Record, settle: ToSettle, policy: Policy) -> bytes:
    """The schedule of a proposal as YAML, with comments for the officer at its head."""
    told = Counter(match.decision.value for match in state.matches)
    values = {
        "proposal": state.proposal_id,
        "request": state.request,
        "record": state.name,
        "record_sha256": state.record_sha256,
        "made_on": state.made_on.isoformat(),
        "counts": {decision.value: told[decision.value] for decision in Decision},
        "repeated_stretches": settle.repeats,
        "still_to_settle": [str(entry) for entry in settle.entries],
        "unexplained_names": [
            {"name": one.name, "count": one.count, "places": one.pages} for one in settle.unexplained
        ],
        "look_at": list(record.report.look_at),
        "left_out": [{"what": one.what, "count": one.count} for one in record.report.dropped],
        "unknown": [{"what": one.what, "count": one.count} for one in record.report.unknown],
        "pictures": _pictures(state, record),
        "persons": _persons(state.roster),
        "places": [_line(record, match, state.roster, policy) for match in _shown(state.matches)],
    }
    head = (
        "# Redaction schedule of a proposal. For the officer alone: it names people.\n"
        "# Decide in the proposal itself (Word) and in request.yaml; nothing that is changed here is read.\n"
    )
    text = yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=120)
    return (head + text).encode("utf-8")


def release_lines(
    state: ProposalState, record: Record, redactions: Iterable[Redaction], policy: Policy
) -> list[tuple[str, ...]]:
    """A line for each redaction of a copy, up to who decided and when."""
    by_span = {match.span: match for match in state.matches if match.decision is not Decision.DISCLOSE}
    lines: list[tuple[str, ...]] = []
    for redaction in sorted(redactions):
        match = by_span.get(redaction.span)
        reason = policy.reason(redaction.reason_code)
        person = state.roster.by_key(match.person_key) if match else None
        decided = person.decided if person else None
        officer = match is None or match.form is Form.OFFICER or match.decision is Decision.ASK
        why = (decided.reason if decided and decided.reason else "") or (match.rule if match else "") or reason.plain
        lines.append(
            (
                state.name,
                place_of(record, redaction.span),
                match.category if match else "officer's mark",
                match.form.value if match else Form.OFFICER.value,
                reason.exemption,
                reason.statute,
                why,
                redaction.reason_code,
                "officer, in the proposal" if officer or decided is None else decided.by,
                (decided.on if decided and decided.on and not officer else state.made_on.isoformat()),
            )
        )
    return lines


def release_schedule(lines: Iterable[tuple[str, ...]], approved_by: str, second: str, on: date) -> bytes:
    """The schedule of a release as Excel opens it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    for number, line in enumerate(lines, 1):
        cells = (str(number), *line, approved_by, second, on.isoformat())
        writer.writerow([_harmless(cell) for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _pictures(state: ProposalState, record: Record) -> list[dict[str, str]]:
    becomes = dict.fromkeys((figure.picture for figure in state.figures), _REDRAWN)
    return [
        {"picture": one.id, "place": place_of(record, one.place), "becomes": becomes.get(one.id, _WITHHELD)}
        | _seen(one)
        for one in record.pictures
    ]


def _seen(picture: Picture) -> dict[str, str]:
    """What an approval names: the hash of a picture that has a preview."""
    return {"sha256": picture.sha256} if picture.data else {}


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _shown(matches: Iterable[Match]) -> list[Match]:
    return [match for match in matches if match.decision is not Decision.DISCLOSE]


def _persons(roster: Roster) -> list[dict[str, str]]:
    return [
        {
            "key": person.key,
            "name": person.name,
            "standing": person.standing.value,
            "decision": person.decided.decision.value,
            "reason_code": person.decided.reason_code,
            "reason": person.decided.reason,
            "by": person.decided.by,
            "on": person.decided.on,
        }
        for person in roster.persons
    ]


def _line(record: Record, match: Match, roster: Roster, policy: Policy) -> dict[str, str]:
    reason = policy.reason(match.reason_code)
    person = roster.by_key(match.person_key)
    return {
        "place": place_of(record, match.span),
        "decision": match.decision.value,
        "category": match.category,
        "form": match.form.value,
        "person": person.key if person else "",
        "reason_code": match.reason_code,
        "statute": reason.statute,
        "rule": match.rule,
    }
