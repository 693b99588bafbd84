"""Facts about the worry itself: harm, its source, the police investigation."""

from __future__ import annotations

from packgen.case.people import Person
from packgen.guidance.facts.fact import Fact
from packgen.guidance.scene import Scene


def _harm(scene: Scene) -> tuple[str, ...]:
    found = (scene.profile.harms.resolve(text) for text in scene.case.harm_types)
    return tuple(word.id for word in found if word)


def _families(scene: Scene) -> int:
    """How many of the children belong to no common family: groups that `related_to` does not join."""
    group = {child.id: child.id for child in scene.children}

    def root(child: str) -> str:
        while group[child] != child:
            child = group[child]
        return child

    for child in scene.children:
        for other in child.related_to:
            if other in group:
                group[root(child.id)] = root(other)
    return len({root(child) for child in group})


def _sources(scene: Scene) -> list[Person]:
    people = scene.index.people
    return [people[source] for source in scene.case.concern.sources if source in people]


def _of_concern(scene: Scene) -> list[Person]:
    sources = set(scene.case.concern.sources)
    return [p for p in scene.case.people if p.group == "person_of_concern" or (p.id in sources and p.group != "peer")]


def _significant_harm(scene: Scene) -> bool:
    whole_case = bool(scene.case.concern.significant_harm) and scene.child is None
    return whole_case or any(child.significant_harm for child in scene.children)


def _extra_familial(scene: Scene) -> bool:
    outside = any(scene.profile.harms[harm].outside_family for harm in _harm(scene))
    return outside or bool(_of_concern(scene))


def _exploitation(scene: Scene) -> bool:
    return any(scene.profile.harms[harm].exploitation for harm in _harm(scene))


def _place_names_in_care(scene: Scene) -> bool:
    """Whether a person of concern works where a child is placed."""
    placed = {c.placement.place for c in scene.children if c.placement and c.placement.place}
    names = {scene.index.place_name(place) for place in placed}
    return any(where in placed or where in names for p in _of_concern(scene) for where in p.works_at)


def _single_source(scene: Scene) -> bool:
    return len(_sources(scene) or _of_concern(scene)) == 1 and not scene.case.concern.organised


FACTS = (
    Fact("harm", "The kinds of harm that the case names, as words of the profile.", _harm),
    Fact("extra_familial", "Whether harm from outside the family is part of the worry.", _extra_familial),
    Fact(
        "exploitation",
        "Whether a child is thought to be exploited (sexually, criminally, county lines, trafficking).",
        _exploitation,
    ),
    Fact("significant_harm", "Whether significant harm is suspected or likely.", _significant_harm),
    Fact(
        "same_source",
        "Whether one person or group is thought to harm the children.",
        lambda s: bool(s.case.concern.same_source),
    ),
    Fact("organised", "Whether the harm is thought to be organised.", lambda s: bool(s.case.concern.organised)),
    Fact(
        "current_exploitation",
        "Whether exploitation is going on now.",
        lambda s: bool(s.case.concern.current_exploitation),
    ),
    Fact("imminent_risk", "Whether harm is imminent.", lambda s: bool(s.case.concern.imminent_risk)),
    Fact(
        "changing_perpetrators",
        "Whether those who harm keep changing.",
        lambda s: bool(s.case.concern.changing_perpetrators),
    ),
    Fact(
        "trafficking_suspected",
        "Whether trafficking is suspected.",
        lambda s: bool(s.case.concern.trafficking_suspected) or "trafficking" in _harm(s),
    ),
    Fact(
        "joint_enquiry",
        "Whether police and social care look into it together.",
        lambda s: bool(s.case.concern.joint_enquiry),
    ),
    Fact(
        "high_risk_incident",
        "Whether there has been a high-risk incident.",
        lambda s: bool(s.case.concern.high_risk_incident),
    ),
    Fact("escalation", "Whether concerns are escalating.", lambda s: bool(s.case.concern.escalation)),
    Fact(
        "new_organised_information",
        "Whether new information points to complex or organised abuse.",
        lambda s: bool(s.case.concern.new_organised_information),
    ),
    Fact(
        "peer_on_peer",
        "Whether children harm other children.",
        lambda s: bool(s.case.concern.peer_on_peer) or "peer_on_peer" in _harm(s),
    ),
    Fact(
        "unrelated_children",
        "The number of children who are not related to each other (brothers and sisters count once).",
        _families,
    ),
    Fact("number_of_children", "The number of children looked at.", lambda s: len(s.children)),
    Fact("single_source", "Whether one person alone is named as the source.", _single_source),
    Fact("sources_known", "Whether a source of the harm is named.", lambda s: bool(s.case.concern.sources)),
    Fact(
        "open_investigation",
        "Whether a police investigation is open.",
        lambda s: bool(s.case.concern.investigation and s.case.concern.investigation.open),
    ),
    Fact(
        "investigation_reference",
        "Whether a police investigation reference is given.",
        lambda s: bool(s.case.concern.investigation and s.case.concern.investigation.reference),
    ),
    Fact("critical_moments", "Critical moments that have just happened.", lambda s: s.case.concern.critical_moments),
    Fact(
        "extra_familial_considered",
        "Whether it is recorded that missing may point to harm outside the family, and why.",
        lambda s: s.case.concern.extra_familial_considered is not None,
    ),
    Fact(
        "adult_services_involved",
        "Whether adult safeguarding has been involved.",
        lambda s: bool(s.case.concern.lead_to_adult_services),
    ),
    Fact(
        "person_of_concern_works_with_children",
        "Whether a person of concern works with, or reaches through work, children.",
        lambda s: any(p.works_with_children for p in _of_concern(s)),
    ),
    Fact(
        "person_of_concern_in_placement",
        "Whether a person of concern works where a child is placed.",
        _place_names_in_care,
    ),
    Fact("adults_of_concern", "The number of persons of concern.", lambda s: len(_of_concern(s))),
    Fact(
        "places_of_concern",
        "The number of places of concern.",
        lambda s: sum(1 for p in s.case.places if p.kind == "place_of_concern"),
    ),
    Fact(
        "licensed_place",
        "Whether a place of concern is licensed, let or regulated.",
        lambda s: any(p.licensed for p in s.case.places),
    ),
    Fact(
        "online_harm",
        "Whether the harm is reached online.",
        lambda s: bool({"online", "online_cse"} & set(_harm(s))) or any(p.kind == "online" for p in s.case.places),
    ),
    Fact(
        "professional_referrer",
        "Whether a professional or agency made the referral.",
        lambda s: any(p.group == "referrer" and (p.role or p.agency) for p in s.case.people),
    ),
    Fact(
        "former_victims_now_adult",
        "Whether somebody harmed earlier is now an adult.",
        lambda s: any(c.contact_with_source == "now_adult" for c in s.children),
    ),
)
