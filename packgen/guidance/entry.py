"""What every entry of a guidance file shares, and the conditions that may stand in one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class Entry(BaseModel):
    """Anything read from a guidance file: frozen, and an unknown key is a problem."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def one_or_many(value: Any) -> Any:
    """A single text or mapping as a list of one, so that a file may leave out the brackets."""
    return [value] if isinstance(value, str | dict) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(one_or_many)]


class Condition(Entry):
    """`all`, `any` or `not` over named facts; a fact is held with `is`, `at_least` or `contains`. Nothing else.

    `is` and `contains` take one value or several, of which one is enough; `at_least` counts the words of a list.
    """

    all: tuple[Condition, ...] = ()
    any: tuple[Condition, ...] = ()
    none: Condition | None = Field(default=None, alias="not")
    fact: str | None = None
    is_: Texts | None = Field(default=None, alias="is")
    at_least: int | None = None
    contains: Texts | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Condition:
        kinds = [bool(self.all), bool(self.any), self.none is not None, self.fact is not None]
        if sum(kinds) != 1:
            raise ValueError("a condition is one of: all, any, not, or fact")
        tests = [self.is_ is not None, self.at_least is not None, self.contains is not None]
        if sum(tests) != (1 if self.fact else 0):
            raise ValueError("a fact takes exactly one of: is, at_least, contains")
        return self

    def facts(self) -> Iterator[str]:
        """The names of every fact that the condition looks at."""
        if self.fact:
            yield self.fact
        for part in (*self.all, *self.any, *([self.none] if self.none else [])):
            yield from part.facts()
