"""A fragment becomes part of its case file: the text is edited in place, or nothing is changed at all."""

from __future__ import annotations

import glob
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from packgen import files, shares
from packgen.builder.layout import case_folder_name
from packgen.builder.minutes.accepted import write_accepted
from packgen.builder.minutes.fragment import Fragment, fragment_name, read_fragment
from packgen.builder.minutes.proposal import Proposal
from packgen.builder.minutes.words import sentences
from packgen.case.editing.case_text import with_changes
from packgen.case.editing.change import AddItem, Change, RemoveItem, SetValue
from packgen.case.load import LoadedCase, load_case
from packgen.case.model import CaseFile
from packgen.case.reading.limits import LARGEST_BYTES
from packgen.case.reading.tree import Plain, plain
from packgen.case.source import read_tree
from packgen.errors import KeyPath, PackgenError
from packgen.guidance.choosing import profile_for
from packgen.settings import Settings

_PLACES: dict[str, KeyPath] = {
    "attendance": ("invitees",),
    "decisions": ("minutes", "decisions"),
    "actions": ("actions",),
    "next_meeting": ("minutes",),
}


class StaleFragmentError(PackgenError):
    """The case file has changed since the minutes were read."""


@dataclass(frozen=True)
class Accepted:
    """The case file as it is with the fragment accepted, and a plain sentence for each change.

    `case` is the case as it was, `made_from` the SHA-256 of its file, `meeting` the id of the meeting.
    """

    data: bytes
    says: tuple[str, ...]
    case: CaseFile
    made_from: str
    meeting: str


def apply_fragment(case_file: Path, fragment: Path) -> str:
    """The text of the case file with the fragment accepted; nothing is written.

    Raises StaleFragmentError when the case file is not the one that the minutes were read against, InputError with
    located problems for a fragment or a result that cannot be used, CaseEditError where the text cannot be edited.
    """
    return apply(case_file, fragment, Settings()).data.decode("utf-8-sig")


def accept_fragment(case_file: Path, fragment: Path, settings: Settings, on: date | None = None) -> tuple[str, ...]:
    """Write the case file with the fragment accepted, then remove the fragment; returns what changed, in sentences.

    What changed is also written beside the case's papers, where there are any, with the day `on` (today where left
    out). An acceptance that was cut off after the case file was written is finished: nothing is returned then.
    Raises what `apply_fragment` raises; then neither file has been touched.
    """
    with files.lock(_place_of(case_file)):
        if _was_cut_off(case_file, fragment):
            says: tuple[str, ...] = ()
        else:
            accepted = apply(case_file, fragment, settings)
            says = accepted.says
            _note_intent(case_file, fragment, accepted)
            folder = settings.outputs / case_folder_name(accepted.case)
            after = files.sha256_of(accepted.data)
            told = write_accepted(folder, case_file, accepted.meeting, says, after, on)
            _write_over(case_file, accepted, told)
        _remove(fragment, settings.outputs, case_file)
    return says


def _write_over(case_file: Path, accepted: Accepted, told: Path | None) -> None:
    """Publish the case file, unless somebody has saved it meanwhile; then what was `told` goes again."""
    staged = files.stage(case_file, accepted.data)
    try:
        if files.sha256_of_file(case_file) != accepted.made_from:
            raise _stale(case_file)
        shares.keep_rights(staged, case_file)
        files.put(staged, case_file)
    except BaseException:
        staged.unlink(missing_ok=True)
        if told is not None:
            told.unlink(missing_ok=True)
        raise
    files.sync_folder(case_file.parent)


def _remove(fragment: Path, outputs: Path, case_file: Path) -> None:
    """Remove the fragment, and the same one where it waited beside the papers."""
    done = files.sha256_of_file(fragment)
    for waiting in outputs.glob(f"*/{glob.escape(fragment_name(case_file))}"):
        if files.sha256_of_file(waiting) == done:
            waiting.unlink(missing_ok=True)
    fragment.unlink(missing_ok=True)


def _place_of(case_file: Path) -> Path:
    key = files.sha256_of(str(case_file.resolve()).encode("utf-8", "surrogatepass"))[:40]
    return files.private_folder(files.state_folder() / "accepting") / key


def _note_intent(case_file: Path, fragment: Path, accepted: Accepted) -> None:
    done = {"fragment": files.sha256_of_file(fragment), "case": files.sha256_of(accepted.data)}
    files.publish(_journal(case_file), json.dumps(done).encode("utf-8"), files.PRIVATE_FILE)


def _was_cut_off(case_file: Path, fragment: Path) -> bool:
    """Whether this very fragment is in the case file already, and only its removal is missing."""
    journal = _journal(case_file)
    if not (journal.is_file() and case_file.is_file() and fragment.is_file()):
        return False
    now = {"fragment": files.sha256_of_file(fragment), "case": files.sha256_of_file(case_file)}
    return journal.read_bytes() == json.dumps(now).encode("utf-8")


def _journal(case_file: Path) -> Path:
    return _place_of(case_file).with_suffix(".json")


def apply(case_file: Path, fragment: Path, settings: Settings) -> Accepted:
    """`apply_fragment` with the changes in words."""
    data = files.read_untrusted(case_file, LARGEST_BYTES)
    wanted = read_fragment(files.read_untrusted(fragment, LARGEST_BYTES), str(fragment))
    if wanted.case_sha256 != files.sha256_of(data):
        raise _stale(case_file)
    loaded = load_case(case_file, read_tree(data, str(case_file)))
    place = next((n for n, one in enumerate(loaded.case.meetings) if one.id == wanted.meeting), None)
    if place is None:
        message = f"{case_file.name} has no meeting {wanted.meeting[:60]}."
        raise StaleFragmentError(message, "Read the minutes again. Nothing was changed.")
    made = with_changes(data, str(case_file), changes(wanted, loaded, place))
    load_case(case_file, read_tree(made, str(case_file)))  # what it would be must be sound
    profile = profile_for(loaded, settings.profile)
    says = sentences(wanted.proposals, loaded.case, loaded.case.meetings[place], profile)
    return Accepted(made, tuple(says), loaded.case, loaded.sha256, wanted.meeting)


def _stale(case_file: Path) -> StaleFragmentError:
    return StaleFragmentError(
        f"{case_file.name} is not as it was when these minutes were read.",
        "Read the minutes again: packgen minutes read. Nothing was changed.",
    )


def changes(fragment: Fragment, loaded: LoadedCase, place: int) -> Iterator[Change]:
    """The fragment as changes of the case file, in an order in which no number of an entry moves before its use."""
    meeting: KeyPath = ("meetings", place)
    known = [proposal for proposal in fragment.proposals if proposal.number is not None or proposal.table not in _LISTS]
    for proposal in known:
        yield from _of_entry(proposal, meeting, loaded)
    for proposal in fragment.proposals:
        if proposal.number is None and proposal.table in _LISTS:
            yield AddItem((*meeting, *_PLACES[proposal.table]), dict(proposal.values))
    gone = [proposal for proposal in known if proposal.remove]
    for proposal in sorted(gone, key=lambda one: -(one.number or 0)):
        yield RemoveItem((*meeting, *_PLACES[proposal.table], (proposal.number or 1) - 1))
    if fragment.proposals and loaded.case.meetings[place].minutes is None and not _makes_minutes(fragment):
        yield SetValue((*meeting, "minutes"), {})


_LISTS = ("attendance", "decisions", "actions")


def _makes_minutes(fragment: Fragment) -> bool:
    return any(one.table in ("decisions", "next_meeting") and one.values for one in fragment.proposals)


def _of_entry(proposal: Proposal, meeting: KeyPath, loaded: LoadedCase) -> Iterator[Change]:
    path = (*meeting, *_PLACES[proposal.table])
    if proposal.number is not None:
        path = (*path, proposal.number - 1)
    for key, value in proposal.values.items():
        yield SetValue(_inside(path, key, loaded), value)
    for key in proposal.clear:
        if key not in proposal.values:
            yield SetValue((*path, key), "")


def _inside(path: KeyPath, key: str, loaded: LoadedCase) -> KeyPath:
    """Where a text is typed as `text:` with whom it is about, the words alone change."""
    node: Plain = plain(loaded.source.root)
    for step in (*path, key):
        try:
            node = node[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return (*path, key)
    return (*path, key, "text") if isinstance(node, dict) and "text" in node else (*path, key)
