"""What the names in an inbox mean: cases, files kept for something else, what is left alone, and what nobody knows."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from packgen.builder.inputs import (
    CASE_SUFFIXES,
    CONTACTS_NAMES,
    FRAGMENT,
    is_fragment_stem,
    is_reserved,
    without_copy_number,
)

REPLIES = " - replies"
READY = " - READY.txt"
PROBLEM = " - PROBLEM.txt"
TEXT_CASE_SUFFIXES = (".yaml.txt", ".yml.txt")
REDACT_FOLDER = "redact"
_ENDINGS_LEFT_ALONE = (".tmp", ".swp", ".swx", ".part", ".crdownload", "~")
_NAMES_LEFT_ALONE = ("4913", "thumbs.db", "desktop.ini")


class NameKind(StrEnum):
    """What a file of this name is to the watcher."""

    CASE = "case"
    RESERVED = "reserved"
    IGNORED = "ignored"
    UNKNOWN = "unknown"


def kind_of(name: str) -> NameKind:
    """What a file called `name` is. A case saved by Notepad as `case.yaml.txt` counts as one."""
    plain = _plain(name)
    if _is_left_alone(plain) or is_note(name):
        return NameKind.IGNORED
    if plain.endswith(TEXT_CASE_SUFFIXES):
        plain = plain.removesuffix(".txt")
    if is_replies(plain) or is_contacts(plain):
        return NameKind.RESERVED
    if not plain.endswith(CASE_SUFFIXES):
        return NameKind.UNKNOWN
    return NameKind.RESERVED if is_reserved(Path(plain)) else NameKind.CASE


def is_fragment(name: str) -> bool:
    """Whether a file has the name of changes from minutes, to be taken into a case file."""
    stem, _, ending = _plain(name).rpartition(".")
    return ending in ("yaml", "yml") and is_fragment_stem(stem)


def cases_of_fragment(name: str) -> tuple[str, ...]:
    """What the case file of a fragment may be called."""
    return _cases_called(without_copy_number(name.rpartition(".")[0])[: -len(FRAGMENT)])


def is_replies(name: str) -> bool:
    """Whether a file holds replies: `replies.csv`, or those of one case."""
    plain = _plain(name)
    return plain == "replies.csv" or plain.endswith(f"{REPLIES}.csv")


def cases_of_replies(name: str) -> tuple[str, ...]:
    """What the one case file may be called that replies are for; nothing where they are for all."""
    stem = name.rpartition(".")[0]
    return _cases_called(stem[: -len(REPLIES)]) if _plain(stem).endswith(REPLIES) else ()


def _cases_called(stem: str) -> tuple[str, ...]:
    return tuple(f"{stem}{ending}" for ending in (*CASE_SUFFIXES, *TEXT_CASE_SUFFIXES))


def is_contacts(name: str) -> bool:
    """Whether a file is an address book."""
    return _plain(name) in CONTACTS_NAMES


def kept_for_requests(name: str) -> bool:
    """Whether a file has its place with a subject access request, and nowhere else."""
    return _plain(name) in ("request.yaml", "request.yml") or _plain(name).endswith(".schedule.yaml")


def is_read_by_all(name: str) -> bool:
    """Whether every case of the inbox is built with this file."""
    return is_contacts(name) or _plain(name) == "replies.csv"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _is_left_alone(plain: str) -> bool:
    return plain.startswith((".", "~$")) or plain.endswith(_ENDINGS_LEFT_ALONE) or plain in _NAMES_LEFT_ALONE


def is_note(name: str) -> bool:
    """Whether a file has the name of one of our own notes."""
    return name.endswith((READY, PROBLEM))


def has_text_ending(name: str) -> bool:
    """Whether a case file was saved with `.txt` behind its real ending."""
    return name.casefold().endswith(TEXT_CASE_SUFFIXES)


def clashing(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names that are one on some platforms (accents written two ways, upper and lower case), with their rivals."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[unicodedata.normalize("NFC", name).casefold()].append(name)
    return {
        name: tuple(other for other in group if other != name)
        for group in groups.values()
        if len(group) > 1
        for name in group
    }
