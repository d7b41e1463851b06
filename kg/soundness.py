"""Facts that the ontology or its shapes would not have, told from the others: kept aside with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.model import Article, Aside, Fact, Group, Mention, Name, Reading
from kg.ontology import Ontology
from kg.shape_file import Constraints, load_constraints
from kg.sketch import sketch


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a fact is held against."""

    ontology: Ontology
    constraints: Constraints | None


def sound(readings: Iterable[Reading], ontology: Ontology) -> tuple[list[Reading], tuple[Aside, ...]]:
    """The readings without the facts that are not sound, and these with what is wrong with each."""
    rules = _Rules(ontology, load_constraints(ontology))
    kept, aside = [], []
    for reading in readings:
        found = {fact.id: _faults(fact, reading.article, rules) for fact in _suspects(reading, rules)}
        wrong = {id: "; ".join(faults) for id, faults in found.items() if faults}
        aside += [Aside(fact, wrong[fact.id]) for fact in reading.facts if fact.id in wrong]
        kept.append(
            replace(reading, facts=tuple(fact for fact in reading.facts if fact.id not in wrong)) if wrong else reading
        )
    return kept, tuple(aside)


def _suspects(reading: Reading, rules: _Rules) -> Sequence[Fact]:
    """The facts to look at one by one: none where all of them together are as the shapes want it."""
    facts, article, ontology = reading.facts, reading.article, rules.ontology
    if rules.constraints is None or any(any(_strange_words(fact, article.text, ontology)) for fact in facts):
        return facts
    return facts if rules.constraints.violations(sketch(facts, article, ontology)) else ()


def _faults(fact: Fact, article: Article, rules: _Rules) -> Sequence[str]:
    """What is wrong with a fact; the shapes judge what is said in words of the ontology."""
    found = [*_strange_words(fact, article.text, rules.ontology)]
    if found:
        return found
    if rules.constraints is None:
        return [*_misfits(fact, rules.ontology)]
    violations = rules.constraints.violations(sketch([fact], article, rules.ontology))
    return [*dict.fromkeys(violation.message or violation.constraint for violation in violations)]


def _strange_words(fact: Fact, text: str, ontology: Ontology) -> Iterator[str]:
    """Where the fact speaks in words that the ontology, or the article, does not have."""
    if fact.type not in ontology.events and fact.type not in ontology.relations:
        yield f"the ontology has no event or relation {fact.type!r}"
    yield from (f"the ontology has no slot {slot!r}" for slot in fact.slots if slot not in ontology.slots)
    spans = [*fact.evidence, *(mention.span for mentions in fact.slots.values() for mention in mentions)]
    if any(text[span.start : span.end] != span.text for span in spans):
        yield "its words do not stand where it says"


# --- By the ontology alone, where it has no shapes ------------------------------------------------------------------


def _misfits(fact: Fact, ontology: Ontology) -> Iterator[str]:
    """What fills a slot that it cannot fill, and what is missing."""
    for slot, mentions in fact.slots.items():
        kinds = sorted({mention.type for mention in mentions if not _fits(mention, slot, ontology)})
        yield from (f"{slot}: no {kind} can stand there" for kind in kinds)
    core = ontology.core_slots(fact.type)
    if core and not any(fact.slots.get(slot) for slot in core):
        yield f"nothing fills {' or '.join(core)}"


def _fits(mention: Mention, slot: str, ontology: Ontology) -> bool:
    """True of what the slot takes; a slot of literals that names no class of wordings takes any wording."""
    if ontology.slots[slot].literal and not set(ontology.range_of(slot)) & ontology.classes.keys():
        return not isinstance(mention.value, Name | Group)
    return ontology.fits(mention.type, slot)
