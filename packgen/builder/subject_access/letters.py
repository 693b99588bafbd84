"""The letters of a subject access request, as Word in the house style for families: nothing on them marks the child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from packgen.case.request import Opinion, RequestFile
from packgen.guidance.subject_access import AnswerDue
from packgen.guidance.working_days import said
from packgen.own_data import own_data
from packgen.redaction.policy import default_policy
from packgen.settings import Settings
from packgen.word.render import render
from packgen.word.templates import template_path

TEMPLATE = "subject_access_letter"
_DAYS_TO_ANSWER = 10
_NOTHING_LEFT_OUT = "Nothing was left out."
_SHOWN_AS = "Where something was left out, one of these marks stands in the copy:"


@dataclass(frozen=True)
class _Letter:
    kind: str
    request: RequestFile
    due: AnswerDue
    on: date
    to: str = ""
    lead: str = ""
    bullets: Sequence[str] | None = None


def letters_of(request: RequestFile, due: AnswerDue, on: date, settings: Settings) -> dict[str, bytes]:
    """The letters that a request calls for before its release, by file name without anybody's name."""
    wanted = {"acknowledgement": _Letter("acknowledgement", request, due, on)}
    if request.extension:
        wanted["extension"] = _Letter("extension", request, due, on)
    for kind, opinions in (
        ("health-opinion", request.health_opinions),
        ("consultation", request.police_consultations),
    ):
        for number, opinion in enumerate(opinions, 1):
            if not opinion.outcome:
                wanted[f"{kind}-{number}"] = _Letter(kind.replace("-", "_"), request, due, on, _addressee(opinion))
    return {f"{name}.docx": _rendered(letter, settings) for name, letter in wanted.items()}


def cover_letter(request: RequestFile, due: AnswerDue, on: date, left_out: Sequence[str], settings: Settings) -> bytes:
    """The letter that goes with the copies. `left_out` says in plain words why anything was left out."""
    lead = _SHOWN_AS if left_out else _NOTHING_LEFT_OUT
    return _rendered(_Letter("cover", request, due, on, lead=lead, bullets=left_out), settings)


def _rendered(letter: _Letter, settings: Settings) -> bytes:
    return render(template_path(TEMPLATE, settings.templates), _context(letter))


def _context(letter: _Letter) -> dict[str, object]:
    wording, request = _wordings()[letter.kind], letter.request
    filled = _values(letter)
    to = letter.to or request.requester.name
    address = "" if letter.to else (request.requester.address or "")
    bullets = letter.bullets if letter.bullets is not None else [text.format(**filled) for text in wording["bullets"]]
    return {
        "paper": {"title": wording["title"], "draft": ""},
        "to": {"name": to, "address": address},
        "date": letter.on,
        "reference": request.request.reference,
        "says": [text.format(**filled) for text in wording["says"]],
        "heading": wording["bullets_heading"],
        "lead": letter.lead,
        "bullets": list(bullets),
        "closing": list(wording["closing"]),
        "signed": {"name": request.officer or "", "phone": request.phone or "", "email": request.email or ""},
    }


def _values(letter: _Letter) -> dict[str, str]:
    request = letter.request
    behalf = request.requester.capacity == "on_behalf"
    return {
        "received": said(request.request.received_on),
        "due": said(letter.due.due) if letter.due.due else "a date that we will tell you once we know who you are",
        "tell_by": said(letter.due.tell_of_extension_by),
        "reference": request.request.reference,
        "scope": _as_asked(request.request.scope),
        "whom": request.subject.name if behalf else "you",
        "reason": (request.extension.reason if request.extension else "").rstrip("."),
        "months": str(default_policy().opinion_months),
        "ask_by": said(letter.on + timedelta(days=_DAYS_TO_ANSWER)),
    }


def _as_asked(scope: str | None) -> str:
    """What was asked for in the requester's own words, marked as such: they may speak of "me"."""
    return f"“{scope.rstrip('.')}”" if scope else "the information that we hold"


def _addressee(opinion: Opinion) -> str:
    return f"{opinion.by}, {opinion.role}" if opinion.role else opinion.by


@cache
def _wordings() -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = own_data("packgen.builder.subject_access", "letters.yaml")
    return found
