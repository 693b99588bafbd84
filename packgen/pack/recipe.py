"""Recipes: which papers go into whose pack, in which order, by need to know. They are data (data/recipes.yaml).

A child's pack holds the child's own part alone; nothing is bound for a reader unless recipe and paper both say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from packgen.errors import UsageError
from packgen.own_data import own_data

ANY_MEETING = "any"
ATTACHMENT = "attachment"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(_Data):
    """One heading of a pack: the kinds under it in order (`notification_*` stands for several), or attachments."""

    title: str
    kinds: tuple[str, ...] = ()
    attachments: bool = False


class Reader(_Data):
    """Somebody a pack is made for, and what lets them see a paper; the fields are explained in recipes.yaml."""

    title: str
    file_name: str
    counts_as: tuple[str, ...]
    control_data: bool
    open_attachments: bool
    every_child: bool


class Recipe(_Data):
    """What the pack of one reader holds at these meetings (`any`, or names of meeting types, or `plan`).

    `dividers` are those of these meetings at which a page of its own stands before each section.
    """

    reader: str
    meetings: tuple[str, ...]
    sections: tuple[Section, ...]
    dividers: tuple[str, ...] = ()


class Recipes(_Data):
    """All of recipes.yaml."""

    readers: dict[str, Reader]
    recipes: tuple[Recipe, ...]


@dataclass(frozen=True)
class Candidate:
    """A paper that might be bound: `key` is the caller's own name for it.

    `kind` is a document kind, or `attachment`. `audience` holds the words of those it is for; an empty one leaves it to
    the recipe. `for_child` is the id of the one child it is about, or "" when it is about all or none.
    """

    key: str
    kind: str
    audience: tuple[str, ...] = ()
    for_child: str = ""


@dataclass(frozen=True)
class Chosen:
    """A paper that is bound, and the heading under which it stands."""

    section: str
    candidate: Candidate


@lru_cache(maxsize=1)
def load_recipes() -> Recipes:
    """The recipes that come with packgen, checked. A fault in them is a bug, not a user's mistake."""
    return Recipes.model_validate(own_data("packgen.pack", "data/recipes.yaml"))


def reader_named(name: str) -> Reader:
    """The reader called `name` in recipes.yaml. Raises UsageError for one that is not there."""
    readers = load_recipes().readers
    if name not in readers:
        raise UsageError(f"There is no pack for {name!r}.", f"Use one of: {', '.join(readers)}.")
    return readers[name]


def readers_for(meeting_type: str) -> tuple[str, ...]:
    """Names of the readers for whom there is a recipe at this type of meeting, in the order of the file."""
    return tuple(name for name in load_recipes().readers if _recipe(name, meeting_type) is not None)


def choose(reader: str, meeting_type: str, candidates: Sequence[Candidate], child: str = "") -> tuple[Chosen, ...]:
    """The papers of `reader`'s pack in order, each at most once.

    `meeting_type` is the type's name, or `plan` outside a meeting. `child` is the id of the child whose pack it is,
    for the child, a parent, a carer and the record. Empty without a recipe. Raises UsageError for an unknown reader.
    """
    who = reader_named(reader)
    recipe = _recipe(reader, meeting_type)
    if recipe is None:
        return ()
    seen: set[str] = set()
    chosen: list[Chosen] = []
    for section in recipe.sections:
        for candidate in _matching(section, candidates):
            if candidate.key not in seen and may_see(who, candidate, child):
                seen.add(candidate.key)
                chosen.append(Chosen(section.title, candidate))
    return tuple(chosen)


def has_dividers(reader: str, meeting_type: str) -> bool:
    """Whether the recipe of this reader asks for dividers at this type of meeting."""
    recipe = _recipe(reader, meeting_type)
    return recipe is not None and bool({meeting_type, ANY_MEETING} & set(recipe.dividers))


def may_see(reader: Reader, candidate: Candidate, child: str = "") -> bool:
    """Whether need-to-know lets this paper into the pack of `reader` (and of `child`); in doubt it does not."""
    if candidate.for_child and not reader.every_child and candidate.for_child != child:
        return False
    if not candidate.audience:
        return candidate.kind != ATTACHMENT or reader.open_attachments
    return bool(set(candidate.audience) & set(reader.counts_as))


def _recipe(reader: str, meeting_type: str) -> Recipe | None:
    own = (recipe for recipe in load_recipes().recipes if recipe.reader == reader)
    fitting = [recipe for recipe in own if {meeting_type, ANY_MEETING} & set(recipe.meetings)]
    return max(fitting, key=lambda recipe: meeting_type in recipe.meetings, default=None)


def _matching(section: Section, candidates: Sequence[Candidate]) -> Iterable[Candidate]:
    for pattern in section.kinds:
        yield from (candidate for candidate in candidates if fnmatchcase(candidate.kind, pattern))
    if section.attachments:
        yield from (candidate for candidate in candidates if candidate.kind == ATTACHMENT)
