"""From what finders see to matches at places of a record, with what the officer decided in an earlier proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import ahocorasick

from packgen.redaction.finding.down_lines import names_down_lines
from packgen.redaction.finding.folding import fold, folded_letters
from packgen.redaction.finding.identifiers import spellings
from packgen.redaction.finding.page_ends import names_over_page_ends
from packgen.redaction.formats import Record
from packgen.redaction.model import FAINT_TEXT, Decision, Finder, Form, Match, Redaction, Span
from packgen.redaction.passages import LOST_TO_GO, PassageHit
from packgen.redaction.persons import Identifier

_SHORTEST_RESPACED = 6
_FAINT = "a name, once letters that a page may not show are left out"
#: The rule of a question that is one only because the same text was let stand elsewhere.
UNEVEN = "the same text is let stand at its first place"
#: The rule of a match that the roster takes out, and of one that was asked about, which the officer let stand before.
LET_STAND = "let stand in an earlier proposal"
ANSWERED = "answered in an earlier proposal"
_EARLIER = "decided in an earlier proposal"


@dataclass(frozen=True)
class Earlier:
    """What the officer decided about the same record before, by place.

    Of `disclosed`, those in `answered` were only asked about: they are asked no more, but go if they are to go now.
    `uneven` are places that were to go although the same text was let stand at its first place: they are asked about.
    """

    disclosed: frozenset[Span] = frozenset()
    redacted: frozenset[Span] = frozenset()
    added: tuple[Redaction, ...] = ()
    uneven: frozenset[Span] = frozenset()
    answered: frozenset[Span] = frozenset()

    def lets_stand(self, match: Match) -> bool:
        """Whether what the officer let stand before still holds."""
        stricter = is_to_go(match) and match.span in self.answered
        return match.decision is not Decision.DISCLOSE and match.span in self.disclosed and not stricter


def matches_of(
    record: Record, finder: Finder, passages: Sequence[PassageHit], proposal_id: str, earlier: Earlier | None = None
) -> tuple[Match, ...]:
    """Every match of a record, in order; those that the roster discloses too, with the decision DISCLOSE."""
    found = [match for story in record.stories for match in _in_story(story.id, story.text, finder, proposal_id)]
    texts = {story.id: story.text for story in record.stories}
    found += _spelt_otherwise(found, texts, proposal_id)
    found += _parted_by_faint_text(record, texts, finder, proposal_id)
    found += _down_lines(found, texts, finder, proposal_id)
    found = _with_page_ends(found, record, texts, finder, proposal_id)
    found += [_of_passage(hit, texts, proposal_id) for hit in passages]
    found = [_as_decided(match, earlier) for match in found] if earlier else found
    found += [_added(redaction, texts, proposal_id) for redaction in (earlier.added if earlier else ())]
    return tuple(sorted(found, key=lambda match: (match.span, match.form.value, match.person_key)))


def is_to_go(match: Match | PassageHit) -> bool:
    """Whether it is to be left out as far as the roster and the policy go, whatever the officer makes of it."""
    return match.decision is Decision.REDACT or match.rule in (LET_STAND, LOST_TO_GO)


def _in_story(story: str, text: str, finder: Finder, proposal_id: str) -> Iterable[Match]:
    for hit in finder.find(text):
        yield Match(
            Span(story, hit.start, hit.end),
            text_key(text[hit.start : hit.end], proposal_id),
            hit.person_key,
            hit.category,
            hit.form,
            hit.decision,
            hit.reason_code,
            hit.rule,
        )


def _parted_by_faint_text(
    record: Record, texts: Mapping[str, str], finder: Finder, proposal_id: str
) -> Iterable[Match]:
    """Questions about names that stand there once the text that a page may not show is left out."""
    faint: dict[str, list[Span]] = {}
    for tagged in record.passages:
        if tagged.key == FAINT_TEXT:
            faint.setdefault(tagged.span.story, []).append(tagged.span)
    for story, spans in faint.items():
        hidden = {at for span in spans for at in range(span.start, span.end)}
        shown = [at for at in range(len(texts[story])) if at not in hidden]
        for hit in finder.find("".join(texts[story][at] for at in shown)):
            start, end = shown[hit.start], shown[hit.end - 1] + 1
            if hit.decision is not Decision.DISCLOSE and end - start > hit.end - hit.start:
                key = text_key(texts[story][start:end], proposal_id)
                told = (hit.person_key, hit.category, Form.MISSPELLING, Decision.ASK, hit.reason_code, _FAINT)
                yield Match(Span(story, start, end), key, *told)


def _down_lines(found: Sequence[Match], texts: Mapping[str, str], finder: Finder, proposal_id: str) -> list[Match]:
    """Questions about letters one under the other that spell a name, unless they lie in something found already."""
    asked: list[Match] = []
    for story, text in texts.items():
        taken = [match.span for match in found if match.span.story == story]
        for hit in dict.fromkeys(names_down_lines(text, finder)):
            span = Span(story, hit.start, hit.end)
            if not any(_holds(one, span) for one in taken):
                told = (hit.person_key, hit.category, hit.form, hit.decision, hit.reason_code, hit.rule)
                asked.append(Match(span, text_key(text[hit.start : hit.end], proposal_id), *told))
    return asked


def _with_page_ends(
    found: Sequence[Match], record: Record, texts: Mapping[str, str], finder: Finder, proposal_id: str
) -> list[Match]:
    """`found` with both parts of names that begin on one page and end on the next; no more questions about a part."""
    parts: list[Match] = []
    for hit, span in dict.fromkeys(names_over_page_ends(record, finder)):
        key = text_key(texts[span.story][span.start : span.end], proposal_id)
        told = (hit.person_key, hit.category, hit.form, hit.decision, hit.reason_code, hit.rule)
        parts.append(Match(span, key, *told))
    settled = {match.span for match in found if match.decision is not Decision.ASK}
    parts = [part for part in parts if part.span not in settled]
    gone = [part.span for part in parts if part.decision is Decision.REDACT]
    kept = (m for m in found if m.decision is not Decision.ASK or not any(_holds(one, m.span) for one in gone))
    return [*kept, *parts]


def _holds(span: Span, inner: Span) -> bool:
    return span.story == inner.story and span.start <= inner.start and inner.end <= span.end


def _spelt_otherwise(found: Sequence[Match], texts: Mapping[str, str], proposal_id: str) -> list[Match]:
    """Other places of identifiers that a pattern found, in another case, spacing or spelling."""
    known = {
        letters: match
        for match in found
        if match.form is Form.IDENTIFIER and not match.person_key and match.decision is not Decision.DISCLOSE
        for spelt in spellings(Identifier(match.category, texts[match.span.story][match.span.start : match.span.end]))
        for letters in [folded_letters(spelt)]
        if len(letters) >= _SHORTEST_RESPACED
    }
    if not known:
        return []
    automaton = ahocorasick.Automaton()
    for letters in known:
        automaton.add_word(letters, letters)
    automaton.make_automaton()
    taken = {match.span for match in found}
    again: list[Match] = []
    for story, text in texts.items():
        folded = fold(text)
        for last, letters in automaton.iter(folded.letters):
            first = last - len(letters) + 1
            span = Span(story, folded.places[first], folded.places[last] + 1)
            if span not in taken and folded.is_edge(first) and folded.is_edge(last + 1):
                key = text_key(text[span.start : span.end], proposal_id)
                again.append(replace(known[letters], span=span, text_key=key))
    return again


def _of_passage(hit: PassageHit, texts: dict[str, str], proposal_id: str) -> Match:
    key = text_key(texts[hit.span.story][hit.span.start : hit.span.end], proposal_id)
    return Match(hit.span, key, "", hit.category, Form.PASSAGE, hit.decision, hit.reason_code, hit.rule)


def _added(redaction: Redaction, texts: dict[str, str], proposal_id: str) -> Match:
    span = redaction.span
    key = text_key(texts[span.story][span.start : span.end], proposal_id)
    return Match(span, key, "", "officer's mark", Form.OFFICER, Decision.REDACT, redaction.reason_code, _EARLIER)


def _as_decided(match: Match, earlier: Earlier) -> Match:
    if earlier.lets_stand(match):
        rule = LET_STAND if is_to_go(match) else ANSWERED
        return replace(match, decision=Decision.DISCLOSE, rule=rule)
    if match.decision is Decision.ASK and match.span in earlier.redacted:
        return replace(match, decision=Decision.REDACT, rule=_EARLIER)
    if match.decision is Decision.REDACT and match.span in earlier.uneven:
        return replace(match, decision=Decision.ASK, rule=UNEVEN)
    return match


def text_key(text: str, proposal_id: str) -> str:
    """A key that is equal for equal text of one proposal, and tells nothing to anybody without its id."""
    letters = folded_letters(text).encode()
    return blake2b(letters, key=proposal_id.encode()[:64], digest_size=8).hexdigest()
