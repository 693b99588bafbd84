"""From a file to a checked model with a way back to its lines, or every problem at once, each with its line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from packgen.case.checks import Finding, check_case, check_contacts
from packgen.case.contact_sheet import contacts_from_sheet
from packgen.case.contacts import AddressBook
from packgen.case.explain.keys import key_problems
from packgen.case.explain.sentences import problems_of
from packgen.case.explain.set_aside import set_aside
from packgen.case.model import CaseFile
from packgen.case.reading.sheet import is_sheet
from packgen.case.reading.tree import plain, scalars
from packgen.case.source import Source, read_tree
from packgen.errors import InputError, KeyPath, Location, Problem, Severity, in_reading_order

Model = TypeVar("Model", bound=BaseModel)
_MOST_ROUNDS = 5


@dataclass(frozen=True)
class Loaded(Generic[Model]):
    """A model read from a file, with where each value stands in it."""

    model: Model
    path: Path
    source: Source
    warnings: tuple[Problem, ...] = ()

    @property
    def sha256(self) -> str:
        """SHA-256 of the file as read, in lower-case hex."""
        return self.source.sha256

    def locate(self, key_path: KeyPath) -> Location:
        """Where the value at `key_path` stands; where it is absent, the nearest key above it that is there."""
        return self.source.locate(key_path)

    def excerpt(self, line: int) -> str:
        """The line (1-based) as typed."""
        return self.source.excerpt(line)


@dataclass(frozen=True)
class LoadedCase(Loaded[CaseFile]):
    """A case file, read and checked."""

    @property
    def case(self) -> CaseFile:
        """The whole case file."""
        return self.model


def load_model(path: Path, model: type[Model]) -> Loaded[Model]:
    """Read the file at `path` as `model`. Raises InputError with every problem found, in reading order."""
    value, source, problems = _read(read_tree(path), model)
    return Loaded(_sound(value, problems), path, source, _warnings(problems))


def load_case(path: Path, tree: Source | None = None) -> LoadedCase:
    """Read and check the case file at `path`. Raises InputError with every problem found, in reading order.

    What cannot be read is set aside and the rest is checked all the same, so that one run lists everything. `tree` is
    the file where it has been read already, or what it would hold.
    """
    tree = tree or read_tree(path)
    if "case" not in tree.root.entries and "contacts" in tree.root.entries:
        raise InputError([_address_book(tree)])
    value, source, problems = _read(tree, CaseFile)
    if value is not None:
        problems += _not_said_yet(_checked(value, source), problems)
    return LoadedCase(_sound(value, problems), path, source, _warnings(problems))


def load_contacts(path: Path) -> AddressBook:
    """Read the address book at `path`: YAML, JSON, or a spreadsheet (.csv, .xlsx).

    Raises InputError with every problem found, in reading order.
    """
    if is_sheet(path):
        return contacts_from_sheet(path)
    value, source, problems = _read(read_tree(path), AddressBook)
    if value is not None:
        problems += _not_said_yet([_located(source, finding) for finding in check_contacts(value)], problems)
    return _sound(value, problems)


def _read(source: Source, model: type[Model]) -> tuple[Model | None, Source, list[Problem]]:
    """The model (or what is left of it), the tree it was made from, and the problems so far."""
    problems = list(source.problems)
    try:
        value = model.model_validate(plain(source.root))
    except ValidationError as error:
        problems += problems_of(error, source, model)
        return *_what_is_left(error, source, model), problems
    problems += list(key_problems(source, model, (), ()))
    return value, source, problems


def _what_is_left(error: ValidationError, source: Source, model: type[Model]) -> tuple[Model | None, Source]:
    for number in range(_MOST_ROUNDS):
        root = set_aside(error, source.root, model, patient=number == 0)
        if root is None:
            break
        source = replace(source, root=root)
        try:
            return model.model_validate(plain(root)), source
        except ValidationError as again:
            error = again
    return None, source


def _address_book(tree: Source) -> Problem:
    hint = "Name it contacts.yaml and give it with --contacts, or in packgen.toml; drop the case file here."
    return tree.problem(tree.locate_key(("contacts",)), "This is an address book, not a case file.", hint)


def _checked(case: CaseFile, source: Source) -> list[Problem]:
    typed_ids = frozenset(node.text for path, node in scalars(source.root) if path[-1:] == ("id",))
    return [_located(source, finding) for finding in check_case(case, typed_ids)]


def _located(source: Source, finding: Finding) -> Problem:
    where = source.locate_word(finding.path, finding.word) if finding.word else source.locate(finding.path)
    return source.problem(where, finding.message, finding.hint, finding.severity)


def _sound(value: Model | None, problems: list[Problem]) -> Model:
    if value is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise InputError(problems)
    return value


def _warnings(problems: list[Problem]) -> tuple[Problem, ...]:
    return in_reading_order(problems)


def _not_said_yet(found: list[Problem], problems: list[Problem]) -> list[Problem]:
    """What checks found where nothing was wrong with the typing: a misspelt id is not also an unknown one."""
    said = {(problem.location.line, problem.location.column) for problem in problems if problem.location}
    return [p for p in found if p.location and (p.location.line, p.location.column) not in said]
