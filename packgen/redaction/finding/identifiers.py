"""What points at a person without being a name: dates of birth, addresses, numbers and references.

Two ways: the spellings of an identifier that the roster knows, and patterns for those that nobody has listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from packgen.redaction.finding.addresses import STREETS, other_spellings
from packgen.redaction.finding.variants import is_ordinary
from packgen.redaction.persons import Identifier

DATE_OF_BIRTH, ADDRESS, POSTCODE = "date of birth", "address", "postcode"
PHONE, EMAIL, CASE = "telephone number", "e-mail address", "case reference"

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
#: Every way to write a month, as alternatives of a pattern.
MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in _MONTHS) + "|sept"
_TEENS = "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
_ONES = "first second third fourth fifth sixth seventh eighth ninth"
#: The days of a month in words.
ORDINALS = (
    *(*_ONES.split(), *_TEENS.split(), "twentieth", *(f"twenty {one}" for one in _ONES.split())),
    *("thirtieth", "thirty first"),
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
_SHORTEST_OF_A_STREET = 6
_CAPITAL = r"[A-Z][\w’'-]*"


@dataclass(frozen=True)
class FoundIdentifier:
    """An identifier in a text, by 0-based offsets."""

    start: int
    end: int
    kind: str


def find_identifiers(text: str) -> Iterator[FoundIdentifier]:
    """Everything in `text` that looks like an identifier, kind by kind; places may overlap."""
    for kind, (pattern, is_right) in _PATTERNS.items():
        for found in pattern.finditer(text):
            if is_right(found.group(1)):
                yield FoundIdentifier(*found.span(1), kind)


def spellings(identifier: Identifier) -> tuple[str, ...]:
    """The spellings of an identifier of the roster that differ in letters or digits."""
    if identifier.kind == DATE_OF_BIRTH:
        return _dates(identifier.text) or (identifier.text,)
    if identifier.kind == PHONE:
        digits = re.sub(r"\D", "", identifier.text)
        return tuple(dict.fromkeys((identifier.text, *_phones(digits))))
    if identifier.kind == ADDRESS:
        return tuple(dict.fromkeys((identifier.text, *_address_parts(identifier.text))))
    if identifier.kind == EMAIL:
        spelt = identifier.text.replace("@", " at ")
        return (identifier.text, spelt, spelt.replace(".", " dot "))
    number = re.search(r"\d{6,}$", identifier.text)
    return (identifier.text, number.group()) if number and identifier.kind == CASE else (identifier.text,)


def is_postcode(text: str) -> bool:
    """Whether a text is a postcode and nothing else."""
    return re.fullmatch(_POSTCODE, text) is not None


def street_names(identifier: Identifier) -> Iterator[str]:
    """The street of an address without its number, and the word of it that is a name: they may tell where somebody is.

    They are nobody's alone, so that each is a question.
    """
    parts = identifier.text.split(",") if identifier.kind == ADDRESS else []
    for part in parts:
        found = re.fullmatch(rf"(?:Flat \w+ )?\d+[A-Za-z]? ((?:{_CAPITAL} )+)({STREETS})", part.strip())
        if found:
            yield f"{found[1]}{found[2]}"
            yield from other_spellings(f"{found[1]}{found[2]}")
            yield from (
                word for word in found[1].split() if len(word) >= _SHORTEST_OF_A_STREET and not is_ordinary(word)
            )


def _phones(digits: str) -> tuple[str, ...]:
    digits = _national(digits)
    if not digits.startswith("0"):
        return (digits,)
    bare = digits[1:]
    return (digits, f"44{bare}", f"440{bare}", f"0044{bare}", f"00440{bare}", *((bare,) if len(bare) >= 10 else ()))


def _national(digits: str) -> str:
    """A telephone number in digits as it is dialled inside the country."""
    inner = digits.removeprefix("00") if digits.startswith("0044") else digits
    return "0" + inner[2:].removeprefix("0") if inner.startswith("44") else inner


def _address_parts(address: str) -> Iterator[str]:
    """The postcode, and every line that tells the place by itself: one with a number, or the name of a house."""
    for found in re.finditer(_POSTCODE, address):
        yield from dict.fromkeys((found.group(), found.group().replace("O", "0"), found.group().replace("0", "O")))
    for part in re.sub(_POSTCODE, "", address).split(","):
        line = part.strip()
        if re.match(r"\d+[A-Za-z]? \S", line) or re.search(r"\b(?:House|Lodge|Cottage|Farm|Villa)$", line):
            yield line
            yield from other_spellings(line)
        bare = re.fullmatch(rf"(\d+[A-Za-z]? ((?:{_CAPITAL} ?)+)) ({STREETS})", line)
        if bare and len(bare[2]) >= _SHORTEST_OF_A_STREET and not is_ordinary(bare[2]):
            yield bare[1]


def _dates(text: str) -> tuple[str, ...]:
    day = day_of(text)
    if day is None:
        return ()
    month = _MONTHS[day.month - 1]
    names = (month, month[:3], _ROMAN[day.month - 1], *(("sept",) if day.month == 9 else ()))
    numbers = [f"{day.day:02}", str(day.day)]
    years = [str(day.year), f"{day.year % 100:02}"]
    found = [f"{d} {m} {y}" for d in numbers for m in (f"{day.month:02}", str(day.month)) for y in years]
    found += [f"{day.year} {m} {d}" for d in numbers for m in (f"{day.month:02}", str(day.month))]
    found += [f"{m} {d} {y}" for d in numbers for m in (f"{day.month:02}", str(day.month)) for y in years]
    found += [
        f"{word} {of}{month} {y}" for word in (ORDINALS[day.day - 1],) for of in ("", "of ", "day of ") for y in years
    ]
    ending = _ending(day.day)
    for name in names:
        for y in years:
            found += [f"{d}{e} {name} {y}" for d in numbers for e in ("", ending)]
            found += [f"{d}{e}{of} {name} {y}" for d in numbers for e in ("", ending) for of in (" of", " day of")]
            found += [f"{name} {d}{e} {y}" for d in numbers for e in ("", ending)]
            found += [f"{d}{e} day of {name} in {y}" for d in numbers for e in ("", ending)]
    return tuple(dict.fromkeys(found))


def day_of(text: str) -> date | None:
    """The date that a date of birth of the roster is, None where it is written in no usual way."""
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text.strip()):
        year, month, day = map(int, found.groups())
    elif found := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", text.strip()):
        day, month, year = map(int, found.groups())
    elif found := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH}),? (\d{{4}})", text.strip(), re.IGNORECASE):
        day, year = int(found[1]), int(found[3])
        month = month_number(found[2])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_number(name: str) -> int:
    """The month of a name of at least three letters, from 1."""
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _ending(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def is_nhs_number(text: str) -> bool:
    """Whether ten digits carry the check digit of an NHS number."""
    digits = [int(digit) for digit in re.sub(r"\D", "", text)]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return digits[9] == (0 if check == 11 else check)


def _always(_text: str) -> bool:
    return True


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _has_three_digits(text: str) -> bool:
    """Short numbers are those of rules and forms."""
    return bool(re.search(r"\d{3}", text))


def _is_phone(text: str) -> bool:
    if len(re.sub(r"\D", "", text)) < _FEWEST_DIGITS:
        return False
    national = _national(re.sub(r"\D", "", text.replace("O", "0").replace("o", "0")))
    return len(national) in (10, 11) and national[:2] in ("01", "02", "03", "07", "08")


def _pattern(body: str, flags: int = 0) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])({body})(?![A-Za-z0-9])", flags)


#: The signs of an e-mail address written out, so that no program finds it.
_AT, _DOT = r"\s?[\[({]\s?at\s?[\])}]\s?", r"\s?[\[({]\s?dot\s?[\])}]\s?"
_FEWEST_DIGITS = 7
_DATE = (
    r"\d{1,2}[/. -]\d{1,2}[/. -](?:\d{4}|\d\d)|\d{4}-\d\d-\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTH}),? \d{{2,4}}"
)
_PATTERNS: Mapping[str, tuple[re.Pattern[str], Callable[[str], bool]]] = {
    DATE_OF_BIRTH: (
        re.compile(rf"(?:\bd\.?o\.?b\.?|\bdate of birth|\bborn(?: on)?)\W{{1,5}}({_DATE})", re.IGNORECASE),
        _always,
    ),
    ADDRESS: (
        _pattern(rf"(?:Flat \w+,? )?\d{{1,4}}[A-Za-z]? {_CAPITAL}(?: {_CAPITAL}){{0,3}} (?:{STREETS})\b"),
        _always,
    ),
    POSTCODE: (_pattern(_POSTCODE), _always),
    PHONE: (re.compile(r"(?<![\w+])((?:\+44|0044|[0O])[\dOo \xa0().-]{8,17}[\dOo])(?![\dOo])"), _is_phone),
    EMAIL: (re.compile(rf"(?<![\w.+-])([\w.+'-]+(?:@|{_AT})[\w-]+(?:(?:\.|{_DOT})[\w-]+)+)"), _always),
    "NHS number": (_pattern(r"\d{3}[\s-]?\d{3}[\s-]?\d{4}"), is_nhs_number),
    "unique pupil number": (_pattern(r"[A-HJ-NP-RT-Z]\d{11}[A-Z\d]"), _always),
    "National Insurance number": (
        _pattern(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]"),
        _always,
    ),
    "vehicle registration": (_pattern(r"[A-Z]{2}\d{2} ?[A-HJ-PR-Z]{3}|[A-Z]\d{1,3} ?[A-HJ-PR-Z]{3}"), _always),
    "crime reference": (
        re.compile(
            r"\b(?:crime|occurrence|log|incident|niche|storm|custody)[ \t]*(?:ref(?:erence)?|no|number)?\b\.?[:# \t]*"
            r"([A-Z]{0,4}[-/]?\d[\w/-]{4,})",
            re.IGNORECASE,
        ),
        _has_digit,
    ),
    CASE: (_pattern(r"[A-Z]{2,6}(?:[-/][A-Z0-9]{2,12}){1,4}"), _has_three_digits),
    "school": (
        _pattern(rf"{_CAPITAL}(?: (?:of|the|and|{_CAPITAL})){{0,4}} (?:School|Academy|College|Nursery|Sixth Form)"),
        _always,
    ),
    "placement": (_pattern(rf"{_CAPITAL}(?: {_CAPITAL})? (?:House|Lodge|Cottage|Children's Home|Care Home)"), _always),
}
