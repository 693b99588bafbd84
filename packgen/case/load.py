"""From a file to a checked model: every problem at once, each with its line, or the model with a way back to the lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from packgen.case.contacts import AddressBook
from packgen.case.model import CaseFile
from packgen.case.reading.tree import plain
from packgen.case.source import Source, read_tree
from packgen.errors import InputError, KeyPath, Location, Problem, Severity

Model = TypeVar("Model", bound=BaseModel)


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
    """Read the file at `path` as `model`. Raises InputError with every problem found."""
    source = read_tree(path)
    try:
        value = model.model_validate(plain(source.root))
    except ValidationError as error:
        raise InputError(Problem(e["msg"], location=source.locate(tuple(e["loc"]))) for e in error.errors()) from None
    if not source.is_sound:
        raise InputError(source.problems)
    return Loaded(value, path, source, tuple(p for p in source.problems if p.severity is Severity.WARNING))


def load_case(path: Path) -> LoadedCase:
    """Read and check the case file at `path`. Raises InputError with every problem found, in reading order."""
    loaded = load_model(path, CaseFile)
    return LoadedCase(loaded.model, loaded.path, loaded.source, loaded.warnings)


def load_contacts(path: Path) -> AddressBook:
    """Read the address book at `path`. Raises InputError with every problem found, in reading order."""
    return load_model(path, AddressBook).model
