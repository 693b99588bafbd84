"""Children, people, places and missing episodes as a case file gives them."""

from __future__ import annotations

from packgen.case.values import Count, Day, Identifier, Moment, Part, ShortText, Words, YesNo


class Placement(Part):
    """Where a child in care lives, or is about to move to."""

    kind: ShortText | None = None
    """foster, residential, supported_accommodation, with_parents, emergency, secure or another word of the profile."""
    provider: ShortText | None = None
    """The organisation that runs it."""
    place: Identifier | None = None
    """Id of the place, under `places`."""
    authority: ShortText | None = None
    """The local authority whose area it is in."""
    since: Day | None = None
    """The day the child moved in."""


class PlacementMove(Part):
    """A move that is being planned."""

    to: Placement
    planned_for: Day | None = None
    emergency: YesNo = False
    """Whether the move has to happen before notice can be given."""
    host_authority_notified_on: Day | None = None
    area_enquiries_made_on: Day | None = None
    exploitation_team_linked_on: Day | None = None
    return_interviews_agreed_with: ShortText | None = None
    """Who will hold Return Home Interviews there."""


class CseChecklist(Part):
    """The child sexual exploitation check list on the child's record."""

    completed_on: Day | None = None
    reviewed_on: Day | None = None
    significant_change_on: Day | None = None
    flag_set: YesNo | None = None
    """Whether the case-status flag has been set on the record system."""


class NationalReferral(Part):
    """Whether the child has been considered for the National Referral Mechanism."""

    considered: YesNo = False
    referred_on: Day | None = None
    reason: Words | None = None
    outcome: ShortText | None = None


class DualProcessAgreement(Part):
    """How risk meetings are run while a youth justice order and a Children and Families worker are both in place."""

    arranged_by: ShortText | None = None
    chair: ShortText | None = None
    structure: Words | None = None
    recorded_on: tuple[ShortText, ...] = ()
    """Every system that the agreement is recorded on."""


class YouthJustice(Part):
    """The child's involvement with youth justice."""

    order: YesNo = False
    practitioner: Identifier | None = None
    agreement: DualProcessAgreement | None = None


class Child(Part):
    """A child whom the case, or one of its meetings, is about."""

    id: Identifier
    """A short id of your choice, such as `toby`; other parts of the file use it. It is never printed."""
    name: ShortText
    """Full name."""
    known_as: ShortText | None = None
    """The name the child likes to be called by."""
    aliases: tuple[ShortText, ...] = ()
    """Nicknames, street names, earlier names, other spellings."""
    pronouns: ShortText | None = None
    """Such as she/her, he/him or they/them."""
    date_of_birth: Day | None = None
    age: Count | None = None
    """Age in years, if that is all that is known, or as a check against the date of birth."""
    ethnicity: ShortText | None = None
    first_language: ShortText | None = None
    communication_needs: Words | None = None
    """What helps this child take things in: Easy Read, large print, an interpreter, pictures."""
    disability: Words | None = None
    nhs_number: ShortText | None = None
    upn: ShortText | None = None
    address: ShortText | None = None
    school: Identifier | None = None
    """Id of the school or college, under `places`."""
    status: ShortText | None = None
    """How the child is known to children's social care: child_in_care, child_protection, child_in_need, open_referral,
    early_concerns, youth_justice_only, care_leaver or not_open."""
    legal_status: ShortText | None = None
    """Such as Care Order or section 20."""
    open_referral: YesNo | None = None
    """Whether there is an open referral; decides where minutes are recorded."""
    significant_harm: YesNo | None = None
    """Whether the child is believed to be suffering, or likely to suffer, significant harm."""
    home_authority: ShortText | None = None
    """The authority responsible for the child, if not the one that the case belongs to."""
    currently_at_authority: ShortText | None = None
    """The authority in whose area the child is now, where that differs from the placement."""
    locality: ShortText | None = None
    placement: Placement | None = None
    placement_move: PlacementMove | None = None
    social_worker: Identifier | None = None
    supervising_social_worker: Identifier | None = None
    independent_reviewing_officer: Identifier | None = None
    lead_professional: Identifier | None = None
    trusted_adult: Identifier | None = None
    carers: tuple[Identifier, ...] = ()
    related_to: tuple[Identifier, ...] = ()
    """Ids of other children in this file who are this child's relatives."""
    contact_with_source: ShortText | None = None
    """current, former, at_risk or now_adult: how the child stands to the suspected abusers."""
    services: tuple[ShortText, ...] = ()
    """Other services that work with the child, by role or name."""
    individual_processes: tuple[ShortText, ...] = ()
    """Individual support-and-planning processes now open for the child."""
    ehc_plan: YesNo | None = None
    """Whether there is an Education, Health and Care plan."""
    cse_checklist: CseChecklist | None = None
    missing_trigger_plan_reviewed_on: Day | None = None
    national_referral: NationalReferral | None = None
    youth_justice: YouthJustice | None = None
    reducing_offending_practitioner: YesNo | None = None
    """Whether a Reducing Offending Practitioner knows the child."""
    record_destination: ShortText | None = None
    """Where this child's copies are recorded, if the guidance's own choice does not fit."""
    worries: tuple[Words, ...] = ()
    working_well: tuple[Words, ...] = ()
    what_next: tuple[Words, ...] = ()
    push_factors: tuple[Words, ...] = ()
    pull_factors: tuple[Words, ...] = ()
    safety_scale: tuple[ScaleRating, ...] = ()
    """0 (not safe) to 10 (safe enough), with who gave it."""
    influences: tuple[Influence, ...] = ()
    """What pulls on the child and how strongly, where an assessment has weighed it."""


class Influence(Part):
    """One thing that influences a child: carers, family, friends, school, neighbourhood, somebody online."""

    source: ShortText
    weight: Count
    """0 (nothing) to 10 (most of all)."""
    evidence: Words | None = None


class ScaleRating(Part):
    """One person's rating on the 0-10 safety scale."""

    by: ShortText
    score: Count


class Relationship(Part):
    """How a person stands to a child or another person."""

    to: Identifier
    kind: ShortText
    """Such as mother, foster carer, girlfriend's brother."""


class Person(Part):
    """Anybody else in the case: family, carer, professional, peer or person of concern."""

    id: Identifier
    name: ShortText
    group: ShortText
    """family, carer, professional, person_of_concern, peer, referrer or member_of_public."""
    aliases: tuple[ShortText, ...] = ()
    role: ShortText | None = None
    """A role of the profile, such as social_worker, practice_lead, community_paediatrician, foster_carer."""
    rank: ShortText | None = None
    agency: ShortText | None = None
    team: ShortText | None = None
    official_capacity: YesNo | None = None
    """Whether they act in an official capacity in this case (decides how a subject access copy treats the name)."""
    relationships: tuple[Relationship, ...] = ()
    parental_responsibility: YesNo | None = None
    date_of_birth: Day | None = None
    address: ShortText | None = None
    phone: ShortText | None = None
    email: ShortText | None = None
    secure_email: YesNo | None = None
    works_at: tuple[ShortText, ...] = ()
    """Agencies or places (by id or name) where a person of concern works or has authority."""
    works_with_children: YesNo | None = None
    police_interest: ShortText | None = None
    """Such as a flag by Operation Topaz."""
    charged_or_arrested: YesNo | None = None
    notes: tuple[Words, ...] = ()


class Place(Part):
    """A place in the case: a school, a home, a placement, a venue, a place of concern, an online space."""

    id: Identifier
    name: ShortText
    kind: ShortText | None = None
    """school, home, placement, place_of_concern, venue, police_station or online."""
    address: ShortText | None = None
    authority: ShortText | None = None
    police_force: ShortText | None = None
    locality: ShortText | None = None
    licensed: YesNo | None = None
    """Whether a licence, a landlord or a regulator has a say over it."""
    notes: tuple[Words, ...] = ()


class PoliceDiscussion(Part):
    """A discussion between social worker and police while a child is missing."""

    at: Moment
    by: ShortText | None = None
    kind: ShortText | None = None
    """discussion, or phone_contact_with_child (which does not stop the clock)."""


class ReturnInterview(Part):
    """The independent interview after a child came back."""

    held_at: Moment | None = None
    by: ShortText | None = None
    offered_at: Moment | None = None
    what_the_child_said: Words | None = None
    family_followed_up_on: Day | None = None


class MissingEpisode(Part):
    """One time that a child was missing."""

    child: Identifier
    started: Moment
    returned: Moment | None = None
    """Leave out while the child is still missing."""
    police_reference: ShortText | None = None
    place: Identifier | None = None
    """Where the child was, or is thought to have been."""
    with_people: tuple[Identifier, ...] = ()
    discussions: tuple[PoliceDiscussion, ...] = ()
    return_interview: ReturnInterview | None = None
    account: Words | None = None


class Link(Part):
    """A tie between two people, groups or places, for the ecomap."""

    between: tuple[Identifier, Identifier]
    kind: ShortText
    """friend, family, relationship, exploits, supplies, threatens, supports, unknown."""
    strength: ShortText | None = None
    """strong, weak or strained."""
    note: Words | None = None


Child.model_rebuild()
