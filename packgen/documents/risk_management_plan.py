"""The Risk Management Plan of one child: every heading of RP-01 to RP-14, threats, strengths, actions by agency."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from packgen.case.plans import AgencyPart, RiskManagementPlan
from packgen.documents.blocks import Values, age_of, child_by_id, name_of, person_by_id, plan_paper, rule_ids, state_of
from packgen.documents.british import readable
from packgen.documents.kind import CaseKind, CaseWork, Document, Format
from packgen.documents.passages import Passages
from packgen.documents.pictures.influence import influence
from packgen.documents.pictures.missing_timeline import missing_timeline
from packgen.documents.pictures.rag_strip import rag_strip
from packgen.documents.pictures.scales import mapping
from packgen.documents.plan_values import by_agency, lines_of
from packgen.guidance.scene import end_of

NAME = "risk_management_plan"
# Printed in tables of their own, not as a heading with text.
_IN_TABLES = frozenset(("threats", "strengths", "agency_parts", "actions"))


def documents(work: CaseWork) -> Iterator[Document]:
    """One document for each plan of the case file."""
    for number, plan in enumerate(work.case.risk_management_plans, start=1):
        passages = Passages(f"{NAME}/{plan.child}/{plan.version}")
        yield Document(
            kind=NAME,
            name=f"risk-management-plan-{_child_number(work, plan)}-{plan.date.isoformat()}",
            title=f"Risk Management Plan {number}",
            format=Format.WORD,
            audience=("chair", "office", "agency"),
            folder=None,
            date=plan.date,
            version=plan.version,
            state=state_of(plan),
            context=_context(work, plan, passages),
            for_child=plan.child,
            for_meeting=plan.meeting,
            passages=passages.found,
        )


KIND = CaseKind(NAME, "Risk Management Plan", documents)


def _child_number(work: CaseWork, plan: RiskManagementPlan) -> int:
    """Which child of the file, counted from 1: file names carry no names."""
    return next((n for n, child in enumerate(work.case.children, start=1) if child.id == plan.child), 0)


def _context(work: CaseWork, plan: RiskManagementPlan, passages: Passages) -> Values:
    case = work.case
    child = child_by_id(case, plan.child)
    groups = _numbered(by_agency(plan.actions, case, passages, plan.date))
    return {
        "paper": plan_paper(work, "Risk Management Plan", plan),
        "child": {
            "name": child.name if child else None,
            "born": child.date_of_birth if child else None,
            "age": age_of(child, plan.date) if child else None,
            "status": readable(child.legal_status or child.status) if child else None,
            "social_worker": name_of(case, child.social_worker) if child else None,
            "reviewing_officer": name_of(case, child.independent_reviewing_officer) if child else None,
        },
        "date": plan.date,
        "threats": passages.each(plan.threats),
        "strengths": passages.each(plan.strengths),
        "sections": _sections(work, plan, passages),
        "police_officer": _contact_line(work, plan.named_police_officer),
        "agency_parts": [_agency_row(work, part, passages) for part in plan.agency_parts],
        "mapping": mapping(child, passages, work.left_out),
        "influence": influence(child, passages, work.left_out),
        "timeline": missing_timeline(case, [child], end_of(plan.date), hidden=work.left_out.ids) if child else None,
        "strip": rag_strip(_all_actions(groups)),
        "groups": groups,
        "next_review": plan.next_review,
        "approved_by": plan.approved.by if plan.approved else None,
        "approved_on": plan.approved.date if plan.approved else None,
    }


def _numbered(groups: list[Values]) -> list[Values]:
    """The same groups, their actions counted through the whole plan, so that the strip can point to them."""
    numbers = count(1)
    return [group | {"actions": [row | {"number": next(numbers)} for row in _actions_of(group)]} for group in groups]


def _all_actions(groups: list[Values]) -> list[Values]:
    return [row for group in groups for row in _actions_of(group)]


def _actions_of(group: Values) -> list[Values]:
    rows = group["actions"]
    assert isinstance(rows, list)
    return rows


def _sections(work: CaseWork, plan: RiskManagementPlan, passages: Passages) -> list[Values]:
    sections = []
    for heading in work.assessment.risk_plan_headings:
        if heading.field in _IN_TABLES or heading.field not in RiskManagementPlan.model_fields:
            continue
        sections.append(
            {
                "heading": heading.heading,
                "prompt": heading.prompt,
                "required": heading.required,
                "rules": rule_ids(heading.rules),
                "lines": lines_of(getattr(plan, heading.field), work.case, passages, work.assessment.words.roles),
            }
        )
    return sections


def _agency_row(work: CaseWork, part: AgencyPart, passages: Passages) -> Values:
    monitor = part.monitored_by
    return {
        "agency": part.agency,
        "contribution": passages.words(part.contribution),
        "monitored_by": work.assessment.words.roles.get(monitor, readable(monitor)) if monitor else None,
    }


def _contact_line(work: CaseWork, person_id: str | None) -> str | None:
    person = person_by_id(work.case, person_id)
    if person is None:
        return None
    return ", ".join(word for word in (person.name, person.agency, person.phone) if word)
