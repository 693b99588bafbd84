"""Names where they do not belong: a child's in a reference, somebody's in free text whom nobody explains.

The second is how last month's file shows when it was copied and only half changed. It is a guess, so it only warns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from packgen.case.checks.common_words import GIVEN_NAMES, NOT_A_PERSON, ORDINARY, TITLES
from packgen.case.checks.finding import Finding, parts, texts, warning
from packgen.case.model import CaseFile
from packgen.case.values import FreeText
from packgen.errors import KeyPath

_WORD = r"[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)*|[A-Z]['’][A-Z][a-z]+|Mc[A-Z][a-z]+"
_RUN = re.compile(rf"(?<![\w@#/.'’-])(?:{_WORD})(?:[ \t](?:{_WORD}))*(?![\w@/])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•–—(\[\"“‘|>*_]|\n|\n[ \t]*[-*+]|\d\.)[\s*_\"“‘'(]*$")
_AT_A_PLACE = re.compile(r"\b(?:in|at|near|from|to|around|outside|via|off|towards|on|over|through)[ \t]+[*_\"“]*$")
_POSSESSIVE = re.compile(r"['’]s?$")


def check_names_in_references(case: CaseFile) -> Iterator[Finding]:
    """A child's name in what names folders and files: the case's reference, a meeting's id, an attachment's file."""
    words = {
        word: child.id for child in case.children for word in _name_words(child.name, child.known_as, *child.aliases)
    }
    places: list[tuple[KeyPath, str]] = [(("case", "reference"), case.case.reference)]
    places += [(("meetings", number, "id"), meeting.id) for number, meeting in enumerate(case.meetings)]
    for path, text in places:
        named = next((word for word in re.split(r"[^a-z]+", text.lower()) if word in words), None)
        if named:
            message = f"“{text}” holds a child's name (“{named}”), and it names folders that others see."
            yield Finding(path, message, "Use a reference without names, such as BCC-2025-014 or strategy-1.")
    titled: list[tuple[KeyPath, str]] = [(("case", "title"), case.case.title or "")]
    titled += [(("attachments", number, "file"), paper.file) for number, paper in enumerate(case.attachments)]
    for path, text in titled:
        named = next((word for word in re.split(r"[^a-z]+", text.lower()) if word in words), None)
        if named:
            message = f"“{text[:60]}” holds a child's name (“{named}”), and it is seen on lists."
            yield warning(path, message, "Use words without names.")


def _name_words(*names: str | None) -> set[str]:
    words = {word for name in names if name for word in re.split(r"[^a-z]+", name.lower())}
    return {word for word in words if len(word) >= 3}


def check_unexplained_names(case: CaseFile) -> Iterator[Finding]:
    """Free text that names somebody whom the file does not explain, or that holds the reference of another case."""
    known = _explained(case)
    said: set[str] = set()
    other_case = _like_reference(case.case.reference)
    allowed = {case.case.reference, *case.case.other_references}
    for path, text in _free_texts(case):
        for name in _names_in(text, known):
            if name.lower() not in said:
                said.add(name.lower())
                message = f"“{name}” is named here, but neither `children:` nor `people:` explains who that is."
                hint = "Add the person (or the name as an alias). If it is nobody's name, leave it as it is."
                yield warning(path, message, hint, name)
        for found in other_case.findall(text) if other_case else ():
            if found not in allowed and found not in said:
                said.add(found)
                message = f"“{found}” looks like the reference of another case; was this text copied from it?"
                hint = "Take it out, or list it under `case:` as `other_references:`."
                yield warning(path, message, hint, found)


def _free_texts(case: CaseFile) -> Iterator[tuple[KeyPath, str]]:
    for path, part in parts(case):
        if isinstance(part, FreeText):
            yield (*path, "text"), part.text


def _explained(case: CaseFile) -> set[str]:
    """Every word that stands in a short text of the file (names, roles, agencies, places), in small letters."""
    words: set[str] = set()
    for path, part in parts(case):
        if not isinstance(part, FreeText):
            for _, text in texts(part, path):
                words.update(re.findall(r"[\w'’-]+", text.lower()))
                words.update(re.findall(r"\w+", text.lower()))
    return words


def _names_in(text: str, known: set[str]) -> Iterator[str]:
    """Runs of capitalised words in `text` that are probably the name of somebody unknown."""
    for run in _RUN.finditer(text):
        words = [_POSSESSIVE.sub("", word) for word in run[0].split()]
        before = text[max(run.start() - 40, 0) : run.start()]
        starts = bool(_SENTENCE_START.search(before)) or not before.strip()
        titled = words[0].lower() in TITLES or bool(re.search(rf"\b(?:{'|'.join(TITLES)})\.? $", before, re.IGNORECASE))
        if words[0].lower() in TITLES or (starts and _plain_start(words, known)):
            words = words[1:]
        if words and _is_name(words, known, titled=titled, starts=starts and len(words) == 1, before=before):
            yield " ".join(words)


def _plain_start(words: list[str], known: set[str]) -> bool:
    """Whether the first of a run is capitalised only because a sentence begins with it: `When Kyle came`."""
    first = words[0].lower()
    return len(words) > 1 and first not in GIVEN_NAMES and first not in known and first not in NOT_A_PERSON


def _is_name(words: list[str], known: set[str], *, titled: bool, starts: bool, before: str) -> bool:
    small = [word.lower() for word in words]
    if any(_is_known(word, known) for word in small):
        return False
    if titled:
        return True
    if any(word in NOT_A_PERSON or word in ORDINARY for word in small):
        return False
    if small[0] in GIVEN_NAMES:
        return True
    return not starts and not _AT_A_PLACE.search(before)


def _is_known(word: str, known: set[str]) -> bool:
    return (
        word in known
        or word.rstrip("s") in known
        or any(part in known for part in re.split(r"['’-]", word) if len(part) > 2)
    )


def _like_reference(reference: str) -> re.Pattern[str] | None:
    """A pattern of references made like this one with other digits; None where it would fit too much."""
    if len(reference) < 4 or not re.search(r"\d", reference) or not re.search(r"[A-Za-z]", reference):
        return None
    shape = re.sub(r"\d+", lambda digits: rf"\d{{{len(digits[0])}}}", re.escape(reference))
    return re.compile(rf"(?<![\w/-]){shape}(?![\w/-])")
