"""Who somebody is, said to a child or parent: no titles of the trade, and no team that says what the worry is."""

from __future__ import annotations

from packgen.documents.british import readable
from packgen.guidance.assessment import Attendee

# On a paper that may be found, nobody's team may say what the worry is (design, decision 15).
_GROUPS = {"police": "police", "health": "health", "education": "school or college"}
_TELLING_WORDS = (
    "exploit",
    "abuse",
    "harm",
    "missing",
    "offend",
    "sexual",
    "trafficking",
    "violence",
    "substance",
    "justice",
    "probation",
)

# To the child, to the parent.
_ROLES = {
    "social_worker": ("your social worker", "social worker"),
    "carer": ("your carer", "carer"),
    "foster_carer": ("your foster carer", "foster carer"),
    "supervising_social_worker": ("helps your carer", "helps the carer"),
    "placement_provider": ("from the team where you live", "from the team where your child lives"),
    "childrens_home_manager": ("from the team where you live", "from the team where your child lives"),
    "independent_reviewing_officer": ("leads your reviews", "leads your child's reviews"),
    "community_mentoring": ("mentor", "mentor"),
    "personal_adviser": ("your personal adviser", "personal adviser"),
    "advocate": ("your advocate", "advocate"),
    "parent": ("your parent", "parent"),
}
_KIN = frozenset(
    (
        *("mother", "father", "mum", "dad", "stepmother", "stepfather", "step-mother", "step-father"),
        *("grandmother", "grandfather", "sister", "brother", "aunt", "uncle", "cousin"),
    )
)


def plain_role(attendee: Attendee, kin: str | None, *, to_child: bool) -> str:
    """What the paper says behind a name. `kin` is what the case file says this person is to the child, if anything."""
    kin = (readable(kin) or "").lower()
    if attendee.group == "family" and kin in _KIN:
        return f"your {kin}" if to_child else f"your child's {kin}"
    said = _ROLES.get(attendee.role)
    if said is not None:
        return said[0] if to_child else said[1]
    plain = _GROUPS.get(attendee.group)
    if plain is not None:
        return plain
    tells = any(word in attendee.label.lower() for word in _TELLING_WORDS)
    return "works with young people" if tells else attendee.label
