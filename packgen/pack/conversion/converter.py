"""What a converter from Word to PDF is, and what can go wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from packgen.errors import PackgenError


class ConverterKind(StrEnum):
    """The converters that packgen knows; the value is what `converter` in packgen.toml may say."""

    LIBREOFFICE = "libreoffice"
    WORD = "word"
    BUILT_IN = "built-in"


@dataclass(frozen=True)
class Converter:
    """One converter found on this machine.

    `version` is as the program states it; `fonts` holds the office font families found that it would set text in.
    `program` is the executable, None for the built-in one. `caution` is what staff should know before they rely on it.
    `doctor` prints all of it and the manifest records name and version.
    """

    kind: ConverterKind
    name: str
    version: str
    fonts: tuple[str, ...] = ()
    program: Path | None = None
    caution: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class ConverterProgram(Protocol):
    """What each converter's module offers; `convert` holds the table of them."""

    def find(self) -> Converter | None:
        """The converter as installed here, or None."""
        ...

    def convert_batch(self, documents: Sequence[Path], folder: Path, converter: Converter, /) -> None:
        """Turn `documents` (.docx, neutral names) into PDF files of the same stem in `folder` (private).

        What is missing or broken afterwards is for the caller to find. Raises ProcessFailedError or TimeLimitError.
        """
        ...


class NoConverterError(PackgenError):
    """No converter from Word to PDF is installed, or not the one that the settings name."""


class ConversionFailedError(PackgenError):
    """A document could not be turned into a PDF; the message names it."""
