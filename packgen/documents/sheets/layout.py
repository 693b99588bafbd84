"""What stands on each working sheet, from data/sheets.yaml: headings, questions, columns, rows to write in."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from packgen.own_data import own_data


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
    entries = own_data("packgen.documents", "data/sheets.yaml")
    return {name: SheetLayout.model_validate(entry) for name, entry in entries.items()}
