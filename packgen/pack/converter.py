"""What a converter from Word to PDF is, and what can go wrong with one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

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
    `program` is the executable, None for the built-in one. `doctor` prints all of it and the manifest records it.
    """

    kind: ConverterKind
    name: str
    version: str
    fonts: tuple[str, ...] = ()
    program: Path | None = None

    def __str__(self) -> str:
        return f"{self.name} {self.version}".strip()


class NoConverterError(PackgenError):
    """No converter from Word to PDF is installed, or not the one that the settings name."""


class ConversionFailedError(PackgenError):
    """A document could not be turned into a PDF; the message names it."""
