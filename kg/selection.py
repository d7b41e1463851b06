"""A part of a graph: who is near whom, between which dates, of which types, or what a query names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from kg.answers import Answer
from kg.errors import AmbiguousName, UnknownName
from kg.knowledge_graph import Graph
from kg.model import Fact, Identity, Knowledge, PartialDate
from kg.ontology import Ontology, load_ontology, nearest
from kg.terms import article_iri, entity_iri, event_iri, fact_iri

DATE_SLOTS = ("date", "start", "end")
LATER = "~"  # comes after all that may follow in a date: "2018" may mean any day until "2018~"


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a graph is wanted; what is left out chooses nothing."""

    focus: tuple[str, ...] = ()  # names of things, and what is near them
    depth: int = 1  # links from a focus
    since: str | None = None  # the beginning of an ISO date: "2018", "2018-11"
    until: str | None = None
    types: tuple[str, ...] = ()  # of facts; what is below a type counts
    query: str | None = None  # a named question, a file or SPARQL, whose answer names what is wanted


def selected(graph: Graph, wanted: Selection) -> Knowledge:
    """The graph's knowledge with those facts only that the selection wants."""
    knowledge, ontology = graph.knowledge, load_ontology(graph.ontology)
    types = types_below(wanted.types, ontology)
    facts = [fact for fact in knowledge.facts if not types or fact.type in types]
    facts = [fact for fact in facts if is_in_time(fact, wanted)]
    if wanted.query is not None:
        facts = named_by(graph.query(wanted.query), facts, knowledge)
    if wanted.focus:
        starts = [thing_called(name, knowledge).id for name in wanted.focus]
        facts = near(starts, facts, knowledge, wanted.depth)
    return only(knowledge, {fact.id for fact in facts})


def only(knowledge: Knowledge, kept: Collection[str]) -> Knowledge:
    """The knowledge without the facts that are not kept; things that no fact speaks of any more go with them."""
    readings = tuple(
        replace(reading, facts=tuple(fact for fact in reading.facts if fact.id in kept))
        for reading in knowledge.readings
    )
    events = tuple(
        replace(event, facts=tuple(fact for fact in event.facts if fact in kept))
        for event in knowledge.events
        if any(fact in kept for fact in event.facts)
    )
    denotes = {place: thing for place, thing in knowledge.denotes.items() if place[0] in kept}
    taking_part = set(denotes.values())
    identities = tuple(identity for identity in knowledge.identities if identity.id in taking_part)
    return replace(knowledge, readings=readings, identities=identities, events=events, denotes=denotes)


# ── by type and time ───────────────────────────────────────────────────────


def types_below(types: Collection[str], ontology: Ontology) -> set[str]:
    """The types of facts that are one of these, or below one."""
    known = (*ontology.events, *ontology.relations)
    for name in types:
        if ontology.term(name) is None:
            raise UnknownName("type", name, nearest(name, known))
    return {one for one in known for name in types if one == name or ontology.is_a(one, name)}


def is_in_time(fact: Fact, wanted: Selection) -> bool:
    """Whether any day that the fact may mean lies between the two dates; without a date it lies nowhere."""
    if wanted.since is None and wanted.until is None:
        return True
    values = [mention.value for slot in DATE_SLOTS for mention in fact.slots.get(slot, ())]
    dates = sorted(date.iso for date in values if isinstance(date, PartialDate) and not date.iso.startswith("-"))
    if not dates:
        return False
    after = wanted.since is None or dates[-1] + LATER >= wanted.since
    return after and (wanted.until is None or dates[0] <= wanted.until + LATER)


# ── by name ────────────────────────────────────────────────────────────────


def thing_called(name: str, knowledge: Knowledge) -> Identity:
    """The thing with that id, label or, in whatever case, one of those names."""
    exact = [thing for thing in knowledge.identities if name in (thing.id, entity_iri(thing).value, thing.label)]
    called = exact or [
        thing
        for thing in knowledge.identities
        if name.casefold() in (other.casefold() for other in (thing.label, *thing.names))
    ]
    if not called:
        names = {other for thing in knowledge.identities for other in (thing.label, *thing.names)}
        raise UnknownName("thing called", name, nearest(name, names))
    if len(called) > 1:
        raise AmbiguousName(name, [f"{thing.id} ({thing.type})" for thing in called])
    return called[0]


def near(starts: Collection[str], facts: Collection[Fact], knowledge: Knowledge, depth: int) -> list[Fact]:
    """The facts that are at most so many links away from any of the things."""
    parts = {fact.id: set(things_of(fact, knowledge)) for fact in facts}
    reached: set[str] = set(starts)
    for _ in range(depth - 1):
        reached |= {thing for things in parts.values() if things & reached for thing in things}
    return [fact for fact in facts if parts[fact.id] & reached]


def things_of(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    """The things that take part in a fact."""
    for slot, mentions in fact.slots.items():
        for position in range(len(mentions)):
            thing = knowledge.denotes.get((fact.id, slot, position))
            if thing is not None:
                yield thing


# ── by a query ─────────────────────────────────────────────────────────────


def named_by(answer: Answer, facts: Collection[Fact], knowledge: Knowledge) -> list[Fact]:
    """
    The facts, facts of events and facts of articles that an answer names.

    Where it names none of these, the facts in which a thing takes part that it names.
    """
    named = {term.value for row in answer.rows for term in row if term is not None and hasattr(term, "value")}
    events = {fact for event in knowledge.events if event_iri(event).value in named for fact in event.facts}
    told = [
        fact
        for fact in facts
        if fact.id in events or fact_iri(fact.id).value in named or article_iri(fact.article).value in named
    ]
    if told:
        return told
    things = {thing.id for thing in knowledge.identities if entity_iri(thing).value in named}
    return [fact for fact in facts if things & set(things_of(fact, knowledge))]
