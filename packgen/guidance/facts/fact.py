"""What a named fact is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packgen.guidance.model import Subject
from packgen.guidance.scene import Scene

FactValue = bool | int | str | tuple[str, ...] | None


@dataclass(frozen=True)
class Fact:
    """A fact that conditions may name: what it means, and how it is read off a scene.

    A fact reads yes/no, a whole number, a word, several words, or None (unknown). `per` is the subject that it needs;
    a fact of the meeting or case can be used anywhere.
    """

    name: str
    says: str
    read: Callable[[Scene], FactValue]
    per: Subject | None = None
