"""The forms in which a name turns up in records, derived from the name as the roster gives it.

Case, accents, look-alikes, spacing, hyphens and line breaks are folded away when a text is searched (folding.py), so
that only forms with other letters are made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files as resources

from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.model import Form

_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor rev sir lady lord dame pc dc ds di dci dsu sgt insp sister".split()  # noqa: SIM905
)
_PARTICLES = frozenset("van der den de la le du da dos del di von bin ibn al el o mac mc st ter ten".split())  # noqa: SIM905
_SHORTEST_PART = 2
_SHORTEST_OF_A_PLACE = 6


@dataclass(frozen=True)
class NameForm:
    """One form of a name.

    `ordinary` is a word that need be nobody's name ("Will"): it counts only with a capital, and the officer decides.
    `capitals` counts only when every letter is a capital (initials). `as_spaced` counts only with its own spacing,
    because its letters run together are another word ("A Cross"). `short` is a short form that nobody gave; a word
    that is nearly one is no misspelling.
    """

    text: str
    form: Form
    ordinary: bool = False
    capitals: bool = False
    as_spaced: bool = False
    short: bool = False


def forms_of(name: str, aliases: tuple[str, ...] = (), *, nicknames: bool = True) -> tuple[NameForm, ...]:
    """Every form of a person's name and aliases, each once; short forms of the first name only with `nicknames`."""
    found: dict[str, NameForm] = {}
    for given in (name, *aliases):
        for form in _forms_of_one(given, nicknames=nicknames):
            known = found.get(form.text.casefold())
            if known is None or (known.form is Form.DERIVED and form.form is Form.EXACT):
                found[form.text.casefold()] = form
    return tuple(found.values())


def place_forms(name: str, aliases: tuple[str, ...] = ()) -> tuple[NameForm, ...]:
    """The forms of a place: as given, and as questions its words that are names (of Tidewhistle Academy the first)."""
    whole = [NameForm(text, Form.EXACT, ordinary=is_ordinary(text)) for text in dict.fromkeys((name, *aliases))]
    words = dict.fromkeys(word for text in (name, *aliases) for word in text.split() if len(text.split()) > 1)
    telling = [word for word in words if word[:1].isupper() and len(word) >= _SHORTEST_OF_A_PLACE]
    return (*whole, *(NameForm(word, Form.DERIVED, ordinary=True) for word in telling if not is_ordinary(word)))


def _forms_of_one(given: str, *, nicknames: bool) -> Iterator[NameForm]:
    words = [word for word in _words(given) if folded_letters(word) not in _TITLES] or _words(given)
    if not words:
        return
    whole = " ".join(words)
    yield NameForm(whole, Form.EXACT, ordinary=is_ordinary(whole), as_spaced=_runs_into_a_word(words))
    if len(words) > 1:
        yield from _parts(words)
        yield from _together(words)
        yield from _initials(words) if nicknames else ()
    for short in _nicknames(words[0]) if nicknames else ():
        yield replace(_single(short), short=True)
        if len(words) > 1:
            yield _joined(short, words[-1])
    if len(words) == 1:
        yield from _pieces(words[0])


def _words(given: str) -> list[str]:
    given = re.sub(r"\([^)]*\)|[\"“”]", " ", given)
    if "," in given:
        last, _, first = given.partition(",")
        given = f"{first} {last}"
    return given.split()


def _parts(words: list[str]) -> Iterator[NameForm]:
    surname = words[_surname_at(words) :]
    if len(surname) > 1:
        yield NameForm(" ".join(surname), Form.DERIVED)
    for word in words:
        if folded_letters(word) not in _PARTICLES and len(folded_letters(word)) >= _SHORTEST_PART:
            yield _single(word)
            yield from _pieces(word)


def _surname_at(words: list[str]) -> int:
    at = len(words) - 1
    while at > 1 and folded_letters(words[at - 1]) in _PARTICLES:
        at -= 1
    return at


def _pieces(word: str) -> Iterator[NameForm]:
    """The parts of a name with hyphens or an apostrophe: Anne-Marie, Smith-Jones, O'Brien (Brien)."""
    pieces = [piece for piece in re.split(r"[-‐‑–'’]", word) if len(folded_letters(piece)) >= 3]
    if len(pieces) > 1 or (pieces and len(pieces[0]) < len(word) - 1):
        for piece in pieces:
            yield _single(piece)


def _together(words: list[str]) -> Iterator[NameForm]:
    first, last = words[0], " ".join(words[_surname_at(words) :])
    yield _joined(first, last)
    yield _joined(last, first)
    yield _joined(first[:1], last)
    yield _joined(last, first[:1])
    yield _joined(first, last[:1])
    if len(words) > 2:
        middle = "".join(word[:1] for word in words[1:-1])
        yield _joined(*words[:2])
        yield _joined(first, middle, last)
        yield _joined(first[:1], middle, last)


def _initials(words: list[str]) -> Iterator[NameForm]:
    letters = [folded_letters(piece)[:1].upper() for word in words for piece in re.split(r"[-‐‑]", word) if piece]
    plain = [folded_letters(word)[:1].upper() for word in words]
    for some in (letters, plain, [plain[0], plain[-1]]):
        initials = "".join(some)
        if len(initials) > 1:
            yield NameForm(initials, Form.DERIVED, ordinary=initials.lower() in _short_words(), capitals=True)


def _single(word: str) -> NameForm:
    return NameForm(word, Form.DERIVED, ordinary=is_ordinary(word))


def _joined(*words: str) -> NameForm:
    return NameForm(" ".join(words), Form.DERIVED, as_spaced=_runs_into_a_word(list(words)))


def _runs_into_a_word(words: list[str]) -> bool:
    return len(words) > 1 and is_ordinary("".join(words))


def _nicknames(first: str) -> tuple[str, ...]:
    return _nickname_table().get(folded_letters(first), ())


def is_ordinary(word: str) -> bool:
    """Whether a word need be nobody's name: an ordinary English word, a month, a colour, an office's short form."""
    letters = word.strip().lower().replace("’", "'")
    return letters in ordinary_words() or letters.removesuffix("'s") in ordinary_words()


def ordinary_near(word: str) -> bool:
    """Whether a word is ordinary, or the plural or past of an ordinary one."""
    stems = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("ing"))
    return any(stem in ordinary_words() for stem in stems)


@cache
def ordinary_words() -> frozenset[str]:
    """Ordinary words of English minutes, in small letters; names that are nothing else are not among them."""
    return frozenset(_data("ordinary_words.txt").split()) | _short_words()


@cache
def _short_words() -> frozenset[str]:
    return frozenset(_data("short_words.txt").split())


@cache
def _nickname_table() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for line in _data("nicknames.txt").splitlines():
        names = line.split()
        for one in names[:1]:
            table.setdefault(one.lower(), []).extend(names[1:])
        for short in names[1:]:
            table.setdefault(short.lower(), []).append(names[0])
    return {name: tuple(dict.fromkeys(others)) for name, others in table.items()}


def _data(name: str) -> str:
    text = (resources("packgen.redaction") / "data" / name).read_text("utf-8")
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))
