"""Articles told by dates: a line that is nothing but a date dates what the paragraph below it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.figures.dates import FoundDate, is_alone
from kg.model import Article, BlockKind, Mention, Span

FEWEST = 2  # such lines; one alone may be the day of the article
TOLD_BELOW = (BlockKind.PROSE, BlockKind.ITEM)


@dataclass(frozen=True, slots=True)
class Section:
    """The characters of a paragraph below a date."""

    start: int
    end: int
    date: Mention

    def holds(self, character: int) -> bool:
        """The character stands in it."""
        return self.start <= character < self.end


def find_sections(article: Article, dates: Sequence[FoundDate]) -> tuple[Section, ...]:
    """The paragraphs below lines that are dates, if there are several."""
    found = tuple(_sections(article, dates))
    return found if len(found) >= FEWEST else ()


def _sections(article: Article, dates: Iterable[FoundDate]) -> Iterator[Section]:
    alone = [
        found for found in dates if found.value.date is not None and is_alone(article.text, found.start, found.end)
    ]
    for heading, below in pairwise(article.blocks):
        day = next((found for found in alone if heading.start <= found.start and found.end <= heading.end), None)
        if day is not None and day.value.date is not None and below.kind in TOLD_BELOW:
            span = Span(article.id, day.start, day.end, article.text[day.start : day.end])
            yield Section(below.start, below.end, Mention(span, "Date", day.value.date))
