"""Which papers are to be made, kept or offered, and why. Pure: it compares what is wanted with what lies there.

Hand edits win (design, decision 6): a file that differs from what was published is the held record; what packgen would
have written is offered beside it once. Issued papers stay as they are (decision 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from packgen.builder.manifest import Entry, Manifest

FINAL_STATES = ("issued", "approved")


class Step(StrEnum):
    """What is done with one file."""

    MAKE = "make"
    KEEP = "keep"
    OFFER = "offer"
    ACCEPT = "accept"
    REMOVE = "remove"


@dataclass(frozen=True)
class Wanted:
    """A file that the case calls for: its path below the case's folder, its fingerprint and its state."""

    path: str
    fingerprint: str
    state: str = "draft"


@dataclass(frozen=True)
class Action:
    """One step with its reason in words for people. `held` says that a person's own edit lies at the path."""

    step: Step
    path: str
    reason: str
    held: bool = False


def plan_files(wanted: Iterable[Wanted], manifest: Manifest | None, found: Mapping[str, str]) -> tuple[Action, ...]:
    """The actions for one case.

    `found` maps each path that exists below the case's folder to the SHA-256 of what lies there. Every wanted path
    and every path of the manifest gets exactly one action, in order of path.
    """
    entries = manifest.entries if manifest else {}
    publishing = manifest.publishing if manifest else {}
    needed = {item.path: item for item in wanted}
    actions = [_for_wanted(item, entries.get(item.path), found.get(item.path), publishing) for item in needed.values()]
    moved = manifest.superseded if manifest else ()
    actions += [
        _for_orphan(path, entry, found.get(path), moved) for path, entry in entries.items() if path not in needed
    ]
    return tuple(sorted(actions, key=lambda action: action.path))


def _for_wanted(item: Wanted, entry: Entry | None, seen: str | None, publishing: Mapping[str, str]) -> Action:
    if seen is None:
        return Action(Step.MAKE, item.path, "new" if entry is None else "it was no longer there")
    if seen == publishing.get(item.path):
        return Action(Step.MAKE, item.path, "the last build was interrupted")
    if entry is None:
        return Action(Step.OFFER, item.path, "a file that packgen did not make lies there", held=True)
    if seen == entry.sha256:
        return _for_untouched(item, entry)
    return _for_edited(item, entry, seen)


def _for_untouched(item: Wanted, entry: Entry) -> Action:
    if entry.state in FINAL_STATES:
        return Action(Step.KEEP, item.path, f"it has been {entry.state}")
    if entry.fingerprint == item.fingerprint:
        return Action(Step.KEEP, item.path, "nothing that it prints has changed")
    return Action(Step.MAKE, item.path, "what it prints has changed")


def _for_edited(item: Wanted, entry: Entry, seen: str) -> Action:
    if seen == entry.offered_sha256:
        return Action(Step.ACCEPT, item.path, "the new version was put in its place")
    if entry.state in FINAL_STATES:
        return Action(Step.KEEP, item.path, f"it has been {entry.state}", held=True)
    if item.fingerprint in (entry.fingerprint, entry.offered_fingerprint):
        return Action(Step.KEEP, item.path, "it was edited by hand", held=True)
    return Action(Step.OFFER, item.path, "it was edited by hand and the case has changed since", held=True)


def _for_orphan(path: str, entry: Entry, seen: str | None, superseded: tuple[str, ...]) -> Action:
    if seen is None:
        return Action(Step.REMOVE, path, "it is no longer called for")
    if path.split("/", maxsplit=1)[0] in superseded:
        return Action(Step.KEEP, path, "its meeting has moved to another date")
    if entry.state in FINAL_STATES:
        return Action(Step.KEEP, path, f"it has been {entry.state}")
    if seen != entry.sha256:
        return Action(Step.KEEP, path, "it is no longer called for, but was edited by hand", held=True)
    return Action(Step.REMOVE, path, "it is no longer called for")
