"""Lists of counted things that the parser tears apart: "22 channels, three accounts and one website"."""

from __future__ import annotations

from kg.grammar import Grammar
from kg.tokens import Token

APART = ("acl", "relcl", "prep")  # what is said of a number that stands for its noun


def mend_counted_list(token: Token) -> None:
    """ "22 channels, three accounts and one website": the later nouns are coordinated with the first."""
    if token.pos_ != "NOUN" or token.dep_ not in ("appos", "conj", "npadvmod", "dep", "dobj"):
        return
    if not (any(child.dep_ == "nummod" for child in token.children) or token.left_edge.dep_ == "nummod"):
        return
    before = token.left_edge.i - 1
    while before > token.sent.start and token.doc[before].lower_ in ("and", ","):
        before -= 1
    noun = token.doc[before]
    joined = (
        0 < token.left_edge.i - 1 - before < 3
        and noun.pos_ == "NOUN"
        and any(child.dep_ == "nummod" for child in noun.children)
    )
    if joined and noun != token.head and not token.is_ancestor(noun):
        token.dep_, token.head = "conj", noun


def mend_heading_list(token: Token) -> None:
    """ "ordered the blocking of 22 channels, three accounts and a site": no later noun heads the sentence."""
    if token.dep_ != "ROOT" or token.pos_ != "NOUN" or not _is_counted(token) or token.left_edge.i == token.i:
        return
    verb = next((child for child in token.children if child.dep_ == "ccomp" and child.i < token.i), None)
    first = min((child.i for child in token.children if child.dep_ == "nummod"), default=token.i)
    before = [child for child in token.children if child.dep_ == "punct" and child.i == first - 1]
    if verb is None or verb.pos_ != "VERB" or not before or first < 2:
        return
    noun = token.doc[first - 2]
    if noun.pos_ == "NOUN" and _is_counted(noun) and verb.is_ancestor(noun):
        for child in [one for one in token.children if one.i < first or one.text == "."]:
            child.head = verb
        verb.head, verb.dep_ = verb, "ROOT"
        token.head, token.dep_ = noun, "conj"


def mend_bare_number(token: Token) -> None:
    """ "40 that sold arms and nearly 20 linked to drugs": the 20 are not sold, they stand beside the 40."""
    if token.tag_ != "CD" or token.dep_ != "conj" or not any(child.dep_ in APART for child in token.children):
        return
    clause = next((node for node in token.ancestors if node.dep_ in ("relcl", "acl")), None)
    if clause is not None and clause.head.tag_ == "CD" and clause.head.i < clause.i < token.i:
        joined = [child for child in token.head.children if child.dep_ == "cc" and child.i < token.i]
        token.head = clause.head
        for child in joined[-1:]:
            child.head = clause.head


def _is_counted(noun: Token) -> bool:
    return any(child.dep_ == "nummod" for child in noun.children)


def mend_caused_list(token: Token, grammar: Grammar) -> None:
    """ "had 12 channels and four shops closed": all of it is closed, the channels are not simply had."""
    above = token.head
    having = grammar.word_set("light_verbs", "having done")
    if token.dep_ != "conj" or token.tag_ not in ("VBN", "VBD") or above.lemma_ not in having:
        return
    acted = [child for child in above.children if child.dep_ == "dobj" and child.i < token.i]
    later = [child for child in token.children if child.dep_ in ("nsubj", "nsubjpass")]
    if len(acted) != 1 or len(later) != 1 or any(child.dep_ in ("aux", "auxpass", "dobj") for child in token.children):
        return
    if not any(child.dep_ == "cc" and child.i < later[0].i for child in acted[0].children):
        return
    later[0].head, later[0].dep_ = acted[0], "conj"
    acted[0].head, acted[0].dep_ = token, "nsubjpass"
    token.dep_, token.tag_ = "ccomp", "VBN"
