"""Starters and the form in `inbox/_starters/`: kept current, and a copy that somebody changed is never replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from packgen import files
from packgen.builder.form.page import FILE_NAME, form_page
from packgen.builder.form.words import chair_roles
from packgen.case.starters import KINDS, starter
from packgen.files import FileProblemError
from packgen.guidance.profile import Profile

FOLDER = "_starters"
_MOST_BYTES = 5_000_000


def refresh_starters(inbox: Path, profile: Profile, state: Path, today: date) -> tuple[str, ...]:
    """Write the starters and the form that are new or out of date into `inbox/_starters/`; returns their names.

    Current means: as this version of packgen makes them of this profile. `state` is a private folder in which the
    hashes of what was written are kept: a file that differs from its hash was changed by hand and stays as it is, and
    so does one that was deleted, until there is a newer one. Cheap where nothing is to do: a few stamps and hashes.
    Raises FileProblemError where the folder cannot be written to.
    """
    folder = inbox / FOLDER
    record = state / f"starters-{hashlib.sha256(str(inbox.resolve()).encode()).hexdigest()[:16]}.json"
    known = _read(record)
    wanted = {name: text.encode("utf-8") for name, text in _current(profile, today).items()}
    written = []
    for name, data in wanted.items():
        made = _timeless(data, today)
        if known.get(name, {}).get("made") == made:
            continue
        if not _is_ours(folder / name, known.get(name, {}).get("file")):
            continue
        folder.mkdir(exist_ok=True)
        files.publish(folder / name, data)
        known[name] = {"made": made, "file": files.sha256_of(data)}
        written.append(name)
    if written:
        files.publish(record, json.dumps(known, indent=1, sort_keys=True).encode("utf-8"))
    return tuple(written)


def _current(profile: Profile, today: date) -> dict[str, str]:
    """File names and texts as they should be."""
    texts = {f"{kind.replace('_', '-')}.yaml": starter(kind, _words(kind, profile), today) for kind in KINDS}
    return {**texts, FILE_NAME: form_page(profile)}


def _words(kind: str, profile: Profile) -> dict[str, str]:
    """The council's own words for the hints of a starter."""
    found = {"statuses": _listed(profile.statuses), "harm_types": ", ".join(profile.harms)}
    if profile.authority:
        found["authority"] = profile.authority
    meeting = profile.meeting_types.get("strategy" if kind == "emergency" else kind)
    roles = chair_roles(meeting.id, profile) if meeting else ()
    return found | ({"chair_role": roles[0], "chair_roles": " or ".join(roles)} if roles else {})


def _listed(words: Iterable[str]) -> str:
    names = list(words)
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _timeless(data: bytes, today: date) -> str:
    """The hash of a starter without the date that stands in it, so that a new day alone refreshes nothing."""
    return files.sha256_of(data.replace(today.isoformat().encode(), b"TODAY"))


def _is_ours(path: Path, written: str | None) -> bool:
    """Whether the file may be replaced: it is not there, or it is as packgen wrote it. A link is never followed."""
    if path.is_symlink():
        return False
    if not path.exists():
        return True
    try:
        return files.sha256_of(files.read_untrusted(path, _MOST_BYTES)) == written
    except FileProblemError:
        return False


def _read(record: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(files.read_untrusted(record, _MOST_BYTES))
    except (FileProblemError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
