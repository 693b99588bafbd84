"""What a self-test found: each hiding place, and ordinary minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class PlaceResult:
    """What became of one hiding place. `survived` names how the secret was still to be read; it should be empty."""

    group: str
    name: str
    survived: tuple[str, ...] = ()
    refused: bool = False
    refusal_expected: bool = False
    words: int = 0
    words_kept: int = 0

    @property
    def passed(self) -> bool:
        """No survivor, no word lost, and refused only where that is right."""
        return not self.survived and self.words == self.words_kept and (self.refusal_expected or not self.refused)


@dataclass(frozen=True)
class OrdinaryResult:
    """What became of ordinary minutes: files, files refused, words that no decision covers, and those kept in order."""

    files: int
    refused: int
    words: int
    words_kept: int

    @property
    def kept_share(self) -> float:
        """The share (0 to 1) of the words that survived in order."""
        return self.words_kept / self.words if self.words else 0.0

    @property
    def passed(self) -> bool:
        """At least 99 % of the words survived, and under 5 % of the files were refused."""
        return self.kept_share >= 0.99 and self.refused < 0.05 * self.files

    @classmethod
    def of(cls, counts: Iterable[tuple[int, int | None]]) -> OrdinaryResult:
        """From the words of each file and those kept of it, None for a file that was refused."""
        seen = list(counts)
        done = [(words, kept) for words, kept in seen if kept is not None]
        return cls(len(seen), len(seen) - len(done), sum(words for words, _ in done), sum(kept for _, kept in done))


@dataclass(frozen=True)
class SelfTest:
    """The outcome of the self-test for one format: every hiding place, and the corpus of ordinary minutes."""

    places: tuple[PlaceResult, ...]
    ordinary: OrdinaryResult

    @property
    def survivors(self) -> tuple[PlaceResult, ...]:
        """Places where the secret could still be read."""
        return tuple(place for place in self.places if place.survived)

    @property
    def passed(self) -> bool:
        """Whether every place and the corpus passed."""
        return all(place.passed for place in self.places) and self.ordinary.passed
