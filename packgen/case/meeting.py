"""Meetings: who is invited and what they answered, what was said, what was decided, who does what."""

from __future__ import annotations

from packgen.case.fixed_words import AttendedWord, ChoiceWord, FormatWord, JoinsWord, ReplyWord
from packgen.case.values import ClockTime, Count, Day, Identifier, Moment, Part, Reference, ShortText, Words, YesNo


class SignedOff(Part):
    """That a paper was issued or approved: when, and by whom."""

    date: Day
    by: ShortText


class Chair(Part):
    """Who chairs: somebody under `people`, or a name and role."""

    person: Identifier | None = None
    name: ShortText | None = None
    role: ShortText | None = None
    """A role of the profile, such as practice_lead or service_manager."""


class Report(Part):
    """A written report that was asked for."""

    due: Day | None = None
    received_on: Day | None = None
    questions: tuple[Words, ...] = ()
    """Questions besides those of the guidance."""


class NamedDecision(Part):
    """A decision by a named person about inviting somebody whom a rule alone may not invite."""

    choice: ChoiceWord
    """invite, other_contact or leave_out."""
    by: ShortText
    role: ShortText | None = None
    date: Day
    reason: Words
    other_contact: ShortText | None = None


class Invitee(Part):
    """One person or agency on the invitation list."""

    role: ShortText | None = None
    """A role of the profile; the address book supplies the name."""
    person: Identifier | None = None
    """Or somebody under `people`."""
    contact: Identifier | None = None
    """Or a named entry of the address book, where a role has several."""
    name: ShortText | None = None
    agency: ShortText | None = None
    email: ShortText | None = None
    phone: ShortText | None = None
    reply: ReplyWord | None = None
    """accepted, apologies, deputy or no_reply."""
    replied_on: Day | None = None
    deputy: ShortText | None = None
    """The name of whoever comes instead."""
    attended: AttendedWord | None = None
    """yes, no or part."""
    joins: JoinsWord | None = None
    """For a child or parent: all, part or none of the meeting."""
    joins_reason: Words | None = None
    decision_maker: YesNo | None = None
    """Whether they can commit their agency's resources."""
    report: Report | None = None
    decision: NamedDecision | None = None
    conflict_declared: Words | None = None


class NotInvited(Part):
    """A role that the guidance asks for and that was left out on purpose."""

    role: ShortText
    reason: Words
    by: ShortText
    by_role: ShortText | None = None
    date: Day | None = None


class Dissent(Part):
    """Somebody disagreed with a decision."""

    by: ShortText
    agency: ShortText | None = None
    reason: Words
    escalated_to: ShortText | None = None


class Decision(Part):
    """What the meeting decided."""

    decision: ShortText
    """One of the decisions that the guidance permits, such as section_47 or risk_management_without_section_47."""
    text: Words | None = None
    rationale: Words | None = None
    owner: Identifier | None = None
    owner_role: ShortText | None = None
    children: tuple[Identifier, ...] = ()
    dissent: tuple[Dissent, ...] = ()
    social_worker_in_interviews: Words | None = None
    """For a police investigation: the social worker's part in joint interviews."""
    destination: ShortText | None = None


class Action(Part):
    """Something that somebody agreed to do."""

    id: Identifier | None = None
    what: Words
    owner: Identifier | None = None
    """Id of the person who does it; or give owner_name or owner_role."""
    owner_name: ShortText | None = None
    owner_role: ShortText | None = None
    agency: ShortText | None = None
    due: Day | None = None
    immediate: YesNo = False
    done_on: Day | None = None
    dropped: Words | None = None
    """Why it is no longer needed."""
    progress: Words | None = None
    rag: ShortText | None = None
    """red, amber, green or blue (done)."""
    theme: ShortText | None = None
    focus: ShortText | None = None
    """place, person_of_concern, peer_group, investigation or child: what the action works on."""
    about: tuple[Identifier, ...] = ()
    place: Identifier | None = None
    share_with_family: Words | None = None
    """For Safer Options outreach: how much the family may be told."""
    lead: ShortText | None = None
    report_back_by: Day | None = None
    impact: Words | None = None


class ItemRecord(Part):
    """What was said under one agenda item."""

    item: ShortText
    """The heading or the rule id of the agenda item."""
    notes: tuple[Words, ...] = ()


class SaferOptionsEntry(Part):
    """Why a child, peer group or place is on a Safer Options agenda."""

    subject: Identifier
    """Id of a child, peer or place."""
    reason: ShortText
    """tier_1_signal, preventative_link, serious_incident or escalation."""
    concern: ShortText | None = None
    """The kind of harm, so that excluded kinds are seen."""
    hub_consulted_on: Day | None = None
    notes: Words | None = None


class LeadArea(Part):
    """Which authority or locality leads a meeting that crosses a boundary."""

    area: ShortText
    agreed_with: tuple[ShortText, ...] = ()
    decided_by: tuple[ShortText, ...] = ()


class Sent(Part):
    """That a notification was sent."""

    to: ShortText
    """Role of the person told."""
    date: Day
    by: ShortText | None = None
    answered_on: Day | None = None


class Minutes(Part):
    """The record of a meeting that has been held."""

    drafted_at: Moment | None = None
    items: tuple[ItemRecord, ...] = ()
    decisions: tuple[Decision, ...] = ()
    next_meeting: Moment | None = None
    ended: ClockTime | None = None
    distribution: tuple[ShortText, ...] = ()
    """Roles or names that the minutes go to, where not everybody invited."""
    frequency: ShortText | None = None
    """How often the meeting is held from now: weekly, fortnightly, monthly or six_weekly."""
    frequency_reason: Words | None = None
    partners_consulted: YesNo | None = None
    who_tells_the_child: ShortText | None = None
    agencies_agree_to_end: tuple[ShortText, ...] = ()


class Cancellation(Part):
    """A meeting that will not be held."""

    date: Day
    by: ShortText
    reason: Words | None = None


class OnlineJoining(Part):
    """How to join a meeting from a distance."""

    link: ShortText | None = None
    phone: ShortText | None = None
    code: ShortText | None = None


class Meeting(Part):
    """One meeting of the case."""

    id: Identifier
    """A short id of your choice, such as `strategy-1`; it stands in the folder's name, so no child's name in it."""
    type: ShortText
    """strategy, complex_strategy, risk_management, safer_options, or a type of your council's profile."""
    date: Day
    start: ClockTime | None = None
    end: ClockTime | None = None
    format: FormatWord | None = None
    """face_to_face, video, hybrid, conference_call or phone_calls."""
    venue: Identifier | None = None
    """Id of the place, under `places`."""
    room: ShortText | None = None
    join: OnlineJoining | None = None
    called_at: Moment | None = None
    """When it was decided that this meeting is needed."""
    called_by: ShortText | None = None
    convened_by_authority: ShortText | None = None
    reason_late: Words | None = None
    """Why it is held later than the guidance asks."""
    trigger: ShortText | None = None
    triggered_from: ShortText | None = None
    """safer_options, where that meeting asked for this one."""
    trigger_agreed_by: Chair | None = None
    reason: Words | None = None
    """Why the meeting is held, in a few sentences."""
    children: tuple[Identifier, ...] = ()
    """Ids of the children discussed; all children of the file where left out."""
    subject_place: Identifier | None = None
    """The place the meeting is about, if it is about one."""
    locality: ShortText | None = None
    extraordinary: YesNo = False
    lead_area: LeadArea | None = None
    chair: Chair | None = None
    minute_taker: Chair | None = None
    police_invitation_route: ShortText | None = None
    """lighthouse or investigations: who coordinates the police side of a complex strategy meeting."""
    invitees: tuple[Invitee, ...] = ()
    not_invited: tuple[NotInvited, ...] = ()
    notifications: tuple[Sent, ...] = ()
    advice_sought: Words | None = None
    reports_due: Day | None = None
    extra_items: tuple[Words, ...] = ()
    """Agenda items besides those of the guidance."""
    entries: tuple[SaferOptionsEntry, ...] = ()
    minutes: Minutes | None = None
    actions: tuple[Action, ...] = ()
    version: Reference = "1"
    what_changed: Words | None = None
    """For a reissue: what is different from the version before."""
    issued: SignedOff | None = None
    approved: SignedOff | None = None
    cancelled: Cancellation | None = None
    invitation_sequence: Count = 0
    """Raise by one whenever the invitation is sent again, so that calendars take the change."""
