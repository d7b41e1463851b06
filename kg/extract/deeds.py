"""What is to be done, deed for deed: "delete it, to pay and to report, or face a fine"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.syntax.reports import is_finite
from kg.grammar import Grammar
from kg.tokens import Token


def deeds(head: Token, grammar: Grammar) -> Iterator[Token]:
    """A verb and those joined to it, also in turn: "delete it, to pay and to report"."""
    yield head
    for child in head.children:
        joined = child.dep_ == "conj" and child.pos_ == "VERB" and not is_finite(child)
        if joined and not _is_threat(child, grammar):
            yield from deeds(child, grammar)


def infinitives(head: Token, grammar: Grammar) -> Iterator[Token]:
    """The deeds that have a "to" of their own: "to help users, and to remove posts"."""
    yield from (deed for deed in deeds(head, grammar) if deed == head or is_infinitive(deed))


def is_infinitive(verb: Token) -> bool:
    """The verb has a "to" of its own."""
    return any(child.tag_ == "TO" for child in verb.children)


def goes_along(clause: Token) -> bool:
    """ "..., saying that it was unsafe": said beside the deed, no part of it."""
    first = clause.left_edge
    participle = clause.dep_ == "advcl" and clause.tag_ == "VBG" and first == clause
    return participle and clause.i > 0 and clause.nbor(-1).text == ","


def _is_threat(deed: Token, grammar: Grammar) -> bool:
    """ "obey or face a fine": what comes to those who do not, no further thing to do."""
    first = deed.left_edge
    before = [first, *([first.nbor(-1)] if first.i > 0 else [])]
    return deed.lemma_ in grammar.word_set("modality", "or else") and any(token.lower_ == "or" for token in before)
