"""Findings as gaps: located, with the named decision that closes one. An override counts only from a role that may."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from packgen.case.model import Override
from packgen.errors import KeyPath, Location, Problem, Severity
from packgen.guidance.assessment import Gap
from packgen.guidance.findings import Finding
from packgen.guidance.scene import Scene

Locate = Callable[[KeyPath], Location | None]
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def as_gaps(findings: Iterable[Finding], scene: Scene, locate: Locate, *, of_case: bool = False) -> tuple[Gap, ...]:
    """`findings` as gaps, the gravest first; each rule and place once."""
    gaps: dict[tuple[str, KeyPath, str], Gap] = {}
    for finding in findings:
        reference = finding.scene.profile.reference(finding.rule)
        problem = Problem(
            message=finding.message,
            hint=finding.hint,
            severity=finding.severity,
            location=place(finding.path, locate),
            rule=reference.id,
        )
        subject = finding.scene.child.id if finding.scene.child else scene.meeting.id if scene.meeting else None
        closed_by = override_for(finding, scene, of_case=of_case)
        gap = Gap(problem, reference, closed_by, subject=subject, of_case=of_case)
        gaps.setdefault((reference.id, finding.path, finding.message), gap)
    return tuple(sorted(gaps.values(), key=lambda gap: _ORDER[gap.problem.severity]))


def place(path: KeyPath, locate: Locate) -> Location | None:
    """Where `path` stands, or the nearest key above it that the file has."""
    while path:
        found = locate(path)
        if found is not None:
            return found
        path = path[:-1]
    return locate(())


def override_for(finding: Finding, scene: Scene, *, of_case: bool = False) -> Override | None:
    """The named decision that closes `finding`: for its rule or a twin, for this meeting or all, by a role that may."""
    ids = {finding.rule.id, *(r.id for r in scene.profile.rules.values() if r.same_as == finding.rule.id)}
    meeting = scene.meeting.id if scene.meeting else None
    for override in scene.case.overrides:
        fits = override.rule.strip().upper() in ids and (override.meeting in (None, meeting) or of_case)
        if fits and may_override(override, scene):
            return override
    return None


def may_override(override: Override, scene: Scene) -> bool:
    """Whether the profile lets this role take the decision."""
    return scene.profile.role_id(override.role) in scene.profile.override_roles
