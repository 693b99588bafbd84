"""A subject access request (`request.yaml`): who asks for whose data, what was checked, what was decided."""

from __future__ import annotations

from packgen.case.values import Day, Part, Reference, ShortText, Text, YesNo

CAPACITIES = ("self", "on_behalf", "own_data")
DECISIONS = ("disclose", "redact", "ask")
OUTCOMES = ("disclose", "withhold", "already_known")


class RequestDetails(Part):
    """What the request is filed under, and the files that it is about."""

    reference: Reference
    """Your reference for the request; it names files, so it must not hold a name."""
    received_on: Day
    records: tuple[ShortText, ...] = ()
    """The records to copy: file names beside this file."""
    case: ShortText | None = None
    """The case file that explains who is in the records, beside this file."""
    roster: ShortText | None = None
    """Or a filled-in names.csv, beside this file."""
    scope: Text | None = None
    """What was asked for, in the requester's words."""


class DataSubject(Part):
    """Whose data it is."""

    name: ShortText
    id: ShortText | None = None
    """The id under `children:` or `people:` of the case file."""
    date_of_birth: Day | None = None


class Requester(Part):
    """Who asks."""

    name: ShortText
    capacity: ShortText
    """self, on_behalf (of the data subject), or own_data (somebody else in the record who asks for their own)."""
    id: ShortText | None = None
    """The requester's id in the case file, where they are in it."""
    relationship: ShortText | None = None
    authority: ShortText | None = None
    """What shows that they may ask on the subject's behalf, such as parental responsibility or a letter."""
    authority_seen_on: Day | None = None
    identity_seen: ShortText | None = None
    """What was seen, such as a passport."""
    identity_seen_on: Day | None = None
    address: ShortText | None = None
    email: ShortText | None = None


class ClockPause(Part):
    """Days on which the clock stood still."""

    since: Day
    until: Day | None = None
    reason: ShortText | None = None


class Extension(Part):
    """Two more months, for a complicated request."""

    decided_on: Day
    by: ShortText
    reason: ShortText


class PersonDecision(Part):
    """What an officer decided about a person in the records."""

    person: ShortText
    """The id in the case file, or the name as the roster has it."""
    decision: ShortText
    """disclose, redact or ask."""
    reason_code: ShortText | None = None
    reason: ShortText | None = None
    consent: ShortText | None = None
    """What the person answered when asked, if they were."""
    by: ShortText
    date: Day


class Opinion(Part):
    """A health professional's opinion, or what the police answered."""

    by: ShortText
    role: ShortText | None = None
    asked_on: Day | None = None
    date: Day | None = None
    """The day of the answer; left out while it is awaited."""
    outcome: ShortText | None = None
    """disclose, withhold or already_known (to the data subject)."""
    passages: tuple[ShortText, ...] = ()
    """Keys of the passages it is about; every one of its kind where left out."""


class ChildViews(Part):
    """What the child thinks of a request on their behalf, and whether the answer is safe for them."""

    views: Text
    sought_by: ShortText
    date: Day
    safe: YesNo
    """Whether the copy may go to the requester without harm to the child."""
    reason: ShortText | None = None


class ApprovedPictureEntry(Part):
    """A picture that an officer looked at and lets stand."""

    record: ShortText
    """Its record's neutral name, such as record-1."""
    picture: ShortText
    """Its id in the schedule, such as picture 2."""
    sha256: ShortText | None = None
    """Its hash in the schedule, so that the approval holds for that very picture; asked for in a PDF."""
    shows: ShortText
    by: ShortText
    date: Day


class OverlapSeen(Part):
    """That somebody looked at what copies for two requesters tell together."""

    by: ShortText
    date: Day


class RequestFile(Part):
    """A whole `request.yaml`."""

    request: RequestDetails
    subject: DataSubject
    requester: Requester
    pauses: tuple[ClockPause, ...] = ()
    extension: Extension | None = None
    decisions: tuple[PersonDecision, ...] = ()
    health_opinions: tuple[Opinion, ...] = ()
    police_consultations: tuple[Opinion, ...] = ()
    child_views: ChildViews | None = None
    pictures: tuple[ApprovedPictureEntry, ...] = ()
    lost_marks_looked_for: OverlapSeen | None = None
    """Who looked through records whose marks were lost, and when."""
    overlap_seen: OverlapSeen | None = None
    approved_by: ShortText | None = None
    second_approval: ShortText | None = None
    officer: ShortText | None = None
    """Who answers for the request; signs the letters."""
    phone: ShortText | None = None
    email: ShortText | None = None
