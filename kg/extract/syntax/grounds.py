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
            yield from _purposes(child, grammar)
            yield from _causes(child)
        if child.dep_ == "prep":
            yield from _behind(child, grammar)
    if word.dep_ == "xcomp" and word.head.lemma_ in grammar.word_set("light_verbs", "beginning"):
        yield from grounds(word.head, grammar)  # "began to throttle it, accusing it of lies"


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


def _purposes(clause: Token, grammar: Grammar) -> Iterator[Token]:
    """ "to protect minors", "in order to stop rumours"."""
    infinitive = any(child.tag_ == "TO" for child in clause.children)
    if infinitive and clause.lemma_ in grammar.word_set("prepositions", "aims"):
        yield clause


def _causes(clause: Token) -> Iterator[Token]:
    """ "as it had failed to answer", "when the app did not reply": what came before brought it about."""
    marks = {child.lower_ for child in clause.children if child.dep_ in ("mark", "advmod")}
    past = any(child.dep_ == "aux" and child.lower_ == "had" for child in clause.children)
    lacking = any(child.dep_ == "neg" for child in clause.children) or clause.lemma_ in ("fail", "refuse")
    if (marks & {"as", "since"} and past) or (marks & {"when", "as", "since"} and lacking and clause.tag_ != "VBG"):
        yield clause


def _behind(preposition: Token, grammar: Grammar) -> Iterator[Token]:
    """ "on the grounds that it lied", "in a bid to stop rumours", "after a complaint by users"."""
    acted = preposition.head.pos_ in ("VERB", "AUX")
    for noun in preposition.children:
        if noun.dep_ == "pcomp" and acted and preposition.lower_ == "with":
            yield from _explained_by(noun, grammar)
        if noun.dep_ != "pobj":
            continue
        if acted and noun.lemma_ in grammar.word_set("prepositions", "ground nouns"):
            yield from (child for child in noun.children if child.dep_ in ("acl", "ccomp") or _is_content(child))
        elif acted and f"{preposition.lower_} {noun.lower_}" in grammar.word_set("prepositions", "answering"):
            yield from (inner for child in noun.children if child.dep_ == "prep" for inner in child.children)
        elif (
            (acted or preposition.lower_ == "at")
            and preposition.lower_ in grammar.word_set("prepositions", "prompted")
            and _prompts(noun, grammar)
        ):
            yield noun


def _is_content(clause: Token) -> bool:
    """ "grounds that it had refused": the parser takes it for a relative clause."""
    return clause.dep_ == "relcl" and any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def _explained_by(clause: Token, grammar: Grammar) -> Iterator[Token]:
    """ "with the agency citing fraud", "with officials saying that it lied"."""
    if clause.lemma_ in grammar.word_set("prepositions", "explaining"):
        yield from (child for child in clause.children if child.dep_ == "ccomp")
    if clause.lemma_ in grammar.word_set("prepositions", "citing"):
        yield from (child for child in clause.children if child.dep_ == "dobj")


def _prompts(noun: Token, grammar: Grammar) -> bool:
    """ "a complaint by users", "a series of lynchings"."""
    nouns = [noun]
    if noun.lemma_ in grammar.word_set("partitives", "partitives"):
        nouns += [inner for child in noun.children if child.lower_ == "of" for inner in child.children]
    return any(one.lemma_ in grammar.word_set("prepositions", "promptings") for one in nouns)
