"""Deeds told again of others by "do": "fined Acme, as it had done with Globex in May"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.heads import frame_at
from kg.extract.scene import Scene
from kg.extract.syntax.grounds import repeats
from kg.extract.syntax.subjects import conjuncts
from kg.extract.timing import when
from kg.model import Mention, Modality, Name
from kg.tokens import Token

OWN = ("count", "amount", "date", "start", "end", "platform", "quote")  # what is told of the one deed alone


def find_likewise(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The deed once more, done to those named behind "as it had done with"."""
    events = scene.grammar.ontology.events
    for sighting in sightings:
        fact = sighting.fact
        if fact.type not in events or fact.modality is not Modality.ASSERTED or "target" not in fact.slots:
            continue
        for clause in sighting.trigger.children:
            targets = tuple(_others(clause, sighting, scene)) if clause.dep_ == "advcl" and repeats(clause) else ()
            if targets:
                slots = {slot: found for slot, found in fact.slots.items() if slot not in OWN} | {"target": targets}
                slots |= when(scene, frame_at(clause, scene))
                told = scene.parse.span(clause.left_edge.i, clause.right_edge.i + 1)
                again = replace(fact, slots=slots, evidence=(told,), patterns=("likewise/do",))
                yield replace(sighting, fact=again, trigger=clause, clause=None, deeds=(), more=(), lacks=())


def _others(clause: Token, sighting: Sighting, scene: Scene) -> Iterator[Mention]:
    """The names behind "with", of the kind of those acted on."""
    kinds = {*scene.grammar.kinds("actors"), *(mention.type for mention in sighting.fact.slots["target"])}
    known = {mention.value for mention in sighting.fact.slots["target"]}
    for preposition in clause.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in ("with", "to", "against", "for"):
            continue
        for head in (member for noun in preposition.children if noun.dep_ == "pobj" for member in conjuncts(noun)):
            reference = scene.references.get(head.i)
            if reference is None:
                continue
            for thing in reference.things:
                name = Name(thing.label, thing.known)
                if name not in known and any(scene.grammar.is_a(thing.type, kind) for kind in kinds):
                    yield Mention(scene.parse.span(reference.start, reference.end), thing.type, name)
