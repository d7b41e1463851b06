"""Notices, letters and orders: who speaks through them, and what they say."""

from __future__ import annotations

from kg.extract.syntax.subjects import RELATIVE, SUBJECTS, by_whom, is_passive, surface_subjects
from kg.grammar import Grammar
from kg.tokens import Token


def issuers(verb: Token, grammar: Grammar) -> list[Token]:
    """ "The ministry issued a notice requiring ...", "... a law that requires ...": who issues it requires."""
    paper = verb.head
    speaks = (verb.dep_ == "acl" and verb.tag_ == "VBG") or (verb.dep_ == "relcl" and not _has_other_subject(verb))
    if not speaks or paper.lemma_ not in grammar.word_set("light_verbs", "documents"):
        return []
    if paper.dep_ == "dobj" and paper.head.pos_ == "VERB" and not is_passive(paper.head):
        return surface_subjects(paper.head)
    return by_whom(paper.head) if paper.dep_ == "nsubjpass" else []


def _has_other_subject(verb: Token) -> bool:
    """ "a law that platforms fear"."""
    return any(child.dep_ in SUBJECTS and child.tag_ not in RELATIVE for child in verb.children)


def order_given(verb: Token, grammar: Grammar) -> Token | None:
    """ "issued an order to Acme to delete it": the order that says so, where the parser says why it was issued."""
    giver = verb.head
    if verb.dep_ != "advcl" or giver.lemma_ not in grammar.word_set("light_verbs", "giving"):
        return None
    for noun in giver.children:
        directed = any(child.lower_ == "to" and any(child.children) for child in (*noun.children, *giver.children))
        if noun.dep_ in ("dobj", "nsubjpass") and noun.lemma_ in grammar.word_set("light_verbs", "directives"):
            return noun if directed and noun.i < verb.i else None
    return None
