"""Article → Parse: spaCy's view of the text, block by block."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from kg.language import language
from kg.model import Article, Block, BlockKind, Span
from kg.tokens import Doc, Token

READ = (BlockKind.HEADLINE, BlockKind.PROSE, BlockKind.ITEM, BlockKind.HEADING)


@dataclass(frozen=True)
class Parse:
    """An article's readable blocks, parsed as one text, with the way back to the characters."""

    article: Article
    doc: Doc
    offsets: tuple[int, ...]  # token → where it starts in the article
    blocks: tuple[int, ...]  # token → number of its block
    kinds: tuple[BlockKind, ...]  # token → what its block is for

    def span(self, start: int, end: int) -> Span:
        """Tokens `start` to `end` (exclusive) as characters of the article."""
        first, last = self.offsets[start], self.offsets[end - 1] + len(self.doc[end - 1].text)
        return Span(self.article.id, first, last, self.article.text[first:last])

    def token_at(self, character: int) -> Token | None:
        """The token that covers a character of the article."""
        place = bisect_right(self.offsets, character) - 1
        if place >= 0 and character < self.offsets[place] + len(self.doc[place].text):
            return self.doc[place]
        return None


def annotate(articles: Iterable[Article], *, batch_size: int = 64) -> Iterator[Parse]:
    """The parse of each article, in their order."""
    nlp = language()
    for article in articles:
        blocks = readable_blocks(article)
        docs = nlp.pipe((article.text[block.start : block.end] for block in blocks), batch_size=batch_size)
        yield join_blocks(article, blocks, list(docs))


def readable_blocks(article: Article) -> list[Block]:
    """The blocks that hold sentences; an article without blocks is one."""
    blocks = article.blocks or (Block(0, len(article.text), BlockKind.PROSE),)
    return [block for block in blocks if block.kind in READ and article.text[block.start : block.end].strip()]


def join_blocks(article: Article, blocks: list[Block], parts: list[Any]) -> Parse:
    """One Doc of all blocks that remembers where each token stands."""
    tokens = [token for part in parts for token in part]
    firsts = accumulate((len(part) for part in parts), initial=0)
    doc = Doc(
        words=[token.text for token in tokens],
        heads=[first + token.head.i for first, part in zip(firsts, parts, strict=False) for token in part],
        deps=[token.dep_ for token in tokens],
        tags=[token.tag_ for token in tokens],
        pos=[token.pos_ for token in tokens],
        lemmas=[token.lemma_ for token in tokens],
        ents=[f"{token.ent_iob_}-{token.ent_type_}" for token in tokens],
        whitespace=[token.whitespace_ or " " * (token.i + 1 == len(token.doc)) for token in tokens],
    )
    homes = [block for block, part in zip(blocks, parts, strict=True) for _ in part]
    offsets = tuple(block.start + token.idx for block, token in zip(homes, tokens, strict=True))
    numbers = tuple(number for number, part in enumerate(parts) for _ in part)
    return Parse(article, doc, offsets, numbers, tuple(block.kind for block in homes))
