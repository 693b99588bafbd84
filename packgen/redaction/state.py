"""What packgen keeps about a proposal until its release: in the officer's folder, for nobody else to read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from packgen import files
from packgen.errors import RedactionRefusedError
from packgen.redaction.figures import RedrawnFigure
from packgen.redaction.model import Match, RecordFormat, Redaction, Span
from packgen.redaction.passages import KnownPassage
from packgen.redaction.persons import Roster

PROPOSED, OFFICER, TO_SEND = "proposed", "officer", "to-send"
#: What proposals are filed under that were made without a request.
NO_REQUEST = "copy"
_LARGEST = 500_000_000


@dataclass(frozen=True)
class ProposalState:
    """One proposal: what binds it, what it was made from, and every match.

    `name` is the record's neutral name; `request` is what the request is filed under. `superseded` proposals of the
    same record and request may no longer be released. `figures` are pictures that packgen drew again. `basis` is the
    hash of what was known of persons when it was proposed: who asks, whose data it is, who is to be taken out and why.
    """

    proposal_id: str
    request: str
    name: str
    record_format: RecordFormat
    record_sha256: str
    made_on: date
    roster: Roster
    matches: tuple[Match, ...]
    passages: tuple[KnownPassage, ...] = ()
    passages_complete: bool = False
    superseded: bool = False
    figures: tuple[RedrawnFigure, ...] = ()
    basis: str = ""


@dataclass(frozen=True)
class ReleasedCopy:
    """One copy that was released: from which record, its own hash, and which places of the record it leaves out.

    `shown` and `left_out` are numbers made of its words (overlap_words.py).
    """

    name: str
    record_sha256: str
    copy_sha256: str
    redacted: tuple[Redaction, ...]
    disclosed: tuple[Span, ...] = ()
    shown: str = ""
    left_out: str = ""


@dataclass(frozen=True)
class ReleaseRecord:
    """One release of one request."""

    request: str
    number: int
    on: date
    approved_by: str
    second_approval: str
    copies: tuple[ReleasedCopy, ...]


Kept = TypeVar("Kept")
_STATE = TypeAdapter(ProposalState)
_RELEASE = TypeAdapter(ReleaseRecord)


def make_root(root: Path) -> Path:
    """The folders of subject access work, readable by their owner alone; returns `root`.

    Raises RedactionRefusedError where one of them leads somewhere else.
    """
    officer = root / OFFICER
    inside = list(officer.iterdir()) if officer.is_dir() and not officer.is_symlink() else []
    for folder in (root / PROPOSED, officer, root / TO_SEND, *inside):
        if folder.is_symlink():
            raise RedactionRefusedError(
                f"The folder {folder.name} is a link to another place.",
                "Subject access work has a root of its own: put a folder there instead of the link.",
            )
    for folder in (root, root / PROPOSED, officer, root / TO_SEND):
        files.private_folder(folder)
    return root


def keep_original(root: Path, data: bytes, record_format: RecordFormat) -> None:
    """Keep the record as held, under its hash."""
    path = _original(root, files.sha256_of(data), record_format)
    if not path.exists():
        files.private_folder(path.parent)
        files.publish(path, data, files.PRIVATE_FILE)


def original(root: Path, state: ProposalState) -> bytes:
    """The record that a proposal was made from. Raises RedactionRefusedError when it is gone or has changed."""
    path = _original(root, state.record_sha256, state.record_format)
    data = files.read_untrusted(path, _LARGEST) if path.is_file() else b""
    if files.sha256_of(data) != state.record_sha256:
        raise RedactionRefusedError(
            f"The stored original of {state.name} is missing or has changed.", "Propose that record anew."
        )
    return data


def save_state(root: Path, state: ProposalState) -> None:
    """Write the state of a proposal, and mark earlier ones of the same record and request as superseded."""
    for known in states(root):
        same = (known.request, known.name) == (state.request, state.name)
        if same and known.proposal_id != state.proposal_id and not known.superseded:
            _write_state(root, replace(known, superseded=True))
    _write_state(root, state)


def load_state(root: Path, proposal_id: str) -> ProposalState:
    """The state of a proposal. Raises RedactionRefusedError where there is none, or it is superseded."""
    path = root / OFFICER / "state" / f"{files.safe_name(proposal_id)}.json"
    hint = "Take the proposal from the folder that `packgen redact propose` wrote, or propose anew."
    if not path.is_file():
        raise RedactionRefusedError("Nothing is known here of one of these proposals.", hint)
    try:
        state = _STATE.validate_json(files.read_untrusted(path, _LARGEST))
    except ValidationError:
        raise RedactionRefusedError("What was kept about one of these proposals is damaged.", hint) from None
    if state.superseded:
        raise RedactionRefusedError(f"There is a later proposal of {state.name}.", hint)
    return state


def states(root: Path) -> tuple[ProposalState, ...]:
    """Every proposal that is still known, in order of file name. Raises RedactionRefusedError for a damaged one."""
    folder = root / OFFICER / "state"
    found = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return tuple(_kept(_STATE, path) for path in found)


def releases(root: Path) -> tuple[ReleaseRecord, ...]:
    """Every release so far. Raises RedactionRefusedError for a damaged one."""
    folder = root / OFFICER / "releases"
    found = sorted(folder.glob("*.json")) if folder.is_dir() else []
    return tuple(_kept(_RELEASE, path) for path in found)


def save_release(root: Path, release: ReleaseRecord) -> None:
    """Note a release, so that later ones can be compared with it."""
    folder = files.private_folder(root / OFFICER / "releases")
    path = folder / f"{files.safe_name(release.request)}-{release.number}.json"
    files.publish(path, _RELEASE.dump_json(release), files.PRIVATE_FILE)


def _kept(kind: TypeAdapter[Kept], path: Path) -> Kept:
    try:
        return kind.validate_json(files.read_untrusted(path, _LARGEST))
    except ValidationError:
        raise RedactionRefusedError(
            f"What was kept in {OFFICER}/{path.parent.name}/{path.name} is damaged.",
            "Take that file from the backup: without it, it cannot be told what was proposed or released before.",
        ) from None


def _write_state(root: Path, state: ProposalState) -> None:
    folder = files.private_folder(root / OFFICER / "state")
    path = folder / f"{files.safe_name(state.proposal_id)}.json"
    files.publish(path, _STATE.dump_json(state), files.PRIVATE_FILE)


def _original(root: Path, sha256: str, record_format: RecordFormat) -> Path:
    return root / OFFICER / "originals" / f"{sha256}.{record_format.value}"
