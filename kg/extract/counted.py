"""The number or sum that belongs to a noun, and the noun that a number counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.scene import Figure, Scene
from kg.grammar import once
from kg.model import Amount, Count, Mention
from kg.tokens import Token


def whole(head: Token, scene: Scene) -> Token:
    """The thing counted or taken a part of: "posts" of "millions of posts"."""
    partitives = scene.grammar.word_set("partitives", "partitives")
    for _ in range(3):
        if (head.lemma_.lower() not in partitives and head.pos_ != "NUM") or head.i in scene.references:
            return head
        inner = [
            pobj for child in head.children if child.lower_ == "of" for pobj in child.children if pobj.dep_ == "pobj"
        ]
        if not inner:
            return head
        head = inner[0]
    return head


def amount(scene: Scene, head: Token) -> tuple[Mention, ...]:
    """The sum of money that the noun is, or that stands with it."""
    figure = figure_of(scene.amounts, head)
    if figure is None:
        return ()
    assert isinstance(figure.value, Amount)
    return (Mention(scene.parse.span(figure.start, figure.end), "Amount", figure.value),)


def figure_of(figures: tuple[Figure, ...], head: Token) -> Figure | None:
    """The first figure within the noun's phrase, up to the noun itself or just behind it."""
    edge = head.left_edge.i
    for figure in figures:
        if figure.covers(head) or (edge <= figure.start < head.i):
            return figure
    for figure in figures:
        if head.i < figure.start <= head.i + 2 and any(figure.covers(token) for token in head.subtree):
            return figure
    return None


def count_of(scene: Scene, head: Token) -> tuple[Mention, ...]:
    """The number of a counted noun: "more than 9,800 accounts", "millions of posts", "nearly 8,000"."""
    for figure in _counts_beside(scene).get(head.i, ()):
        assert isinstance(figure.value, Count)
        if figure.covers(head) or _counts_noun(figure, head, scene):
            return (Mention(scene.parse.span(figure.start, figure.end), "Count", figure.value),)
    for child in head.children:
        if child.dep_ == "nummod" and child.lower_ == "one":  # "one Facebook account": elsewhere "one" is no number
            return (Mention(scene.parse.span(child.i, child.i + 1), "Count", Count(1)),)
    return ()


@once
def _counts_beside(scene: Scene) -> Mapping[int, Sequence[Figure]]:
    """Word → the numbers that it is a word of, or near enough in the tree to be counted by, in their order."""
    found: dict[int, dict[Figure, None]] = {}
    for figure in scene.counts:
        for token in scene.parse.doc[figure.start : figure.end]:
            for near in (token, token.head, token.head.head, whole(token, scene)):
                found.setdefault(near.i, {})[figure] = None
    return {i: tuple(figures) for i, figures in found.items()}


def _begins(number: Token, noun: Token) -> bool:
    """ "76 Instagram accounts": the parser has the number count the name in the compound."""
    name = number.head
    joined = name.head == noun and name.dep_ == "compound" and name.i < noun.i
    return joined and number.dep_ == "nummod" and number.i < name.i and noun.tag_ == "NNS"


def _counts_noun(figure: Figure, head: Token, scene: Scene) -> bool:
    for i in range(figure.start, figure.end):
        token = scene.parse.doc[i]
        if (
            token.head == head
            and token.dep_ in ("nummod", "amod", "quantmod", "det", "compound", "nmod")
            and token.i < head.i
        ):
            return True
        if whole(token, scene) == head and token != head:
            return True
        if _begins(token, head):
            return True
        owners = token.head.dep_ == "poss" and token.head.head == head and token.head.tag_ == "NNS"
        if owners and token.dep_ == "nummod" and head.tag_ == "NNS" and token.i == token.head.left_edge.i:
            return True  # "6,300 sellers' accounts"
    return False
