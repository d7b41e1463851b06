"""Lists of counted things that the parser tears apart: "22 channels, three accounts and one website"."""

from __future__ import annotations

from kg.tokens import Token


def mend_counted_list(token: Token) -> None:
    """ "22 channels, three accounts and one website": the later nouns are coordinated with the first."""
    counted = any(child.dep_ == "nummod" for child in token.children) or token.left_edge.dep_ == "nummod"
    if not counted or token.dep_ not in ("appos", "conj", "npadvmod", "dep", "dobj") or token.pos_ != "NOUN":
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


def mend_caused_list(token: Token) -> None:
    """ "had 12 channels and four shops closed": all of it is closed, the channels are not simply had."""
    above = token.head
    if token.dep_ != "conj" or token.tag_ not in ("VBN", "VBD") or above.lemma_ not in ("have", "get", "see"):
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
