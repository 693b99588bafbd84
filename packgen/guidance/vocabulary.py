"""The words of a profile: roles, types of meeting, harms, statuses, decisions, destinations, and its sources."""

from __future__ import annotations

from datetime import date

from packgen.guidance.entry import Entry, Texts


class Word(Entry):
    """One word that a case file may use, with how it is printed and other spellings of it."""

    id: str
    label: str
    aliases: Texts = ()
    note: str = ""


class Harm(Word):
    """A kind of harm: whether it comes from outside the family, and whether it is exploitation."""

    outside_family: bool = False
    exploitation: bool = False


class Role(Word):
    """Somebody's part in the work. `child_field` is where a child's own holder of the role is named."""

    agency: str = ""
    group: str = "other"
    generic: bool = False
    """Stands for its whole group: anybody of the group fills it."""
    child_field: str = ""
    by_person: bool = False
    """Whether a person found for it is listed under their own role (a carer may be a foster carer or key worker)."""
    report: bool = False
    """Whether a written report is asked for."""
    report_questions: Texts = ()
    para17: str = "ask"
    """Whether a subject access copy may presume that the name is disclosed: yes, no or ask."""


class FrameItem(Entry):
    """An agenda item that every meeting of a type has, whatever its facts."""

    heading: str
    key: str
    order: int
    minutes: int = 5
    lead: str = "chair"
    part: str = "opening"
    prompts: Texts = ()


class MeetingType(Word):
    """A type of meeting. One that is only a `routing_target` has no papers of its own."""

    purpose: str = ""
    individual: bool = True
    routing_target: bool = False
    documents: Texts = ()
    chair_roles: Texts = ()
    """For a type of the council's own that no rule speaks of."""
    frame: tuple[FrameItem, ...] = ()
    minutes_due_days: int | None = None


class SourceText(Entry):
    """A text that rules cite: its file, title, and what is known of its date."""

    key: str
    file: str
    title: str
    edition: str = ""
    note: str = ""


class VersionBlock(Entry):
    """Who wrote and approved a profile, and how long it holds."""

    name: str
    author: str
    approved_by: str
    in_force: date
    review: date
    version: str
    replaces: str = ""


class Holidays(Entry):
    """Bank holidays of England and Wales, and the last year the list covers."""

    until: int
    days: tuple[date, ...]
