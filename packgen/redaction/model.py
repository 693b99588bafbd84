"""The plain values that the modules of this room hand to each other.

A record (a .docx or a .pdf) is read into stories; a story is one run of text with an id (`document` and `header1` for a
.docx, `page 12` for a .pdf). Every place is a `Span` of a story: 0-based character offsets into that story's text, end
excluded. Keys of persons and texts are opaque: no value here except `Secret` and the text of a story holds a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class RecordFormat(StrEnum):
    """The two kinds of file that are redacted."""

    DOCX = "docx"
    PDF = "pdf"


class Form(StrEnum):
    """How a hit came about. EXACT and DERIVED must never survive; MISSPELLING is a proposal."""

    EXACT = "exact"
    DERIVED = "derived"
    MISSPELLING = "misspelling"
    IDENTIFIER = "identifier"
    PASSAGE = "passage"
    FIGURE = "figure"
    OFFICER = "officer"


class Decision(StrEnum):
    """What the policy, the roster or the officer says about a hit. An open ASK stops the release."""

    REDACT = "redact"
    ASK = "ask"
    DISCLOSE = "disclose"


@dataclass(frozen=True, order=True)
class Span:
    """Characters `start` to `end` (excluded) of the text of one story."""

    story: str
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.story == other.story and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Hit:
    """What a finder saw in one text: where, of whom (opaque key), and what is to become of it."""

    start: int
    end: int
    person_key: str
    category: str
    form: Form
    decision: Decision
    reason_code: str
    rule: str = ""


class Finder(Protocol):
    """Finds what the roster, the policy and the patterns know. Pure: the same text gives the same hits, in order."""

    def find(self, text: str) -> Sequence[Hit]:
        """The hits in `text`; offsets are characters of `text` as given. Hits may overlap."""
        ...


@dataclass(frozen=True)
class Match:
    """A hit at its place in a record. `text_key` is opaque and equal for equal text within one proposal only."""

    span: Span
    text_key: str
    person_key: str
    category: str
    form: Form
    decision: Decision
    reason_code: str
    rule: str = ""


@dataclass(frozen=True, order=True)
class Redaction:
    """One place to take out of a record, and the reason code that its token shows."""

    span: Span
    reason_code: str


@dataclass(frozen=True)
class Picture:
    """A picture of a record: its id within the record (`picture 3`), where it stands, and the hash of its bytes.

    Of a .pdf, `data` is the picture as a page would show it (a PNG of 16 greys) and the hash is of those pixels. `data`
    is empty where the picture is no bitmap that can be drawn again (a chart, a metafile, a linked picture).
    `alt_text` is what the record says that it shows; it is read to know packgen's own figures again, and never carried.
    """

    id: str
    place: Span
    sha256: str
    data: bytes = b""
    kind: str = "picture"
    alt_text: str = ""


@dataclass(frozen=True)
class ApprovedPicture:
    """A bitmap that may stand in the copy (approved, or redrawn by packgen), and what it shows in words."""

    data: bytes
    alt_text: str = ""


@dataclass(frozen=True, order=True)
class Counted:
    """How often something was met: `what` is a plain English name of the construct, never text of the record."""

    what: str
    count: int


@dataclass(frozen=True)
class Report:
    """What reading a record left behind: constructs dropped on purpose, and constructs that nobody knows.

    `withheld` counts pictures; `look_at` holds plain sentences for the officer about content that was visible in the
    original and cannot be carried (a chart, a linked document), or pages that need OCR.
    """

    dropped: tuple[Counted, ...] = ()
    unknown: tuple[Counted, ...] = ()
    withheld: int = 0
    look_at: tuple[str, ...] = ()


def counted(tally: Mapping[str, int]) -> tuple[Counted, ...]:
    """A tally as sorted `Counted` values."""
    return tuple(Counted(what, count) for what, count in sorted(tally.items()) if count)


@dataclass(frozen=True)
class Secret:
    """A text that may not survive. `whole_word` False also looks inside words (identifiers, references).

    The verifier folds case, diacritics, look-alike letters, spacing, hyphens and invisible characters by itself, so
    that only forms which differ in their letters need an entry of their own. `exact_case` True is for a name that is an
    ordinary word too ("Will"): it is then sought as typed and in capitals, not in lower case.
    """

    text: str
    form: Form = Form.EXACT
    whole_word: bool = True
    exact_case: bool = False


@dataclass(frozen=True)
class CheckResult:
    """One check of the verifier. `places` says where it failed and `near_misses` what to look at, never the secret."""

    name: str
    passed: bool
    places: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


#: The checks that must have run and passed before a file may be released: one that did not run has failed.
REQUIRED_CHECKS: Mapping[RecordFormat, tuple[str, ...]] = {
    RecordFormat.DOCX: (
        "package",
        "parts",
        "structure",
        "attributes",
        "pictures",
        "text",
        "bytes",
        "second reader",
        "tokens",
        "read by eye",
    ),
    RecordFormat.PDF: (
        "structure",
        "bytes",
        "text",
        "second reader",
        "metadata",
        "pixels",
        "boxes",
        "read by eye",
    ),
}


@dataclass(frozen=True)
class VerificationResult:
    """The outcome of one verification in another process."""

    record_format: RecordFormat
    sha256: str
    checks: tuple[CheckResult, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Required checks that left no result."""
        ran = {check.name for check in self.checks}
        return tuple(name for name in REQUIRED_CHECKS[self.record_format] if name not in ran)

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        """Checks that ran and failed, required or not."""
        return tuple(check for check in self.checks if not check.passed)

    @property
    def passed(self) -> bool:
        """True only when every required check ran and every check passed (fail closed)."""
        return not self.missing and not self.failed

    @property
    def near_misses(self) -> tuple[str, ...]:
        """Places worth a look that did not fail the copy."""
        return tuple(miss for check in self.checks for miss in check.near_misses)


#: The key of a passage of text that a page may not show: white, pale, see-through or tiny.
FAINT_TEXT = "packgen:faint"

#: What a token says for a reason code. Few and coarse on purpose; an unknown code says `withheld`.
TOKEN_LABELS: Mapping[str, str] = {
    "third-party": "third party",
    "health": "health information",
    "education": "education information",
    "social-work": "social work information",
    "police": "crime and policing",
    "court": "court information",
    "legal-advice": "legal advice",
    "child-abuse-data": "child protection information",
    "serious-harm": "risk of harm",
    "confidential-reference": "confidential reference",
    "placement": "where somebody is",
    "officer": "withheld",
    "picture": "picture",
}
OTHER_LABEL = "withheld"


def token_for(reason_code: str) -> str:
    """The text that stands for a redaction: it depends on the reason code alone, so nothing links two of them."""
    return f"[redacted: {TOKEN_LABELS.get(reason_code, OTHER_LABEL)}]"


def in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans sorted by story and place, without repeats."""
    return tuple(sorted(set(spans)))
