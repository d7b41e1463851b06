"""How a fine is made up: "Of the 530 million, 485 million is for the transfers and 45 million for the silence"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.ellipsis import in_brackets
from kg.extract.events import Sighting
from kg.extract.scene import Figure, Scene
from kg.extract.syntax.phrases import clause_text, noun_phrase
from kg.model import Amount, Fact, Mention, Modality, Name, Phrase
from kg.tokens import Token

MOST_PARTS = 4
SHARE = "breakdown/share"


def find_shares(scene: Scene, sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """A fine for each of the sums below a fine that add up to it."""
    sums = [figure for figure in scene.amounts if not in_brackets(scene, figure)]
    seen: set[int] = set()
    for sighting in sightings:
        whole = fined(sighting.fact, scene)
        first = scene.parse.token_at(sighting.fact.slots["amount"][0].span.start) if whole else None
        if whole is None or first is None or first.i in seen:
            continue
        seen.add(first.i)
        parts = _adding_up(whole, [one for one in sums if one.start > first.i])
        parties = _parties(scene, parts, sighting.fact)
        for figure, party in zip(parts, parties, strict=True):
            yield _share(scene, figure, _of_party(sighting, party))


def _parties(scene: Scene, parts: Sequence[Figure], fact: Fact) -> list[Mention | None]:
    """Of "a combined 100 million, Acme 69 million and Foo 31 million", the party of each sum."""
    targets = fact.slots.get("target", ())
    found = [_named_before(figure, targets, scene) for figure in parts]
    apart = len(targets) > 1 and None not in found and len(set(found)) == len(found)
    return found if apart else [None] * len(parts)


def _named_before(figure: Figure, targets: Sequence[Mention], scene: Scene) -> Mention | None:
    """Which of the targets is named last in the sentence before the sum."""
    for i in range(figure.start - 1, scene.parse.doc[figure.start].sent.start - 1, -1):
        for thing in scene.references[i].things if i in scene.references else ():
            for target in targets:
                if isinstance(target.value, Name) and target.value.label == thing.label:
                    return target
    return None


def _of_party(sighting: Sighting, party: Mention | None) -> Sighting:
    if party is None:
        return sighting
    return replace(sighting, fact=replace(sighting.fact, slots={**sighting.fact.slots, "target": (party,)}))


def fined(fact: Fact, scene: Scene) -> Amount | None:
    """The sum of a fine that is told for a fact."""
    amounts = [mention.value for mention in fact.slots.get("amount", ()) if isinstance(mention.value, Amount)]
    if not amounts or fact.modality is not Modality.ASSERTED or fact.type not in scene.grammar.kinds("ranked sums"):
        return None
    converted = len({amount.currency for amount in amounts}) == len(amounts)  # "7 billion roubles ($98 million)"
    return amounts[0] if converted else None


def _adding_up(whole: Amount, later: Sequence[Figure]) -> Sequence[Figure]:
    """The first run of sums in the currency that comes to the whole."""
    for start in range(len(later)):
        for stop in range(start + 2, min(start + MOST_PARTS, len(later)) + 1):
            values = [figure.value for figure in later[start:stop] if isinstance(figure.value, Amount)]
            if {value.currency for value in values} != {whole.currency}:
                break
            if sum(value.value for value in values) == whole.value:
                return later[start:stop]
    return ()


def _share(scene: Scene, figure: Figure, sighting: Sighting) -> Sighting:
    """The fine of a part of the sum, with what is told of that part alone."""
    assert isinstance(figure.value, Amount)
    root = scene.parse.doc[figure.start : figure.end].root
    amount = Mention(scene.parse.span(figure.start, figure.end), "Amount", figure.value)
    slots = {slot: found for slot, found in sighting.fact.slots.items() if slot != "reason"}
    slots |= {"amount": (amount,)} | _purpose(scene, figure)
    fact = replace(sighting.fact, slots=slots, evidence=(amount.span,), patterns=(SHARE,))
    return Sighting(fact, root)


def _purpose(scene: Scene, figure: Figure) -> dict[str, tuple[Mention, ...]]:
    """What stands behind a sum: who gets it, or what it is for."""
    words = scene.grammar.word_set("prepositions", "purposes")
    doc = scene.parse.doc
    next_sum = min((one.start for one in scene.amounts if one.start > figure.start), default=len(doc))
    stop = min(next_sum, figure.end + 8, doc[figure.start].sent.end)
    for token in doc[figure.end : stop]:
        if token.lower_ not in words:
            continue
        if token.dep_ == "mark":
            return _phrase(scene, token.head, clause_text(token.head))
        for noun in token.children:
            if noun.dep_ == "pobj":
                return _receiver(scene, noun) or _phrase(scene, noun, noun_phrase(noun))
    return {}


def _receiver(scene: Scene, noun: Token) -> dict[str, tuple[Mention, ...]]:
    """The authority that a part of the sum goes to: its own fine."""
    reference = scene.references.get(noun.i)
    if reference is None or len(reference.things) != 1:
        return {}
    thing = reference.things[0]
    if not scene.grammar.is_a(thing.type, *scene.grammar.kinds("authority")):
        return {}
    span = scene.parse.span(reference.start, reference.end)
    return {"agent": (Mention(span, thing.type, Name(thing.label, thing.known), reference.because),)}


def _phrase(scene: Scene, head: Token, text: str) -> dict[str, tuple[Mention, ...]]:
    if not text or head.i in scene.references:
        return {}
    return {"reason": (Mention(scene.parse.span(head.left_edge.i, head.right_edge.i + 1), "Phrase", Phrase(text)),)}
