"""Figures of packgen's own in a record: drawn again without those who are left out, by whoever knows the case.

A figure counts as known only where the record shows it exactly as the case has it (the hash of its picture, or its
words): a copy may tell no more than the record did. Every other picture is withheld until somebody approves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from pydantic import ConfigDict

from packgen.redaction.docx.model import DocxRecord
from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.formats import Record
from packgen.redaction.model import ApprovedPicture, Decision, Finder, Picture, Secret
from packgen.redaction.verify.text import Seeker

_LONGEST_ALT_TEXT = 900
_SHORTEST_SOUGHT = 3
_PLAIN_WORDS = "A figure, drawn again without other people. The words and tables near it say what it shows."
_R = TypeVar("_R")


@dataclass(frozen=True)
class KnownFigure:
    """A figure as the case has it, by the hash of its picture and its words; and as it may be shown.

    `data` (a PNG) is empty where nothing of it may be shown. `texts` are all words that the new picture shows.
    """

    sha256: str
    shown_as: str
    data: bytes = b""
    alt_text: str = ""
    texts: tuple[str, ...] = ()


@dataclass(frozen=True)
class RedrawnFigure:
    """What stands in place of a picture of the record (by its id), and the words that it shows."""

    picture: str
    data: bytes
    alt_text: str
    texts: tuple[str, ...] = ()

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


def redrawn_figures(record: Record, known: Sequence[KnownFigure], finder: Finder) -> tuple[RedrawnFigure, ...]:
    """The pictures of `record` that are known figures, as they may be shown; none whose words still tell of anybody."""
    by_hash = {figure.sha256: figure for figure in known}
    by_words = {_plain(figure.shown_as): figure for figure in known if figure.shown_as}
    found = []
    for picture in record.pictures:
        figure = by_hash.get(picture.sha256) or by_words.get(_plain(picture.alt_text))
        if figure and figure.data and not any(_tells(text, finder) for text in (figure.alt_text, *figure.texts)):
            found.append(RedrawnFigure(picture.id, figure.data, _short(figure.alt_text), figure.texts))
    return tuple(found)


def with_redrawn(record: _R, figures: Iterable[RedrawnFigure]) -> _R:
    """`record` with the redrawn pictures in place of its own, as the officer is to see it."""
    new = {figure.picture: figure.data for figure in figures}
    if not new or not isinstance(record, DocxRecord):
        return record
    return replace(record, pictures=tuple(_with_data(picture, new) for picture in record.pictures))


def approved_figures(
    figures: Iterable[RedrawnFigure], marked: Iterable[str], secrets: Sequence[Secret]
) -> Mapping[str, ApprovedPicture]:
    """Figures that may stand, by picture: not one that shows words which the officer `marked` elsewhere in the record.

    A surname that the data subject shares with somebody who is left out cannot stand in an alternative text, where no
    place of the record accounts for it: the text then says less.
    """
    gone = [letters for text in marked if len(letters := folded_letters(text)) >= _SHORTEST_SOUGHT]
    seeker = Seeker(secrets)
    return {
        figure.picture: ApprovedPicture(figure.data, _PLAIN_WORDS if seeker.seek(figure.alt_text) else figure.alt_text)
        for figure in figures
        if not any(letters in folded_letters(" ".join((figure.alt_text, *figure.texts))) for letters in gone)
    }


def _tells(text: str, finder: Finder) -> bool:
    return any(hit.decision is not Decision.DISCLOSE for hit in finder.find(text))


def _with_data(picture: Picture, new: Mapping[str, bytes]) -> Picture:
    return replace(picture, data=new[picture.id]) if picture.id in new else picture


def _plain(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    """An alternative text that a copy may have: no signs of markup, and an end."""
    plain = _plain(text.replace("<", " ").replace(">", " "))
    return plain if len(plain) <= _LONGEST_ALT_TEXT else plain[:_LONGEST_ALT_TEXT].rpartition(" ")[0] + " ..."
