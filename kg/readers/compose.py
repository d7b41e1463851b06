"""A text and what is known of it as an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from kg.errors import ArticleError
from kg.model import Article, PartialDate
from kg.readers.blocks import find_blocks
from kg.readers.dates import agreed, date_of_address, in_year
from kg.readers.header import read_header
from kg.readers.stretches import Stretch, stretches_of
from kg.readers.words import PageWords, page_words

# The language model takes no longer texts, and no news article is as long.
LONGEST_ARTICLE = 500_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says of its article beside the text."""

    title: str | None = None
    published: PartialDate | None = None
    outlet: str | None = None
    url: str | None = None


NOTHING_TOLD = Told()


def compose(
    article_id: str,
    text: str,
    *,
    told: Told = NOTHING_TOLD,
    stretches: Sequence[Stretch] | None = None,
    words: PageWords | None = None,
) -> Article:
    """The article with its blocks, and with what its header lines, its file and its name say of it."""
    if len(text) > LONGEST_ARTICLE:
        raise ArticleError(article_id, f"{len(text):,} characters in one article; at most {LONGEST_ARTICLE:,} are read")
    if not any(char.isalpha() for char in text):
        raise ArticleError(article_id, "no text in it")
    words = words or page_words()
    parts = stretches_of(text) if stretches is None else stretches
    blocks = find_blocks(parts, words, title=told.title)
    header = read_header(text, blocks, words)
    url = told.url or header.url
    dates = (
        header.stamped,
        header.dateline,
        told.published,
        date_of_address(url or ""),
        date_of_address(PurePosixPath(article_id).name),
    )
    return Article(
        id=article_id,
        text=text,
        blocks=blocks,
        title=told.title or header.title,
        published=in_year(agreed(iter(dates)), header.year),
        outlet=told.outlet or header.outlet,
        url=url,
    )
