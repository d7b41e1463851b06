"""Which articles are sources of their own, and which copy one text: near-duplicate passages count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Reading, Span

SHINGLE = 6  # words in a row: that two writers hit on the same six is rare
COPIED = 0.5  # of the shingles of the shorter passage
AROUND = 160  # characters on both sides of the words of a fact
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sources:
    """The texts of the articles, to tell copies by."""

    texts: Mapping[str, str]

    def independent(self, passages: Sequence[Span]) -> int:
        """How many of the passages, one a fact, are not copies of another."""
        if len(passages) < 2:
            return len(passages)
        shingles = [frozenset(self._shingles(passage)) for passage in passages]
        groups: list[list[frozenset[tuple[str, ...]]]] = []
        for found in shingles:
            copied = [group for group in groups if any(is_copy(found, other) for other in group)]
            groups = [group for group in groups if group not in copied]
            groups.append([found, *(other for group in copied for other in group)])
        return len(groups)

    def _shingles(self, passage: Span) -> Iterator[tuple[str, ...]]:
        text = self.texts[passage.article][max(0, passage.start - AROUND) : passage.end + AROUND]
        words = WORD.findall(text.casefold())
        yield from (tuple(words[place : place + SHINGLE]) for place in range(len(words) - SHINGLE + 1))


def is_copy(left: frozenset[tuple[str, ...]], right: frozenset[tuple[str, ...]]) -> bool:
    """True where most of the shorter passage stands in the other: containment of shingles (Broder, 1997)."""
    shorter = min(len(left), len(right))
    return bool(shorter) and len(left & right) >= COPIED * shorter


def sources_of(readings: Iterable[Reading]) -> Sources:
    """The articles as sources."""
    return Sources({reading.article.id: reading.article.text for reading in readings})
