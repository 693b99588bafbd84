"""NHS numbers, postcodes, telephone numbers and e-mail addresses that were probably mistyped. Warnings only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from packgen.case.checks.finding import Finding, parts, warning
from packgen.case.model import CaseFile
from packgen.errors import KeyPath

_POSTCODE = re.compile(r"(?:GIR 0AA|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2})$")
_LIKE_POSTCODE = re.compile(
    r"(?:^|[ ,])([A-Z]{1,2}[0-9O][A-Z0-9]?\s*[0-9OIL][A-Z0-9]{1,3}|[A-Z]{1,2}[0-9][A-Z0-9]?\s+[0-9])$"
)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)+")
_TEN_DIGITS = re.compile(r"\d{10}")


def check_numbers(case: CaseFile) -> Iterator[Finding]:
    """NHS numbers, postcodes, telephone numbers and e-mail addresses anywhere in the case that cannot be right."""
    for path, model in parts(case):
        yield from check_contact_details(model, path)


def check_contact_details(model: BaseModel, path: KeyPath) -> Iterator[Finding]:
    """The same for one part: its own `phone`, `number`, `email`, `address` and `nhs_number`."""
    for field, judge in _JUDGES.items():
        if field not in model.model_fields_set:
            continue
        typed = getattr(model, field)
        problem = judge(typed) if isinstance(typed, str) else None
        if problem:
            yield warning((*path, field), *problem)


def _nhs_number(typed: str) -> tuple[str, str] | None:
    if is_nhs_number(typed):
        return None
    return "This is not an NHS number: its check digit does not fit.", "It has ten digits; compare it with the record."


def is_nhs_number(typed: str) -> bool:
    """Whether `typed` is ten digits (spaces and dashes aside) whose last is the check digit of the others."""
    digits = re.sub(r"[\s-]", "", typed)
    if not _TEN_DIGITS.fullmatch(digits):
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    check = 11 - weighed % 11
    return check != 10 and check % 11 == int(digits[9])


def _address(typed: str) -> tuple[str, str] | None:
    last = typed.strip().rstrip(".")
    found = _LIKE_POSTCODE.search(last)
    if found is None or _POSTCODE.search(last):
        return None
    return f"“{found[1]}” does not look like a postcode.", "A postcode reads like BS1 4ND: check each letter and digit."


def _phone(typed: str) -> tuple[str, str] | None:
    main = re.split(r"(?i)\s*(?:ext\.?|extension|x|option)\s*\d", typed)[0]
    digits = re.sub(r"\D", "", main)
    if re.search(r"[A-Za-z]{3,}", main) or _is_phone_number(main, digits):
        return None  # words such as "through the duty desk" are for the reader to judge
    hint = "Numbers here have 11 digits beginning with 0 (a few have 10); 101, 111 and 999 are fine."
    return f"“{typed[:30]}” does not look like a telephone number ({len(digits)} digits).", hint


def _is_phone_number(main: str, digits: str) -> bool:
    if main.strip().startswith("+"):
        return 9 <= len(digits) <= 15
    if digits.startswith("0"):
        return len(digits) in (10, 11) or digits == "08001111" or (digits.startswith("00") and len(digits) <= 17)
    return 3 <= len(digits) <= 6


def _email(typed: str) -> tuple[str, str] | None:
    if _EMAIL.fullmatch(typed):
        return None
    return f"“{typed[:60]}” does not look like one e-mail address.", "Type it as name@organisation.org.uk."


_JUDGES = {"nhs_number": _nhs_number, "address": _address, "phone": _phone, "number": _phone, "email": _email}
