"""What a word names: things, or the government that a capital stands for."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.scene import Scene
from kg.extract.who.salience import Reference, Thing
from kg.grammar import Grammar, once
from kg.model import Mention, Name
from kg.tokens import Token


def things(scene: Scene, head: Token, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """The named things that the word stands for, those of the types; a capital may stand for its government."""
    reference = scene.references.get(head.i)
    if reference is None:
        return ()
    fitting = [thing for thing in reference.things if scene.grammar.is_a(thing.type, *types)]
    if not fitting:
        return _government(scene, head, reference, types)
    span = scene.parse.span(reference.start, reference.end)
    return tuple(Mention(span, thing.type, Name(thing.label, thing.known), reference.because) for thing in fitting)


def _government(scene: Scene, head: Token, reference: Reference, types: tuple[str, ...]) -> tuple[Mention, ...]:
    """ "Beijing banned the app": who acts or is told to is not the capital but who governs from it."""
    government = scene.grammar.kind("government")
    acts = head.dep_ in ("nsubj", "conj", "poss") or (head.dep_ == "pobj" and head.head.dep_ == "agent")
    label = reference.things[0].label
    called_on = head.dep_ == "dobj" and label in metonyms(scene.grammar)  # "urged New Delhi to think again"
    if not (acts or called_on) or not government or not scene.grammar.is_a(government, *types):
        return ()
    country = metonyms(scene.grammar).get(label) or _seat(reference.things[0], scene.grammar)
    if country is None:
        return ()
    span = scene.parse.span(reference.start, reference.end)
    return (Mention(span, government, Name(label), f"{label} stands for those who govern {country}"),)


def _seat(thing: Thing, grammar: Grammar) -> str | None:
    """The town or state that the ontology knows: "Texas sued Foo"."""
    return thing.label if thing.known and thing.type in grammar.kinds("GPE") else None


@once
def metonyms(grammar: Grammar) -> Mapping[str, str]:
    """The names that stand for a country's government → the country."""
    return {name: known.name for known in grammar.names.values() for name in known.metonyms}
