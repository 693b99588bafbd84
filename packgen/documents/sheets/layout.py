"""What stands on each working sheet, from data/sheets.yaml: headings, questions, columns, rows to write in."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

# The same loader in C, ten times as fast, where libyaml is there.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class SectionLayout(BaseModel):
    """One section: labelled details, a table of two to four columns, or boxes to tick."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    kind: Literal["details", "table", "ticks"]
    heading: str
    text: str = ""
    heads: tuple[str, ...] = Field(default=(), max_length=4)
    first: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    blanks: int = 0
    only_if_filled: bool = False


class SheetLayout(BaseModel):
    """One sheet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    lead: str
    sections: tuple[SectionLayout, ...]


@lru_cache(maxsize=1)
def sheet_layouts() -> dict[str, SheetLayout]:
    """Every sheet by the name of its kind."""
    text = (files("packgen.documents") / "data" / "sheets.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=_LOADER)  # noqa: S506 (it is a safe loader, and the file is our own)
    return {name: SheetLayout.model_validate(entry) for name, entry in entries.items()}
