"""A fragment becomes part of its case file: the text is edited in place, or nothing is changed at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packgen import files
from packgen.builder.minutes.fragment import Fragment, read_fragment
from packgen.builder.minutes.proposal import Proposal
from packgen.builder.minutes.words import sentences
from packgen.case.editing.case_text import with_changes
from packgen.case.editing.change import AddItem, Change, RemoveItem, SetValue
from packgen.case.load import LoadedCase, load_case
from packgen.case.reading.limits import LARGEST_BYTES
from packgen.case.reading.tree import Plain, plain
from packgen.errors import InputError, KeyPath, PackgenError
from packgen.guidance.load import load_profile
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
    """The case file as it is with the fragment accepted, and a plain sentence for each change."""

    data: bytes
    says: tuple[str, ...]


def apply_fragment(case_file: Path, fragment: Path) -> str:
    """The text of the case file with the fragment accepted; nothing is written.

    Raises StaleFragmentError when the case file is not the one that the minutes were read against, InputError with
    located problems for a fragment or a result that cannot be used, CaseEditError where the text cannot be edited.
    """
    return apply(case_file, fragment, Settings()).data.decode("utf-8-sig")


def accept_fragment(case_file: Path, fragment: Path, settings: Settings) -> tuple[str, ...]:
    """Write the case file with the fragment accepted, then remove the fragment; returns what changed, in sentences.

    Raises what `apply_fragment` raises; then neither file has been touched.
    """
    with files.lock(_lock_of(case_file)):
        accepted = apply(case_file, fragment, settings)
        files.publish(case_file, accepted.data)
    fragment.unlink(missing_ok=True)
    return accepted.says


def _lock_of(case_file: Path) -> Path:
    key = files.sha256_of(str(case_file.resolve()).encode("utf-8", "surrogatepass"))[:40]
    return files.private_folder(files.state_folder() / "accepting") / key


def apply(case_file: Path, fragment: Path, settings: Settings) -> Accepted:
    """`apply_fragment` with the changes in words."""
    data = files.read_untrusted(case_file, LARGEST_BYTES)
    wanted = read_fragment(files.read_untrusted(fragment, LARGEST_BYTES), str(fragment))
    if wanted.case_sha256 != files.sha256_of(data):
        raise StaleFragmentError(
            f"{case_file.name} is not as it was when these minutes were read.",
            "Read the minutes again: packgen minutes read. Nothing was changed.",
        )
    loaded = load_case(case_file, data)
    place = next((n for n, one in enumerate(loaded.case.meetings) if one.id == wanted.meeting), None)
    if place is None:
        message = f"{case_file.name} has no meeting {wanted.meeting[:60]}."
        raise StaleFragmentError(message, "Read the minutes again. Nothing was changed.")
    made = with_changes(data, str(case_file), changes(wanted, loaded, place))
    _still_sound(case_file, made)
    profile = load_profile(loaded.case.profile or settings.profile)
    says = sentences(wanted.proposals, loaded.case, loaded.case.meetings[place], profile)
    return Accepted(made, tuple(says))


def _still_sound(case_file: Path, data: bytes) -> None:
    try:
        load_case(case_file, data)
    except InputError as error:
        raise InputError(error.problems) from None


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
