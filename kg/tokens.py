"""
The words of a text and how they hang together: a parse as plain Python objects, named as spaCy names them.

Finders ask their words millions of questions. What depends on the tree (children, edges, sentences) is therefore laid
out when the tree changes, which `repair` alone does, and is otherwise only looked at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import overload


class Token:
    """A word, what the parser says of it, and the words that hang on it."""

    __slots__ = (
        "_head",
        "_subtree",
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "i",
        "is_punct",
        "is_sent_start",
        "left_edge",
        "lefts",
        "lemma_",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    def __init__(self, doc: Doc, i: int, text: str, whitespace: str = " ") -> None:
        self.doc, self.i, self.text, self.whitespace_ = doc, i, text, whitespace
        self.lower_ = text.lower()
        self.is_punct = _is_punctuation(text)
        self.lemma_ = self.pos_ = self.tag_ = self.dep_ = self.ent_type_ = ""
        self._head = self.left_edge = self.right_edge = self
        self.lefts: tuple[Token, ...] = ()
        self.rights: tuple[Token, ...] = ()
        self.children: tuple[Token, ...] = ()
        self._subtree: tuple[Token, ...] | None = None
        self.is_sent_start = True
        self.sent = Words(doc, i, i + 1)

    def __repr__(self) -> str:
        return self.text

    @property
    def head(self) -> Token:
        """The word that this one hangs on; itself, for the root of a sentence."""
        return self._head

    @head.setter
    def head(self, above: Token) -> None:
        """Hang the word elsewhere, and lay out the trees that this changes."""
        if above is not self._head:
            trees = {token.i: token for token in (*_tree(self), *_tree(above))}
            self._head = above
            self.doc.grow([trees[i] for i in sorted(trees)])

    @property
    def ancestors(self) -> Iterator[Token]:
        """The words above this one, the nearest first."""
        node = self
        for _ in self.doc:  # nothing is deeper than that, were there a circle
            if node._head is node:
                return
            node = node._head
            yield node

    def is_ancestor(self, other: Token) -> bool:
        """The other word hangs on this one, directly or not."""
        return any(above is self for above in other.ancestors)

    @property
    def subtree(self) -> tuple[Token, ...]:
        """This word and all that hang on it, those before it first."""
        if self._subtree is None:
            before = [token for child in self.lefts for token in child.subtree]
            self._subtree = (*before, self, *(token for child in self.rights for token in child.subtree))
        return self._subtree

    def nbor(self, distance: int = 1) -> Token:
        """The word so many places behind (or before, if negative) this one."""
        if self.i + distance < 0:
            raise IndexError(self.i + distance)
        return self.doc[self.i + distance]

    @property
    def text_with_ws(self) -> str:
        """The word with the space behind it."""
        return self.text + self.whitespace_

    @property
    def is_space(self) -> bool:
        """The token is white space that the text has too much of."""
        return self.text.isspace()

    @property
    def is_lower(self) -> bool:
        """The word is written in small letters."""
        return self.text.islower()

    @property
    def is_currency(self) -> bool:
        """The token is the sign of a currency."""
        return all(unicodedata.category(character) == "Sc" for character in self.text)


@lru_cache(maxsize=4096)  # most words of a text are among those that any text has
def _is_punctuation(text: str) -> bool:
    return all(unicodedata.category(character).startswith("P") for character in text)


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a row: those from `start` to `end` (exclusive) of a text."""

    doc: Doc
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __contains__(self, token: Token) -> bool:
        return token.doc is self.doc and self.start <= token.i < self.end

    @overload
    def __getitem__(self, place: int) -> Token: ...

    @overload
    def __getitem__(self, place: slice) -> Words: ...

    def __getitem__(self, place: int | slice) -> Token | Words:
        if isinstance(place, slice):
            start, end, _ = place.indices(len(self))
            return Words(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[range(self.start, self.end)[place]]

    @property
    def text(self) -> str:
        """The words as they are written."""
        tokens = self.doc.tokens[self.start : self.end]
        return "".join([token.text_with_ws for token in tokens[:-1]] + [token.text for token in tokens[-1:]])

    @property
    def sent(self) -> Words:
        """The sentence that the first of the words stands in."""
        return self.doc[self.start].sent

    @property
    def root(self) -> Token:
        """The first of the words that are highest in the tree."""
        for token in self:
            if token.head is token:
                return token
        outermost = [token for token in self if token.head not in self]
        return min(outermost, key=lambda token: len([*token.ancestors]), default=self.doc[self.start])


class Doc:
    """A text's words, in order, with what the parser says of each, a column for each kind of answer."""

    def __init__(  # noqa: PLR0913  a parse has as many columns
        self,
        words: Sequence[str],
        *,
        heads: Sequence[int] = (),
        deps: Sequence[str] = (),
        tags: Sequence[str] = (),
        pos: Sequence[str] = (),
        lemmas: Sequence[str] = (),
        ents: Sequence[str] = (),
        whitespace: Sequence[str] = (),
    ) -> None:
        self.tokens = [Token(self, i, word) for i, word in enumerate(words)]
        columns = {"dep_": deps, "tag_": tags, "pos_": pos, "lemma_": lemmas, "whitespace_": whitespace}
        for attribute, column in columns.items():
            for token, value in zip(self.tokens, column, strict=bool(column)):
                setattr(token, attribute, value)
        for token, head in zip(self.tokens, heads, strict=bool(heads)):
            token._head = self.tokens[head]  # noqa: SLF001  all at once: the tree grows when the last one hangs
        self.grow(self.tokens)
        self.ents = tuple(self._entities(ents))

    def _entities(self, labels: Sequence[str]) -> Iterator[Words]:
        """The names by their words' labels: "B-ORG" for the first, "I-ORG" for those that go on, "O" elsewhere."""
        for token, label in zip(self.tokens, labels, strict=bool(labels)):
            token.ent_type_ = label[2:]
        for start, label in enumerate(labels):
            if label.startswith("B"):
                followers = (i for i in range(start + 1, len(labels)) if not labels[i].startswith("I"))
                yield Words(self, start, next(followers, len(labels)))

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, place: int) -> Token: ...

    @overload
    def __getitem__(self, place: slice) -> Words: ...

    def __getitem__(self, place: int | slice) -> Token | Words:
        if isinstance(place, slice):
            start, end, _ = place.indices(len(self.tokens))
            return Words(self, start, max(start, end))
        return self.tokens[place]

    @property
    def sents(self) -> Iterator[Words]:
        """The sentences, in order."""
        end = 0
        while end < len(self.tokens):
            sentence = self.tokens[end].sent
            yield sentence
            end = sentence.end

    def grow(self, tokens: Sequence[Token]) -> None:
        """Lay out whole trees anew by what each of their words, given in order, hangs on."""
        _hang(tokens)
        _reach(tokens)
        for token in tokens:
            token.is_sent_start = False
        for token in tokens:
            if token.head is token:
                token.left_edge.is_sent_start = True
        if tokens:
            self._part(tokens[0].i, tokens[-1].i + 1)

    def _part(self, start: int, end: int) -> None:
        """Tell the words of tokens `start` to `end` their sentence; a sentence's first word knows that it is."""
        while start and not self.tokens[start].is_sent_start:
            start -= 1
        while end < len(self.tokens) and not self.tokens[end].is_sent_start:
            end += 1
        starts = [start, *(i for i in range(start + 1, end) if self.tokens[i].is_sent_start)]
        for first, last in zip(starts, [*starts[1:], end], strict=True):
            sentence = Words(self, first, last)
            for token in self.tokens[first:last]:
                token.sent = sentence


def _tree(token: Token) -> list[Token]:
    """All words of the tree that the word is in."""
    found = [[token, *token.ancestors][-1]]
    seen = {found[0]}  # a repair may hang two words on each other for a moment
    for node in found:
        found += [child for child in node.children if child not in seen]
        seen.update(node.children)
    return found


def _hang(tokens: Sequence[Token]) -> None:
    """Gather the words that hang on each, before and behind it."""
    before: dict[Token, list[Token]] = {}
    behind: dict[Token, list[Token]] = {}
    for token in tokens:
        if token.head is not token:
            (before if token.i < token.head.i else behind).setdefault(token.head, []).append(token)
    for token in tokens:
        token.lefts, token.rights = tuple(before.get(token, ())), tuple(behind.get(token, ()))
        token.children = token.lefts + token.rights
        token._subtree = None  # noqa: SLF001  it is no longer so


def _reach(tokens: Sequence[Token]) -> None:
    """Find how far each word's tree reaches: the first word of all to come up to it is its edge."""
    reached: set[Token] = set()
    for token in tokens:
        node = token
        while node not in reached:
            reached.add(node)
            node.left_edge, node = token, node.head
    reached.clear()
    for token in reversed(tokens):
        node = token
        while node not in reached:
            reached.add(node)
            node.right_edge, node = token, node.head
