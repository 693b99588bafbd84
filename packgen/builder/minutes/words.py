"""A proposal as a sentence that whoever accepts it can read: what is new, what changes from what to what."""

from __future__ import annotations

from packgen.builder.minutes.names import british
from packgen.builder.minutes.proposal import Proposal
from packgen.case.meeting import Meeting
from packgen.case.model import CaseFile
from packgen.case.reading.tree import Plain
from packgen.guidance.profile import Profile

_LABELS = {
    "what": "action",
    "owner": "owner",
    "owner_name": "owner",
    "owner_role": "owner",
    "due": "due",
    "done_on": "done on",
    "immediate": "straight away",
    "share_with_family": "what the family may be told",
    "dropped": "no longer needed because",
    "text": "words",
    "rationale": "reason",
    "children": "for",
    "dissent": "who disagreed",
    "social_worker_in_interviews": "part in interviews",
    "destination": "recorded as",
    "attended": "present",
    "deputy": "in their place",
    "conflict_declared": "tie declared",
    "next_meeting": "on",
    "frequency": "how often",
    "who_tells_the_child": "who tells the child",
}
_LONGEST = 90


def sentences(proposals: tuple[Proposal, ...], case: CaseFile, meeting: Meeting, profile: Profile) -> list[str]:
    """A sentence for each proposal. `meeting` is as the case file has it before any of them is accepted."""
    said = []
    new = {"actions": len(meeting.actions), "decisions": len(meeting.minutes.decisions) if meeting.minutes else 0}
    for proposal in proposals:
        if proposal.number is None and proposal.table in new:
            new[proposal.table] += 1
            said.append(_new(proposal, new[proposal.table], case, profile))
        elif proposal.table == "attendance":
            said.append(_attendance(proposal, case, meeting, profile))
        elif proposal.table == "next_meeting":
            said.append(_changed("Next meeting", proposal, meeting.minutes, case, profile))
        else:
            said.append(_known(proposal, case, meeting, profile))
    return said


def _new(proposal: Proposal, number: int, case: CaseFile, profile: Profile) -> str:
    values = proposal.values
    if proposal.table == "decisions":
        more = [f"{_LABELS.get(key, key)}: {_say(value, case)}" for key, value in values.items() if key != "decision"]
        label = _decision(str(values.get("decision", "")), profile)
        return _ended(f"New decision D{number}: {'; '.join([label, *more])}")
    owner = next((values[key] for key in ("owner", "owner_name", "owner_role") if key in values), None)
    parts = [f"New action A{number}: {_say(values.get('what', ''), case)}"]
    parts.append(f"owner {_role_or_name(owner, case, profile)}" if owner else "no owner yet")
    if values.get("immediate") == "yes":
        parts.append("straight away")
    parts.append(f"by {_say(values['due'], case)}" if "due" in values else "no date yet")
    shown = {"what", "owner", "owner_name", "owner_role", "immediate", "due"}
    parts += [f"{_LABELS.get(key, key)} {_say(value, case)}" for key, value in values.items() if key not in shown]
    return _ended("; ".join(parts))


def _known(proposal: Proposal, case: CaseFile, meeting: Meeting, profile: Profile) -> str:
    place = (proposal.number or 0) - 1
    items = meeting.actions if proposal.table == "actions" else meeting.minutes.decisions if meeting.minutes else ()
    if not 0 <= place < len(items):
        return f"An entry of {proposal.table} that the case file does not have."
    one = items[place]
    if hasattr(one, "what"):
        name = f"Action A{place + 1} (“{_short(one.what.text)}”)"
    else:
        name = f"Decision D{place + 1} ({_decision(one.decision, profile)})"
    if proposal.remove == "ask":
        return f"{name} is not in the minutes. The case has changed since they were made: was it deleted? yes or no."
    if proposal.remove:
        return f"{name} was deleted in the minutes and is taken out."
    return _changed(name, proposal, one, case, profile)


def _attendance(proposal: Proposal, case: CaseFile, meeting: Meeting, profile: Profile) -> str:
    place = (proposal.number or 0) - 1
    one = meeting.invitees[place] if 0 <= place < len(meeting.invitees) else None
    ids = one.person if one else proposal.values.get("person")
    name = (one.name if one else None) or proposal.values.get("name")
    role = one.role if one else proposal.values.get("role")
    who = _someone(str(ids), case) if ids else str(name or profile.role_label(str(role or "")))
    told = {key: value for key, value in proposal.values.items() if key not in ("person", "name", "role", "agency")}
    if not told and not proposal.clear:
        return f"{who} is put on the invitation list."
    return _changed(who, Proposal("attendance", proposal.number, told, proposal.clear), one, case, profile)


def _changed(name: str, proposal: Proposal, before: object, case: CaseFile, profile: Profile) -> str:
    changes = []
    for key, value in proposal.values.items():
        had = _had(before, key, case)
        now = _decision(str(value), profile) if key == "decision" else _say(value, case)
        now = _role_or_name(value, case, profile) if key.startswith("owner") else now
        changes.append(f"{_LABELS.get(key, key)}: {now}{f' (was {had})' if had else ''}")
    changes += [f"{_LABELS.get(key, key)}: emptied" for key in proposal.clear if key not in proposal.values]
    return f"{name}: {_ended('; '.join(changes))}"


def _had(before: object, key: str, case: CaseFile) -> str:
    value = getattr(before, key, None)
    if value is None or value is False or value == ():
        return ""
    if isinstance(value, tuple):
        return f"{len(value)} noted" if key == "dissent" else ", ".join(_someone(str(one), case) for one in value)
    if hasattr(value, "strftime"):
        return _say(value.strftime("%Y-%m-%d %H:%M") if hasattr(value, "hour") else value.isoformat(), case)
    return _say(getattr(value, "text", str(value)), case)


def _say(value: Plain, case: CaseFile) -> str:
    if isinstance(value, list):
        return ", ".join(_say(one, case) for one in value)
    if isinstance(value, dict):
        return ": ".join(_say(one, case) for one in value.values())
    day, _, clock = value.partition(" ")
    if clock and len(day) == 10 and british(day) != day:
        return f"{british(day)} at {clock}"
    return _short(british(_someone(value, case)))


def _role_or_name(value: Plain, case: CaseFile, profile: Profile) -> str:
    named = _someone(str(value), case)
    return profile.role_label(named) if named == value else named


def _someone(name: str, case: CaseFile) -> str:
    names = {person.id: person.name for person in case.people} | {child.id: child.name for child in case.children}
    return names.get(name, name)


def _decision(code: str, profile: Profile) -> str:
    found = profile.decisions.resolve(code)
    return found.label if found else code


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
