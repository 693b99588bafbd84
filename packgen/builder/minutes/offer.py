"""Minutes that were saved become a file of changes for acceptance in the case's folder, once and not again.

What somebody has shortened stays as it is. What somebody deleted is not offered again, until the minutes are saved
anew. The case has one such file at a time: where the minutes of two meetings bring news, one waits for the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from packgen import files
from packgen.builder.fingerprint import hash_of
from packgen.builder.minutes.fragment import Fragment, as_text, fragment_name
from packgen.builder.minutes.proposal import Proposal
from packgen.builder.minutes.read import Reading, read_minutes
from packgen.case.reading.limits import LARGEST_BYTES
from packgen.errors import InputError, PackgenError
from packgen.settings import Settings


@dataclass(frozen=True)
class KnownMinutes:
    """What was offered of one file of minutes with this hash, and what of it somebody did not want; by hash."""

    sha256: str = ""
    offered: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownOffers:
    """What is remembered of a case: its minutes by path, and the hash of the file of changes as it was written."""

    minutes: dict[str, KnownMinutes] = field(default_factory=dict)
    written: str = ""


@dataclass(frozen=True)
class _Read:
    """One file of minutes as read: `says` and `keys` go with the proposals, `not_read` are sentences."""

    fragment: Fragment
    says: tuple[str, ...] = ()
    not_read: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """A hash for everything that would be told."""
        return (*(_key(one) for one in self.fragment.proposals), *(hash_of(words) for words in self.not_read))


def offer_minutes(
    case_file: Path, folder: Path, paths: Sequence[str], known: KnownOffers, settings: Settings, as_of: date
) -> KnownOffers:
    """Read the minutes at `paths` below the case's `folder` and write, keep or take away the file of changes.

    Raises InputError where the case file cannot be understood, FileProblemError.
    """
    target = folder / fragment_name(case_file)
    lies = files.sha256_of(files.read_untrusted(target, LARGEST_BYTES)) if target.is_file() else ""
    known = _as_decided(known, folder, paths, lies)
    if lies and lies != known.written:
        return _left_to_its_owner(known)
    read = [_without_declined(_read(folder, path, case_file, settings, as_of), known.minutes[path]) for path in paths]
    chosen = _chosen(read)
    if chosen is None:
        target.unlink(missing_ok=True)
        return replace(known, written="")
    others = tuple(words for one in read if one is not chosen for words in one.not_read)
    data = as_text(chosen.fragment, list(chosen.says), [*chosen.not_read, *others]).encode("utf-8")
    files.publish_if_changed(target, data)
    told = {path: one.keys if one is chosen else _keys_of_rows(one) for path, one in zip(paths, read, strict=True)}
    minutes = {path: replace(one, offered=told.get(path, ())) for path, one in known.minutes.items()}
    return KnownOffers(minutes, files.sha256_of(data))


def _as_decided(known: KnownOffers, folder: Path, paths: Sequence[str], lies: str) -> KnownOffers:
    """What is known of the minutes as they are now; what was offered and is gone was dealt with by somebody."""
    minutes = {}
    for path in paths:
        sha256 = files.sha256_of_file(folder / path)
        one = known.minutes.get(path, KnownMinutes())
        if one.sha256 != sha256:
            one = KnownMinutes(sha256)
        elif not lies and one.offered:
            one = KnownMinutes(sha256, (), tuple(sorted({*one.declined, *one.offered})))
        minutes[path] = one
    return KnownOffers(minutes, known.written)


def _left_to_its_owner(known: KnownOffers) -> KnownOffers:
    """Somebody has changed the file: nothing is offered until it is gone, and then everything is looked at anew."""
    return KnownOffers({path: replace(one, offered=()) for path, one in known.minutes.items()}, known.written)


def _read(folder: Path, path: str, case_file: Path, settings: Settings, as_of: date) -> _Read:
    try:
        reading = read_minutes(folder / path, case_file, settings, as_of)
    except (InputError, files.FileProblemError):
        raise
    except PackgenError as error:
        return _Read(_nothing_of(folder, path, case_file), not_read=(f"{path}: {error.message} {error.hint}",))
    return _Read(reading.fragment, reading.says, _not_read(reading, path))


def _not_read(reading: Reading, path: str) -> tuple[str, ...]:
    where = "" if Path(path).parent.name == "" else f"{path}: "
    return tuple(f"{where}{problem.message} {problem.hint}" for problem in reading.problems)


def _nothing_of(folder: Path, path: str, case_file: Path) -> Fragment:
    meeting = Path(path).parent.name or Path(path).stem
    shas = files.sha256_of_file(case_file), files.sha256_of_file(folder / path)
    return Fragment(case_file.name, shas[0], meeting, shas[1], ())


def _without_declined(read: _Read, known: KnownMinutes) -> _Read:
    wanted = [
        (one, says)
        for one, says in zip(read.fragment.proposals, read.says, strict=True)
        if _key(one) not in known.declined
    ]
    proposals, sentences = tuple(one for one, _ in wanted), tuple(says for _, says in wanted)
    rows = tuple(words for words in read.not_read if hash_of(words) not in known.declined)
    return _Read(replace(read.fragment, proposals=proposals), sentences, rows)


def _chosen(read: Sequence[_Read]) -> _Read | None:
    """The first that brings something to accept, else the first with rows that could not be read."""
    news = [one for one in read if one.fragment.proposals] or [one for one in read if one.not_read]
    return news[0] if news else None


def _keys_of_rows(read: _Read) -> tuple[str, ...]:
    return tuple(hash_of(words) for words in read.not_read)


def _key(one: Proposal) -> str:
    return hash_of([one.table, one.number, one.values, list(one.clear), one.remove])
