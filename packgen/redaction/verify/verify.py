"""The verifier: a process of its own that reads a finished copy with other means than the redactor that made it.

`python -m packgen.redaction.verify.verify` takes a request as JSON on standard input and prints the result as JSON. It
never prints a secret or any text of the copy. `verification.py` starts it and judges what comes back.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from packgen.files import read_untrusted, sha256_of
from packgen.redaction.model import CheckResult, RecordFormat
from packgen.redaction.verify.request import VerificationRequest, result_as_json

_LARGEST_COPY = 2_000_000_000
#: The module of each format; its `check_copy(data, request)` gives the checks. Loaded only when it is needed.
_CHECKERS: Mapping[RecordFormat, str] = {
    RecordFormat.DOCX: "packgen.redaction.verify.docx",
    RecordFormat.PDF: "packgen.redaction.verify.pdf",
}


def main() -> int:
    """Read the request, run the checks of its format, print the result. Returns the exit code 0."""
    request = VerificationRequest.from_json(json.load(sys.stdin))
    data = read_untrusted(Path(request.file), _LARGEST_COPY)
    checks = run_checks(data, request)
    sys.stdout.write(json.dumps(result_as_json(request.record_format, sha256_of(data), checks)))
    return 0


def run_checks(data: bytes, request: VerificationRequest) -> tuple[CheckResult, ...]:
    """The checks of the request's format over the bytes of a copy."""
    module = importlib.import_module(_CHECKERS[request.record_format])
    check_copy: Callable[[bytes, VerificationRequest], tuple[CheckResult, ...]] = module.check_copy
    return check_copy(data, request)


if __name__ == "__main__":
    raise SystemExit(main())
