"""The wording of letters that follow from rules, from data/letters.yaml: what is said and asked, and of whom."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

# The same loader in C, ten times as fast, where libyaml is there.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    text = (files("packgen.documents") / "data" / "letters.yaml").read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=_LOADER)  # noqa: S506 (it is a safe loader, and the file is our own)
    return {name: LetterWording.model_validate(entry) for name, entry in entries.items()}
