"""Whatever facts meet in a case, it can be held against the guidance, and what protects children always holds."""

from __future__ import annotations

from typing import Any

from guidance_cases import FIRES, HELD, case_of, held_against, read
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from packgen.case.contacts import AddressBook
from packgen.case.model import CaseFile
from packgen.guidance.gaps import assess
from packgen.guidance.load import load_profile


def patches() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for path in FIRES.glob("*.yaml"):
        if path.name != "bases.yaml":
            content = read(path.name)
            entries = [content["rules"][rule] for rule in sorted(content["rules"])]
            found[content["base"]] = [entry[key] for entry in entries for key in ("fires", "quiet") if entry.get(key)]
    return found


PATCHES = patches()


@st.composite
def cases(draw: st.DrawFn) -> CaseFile:
    base = draw(st.sampled_from(sorted(PATCHES)))
    chosen = draw(st.lists(st.sampled_from(PATCHES[base]), max_size=6))
    together = {key: value for patch in chosen for key, value in patch.items()}
    try:
        return case_of(base, **together)
    except (ValidationError, IndexError, KeyError, TypeError, AttributeError):
        assume(False)
        raise


@settings(max_examples=120, deadline=None)
@given(cases(), st.sampled_from(["bristol", "bristol-older-text", "city-and-hackney"]))
def test_any_meeting_of_facts_can_be_held_against_any_profile(case: CaseFile, name: str) -> None:
    profile = load_profile(name)
    found = held_against(case, profile)

    assert found == assess(case, profile, AddressBook(), HELD)
    of_concern = {person.id for person in case.people if person.group == "person_of_concern"}
    for meeting in found.meetings:
        assert not [a for a in meeting.attendees if a.person in of_concern and a.addressed]
        assert [item.number for item in meeting.agenda] == list(range(1, len(meeting.agenda) + 1))
        assert {a.need for a in meeting.attendees} <= {"must", "should", "may", "chosen"}
        written_to = {a.role for a in meeting.attendees if a.group == "police" and a.addressed}
        if meeting.type == "complex_strategy" and name != "bristol-older-text":
            assert len(written_to) == 1
        said = [note.text for note in meeting.notes] + [text for item in meeting.agenda for text in item.prompts]
        assert not [text for text in said if "{" in text]
    for gap in found.all_gaps:
        assert gap.problem.message.endswith((".", ")"))
        assert "{" not in gap.problem.message + gap.problem.hint
        assert gap.rule.citation
