"""The sums of money that belong to what a word tells."""

from __future__ import annotations

from itertools import takewhile

from kg.extract.ellipsis import in_brackets
from kg.extract.scene import Figure, Scene
from kg.extract.syntax.frames import Frame
from kg.tokens import Token


def nearby_sums(frame: Frame, scene: Scene) -> list[Figure]:
    """The sums of money in the trigger's own clause, those behind it first, conversions in brackets last."""
    verb = frame.carrier or _measure(frame.trigger, scene) or frame.trigger
    found = []
    for figure in scene.amounts:
        root = scene.parse.doc[figure.start : figure.end].root
        between = list(takewhile(lambda node: node != verb, root.ancestors))
        if verb in root.ancestors and not any(node.pos_ == "VERB" and node.dep_ != "amod" for node in between):
            found.append(figure)
    if not found and frame.trigger.pos_ == "VERB":
        found = _only_sum(frame.trigger, scene)
    return sorted(found, key=lambda figure: (in_brackets(scene, figure), figure.start < verb.i, figure.start))


def _only_sum(verb: Token, scene: Scene) -> list[Figure]:
    """The one sum behind a verb in its sentence, where the parse does not join the two."""
    sentence = verb.sent
    inside = [
        figure
        for figure in scene.amounts
        if sentence.start <= figure.start < sentence.end and not in_brackets(scene, figure)
    ]
    return inside if len(inside) == 1 and inside[0].start > verb.i and not _is_of_the_next(inside[0], verb) else []


def _is_of_the_next(sum_: Figure, verb: Token) -> bool:
    """ "fined Acme for lies and ordered Foo to pay 3 million": the sum belongs to what another verb tells."""
    later = (child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB" and child.i < sum_.start)
    return any(any(part.dep_ in ("dobj", "nsubj", "nsubjpass") for part in child.children) for child in later)


def _measure(noun: Token, scene: Scene) -> Token | None:
    """The verb that gives a noun its sum: "the fines came to 9 million yuan"."""
    verb = noun.head
    measured = noun.dep_ == "nsubj" and verb.lemma_ in scene.grammar.word_set("light_verbs", "measuring")
    return verb if measured else None
