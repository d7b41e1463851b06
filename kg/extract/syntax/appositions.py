"""Nouns beside names, where the parser hangs them on something else: "on Foo and Bar, the group's two apps"."""

from __future__ import annotations

from kg.extract.syntax.subjects import list_start
from kg.tokens import Token

CLOSING = (",", ".", ";", ")", "–", "—", "-")


def seat_description(noun: Token) -> None:
    """ "drove sellers on Foo and Bar, the group's two apps, to ...": the plural tells what the names listed are."""
    first = noun.left_edge
    if noun.tag_ != "NNS" or first.i < 2 or first.nbor(-1).text != "," or noun.dep_ not in ("dobj", "appos", "attr"):
        return
    last, names = first.nbor(-2), list_start(first.nbor(-2))
    described = any(child.dep_ == "poss" or child.lower_ in ("the", "both") for child in noun.children)
    if not described or last.pos_ != "PROPN" or names == last or names.pos_ != "PROPN":
        return
    closed = noun.i + 1 == len(noun.doc) or noun.nbor().text in CLOSING
    if closed and noun.head.i < last.i and noun != names.head and noun.head != names:
        noun.head, noun.dep_ = names, "appos"
        first.nbor(-1).head = names


def seat_time(noun: Token) -> None:
    """ "gave Foo, the telecoms agency, 24 hours to answer": what is given to somebody, not what he is called."""
    if noun.dep_ != "appos" or noun.ent_type_ not in ("TIME", "DATE"):
        return
    if not any(child.dep_ == "nummod" for child in noun.children):
        return
    to_do = any(child.dep_ in ("relcl", "acl") and child.left_edge.tag_ == "TO" for child in noun.children)
    named = next((node for node in noun.ancestors if node.dep_ != "appos"), noun)
    if to_do and named.dep_ in ("dobj", "dative") and named.head.pos_ == "VERB" and named.head.i < named.i:
        noun.head, noun.dep_ = named.head, "dobj"
        named.dep_ = "dative"


def seat_likened(verb: Token) -> None:
    """ "fined Foo, the service often likened to Bar, 3 million": the participle tells what the name is."""
    noun = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    if noun is None or verb.tag_ not in ("VBD", "VBN") or verb.dep_ != "conj" or noun.pos_ != "NOUN":
        return
    told = {child.dep_ for child in verb.children}
    first, above = noun.left_edge, verb.head
    if told & {"dobj", "aux", "auxpass", "ccomp", "xcomp"} or "prep" not in told or first.i <= above.i + 1:
        return
    name = first.nbor(-2)
    joined = any(child.dep_ == "cc" and above.i < child.i < verb.i for child in above.children)
    if first.nbor(-1).text != "," or name.pos_ != "PROPN" or joined or first.lower_ not in ("the", "a", "an"):
        return
    for child in [child for child in verb.children if child.i > verb.i]:
        if child.dep_ in ("advcl", "punct") or child.left_edge.nbor(-1).text == ",":
            child.head = above
    noun.head, noun.dep_ = name, "appos"
    verb.head, verb.dep_, verb.tag_ = noun, "acl", "VBN"


def seat_name(name: Token) -> None:
    """ "the shop Foo and the apps Bar and Baz": a name hangs on the noun right before it."""
    if name.dep_ != "appos" or name.pos_ != "PROPN" or not name.i or name.head.pos_ != "PROPN":
        return
    noun = name.nbor(-1)
    if noun.pos_ == "NOUN" and noun.dep_ == "conj" and noun.head == name.head:
        name.head = noun
