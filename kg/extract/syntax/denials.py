"""What is denied in passing: "said that it spied, a charge that Acme denies", "had lost data, which Acme disputes"."""

from __future__ import annotations

from kg.extract.syntax.grounds import accusations
from kg.grammar import Grammar
from kg.tokens import Token


def seat_denied_charge(verb: Token, grammar: Grammar) -> None:
    """ "muzzles the press, a charge that it denies": what the charge is called is no part of what is charged."""
    noun = verb.head
    if verb.dep_ != "relcl" or not _denies(verb, grammar) or noun.dep_ not in ("appos", "dobj", "conj", "npadvmod"):
        return
    behind_comma = noun.left_edge.i > noun.sent.start and noun.left_edge.nbor(-1).text in (",", "–", "—")
    if behind_comma and noun.lemma_ in grammar.word_set("partitives", "denied") and noun.head.i < noun.i:
        noun.dep_ = "segment"


def denied(verb: Token, grammar: Grammar) -> Token | None:
    """The clause that is denied by whoever a relative clause says denies it; None where it denies no clause."""
    noun = verb.head
    if verb.dep_ != "relcl" or not _denies(verb, grammar):
        return None
    first = verb.left_edge
    added = first.lower_ == "which" and first.dep_ == "dobj" and first.nbor(-1).text == ","
    if noun.dep_ != "segment" and not added:
        return None
    node = noun.head if noun.dep_ == "segment" else noun
    while node.head != node and (node.pos_ not in ("VERB", "AUX") or node.dep_ == "xcomp"):
        node = node.head
    if node.pos_ not in ("VERB", "AUX"):
        return None
    return next(accusations(node, grammar), node)


def _denies(verb: Token, grammar: Grammar) -> bool:
    own = any(child.dep_ == "nsubj" and child.tag_ not in ("WDT", "WP") for child in verb.children)
    return own and verb.lemma_ in grammar.word_set("modality", "denying")
