"""Which of the facts seen are facts of their own: bare reports of other facts are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.events import Sighting
from kg.grammar import Grammar
from kg.model import Fact, Modality

SPEECH = ("Statement",)


def settle(sightings: Sequence[Sighting], grammar: Grammar) -> Iterator[Fact]:
    """The facts that stand, in their order."""
    told = {s.trigger.i for s in sightings if s.fact.type not in SPEECH and s.fact.type in grammar.ontology.events}
    for sighting in _first_of_each(sightings):
        if sighting.fact.type in SPEECH and _is_bare_report(sighting, told):
            continue
        yield sighting.fact


def _first_of_each(sightings: Sequence[Sighting]) -> Iterator[Sighting]:
    """Of one trigger and type, only what the first pattern saw."""
    first: dict[tuple[int, str], str] = {}
    for sighting in sightings:
        pattern = first.setdefault((sighting.trigger.i, sighting.fact.type), sighting.fact.patterns[0])
        if pattern == sighting.fact.patterns[0]:
            yield sighting


def _is_bare_report(sighting: Sighting, told: set[int]) -> bool:
    """The statement only reports an event that is a fact itself: "said it had closed the accounts"."""
    if sighting.trigger.i in told:
        return True
    return sighting.clause is not None and any(token.i in told for token in _main_verbs(sighting.clause))


def _main_verbs(clause: Token) -> Iterator[Token]:
    """The verb of a clause, those that carry on from it, and the nouns that it carries."""
    yield clause
    for child in clause.children:
        if child.dep_ in ("xcomp", "dobj", "nsubjpass", "oprd") or (child.dep_ == "conj" and child.pos_ == "VERB"):
            yield from _main_verbs(child) if child.pos_ == "VERB" else (child,)
