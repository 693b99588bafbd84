"""The case file: one schema for YAML and JSON.

Types of meeting, roles, statuses, harms, decisions and destinations are plain text here; `guidance/` resolves them
against the council's profile, so that a council can add its own.
"""

from __future__ import annotations

from packgen.case.meeting import Meeting
from packgen.case.people import Child, Link, MissingEpisode, Person, Place
from packgen.case.plans import ChildSafetyPlan, RiskManagementPlan
from packgen.case.values import Day, Identifier, Part, Reference, ShortText, Text, Words, YesNo


class CaseDetails(Part):
    """What the case is, for those who file it."""

    reference: Reference
    """Your reference for the case; it names the output folder, so it must not hold a name."""
    title: ShortText | None = None
    """A short title without names, such as "Group A, city centre"."""
    authority: ShortText | None = None
    """The local authority the case belongs to; the profile's own where left out."""
    locality: ShortText | None = None
    opened_on: Day | None = None
    restricted: YesNo = False
    """Whether the case may only be shown as a count on the shared status page."""
    other_references: tuple[Reference, ...] = ()
    """References of other cases that the text may mention."""


class PoliceInvestigation(Part):
    """A police investigation that touches the case."""

    reference: ShortText | None = None
    open: YesNo = True
    officer_in_charge: Identifier | None = None
    team: ShortText | None = None
    force: ShortText | None = None


class Concern(Part):
    """What the worry is: the facts that decide which meeting, who is invited and what is on the agenda."""

    summary: Words | None = None
    sources: tuple[Identifier, ...] = ()
    """Ids of the people or places that the harm is thought to come from."""
    same_source: YesNo | None = None
    """Whether the children are thought to be harmed by the same person or group."""
    significant_harm: YesNo | None = None
    organised: YesNo | None = None
    current_exploitation: YesNo | None = None
    imminent_risk: YesNo | None = None
    changing_perpetrators: YesNo | None = None
    trafficking_suspected: YesNo | None = None
    joint_enquiry: YesNo | None = None
    """Whether police and social care look into it together."""
    high_risk_incident: YesNo | None = None
    escalation: YesNo | None = None
    new_organised_information: YesNo | None = None
    peer_on_peer: YesNo | None = None
    critical_moments: tuple[ShortText, ...] = ()
    """injury, exclusion, arrest, first_court or missing_report, where one has just happened."""
    lead_to_adult_services: YesNo | None = None
    """Whether adult safeguarding has been involved for a child of 17 or over."""
    extra_familial_considered: Words | None = None
    """For a pattern of missing: whether it points to harm outside the family, and why."""
    investigation: PoliceInvestigation | None = None


class Attachment(Part):
    """A paper that belongs in the pack."""

    file: ShortText
    """File name, beside the case file."""
    title: ShortText
    author: ShortText | None = None
    date: Day | None = None
    meeting: Identifier | None = None
    """Id of the meeting it is for; every meeting where left out."""
    audience: tuple[ShortText, ...] = ()
    """Who may see it: chair, police, health, education, social_care, family or child; all invited where left out."""
    accept_as_shown: YesNo = False
    """That tracked changes, comments or hidden text in it have been looked at and may be bound as shown."""
    late: YesNo = False


class Override(Part):
    """A named person's decision to go on although a rule is not met."""

    rule: ShortText
    meeting: Identifier | None = None
    by: ShortText
    role: ShortText
    date: Day
    reason: Text


class CaseFile(Part):
    """A whole case file."""

    case: CaseDetails
    profile: ShortText | None = None
    """The guidance profile, where it is not the council's usual one."""
    concern: Concern = Concern()
    harm_types: tuple[ShortText, ...] = ()
    """Such as cse, cce, county_lines, knife, serious_youth_violence, missing, online."""
    children: tuple[Child, ...] = ()
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    links: tuple[Link, ...] = ()
    missing_episodes: tuple[MissingEpisode, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    risk_management_plans: tuple[RiskManagementPlan, ...] = ()
    child_safety_plans: tuple[ChildSafetyPlan, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    overrides: tuple[Override, ...] = ()
    end_of_case: YesNo = False
    """Always the last line, so that a half-saved file is never built."""
