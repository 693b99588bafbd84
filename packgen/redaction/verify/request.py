"""What the verifier is asked and what it answers, as JSON. `details` is room for what one format needs besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from packgen.redaction.model import CheckResult, Form, RecordFormat, Secret, Span, VerificationResult


@dataclass(frozen=True)
class VerificationRequest:
    """One copy to verify: its format, its file in the verifier's folder, what may not survive and where it may.

    `disclosed` are spans of the copy's own text, as the redactor worked them out; `disclosed_texts` are what the
    officer let stand, as the record has it, so that a redactor gone wrong cannot call anything else disclosed.
    `disclosed_at` are the same texts with the story of the record that each stands in, as often as each was let stand:
    what was decided for one place does not let the same words stand in another.
    `details` holds plain JSON values.
    """

    record_format: RecordFormat
    file: str
    secrets: tuple[Secret, ...] = ()
    disclosed: tuple[Span, ...] = ()
    disclosed_texts: tuple[str, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    disclosed_at: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The request as JSON values."""
        return {
            "format": self.record_format.value,
            "file": self.file,
            "secrets": [asdict(secret) for secret in self.secrets],
            "disclosed": [asdict(span) for span in self.disclosed],
            "disclosed_texts": list(self.disclosed_texts),
            "details": dict(self.details),
            "disclosed_at": [list(place) for place in self.disclosed_at],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> VerificationRequest:
        """The request in JSON values. Raises KeyError, TypeError or ValueError for anything else."""
        secrets = tuple(Secret(**{**secret, "form": Form(secret["form"])}) for secret in values["secrets"])
        disclosed = tuple(Span(**span) for span in values["disclosed"])
        texts = tuple(str(text) for text in values["disclosed_texts"])
        places = tuple((str(story), str(text)) for story, text in values.get("disclosed_at", ()))
        return cls(RecordFormat(values["format"]), values["file"], secrets, disclosed, texts, values["details"], places)


def result_as_json(record_format: RecordFormat, sha256: str, checks: Sequence[CheckResult]) -> dict[str, Any]:
    """A result as JSON values."""
    return {"format": record_format.value, "sha256": sha256, "checks": [asdict(check) for check in checks]}


def result_from_json(values: Mapping[str, Any]) -> VerificationResult:
    """The result in JSON values. Raises KeyError, TypeError or ValueError for anything else."""
    checks = tuple(
        CheckResult(str(check["name"]), check["passed"] is True, tuple(check["places"]), tuple(check["near_misses"]))
        for check in values["checks"]
    )
    return VerificationResult(RecordFormat(values["format"]), str(values["sha256"]), checks)
