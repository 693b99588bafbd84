"""Words that are nearly a name: a deletion index, so that each distinct word of a record is looked up once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

_SHORTEST = 4
_LONG = 8


class NearNames:
    """Names of one word (folded), each with its person's key. A short name may be one letter off, a long one two."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._index: dict[str, list[tuple[str, str]]] = {}
        for letters, key in set(names):
            if len(letters) >= _SHORTEST and letters.isalpha():
                for shorter in _deletions(letters, _reach(letters)):
                    self._index.setdefault(shorter, []).append((letters, key))

    def nearest(self, letters: str) -> str:
        """The key of the person whose name is nearest to `letters`, "" where none is near."""
        if len(letters) < _SHORTEST - 1 or not letters.isalpha():
            return ""
        near: list[tuple[int, str, str]] = []
        for shorter in _deletions(letters, 2 if len(letters) >= _LONG - 1 else 1):
            for name, key in self._index.get(shorter, ()):
                distance = _distance(letters, name, 2)
                if distance <= _reach(name) and _begins_alike(letters, name, distance):
                    near.append((distance, name, key))
        return min(near)[2] if near else ""


def _reach(name: str) -> int:
    return 2 if len(name) >= _LONG else 1


def _begins_alike(word: str, name: str, distance: int) -> bool:
    """Two letters off is far: then the beginning or the end must be the same."""
    return distance < 2 or word[:2] == name[:2] or word[-3:] == name[-3:]


def _deletions(word: str, most: int) -> set[str]:
    found = {word}
    for count in range(1, min(most, len(word) - 1) + 1):
        for places in combinations(range(len(word)), count):
            found.add("".join(letter for place, letter in enumerate(word) if place not in places))
    return found


def _distance(one: str, other: str, most: int) -> int:
    """Insertions, deletions, changes and swaps of neighbours between two words; `most + 1` where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, opposite in enumerate(other, 1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != opposite))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == opposite:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
