"""Prepositional phrases of a word as roles, also complex ones ("in line with") and stacked ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.syntax.frames import Role
from kg.extract.syntax.subjects import antecedents, conjuncts
from kg.grammar import Grammar
from kg.tokens import Token


def named(name: str, heads: Iterable[Token], distance: int = 0) -> Iterator[Role]:
    """The words in the role of that name, and all that is coordinated with them."""
    for head in heads:
        for member in conjuncts(head):
            yield Role(name, member, distance)


def prepositions(head: Token, grammar: Grammar, *, passive: bool, depth: int = 0) -> Iterator[Role]:
    """Prepositional phrases of a word, also complex ones ("in line with") and stacked ones; "out of" is "from"."""
    for role in _phrases(head, grammar, passive=passive, depth=depth):
        yield role
        if role.name in grammar.word_set("prepositions", "leaving"):
            yield Role("from", role.head, role.distance)


def _phrases(head: Token, grammar: Grammar, *, passive: bool, depth: int) -> Iterator[Role]:
    for child in head.children:
        if child.dep_ == "agent" and passive:
            pass
        elif (
            child.dep_ in ("prep", "agent")
            or (child.dep_ == "dative" and child.pos_ == "ADP")  # "sent notices to Acme"
            or (child.dep_ == "prt" and any(c.dep_ == "pobj" for c in child.children))
        ):
            yield from _prepositional(child, grammar, depth)
        elif child.dep_ == "advcl" and child.lower_ == "pursuant":
            yield from (
                Role(f"pursuant {role.name}", role.head, role.distance)
                for role in prepositions(child, grammar, passive=False)
            )
        elif child.dep_ in ("advmod", "npadvmod", "acomp") and depth < 2:
            yield from prepositions(child, grammar, passive=False, depth=depth + 1)


def _prepositional(preposition: Token, grammar: Grammar, depth: int) -> Iterator[Role]:
    name = preposition.lower_
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from _complex_preposition(name, child, grammar, depth)
            yield from named(name, antecedents(child, preposition.head), depth)
            for role in _inner_prepositions(child, grammar, depth):
                yield role
        elif child.dep_ == "pcomp":
            for deed in (child, *(other for other in child.children if other.dep_ == "conj" and other.tag_ == "VBG")):
                yield Role(name, deed, depth)
                yield Role(f"{name} doing", deed, depth)
            for role in _inner_prepositions(child, grammar, depth):
                yield role
        elif child.dep_ == "prep":  # "because of", "out of", "according to"
            for role in _prepositional(child, grammar, depth):
                yield Role(f"{name} {role.name}", role.head, role.distance)


def _complex_preposition(name: str, noun: Token, grammar: Grammar, depth: int) -> Iterator[Role]:
    complex_ones = grammar.word_set("prepositions", "complex")
    for child in noun.children:
        words = f"{name} {noun.lower_} {child.lower_}"
        if child.dep_ == "prep" and words in complex_ones:
            for pobj in child.children:
                if pobj.dep_ in ("pobj", "pcomp"):
                    yield from named(words, [pobj], depth)


def _inner_prepositions(noun: Token, grammar: Grammar, depth: int) -> Iterator[Role]:
    """The parser hangs later phrases on the nearest noun: "accounts on Weibo for spreading rumours"."""
    if depth < 2:
        for role in prepositions(noun, grammar, passive=False, depth=depth + 1):
            if role.name != "of" or noun.ent_type_ == "DATE":  # "notified it in May of a fine"
                yield Role(role.name, role.head, role.distance + 1)


def behind_belonging(noun: Token, grammar: Grammar) -> Iterator[Role]:
    """ "accounts linked to Acme for spam": why they were closed, though the parser hangs it on the participle."""
    for child in noun.children:
        if child.dep_ == "acl" and child.lemma_ in grammar.word_set("prepositions", "belonging"):
            told = prepositions(child, grammar, passive=False)
            yield from (Role(role.name, role.head, role.distance + 2) for role in told if role.name in ("for", "over"))
