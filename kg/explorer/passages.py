"""The sentence around some words, and where it begins and ends for a browser."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable

from kg.model import Article

# A text without any full stop must not become one endless sentence.
FARTHEST = 400
LAST_SINGLE_UNIT = "\uffff"  # characters beyond take two units of UTF-16
SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)\]]*(?:\s+(?=[\"'“‘(\[]*[^\W_a-z])|(?<=[。！？])|$)")
SHORT_FORM = re.compile(r"(?:\b[A-Z][b-df-hj-np-tv-z]{0,3}|\.[a-z])\.$")  # "J.", "Mr.", "Ltd.", "e.g."


class Sentences:
    """The sentences of an article, found paragraph by paragraph when they are asked for."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._ends: dict[tuple[int, int], list[int]] = {}

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The whole sentences that the characters from `start` to `end` stand in."""
        low, high = paragraph_around(self._article, start, end)
        if (low, high) not in self._ends:
            self._ends[low, high] = sentence_ends(self._article.text, low, high)
        ends = self._ends[low, high]
        before, after = bisect_right(ends, start), bisect_left(ends, end)
        low = max(ends[before - 1] if before else low, start - FARTHEST)
        high = min(ends[after] if after < len(ends) else high, end + FARTHEST)
        return trimmed(self._article.text, low, high)


def sentence_around(article: Article, start: int, end: int) -> tuple[int, int]:
    """The whole sentences around some characters, for those who ask once."""
    return Sentences(article).around(start, end)


def paragraph_around(article: Article, start: int, end: int) -> tuple[int, int]:
    """The block, or else the lines without a gap, that hold the characters."""
    for block in article.blocks:
        if block.start <= start and end <= block.end:
            return block.start, block.end
    low = article.text.rfind("\n", 0, start) + 1
    high = article.text.find("\n", end)
    return low, high if high >= 0 else len(article.text)


def sentence_ends(text: str, low: int, high: int) -> list[int]:
    """The places between `low` and `high` after which a new sentence begins."""
    found = SENTENCE_END.finditer(text, low, high)
    return [
        match.end() for match in found if not SHORT_FORM.search(text, max(low, match.start() - 5), match.start() + 1)
    ]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def browser_offsets(text: str) -> Callable[[int], int] | None:
    """Turns a place among characters into a place among UTF-16 units, which browsers count; None if they are alike."""
    if not text or max(text) <= LAST_SINGLE_UNIT:
        return None
    wide = [index for index, char in enumerate(text) if char > LAST_SINGLE_UNIT]
    return lambda place: place + bisect_left(wide, place)


def joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches, each once, overlapping ones as one, in the order in which they come first."""
    kept: list[tuple[int, int]] = []
    for start, end in stretches:
        touching = [other for other in kept if other[0] <= end and start <= other[1]]
        if touching:
            place = kept.index(touching[0])
            kept[place] = (min(start, *(a for a, _ in touching)), max(end, *(b for _, b in touching)))
            kept = [other for other in kept if other not in touching[1:]]
        else:
            kept.append((start, end))
    return kept
