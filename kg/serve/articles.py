"""An article's text, with the words that facts rest on marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, and the events that its words tell of; where a passage begins, its place."""

    text: str
    start: int
    events: tuple[str, ...]
    is_anchor: bool


def marked_text(text: str, passages: Iterable[Mapping[str, Any]]) -> tuple[Piece, ...]:
    """The text in pieces: it is cut wherever a passage begins or ends."""
    told = [(row["start"], row["end"], row["event"]) for row in passages]
    cuts = sorted({0, len(text), *(place for start, end, _ in told for place in (start, end))})
    return tuple(pieces(text, cuts, told))


def pieces(text: str, cuts: list[int], told: list[tuple[int, int, str]]) -> Iterator[Piece]:
    """The pieces between the cuts."""
    beginnings = {start for start, _, _ in told}
    for start, end in pairwise(cuts):
        events = dict.fromkeys(event for low, high, event in told if low <= start and end <= high)
        yield Piece(text[start:end], start, tuple(events), start in beginnings)
