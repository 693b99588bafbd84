"""The wording of letters that follow from rules, from data/letters.yaml: what is said and asked, and of whom."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from packgen.own_data import own_data


class LetterWording(BaseModel):
    """One letter in words. `to` is a role of the profile; empty where the case says whom to write to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    to: str
    to_label: str
    says: tuple[str, ...]
    asks: tuple[str, ...]
    answer: str


@lru_cache(maxsize=1)
def letter_wordings() -> dict[str, LetterWording]:
    """Every letter by the name of its kind."""
    entries = own_data("packgen.documents", "data/letters.yaml")
    return {name: LetterWording.model_validate(entry) for name, entry in entries.items()}
