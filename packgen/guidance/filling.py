"""Sentences of the guidance with what this case puts into their blanks."""

from __future__ import annotations

from packgen.guidance.conditions import value_of
from packgen.guidance.facts import FactValue
from packgen.guidance.scene import Scene


def filled(text: str, scene: Scene) -> str:
    """`text` with every `{fact}` in it replaced by what the fact is here."""
    names = [part.split("}", 1)[0] for part in text.split("{")[1:] if "}" in part]
    for name in dict.fromkeys(names):
        text = text.replace(f"{{{name}}}", in_words(value_of(name, scene)))
    return text


def in_words(value: FactValue) -> str:
    """A fact as a sentence says it."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        listed = [str(item) for item in value]
        return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed) or "none"
    return str(value)
