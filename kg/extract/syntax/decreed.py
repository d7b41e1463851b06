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


def mend_decreed_clause(verb: Token) -> None:
    """ "ordered that shops run from abroad be closed": the shops are to be closed, and they are run as it is."""
    if verb.tag_ != "VBN":
        return
    bare = any(child.dep_ == "auxpass" and child.lower_ == "be" for child in verb.children)
    told = {child.dep_ for child in verb.children}
    if not bare or told & {"nsubj", "nsubjpass", "aux", "mark"}:
        return
    siblings = (verb.head, *verb.head.children)
    first = next(
        (one for one in siblings if one.i < verb.i and one.dep_ == "ccomp" and one.tag_ in ("VBN", "VBD")), None
    )
    parts = {child.dep_: child for child in first.children} if first is not None else {}
    noun = parts.get("nsubj") or parts.get("nsubjpass")
    if first is None or noun is None or "mark" not in parts or parts.keys() & {"aux", "auxpass", "dobj"}:
        return
    verb.head, verb.dep_ = first.head, "ccomp"
    parts["mark"].head = noun.head = verb
    noun.dep_ = "nsubjpass"
    first.head, first.dep_, first.tag_ = noun, "acl", "VBN"
