"""Words that a speaker goes on with after it was said who speaks: "Rules are good," said Lopez. "They protect us."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.events import Sighting
from kg.extract.quotations import Quote
from kg.extract.scene import Scene
from kg.model import Mention, Quotation

ENDS = (".", "!", "?", "…")
CLOSING = "\"”’'»“"


def with_later_words(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Sighting]:
    """The sightings, each statement with the quotations that follow it and are nobody else's."""
    taken = {mention.span for sighting in sightings for mention in sighting.fact.slots.get("quote", ())}
    speech = scene.grammar.kinds("speech")
    for sighting in sightings:
        own = sighting.fact.slots.get("quote", ())
        later = tuple(_later(sighting, scene)) if sighting.fact.type in speech and own else ()
        added = tuple(mention for mention in later if mention.span not in taken)
        slots = {**sighting.fact.slots, "quote": (*own, *added)} if added else sighting.fact.slots
        yield replace(sighting, fact=replace(sighting.fact, slots=slots))


def _later(sighting: Sighting, scene: Scene) -> Iterator[Mention]:
    """The quotations in a row behind the statement's sentence, in its paragraph, that are whole sentences."""
    at = sighting.trigger.sent.end
    for quote in scene.quotes:
        if quote.start >= at:
            if not _is_next(quote, at, scene) or not _stands_alone(quote, scene):
                return
            yield Mention(quote.words, "Quotation", Quotation(quote.words.text))
            at = quote.end


def _is_next(quote: Quote, at: int, scene: Scene) -> bool:
    """Nothing but marks stands between, and it is the same paragraph."""
    blocks, doc = scene.parse.blocks, scene.parse.doc
    return blocks[quote.start] == blocks[at - 1] and all(token.is_punct for token in doc[at : quote.start])


def _stands_alone(quote: Quote, scene: Scene) -> bool:
    """It ends as a sentence does, and what follows is another sentence: nobody is said to have said it."""
    doc = scene.parse.doc
    if quote.words.text[-1:] not in ENDS:
        return False
    following = quote.end
    while following < len(doc) and doc[following].text in CLOSING:
        following += 1
    if following >= len(doc) or scene.parse.blocks[following] != scene.parse.blocks[quote.start]:
        return True
    return not (doc[following].is_lower or doc[following].is_punct)
