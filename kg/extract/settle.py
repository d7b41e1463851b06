"""Which of the facts seen are facts of their own: bare reports of other facts are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.events import Sighting
from kg.extract.phrases import clause_tokens, clause_words
from kg.extract.scene import Scene
from kg.model import BlockKind, Fact, Mention, Modality, Name, Phrase

SPEECH = ("Statement",)


def settle(sightings: Sequence[Sighting], scene: Scene) -> Iterator[Fact]:
    """The facts that stand, in their order."""
    kept = tuple(_first_of_each(sightings))
    told = _told(kept, scene)
    voices = _voices(kept, scene)
    for sighting in kept:
        if sighting.fact.type not in SPEECH:
            yield sighting.fact
        elif not (_is_headline(sighting, scene) and _is_echo(sighting.fact, voices)):
            yield from _own_words(sighting, told, scene)


def _first_of_each(sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """Of one trigger and type, only what the first pattern saw."""
    first: dict[tuple[int, str], str] = {}
    for sighting in sightings:
        pattern = first.setdefault((sighting.trigger.i, sighting.fact.type), sighting.fact.patterns[0])
        if pattern == sighting.fact.patterns[0]:
            yield sighting


def _told(sightings: Sequence[Sighting], scene: Scene) -> frozenset[int]:
    """The words that events other than statements turn on, and the deeds that they promise."""
    events = [s for s in sightings if s.fact.type not in SPEECH and s.fact.type in scene.grammar.ontology.events]
    firm = [s for s in events if s.fact.modality is Modality.ASSERTED]
    return frozenset({s.trigger.i for s in firm} | {deed.i for s in firm for deed in s.deeds})


def _voices(sightings: Sequence[Sighting], scene: Scene) -> frozenset[str]:
    """Those who say something in the text below the headline."""
    body = [s.fact for s in sightings if s.fact.type in SPEECH and not _is_headline(s, scene)]
    return frozenset(label for fact in body for label in _agents(fact))


def _agents(fact: Fact) -> list[str]:
    return [mention.value.label for mention in fact.slots.get("agent", ()) if isinstance(mention.value, Name)]


def _is_headline(sighting: Sighting, scene: Scene) -> bool:
    return scene.parse.kinds[sighting.trigger.i] is BlockKind.HEADLINE


def _is_echo(fact: Fact, voices: frozenset[str]) -> bool:
    """A headline's statement that the text below tells better: of no one named, or of someone who speaks there."""
    agents = _agents(fact)
    return bool(voices) and (not agents or any(label in voices for label in agents))


# --- what is left of a statement -----------------------------------------------------------------


def _own_words(sighting: Sighting, told: frozenset[int], scene: Scene) -> Iterator[Fact]:
    """The statement without those of its clauses that only report events: "said it was sorry [and would pay]"."""
    clause = sighting.clause
    if clause is None:
        if sighting.trigger.i not in told:
            yield sighting.fact
        return
    parts = [clause, *(child for child in clause.children if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"))]
    left = [part for part in parts if not any(token.i in told for token in _main_words(part))]
    if len(left) == len(parts) and sighting.trigger.i not in told:
        yield sighting.fact
    elif left and (sighting.trigger.i not in told or len(left) < len(parts)):
        yield _narrowed(sighting, parts, left, scene)


def _main_words(part: Token) -> Iterator[Token]:
    """The verb of a clause, those that it governs, and the nouns that it carries."""
    yield part
    for child in part.children:
        if child.dep_ in ("xcomp", "dobj", "nsubjpass", "oprd"):
            yield from _main_words(child) if child.pos_ == "VERB" else (child,)


def _narrowed(sighting: Sighting, parts: list[Token], left: list[Token], scene: Scene) -> Fact:
    """The statement with the clauses left as its topic."""
    clause = parts[0]
    gone = {token.i for part in parts[1:] if part not in left for token in part.subtree}
    if clause not in left:
        gone |= {token.i for token in clause.subtree} - {token.i for part in left for token in part.subtree}
    tokens = [
        token
        for token in clause_tokens(clause, leave_out=sighting.trigger if clause.is_ancestor(sighting.trigger) else None)
        if token.i not in gone
    ]
    while tokens and tokens[-1].dep_ in ("cc", "punct"):
        tokens.pop()
    text = clause_words(tokens)
    if not text:
        return sighting.fact
    topic = Mention(scene.parse.span(tokens[0].i, tokens[-1].i + 1), "Phrase", Phrase(text))
    quotes = [
        quote
        for quote in sighting.fact.slots.get("quote", ())
        if quote.span.start < topic.span.end and topic.span.start < quote.span.end
    ]
    slots = {slot: mentions for slot, mentions in sighting.fact.slots.items() if slot != "quote"}
    return replace(sighting.fact, slots={**slots, "topic": (topic,), **({"quote": tuple(quotes)} if quotes else {})})
