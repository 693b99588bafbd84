"""The figures of a case as a record shows them, and as one requester may see them: composed across the rooms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from packgen.builder.prepare import Prepared
from packgen.builder.subject_access.passages import made_from
from packgen.content import Figure
from packgen.documents.kind import CaseWork, Document, Format, LeftOut
from packgen.documents.registry import documents_of
from packgen.files import sha256_of
from packgen.redaction.figures import KnownFigure
from packgen.redaction.finding.find import RosterFinder
from packgen.redaction.model import Decision
from packgen.redaction.persons import Roster
from packgen.redaction.policy import Policy

_Path = tuple[str | int, ...]
_Named = tuple[str, str, str | None, str | None]


class FiguresOfCase:
    """Draws the figures of a case twice: as its papers show them, and without whoever `roster` does not disclose."""

    def __init__(self, prepared: Prepared, roster: Roster, policy: Policy) -> None:
        self._prepared = prepared
        finder = RosterFinder(roster, policy)
        ids = frozenset(person.case_id for person in roster.persons if person.is_secret and person.case_id)
        left_out = LeftOut(ids, lambda text: any(hit.decision is not Decision.DISCLOSE for hit in finder.find(text)))
        work = CaseWork(prepared.loaded.case, prepared.assessment, prepared.contacts, left_out)
        self._without = {_named(document): document for document in documents_of(work)}

    def of_record(self, record: Path) -> tuple[KnownFigure, ...]:
        """The figures that the record at `record` may show: those of its own paper, or of every paper of the case."""
        every = [one for one in self._prepared.documents if one.format is Format.WORD]
        return tuple(known for one in made_from(record, self._prepared) or every for known in self._known(one))

    def _known(self, document: Document) -> Iterator[KnownFigure]:
        shown = dict(_figures_in(document.context))
        other = self._without.get(_named(document))
        without = dict(_figures_in(other.context)) if other else {}
        for place, figure in shown.items():
            yield _drawn(figure, without.get(place))


def _drawn(figure: Figure, without: Figure | None) -> KnownFigure:
    from packgen.word.figures.draw import draw_figure  # what draws takes longer to load than a paper to make
    from packgen.word.figures.reading import all_texts

    known = KnownFigure(sha256_of(draw_figure(figure)), figure.alt_text)
    if without is None or without.kind != figure.kind:
        return known
    texts = tuple(all_texts(without.data))
    return replace(known, data=draw_figure(without), alt_text=without.alt_text, texts=texts)


def _figures_in(value: object, place: _Path = ()) -> Iterator[tuple[_Path, Figure]]:
    """Every figure of a context, by where it stands in it."""
    if isinstance(value, Figure):
        yield place, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _figures_in(item, (*place, str(key)))
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _figures_in(item, (*place, number))


def _named(document: Document) -> _Named:
    return document.kind, document.name, document.folder, document.for_child
