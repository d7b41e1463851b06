"""Which deeds are surely done: no habits ("they take down advertisements"), of alternatives the lightest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.events import Sighting
from kg.extract.scene import Scene
from kg.grammar import Grammar
from kg.model import BlockKind, Fact, Modality
from kg.tokens import Token


def without_heavier(sightings: Sequence[Sighting], grammar: Grammar) -> Iterator[Sighting]:
    """The sightings, but of verbs joined by "or" only those of the lightest deed."""
    weights = {name: weight for weight, name in enumerate(grammar.words["alternatives"]["heavier first"])}
    for sighting in sightings:
        weight = weights.get(sighting.fact.type)
        joined = _alternatives(sighting.trigger) if weight is not None else ()
        others = [weights.get(other.fact.type, -1) for other in sightings if other.trigger in joined]
        if weight is None or all(other <= weight for other in others):
            yield sighting


def without_settled(sightings: Sequence[Sighting], grammar: Grammar) -> Iterator[Sighting]:
    """The sightings without promises, orders and punishments whose words tell of a sum: "agreed to pay 3 million"."""
    settled = {s.trigger.i for s in sightings if s.fact.type == grammar.words["alternatives"]["settled"]}
    again = grammar.word_set("alternatives", "told again")
    return (s for s in sightings if s.fact.type not in again or s.trigger.i not in settled)


def without_decrees(sightings: Sequence[Sighting], grammar: Grammar) -> Iterator[Sighting]:
    """The sightings without orders of what is told as done by them: "ordered the suspension of Acme" suspends it."""
    deeds = grammar.word_set("alternatives", "done to groups")
    firm = [one for one in sightings if one.fact.type in deeds and one.fact.modality is Modality.ASSERTED]
    done = {(one.trigger.i, _targets(one.fact)) for one in firm if one.trigger.pos_ == "NOUN"}
    for sighting in sightings:
        acted = sighting.trigger.children if sighting.fact.type in grammar.kinds("orders") else ()
        beside = (*acted, *(head for head in (sighting.trigger.head,) if head != sighting.trigger))
        if not any((one.i, _targets(sighting.fact)) in done for one in beside):
            yield sighting


def _targets(fact: Fact) -> frozenset[object]:
    return frozenset(mention.value for mention in fact.slots.get("target", ()))


def _alternatives(verb: Token) -> tuple[Token, ...]:
    """The verbs that "or" joins with this one."""
    first = verb
    while first.dep_ == "conj":
        first = first.head
    chain = [first]
    for token in chain:
        chain += [child for child in token.children if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX")]
    has_or = any(child.lower_ == "or" for token in chain for child in token.children if child.dep_ == "cc")
    return tuple(token for token in chain if token != verb) if has_or else ()


def without_habits(sightings: Iterable[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings without what a text says is done at all times, in the present and without date or number."""
    deeds = scene.grammar.word_set("alternatives", "done to groups")
    for sighting in sightings:
        dated = {"date", "start", "end", "count"} & set(sighting.fact.slots)
        in_prose = scene.parse.kinds[sighting.trigger.i] is BlockKind.PROSE
        present = sighting.trigger.tag_ in ("VBZ", "VBP") and in_prose and not _is_new(sighting.trigger, scene)
        always = in_prose and _is_always_so(sighting.trigger) and not {"agent", "count"} & set(sighting.fact.slots)
        if sighting.fact.type not in deeds or not (always or (present and not dated)):
            yield sighting


def _is_always_so(verb: Token) -> bool:
    """ "content that is banned in Russia": what kind of content it is."""
    passive = [child for child in verb.children if child.dep_ == "auxpass" and child.tag_ in ("VBZ", "VBP")]
    told = {child.dep_ for child in verb.children}
    return verb.dep_ == "relcl" and verb.tag_ == "VBN" and bool(passive) and not told & {"aux", "agent"}


def _is_new(verb: Token, scene: Scene) -> bool:
    """ "no longer recommends", "now hides": what has changed is no habit."""
    return any(child.lower_ in scene.grammar.word_set("alternatives", "changing") for child in verb.children)
