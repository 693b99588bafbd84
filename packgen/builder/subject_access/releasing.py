"""From reviewed proposals to a published release with its letters: what `packgen redact release` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen.builder.subject_access.grounds import hash_of_grounds, kept_grounds
from packgen.builder.subject_access.letters import cover_letter
from packgen.builder.subject_access.naming import WORDS
from packgen.builder.subject_access.proposing import ProposeOptions, known_of
from packgen.builder.subject_access.request import LoadedRequest, answers_of, clock_of, load_request, open_entries
from packgen.errors import UsageError
from packgen.redaction.policy import Policy, default_policy
from packgen.redaction.publishing import publish_release, summary_lines
from packgen.redaction.release import ReadyCopy, ReleaseOrder, ready_copies
from packgen.redaction.state import NO_REQUEST, OFFICER
from packgen.redaction.working import working_in
from packgen.settings import Settings

_NOTHING_KEPT = "nothing was kept"


@dataclass(frozen=True)
class ReleaseOptions:
    """Who approves, for which request, and where the subject access work lies (found from the proposals if None)."""

    approved_by: str
    second_approval: str = ""
    request: Path | None = None
    root: Path | None = None


@dataclass(frozen=True)
class Released:
    """What was published: the folder to send, and the verified copies."""

    folder: Path
    copies: tuple[ReadyCopy, ...]


def release_proposals(proposals: Sequence[Path], options: ReleaseOptions, settings: Settings, as_of: date) -> Released:
    """Release reviewed proposals. Raises RedactionRefusedError with everything that stands against it.

    Raises UsageError where there is no subject access work, AtWorkError where somebody else is at work in it.
    """
    policy = default_policy()
    root = options.root or _root_of(proposals)
    if not (root / OFFICER).is_dir():
        raise _no_root()
    given = load_request(options.request, settings, as_of) if options.request else None
    with working_in(root):
        order = _order(options, given, _basis(root, options, given, policy, settings, as_of), settings, as_of)
        copies = ready_copies(root, proposals, order, policy)
        letters = {}
        summary = summary_lines(copies, policy)
        if given:
            due = clock_of(given.request, settings)
            letters["cover-letter.docx"] = cover_letter(given.request, due, as_of, summary, settings)
        letters["what-was-left-out.txt"] = _plain_summary(summary).encode("utf-8")
        return Released(publish_release(root, copies, order, letters), copies)


def _basis(
    root: Path, options: ReleaseOptions, given: LoadedRequest | None, policy: Policy, settings: Settings, as_of: date
) -> str:
    """The hash of what is known now; proposals with another one rest on what is no longer so."""
    kept = kept_grounds(root, given.request.request.reference if given else NO_REQUEST)
    if kept is None:
        return _NOTHING_KEPT
    again = ProposeOptions(options.request, kept.case, kept.subject, kept.roster)
    return hash_of_grounds(given, known_of(again, given, policy, settings, as_of).roster)


def _order(
    options: ReleaseOptions, given: LoadedRequest | None, basis: str, settings: Settings, as_of: date
) -> ReleaseOrder:
    if given is None:
        return ReleaseOrder(options.approved_by, as_of, options.second_approval, words=WORDS, basis=basis)
    request = given.request
    return ReleaseOrder(
        options.approved_by,
        as_of,
        options.second_approval,
        request.requester.capacity,
        answers_of(request),
        open_entries(request, settings),
        request.overlap_seen.by if request.overlap_seen else "",
        {(one.record, one.picture): one.shows for one in request.pictures},
        request.request.reference,
        WORDS,
        {(one.record, one.picture): one.sha256 for one in request.pictures if one.sha256},
        basis,
    )


def _root_of(proposals: Sequence[Path]) -> Path:
    roots = {path.resolve().parent.parent for path in proposals}
    if len(roots) != 1:
        raise _no_root()
    return roots.pop()


def _no_root() -> UsageError:
    return UsageError(
        "It cannot be told where the subject access work lies.",
        "Give --output with the folder that `packgen redact propose` wrote to.",
    )


def _plain_summary(lines: Sequence[str]) -> str:
    if not lines:
        return "Nothing was left out of these copies.\n"
    head = "Some words were left out of these copies. Where that was done, one of these marks stands:\n\n"
    return head + "\n".join(f"- {line}" for line in lines) + "\n"
