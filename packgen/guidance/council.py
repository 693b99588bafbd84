"""A council's own profile file: read and checked whole, every problem located."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from packgen.case.load import Loaded, load_model
from packgen.errors import InputError, KeyPath, Problem, Severity
from packgen.guidance.consistency import faults_of
from packgen.guidance.entry import Entry
from packgen.guidance.layers import WORD_LISTS, assemble, base_rules, base_words, built_in, chain
from packgen.guidance.model import Rule
from packgen.guidance.overlay import ProfileEntry, as_written
from packgen.guidance.profile import Profile


class CouncilFile(Entry):
    """A council's file: one key, `profile`, with everything under it."""

    profile: ProfileEntry


def read_council_file(path: Path) -> ProfileEntry:
    """The profile in the file at `path`. Raises InputError with every problem found, located."""
    loaded = load_model(path, CouncilFile)
    problems = [p for p in _problems_in(loaded) if p.severity is Severity.ERROR]
    if problems:
        raise InputError(problems)
    return loaded.model.profile


def check_profile(path: Path, as_of: date | None = None) -> tuple[Problem, ...]:
    """Every problem of a council's profile file, in reading order; empty where it can be used.

    With `as_of`, a profile that is past its review date is a warning.
    """
    try:
        loaded = load_model(path, CouncilFile)
    except InputError as error:
        return error.problems
    found = InputError(_problems_in(loaded)).problems
    review = loaded.model.profile.version.review
    if as_of and review < as_of:
        where = loaded.locate(("profile", "version", "review"))
        text = f"This profile was to be reviewed by {review.day} {review:%B %Y}."
        hint = "Have it reviewed, then set review: to the next date."
        found = (*found, Problem(text, hint, Severity.WARNING, where, excerpt=loaded.excerpt(where.line)))
    return found


def _problems_in(loaded: Loaded[CouncilFile]) -> list[Problem]:
    entry = loaded.model.profile
    if entry.extends and entry.extends not in built_in():
        hint = f"Write extends: followed by one of {', '.join(built_in())}."
        return [_located(loaded, ("extends",), f"There is no profile {entry.extends!r} to build on.", hint)]
    broken = [*_broken_entries(loaded), *_unknown_switches(loaded)]
    if broken:
        return broken
    profile = assemble(chain(entry, built_in()))
    return [*_inconsistent(loaded, profile)]


def _broken_entries(loaded: Loaded[CouncilFile]) -> Iterator[Problem]:
    """Entries that cannot be read, each fault at its own key."""
    entry = loaded.model.profile
    yield from _broken(loaded, "rules", entry.rules, base_rules(), Rule)
    for name, kind in WORD_LISTS.items():
        yield from _broken(loaded, name, getattr(entry, name), base_words(name), kind)


def _broken(
    loaded: Loaded[CouncilFile],
    name: str,
    changes: tuple[dict[str, Any], ...],
    base: Mapping[str, Entry],
    kind: type[Entry],
) -> Iterator[Problem]:
    for number, change in enumerate(changes):
        before = base.get(str(change.get("id", "")))
        whole = {**as_written(before), **change} if before else change
        try:
            kind.model_validate(whole)
        except ValidationError as error:
            for fault in error.errors():
                path = (name, number, *(key for key in fault["loc"] if _is_key(key, whole)))
                yield _located(loaded, path, _plainly(fault["msg"], fault["type"], fault["loc"]), _advice(fault["loc"]))


def _is_key(key: str | int, whole: Mapping[str, Any]) -> bool:
    """Leaves out the names of effect kinds, which pydantic puts among the keys."""
    kinds = {effect.get("kind") for effect in whole.get("effects", ()) if isinstance(effect, dict)}
    return key not in kinds


def _plainly(message: str, kind: str, where: tuple[int | str, ...]) -> str:
    key = str(where[-1]) if where else "this entry"
    if kind == "missing":
        return f"{key} is missing."
    if kind == "extra_forbidden":
        return f"{key} is not a key that can stand here."
    return f"{key}: {message.removeprefix('Value error, ')}."


def _advice(where: tuple[int | str, ...]) -> str:
    if "source" in where:
        return "Say where the rule is written, such as: source: 001 §3 L69. No rule goes without a citation."
    return "docs/guidance.md shows an entry with all its keys."


def _unknown_switches(loaded: Loaded[CouncilFile]) -> Iterator[Problem]:
    entry = loaded.model.profile
    own = {str(change.get("id", "")) for change in entry.rules}
    known = {*base_rules(), *own}
    families = {rule.family for rule in base_rules().values()}
    for key in ("leave_out", "bring_in"):
        for number, rule in enumerate(getattr(entry, key)):
            if rule not in known and rule not in families:
                hint = "Copy the id from packgen rules; a family such as SO may be left out as a whole."
                yield _located(loaded, (key, number), f"There is no rule {rule!r}.", hint)


def _inconsistent(loaded: Loaded[CouncilFile], profile: Profile) -> Iterator[Problem]:
    for number, change in enumerate(loaded.model.profile.rules):
        rule = profile.rules[str(change["id"])]
        for fault in faults_of(rule, profile):
            yield _located(loaded, ("rules", number, *fault.path), fault.message, fault.hint)


def _located(loaded: Loaded[CouncilFile], path: KeyPath, message: str, hint: str) -> Problem:
    where = loaded.locate(("profile", *path))
    return Problem(message, hint, Severity.ERROR, where, excerpt=loaded.excerpt(where.line))
