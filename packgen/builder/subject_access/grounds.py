"""What proposals rest on: kept beside them, and held at release against what is known then.

The files that a roster came from are remembered in the officer's folder, as paths seen from the subject access root.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from packgen.builder.subject_access.request import LoadedRequest, basis_of
from packgen.files import PRIVATE_FILE, private_folder, publish, read_untrusted, safe_name, sha256_of
from packgen.redaction.persons import Roster, RosterPerson, Standing
from packgen.redaction.state import OFFICER

_FOLDER = "grounds"
_LARGEST = 1_000_000


@dataclass(frozen=True)
class Grounds:
    """Where the roster came from besides the request: a case with the subject's id, or a list of names."""

    case: Path | None = None
    subject: str | None = None
    roster: Path | None = None


def hash_of_grounds(given: LoadedRequest | None, roster: Roster) -> str:
    """A hash of who asks, whose data it is, every decision, and everybody of whom something may have to go."""
    ours = [_told(one) for one in roster.persons if one.is_secret or one.standing is Standing.SUBJECT]
    told = [basis_of(given) if given else "", sorted(ours)]
    return sha256_of(json.dumps(told).encode())


def keep_grounds(root: Path, reference: str, grounds: Grounds) -> None:
    """Remember where the roster of the latest proposals of a request came from."""
    named = {"case": _seen_from(root, grounds.case), "roster": _seen_from(root, grounds.roster)}
    data = json.dumps({**named, "subject": grounds.subject}).encode()
    publish(private_folder(root / OFFICER / _FOLDER) / _name(reference), data, PRIVATE_FILE)


def kept_grounds(root: Path, reference: str) -> Grounds | None:
    """Where the roster of the latest proposals came from; None where nothing is known of proposals."""
    file = root / OFFICER / _FOLDER / _name(reference)
    if not file.is_file():
        return None
    kept = json.loads(read_untrusted(file, _LARGEST))
    case, roster = (root.resolve() / kept[key] if kept[key] else None for key in ("case", "roster"))
    return Grounds(case, kept["subject"], roster)


def _told(person: RosterPerson) -> str:
    """All that is known of somebody; keys are numbers in a list and change with it."""
    return json.dumps({**asdict(person), "key": ""}, default=str, sort_keys=True)


def _seen_from(root: Path, file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return os.path.relpath(file.resolve(), root.resolve())
    except ValueError:  # another drive
        return str(file.resolve())


def _name(reference: str) -> str:
    return f"{safe_name(reference)}.json"
