"""Headlines whose verb the parser takes for a noun: "India orders probe into Foo"."""

from __future__ import annotations

from collections.abc import Mapping

from kg.tokens import Token, Words

FINITE = ("VBD", "VBZ", "VBP", "MD")


def mend_headline_verb(sentence: Words, presents: Mapping[str, str]) -> None:
    """Make the one word that may be a verb in the present the verb of a headline that has none."""
    if sentence[-1].is_punct or any(token.tag_ in FINITE for token in sentence):
        return
    verb = next((token for token in sentence if _is_hidden_verb(token, presents)), None)
    if verb is None:
        return
    noun = verb.head
    subject = next((token for token in sentence if token.i < verb.i and token.head == noun), None)
    if subject is None:
        return
    _hang(verb, noun)
    verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBZ", presents[verb.lower_]
    for child in [child for child in noun.children if child.i < verb.i]:
        child.head = verb
    who = [child for child in verb.children if child.i < verb.i and child.dep_ != "punct"][-1]
    who.dep_ = "nsubj"


def _is_hidden_verb(token: Token, presents: Mapping[str, str]) -> bool:
    """A plural between a name and the noun it is said to belong to."""
    hidden = token.tag_ == "NNS" and token.dep_ in ("compound", "nmod") and token.lower_ in presents
    above = token.head
    named = token.i > 0 and any(before.pos_ == "PROPN" for before in token.doc[token.sent.start : token.i])
    return hidden and named and above.i > token.i and above.pos_ in ("NOUN", "PROPN")


def _hang(verb: Token, noun: Token) -> None:
    """The verb takes the noun's place, and the noun becomes its object."""
    if noun.head == noun:
        verb.head, verb.dep_ = verb, "ROOT"
    else:
        verb.head, verb.dep_ = noun.head, noun.dep_
    noun.head, noun.dep_ = verb, "dobj"
