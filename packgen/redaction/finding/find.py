"""Finding what a roster knows in a text: one pass over the folded text, whatever the number of names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import ahocorasick

from packgen.redaction.finding.addresses import Surroundings
from packgen.redaction.finding.birthdays import birthdays
from packgen.redaction.finding.doubtful import Doubts
from packgen.redaction.finding.drawn_letters import drawn_letters
from packgen.redaction.finding.folding import Folded, fold, folded_letters
from packgen.redaction.finding.identifiers import (
    ADDRESS,
    DATE_OF_BIRTH,
    EMAIL,
    FoundIdentifier,
    day_of,
    find_identifiers,
    is_postcode,
    spellings,
    street_names,
)
from packgen.redaction.finding.variants import NameForm, forms_of, place_forms
from packgen.redaction.model import Decision, Form, Hit, Secret
from packgen.redaction.persons import Roster, RosterPerson, Standing
from packgen.redaction.policy import Policy

_SHORTEST_RESPACED = 6
_SHORTEST_PLURAL = 3
_INITIALS = re.compile(
    r"(?<![^\W\d_])[A-Z](?:(?:[.]\s?|[ \xa0-])[A-Z](?![^\W_]))+|(?<![^\W\d_])[^\W\d_a-z][^\W\d_]{1,4}(?![^\W\d_])"
)
_POSSESSIVE = re.compile(r"['’]s?(?![^\W_])")
#: Pieces of a name on either side of one that was found: `O'`, `van den`, `W.L.`, `-Rose`; never the words A and I.
_PARTICLE = r"(?:[OD]['’]|(?:Mac|Mc|van|von|den|der|de|bin|ibn|al|el)[ -])"
_CRUMBS_BEFORE = re.compile(rf"(?:(?<![\w.]){_PARTICLE}|(?<!\w)[A-Z]\.[ \xa0]?|(?<![\w.])[B-HJ-Z][ \xa0])+\Z")
_CRUMBS_AFTER = re.compile(r"(?:[ \xa0](?:[A-Z]\.(?=[\s,;)]|[A-Z])|[B-HJ-Z](?![\w.'’-])))+")
_FAR = 24
_HYPHENATED = re.compile(r"-[ \t]*\n\s*$")
#: The rule that a hit names when two people share the words, or when a word need not be a name at all.
SHARED = "more than one person of the roster is called this"
ORDINARY = "an ordinary word that may be a name"
NEAR = "nearly a name of the roster"
MIXED = "letters of more than one alphabet"
DRAWN = "signs that may draw letters"


@dataclass(frozen=True)
class _Known:
    person: RosterPerson
    form: NameForm
    parted: bytes


@dataclass(frozen=True)
class _Seen:
    start: int
    end: int
    known: _Known


class RosterFinder:
    """Finds the persons of a roster, their identifiers, and identifiers and near names that nobody has listed."""

    def __init__(self, roster: Roster, policy: Policy) -> None:
        self._policy = policy
        self._not_persons = frozenset(folded_letters(word) for word in roster.not_persons)
        self._known: dict[str, list[_Known]] = defaultdict(list)
        self._initials: dict[str, list[_Known]] = defaultdict(list)
        for person in roster.persons:
            for form in all_forms(person):
                folded = fold(form.text)
                if folded.letters:
                    table = self._initials if form.capitals else self._known
                    table[folded.letters].append(_Known(person, form, bytes(folded.parted)))
        self._automaton = ahocorasick.Automaton()
        for letters in self._known:
            self._automaton.add_word(letters, letters)
        if self._known:
            self._automaton.make_automaton()
        self._persons = {person.key: person for person in roster.persons}

    @cached_property
    def _doubts(self) -> Doubts:
        """Made when a text is first looked at: whoever asks for the secrets alone needs none of it."""
        return Doubts(self._names_to_miss(), self._known.keys(), self._not_persons)

    def find(self, text: str) -> Sequence[Hit]:
        """The hits in `text` in order. What the roster discloses is a hit too, with the decision DISCLOSE."""
        folded = fold(text)
        seen = [_with_possessive(text, hit) for hit in self._merged((*self._seen(folded), *self._seen_initials(text)))]
        hits = [self._with_crumbs(text, hit) for hit in _longest(seen)]
        hits += self._birthdays(text, hits)
        hits = list(self._with_identifiers(text, hits))
        hits += self._doubtful(text, hits)
        hits += [
            Hit(*place, "", DRAWN, Form.PASSAGE, Decision.ASK, "third-party", DRAWN) for place in drawn_letters(text)
        ]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.person_key))

    def secrets(self) -> tuple[Secret, ...]:
        """What may not survive in a copy: every form of everybody whom the roster does not disclose."""
        found: dict[tuple[str, bool], Secret] = {}
        for known in (
            known for table in (self._known, self._initials) for entries in table.values() for known in entries
        ):
            form = known.form
            is_risky = form.as_spaced or (form.capitals and form.ordinary)
            if known.person.is_secret and not is_risky:
                exact_case = form.ordinary or form.capitals
                secret = Secret(form.text, form.form, exact_case=exact_case)
                found.setdefault((form.text.casefold(), exact_case), secret)
        return tuple(found.values())

    def _with_crumbs(self, text: str, hit: Hit) -> Hit:
        """A hit with the initials, particles and O' that stand beside it and are of the same name."""
        person = self._persons.get(hit.person_key)
        if person is None or not person.is_secret or person.standing is Standing.PLACE:
            return hit
        if hit.form is Form.IDENTIFIER:
            return self._with_whole_address(text, hit)
        before = _CRUMBS_BEFORE.search(text[max(hit.start - _FAR, 0) : hit.start])
        after = _CRUMBS_AFTER.match(text, hit.end)
        start = hit.start - len(before.group()) if before else hit.start
        return replace(hit, start=start, end=after.end() if after else hit.end)

    def _with_whole_address(self, text: str, hit: Hit) -> Hit:
        """A part of an address with its house number, kind of street and town."""
        surroundings, parts = self._addresses.get(hit.person_key, (None, frozenset()))
        if surroundings is None or folded_letters(text[hit.start : hit.end]) not in parts:
            return hit
        start, end = surroundings.widened(text, hit.start, hit.end)
        return replace(hit, start=start, end=end)

    @cached_property
    def _addresses(self) -> dict[str, tuple[Surroundings, frozenset[str]]]:
        """By person what may stand beside a part of an address, and the parts that tell where it is, postcodes not."""
        found: dict[str, tuple[Surroundings, frozenset[str]]] = {}
        for person in self._persons.values():
            own = [one for one in person.identifiers if one.kind == ADDRESS]
            parts = (part for one in own for part in (*spellings(one), *street_names(one)))
            if own:
                lines = frozenset(folded_letters(part) for part in parts if not is_postcode(part))
                found[person.key] = Surroundings(one.text for one in own), lines
        return found

    @cached_property
    def _days_of_birth(self) -> dict[tuple[int, int], list[_Known]]:
        found: dict[tuple[int, int], list[_Known]] = defaultdict(list)
        for person in self._persons.values():
            for one in person.identifiers:
                day = day_of(one.text) if one.kind == DATE_OF_BIRTH else None
                if day is not None:
                    found[day.day, day.month].append(_Known(person, NameForm(one.text, Form.IDENTIFIER), b""))
        return found

    def _birthdays(self, text: str, hits: Sequence[Hit]) -> list[Hit]:
        """Days of birth without a year beside a word of birth, where nothing longer was found."""
        found: list[Hit] = []
        for start, end, days in birthdays(text) if self._days_of_birth else ():
            entries = [known for day in sorted(days) for known in self._days_of_birth.get(day, ())]
            if entries and not any(hit.start < end and start < hit.end for hit in hits):
                found.append(_hit(start, end, entries))
        return found

    def _names_to_miss(self) -> Iterator[tuple[str, str]]:
        for letters, entries in self._known.items():
            for known in entries:
                form = known.form
                name = form.form is not Form.IDENTIFIER and not form.capitals and not form.short
                person = known.person.is_secret and known.person.standing is not Standing.PLACE
                if name and person and " " not in form.text:
                    yield letters, known.person.key

    def _seen(self, folded: Folded) -> Iterator[_Seen]:
        if not self._known:
            return
        for last, letters in self._automaton.iter(folded.letters):
            first = last - len(letters) + 1
            end = _end_of_word(folded, first, last)
            if end:
                for known in self._known[letters]:
                    if _is_meant(folded, first, last, known):
                        yield _Seen(folded.places[first], folded.places[end - 1] + 1, known)

    def _seen_initials(self, text: str) -> Iterator[_Seen]:
        """Initials are so short that they are looked up word by word; two names would else match half of the text."""
        for found in _INITIALS.finditer(text) if self._initials else ():
            letters = folded_letters(found.group())
            for known in self._initials.get(letters, ()):
                sure = found.group().upper() == found.group()
                form = known.form if sure else replace(known.form, ordinary=True)
                yield _Seen(*found.span(), replace(known, form=form))

    def _merged(self, seen: Iterable[_Seen]) -> Iterator[Hit]:
        """One hit a place: what is decided where all agree, and ASK where two people share the words."""
        by_place: dict[tuple[int, int], list[_Known]] = defaultdict(list)
        for one in seen:
            by_place[one.start, one.end].append(one.known)
        for (start, end), entries in by_place.items():
            yield _hit(start, end, entries)

    def _with_identifiers(self, text: str, hits: list[Hit]) -> Iterator[Hit]:
        """The hits, those inside an e-mail address widened to all of it, and identifiers that nobody explains."""
        found = list(find_identifiers(text))
        addresses = [one for one in found if one.kind == EMAIL]
        yield from (_widened(hit, addresses) for hit in hits)
        taken = [(hit.start, hit.end) for hit in hits]
        for one in _outermost(found):
            inside = [span for span in taken if span[0] < one.end and one.start < span[1]]
            if not inside or (one.kind != EMAIL and not _explained(one, inside)):
                decision = self._policy.identifiers[one.kind]
                yield Hit(one.start, one.end, "", one.kind, Form.IDENTIFIER, decision, "third-party", "pattern")

    def _doubtful(self, text: str, hits: Sequence[Hit]) -> Iterator[Hit]:
        covered = bytearray(len(text))
        for hit in hits:
            covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
        for start, end, key in self._doubts.words(text, lambda start, end: not any(covered[start:end])):
            person = self._persons.get(key)
            code = (person.decided.reason_code if person else "") or "third-party"
            category, rule = (person.standing.value, NEAR) if person else ("word of mixed alphabets", MIXED)
            yield Hit(start, end, key, category, Form.MISSPELLING, Decision.ASK, code, rule)


def all_forms(person: RosterPerson) -> tuple[NameForm, ...]:
    """Every form of a person's name, and every spelling of what points at the person."""
    if person.standing is Standing.PLACE:
        names = place_forms(person.name, person.aliases)
    else:
        names = forms_of(person.name, person.aliases, nicknames=not person.only_listed)
    texts = dict.fromkeys(text for one in person.identifiers for text in spellings(one))
    streets = dict.fromkeys(text for one in person.identifiers for text in street_names(one))
    told = [NameForm(text, Form.IDENTIFIER) for text in texts]
    return (*names, *told, *(NameForm(text, Form.IDENTIFIER, ordinary=True) for text in streets if text not in texts))


def _end_of_word(folded: Folded, first: int, last: int) -> int:
    """One past the last letter of the word that begins at `first`, a plural s included; 0 where it is inside a word."""
    if not folded.is_edge(first):
        return 0
    if folded.is_edge(last + 1):
        return last + 1
    plural = folded.letters[last + 1] == "s" and folded.is_edge(last + 2)
    return last + 2 if plural and last - first + 1 >= _SHORTEST_PLURAL else 0


def _is_meant(folded: Folded, first: int, last: int, known: _Known) -> bool:
    form = known.form
    letters = [folded.text[folded.places[n]] for n in range(first, last + 1)]
    if form.ordinary and not letters[0].isupper():
        return False
    spaced = bytes(folded.parted[first + 1 : last + 1])
    if spaced == known.parted[1:]:
        return True
    return not form.as_spaced and _is_respelt(folded, first, last, known, spaced)


def _is_respelt(folded: Folded, first: int, last: int, known: _Known, spaced: bytes) -> bool:
    """Whether other spacing still means the name: a long one, single letters, a broken line, capitals run together."""
    length = last - first + 1
    if known.form.ordinary:
        return all(spaced) and length >= 3
    if length >= _SHORTEST_RESPACED or (all(spaced) and length >= 3):
        return True
    gaps = [n for n in range(1, length) if spaced[n - 1] and not known.parted[n]]
    joined = [n for n in range(1, length) if known.parted[n] and not spaced[n - 1]]
    broken = all(_HYPHENATED.search(folded.text[folded.places[first] : folded.places[first + n]]) for n in gaps)
    return broken and all(folded.is_edge(first + n) for n in joined)


def _hit(start: int, end: int, entries: Sequence[_Known]) -> Hit:
    persons = {known.person.key: known.person for known in entries}
    ordered = sorted(entries, key=lambda known: (not known.person.is_secret, _weight(known), known.person.key))
    known = ordered[0]
    decided, form = known.person.decided, min((k.form for k in entries), key=_strength)
    decision, rule = decided.decision, decided.rule
    code = next((k.person.decided.reason_code for k in ordered if k.person.is_secret), "") or "third-party"
    decisions = {person.decided.decision for person in persons.values()}
    if len(decisions) > 1:
        decision, rule = Decision.ASK, SHARED
    elif decision is Decision.REDACT and all(k.form.ordinary for k in entries):
        decision, rule = Decision.ASK, ORDINARY
    category = known.person.standing.value
    return Hit(start, end, known.person.key, category, form.form, decision, code, rule)


def _weight(known: _Known) -> bool:
    return known.person.decided.decision is not Decision.REDACT


def _strength(form: NameForm) -> int:
    return (Form.EXACT, Form.IDENTIFIER, Form.DERIVED).index(form.form)


def _with_possessive(text: str, hit: Hit) -> Hit:
    found = _POSSESSIVE.match(text, hit.end)
    return replace(hit, end=found.end()) if found and hit.form is not Form.IDENTIFIER else hit


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits without those that lie inside a longer one, or that two neighbours cover between them."""
    kept: list[Hit] = []
    furthest = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > furthest:
            kept.append(hit)
            furthest = hit.end
    return [hit for number, hit in enumerate(kept) if not _is_seam(kept, number)]


def _is_seam(hits: Sequence[Hit], number: int) -> bool:
    """Whether a hit is the end of one exact name and the beginning of the next: `Toby Smith, Jo Smith`."""
    if not 0 < number < len(hits) - 1 or hits[number].form is Form.EXACT:
        return False
    before, hit, after = hits[number - 1 : number + 2]
    exact = before.form is Form.EXACT and after.form is Form.EXACT
    return exact and before.start < hit.start < before.end and after.start < hit.end < after.end


def _outermost(found: Iterable[FoundIdentifier]) -> list[FoundIdentifier]:
    kept: list[FoundIdentifier] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept


def _explained(one: FoundIdentifier, inside: Sequence[tuple[int, int]]) -> bool:
    """Whether hits of the roster cover most of an identifier."""
    covered = sum(min(end, one.end) - max(start, one.start) for start, end in inside)
    return covered * 2 >= one.end - one.start


def _widened(hit: Hit, addresses: Sequence[FoundIdentifier]) -> Hit:
    for address in addresses:
        if address.start <= hit.start and hit.end <= address.end:
            return replace(hit, start=address.start, end=address.end)
    return hit
