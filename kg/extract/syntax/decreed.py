"""Participles behind an order that the parser takes for a past tense: "ordered the site blocked"."""

from __future__ import annotations

from kg.tokens import Token


def mend_decreed(verb: Token, orders: frozenset[str]) -> None:
    """What an order has done is suffered by the noun between the two."""
    if verb.tag_ != "VBD" or verb.dep_ != "ccomp" or verb.head.lemma_ not in orders:
        return
    told = {child.dep_ for child in verb.children}
    subjects = [child for child in verb.children if child.dep_ == "nsubj" and child.i > verb.head.i]
    if len(subjects) == 1 and not told & {"mark", "aux", "auxpass", "dobj", "ccomp", "xcomp"}:
        verb.tag_, subjects[0].dep_ = "VBN", "nsubjpass"
