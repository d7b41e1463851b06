"""Knowledge as RDF: entities, events, and every fact with its words; triples alone keep where all comes from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from types import MappingProxyType
from typing import Protocol

import pyoxigraph as ox

from kg.captions import event_caption
from kg.model import (
    Amount,
    Article,
    Count,
    Event,
    Fact,
    Group,
    Identity,
    Knowledge,
    Mention,
    Modality,
    Name,
    PartialDate,
    Phrase,
    Quotation,
    Reading,
    Span,
    Value,
    fingerprint,
)
from kg.ontology import Ontology
from kg.rdf import ALT_LABEL, ID, KG, LABEL, PREFIXES, RDF_TYPE, XSD

GRAPHS = "https://kg.example.org/graph/"
ENTITIES, EVENTS, KNOWN, DERIVED, ONTOLOGY = (
    ox.NamedNode(GRAPHS + name) for name in ("entities", "events", "known", "derived", "ontology")
)

EXACT_MATCH = ox.NamedNode(PREFIXES["skos"] + "exactMatch")
DERIVED_FROM = ox.NamedNode(PREFIXES["prov"] + "wasDerivedFrom")
PART_OF = ox.NamedNode(PREFIXES["dcterms"] + "isPartOf")
TITLE = ox.NamedNode(PREFIXES["dcterms"] + "title")
ISSUED = ox.NamedNode(PREFIXES["dcterms"] + "issued")
PUBLISHER = ox.NamedNode(PREFIXES["dcterms"] + "publisher")
IDENTIFIER = ox.NamedNode(PREFIXES["dcterms"] + "identifier")
URL = ox.NamedNode(PREFIXES["schema"] + "url")

# A date is a prefix of the whole one; its type says how much of it is known.
DATE_TYPES = (
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"\d{4}-\d\d"), "gYearMonth"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"--\d\d-\d\d"), "gMonthDay"),
    (re.compile(r"--\d\d"), "gMonth"),
)
DATES = frozenset(ox.NamedNode(XSD + name) for _, name in DATE_TYPES)
# What a known name's record tells, as a relation: (field, relation, whether the field's thing is the subject).
BACKGROUND = (("owner", "operates", True), ("parent", "partOf", False), ("place", "locatedIn", False))

HASH = re.compile(r"(?:^|-)([0-9a-f]{8,})$")
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SLUG_LENGTH = 48

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


def entity_iri(identity: Identity) -> ox.NamedNode:
    """The name of an entity in the graph: what it is called, and the hash that keeps it apart."""
    return ox.NamedNode(f"{ID}{slug(identity.label) or slug(identity.type)}-{_hash_of(identity.id)}")


def event_iri(event: Event) -> ox.NamedNode:
    """The name of an event in the graph."""
    return ox.NamedNode(f"{ID}{slug(CAPITAL.sub(' ', event.type))}-{_hash_of(event.id)}")


def fact_iri(fact_id: str) -> ox.NamedNode:
    """The name of a fact in the graph."""
    return ox.NamedNode(ID + fact_id)


@cache
def article_iri(article_id: str) -> ox.NamedNode:
    """The name of an article, and of its graph."""
    return ox.NamedNode("-".join(filter(None, (ID + "article", slug(article_id), fingerprint(article_id)[:8]))))


def passage_iri(span: Span) -> ox.NamedNode:
    """The name of a passage in the graph."""
    return ox.NamedNode(f"{article_iri(span.article).value}-{span.start}-{span.end}")


def slug(text: str) -> str:
    """
    The text as a part of an address; empty where nothing of it can stand in one.

    "Sina Weibo"   sina-weibo
    "Türk Telekom" turk-telekom
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].strip("-")


def literal(value: Value) -> ox.Literal:
    """The value as it stands in the graph."""
    match value:
        case Count(number) | Amount(number):
            return ox.Literal(str(number), datatype=_xsd("integer"))
        case PartialDate(iso):
            return _date(iso)
        case Quotation(text) | Phrase(text) | Name(text) | Group(text):
            return ox.Literal(text)


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
        yield node, RDF_TYPE, _kg(identity.type)
        yield node, LABEL, ox.Literal(identity.label)
        yield node, IDENTIFIER, ox.Literal(identity.id)
        yield from ((node, ALT_LABEL, ox.Literal(name)) for name in identity.names if name != identity.label)
        yield from ((node, _kg("mergedBecause"), ox.Literal(reason)) for reason in identity.reasons)


def _events(told: _Told) -> Iterator[Statement]:
    for event in told.events:
        node = event_iri(event)
        facts = told.facts_of(event)
        yield node, RDF_TYPE, _kg(event.type)
        yield node, LABEL, ox.Literal(event_caption(event.type, facts, told.ontology, labels=told.labels))
        yield node, IDENTIFIER, ox.Literal(event.id)
        yield from ((node, _kg("mergedBecause"), ox.Literal(reason)) for reason in event.reasons)
        for slot in told.ontology.slots:
            yield from _event_slot(told, node, slot, facts)


def _event_slot(told: _Told, node: ox.NamedNode, slot: str, facts: Mapping[str, Fact]) -> Iterator[Statement]:
    """What the facts together say of one slot of their event."""
    values = dict.fromkeys(value for fact in facts for value in told.fillers(fact, slot))
    yield from ((node, _kg(slot), value) for value in values if not _is_vaguer(value, values))
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
            yield node, _kg("country"), ox.Literal(record.country)
        if record.wikidata:
            yield node, EXACT_MATCH, ox.NamedNode(PREFIXES["wd"] + record.wikidata)
        for field, relation, is_subject in BACKGROUND:
            other = mentioned.get(getattr(record, field))
            if other and other != node:
                yield from _known_relation(*((other, relation, node) if is_subject else (node, relation, other)))


def _known_relation(subject: ox.NamedNode, relation: str, object_: ox.NamedNode) -> Iterator[Statement]:
    node = ox.NamedNode(f"{ID}b-{fingerprint(subject.value, relation, object_.value)}")
    yield node, RDF_TYPE, _kg("Background")
    yield from addition(node, subject, _kg(relation), object_)


def addition(
    node: ox.NamedNode, subject: ox.NamedNode, predicate: ox.NamedNode, object_: ox.NamedNode | ox.Literal
) -> Iterator[Statement]:
    """A relation that no article states, and the node that says so."""
    yield subject, predicate, object_
    yield node, _kg("derivedSubject"), subject
    yield node, _kg("derivedPredicate"), predicate
    yield node, _kg("derivedObject"), object_


def _reading(told: _Told, reading: Reading) -> Iterator[Statement]:
    """An article, what it mentions and what it tells."""
    yield from _article(reading.article)
    for span, entity in told.mentions.get(reading.article.id, ()):
        yield from _passage(span)
        yield passage_iri(span), _kg("mentions"), entity
    for fact_id, fact in told.by_article.get(reading.article.id, {}).items():
        yield from _telling(told, fact_id, fact)
        yield from _fillers(told, fact_id, fact)
        yield from _direct(told, fact_id, fact)


def _article(article: Article) -> Iterator[Statement]:
    node = article_iri(article.id)
    yield node, RDF_TYPE, _kg("Article")
    yield node, LABEL, ox.Literal(article.title or article.id)
    yield node, IDENTIFIER, ox.Literal(article.id)
    if article.title:
        yield node, TITLE, ox.Literal(article.title)
    if article.published:
        yield node, ISSUED, literal(article.published)
    if article.outlet:
        yield node, PUBLISHER, ox.Literal(article.outlet)
    if article.url:
        yield node, URL, ox.Literal(article.url, datatype=_xsd("anyURI"))


def _telling(told: _Told, fact_id: str, fact: Fact) -> Iterator[Statement]:
    """A fact, or what is no fact, with its evidence."""
    node = fact_iri(fact_id)
    asserted = fact.modality is Modality.ASSERTED
    yield node, RDF_TYPE, _kg("Fact" if asserted else "Unasserted")
    yield node, _kg("factType" if asserted else "wouldBe"), _kg(fact.type)
    yield node, IDENTIFIER, ox.Literal(fact_id)
    yield node, _kg("modality"), ox.Literal(fact.modality.value)
    yield node, DERIVED_FROM, article_iri(fact.article)
    if asserted and fact_id in told.event_of:
        yield node, _kg("tells"), told.event_of[fact_id]
    yield from ((node, _kg("pattern"), ox.Literal(pattern)) for pattern in fact.patterns)
    yield from _evidence(node, fact)


def _evidence(node: ox.NamedNode, fact: Fact) -> Iterator[Statement]:
    yield node, _kg("bestEvidence"), passage_iri(fact.evidence[0])
    for span in fact.evidence:
        yield node, _kg("evidence"), passage_iri(span)
        yield from _passage(span)
    if fact.cue:
        yield node, _kg("cue"), ox.Literal(fact.cue.text)
        yield node, _kg("cuePassage"), passage_iri(fact.cue)
        yield from _passage(fact.cue)


def _passage(span: Span) -> Iterator[Statement]:
    node = passage_iri(span)
    yield node, RDF_TYPE, _kg("Passage")
    yield node, PART_OF, article_iri(span.article)
    yield node, _kg("exact"), ox.Literal(span.text)
    yield node, _kg("startsAt"), literal(Count(span.start))
    yield node, _kg("endsAt"), literal(Count(span.end))


def _fillers(told: _Told, fact_id: str, fact: Fact) -> Iterator[Statement]:
    telling = fact_iri(fact_id)
    for slot, mentions in fact.slots.items():
        for position, mention in enumerate(mentions):
            node = ox.NamedNode(f"{telling.value}-{slot}-{position}")
            yield telling, _kg("filler"), node
            yield node, RDF_TYPE, _kg("Filler")
            yield node, _kg("slot"), _kg(slot)
            yield node, _kg("passage"), passage_iri(mention.span)
            yield from _passage(mention.span)
            entity = told.entities.get(told.identity(fact_id, slot, position) or "")
            yield from _filled(node, mention, entity, in_words=told.ontology.slots[slot].literal)


def _filled(
    node: ox.NamedNode, mention: Mention, entity: ox.NamedNode | None, *, in_words: bool
) -> Iterator[Statement]:
    """What the words of a filler stand for: a thing, a value, or, for a named topic, both."""
    if entity:
        yield node, _kg("filledBy"), entity
    if in_words or not entity:
        yield node, _kg("value"), literal(mention.value)
        yield from _measure(node, mention.value)
    if mention.because:
        yield node, _kg("because"), ox.Literal(mention.because)


def _measure(node: ox.NamedNode, value: Value) -> Iterator[Statement]:
    """What a number needs beside itself."""
    match value:
        case Count(_, comparator):
            yield node, _kg("countComparator"), ox.Literal(comparator)
        case Amount(_, currency, comparator):
            yield node, _kg("currency"), ox.Literal(currency)
            yield node, _kg("amountComparator"), ox.Literal(comparator)


def _direct(told: _Told, fact_id: str, fact: Fact) -> Iterator[Statement]:
    """The relation itself, where the fact asserts one, between all its subjects and objects."""
    if fact.modality is not Modality.ASSERTED or fact.type not in told.ontology.relations:
        return
    subject, object_ = told.ontology.core_slots(fact.type)
    for first, second in product(told.fillers(fact_id, subject), told.fillers(fact_id, object_)):
        if isinstance(first, ox.NamedNode):
            yield first, _kg(fact.type), second


def _in_graph(graph: ox.NamedNode, statements: Iterable[Statement]) -> Iterator[ox.Quad]:
    return (ox.Quad(*statement, graph) for statement in statements)


def _date(iso: str) -> ox.Literal:
    """The date with the type that says how much of it is known."""
    for form, name in DATE_TYPES:
        if form.fullmatch(iso):
            return ox.Literal(iso, datatype=_xsd(name))
    return ox.Literal(iso)


def _hash_of(id_: str) -> str:
    """The hash at the end of an id, or one of the id."""
    match = HASH.search(id_)
    return match[1] if match else fingerprint(id_)


def _kg(name: str) -> ox.NamedNode:
    return ox.NamedNode(KG + name)


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(XSD + name)
