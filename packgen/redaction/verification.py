"""Having a copy verified in another process. Whatever goes wrong there, the answer is a result that did not pass."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from packgen.files import private_temporary_folder, publish, sha256_of
from packgen.processes import Limits, ProcessFailedError, run_python_module
from packgen.redaction.model import RecordFormat, Secret, Span, VerificationResult
from packgen.redaction.verify.request import VerificationRequest, result_from_json

_MODULE = "packgen.redaction.verify.verify"
_LIMITS = Limits(seconds=1800)


def verify_copy(
    data: bytes,
    record_format: RecordFormat,
    secrets: Sequence[Secret],
    disclosed: Sequence[Span] = (),
    disclosed_texts: Sequence[str] = (),
    details: Mapping[str, Any] | None = None,
    limits: Limits = _LIMITS,
    disclosed_at: Sequence[tuple[str, str]] = (),
) -> VerificationResult:
    """The verifier's result for the bytes of a finished copy.

    A process that cannot start, breaks, takes too long or answers about other bytes gives a result without checks, in
    which every required check is missing; so it has not passed. `disclosed` are the spans of the copy that the redactor
    gave (`Rebuilt.disclosed`), `disclosed_texts` what the officer let stand in the words of the record, `disclosed_at`
    the same with the story of each, and `details` plain JSON values for the format.
    """
    failed = VerificationResult(record_format, sha256_of(data))
    with private_temporary_folder() as folder:
        file = f"copy.{record_format.value}"
        publish(folder / file, data, mode=0o600)
        allowed = (tuple(disclosed), tuple(disclosed_texts))
        request = VerificationRequest(record_format, file, tuple(secrets), *allowed, details or {}, tuple(disclosed_at))
        try:
            finished = run_python_module(
                _MODULE, limits, folder=folder, input_bytes=json.dumps(request.as_json()).encode()
            )
            result = result_from_json(json.loads(finished.output)) if finished.exit_code == 0 else failed
        except (ProcessFailedError, ValueError, KeyError, TypeError):
            return failed
    return result if result.sha256 == failed.sha256 and result.record_format is record_format else failed
