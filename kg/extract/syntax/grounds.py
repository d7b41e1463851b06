"""Why something is done, where no "for" or "because" says so: accusations, explanations, what prompted it, aims."""

from __future__ import annotations

from collections.abc import Iterator

from kg.grammar import Grammar
from kg.tokens import Token


def grounds(word: Token, grammar: Grammar) -> Iterator[Token]:
    """The words that tell why, of a verb or of a noun acted on."""
    for child in word.children:
        if child.dep_ in ("advcl", "acl", "relcl"):
            yield from _accusations(child, grammar)
        if child.dep_ == "advcl" and word.lemma_ not in grammar.word_set("modality", "reporting"):
            yield from _explanations(child, grammar)
        if child.dep_ == "prep" and word.pos_ in ("VERB", "AUX"):
            yield from _behind(child, grammar)


def is_explanation(verb: Token, grammar: Grammar) -> bool:
    """ "..., saying that it harms children", "..., accusing it of lying": the words only tell why the rest was done."""
    words = grammar.word_set("prepositions", "explaining") | grammar.word_set("prepositions", "accusing")
    return verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.lemma_ in words


def _accusations(clause: Token, grammar: Grammar) -> Iterator[Token]:
    """ "accusing it of failing", "accused of spreading rumours", "which it suspects of fixing fees"."""
    if clause.lemma_ not in grammar.word_set("prepositions", "accusing"):
        return
    for preposition in clause.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("of", "for", "with"):
            yield from (child for child in preposition.children if child.dep_ in ("pobj", "pcomp"))


def _explanations(clause: Token, grammar: Grammar) -> Iterator[Token]:
    """ "saying that it disturbs the peace"."""
    if clause.tag_ == "VBG" and clause.lemma_ in grammar.word_set("prepositions", "explaining"):
        yield from (child for child in clause.children if child.dep_ == "ccomp")


def _behind(preposition: Token, grammar: Grammar) -> Iterator[Token]:
    """ "on the grounds that it lied", "in a bid to stop rumours", "after a complaint by users"."""
    for noun in preposition.children:
        if noun.dep_ != "pobj":
            continue
        if noun.lemma_ in grammar.word_set("prepositions", "ground nouns"):
            yield from (child for child in noun.children if child.dep_ in ("acl", "ccomp"))
        elif preposition.lower_ in grammar.word_set("prepositions", "prompted") and _prompts(noun, grammar):
            yield noun


def _prompts(noun: Token, grammar: Grammar) -> bool:
    """ "a complaint by users", "a series of lynchings"."""
    nouns = [noun]
    if noun.lemma_ in grammar.word_set("partitives", "partitives"):
        nouns += [inner for child in noun.children if child.lower_ == "of" for inner in child.children]
    return any(one.lemma_ in grammar.word_set("prepositions", "promptings") for one in nouns)
