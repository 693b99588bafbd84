"""The sample that the guidance tells most about: whom the invitation lists, and by which rule."""

from __future__ import annotations

from typing import Any

from golden_cases import SAMPLES, of_kind

TOBY = next(path for path in SAMPLES if path.stem == "toby")


def context(name: str) -> Any:
    (found,) = (d.context for d in of_kind(TOBY, "invite") if (d.folder, d.name) == ("complex-strategy-1", name))
    return found


def test_the_police_request_goes_to_lighthouse_and_names_four_teams_with_their_rules() -> None:
    police = context("invite-police-request")["police"]
    assert "Lighthouse" in police["route"]
    assert {team["label"]: team["rules"] for team in police["teams"]} == {
        "Police Investigations team": "CS-INV-01",
        "Officer in Charge of the investigation": "CS-INV-02",
        "Neighbourhood beat officer": "CS-INV-03",
        "Violence Reduction Unit police team": "CS-INV-04",
    }


def test_the_office_copy_lists_everybody_whom_a_rule_asks_for() -> None:
    rules = {row["role"]: row["rules"] for row in context("invite")["invited"]}
    for role, rule in {
        "Community paediatrician": "CS-INV-07",
        "Named nurse for children in care": "CS-INV-10",
        "Senior education officer": "CS-INV-11",
        "Children's social care of the other authority": "CS-INV-14",
        "Police force of the other area": "CS-INV-14",
    }.items():
        assert rule in rules[role], role


def test_no_letter_says_that_a_friend_told_or_names_a_child() -> None:
    for document in of_kind(TOBY, "invite"):
        if document.name != "invite":
            said = str(document.context)
            assert not [name for name in ("Toby", "Wrenfield", "Dario", "Tamsin", "Vexley") if name in said], (
                document.name
            )
