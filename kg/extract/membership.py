"""Which members of a group the next sentences name: "blocked eight services. Yahoo and PayPal were among them"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.scene import Scene
from kg.extract.who.salience import Reference
from kg.model import Group, Mention, Modality, Name
from kg.tokens import Token

FAR = 2  # sentences between a group and its members
PRONOUNS = ("them", "these", "those")


def with_members(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings, each with the members that are named later of the counted group acted on."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    told = [token for token in scene.parse.doc if _tells_members(token)]
    found: dict[object, tuple[Mention, ...]] = {}
    naming: set[int] = set()
    for verb in told:
        group = _group_before(verb, sightings, sentences)
        members = tuple(_named_in(verb, scene)) if group is not None else ()
        if group is not None and members:
            naming.add(verb.i)
            found[_group(group)] = (*found.get(_group(group), ()), *members)
    for sighting in sightings:
        speech = sighting.fact.type in scene.grammar.kinds("speech")
        if speech and sighting.clause is not None and sighting.clause.i in naming:
            continue  # "confirmed that Yahoo was among them"
        yield _joined(sighting, found.get(_group(sighting), ()) if found else ())


def _group(sighting: Sighting) -> object:
    """What was done to which group, whichever pattern saw it."""
    targets = sighting.fact.slots.get("target", ())
    return sighting.fact.type, sighting.trigger.i, targets[0].span.end if targets else None


def _tells_members(verb: Token) -> bool:
    """ "... were among them", "They include ..."."""
    if verb.lemma_ == "be" and verb.pos_ in ("AUX", "VERB"):
        return any(
            child.lower_ == "among" and inner.lower_ in PRONOUNS
            for child in verb.children
            if child.dep_ == "prep"
            for inner in child.children
        )
    whole = [child for child in verb.children if child.dep_ == "nsubj" and child.lower_ in ("they", "these", "those")]
    return verb.lemma_ == "include" and bool(whole)


def _group_before(verb: Token, sightings: Sequence[Sighting], sentences: dict[int, int]) -> Sighting | None:
    """The deed told last to a counted group that has members with names."""
    here = sentences[verb.i]
    for sighting in reversed(sightings):
        far = here - sentences[sighting.trigger.i]
        targets = sighting.fact.slots.get("target", ())
        counted = "count" in sighting.fact.slots and sighting.fact.modality is Modality.ASSERTED
        if counted and 0 < far <= FAR and len(targets) == 1 and isinstance(targets[0].value, Group):
            return sighting
    return None


def _named_in(verb: Token, scene: Scene) -> Iterator[Mention]:
    """The names of the clause, in their order, without those that only describe another: "Valve's store Steam"."""
    seen: set[int] = set()
    for token in verb.subtree:
        reference = scene.references.get(token.i)
        if reference is None or reference.start in seen or not _is_a_name(token, reference, scene):
            continue
        seen.add(reference.start)
        thing = reference.things[0]
        if scene.grammar.is_a(thing.type, *scene.grammar.kinds("members named")):
            span = scene.parse.span(reference.start, reference.end)
            yield Mention(span, thing.type, Name(thing.label, thing.known), reference.because)


def _is_a_name(token: Token, reference: Reference, scene: Scene) -> bool:
    behind = scene.parse.doc[reference.end].lower_ if reference.end < len(scene.parse.doc) else ""
    return len(reference.things) == 1 and token.pos_ == "PROPN" and behind not in ("'s", "’s")


def _joined(sighting: Sighting, members: tuple[Mention, ...]) -> Sighting:
    if not members:
        return sighting
    fact = sighting.fact
    named = {mention.value: mention for mention in (*fact.slots["target"], *members)}
    return replace(sighting, fact=replace(fact, slots={**fact.slots, "target": tuple(named.values())}))
