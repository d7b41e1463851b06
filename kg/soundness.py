"""Facts that the ontology would not have, told from the others: they are kept aside with the reason, never asserted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.model import Aside, Fact, Group, Mention, Name, Reading
from kg.ontology import Ontology


def sound(readings: Iterable[Reading], ontology: Ontology) -> tuple[list[Reading], tuple[Aside, ...]]:
    """The readings without the facts that are not sound, and these with what is wrong with each."""
    kept, aside = [], []
    for reading in readings:
        wrong = {
            fact.id: "; ".join(found)
            for fact in reading.facts
            if (found := [*faults(fact, reading.article.text, ontology)])
        }
        aside += [Aside(fact, wrong[fact.id]) for fact in reading.facts if fact.id in wrong]
        kept.append(
            replace(reading, facts=tuple(fact for fact in reading.facts if fact.id not in wrong)) if wrong else reading
        )
    return kept, tuple(aside)


def faults(fact: Fact, text: str, ontology: Ontology) -> Iterator[str]:
    """What is wrong with a fact: its type, its slots, what fills them, or the words that it rests on."""
    if fact.type not in ontology.events and fact.type not in ontology.relations:
        yield f"the ontology has no event or relation {fact.type!r}"
    for slot, mentions in fact.slots.items():
        if slot not in ontology.slots:
            yield f"the ontology has no slot {slot!r}"
        else:
            kinds = sorted({mention.type for mention in mentions if not _fits(mention, slot, ontology)})
            yield from (f"{slot}: no {kind} can stand there" for kind in kinds)
    core = _core_slots(fact.type, ontology)
    if core and not any(fact.slots.get(slot) for slot in core):
        yield f"nothing fills {' or '.join(core)}"
    spans = [*fact.evidence, *(mention.span for mentions in fact.slots.values() for mention in mentions)]
    if any(text[span.start : span.end] != span.text for span in spans):
        yield "its words do not stand where it says"


def _fits(mention: Mention, slot: str, ontology: Ontology) -> bool:
    """True of what the slot takes; a slot of literals that names no class of wordings takes any wording."""
    if ontology.slots[slot].literal and not set(ontology.range_of(slot)) & ontology.classes.keys():
        return not isinstance(mention.value, Name | Group)
    return ontology.fits(mention.type, slot)


def _core_slots(kind: str, ontology: Ontology) -> Sequence[str]:
    term = ontology.classes.get(kind) or ontology.properties.get(kind)
    return term.core_slots if term else ()
