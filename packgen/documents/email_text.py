"""The text of the e-mail that carries the invitation: one for each group of recipients, ready to paste.

Subject and text identify no child: an e-mail is read on a locked phone's screen and forwarded by mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from packgen.content import NOT_YET_KNOWN
from packgen.documents.blocks import MARKING, called_for, state_of
from packgen.documents.british import long_date, span
from packgen.documents.invitees import Letter, Recipient, letters, reply_to, slug
from packgen.documents.kind import Document, Format, MeetingKind, MeetingWork

NAME = "email_text"
_GROUPS = {
    "police": "Police",
    "health": "Health",
    "social_care": "Social care",
    "education": "Education",
    "other_authority": "Other authorities and forces",
    "voluntary": "Voluntary sector",
    "family": "Carers",
    "other": "Other agencies",
}


def documents(work: MeetingWork) -> Iterator[Document]:
    """One text for each group that has somebody to write to."""
    if not called_for(work, NAME):
        return
    together: dict[str, list[Letter]] = {}
    for letter in letters(work):
        together.setdefault(letter.group, []).append(letter)
    for group, of_group in together.items():
        yield Document(
            kind=NAME,
            name=f"email-{slug(group)}",
            title=f"E-mail text: {_GROUPS.get(group, group)}",
            format=Format.TEXT,
            audience=("office",),
            folder=work.meeting.id,
            date=work.meeting.date,
            version=work.meeting.version,
            state=state_of(work.meeting),
            text=_text(work, of_group),
        )


def _text(work: MeetingWork, of_group: Iterable[Letter]) -> str:
    chosen = list(of_group)
    paragraphs = [
        *_to(chosen, cancelled=work.meeting.cancelled is not None),
        "Subject: " + _subject(work),
        "",
        "Dear colleague",
        "",
        *_body(work),
        "",
        *_signed(work),
    ]
    return "\n".join(paragraphs) + "\n"


def _subject(work: MeetingWork) -> str:
    what = "Cancelled: multi-agency meeting" if work.meeting.cancelled else "Invitation to a multi-agency meeting"
    return f"{MARKING}: {what}, {long_date(work.meeting.date)}"


def _to(chosen: list[Letter], *, cancelled: bool) -> Iterator[str]:
    """Who it goes to: secure addresses, then those that are not, then those still to be found."""
    everybody = [to for letter in chosen for to in letter.recipients]
    secure = [to for to in everybody if to.email and to.secure]
    doubtful = [to for to in everybody if to.email and not to.secure]
    unknown = [to for to in everybody if not to.email]
    if secure:
        yield from ("To (one e-mail each; do not put them all in one):", *map(_address, secure), "")
    if doubtful:
        warning = "NOT KNOWN TO BE SECURE. Do not send papers to these; ring first and agree a safe way:"
        yield from (warning, *map(_address, doubtful), "")
    if unknown:
        yield "No e-mail address yet; fill it in, and check that it is secure:"
        yield from (f"  {_who(to)}: ______________________________" for to in unknown)
        yield ""
    yield "Enclose, to each their own:"
    yield from (f"  {letter.label}: {_enclosed(letter, cancelled=cancelled)}" for letter in chosen)
    yield ""
    yield "- - - - - copy from here - - - - -"


def _address(to: Recipient) -> str:
    phone = f", phone {to.phone}" if to.phone and not to.secure else ""
    return f"  {_who(to)} <{to.email}>{phone}"


def _enclosed(letter: Letter, *, cancelled: bool) -> str:
    """Which papers go with the e-mail, by the beginning of their file names."""
    if cancelled:
        return f"invite-{letter.slug}, meeting (calendar)"
    reports = any(invitee.report_wanted for invitee in letter.invitees)
    asked = f", report-request-{letter.slug}" if reports else ""
    return f"invite-{letter.slug}, reply-slip, meeting (calendar){asked}"


def _who(to: Recipient) -> str:
    return ", ".join(word for word in (to.name, to.label, to.agency) if word)


def _body(work: MeetingWork) -> Iterator[str]:
    meeting = work.meeting
    if meeting.cancelled:
        yield "The meeting named below will not be held. Please take it out of your calendar with the file enclosed,"
        yield "and delete any papers that you were sent for it."
    else:
        yield "You are asked to a multi-agency meeting. The letter enclosed says why your agency is asked, how to join"
        yield "and what to bring. What you need to search your own records comes to you apart from this e-mail."
    yield from ("", f"When: {long_date(meeting.date)}, {span(meeting.start, meeting.end)}")
    yield f"Our reference: {work.whole.case.case.reference}"
    yield ""
    if not meeting.cancelled:
        yield "Please send back the reply slip as soon as you can, whether or not you are able to come."
    yield "Please do not name a child, a family or an address in the subject or the text of your answer."
    yield "If this reached you by mistake, do not open what is enclosed. Ring us, then delete it."


def _signed(work: MeetingWork) -> Iterator[str]:
    answer = reply_to(work)
    yield str(answer["name"] or "Business support")
    yield f"Phone: {answer['phone'] or NOT_YET_KNOWN}"
    yield f"E-mail: {answer['email'] or NOT_YET_KNOWN}"


KIND = MeetingKind(NAME, "E-mail text", documents)
