"""Likely persons of a record that no case explains: runs of capitalised words, counted, with their variants grouped."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from packgen.redaction.finding.folding import folded_letters
from packgen.redaction.finding.misspellings import NearNames
from packgen.redaction.finding.names_csv import NamesRow
from packgen.redaction.finding.variants import forms_of, is_ordinary
from packgen.redaction.formats import Record
from packgen.redaction.model import Span
from packgen.redaction.persons import Roster
from packgen.redaction.places import place_of

_WORD = r"[^\W\d_a-zà-öø-ÿ][\w’'-]*"
_RUN = re.compile(rf"(?<![\w@#/.])(?:{_WORD}\.?)(?:[ \xa0]+(?:(?:van|von|de|der|den|al|el|bin|la|le) +)*{_WORD})*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•–—(\[\"“‘|>*-]|\n|\t|\d\.)[\s\"“‘'(]*$")
_POSSESSIVE = re.compile(r"['’]s?$")
_OFFICIAL_TITLES = ("dr", "pc", "dc", "ds", "di")
_MOST_WORDS = 4
_LONGEST_SHORT_FORM = 5
_MOST_PLACES = 12


@dataclass(frozen=True)
class NameWords:
    """Words that help to tell names from other capitals: first names, titles, and words of places and agencies.

    `also_given` are first names that are ordinary words too (Grace, Will): names unless they begin a sentence alone.
    """

    given: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    not_persons: frozenset[str] = frozenset()
    also_given: frozenset[str] = frozenset()

    def is_given(self, word: str) -> bool:
        """Whether a word is a first name, an ordinary word besides or not."""
        return word.lower() in self.given or word.lower() in self.also_given


@dataclass
class _Seen:
    count: int = 0
    likely: bool = False
    places: dict[str, None] = field(default_factory=dict)
    titled: str = ""


def likely_names(records: Sequence[tuple[str, Record]], words: NameWords) -> tuple[NamesRow, ...]:
    """A row for every likely person of the records, the commonest first. Each comes with a short name for places."""
    seen: dict[str, _Seen] = defaultdict(_Seen)
    small = _small_words(record for _, record in records)
    for label, record in records:
        for story in record.stories:
            for run in _RUN.finditer(story.text):
                _count(run, story.text, (label, record, story.id), words, small, seen)
    return tuple(sorted(_grouped(seen), key=lambda row: (-row.count, row.name)))


def unexplained(record: Record, roster: Roster, words: NameWords) -> tuple[NamesRow, ...]:
    """Likely names of a record that the roster neither explains nor calls no person."""
    known = {folded_letters(form.text) for person in roster.persons for form in forms_of(person.name, person.aliases)}
    known |= {folded_letters(word) for word in roster.not_persons}
    rows = likely_names([("", record)], words)
    return tuple(row for row in rows if not _is_explained(row.name, known))


def _is_explained(name: str, known: set[str]) -> bool:
    return folded_letters(name) in known or all(folded_letters(word) in known for word in name.split())


def _small_words(records: Iterable[Record]) -> frozenset[str]:
    """Words that also stand in small letters, and so are hardly anybody's name."""
    texts = (story.text for record in records for story in record.stories)
    return frozenset(word for text in texts for word in re.findall(r"\b[a-zà-öø-ÿ]{2,}\b", text))


def _count(
    run: re.Match[str],
    text: str,
    where: tuple[str, Record, str],
    words: NameWords,
    small: frozenset[str],
    seen: dict[str, _Seen],
) -> None:
    starts = bool(_SENTENCE_START.search(text[max(run.start() - 12, 0) : run.start()]))
    for name, titled in _names_in(run.group().split(), starts, words, small):
        entry = seen[name]
        entry.count += 1
        entry.likely = entry.likely or bool(titled) or _has_given(name, words)
        entry.titled = entry.titled or titled
        if len(entry.places) < _MOST_PLACES:
            label, record, story = where
            place = place_of(record, Span(story, run.start(), run.end()))
            entry.places[f"{label} {place}".strip()] = None


def _names_in(typed: Sequence[str], starts: bool, words: NameWords, small: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Names in a run of capitalised words, each with the title before it or ""."""
    title, held, first = "", list[str](), True
    for word in [*typed, ""]:
        bare = _POSSESSIVE.sub("", word).strip(".-'’")
        if bare.lower() in words.titles:
            yield from _finished(held, title)
            title, held = bare, []
        elif not bare or (
            _is_no_name(bare, first and starts and not title, words, small, alone=starts and len(typed) == 1)
            and not _is_ordinary_surname(bare, title, held, words)
        ):
            yield from _finished(held, title)
            title, held = "", []
        else:
            held.append(bare)
        first = False


def _finished(held: list[str], title: str) -> Iterator[tuple[str, str]]:
    if held and len(held) <= _MOST_WORDS and any(len(word) > 1 for word in held):
        yield " ".join(held), title


def _is_no_name(word: str, starts: bool, words: NameWords, small: frozenset[str], *, alone: bool) -> bool:
    letters = word.lower()
    if letters in words.given:
        return False
    if letters in words.also_given and not word.isupper():
        return alone
    if _is_code(word):
        return True
    shouted = word.isupper() and (len(word) <= 5 or letters in small)
    return letters in words.not_persons or is_ordinary(letters) or shouted or (starts and letters in small)


def _is_ordinary_surname(word: str, title: str, held: Sequence[str], words: NameWords) -> bool:
    """Whether an ordinary word is a surname by what stands before it: Mrs Baker, Amy Cook."""
    if word.isupper() and len(word) <= _LONGEST_SHORT_FORM:
        return False
    follows = len(held) == 1 and (words.is_given(held[0]) or word.lower() not in words.not_persons)
    return bool(title and not held) or follows


def _is_code(word: str) -> bool:
    """Whether a word is a reference (`RM-INV-01`) or one of ordinary words under a hyphen (`E-mail`, `Five-week`)."""
    first, *rest = word.split("-")
    joined = bool(rest) and all(part.islower() and is_ordinary(part) for part in rest)
    return any(character.isdigit() for character in word) or (joined and (len(first) == 1 or is_ordinary(first)))


def _has_given(name: str, words: NameWords) -> bool:
    return any(words.is_given(word) for word in name.split())


def _grouped(seen: dict[str, _Seen]) -> Iterator[NamesRow]:
    heads = {name for name in seen if len(name.split()) > 1}
    forms: dict[str, set[str]] = defaultdict(set)
    for head in heads:
        for form in forms_of(head):
            forms[folded_letters(form.text)].add(head)
    near = NearNames((folded_letters(word), head) for head in heads for word in head.split())
    belongs: dict[str, list[str]] = defaultdict(list)
    for name in seen:
        owner = _owner(name, forms, near, seen) if name not in heads or len(forms[folded_letters(name)]) > 1 else ""
        belongs[owner or name].append(name)
    for head, names in belongs.items():
        yield _row(head, names, seen)


def _owner(name: str, forms: dict[str, set[str]], near: NearNames, seen: dict[str, _Seen]) -> str:
    """The full name that a shorter or other form belongs to, "" where it is none's or more than one's."""
    owners = forms.get(folded_letters(name), set()) - {name}
    if len(owners) == 1:
        owner = next(iter(owners))
        return owner if len(owner) > len(name) or seen[owner].count >= seen[name].count else ""
    if owners or len(name.split()) > 1:
        return ""
    return near.nearest(folded_letters(name))


def _row(head: str, names: Sequence[str], seen: dict[str, _Seen]) -> NamesRow:
    places = list(dict.fromkeys(place for name in names for place in seen[name].places))
    more = "; ..." if len(places) > _MOST_PLACES else ""
    count = Counter({name: seen[name].count for name in names})
    titled = any(seen[name].titled.lower() in _OFFICIAL_TITLES for name in names)
    return NamesRow(
        head,
        tuple(name for name, _ in count.most_common() if name != head),
        "professional" if titled else "",
        "ask",
        "" if any(seen[name].likely for name in names) else "unexplained: is it a person?",
        count.total(),
        "; ".join(places[:_MOST_PLACES]) + more,
    )
