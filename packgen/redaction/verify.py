"""The verifier: a process of its own that reads a finished copy with other means than the redactor that made it.

`python -m packgen.redaction.verify` takes a request as JSON on standard input and prints the result as JSON. It never
prints a secret or any text of the copy. `verification.py` starts it and judges what comes back.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from packgen.files import read_untrusted, sha256_of
from packgen.redaction.model import CheckResult, RecordFormat
from packgen.redaction.verify_request import VerificationRequest, result_as_json

_LARGEST_COPY = 2_000_000_000


def main() -> int:
    """Read the request, run the checks of its format, print the result. Returns the exit code 0."""
    request = VerificationRequest.from_json(json.load(sys.stdin))
    data = read_untrusted(Path(request.file), _LARGEST_COPY)
    checks = run_checks(data, request)
    sys.stdout.write(json.dumps(result_as_json(request.record_format, sha256_of(data), checks)))
    return 0


def run_checks(data: bytes, request: VerificationRequest) -> tuple[CheckResult, ...]:
    """The checks of the request's format over the bytes of a copy."""
    if request.record_format is RecordFormat.DOCX:
        from packgen.redaction.verify_docx import check_docx

        return check_docx(data, request.secrets, request.disclosed)
    from packgen.redaction.verify_pdf import check_pdf

    return check_pdf(data, request)


if __name__ == "__main__":
    raise SystemExit(main())
