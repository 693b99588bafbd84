"""Carry out a plan: everything is made first, then published file by file, the manifest last.

What is made by a maker function is bytes; this module knows nothing of Word or PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from packgen import files
from packgen.builder.batch import batch, sweep
from packgen.builder.layout import offered_path
from packgen.builder.manifest import Entry, Manifest, write_manifest
from packgen.builder.plan import Action, Step, Wanted, plan_files
from packgen.builder.staged import forget_others, put_in_place, remove, stage

Makers = Mapping[str, Callable[[], bytes]]
Scope = Callable[[str, Entry], bool]


@dataclass(frozen=True)
class Target:
    """A wanted file together with the entry that will describe it (its hash is filled in when published)."""

    wanted: Wanted
    entry: Entry


def find_hashes(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of every one of `paths` that exists below `folder`. Links and folders count as somebody else's."""
    found = {}
    for path in paths:
        file = folder / path
        if file.is_symlink() or file.is_dir():
            found[path] = "not a file"
        elif file.exists():
            found[path] = files.sha256_of_file(file)
    return found


def plan_targets(targets: Iterable[Target], manifest: Manifest, folder: Path, scope: Scope) -> tuple[Action, ...]:
    """The actions for the files of one scope (documents or PDFs), looking at what lies in `folder` now."""
    wanted = [target.wanted for target in targets]
    known = {path: entry for path, entry in manifest.entries.items() if scope(path, entry)}
    found = find_hashes(folder, {*known, *(item.path for item in wanted)})
    return plan_files(wanted, manifest.model_copy(update={"entries": known}), found)


def carry_out(
    actions: Iterable[Action], targets: Iterable[Target], makers: Makers, manifest: Manifest, folder: Path
) -> Manifest:
    """Make, publish and remove what `actions` say; returns the manifest as it now stands (written to disk as well).

    Every file is made before the first one is replaced, so a fault in the last leaves all as it was. What somebody has
    open is left as it is; the new one is staged and named in `manifest.staged`.
    """
    planned = list(actions)
    by_path = {target.wanted.path: target for target in targets}
    made = {action.path: makers[action.path]() for action in planned if action.step in (Step.MAKE, Step.OFFER)}
    where = {action.path: _destination(action, manifest, folder) for action in planned if action.path in made}
    if made:
        sweep(folder, manifest.publishing)
        expected = {where[path]: files.sha256_of(data) for path, data in made.items()}
        manifest = manifest.model_copy(update={"publishing": expected})
        write_manifest(folder, manifest)
    entries = dict(manifest.entries)
    looked_at = {action.path for action in planned}
    staged = {path: kept for path, kept in manifest.staged.items() if path not in looked_at}
    with batch({folder / where[path]: data for path, data in made.items()}) as put:
        for action in planned:
            data = made.get(action.path)
            target = by_path.get(action.path)
            if not _done(action, put, folder, where.get(action.path)):
                if data is not None and target is not None:
                    staged[action.path] = stage(folder, data, target.wanted.fingerprint)
                continue
            entry = _entry_after(action, target, entries.get(action.path), data, where.get(action.path))
            _put(entries, action.path, entry)
    now = {"entries": dict(sorted(entries.items())), "publishing": {}, "staged": dict(sorted(staged.items()))}
    manifest = manifest.model_copy(update=now)
    write_manifest(folder, manifest)
    forget_others(folder, manifest)
    return manifest


def _done(action: Action, put: Callable[[Path], None], folder: Path, where: str | None) -> bool:
    """Publish or remove one file; False where somebody has it open, so that it has to wait."""
    if where is not None:
        return put_in_place(folder / where, put)
    if action.step is Step.REMOVE:
        return remove(folder / action.path)
    return True


def _put(entries: dict[str, Entry], path: str, entry: Entry | None) -> None:
    if entry is None:
        entries.pop(path, None)
    else:
        entries[path] = entry


def _destination(action: Action, manifest: Manifest, folder: Path) -> str:
    """Where made bytes go: the path itself, or beside a held file under a name nobody has edited."""
    if action.step is Step.MAKE:
        return action.path
    entry = manifest.entries.get(action.path)
    number = 1
    while True:
        offered = offered_path(action.path, number)
        seen = find_hashes(folder, [offered]).get(offered)
        ours = (entry.offered_sha256 if entry else None, manifest.publishing.get(offered))
        if seen is None or seen in ours:
            return offered
        number += 1


def _entry_after(
    action: Action, target: Target | None, before: Entry | None, data: bytes | None, where: str | None
) -> Entry | None:
    if action.step is Step.REMOVE:
        return None
    if action.step is Step.MAKE and target is not None and data is not None:
        return target.entry.model_copy(update={"sha256": files.sha256_of(data)})
    if action.step is Step.OFFER and target is not None and data is not None:
        held = before or target.entry.model_copy(update={"sha256": "", "fingerprint": ""})
        offer = {"offered_as": where, "offered_fingerprint": target.wanted.fingerprint}
        offer["offered_state"] = target.wanted.state
        return held.model_copy(update={**offer, "offered_sha256": files.sha256_of(data)})
    if action.step is Step.ACCEPT and before is not None:
        if target is not None and before.offered_fingerprint == target.wanted.fingerprint:
            return target.entry.model_copy(update={"sha256": before.offered_sha256})
        accepted = {"sha256": before.offered_sha256, "fingerprint": before.offered_fingerprint}
        accepted["state"] = before.offered_state or before.state
        cleared = dict.fromkeys(("offered_as", "offered_fingerprint", "offered_sha256", "offered_state"))
        return before.model_copy(update={**accepted, **cleared})
    return before
