"""The sentence around some words, and where it begins and ends for a browser."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable

from kg.model import Article

# A text without any full stop must not become one endless sentence.
FARTHEST = 400
LAST_SINGLE_UNIT = "\uffff"  # characters beyond take two units of UTF-16
SENTENCE_END = re.compile(r"[.!?。！？][\"'”’)\]]*(?:\s+(?=[\"'“‘(\[]*[^\W_a-z])|(?<=[。！？])|$)")
SHORT_FORM = re.compile(r"(?:\b[A-Z][b-df-hj-np-tv-z]{0,3}|\.[a-z])\.$")  # "J.", "Mr.", "Ltd.", "e.g."


def sentence_around(article: Article, start: int, end: int) -> tuple[int, int]:
    """The whole sentences that the characters from `start` to `end` stand in."""
    low, high = paragraph_around(article, start, end)
    low, high = max(low, start - FARTHEST), min(high, end + FARTHEST)
    ends = sentence_ends(article.text, low, high)
    before = [place for place in ends if place <= start]
    after = [place for place in ends if place >= end]
    return trimmed(article.text, max(before, default=low), min(after, default=high))


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


def browser_offsets(text: str) -> Callable[[int], int]:
    """Turns a place among characters into a place among UTF-16 units, which browsers count."""
    wide = [index for index, char in enumerate(text) if char > LAST_SINGLE_UNIT]
    if not wide:
        return int
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
