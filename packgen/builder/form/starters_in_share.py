"""Starters and the form in `inbox/_starters/`: kept current, and a copy that somebody changed is never replaced."""

from __future__ import annotations

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
_ANY_DAY = date(2000, 1, 1)  # what is made is compared without the date in it: a new day alone refreshes nothing


def refresh_starters(inbox: Path, profile: Profile, state: Path, today: date) -> tuple[str, ...]:
    """Write the starters and the form that are new or out of date into `inbox/_starters/`; returns their names.

    Current means: as this version of packgen makes them of this profile. `state` is a private folder in which the
    hashes of what was written are kept: a file that differs from its hash was changed by hand and stays as it is, and
    so does one that was deleted, until there is a newer one. Where nothing is to do it takes
    some 20 ms, so once a start and a profile change is enough.
    Raises FileProblemError where the folder cannot be written to, or is a link.
    """
    folder = inbox / FOLDER
    record = state / f"starters-{files.sha256_of(str(inbox.resolve()).encode())[:16]}.json"
    known = _read(record)
    timeless = {name: files.sha256_of(text.encode("utf-8")) for name, text in _current(profile, _ANY_DAY).items()}
    due = [name for name, made in timeless.items() if known.get(name, {}).get("made") != made]
    due = [name for name in due if _is_ours(folder / name, known.get(name, {}))]
    if not due:
        return ()
    if folder.is_symlink():
        raise FileProblemError(f"{FOLDER} in the inbox is a link to another place.", "Put an ordinary folder there.")
    made = {name: text.encode("utf-8") for name, text in _current(profile, today).items() if name in due}
    # Both hashes are noted first: a file that a crash leaves behind is known as packgen's own.
    _write(record, known | {name: {**known.get(name, {}), "next": files.sha256_of(made[name])} for name in due})
    for name in due:
        files.publish(folder / name, made[name])
    _write(record, known | {name: {"made": timeless[name], "file": files.sha256_of(made[name])} for name in due})
    return tuple(due)


def _write(record: Path, known: dict[str, dict[str, str]]) -> None:
    files.publish(record, json.dumps(known, indent=1, sort_keys=True).encode("utf-8"), files.PRIVATE_FILE)


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


def _is_ours(path: Path, written: dict[str, str]) -> bool:
    """Whether the file may be replaced: it is not there, or it is as packgen wrote it. A link is never followed."""
    if path.is_symlink():
        return False
    if not path.exists():
        return True
    try:
        now = files.sha256_of(files.read_untrusted(path, _MOST_BYTES))
        return now in (written.get("file"), written.get("next"))
    except FileProblemError:
        return False


def _read(record: Path) -> dict[str, dict[str, str]]:
    try:
        found = json.loads(files.read_untrusted(record, _MOST_BYTES))
    except (FileProblemError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
