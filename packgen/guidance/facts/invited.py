"""Facts about who is on the list, who came, and who may not be written to by a rule alone."""

from __future__ import annotations

from collections.abc import Iterable

from packgen.guidance.assessment import Attendee
from packgen.guidance.facts.fact import Fact
from packgen.guidance.safeguard import is_of_concern, works_there
from packgen.guidance.scene import Scene

_NEIGHBOURHOOD = {"neighbourhood_beat_officer", "violence_reduction_unit"}


def attended_groups(attendees: Iterable[Attendee]) -> set[str]:
    """The groups of agencies that were there, in person or by a deputy."""
    return {a.group for a in attendees if a.attended in ("yes", "part")}


def _quorum_absent(scene: Scene) -> tuple[str, ...]:
    if not scene.meeting or not scene.meeting.minutes or not any(a.attended for a in scene.attendees):
        return ()
    there = attended_groups(scene.attendees) | {"social_care"}  # the chair is social care
    return tuple(group for group in ("police", "health") if group not in there)


def _investigations_absent(scene: Scene) -> bool:
    police = [a for a in scene.attendees if a.role in ("police_investigations", "officer_in_charge", "lighthouse")]
    answered = [a for a in police if a.attended]
    return bool(answered) and not any(a.attended in ("yes", "part") for a in answered)


def _wrong_police(scene: Scene) -> tuple[str, ...]:
    """Labels of officers to whom the file gives an address although only a coordinating team may be written to."""
    invitees = scene.meeting.invitees if scene.meeting else ()
    wrong = []
    for invitee in invitees:
        person = scene.index.people.get(invitee.person or "")
        role = scene.profile.role_id(invitee.role or (person.role if person else None))
        if role in _NEIGHBOURHOOD and invitee.email:
            wrong.append(scene.profile.role_label(role))
    return tuple(wrong)


def _not_deciding(scene: Scene) -> tuple[str, ...]:
    return tuple(a.label for a in scene.attendees if a.decision_maker is False)


def _roles(scene: Scene) -> tuple[str, ...]:
    return tuple(a.role for a in scene.attendees)


def _unnamed(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a.label for a in scene.attendees if not a.name and not a.email and a.addressed))


def _insecure(scene: Scene) -> tuple[str, ...]:
    family = ("family", "child")
    wrong = [
        a.name or a.label for a in scene.attendees if a.email and a.secure_email is False and a.group not in family
    ]
    return tuple(dict.fromkeys(wrong))


def _distribution_of_concern(scene: Scene) -> tuple[str, ...]:
    """Who on the distribution list is, or works with, a person of concern."""
    listed = scene.meeting.minutes.distribution if scene.meeting and scene.meeting.minutes else ()
    return tuple(who for who in listed if is_of_concern(who, None, scene) or works_there(who, scene))


def _reports_late(scene: Scene) -> tuple[str, ...]:
    return tuple(
        a.label for a in scene.attendees if a.report_due and not a.report_received and a.report_due < scene.day
    )


FACTS = (
    Fact("on_the_list", "The roles on the invitation list, derived or named in the file.", _roles),
    Fact(
        "groups_on_the_list", "The groups of agencies on the list.", lambda s: tuple({a.group: 0 for a in s.attendees})
    ),
    Fact("quorum_absent", "Groups of the quorum that did not come to a meeting that was held.", _quorum_absent),
    Fact(
        "investigations_absent",
        "Whether no Investigations officer came to a meeting that was held.",
        _investigations_absent,
    ),
    Fact("wrongly_addressed_police", "Police teams that the file would write to directly.", _wrong_police),
    Fact("not_decision_makers", "Who on the list cannot commit their agency.", _not_deciding),
    Fact("without_a_name", "Roles on the list for which nobody is known.", _unnamed),
    Fact("without_secure_mail", "Who on the list has an e-mail address that is not secure.", _insecure),
    Fact("reports_overdue", "Reports that were due and have not come.", _reports_late),
    Fact(
        "distribution_of_concern",
        "Who on the distribution list is a person of concern, or works with one.",
        _distribution_of_concern,
    ),
)
