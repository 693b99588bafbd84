"""Rules that are not met at the meeting's date, as the chair's papers and the record print them; nobody else's."""

from __future__ import annotations

from packgen.documents.blocks import Values
from packgen.documents.kind import MeetingWork
from packgen.errors import Severity
from packgen.guidance.assessment import Gap

_LETTERS = {Severity.ERROR: "E: must be put right", Severity.WARNING: "W: to look at", Severity.INFO: "I: to know"}


def unmet(work: MeetingWork) -> Values:
    """`musts`: rows of open gaps that are hard stops or that the guidance words as a must; `others`: how many more are
    open and their `other_rules`."""
    still_open = [gap for gap in work.assessment.gaps if gap.is_open and gap.problem.severity is not Severity.INFO]
    musts = [gap for gap in still_open if _is_must(gap)]
    others = [gap for gap in still_open if not _is_must(gap)]
    return {
        "musts": [_row(gap) for gap in sorted(musts, key=lambda gap: gap.problem.severity is not Severity.ERROR)],
        "others": len(others),
        "other_rules": ", ".join(dict.fromkeys(gap.rule.id for gap in others)),
    }


def overridden(work: MeetingWork) -> list[Values]:
    """Rules that a named person decided to go on without, with the reason."""
    return [
        {
            "rule": gap.rule.id,
            "says": gap.problem.message,
            "by": gap.override.by,
            "role": gap.override.role.replace("_", " "),
            "date": gap.override.date,
            "reason": gap.override.reason,
        }
        for gap in work.assessment.gaps
        if gap.override is not None
    ]


def _is_must(gap: Gap) -> bool:
    return gap.problem.severity is Severity.ERROR or gap.rule.strength == "must"


def _row(gap: Gap) -> Values:
    return {
        "rule": gap.rule.id,
        "state": _LETTERS[gap.problem.severity],
        "says": gap.problem.message,
        "hint": gap.problem.hint,
    }
