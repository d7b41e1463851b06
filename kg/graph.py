"""Knowledge as RDF: entities, events, and every fact with its words; triples alone keep where all comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from kg.agreed import exactest
from kg.captions import event_caption
from kg.model import (
    Amount,
    Article,
    Count,
    Event,
    Fact,
    Knowledge,
    Mention,
    Modality,
    Reading,
    Span,
    Value,
    fingerprint,
)
from kg.ontology import Ontology
from kg.rdf import ALT_LABEL, ID, LABEL, PREFIXES, RDF_TYPE
from kg.terms import (
    DATES,
    DERIVED_FROM,
    ENTITIES,
    EVENTS,
    EXACT_MATCH,
    IDENTIFIER,
    ISSUED,
    KNOWN,
    ONTOLOGY,
    PART_OF,
    PUBLISHER,
    TITLE,
    URL,
    article_iri,
    entity_iri,
    event_iri,
    fact_iri,
    kg_term,
    literal,
    passage_iri,
    xsd,
)

# What a known name's record tells, as a relation: (field, relation, whether the field's thing is the subject).
BACKGROUND = (("owner", "operates", True), ("parent", "partOf", False), ("place", "locatedIn", False))

# A subject with its predicate and object, before it is said in which graph it stands.
Statement = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


class KnownThing(Protocol):
    """What is known of a thing before any article is read."""

    @property
    def country(self) -> str | None:
        """The country that it belongs to."""

    @property
    def parent(self) -> str | None:
        """The key of the thing that it is part of."""

    @property
    def owner(self) -> str | None:
        """The key of the company that runs it."""

    @property
    def place(self) -> str | None:
        """The key of the place where it has its seat."""

    @property
    def wikidata(self) -> str | None:
        """Its number in Wikidata."""


NOTHING_KNOWN: Mapping[str, KnownThing] = MappingProxyType({})


def quads(
    knowledge: Knowledge, ontology: Ontology, known: Mapping[str, KnownThing] = NOTHING_KNOWN
) -> Iterator[ox.Quad]:
    """All that is known, each quad once: a graph an article, and one each of entities, events and background."""
    told = _Told(knowledge, ontology)
    parts = (
        *_in_graph(ENTITIES, _entities(told)),
        *_in_graph(EVENTS, _events(told)),
        *_in_graph(KNOWN, _background(told, known)),
    )
    yield from dict.fromkeys(parts)
    for reading in knowledge.readings:
        article = article_iri(reading.article.id)
        yield from dict.fromkeys(_in_graph(article, _reading(told, reading)))


def ontology_quads(ontology: Ontology) -> Iterator[ox.Quad]:
    """The ontology's own triples, for queries that climb it; those about nameless unions are left out."""
    for triple in ox.parse(path=ontology.folder / "kg.ttl", format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.NamedNode) and not isinstance(triple.object, ox.BlankNode):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, ONTOLOGY)


@dataclass(frozen=True)
class _Told:
    """The knowledge, with what is looked up in it again and again."""

    knowledge: Knowledge
    ontology: Ontology

    @cached_property
    def entities(self) -> Mapping[str, ox.NamedNode]:
        """Identity id → its name in the graph."""
        return {identity.id: entity_iri(identity) for identity in self.knowledge.identities}

    @cached_property
    def labels(self) -> Mapping[tuple[str, str, int], str]:
        """Fact id, slot, position → what people call the thing there."""
        labels = {identity.id: identity.label for identity in self.knowledge.identities}
        return {place: labels[identity] for place, identity in self.knowledge.denotes.items() if identity in labels}

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Fact id → fact, in the order of articles."""
        return {fact.id: fact for fact in self.knowledge.facts}

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, also those that one fact alone tells and nobody resolved."""
        resolved = {fact for event in self.knowledge.events for fact in event.facts}
        lone = [(key, fact) for key, fact in self.facts.items() if key not in resolved]
        events = (*self.knowledge.events, *(Event(f"event-of-{key}", fact.type, (key,)) for key, fact in lone))
        return tuple(event for event in events if self.facts_of(event))

    @cached_property
    def event_of(self) -> Mapping[str, ox.NamedNode]:
        """Fact id → the event that it tells."""
        return {fact: event_iri(event) for event in self.events for fact in self.facts_of(event)}

    @cached_property
    def mentions(self) -> Mapping[str, tuple[tuple[Span, ox.NamedNode], ...]]:
        """Article id → what is mentioned where."""
        found: dict[str, list[tuple[Span, ox.NamedNode]]] = {}
        for identity in self.knowledge.identities:
            for span in identity.mentions:
                found.setdefault(span.article, []).append((span, self.entities[identity.id]))
        return {article: tuple(spans) for article, spans in found.items()}

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Fact id → its place among all facts."""
        return {fact_id: rank for rank, fact_id in enumerate(self.facts)}

    @cached_property
    def by_article(self) -> Mapping[str, Mapping[str, Fact]]:
        """Article id → its facts by id."""
        found: dict[str, dict[str, Fact]] = {}
        for fact_id, fact in self.facts.items():
            found.setdefault(fact.article, {})[fact_id] = fact
        return found

    def facts_of(self, event: Event) -> Mapping[str, Fact]:
        """The facts that assert the event, by id, in the order of articles."""
        known = sorted({*event.facts} & self.facts.keys(), key=self.rank.__getitem__)
        return {fact_id: self.facts[fact_id] for fact_id in known if self.is_event(self.facts[fact_id])}

    def is_event(self, fact: Fact) -> bool:
        """True where the fact asserts an event."""
        return fact.modality is Modality.ASSERTED and fact.type in self.ontology.events

    def identity(self, fact_id: str, slot: str, position: int) -> str | None:
        """The id of the thing that the filler means."""
        found = self.knowledge.denotes.get((fact_id, slot, position))
        return found if found in self.entities else None

    def fillers(self, fact_id: str, slot: str) -> Iterator[ox.NamedNode | ox.Literal]:
        """What fills the slot, as the graph has it; words that mean no thing fill no slot of things."""
        for position, mention in enumerate(self.facts[fact_id].slots.get(slot, ())):
            identity = self.identity(fact_id, slot, position)
            if self.ontology.slots[slot].literal:
                yield literal(mention.value)
            elif identity:
                yield self.entities[identity]


def _entities(told: _Told) -> Iterator[Statement]:
    for identity in told.knowledge.identities:
        node = told.entities[identity.id]
        yield node, RDF_TYPE, kg_term(identity.type)
        yield node, LABEL, ox.Literal(identity.label)
        yield node, IDENTIFIER, ox.Literal(identity.id)
        yield from ((node, ALT_LABEL, ox.Literal(name)) for name in identity.names if name != identity.label)
        yield from ((node, kg_term("mergedBecause"), ox.Literal(reason)) for reason in identity.reasons)


def _events(told: _Told) -> Iterator[Statement]:
    for event in told.events:
        node = event_iri(event)
        facts = told.facts_of(event)
        yield node, RDF_TYPE, kg_term(event.type)
        caption = event_caption(event.type, facts, told.ontology, labels=told.labels, disputed=event.disputed)
        yield node, LABEL, ox.Literal(caption)
        yield node, IDENTIFIER, ox.Literal(event.id)
        yield from ((node, kg_term("mergedBecause"), ox.Literal(reason)) for reason in event.reasons)
        yield node, kg_term("independentSources"), ox.Literal(event.sources)
        yield from ((node, kg_term("disputed"), kg_term(slot)) for slot in event.disputed)
        filled = {slot for fact in facts.values() for slot in fact.slots}
        for slot in (slot for slot in told.ontology.slots if slot in filled):
            agreed = facts if slot in event.disputed else exactest(slot, facts)
            yield from _event_slot(told, node, slot, agreed)


def _event_slot(told: _Told, node: ox.NamedNode, slot: str, facts: Mapping[str, Fact]) -> Iterator[Statement]:
    """What the facts together say of one slot of their event."""
    values = dict.fromkeys(value for fact in facts for value in told.fillers(fact, slot))
    yield from ((node, kg_term(slot), value) for value in values if not _is_vaguer(value, values))
    for fact in facts.values():
        for mention in fact.slots.get(slot, ()):
            yield from _measure(node, mention.value)


def _is_vaguer(value: ox.NamedNode | ox.Literal, values: Iterable[ox.NamedNode | ox.Literal]) -> bool:
    """True of a date that another one tells more exactly: 2018, where there is 2018-11."""
    if not isinstance(value, ox.Literal) or value.datatype not in DATES:
        return False
    return any(isinstance(other, ox.Literal) and other.value.startswith(value.value + "-") for other in values)


def _background(told: _Told, known: Mapping[str, KnownThing]) -> Iterator[Statement]:
    """What was known beforehand of the things that the articles mention."""
    mentioned = {identity.known: told.entities[identity.id] for identity in told.knowledge.identities if identity.known}
    for key, node in mentioned.items():
        record = known.get(key)
        if record is None:
            continue
        if record.country:
            yield node, kg_term("country"), ox.Literal(record.country)
        if record.wikidata:
            yield node, EXACT_MATCH, ox.NamedNode(PREFIXES["wd"] + record.wikidata)
        for field, relation, is_subject in BACKGROUND:
            if relation not in told.ontology.relations:
                continue
            other = mentioned.get(getattr(record, field))
            if other and other != node:
                yield from _known_relation(*((other, relation, node) if is_subject else (node, relation, other)))


def _known_relation(subject: ox.NamedNode, relation: str, object_: ox.NamedNode) -> Iterator[Statement]:
    node = ox.NamedNode(f"{ID}b-{fingerprint(subject.value, relation, object_.value)}")
    yield node, RDF_TYPE, kg_term("Background")
    yield from addition(node, subject, kg_term(relation), object_)


def addition(
    node: ox.NamedNode, subject: ox.NamedNode, predicate: ox.NamedNode, object_: ox.NamedNode | ox.Literal
) -> Iterator[Statement]:
    """A relation that no article states, and the node that says so."""
    yield subject, predicate, object_
    yield node, kg_term("derivedSubject"), subject
    yield node, kg_term("derivedPredicate"), predicate
    yield node, kg_term("derivedObject"), object_


def _reading(told: _Told, reading: Reading) -> Iterator[Statement]:
    """An article, what it mentions and what it tells."""
    yield from _article(reading.article)
    for span, entity in told.mentions.get(reading.article.id, ()):
        yield from _passage(span)
        yield passage_iri(span), kg_term("mentions"), entity
    for fact_id, fact in told.by_article.get(reading.article.id, {}).items():
        yield from _telling(told, fact_id, fact)
        yield from _fillers(told, fact_id, fact)
        yield from _direct(told, fact_id, fact)


def _article(article: Article) -> Iterator[Statement]:
    node = article_iri(article.id)
    yield node, RDF_TYPE, kg_term("Article")
    yield node, LABEL, ox.Literal(article.title or article.id)
    yield node, IDENTIFIER, ox.Literal(article.id)
    if article.title:
        yield node, TITLE, ox.Literal(article.title)
    if article.published:
        yield node, ISSUED, literal(article.published)
    if article.outlet:
        yield node, PUBLISHER, ox.Literal(article.outlet)
    if article.url:
        yield node, URL, ox.Literal(article.url, datatype=xsd("anyURI"))


def _telling(told: _Told, fact_id: str, fact: Fact) -> Iterator[Statement]:
    """A fact, or what is no fact, with its evidence."""
    node = fact_iri(fact_id)
    asserted = fact.modality is Modality.ASSERTED
    yield node, RDF_TYPE, kg_term("Fact" if asserted else "Unasserted")
    yield node, kg_term("factType" if asserted else "wouldBe"), kg_term(fact.type)
    yield node, IDENTIFIER, ox.Literal(fact_id)
    yield node, kg_term("modality"), ox.Literal(fact.modality.value)
    yield node, DERIVED_FROM, article_iri(fact.article)
    if asserted and fact_id in told.event_of:
        yield node, kg_term("tells"), told.event_of[fact_id]
    yield from ((node, kg_term("pattern"), ox.Literal(pattern)) for pattern in fact.patterns)
    yield from _evidence(node, fact)


def _evidence(node: ox.NamedNode, fact: Fact) -> Iterator[Statement]:
    yield node, kg_term("bestEvidence"), passage_iri(fact.evidence[0])
    for span in fact.evidence:
        yield node, kg_term("evidence"), passage_iri(span)
        yield from _passage(span)
    if fact.cue:
        yield node, kg_term("cue"), ox.Literal(fact.cue.text)
        yield node, kg_term("cuePassage"), passage_iri(fact.cue)
        yield from _passage(fact.cue)


def _passage(span: Span) -> Iterator[Statement]:
    node = passage_iri(span)
    yield node, RDF_TYPE, kg_term("Passage")
    yield node, PART_OF, article_iri(span.article)
    yield node, kg_term("exact"), ox.Literal(span.text)
    yield node, kg_term("startsAt"), literal(Count(span.start))
    yield node, kg_term("endsAt"), literal(Count(span.end))


def _fillers(told: _Told, fact_id: str, fact: Fact) -> Iterator[Statement]:
    telling = fact_iri(fact_id)
    for slot, mentions in fact.slots.items():
        for position, mention in enumerate(mentions):
            node = ox.NamedNode(f"{telling.value}-{slot}-{position}")
            yield telling, kg_term("filler"), node
            yield node, RDF_TYPE, kg_term("Filler")
            yield node, kg_term("slot"), kg_term(slot)
            yield node, kg_term("passage"), passage_iri(mention.span)
            yield from _passage(mention.span)
            entity = told.entities.get(told.identity(fact_id, slot, position) or "")
            yield from _filled(node, mention, entity, in_words=told.ontology.slots[slot].literal)


def _filled(
    node: ox.NamedNode, mention: Mention, entity: ox.NamedNode | None, *, in_words: bool
) -> Iterator[Statement]:
    """What the words of a filler stand for: a thing, a value, or, for a named topic, both."""
    if entity:
        yield node, kg_term("filledBy"), entity
    if in_words or not entity:
        yield node, kg_term("value"), literal(mention.value)
        yield from _measure(node, mention.value)
    if mention.because:
        yield node, kg_term("because"), ox.Literal(mention.because)


def _measure(node: ox.NamedNode, value: Value) -> Iterator[Statement]:
    """What a number needs beside itself."""
    match value:
        case Count(_, comparator):
            yield node, kg_term("countComparator"), ox.Literal(comparator)
        case Amount(_, currency, comparator):
            yield node, kg_term("currency"), ox.Literal(currency)
            yield node, kg_term("amountComparator"), ox.Literal(comparator)


def _direct(told: _Told, fact_id: str, fact: Fact) -> Iterator[Statement]:
    """The relation itself, where the fact asserts one, between all its subjects and objects."""
    if fact.modality is not Modality.ASSERTED or fact.type not in told.ontology.relations:
        return
    subject, object_ = told.ontology.core_slots(fact.type)
    for first, second in product(told.fillers(fact_id, subject), told.fillers(fact_id, object_)):
        if isinstance(first, ox.NamedNode):
            yield first, kg_term(fact.type), second


def _in_graph(graph: ox.NamedNode, statements: Iterable[Statement]) -> Iterator[ox.Quad]:
    return (ox.Quad(*statement, graph) for statement in statements)
