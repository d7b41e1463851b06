"""What things and values are called in the graph."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pyoxigraph as ox

from kg.model import (
    Amount,
    Count,
    Event,
    Group,
    Identity,
    Name,
    PartialDate,
    Phrase,
    Quotation,
    Span,
    Value,
    fingerprint,
)
from kg.rdf import ID, KG, PREFIXES, XSD

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
HASH = re.compile(r"(?:^|-)([0-9a-f]{8,})$")
CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
SLUG_LENGTH = 48


@cache
def kg_term(name: str) -> ox.NamedNode:
    """A word of the ontology, as the graph has it."""
    return ox.NamedNode(KG + name)


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
            return ox.Literal(str(number), datatype=xsd("integer"))
        case PartialDate(iso):
            return _date(iso)
        case Quotation(text) | Phrase(text) | Name(text) | Group(text):
            return ox.Literal(text)


def _date(iso: str) -> ox.Literal:
    """The date with the type that says how much of it is known."""
    for form, name in DATE_TYPES:
        if form.fullmatch(iso):
            return ox.Literal(iso, datatype=xsd(name))
    return ox.Literal(iso)


def _hash_of(id_: str) -> str:
    """The hash at the end of an id, or one of the id."""
    match = HASH.search(id_)
    return match[1] if match else fingerprint(id_)


@cache
def xsd(name: str) -> ox.NamedNode:
    """A datatype of XML Schema."""
    return ox.NamedNode(XSD + name)
