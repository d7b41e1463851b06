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
        _mend_root(sentence.root, presents)
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


def _mend_root(noun: Token, presents: Mapping[str, str]) -> None:
    """ "YouTube axes two channels": a plural between a name and what is taken for its apposition."""
    before = [child for child in noun.children if child.i == noun.i - 1 and child.dep_ in ("compound", "nmod")]
    behind = [child for child in noun.children if child.dep_ == "appos" and child.left_edge.i == noun.i + 1]
    if noun.tag_ == "NNS" and noun.lower_ in presents and before and behind and before[0].text[0].isupper():
        noun.pos_, noun.tag_, noun.lemma_ = "VERB", "VBZ", presents[noun.lower_]
        before[0].dep_, behind[0].dep_ = "nsubj", "dobj"


def mend_broken_headline(first: Words, second: Words, presents: Mapping[str, str]) -> None:
    """ "Ireland fines | Foo 3 million euros": what the parser takes for two sentences without a verb is one."""
    verb, noun = first.root, second.root
    last = first.end - 1 == verb.i and verb.tag_ == "NNS" and verb.lower_ in presents
    if not last or any(token.tag_ in FINITE for token in (*first, *second)):
        return
    who = [child for child in verb.children if child.dep_ in ("compound", "nmod", "nsubj", "poss")]
    if not who or noun.pos_ not in ("NOUN", "PROPN", "NUM", "SYM"):
        return
    verb.pos_, verb.tag_, verb.lemma_ = "VERB", "VBZ", presents[verb.lower_]
    who[-1].dep_ = "nsubj"
    noun.head, noun.dep_ = verb, "dobj"


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
