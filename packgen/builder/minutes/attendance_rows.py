"""Rows of the table of attendance as proposals for the invitation list of the case file."""

from __future__ import annotations

from packgen.builder.minutes.columns import ReadRow, Words
from packgen.builder.minutes.names import Known, short_text
from packgen.builder.minutes.proposal import Proposal, RowError
from packgen.case.meeting import Invitee, Meeting
from packgen.case.reading.tree import Plain
from packgen.guidance.assessment import Attendee
from packgen.word.typed_text import as_markdown

_PRESENT = {"yes": "yes", "part": "part", "no": "no"}
_AT_THE_TABLE_ANYWAY = ("chair", "minute_taker")


def new_attendee(row: ReadRow, known: Known) -> Proposal:
    """Somebody who was not expected. Raises RowError."""
    name, role = " ".join(row.cells["Name"]), row.cells["Role and agency"]
    if not name and not role:
        raise RowError("nobody is named in it.", "Type a name, and the role and agency.")
    values: dict[str, Plain] = {}
    people = known.ids_of(name) if name else set()
    if len(people) == 1:
        values["person"] = people.pop()
    elif name:
        values["name"] = short_text([name])
    if role:
        values["role"] = known.role(role[0])
    elif "person" not in values:
        raise RowError(f"the role of {name[:60]} is missing.", "Type it in the column Role and agency.")
    if len(role) > 1 and "person" not in values:
        values["agency"] = short_text(role[1:])
    return Proposal("attendance", None, values | _noted(row))


def changed_attendee(row: ReadRow, our: ReadRow, attendee: Attendee, meeting: Meeting, known: Known) -> Proposal:
    """What was typed about somebody who was expected. `meeting` is as the case file has it. Raises RowError."""
    _same_person(row, our, attendee, known)
    now, before = _noted(row), _noted(our)
    values = {key: value for key, value in now.items() if before.get(key) != value}
    clear = tuple(key for key in before if key not in now)
    if row.cells["Name"] != our.cells["Name"]:
        name = " ".join(row.cells["Name"])
        people = known.ids_of(name)
        values |= {"person": people.pop()} if len(people) == 1 else {"name": short_text([name])}
    if attendee.role in _AT_THE_TABLE_ANYWAY:  # whoever chairs or takes the minutes is there because there are minutes
        values = {key: value for key, value in values.items() if (key, value) != ("attended", "yes")}
        clear = tuple(key for key in clear if key != "attended")
    if not values and not clear:
        return Proposal("attendance", None)
    place = place_of(attendee, meeting, known)
    if place is None:
        return Proposal("attendance", None, entry_for(attendee, meeting, known) | values)
    return Proposal("attendance", place + 1, values, clear)


def _same_person(row: ReadRow, our: ReadRow, attendee: Attendee, known: Known) -> None:
    if not _same_role(row.cells["Role and agency"], our.cells["Role and agency"], attendee, known):
        hint = "Put it back, and type anybody else in a new row below."
        raise RowError("the role or agency of somebody who was invited was typed over.", hint)
    if our.cells["Name"] and row.cells["Name"] != our.cells["Name"]:
        had = " ".join(our.cells["Name"])
        hint = "Somebody who came instead stands under In their place; a misspelt name is put right in the case file."
        raise RowError(f"the name of {had} was typed over.", hint)


def _same_role(typed: Words, had: Words, attendee: Attendee, known: Known) -> bool:
    """Whether the cell says the same, be it in other words of the guidance for the same role."""
    role = known.profile.roles.resolve(typed[0]) if typed else None
    same = role is not None and role.id == attendee.role
    return typed == had or (same and typed[1:] == ((attendee.agency,) if attendee.agency else ()))


def _noted(row: ReadRow) -> dict[str, Plain]:
    """What the last three columns say."""
    values: dict[str, Plain] = {}
    if present := " ".join(row.cells["Present"]).casefold().strip(" ."):
        if present not in _PRESENT:
            raise RowError(f"“{present[:60]}” does not say whether they were there.", "Type Yes, Part or No.")
        values["attended"] = _PRESENT[present]
    if row.cells["In their place"]:
        values["deputy"] = short_text(row.cells["In their place"])
    if row.cells["Tie declared"]:
        values["conflict_declared"] = as_markdown(row.cells["Tie declared"])
    return values


def place_of(attendee: Attendee, meeting: Meeting, known: Known) -> int | None:
    """Where the case file's invitation list names this attendee; None where only a rule asks for them."""
    places = [n for n, one in enumerate(meeting.invitees) if attendee.person and one.person == attendee.person]
    if not places:
        places = [n for n, one in enumerate(meeting.invitees) if _fits(one, attendee, known)]
    if len(places) > 1:
        hint = "Type it into the case file by hand, at the right one."
        raise RowError("the case file names this role more than once.", hint)
    return places[0] if places else None


def _fits(one: Invitee, attendee: Attendee, known: Known) -> bool:
    if one.person is not None:
        return False
    if one.role is None:
        return one.name is not None and one.name == attendee.name
    agency = one.agency is None or (attendee.agency or "").casefold() == one.agency.casefold()
    name = one.name is None or one.name == attendee.name
    return known.profile.role_id(one.role) == attendee.role and agency and name


def entry_for(attendee: Attendee, meeting: Meeting, known: Known) -> dict[str, Plain]:
    """A line of the invitation list that the guidance finds to be this attendee."""
    if attendee.person:
        return {"person": attendee.person}
    chair = meeting.chair if attendee.role == "chair" else meeting.minute_taker
    if attendee.role in _AT_THE_TABLE_ANYWAY and chair is not None:
        return {key: value for key, value in (("name", chair.name), ("role", chair.role)) if value}
    same_role = [one for one in known.attendees if one.role == attendee.role]
    agency: dict[str, Plain] = {"agency": attendee.agency} if len(same_role) > 1 and attendee.agency else {}
    return {"role": attendee.role} | agency
