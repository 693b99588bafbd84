"""Who may chair, and whether the person named may."""

from __future__ import annotations

from dataclasses import dataclass

from packgen.guidance.applying import once
from packgen.guidance.effects import ChairBy
from packgen.guidance.facts.meeting import chair_role
from packgen.guidance.model import Rule
from packgen.guidance.scene import Scene
from packgen.guidance.vocabulary import MeetingType


@dataclass(frozen=True)
class Chairing:
    """The roles that may chair (those that pass with a remark last), and the rules that say so."""

    roles: tuple[str, ...]
    with_note: tuple[str, ...]
    rules: tuple[Rule, ...]


def chairing(scene: Scene, kind: MeetingType) -> Chairing:
    """Who may chair the scene's meeting. A type that no rule speaks of gives its own roles."""
    found = list(once(scene, ChairBy))
    roles = tuple(dict.fromkeys(role for _, effect in found for role in effect.roles)) or kind.chair_roles
    noted = tuple(dict.fromkeys(role for _, effect in found for role in effect.with_note))
    return Chairing(roles, noted, tuple(dict.fromkeys(rule for rule, _ in found)) if found else ())


def standing(scene: Scene, chairs: Chairing) -> str:
    """`unnamed`, `allowed`, `with_note` or `not_allowed`."""
    role = chair_role(scene.meeting.chair if scene.meeting else None, scene)
    if role is None:
        return "unnamed"
    if not chairs.roles or role in chairs.roles:
        return "allowed"
    return "with_note" if role in chairs.with_note else "not_allowed"
