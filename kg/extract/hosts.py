"""On which platform it happened, where the words for what was dealt with name it: "134 TikTok clips"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.scene import Scene
from kg.extract.story_time import is_counted_deed
from kg.model import Fact, Mention, Name
from kg.tokens import Token

PLACES = ("from", "on", "off", "out", "across", "in")


def with_hosts(sighting: Sighting, fact: Fact, scene: Scene) -> Fact:
    """The deed with the platforms that the words for what was dealt with name, where it has none yet."""
    deeds = scene.grammar.word_set("alternatives", "done to groups")
    if "platform" in fact.slots:
        return fact
    hosted = tuple(dict.fromkeys(_hosts(sighting, fact, scene))) if fact.type in deeds else ()
    hosted = hosted or tuple(dict.fromkeys(_hosts_of_misdeed(fact, scene)))
    return replace(fact, slots={**fact.slots, "platform": hosted}) if hosted else fact


def _hosts(sighting: Sighting, fact: Fact, scene: Scene) -> Iterator[Mention]:
    """ "134 TikTok clips", "dropped out of the Foo feed", "its comment function": the services named there."""
    taken = {getattr(one.value, "label", "") for slot in ("target", "agent") for one in fact.slots.get(slot, ())}
    targets = [one for one in fact.slots.get("target", ()) if not isinstance(one.value, Name)]
    heads = [scene.parse.token_at(mention.span.end - 1) for mention in targets]
    nouns = [head for head in heads if head is not None]
    for child in sighting.trigger.children:
        if child.dep_ == "prep" and child.lower_ in PLACES:
            phrases = (child, *child.children)  # "out of the feed"
            nouns += [inner for inner in child.subtree if inner.dep_ == "pobj" and inner.head in phrases]
    for noun in nouns:
        if noun.ent_type_ == "DATE":
            continue
        yield from (one for one in _services(noun, scene) if getattr(one.value, "label", "") not in taken)


def _services(noun: Token, scene: Scene) -> Iterator[Mention]:
    """The services that the noun's own words name."""
    for token in noun.subtree:
        node = token
        while node != noun and _is_within_the_phrase(node):
            node = node.head
        if node == noun != token:
            yield from _named_service(token, scene)


def _is_within_the_phrase(token: Token) -> bool:
    """A word before a noun, or "of" and what follows it."""
    if token.dep_ == "conj":
        return token.pos_ == token.head.pos_ == "PROPN"
    return token.dep_ in ("compound", "nmod", "amod", "poss", "pobj") or (token.dep_ == "prep" and token.lower_ == "of")


def _hosts_of_misdeed(fact: Fact, scene: Scene) -> Iterator[Mention]:
    """ "arrested over TikTok clips", "for rumours in a WeChat group": where it was done that people are held for."""
    if fact.type not in scene.grammar.kinds("held for posts"):
        return
    for mention in fact.slots.get("reason", ()):
        first, last = scene.parse.token_at(mention.span.start), scene.parse.token_at(mention.span.end - 1)
        if first is None or last is None:
            continue
        for token in scene.parse.doc[first.i : last.i + 1]:
            placed = token.dep_ in ("compound", "amod", "nmod") and token.head.pos_ == "NOUN"
            placed |= token.dep_ == "pobj" and token.head.lower_ in ("on", "via", "through")
            if placed:
                yield from _named_service(token, scene)


def _named_service(token: Token, scene: Scene) -> Iterator[Mention]:
    reference = scene.references.get(token.i)
    if reference is not None:
        span = scene.parse.span(reference.start, reference.end)
        for thing in reference.things:
            if thing.type in scene.grammar.kinds("service"):
                yield Mention(span, thing.type, Name(thing.label, thing.known), reference.because)


def on_the_same_platform(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings; in "It removed 80 clips. Another 20 were hidden" the clips are on one platform."""
    sentences = {token.i: number for number, sentence in enumerate(scene.parse.doc.sents) for token in sentence}
    last: Sighting | None = None
    for sighting in sightings:
        if not is_counted_deed(sighting.fact, scene):
            yield sighting
            continue
        near = last is not None and sentences[sighting.trigger.i] - sentences[last.trigger.i] <= 1
        last = _hosted_like(sighting, last, scene) if near and last is not None else sighting
        yield last


def _hosted_like(sighting: Sighting, other: Sighting, scene: Scene) -> Sighting:
    """The sighting with the other's platform, where the same is counted and nobody else is named."""
    fact, platforms = sighting.fact, other.fact.slots.get("platform", ())
    if not platforms or {"agent", "platform"} & set(fact.slots):
        return sighting
    if _goes_on_counting(sighting, scene):
        agents = {"agent": other.fact.slots["agent"]} if "agent" in other.fact.slots else {}
        return replace(sighting, fact=replace(fact, slots={**fact.slots, "platform": platforms, **agents}))
    if _heads(fact) != _heads(other.fact):
        return sighting
    return replace(sighting, fact=replace(fact, slots={**fact.slots, "platform": platforms}))


def _goes_on_counting(sighting: Sighting, scene: Scene) -> bool:
    """ "40 posts were removed besides", "A further 40 posts were removed": by whom and where is told before."""
    adding = any(token.lower_ in scene.grammar.word_set("lists", "going on") for token in sighting.trigger.sent)
    return adding and any(child.dep_ == "nsubjpass" for child in sighting.trigger.children)


def _heads(fact: Fact) -> set[object]:
    return {getattr(mention.value, "head", mention.value) for mention in fact.slots.get("target", ())}
