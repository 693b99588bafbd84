"""Free text on its way into a document: marked with whom it is about, under a key that says nothing."""

from __future__ import annotations

from hashlib import blake2b

from packgen.case.values import FreeText
from packgen.content import Markdown, Passage


class Passages:
    """Collects the passages of one document while its context is built.

    A key is a hash of the document, the words and whom they are about: the same words keep their key when others are
    added before them, and the key of a copy that somebody edited still means the same people.
    """

    def __init__(self, document: str) -> None:
        self._document = document
        self._found: dict[str, tuple[str, ...]] = {}

    def words(self, given: FreeText | None, *, about: tuple[str, ...] = ()) -> Markdown | Passage | None:
        """Text for a context: a Passage where it is about somebody (or `about` says so) or has an origin."""
        if given is None:
            return None
        people = tuple(dict.fromkeys((*given.about, *about)))
        if not people and not given.origin:
            return Markdown(given.text)
        stands_for = "\x1f".join((self._document, given.text, given.origin or "", *people))
        key = "p" + blake2b(stands_for.encode("utf-8"), digest_size=8).hexdigest()
        self._found[key] = people
        return Passage(Markdown(given.text), key, people, given.origin or "")

    def each(self, given: tuple[FreeText, ...], *, about: tuple[str, ...] = ()) -> list[Markdown | Passage]:
        """The same for several."""
        made = [self.words(words, about=about) for words in given]
        return [words for words in made if words is not None]

    @property
    def found(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """For `Document.passages`."""
        return tuple(self._found.items())
