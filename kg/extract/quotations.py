"""Words between quotation marks, found by characters, so that no sentence border cuts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.annotate import Parse
from kg.model import Span

PAIRS = re.compile(
    r"“(?P<curly>[^“”]{2,1200}?)”|(?<!\w)\"(?P<straight>[^\"]{2,1200}?)\"(?!\w)|(?<!\w)‘(?P<single>[^‘]{2,400}?)’(?!\w)|„(?P<low>[^„“]{2,400}?)“"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: its tokens, and its words as characters of the article."""

    start: int
    end: int  # exclusive
    words: Span


def find_quotes(parse: Parse) -> tuple[Quote, ...]:
    """Every quotation within one block, in order."""
    return tuple(_quotes(parse))


def _quotes(parse: Parse) -> Iterator[Quote]:
    text = parse.article.text
    edges = sorted(
        {0, len(text)} | {block.start for block in parse.article.blocks} | {block.end for block in parse.article.blocks}
    )
    for start, end in pairwise(edges):
        for match in PAIRS.finditer(text, start, end):
            kind = match.lastgroup
            assert kind is not None
            first = match.start(kind)
            last = first + len(match[kind].rstrip(" ,"))
            opening, closing = parse.token_at(first), parse.token_at(last - 1)
            if opening is not None and closing is not None:
                yield Quote(opening.i, closing.i + 1, Span(parse.article.id, first, last, text[first:last]))
