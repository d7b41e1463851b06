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


def find_shares(scene: Scene, sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """A fine for each of the sums below a fine that add up to it."""
    sums = [figure for figure in scene.amounts if not in_brackets(scene, figure)]
    seen: set[int] = set()
    for sighting in sightings:
        whole = _fined(sighting.fact, scene)
        first = scene.parse.token_at(sighting.fact.slots["amount"][0].span.start) if whole else None
        if whole is None or first is None or first.i in seen:
            continue
        seen.add(first.i)
        for figure in _adding_up(whole, [one for one in sums if one.start > first.i]):
            yield _share(scene, figure, sighting)


def _fined(fact: Fact, scene: Scene) -> Amount | None:
    """The sum of a fine that is told for a fact."""
    firm = fact.type in scene.grammar.kinds("ranked sums") and fact.modality is Modality.ASSERTED
    amounts = [mention.value for mention in fact.slots.get("amount", ()) if isinstance(mention.value, Amount)]
    return amounts[0] if firm and len(amounts) == 1 else None


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
    fact = replace(sighting.fact, slots=slots, evidence=(amount.span,), patterns=("breakdown/share",))
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
