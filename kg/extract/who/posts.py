"""What somebody is: the post that a noun phrase or a verb names, and the field that a body watches over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.extract.syntax.phrases import clean, join
from kg.extract.who.known_names import adjective_index
from kg.extract.who.salience import Reference
from kg.grammar import Grammar
from kg.tokens import Token

BESIDE = ("compound", "amod", "nmod", "punct")
INNER = ("of", "for", "in", "on")


def post_name(head: Token, references: Mapping[int, Reference], grammar: Grammar) -> str:
    """
    The post without whose it is.

    "Acme's head of public policy for Europe"   head of public policy for Europe
    "a former law professor at Oxford"          law professor
    "Lopez owns Acme"                           owner
    """
    if head.pos_ == "VERB":
        return next(iter(grammar.words["posts"].get(head.lemma_, ())), "")
    nouns = [head]
    if head.dep_ == "conj" and head.head.pos_ == "NOUN" and head.i - head.head.i <= 4:
        nouns = [head.head, head]
    kept = (
        list(_titles(head, references))
        + list(_beside(nouns[0], references, grammar))
        + list(range(nouns[0].i, head.i + 1))
        + list(_complement(head, references))
    )
    words = [head.doc[i] for i in sorted(set(kept))]
    said = clean(join(words))
    if head.tag_ == "NNS":  # "one of its lawyers"
        said = said.replace(head.text, head.lemma_)
    return said.lower() if _is_title(head) else said


def _is_title(head: Token) -> bool:
    """ "Prime Minister Ana Lopez": a post before the name."""
    return head.pos_ == "PROPN" and head.dep_ in ("compound", "nmod")


def _titles(head: Token, references: Mapping[int, Reference]) -> Iterator[int]:
    """The words of a title before its last one: "Prime" of "Prime Minister Ana Lopez"."""
    at = head.i - 1
    while _is_title(head) and at >= head.sent.start and head.doc[at].head == head.head and at not in references:
        if head.doc[at].dep_ not in ("compound", "nmod"):
            return
        yield at
        at -= 1


def _beside(head: Token, references: Mapping[int, Reference], grammar: Grammar) -> Iterator[int]:
    """The words before the noun that belong to the post: no names, countries, praise or what is past."""
    adjectives = adjective_index(grammar)
    at = head.i - 1
    for child in sorted(head.lefts, key=lambda token: -token.i):
        outside = any(
            token.i in references or token.text in adjectives or token.lower_ in ("based", "headquartered")
            for token in child.subtree
        )
        if (
            child.dep_ not in BESIDE
            or outside
            or child.right_edge.i != at
            or child.lower_ in grammar.word_set("posts", "not of the post")
        ):
            return
        yield from (token.i for token in child.subtree)
        at = child.left_edge.i - 1


def _complement(head: Token, references: Mapping[int, Reference]) -> Iterator[int]:
    """What the post is for, where no name is: "of public policy for Europe"."""
    for child in head.children:
        if child.dep_ != "prep" or child.lower_ not in INNER:
            continue
        words = list(child.subtree)
        named = any(pobj.i in references for pobj in child.children)
        if named or len(words) > 7 or any(token.is_punct for token in words):
            continue
        yield from (token.i for token in words)


def field_watched(head: Token, references: Mapping[int, Reference], grammar: Grammar, country: str | None) -> str:
    """ "China's internet" of "China's top internet regulator"."""
    compound = [child for child in head.lefts if child.dep_ in ("compound", "amod", "nmod") and child.i == head.i - 1]
    adjectives = adjective_index(grammar)
    owners = [
        thing.label
        for child in head.lefts
        if child.i in references
        for thing in references[child.i].things
        if thing.type == "Country"
    ]
    said = [child.text for child in head.lefts if child.text in adjectives]
    if said and compound and compound[0].text not in adjectives:
        return f"{said[0]} {compound[0].lower_}"
    if any(child.lemma_.lower() == "country" for child in head.lefts) and country:
        owners.append(country)
    if not compound:
        return ""
    return f"{owners[0]}'s {compound[0].lower_}" if owners else compound[0].lower_
