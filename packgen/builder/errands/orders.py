"""What can be asked for, and what comes back: plain values that go through JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from packgen.builder.minutes.offer import KnownOffers
from packgen.errors import Problem


@dataclass(frozen=True)
class OfferOrder:
    """Offer what was typed in the minutes at `paths` below the case's `folder`."""

    case_file: Path
    folder: Path
    paths: tuple[str, ...]
    known: KnownOffers
    today: date
    errand: Literal["offer"] = "offer"


@dataclass(frozen=True)
class Offered:
    """What is known now. `failed` says that it could not be done and may be tried again."""

    known: KnownOffers = field(default_factory=KnownOffers)
    failed: bool = False


@dataclass(frozen=True)
class AcceptOrder:
    """Take the changes in `fragment`, a file in the inbox, into the case file that it names there."""

    fragment: Path
    today: date
    errand: Literal["accept"] = "accept"


@dataclass(frozen=True)
class Accepting:
    """What became of it. `case` is the name of the case file, where it is known; `changes` how many were made.

    - accepted: the case file holds them and the fragment is gone.
    - half: the fragment's last line is not there.
    - stale: the case file has changed since the minutes were read.
    - problem: `problems` say why it cannot be done. Nothing was changed.
    - later: a file is open or a disk refused; it may be tried again.
    """

    state: Literal["accepted", "half", "stale", "problem", "later"]
    case: str = ""
    changes: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class ProposeOrder:
    """Make the proposals of the request in `folder`; `known` is the hash of what lay there at the last time."""

    folder: Path
    known: str
    today: date
    errand: Literal["propose"] = "propose"


@dataclass(frozen=True)
class Proposing:
    """What became of it: whether all is proposed, and lines for staff without a word of the request or its records.

    `content` is the hash of what lay there, `same` says that it is the known one, `later` that it may be tried again.
    """

    ready: bool = False
    lines: tuple[str, ...] = ()
    content: str = ""
    same: bool = False
    later: bool = False


@dataclass(frozen=True)
class LookOrder:
    """Read the address books and files of replies at `paths`."""

    paths: tuple[Path, ...]
    errand: Literal["look"] = "look"


@dataclass(frozen=True)
class Looked:
    """For each file by name: how many lines it holds, and what is wrong with it."""

    lines: dict[str, int] = field(default_factory=dict)
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)


Order = OfferOrder | AcceptOrder | ProposeOrder | LookOrder
Answer = Offered | Accepting | Proposing | Looked
