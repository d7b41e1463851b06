"""Prepositions whose object the parser gives to the verb."""

from __future__ import annotations

from kg.tokens import Token


def give_object(preposition: Token) -> None:
    """ "Access to 300 sites was cut": what stands right behind "to" belongs to it, access is cut."""
    noun = preposition.head
    if preposition.dep_ != "prep" or noun.dep_ != "dep" or noun.pos_ != "NOUN" or any(preposition.children):
        return
    for subject in noun.head.children:
        if subject.dep_ in ("nsubj", "nsubjpass") and subject.left_edge.i == preposition.i + 1:
            noun.dep_ = subject.dep_
            subject.head, subject.dep_ = preposition, "pobj"
            return


def take_object(particle: Token) -> None:
    """ "The app was kicked off Google Play": what is acted on stands before the verb, what stands behind is where."""
    verb = particle.head
    if particle.dep_ != "prt" or particle.lower_ != "off" or any(particle.children):
        return
    if not any(child.dep_ == "nsubjpass" for child in verb.children):
        return
    for noun in verb.children:
        if noun.dep_ == "dobj" and noun.left_edge.i == particle.i + 1:
            particle.dep_ = "prep"
            noun.head, noun.dep_ = particle, "pobj"
            return
