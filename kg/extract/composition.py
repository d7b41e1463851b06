"""What a thing that was closed was made of: "The network consisted of 40 accounts, 12 pages and three groups"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.counted import count_of
from kg.extract.events import Sighting
from kg.extract.participants import described
from kg.extract.scene import Scene
from kg.extract.syntax.roles import noun_frame, verb_frame
from kg.extract.syntax.subjects import conjuncts
from kg.model import Fact, Mention, Modality, Name
from kg.tokens import Token

FAR = 6  # sentences between the closure and what was closed


def find_composed(scene: Scene, sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """A closure for each counted group that a closed network was made of, in the order of the text."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    closed = [sighting for sighting in sightings if _is_closing(sighting.fact, scene)]
    triggers = {sighting.trigger.i for sighting in closed}
    for verb in scene.parse.doc if closed else ():
        parts = _parts(verb, scene)
        if len(parts) < 2 or _hangs_on(verb, triggers):
            continue
        near = [one for one in closed if abs(sentences[verb.i] - sentences[one.trigger.i]) <= FAR]
        before = [one for one in near if one.trigger.i < verb.i] or near
        if before:
            yield from (_part(scene, noun, group, before[-1]) for noun, group in parts)


def _is_closing(fact: Fact, scene: Scene) -> bool:
    """A network or accounts are told to have been closed."""
    clusters = scene.grammar.word_set("lists", "clusters")
    targets = [mention.value for mention in fact.slots.get("target", ())]
    return (
        fact.type in scene.grammar.kinds("closings")
        and fact.modality is Modality.ASSERTED
        and any(not isinstance(value, Name) and getattr(value, "head", "") in clusters for value in targets)
    )


def _hangs_on(verb: Token, triggers: set[int]) -> bool:
    """The closure's own object already tells the parts."""
    return any(node.i in triggers for node in verb.ancestors) and verb.dep_ in ("xcomp", "pobj")


def _parts(verb: Token, scene: Scene) -> list[tuple[Token, Mention]]:
    """The counted groups of accounts that a network is said to consist of."""
    if verb.lemma_ not in scene.grammar.word_set("lists", "consisting"):
        return []
    frame = verb_frame(verb, scene.grammar)
    wholes = {noun.lemma_.lower() for noun in frame.heads("subject", "object")}
    if not wholes & scene.grammar.word_set("lists", "clusters"):
        return []
    found = []
    for noun in frame.heads("object", "of", "by"):
        group = described(scene, noun, scene.grammar.kinds("members of networks"))
        if group and count_of(scene, noun):
            found.append((noun, group[0]))
    return found


def _part(scene: Scene, noun: Token, group: Mention, closure: Sighting) -> Sighting:
    """The closure of one part of what was closed."""
    slots = {slot: found for slot, found in closure.fact.slots.items() if slot not in ("target", "count", "platform")}
    platforms = _platforms(scene, noun) or closure.fact.slots.get("platform", ())
    agents = slots.get("agent", ())
    if not platforms and all(agent.type in scene.grammar.kinds("service") for agent in agents):
        platforms = agents
    slots |= {"target": (group,), "count": count_of(scene, noun)} | ({"platform": platforms} if platforms else {})
    evidence = scene.parse.span(noun.left_edge.i, noun.i + 1)
    fact = Fact(closure.fact.type, slots, (evidence,), ("lists/composition",))
    return replace(closure, fact=fact, trigger=noun, lacks=())


def _platforms(scene: Scene, noun: Token) -> tuple[Mention, ...]:
    """ "Instagram accounts", "accounts on Instagram"; what hangs on the list's last but one is the last one's."""
    heads = noun_frame(noun, scene.grammar).heads("compound", "on")
    if noun.dep_ == "conj" and noun.head.i < noun.i and not any(child.dep_ == "conj" for child in noun.children):
        heads += [
            pobj
            for child in noun.head.children
            if child.dep_ == "prep" and child.lower_ == "on" and child.i > noun.i
            for pobj in child.children
        ]
    own = [head for head in heads if not any(noun.i < other.i < head.i for other in conjuncts(noun))]
    found = []
    for head in own:
        reference = scene.references.get(head.i)
        for thing in reference.things if reference else ():
            if thing.type in scene.grammar.kinds("service") and reference is not None:
                span = scene.parse.span(reference.start, reference.end)
                found.append(Mention(span, thing.type, Name(thing.label, thing.known), reference.because))
    return tuple(found[:1])
