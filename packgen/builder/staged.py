"""Papers that wait for their place: somebody has the old one open, so the new one is kept until it is closed.

Building and publishing are separate: what is staged is not made again, it is only put in its place (and not even that
when the person who had the file open has saved an edit).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from packgen import files
from packgen.builder.manifest import Manifest, Staged
from packgen.builder.open_files import opened_by
from packgen.builder.plan import Action, Step
from packgen.files import FileOpenError

FOLDER = ".staged"


def put_in_place(path: Path, put: Callable[[Path], None]) -> bool:
    """Publish at `path` what `put` moves there; False, with nothing changed, where somebody has the file there open."""
    if opened_by(path) is not None and path.exists():
        return False
    try:
        put(path)
    except FileOpenError:
        if not path.exists():
            raise
        return False
    return True


def remove(path: Path) -> bool:
    """Remove a file that is no longer called for; False where somebody has it open."""
    if opened_by(path) is not None:
        return False
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        return False
    return True


def stage(folder: Path, data: bytes, fingerprint: str) -> Staged:
    """Keep a made paper of the case in `folder` until its place is free."""
    kept = Staged(sha256=files.sha256_of(data), fingerprint=fingerprint)
    files.private_folder(folder / FOLDER)
    files.publish_if_changed(folder / FOLDER / kept.sha256, data, files.PRIVATE_FILE)
    return kept


def staged_makers(
    actions: Iterable[Action], fingerprints: Mapping[str, str], manifest: Manifest, folder: Path
) -> dict[str, Callable[[], bytes]]:
    """How to make those of `actions` whose bytes lie staged and are still what is wanted, by path."""
    found: dict[str, Callable[[], bytes]] = {}
    for action in actions:
        kept = manifest.staged.get(action.path)
        if action.step not in (Step.MAKE, Step.OFFER) or kept is None:
            continue
        path = folder / FOLDER / kept.sha256
        if kept.fingerprint == fingerprints.get(action.path) and _is_whole(path, kept.sha256):
            found[action.path] = partial(path.read_bytes)
    return found


def forget_others(folder: Path, manifest: Manifest) -> None:
    """Remove staged bytes that no paper waits for any more."""
    place = folder / FOLDER
    if not place.is_dir():
        return
    wanted = {kept.sha256 for kept in manifest.staged.values()}
    for file in place.iterdir():
        if file.name not in wanted:
            file.unlink(missing_ok=True)
    if not wanted:
        place.rmdir()


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return files.sha256_of_file(path) == sha256
    except OSError:
        return False
