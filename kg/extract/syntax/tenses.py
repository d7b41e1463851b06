"""Past tenses and participles, which look alike, told apart by what stands around them."""

from __future__ import annotations

from kg.extract.syntax.word_forms import promising_verbs
from kg.grammar import Grammar
from kg.tokens import Token

BESIDE = ("dobj", "nsubj", "nsubjpass", "aux", "auxpass", "ccomp", "dative")


def is_bare_participle(token: Token) -> bool:
    """ "Foo and Bar, both placed under review, ...": what is said beside a noun is no past tense."""
    if token.dep_ != "acl" or any(child.dep_ in BESIDE for child in token.children):
        return False
    return token.head.i < token.i and token.head.lower_ in ("both", "all")


def is_plain_past(token: Token) -> bool:
    """ "A fine of 4 million followed in July.": a whole sentence with a subject has a verb that bears a tense."""
    if token.dep_ != "ROOT" or token.sent[-1].text != ".":
        return False
    told = {child.dep_ for child in token.children}
    if "nsubj" not in told or told & {"aux", "auxpass", "nsubjpass", "agent", "xcomp", "oprd", "dep", "ccomp"}:
        return False
    subject = next(child for child in token.children if child.dep_ == "nsubj")
    return subject.pos_ == "NOUN" and subject.left_edge.lower_ in ("a", "an", "the") and not _has_by(token)


def _has_by(token: Token) -> bool:
    return any(child.lower_ == "by" for child in token.children)


def undertakes(token: Token, grammar: Grammar) -> bool:
    """ "Foo, for its part, promised to obey": nobody is promised to do something."""
    children = {child.dep_ for child in token.children}
    if "nsubj" not in children or "xcomp" not in children or children & {"aux", "auxpass", "nsubjpass", "agent"}:
        return False
    return token.lemma_ in promising_verbs(grammar)
