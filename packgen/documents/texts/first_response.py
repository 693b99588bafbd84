"""The e-mail to First Response about one child, after a Safer Options meeting decided so (SO-DEC-14, decisions 7 to 9).

One e-mail a child, so that each contact holds that child's own part alone. It names the child, as a contact must; the
subject does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from packgen.case.meeting import Decision
from packgen.case.people import Child
from packgen.content import NOT_YET_KNOWN
from packgen.documents.blocks import MARKING, meeting_facts, name_of, place_by_id, place_line
from packgen.documents.british import long_date, readable, short_date
from packgen.documents.invitees import reply_to
from packgen.documents.keys import child_key
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork
from packgen.documents.letters.addressee import holder_at_meeting
from packgen.documents.meeting_papers import is_held, record_state
from packgen.documents.minutes_tables import decision_words
from packgen.documents.texts.own_part import actions_for, decisions_for, may_stand, notes_for
from packgen.documents.texts.plain import plain, section
from packgen.guidance.assessment import Notification

NAME = "first_response_email"


def documents(work: MeetingWork) -> Iterator[Document]:
    """One for each child about whom First Response is to hear; the guidance says for which decisions."""
    told = [one for one in work.assessment.notifications if one.letter == NAME]
    if not told or work.meeting.cancelled or not is_held(work.meeting):
        return
    children = [child for child in _children(work) if child is not None]
    for child in children:
        yield Document(
            kind=NAME,
            name=f"email-first-response-{child_key(work.whole.case, child.id)}",
            title="E-mail to First Response",
            format=Format.TEXT,
            audience=("office",),
            folder=work.meeting.id,
            date=work.meeting.date,
            version=work.meeting.version,
            state="issued" if told[0].sent_on else record_state(work.meeting),
            text="\n".join(_text(work, child, told[0])) + "\n",
            for_child=child.id,
        )


def _for_first_response(work: MeetingWork, child: Child) -> list[tuple[Decision, str]]:
    """Decisions for this child that the guidance passes on in this e-mail."""
    sent = {one.code for one in work.assessment.decisions if one.letter == NAME}
    return [(one, code) for one, code in decisions_for(work, child) if code in sent and child.id in one.children]


def _children(work: MeetingWork) -> Iterator[Child]:
    for child in work.whole.case.children:
        if _for_first_response(work, child):
            yield child


def _text(work: MeetingWork, child: Child, told: Notification) -> Iterator[str]:
    facts = meeting_facts(work)
    to = holder_at_meeting(work, told.role, told.label)
    yield f"To: {to['name'] or told.label} <{to['email'] or '______________________________'}>"
    yield f"Subject: {MARKING} Safer Options decision, our reference {work.whole.case.case.reference}"
    yield "Send it from a secure address to a secure address. No name in the subject."
    yield ""
    yield f"{facts['type_label']}, {long_date(work.meeting.date)}. Chair: {facts['chair'] or NOT_YET_KNOWN}."
    yield "The meeting decided what follows about one child. Please record it as that child's contact."
    yield ""
    yield from section("Child", _who(work, child))
    yield from section("What was talked about", _talk(work, child), none="See the decision.")
    yield from section("Decision and reason", _reasons(work, child))
    yield from section("What the family knows", _family(work, child), none="Not yet agreed; ring before you ring them.")
    yield from _signed(work)


def _who(work: MeetingWork, child: Child) -> Iterator[str]:
    case = work.whole.case
    yield f"{child.name}, born {short_date(child.date_of_birth)}"
    yield f"Address: {child.address or NOT_YET_KNOWN}. Locality: {child.locality or NOT_YET_KNOWN}"
    yield f"School: {place_line(place_by_id(case, child.school)) or NOT_YET_KNOWN}"
    yield f"Known as: {readable(child.status) or NOT_YET_KNOWN}"
    yield f"Lead professional: {name_of(case, child.lead_professional) or NOT_YET_KNOWN}"


def _talk(work: MeetingWork, child: Child) -> Iterator[str]:
    yield from (plain(words) for words in child.worries if may_stand(work, child, words))
    yield from (plain(words) for words in child.working_well if may_stand(work, child, words))
    yield from (plain(words) for _, words in notes_for(work, child) if child.id in words.about)


def _reasons(work: MeetingWork, child: Child) -> Iterator[str]:
    for one, code in _for_first_response(work, child):
        parts = [plain(words) for words in (one.text, one.rationale) if may_stand(work, child, words)]
        yield f"{decision_words(work, code)}. {' Reason: '.join(parts)}"


def _family(work: MeetingWork, child: Child) -> Iterator[str]:
    for one in actions_for(work, child):
        if child.id in one.about and may_stand(work, child, one.share_with_family):
            yield plain(one.share_with_family)


def _signed(work: MeetingWork) -> Iterator[str]:
    answer = reply_to(work)
    yield str(answer["name"] or "Business support")
    yield f"Phone: {answer['phone'] or NOT_YET_KNOWN}"
    yield f"E-mail: {answer['email'] or NOT_YET_KNOWN}"


KIND = MeetingKind(NAME, "E-mail to First Response", documents)
