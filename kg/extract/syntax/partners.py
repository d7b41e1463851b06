"""Who acts or suffers together with the subject: "the ministry, together with the police, summoned Foo"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.tokens import Token

TOGETHER = ("together", "jointly", "along", "alongside")
ALONE = ("alongside",)  # needs no "with"


def partners(verb: Token, subjects: Iterable[Token], *, passive: bool) -> Iterator[Token]:
    """What "together with" joins to the subjects of the verb, behind them or behind an active verb's object."""
    for subject in subjects:
        if subject.i < verb.i:
            yield from _joined(subject)
    if not passive:
        yield from (one for one in _joined(verb) if not any(child.dep_ == "nummod" for child in one.children))


def _joined(word: Token) -> Iterator[Token]:
    for preposition in word.children:
        if preposition.dep_ == "prep" and preposition.i > word.i and _joins(preposition):
            yield from (child for child in preposition.children if child.dep_ == "pobj")


def _joins(preposition: Token) -> bool:
    before = preposition.nbor(-1).lower_ if preposition.i else ""
    return preposition.lower_ in ALONE or (preposition.lower_ == "with" and before in TOGETHER)
