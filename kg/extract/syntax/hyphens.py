"""Words that a hyphen joins and the parser takes apart: "vice-president", "clean-up"."""

from __future__ import annotations

from kg.grammar import Grammar
from kg.tokens import Token

PARTICLES = ("up", "down", "off", "out", "over", "back")


def join_prefix(hyphen: Token, grammar: Grammar) -> None:
    """ "its vice-president", "a co-founder": the noun behind the hyphen is the one that counts."""
    doc = hyphen.doc
    if not 0 < hyphen.i < len(doc) - 1 or doc[hyphen.i - 1].lower_ not in grammar.word_set("partitives", "prefixes"):
        return
    prefix, noun = doc[hyphen.i - 1], doc[hyphen.i + 1]
    if prefix.head == noun or noun.pos_ not in ("NOUN", "PROPN") or noun.head not in (prefix, prefix.head):
        if prefix.head == noun:
            hyphen.head, hyphen.dep_, hyphen.pos_ = noun, "punct", "PUNCT"
        return
    above, role = (prefix.head, prefix.dep_) if prefix.head != prefix else (noun, "ROOT")
    for child in [child for child in prefix.children if child.i not in (hyphen.i, noun.i)]:
        child.head = noun
    noun.head, noun.dep_ = above, role
    prefix.head, prefix.dep_ = noun, "compound"
    hyphen.head, hyphen.dep_, hyphen.pos_ = noun, "punct", "PUNCT"


def join_particle(hyphen: Token) -> None:
    """ "a clean-up of the forum": the noun is "clean-up", not "up"."""
    doc = hyphen.doc
    if not 0 < hyphen.i < len(doc) - 1:
        return
    verb, particle = doc[hyphen.i - 1], doc[hyphen.i + 1]
    together = not verb.whitespace_ and not hyphen.whitespace_
    if together and particle.lower_ in PARTICLES and particle.pos_ == "NOUN" and verb.head == particle:
        particle.lemma_ = f"{verb.lower_}-{particle.lower_}"


def join_verb(hyphen: Token, grammar: Grammar) -> None:
    """ "would co-operate with the inquiry": one verb, that of the word behind the hyphen."""
    doc = hyphen.doc
    if not 0 < hyphen.i < len(doc) - 1 or doc[hyphen.i - 1].lower_ not in grammar.word_set("partitives", "prefixes"):
        return
    prefix, verb = doc[hyphen.i - 1], doc[hyphen.i + 1]
    if (
        verb.pos_ != "VERB"
        or prefix.pos_ not in ("VERB", "NOUN", "ADJ", "X")
        or prefix.whitespace_
        or hyphen.whitespace_
    ):
        return
    if prefix.head not in (verb, hyphen):
        verb.head, verb.dep_ = (verb, "ROOT") if prefix.head == prefix else (prefix.head, prefix.dep_)
    for part in (prefix, hyphen):
        for child in [child for child in part.children if child.i not in (prefix.i, hyphen.i, verb.i)]:
            child.head = verb
        part.head, part.dep_ = verb, "punct"
    hyphen.pos_ = prefix.pos_ = "PUNCT"
    verb.lemma_ = prefix.lower_ + verb.lemma_
