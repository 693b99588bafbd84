"""What can follow from a rule. Each kind is plain data that one module of this room carries out."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from packgen.guidance.entry import Condition, Entry, Texts


class AnyEffect(Entry):
    """What every kind of effect shares: `when` narrows it further than its rule does."""

    when: Condition | None = None


class Invite(AnyEffect):
    """Somebody is asked to come. `each` gives one line for each authority, police force, school or provider."""

    kind: Literal["invite"]
    role: str
    need: Literal["must", "should", "may"]
    because: str
    each: Literal["", "other_authorities", "other_forces", "schools", "providers"] = ""
    requested_team: bool = False
    """A police team that the coordinating team is asked for; it is named, never written to."""
    if_absent: Literal["", "error", "warning", "info"] = ""
    """Severity when it is left out, where it differs from the rule's."""


class Coordinate(AnyEffect):
    """One team coordinates a whole group: the request goes to it alone, and names the others as asked for.

    `through` lists the roles that may coordinate; the first is taken where the case names none of them.
    """

    kind: Literal["coordinate"]
    group: str
    through: Texts


class Quorum(AnyEffect):
    """Groups of agencies that the meeting may not do without."""

    kind: Literal["quorum"]
    groups: Texts


class ChairBy(AnyEffect):
    """Who may chair. `with_note` roles pass, with a remark."""

    kind: Literal["chair"]
    roles: Texts
    with_note: Texts = ()


class Agenda(AnyEffect):
    """An agenda item. `order` sorts it; `key` lets prompts of other rules join it.

    `to_child` and `to_parent` say it in plain words on the family's invitation, where they may join it.
    """

    kind: Literal["agenda"]
    heading: str
    key: str
    order: int
    to_child: str = ""
    to_parent: str = ""
    minutes: int = 5
    lead: str = "chair"
    part: Literal["opening", "closed", "joined", "closing"] = "closed"
    prompts: Texts = ()


class Prompt(AnyEffect):
    """A question under an agenda item (`at`: its key), or in the chair's crib or a report request."""

    kind: Literal["prompt"]
    at: str
    text: str


class Decide(AnyEffect):
    """A decision that the meeting may take, and what must be recorded with it."""

    kind: Literal["decision"]
    code: str
    must_record: Texts = ()
    group: str = ""
    """The heading under which papers print it with others, such as "Main decisions"."""
    letter: str = ""
    """The letter that passes it on, such as first_response_email."""


class Clock(AnyEffect):
    """A time limit between two named moments (`moments.py`). `limit` is `24 hours`, `42 days`, `6 months`..."""

    kind: Literal["clock"]
    name: str
    label: str
    starts: str
    limit: Annotated[str, Field(pattern=r"^\d{1,3} (hours|days|weeks|months|working days)$")]
    stops: str
    at: str = ""
    series: Literal["", "discussions"] = ""
    sets_next_date: bool = False
    late: str = ""
    """What to say when it was not kept; `{due}` and `{over}` are filled."""
    hint: str = ""
    explained_by: str = ""
    """A moment or text that, when given, turns a late clock into one with a recorded reason."""


class Notify(AnyEffect):
    """Somebody must be told: by which letter."""

    kind: Literal["notify"]
    role: str
    letter: str


class Route(AnyEffect):
    """The guidance asks for this type of meeting."""

    kind: Literal["route"]
    asks_for: str
    because: str


class Record(AnyEffect):
    """Where the record of a child who was discussed goes."""

    kind: Literal["record"]
    destination: str


class PlanField(AnyEffect):
    """A heading of a plan, and the field of the case file that it prints."""

    kind: Literal["plan_heading"]
    plan: Literal["risk", "safety"]
    field: str
    heading: str
    prompt: str
    required: bool = False
    order: int = 50


class MakeDocument(AnyEffect):
    """A document that follows."""

    kind: Literal["document"]
    document: str


class Inform(AnyEffect):
    """Something to know, printed where it helps: crib, header, record, letter, agenda or plan.

    `groups` narrows a letter's text to the agencies whom it concerns; without any it stands in every letter.
    """

    kind: Literal["inform"]
    where: Literal["crib", "header", "record", "letter", "agenda", "plan"] = "crib"
    text: str
    groups: Texts = ()


Effect = Annotated[
    Invite
    | Coordinate
    | Quorum
    | ChairBy
    | Agenda
    | Prompt
    | Decide
    | Clock
    | Notify
    | Route
    | Record
    | PlanField
    | MakeDocument
    | Inform,
    Field(discriminator="kind"),
]
