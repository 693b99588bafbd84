"""Facts about the children: status, placement, age, record. Of one child alone where a rule is per child."""

from __future__ import annotations

from datetime import date

from packgen.case.people import Child, PlacementMove
from packgen.guidance.facts.fact import Fact
from packgen.guidance.model import Subject
from packgen.guidance.scene import Scene

_OPEN = {"child_in_care", "child_protection", "child_in_need", "open_referral"}


def age_on(child: Child, day: date) -> int | None:
    """A child's age in whole years on `day`; the stated age where no date of birth is known."""
    born = child.date_of_birth
    if born is None:
        return child.age
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def status_of(child: Child, scene: Scene) -> str | None:
    """The child's status as a word of the profile, or None."""
    found = scene.profile.statuses.resolve(child.status)
    return found.id if found else None


def has_open_referral(child: Child, scene: Scene) -> bool | None:
    """Whether there is an open referral; None where neither the file nor the status says so."""
    if child.open_referral is not None:
        return child.open_referral
    status = status_of(child, scene)
    return None if status is None else status in _OPEN


def home_authority(child: Child, scene: Scene) -> str:
    """The authority responsible for the child."""
    return child.home_authority or scene.case.case.authority or scene.profile.authority


def living_authority(child: Child, scene: Scene) -> str:
    """The authority in whose area the child lives."""
    placed = child.placement.authority if child.placement else None
    return placed or home_authority(child, scene)


def authorities_outside(scene: Scene) -> tuple[str, ...]:
    """Other authorities that the children, or the place that the meeting is about, belong to; in file order."""
    own = (scene.case.case.authority or scene.profile.authority).lower()
    names = [n for c in scene.children for n in (home_authority(c, scene), living_authority(c, scene))]
    names += [c.currently_at_authority for c in scene.children if c.currently_at_authority]
    names += [p.authority for p in scene.case.places if p.authority and p.kind in ("place_of_concern", "home")]
    return tuple(dict.fromkeys(name for name in names if name and name.lower() != own))


def forces_outside(scene: Scene) -> tuple[str, ...]:
    """Other police forces whose area the case reaches; in file order."""
    own = scene.profile.police_force.lower()
    concerned = [p for p in scene.case.places if p.police_force and p.kind in ("place_of_concern", "placement", "home")]
    names = [str(p.police_force) for p in concerned]
    reached = {p.authority for p in scene.case.places if p.police_force and p.police_force.lower() != own}
    unnamed = [f"Police force for {a}" for a in authorities_outside(scene) if a not in reached]
    return tuple(dict.fromkeys(name for name in (*names, *unnamed) if name.lower() != own))


def _any_status(scene: Scene, status: str) -> bool:
    return any(status_of(child, scene) == status for child in scene.children)


def _statuses(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for c in scene.children if (s := status_of(c, scene))))


def _ages(scene: Scene) -> list[int]:
    return [age for child in scene.children if (age := age_on(child, scene.day)) is not None]


def _placement_kinds(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c.placement.kind for c in scene.children if c.placement and c.placement.kind))


def _out_of_area(scene: Scene) -> bool:
    return any(living_authority(c, scene).lower() != home_authority(c, scene).lower() for c in scene.children)


def _moves(scene: Scene) -> list[PlacementMove]:
    return [child.placement_move for child in scene.children if child.placement_move]


def _moves_out(scene: Scene) -> bool:
    homes = {home_authority(child, scene).lower() for child in scene.children if child.placement_move}
    return any(move.to.authority and move.to.authority.lower() not in homes for move in _moves(scene))


def _checklist_done(scene: Scene) -> bool:
    return all(
        c.cse_checklist and c.cse_checklist.completed_on and c.cse_checklist.completed_on <= scene.day
        for c in scene.children
    )


def _changed_since_checklist(scene: Scene) -> bool:
    """Whether a significant change is newer than the last look at the check list."""
    for child in scene.children:
        found = child.cse_checklist
        if found is None or found.significant_change_on is None or found.significant_change_on > scene.day:
            continue
        looked = max((day for day in (found.completed_on, found.reviewed_on) if day), default=None)
        if looked is None or found.significant_change_on > looked:
            return True
    return False


def _trigger_plan_reviewed_for_move(scene: Scene) -> bool:
    return all(c.missing_trigger_plan_reviewed_on is not None for c in scene.children if c.placement_move)


def _dual_agreement(scene: Scene) -> bool:
    agreements = [c.youth_justice.agreement for c in scene.children if c.youth_justice and c.youth_justice.order]
    return bool(agreements) and all(a and a.arranged_by and a.chair and a.structure for a in agreements)


def _dual_agreement_recorded(scene: Scene) -> bool:
    agreements = [c.youth_justice.agreement for c in scene.children if c.youth_justice and c.youth_justice.order]
    return bool(agreements) and all(a is not None and len(a.recorded_on) >= 2 for a in agreements)


def _order(scene: Scene) -> bool:
    return any(c.youth_justice and c.youth_justice.order for c in scene.children)


def _services(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scene.profile.role_id(text) or text for c in scene.children for text in c.services))


def _referrals_considered(scene: Scene) -> bool:
    return all(
        c.national_referral and c.national_referral.considered and c.national_referral.reason for c in scene.children
    )


def _most_processes(scene: Scene) -> int:
    return max((len(set(c.individual_processes)) for c in scene.children), default=0)


FACTS = (
    Fact("child_in_care", "Whether a child looked at is in care.", lambda s: _any_status(s, "child_in_care")),
    Fact(
        "all_children_in_care",
        "Whether every child looked at is in care.",
        lambda s: set(_statuses(s)) == {"child_in_care"} and all(c.status for c in s.children),
    ),
    Fact("statuses", "How the children are known to children's social care.", _statuses),
    Fact("status_known", "Whether the status of every child is given.", lambda s: all(c.status for c in s.children)),
    Fact(
        "legal_status_given",
        "Whether the legal status of every child is given.",
        lambda s: all(c.legal_status for c in s.children),
    ),
    Fact(
        "open_referral",
        "Whether this child has an open referral.",
        lambda s: has_open_referral(s.children[0], s) if s.children else None,
        Subject.CHILD,
    ),
    Fact("oldest_age", "The age of the oldest child, in whole years.", lambda s: max(_ages(s), default=0)),
    Fact("placement_kinds", "Where the children live: foster, residential and so on.", _placement_kinds),
    Fact("out_of_area", "Whether a child lives outside the area of the authority responsible.", _out_of_area),
    Fact("other_authorities", "Other authorities that the case reaches.", authorities_outside),
    Fact("other_forces", "Other police forces that the case reaches.", forces_outside),
    Fact(
        "crosses_boundary", "Whether the case reaches another authority's area.", lambda s: bool(authorities_outside(s))
    ),
    Fact("has_carer", "Whether a carer is named for a child.", lambda s: any(c.carers for c in s.children)),
    Fact("at_school", "Whether a school or college is named for a child.", lambda s: any(c.school for c in s.children)),
    Fact(
        "siblings_named",
        "Whether relatives of a child are named in the case.",
        lambda s: any(c.related_to for c in s.children),
    ),
    Fact(
        "reducing_offending_practitioner",
        "Whether a Reducing Offending Practitioner knows a child.",
        lambda s: any(c.reducing_offending_practitioner for c in s.children),
    ),
    Fact(
        "youth_justice",
        "Whether youth justice works with a child.",
        lambda s: any(c.youth_justice for c in s.children) or _any_status(s, "youth_justice_only"),
    ),
    Fact("youth_justice_order", "Whether a child is under a youth justice order.", _order),
    Fact(
        "dual_process_agreed",
        "Whether it is agreed who arranges and chairs risk meetings for a child with both services, and how.",
        _dual_agreement,
    ),
    Fact(
        "dual_process_recorded",
        "Whether that agreement is recorded on both services' systems.",
        _dual_agreement_recorded,
    ),
    Fact(
        "individual_processes",
        "The largest number of individual planning processes open for one child.",
        _most_processes,
    ),
    Fact(
        "individual_process_named",
        "Whether each child's own planning process is named.",
        lambda s: all(c.individual_processes for c in s.children),
    ),
    Fact("services", "Other services that work with the children.", _services),
    Fact("placement_move", "Whether a move of placement is planned.", lambda s: bool(_moves(s))),
    Fact("move_out_of_area", "Whether a move to another authority's area is planned.", _moves_out),
    Fact(
        "host_notified",
        "Whether the authority of the new placement has been told.",
        lambda s: all(m.host_authority_notified_on for m in _moves(s)),
    ),
    Fact(
        "area_enquiries_made",
        "Whether enquiries about the area of the new placement were made.",
        lambda s: all(m.area_enquiries_made_on for m in _moves(s)),
    ),
    Fact(
        "exploitation_team_linked",
        "Whether the exploitation team of the new area is linked in.",
        lambda s: all(m.exploitation_team_linked_on for m in _moves(s)),
    ),
    Fact(
        "return_interviews_agreed",
        "Whether it is agreed who holds Return Home Interviews in the new area.",
        lambda s: all(m.return_interviews_agreed_with for m in _moves(s)),
    ),
    Fact(
        "emergency_move",
        "Whether the move has to happen before notice can be given.",
        lambda s: any(m.emergency for m in _moves(s)),
    ),
    Fact(
        "trigger_plan_given",
        "Whether the Missing Trigger Plan has been made or reviewed.",
        lambda s: all(c.missing_trigger_plan_reviewed_on for c in s.children),
    ),
    Fact(
        "trigger_plan_reviewed_for_move",
        "Whether the Missing Trigger Plan has been reviewed for each child who is to move.",
        _trigger_plan_reviewed_for_move,
    ),
    Fact("cse_checklist_done", "Whether the sexual exploitation check list is complete.", _checklist_done),
    Fact(
        "cse_flag_set",
        "Whether the sexual exploitation flag is set on the record.",
        lambda s: all(c.cse_checklist and c.cse_checklist.flag_set for c in s.children),
    ),
    Fact(
        "cse_checklist_started",
        "Whether the case file says anything of a sexual exploitation check list.",
        lambda s: any(c.cse_checklist for c in s.children),
    ),
    Fact(
        "national_referral_considered",
        "Whether the National Referral Mechanism was considered, with a reason.",
        _referrals_considered,
    ),
    Fact(
        "communication_needs_given",
        "Whether it is said what helps each child take things in.",
        lambda s: all(c.communication_needs for c in s.children),
    ),
    Fact(
        "ehc_plan",
        "Whether a child has an Education, Health and Care plan.",
        lambda s: any(c.ehc_plan for c in s.children),
    ),
    Fact(
        "ehc_plan_known",
        "Whether it is said of each child if there is an Education, Health and Care plan.",
        lambda s: all(c.ehc_plan is not None for c in s.children),
    ),
    Fact(
        "lead_professional_named",
        "Whether a lead professional is named.",
        lambda s: all(c.lead_professional or c.trusted_adult for c in s.children),
    ),
    Fact(
        "trusted_adult_named", "Whether a trusted adult is named.", lambda s: all(c.trusted_adult for c in s.children)
    ),
    Fact(
        "push_pull_recorded",
        "Whether push and pull factors are recorded.",
        lambda s: all(c.push_factors and c.pull_factors for c in s.children),
    ),
    Fact(
        "mapping_complete",
        "Whether worries, what works well and what next are filled, with a scale.",
        lambda s: all(c.worries and c.working_well and c.what_next and c.safety_scale for c in s.children),
    ),
    Fact(
        "ethnicity_known", "Whether each child's ethnicity is recorded.", lambda s: all(c.ethnicity for c in s.children)
    ),
    Fact(
        "contact_with_source_known",
        "Whether it is said how each child stands to the suspected abusers.",
        lambda s: all(c.contact_with_source for c in s.children),
    ),
    Fact(
        "child_name",
        "What the child is called.",
        lambda s: (s.children[0].known_as or s.children[0].name) if s.children else "",
        Subject.CHILD,
    ),
    Fact("child_names", "The names of the children.", lambda s: tuple(c.name for c in s.children)),
    Fact(
        "changed_since_checklist",
        "Whether much has changed since the sexual exploitation check list was last looked at.",
        _changed_since_checklist,
    ),
)
