"""Relative clauses that the parser hangs on the nearest noun, put where they belong."""

from __future__ import annotations

from kg.grammar import Grammar, once
from kg.tokens import Token

ASKING = ("how", "why", "whether", "what")

SINGULAR, PLURAL = ("NN", "NNP"), ("NNS", "NNPS")


def hang_on_person(clause: Token) -> None:
    """ "Li Min, vice-president of the company, who wrote": it is Li Min who wrote."""
    who = [child for child in clause.children if child.lower_ == "who" and child.dep_ in ("nsubj", "nsubjpass")]
    if not who or clause.doc[who[0].i - 1].text != ",":
        return
    for noun in (clause.head, *clause.head.ancestors):
        if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.head.i < noun.i:
            clause.head = noun.head
            return
        if noun.dep_ not in ("pobj", "prep", "conj", "appos", "compound") or noun.ent_type_ == "PERSON":
            return


def hang_on_rule(clause: Token, grammar: Grammar) -> None:
    """ "guidelines for platforms, which the state issued in May": it is the guidelines that were issued."""
    which = [child for child in clause.children if child.lower_ in ("which", "that")]
    if not which or which[0].dep_ not in ("dobj", "nsubjpass") or clause.lemma_ not in issuing_verbs(grammar):
        return
    noun = clause.head
    while noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN" and not _is_rule(noun, grammar):
        noun = noun.head.head
    if _is_rule(noun, grammar):
        clause.head = noun


def _is_rule(noun: Token, grammar: Grammar) -> bool:
    return any(noun.lemma_.lower() in grammar.word_set("heads", kind) for kind in grammar.kinds("LAW"))


@once
def issuing_verbs(grammar: Grammar) -> frozenset[str]:
    """The verbs of which a rule is the object."""
    kinds = set(grammar.kinds("LAW"))
    issuing = [
        pattern
        for pattern in grammar.patterns
        if any(rule.required and "object" in rule.roles and kinds == set(rule.types) for rule in pattern.slots)
    ]
    return frozenset(lemma for pattern in issuing for lemma in pattern.triggers.get("verb", ()))


def hang_by_number(clause: Token) -> None:
    """ "measures for generative AI, which enter into force": it is the measures that do."""
    which = [child for child in clause.children if child.lower_ in ("which", "that") and child.dep_ == "nsubj"]
    finite = next((token for token in (*clause.lefts, clause) if token.tag_ in ("VBP", "VBZ")), None)
    preposition = clause.head.head
    if not which or finite is None or clause.head.dep_ != "pobj" or preposition.head.pos_ != "NOUN":
        return
    if any(child.dep_ == "conj" for child in clause.head.children):
        return
    nearer, farther = (SINGULAR, PLURAL) if finite.tag_ == "VBP" else (PLURAL, SINGULAR)
    if clause.head.tag_ in nearer and preposition.head.tag_ in farther:
        clause.head = preposition.head


def hang_question(clause: Token) -> None:
    """ "asked the platforms how many accounts they had closed": what is asked is no quality of the platforms."""
    noun = clause.head
    asked = noun.dep_ in ("dobj", "dative") and noun.head.pos_ == "VERB" and noun.i < clause.left_edge.i
    if asked and clause.left_edge.lower_ in ASKING and any(child.dep_ == "nsubj" for child in clause.children):
        clause.head, clause.dep_ = noun.head, "ccomp"


def part_likened(verb: Token) -> None:
    """ "Accounts that pose as newsrooms are being closed": it is the accounts that are closed, not the newsrooms."""
    mark = next((child for child in verb.children if child.dep_ == "mark" and child.lower_ == "as"), None)
    likened = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    clause = verb.head
    noun = clause.head
    if mark is None or likened is None or likened.left_edge.i != mark.i + 1:
        return
    if clause.dep_ != "relcl" or noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN") or noun.i > clause.i:
        return
    role = likened.dep_
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, role
    mark.head, mark.dep_ = clause, "prep"
    likened.head, likened.dep_ = mark, "pobj"
    for child in [child for child in noun.children if child.is_punct and child.i > verb.i]:
        child.head = verb
