"""What is to be done with one file of the inbox. Pure: a record, what was seen, and the clock; no file is touched.

Times are compared for equality only, save for the watcher's own clock; where that has gone backwards, waiting starts
afresh.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from packgen.files import Stamp

Beside = tuple[tuple[str, Stamp | None], ...]


class State(StrEnum):
    """How a file of the inbox stands."""

    WAITING = "waiting"
    BUILDING = "building"
    OK = "ok"
    PROBLEM = "problem"
    EDITED = "edited"
    CLASH = "clash"
    GONE = "gone"


class Why(StrEnum):
    """Why a file is waiting."""

    SETTLING = "settling"
    NO_END = "no_end"
    ATTACHMENTS = "attachments"
    RETRY = "retry"


class Step(StrEnum):
    """The next thing to do with a file."""

    NOTHING = "nothing"
    READ = "read"
    BUILD = "build"
    TIDY = "tidy"


@dataclass(frozen=True)
class Record:
    """What is known of one file. `around` and `day` are those of the build whose outcome is `settled`.

    `read` is the SHA-256 of the file as it settled (empty until it has, whole): nothing else is ever built. `built` is
    that of the file that was built last, `beside` the stamps of the attachments it names. `since` and
    `retry_at` are on the watcher's clock and start afresh with it. `due` says that something else asks for a build.
    """

    name: str
    state: State = State.WAITING
    why: Why | None = Why.SETTLING
    stamp: Stamp | None = None
    beside: Beside = ()
    since: float = 0.0
    read: str = ""
    built: str = ""
    around: str = ""
    day: str = ""
    settled: State | None = None
    folder: str = ""
    absent: tuple[str, ...] = ()
    waited: float | None = None
    tries: int = 0
    retry_at: float | None = None
    due: bool = False

    @property
    def stands(self) -> bool:
        """Whether a build has had its say of the file as it is."""
        return self.state in (State.OK, State.EDITED, State.PROBLEM)


@dataclass(frozen=True)
class Seen:
    """What one look found: the file's stamp (None: it is not there), its attachments', and whether its name clashes."""

    stamp: Stamp | None
    beside: Beside = ()
    clash: bool = False


@dataclass(frozen=True)
class Moment:
    """Now: the watcher's clock in seconds, the day (ISO), the hash of what all builds read besides the files."""

    clock: float
    day: str
    around: str


@dataclass(frozen=True)
class Patience:
    """How long things may take, in seconds: to settle, for an attachment to arrive, before trying again."""

    settle: float = 2.0
    attachments: float = 900.0
    retry: float = 30.0
    longest_retry: float = 3600.0


def decide(record: Record, seen: Seen, moment: Moment, patience: Patience) -> tuple[Record, Step]:
    """The record after one look, and what to do next."""
    record, step = _decide(record, seen, moment, patience)
    return record, Step.READ if step is Step.BUILD and not record.read else step


def _decide(record: Record, seen: Seen, moment: Moment, patience: Patience) -> tuple[Record, Step]:
    if seen.stamp is None:
        return _gone(record)
    if seen.clash:
        return replace(record, state=State.CLASH, why=None, stamp=None), Step.NOTHING
    if record.stamp != seen.stamp or record.beside != seen.beside:
        fresh = record.stamp != seen.stamp
        return _settling(record, seen, moment, fresh=fresh), Step.NOTHING
    if record.state in (State.CLASH, State.GONE, State.BUILDING):
        return _settling(record, seen, moment, fresh=True), Step.NOTHING
    if record.state is State.WAITING:
        return _waiting(record, moment, patience)
    return _standing(record, moment)


def _gone(record: Record) -> tuple[Record, Step]:
    if record.state is State.GONE:
        return record, Step.NOTHING
    return replace(record, state=State.GONE, why=None, stamp=None, beside=(), due=False, retry_at=None), Step.TIDY


def _settling(record: Record, seen: Seen, moment: Moment, *, fresh: bool) -> Record:
    tries = 0 if fresh else record.tries
    now = {"state": State.WAITING, "why": Why.SETTLING, "since": moment.clock, "waited": None, "retry_at": None}
    return replace(record, stamp=seen.stamp, beside=seen.beside, tries=tries, read="", **now)  # type: ignore[arg-type]


def _waiting(record: Record, moment: Moment, patience: Patience) -> tuple[Record, Step]:
    match record.why:
        case Why.NO_END:
            return record, Step.NOTHING
        case Why.ATTACHMENTS:
            return _waiting_for_attachments(record, moment, patience)
        case Why.RETRY:
            return _retrying(record, moment)
    if moment.clock < record.since:
        return replace(record, since=moment.clock), Step.NOTHING
    if moment.clock - record.since < patience.settle:
        return record, Step.NOTHING
    return record, Step.BUILD


def _waiting_for_attachments(record: Record, moment: Moment, patience: Patience) -> tuple[Record, Step]:
    if record.waited is None or moment.clock < record.waited:
        return replace(record, waited=moment.clock), Step.NOTHING
    if moment.clock - record.waited >= patience.attachments:
        return record, Step.BUILD
    return record, Step.NOTHING


def _retrying(record: Record, moment: Moment) -> tuple[Record, Step]:
    if record.retry_at is None or abs(record.retry_at - moment.clock) > _A_DAY:
        return replace(record, retry_at=moment.clock), Step.NOTHING
    return record, Step.BUILD if moment.clock >= record.retry_at else Step.NOTHING


def _standing(record: Record, moment: Moment) -> tuple[Record, Step]:
    if record.due or record.around != moment.around or record.day != moment.day:
        return record, Step.BUILD
    if record.retry_at is not None:
        return _retrying(record, moment)
    return record, Step.NOTHING


_A_DAY = 86_400.0


@dataclass(frozen=True)
class Reading:
    """What reading a settled file gave: its SHA-256, whether its last line ends the case, stamps of attachments.

    `torn` says that the file changed while it was read.
    """

    sha256: str
    ended: bool
    beside: Beside = ()
    torn: bool = False


def after_reading(record: Record, reading: Reading, moment: Moment) -> tuple[Record, Step]:
    """The record once the file has been read, and whether to build."""
    if reading.torn or reading.beside != record.beside:
        return _settle_again(replace(record, beside=reading.beside), moment), Step.NOTHING
    if not reading.ended:
        return replace(record, state=State.WAITING, why=Why.NO_END, retry_at=None, due=False), Step.NOTHING
    return replace(record, read=reading.sha256), Step.BUILD


def _settle_again(record: Record, moment: Moment) -> Record:
    return replace(record, state=State.WAITING, why=Why.SETTLING, since=moment.clock, retry_at=None, read="", due=False)


@dataclass(frozen=True)
class Result:
    """What a build made of a file: how it stands now, and what it still waits for.

    `transient` asks for another try, `saved_again` says that the file has to settle anew, `open_files` that a paper
    waits for somebody to close the old one.
    """

    state: State
    folder: str = ""
    absent: tuple[str, ...] = ()
    transient: bool = False
    saved_again: bool = False
    open_files: bool = False
    beside: Beside = ()


def after_building(record: Record, result: Result, moment: Moment, patience: Patience) -> Record:
    """The record once a build has come to an end."""
    if result.saved_again:
        return _settle_again(record, moment)
    beside = result.beside or record.beside
    record = replace(record, beside=beside, due=False, folder=result.folder or record.folder, retry_at=None)
    if result.absent:
        return replace(
            record, state=State.WAITING, why=Why.ATTACHMENTS, absent=result.absent, waited=record.waited or moment.clock
        )
    done = replace(
        record, absent=(), waited=None, built=record.read, around=moment.around, day=moment.day, settled=result.state
    )
    if result.transient:
        tries = record.tries + 1
        pause = min(patience.retry * 2 ** min(tries - 1, 16), patience.longest_retry)
        return replace(done, state=State.PROBLEM, why=Why.RETRY, built="", tries=tries, retry_at=moment.clock + pause)
    pause_open = moment.clock + patience.retry if result.open_files else None
    return replace(done, state=result.state, why=None, tries=0, retry_at=pause_open)
