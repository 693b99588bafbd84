"""Samples with a change, so that a rule fires which fires in none of them, or does not fire where it did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from golden_cases import REPOSITORY

from packgen.case.load import load_case, load_contacts
from packgen.case.model import CaseFile
from packgen.documents.kind import CaseWork, Document, MeetingWork
from packgen.documents.registry import kind_named
from packgen.guidance.gaps import assess
from packgen.guidance.load import load_profile

SAMPLES = REPOSITORY / "sample_inputs"
_AS_OF = date(2026, 1, 5)
Change = Callable[[dict[str, Any]], None]


def made(kind: str, sample: str, change: Change | None = None, *, meeting: str = "") -> list[Document]:
    """The documents of one kind that a sample calls for after `change`, or those of one of its meetings."""
    work = work_of(sample, change)
    found = kind_named(kind)
    assert found is not None
    documents = list(found.for_case(work))
    for one in work.case.meetings:
        documents += found.for_meeting(MeetingWork(work, one, work.assessment.meeting(one.id)))
    return [one for one in documents if not meeting or one.folder == meeting]


def work_of(sample: str, change: Change | None = None) -> CaseWork:
    """A sample held against the guidance after `change`."""
    case = load_case(SAMPLES / f"{sample}.yaml").case
    if change is not None:
        data = case.model_dump()
        change(data)
        case = CaseFile.model_validate(data)
    contacts = load_contacts(SAMPLES / "contacts.yaml")
    return CaseWork(case, assess(case, load_profile(case.profile), contacts, _AS_OF), contacts)


def host_does_not_answer(case: dict[str, Any]) -> None:
    """The host authority was asked and is silent."""
    case["meetings"][0]["notifications"][0]["answered_on"] = None


def referral_not_thought_of(case: dict[str, Any]) -> None:
    """Nobody has thought about the National Referral Mechanism yet."""
    case["children"][0]["national_referral"] = None


def risk_management_ends(case: dict[str, Any]) -> None:
    """The first meeting decides that risk management ends, and two agencies agree."""
    minutes = case["meetings"][0]["minutes"]
    minutes["decisions"] = [
        {
            "decision": "close_risk_management",
            "text": "Risk management ends today.",
            "rationale": "The plan held through a hard summer.",
            "children": [case["children"][0]["id"]],
        }
    ]
    minutes["agencies_agree_to_end"] = ["Children and Families", "Avon and Somerset Police"]


VARIANTS: dict[str, tuple[str, Change]] = {
    "host_authority_escalation": ("host-authority-request", host_does_not_answer),
    "national_referral_prompt": ("second-council", referral_not_thought_of),
    "closing_record": ("lola", risk_management_ends),
}
"""Kinds that no sample calls for as it stands, with the sample and the change that does."""
