"""Whom and what the words of the minutes mean: people, roles, children, decisions, days. Unknown is never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from packgen.builder.minutes.proposal import RowError
from packgen.case.model import CaseFile
from packgen.case.reading.tree import Plain
from packgen.case.values import read_day, read_moment
from packgen.guidance.assessment import Attendee
from packgen.guidance.profile import Profile, W, Words

_AS_PRINTED = {"every_week": "weekly", "every_two_weeks": "fortnightly", "every_six_weeks": "six_weekly"}
_FREQUENCIES = ("weekly", "fortnightly", "monthly", "six_weekly")
_AT_ONCE = "straight away"


@dataclass(frozen=True)
class Known:
    """What a meeting's minutes may name: the case, its profile, who is at the table, names typed into attendance."""

    case: CaseFile
    profile: Profile
    attendees: tuple[Attendee, ...]
    typed: tuple[str, ...] = ()

    def owner(self, words: str) -> dict[str, Plain]:
        """`owner`, `owner_name` or `owner_role` for a name or a role. Raises RowError."""
        if words.startswith("(") or not words.strip():
            raise RowError("no owner is named.", "Type a name as it stands under Attendance.")
        for spelling in dict.fromkeys((words, words.split(" (", maxsplit=1)[0], words.split(",", maxsplit=1)[0])):
            found = self._someone(spelling.strip())
            if found:
                return found
        raise RowError(
            f"the owner “{words[:60]}” is not recognised.",
            f"{self._perhaps(words)}Type the name or the role as it stands under Attendance, or add them there.",
        )

    def _someone(self, words: str) -> dict[str, Plain] | None:
        ids = self.ids_of(words)
        if len(ids) > 1:
            hint = f"Type one of these ids: {', '.join(sorted(ids))}."
            raise RowError(f"“{words[:60]}” is the name of more than one person of the case.", hint)
        if ids:
            return {"owner": ids.pop()}
        named = [one.name for one in self.attendees if one.name] + [one.deputy for one in self.attendees if one.deputy]
        name = next((name for name in (*named, *self.typed) if _spelt(name) == _spelt(words)), None)
        if name:
            return {"owner_name": name}
        label = next((one.role for one in self.attendees if _spelt(one.label) == _spelt(words)), None)
        role = label or getattr(self.profile.roles.resolve(words), "id", None)
        return {"owner_role": role} if role else None

    def ids_of(self, words: str) -> set[str]:
        """The ids of people and children of the case who are called this."""
        found = set()
        for person in self.case.people:
            if _spelt(words) in {_spelt(name) for name in (person.id, person.name, *person.aliases)}:
                found.add(person.id)
        for child in self.case.children:
            names = (child.id, child.name, *child.aliases, *([child.known_as] if child.known_as else []))
            if _spelt(words) in {_spelt(name) for name in names}:
                found.add(child.id)
        return found

    def children(self, words: str) -> list[Plain]:
        """The ids in `Ann Lee, Bo Lee and Cy Dow`. Raises RowError."""
        names = [part.strip() for part in words.replace(" and ", ",").replace(";", ",").split(",") if part.strip()]
        everybody = {child.id for child in self.case.children}
        ids: list[Plain] = []
        for name in names:
            found = self.ids_of(name) & everybody
            if len(found) != 1:
                known = ", ".join(child.name for child in self.case.children)
                raise RowError(f"“{name[:60]}” is not the name of a child of this case.", f"The children are: {known}.")
            ids.append(found.pop())
        return ids

    def decision(self, words: str) -> str:
        """The code of a decision that the guidance knows. Raises RowError."""
        return self._word(words, self.profile.decisions, "a decision that the guidance knows")

    def destination(self, words: str) -> str:
        """The code of where something is recorded. Raises RowError."""
        return self._word(words, self.profile.destinations, "a place where it can be recorded")

    def _word(self, words: str, known: Words[W], what: str) -> str:
        found = known.resolve(words.rstrip(".:"))
        if found is None:
            near = known.nearest(words)
            says = f"Did you mean “{known[near].label}”? " if near else ""
            raise RowError(
                f"“{words[:60]}” is not {what}.",
                f"{says}Type one as the list above the table prints it, in a paragraph of its own.",
            )
        return found.id

    def role(self, words: str) -> str:
        """The id of a role of the profile. Raises RowError."""
        found = self.profile.roles.resolve(words.removesuffix("(chair)").strip())
        if found is None:
            near = self.profile.roles.nearest(words)
            says = f"Did you mean “{self.profile.roles[near].label}”? " if near else ""
            raise RowError(
                f"the role “{words[:60]}” is not one that the guidance knows.",
                f"{says}Type the role in the first paragraph of its cell and the agency in the second.",
            )
        return found.id

    def _perhaps(self, words: str) -> str:
        names = [person.name for person in self.case.people] + [child.name for child in self.case.children]
        names += [one.name for one in self.attendees if one.name] + [one.label for one in self.attendees]
        near = get_close_matches(words, [*names, *self.typed], 1)
        return f"Did you mean “{near[0]}”? " if near else ""


def day(words: str, what: str) -> str:
    """A date as the case file has it. Raises RowError."""
    try:
        return read_day(words).isoformat()
    except ValueError:
        hint = "Type it as 14 March 2025 or 14/03/2025, alone in its cell."
        raise RowError(f"{what} “{words[:60]}” is not a date.", hint) from None


def due(words: str) -> dict[str, Plain]:
    """`due` and `immediate` in `straight away, 14 March 2025`. Raises RowError."""
    found: dict[str, Plain] = {}
    rest = words
    if rest.casefold().startswith(_AT_ONCE):
        found["immediate"] = "yes"
        rest = rest[len(_AT_ONCE) :].lstrip(" ,;.")
    if rest:
        try:
            found["due"] = read_day(rest).isoformat()
        except ValueError:
            hint = "Type a date such as 14 March 2025, or “straight away”, or both."
            raise RowError(f"the due date “{words[:60]}” is not a date.", hint) from None
    return found


def moment(words: str) -> str:
    """A date with a time as the case file has it. Raises RowError."""
    clock = words.replace("midday", "12.00pm").replace("noon", "12.00pm")
    try:
        return read_moment(clock).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        hint = "Type day and time, such as 14 March 2025 at 10.30am."
        raise RowError(f"“{words[:60]}” is not a date with a time.", hint) from None


def frequency(words: str) -> str:
    """How often a meeting is held, as the case file has it. Raises RowError."""
    code = _spelt(words).replace(" ", "_").replace("-", "_")
    code = _AS_PRINTED.get(code, code)
    if code not in _FREQUENCIES:
        hint = f"Type one of: {', '.join(one.replace('_', ' ') for one in _FREQUENCIES)}."
        raise RowError(f"“{words[:60]}” is not how often a meeting can be held.", hint)
    return code


def short_text(words: Iterable[str]) -> str:
    """Paragraphs as one line. Raises RowError where it is too long for the case file."""
    line = " ".join(words)
    if len(line) > 300:
        raise RowError("it is longer than 300 letters.", "Say it in one sentence.")
    return line


def british(day_text: str) -> str:
    """`2025-03-14` as `14 March 2025`; anything else as it is."""
    try:
        found: date = read_day(day_text)
    except ValueError:
        return day_text
    return f"{found.day} {found:%B} {found.year}"


def _spelt(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split())
