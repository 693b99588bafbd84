"""Who stands for a release: somebody by name, and somebody else for the second check."""

from __future__ import annotations

from packgen.errors import RedactionRefusedError
from packgen.redaction.finding.folding import folded_letters


def check_approvers(first: str, second: str) -> bool:
    """Whether there is a second check. Raises RedactionRefusedError where nobody approves, or the same person twice.

    Names are told apart by their words alone: case, signs, spaces, accents and order make nobody somebody else.
    """
    if not folded_letters(first):
        raise RedactionRefusedError("Nobody has approved this release.", "Give --approved-by with a name.")
    if not second.strip():
        return False
    if not folded_letters(second):
        raise RedactionRefusedError(
            "The second approval names nobody.", "Give --second-approval with the name of another officer."
        )
    if folded_letters(first) == folded_letters(second) or _words(first) == _words(second):
        raise RedactionRefusedError(
            "The second check must be by somebody else than the approver.", "Give another name."
        )
    return True


def _words(name: str) -> list[str]:
    parts = "".join(sign if sign.isalnum() else " " for sign in name).split()
    return sorted(folded_letters(part) for part in parts)
