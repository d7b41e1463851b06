"""What a page tells of an event, a thing or an article: who, what, when, how many, in whose words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pyoxigraph import NamedNode

from kg.captions import date_in_words
from kg.errors import BadQuery
from kg.explorer.vocabulary import wording
from kg.knowledge_graph import Graph
from kg.rdf import ID, KG, long, short
from kg.store import ask

KIND = "SELECT ?type ?label { IT a ?type OPTIONAL { IT rdfs:label ?label } }"
PROPERTIES = """
SELECT DISTINCT ?property ?value ?label {
  IT ?property ?value OPTIONAL { ?value rdfs:label ?label } FILTER STRSTARTS(STR(?property), STR(kg:))
} ORDER BY ?property ?label ?value
"""
NAMES = "SELECT ?name { IT skos:altLabel ?name } ORDER BY ?name"
MATCHES = "SELECT ?page { IT skos:exactMatch ?page }"
RELATIONS = """
SELECT DISTINCT ?thing ?label ?property {
  ?thing ?property IT ; rdfs:label ?label .
  FILTER(STRSTARTS(STR(?property), STR(kg:)))
  FILTER NOT EXISTS { ?fact kg:tells ?thing }
} ORDER BY ?property ?label LIMIT MOST
"""
EVENTS = """
SELECT ?event ?label ?type (MIN(STR(?when)) AS ?date) (COUNT(DISTINCT ?article) AS ?articles) {
  ?event ?slot IT ; rdfs:label ?label ; a ?type . ?fact kg:tells ?event ; prov:wasDerivedFrom ?article .
  OPTIONAL { ?event kg:date|kg:start ?when }
} GROUP BY ?event ?label ?type ORDER BY DESC(?date) ?label ?event LIMIT MOST
"""
DOUBTFUL = """
SELECT DISTINCT ?fact ?type ?modality ?words ?article ?title ?start {
  ?fact a kg:Unasserted ; kg:filler/kg:filledBy IT ; kg:wouldBe ?type ; kg:modality ?modality ;
    kg:bestEvidence ?passage ; prov:wasDerivedFrom ?article .
  ?passage kg:exact ?words ; kg:startsAt ?start . ?article rdfs:label ?title
} ORDER BY ?title ?start LIMIT MOST
"""
ARTICLES = """
SELECT ?article ?title ?date (COUNT(DISTINCT ?passage) AS ?times) {
  ?passage kg:mentions IT ; dcterms:isPartOf ?article . ?article rdfs:label ?title
  OPTIONAL { ?article dcterms:issued ?date }
} GROUP BY ?article ?title ?date ORDER BY DESC(?times) ?title LIMIT MOST
"""
TELLINGS = """
SELECT DISTINCT ?fact ?best ?words ?start ?article ?title ?outlet ?date {
  ?fact kg:tells IT ; prov:wasDerivedFrom ?article ; kg:evidence ?passage .
  ?passage kg:exact ?words ; kg:startsAt ?start .
  ?article rdfs:label ?title OPTIONAL { ?article dcterms:publisher ?outlet } OPTIONAL { ?article dcterms:issued ?date }
  BIND(EXISTS { ?fact kg:bestEvidence ?passage } AS ?best)
} ORDER BY ?date ?title ?fact DESC(?best) ?start
"""
FILLERS = """
SELECT DISTINCT ?fact ?slot ?words ?start ?thing ?label ?value {
  ?fact kg:tells IT ; kg:filler ?filler . ?filler kg:slot ?slot ; kg:passage ?passage .
  ?passage kg:exact ?words ; kg:startsAt ?start .
  OPTIONAL { ?filler kg:filledBy ?thing . ?thing rdfs:label ?label } OPTIONAL { ?filler kg:value ?value }
} ORDER BY ?fact ?slot ?start
"""
IN_ARTICLE = """
SELECT DISTINCT ?event ?label ?start ?end {
  ?fact prov:wasDerivedFrom IT ; kg:tells ?event ; kg:evidence ?passage . ?event rdfs:label ?label .
  ?passage kg:startsAt ?start ; kg:endsAt ?end
} ORDER BY ?start ?end ?label
"""
ABOUT_ARTICLE = """
SELECT ?title ?id ?date ?outlet ?url { IT rdfs:label ?title ; dcterms:identifier ?id
  OPTIONAL { IT dcterms:issued ?date } OPTIONAL { IT dcterms:publisher ?outlet } OPTIONAL { IT schema:url ?url } }
"""
TRIPLES = "SELECT ?property ?value { IT ?property ?value } ORDER BY ?property ?value"
PLACE = "SELECT ?article ?start { IT dcterms:isPartOf ?article ; kg:startsAt ?start }"
TOLD = "SELECT ?event ?article { IT prov:wasDerivedFrom ?article OPTIONAL { IT kg:tells ?event } }"
MOST = 300  # of events, articles or relations on one page
# What a page shows in words of its own, or not at all.
OWN_PLACE = frozenset(
    (
        "kg:mergedBecause",
        "kg:toldApart",
        "kg:countComparator",
        "kg:amountComparator",
        "kg:currency",
        "kg:independentSources",
    )
)
DATES = frozenset(("date", "start", "end"))
# The order in which people ask.
FIRST = ("agent", "subject", "target", "object", "count", "amount", "date", "start", "end", "platform", "policy",
         "campaign", "role", "topic", "quote", "reason", "medium")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A value on a page: words, and the page about it."""

    words: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What is told under a heading, and whether sources differ in it."""

    heading: str
    values: tuple[Shown, ...]
    is_disputed: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article says of an event, in its own words."""

    article: Shown
    source: str
    words: tuple[str, ...]
    said: Mapping[str, tuple[Shown, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a page tells of one thing."""

    iri: str
    title: str
    kind: str
    kinds: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    reasons: tuple[str, ...] = ()


class Asker:
    """Asks the graph about one thing."""

    def __init__(self, graph: Graph, iri: str, labels: Mapping[str, str]) -> None:
        self.graph, self.iri, self.labels = graph, iri, labels
        try:
            self._it = str(NamedNode(iri))
        except ValueError as error:
            raise BadQuery(f"{iri!r} is no address") from error

    def about(self, sparql: str) -> str:
        """The query with this thing for IT."""
        return re.sub(r"\bIT\b", lambda _: self._it, sparql.replace("MOST", str(MOST)))

    def rows(self, sparql: str) -> list[dict[str, Any]]:
        """The rows that the query gives of this thing."""
        return list(ask(self.graph.snapshot, self.about(sparql)))

    def said(self, term: str) -> str:
        """
        What a reader calls a word of the ontology.

        kg:ContentRemoval   content removal
        """
        name = term.removeprefix("kg:")
        return self.labels.get(name) or wording(name)

    def brief(self) -> Brief | None:
        """What it is and what is told of it; None where the graph knows nothing of it."""
        rows = self.rows(KIND)
        if not rows:
            return None
        kinds = tuple(sorted({row["type"] for row in rows}))
        title = rows[0]["label"] or short(self.iri)
        properties = self.rows(PROPERTIES)
        reasons = tuple(row["value"] for row in properties if row["property"] == "kg:mergedBecause")
        kind = next((each for each in kinds if each.startswith("kg:")), kinds[0])
        return Brief(self.iri, title, self.said(kind), kinds, tuple(self.lines(properties)), reasons)

    def lines(self, properties: Iterable[Mapping[str, Any]]) -> Iterator[Line]:
        """What the graph says of it, by property."""
        told: dict[str, list[Shown]] = {}
        for row in properties:
            if row["property"] not in OWN_PLACE and row["property"] != "kg:disputed":
                name = row["property"].removeprefix("kg:")
                told.setdefault(name, []).append(shown(row["value"], row["label"], is_date=name in DATES))
        disputed = {str(row["value"]).removeprefix("kg:") for row in properties if row["property"] == "kg:disputed"}
        for name in sorted(told, key=rank):
            yield Line(self.said(name), tuple(dict.fromkeys(told[name])), name in disputed)

    def tellings(self) -> list[Telling]:
        """What each article says of the event."""
        said: dict[str, dict[str, list[Shown]]] = {}
        for row in self.rows(FILLERS):
            value = shown(row["thing"], row["label"]) if row["thing"] else Shown(row["words"])
            said.setdefault(row["fact"], {}).setdefault(self.said(row["slot"]), []).append(value)
        told: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows(TELLINGS):
            told.setdefault(row["fact"], []).append(row)
        return [
            Telling(
                Shown(rows[0]["title"], f"{path_of(rows[0]['article'])}#c{min(row['start'] for row in rows)}"),
                ", ".join(filter(None, (rows[0]["outlet"], date_in_words(str(rows[0]["date"] or ""))))),
                tuple(longest(row["words"] for row in rows)),
                {slot: tuple(dict.fromkeys(values)) for slot, values in said.get(fact, {}).items()},
            )
            for fact, rows in told.items()
        ]

    def worded(self, lines: Iterable[Line], tellings: Iterable[Telling]) -> list[Line]:
        """The lines, with numbers in the articles' words: "more than 9,800" and "£3 million" say more than a number."""
        measures = {self.said(name): [value for each in tellings for value in each.said.get(self.said(name), ())]
                    for name in ("count", "amount")}  # fmt: skip
        return [replace(line, values=tuple(dict.fromkeys(measures.get(line.heading) or line.values))) for line in lines]

    def relations(self) -> list[Line]:
        """What other things the graph relates to this one."""
        found: dict[str, list[Shown]] = {}
        for row in self.rows(RELATIONS):
            if row["property"] != "kg:mentions":
                found.setdefault(self.said(row["property"]), []).append(shown(row["thing"], row["label"]))
        return [Line(name, tuple(values)) for name, values in found.items()]


def shown(value: Any, label: Any, *, is_date: bool = False) -> Shown:
    """A value as words; a thing with the way to its page."""
    if is_date:
        return Shown(date_in_words(str(value)))
    text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    if text.startswith(("id:", ID)):
        return Shown(str(label or text), path_of(text))
    return Shown(str(label or text.removeprefix("kg:")))


def longest(passages: Iterable[str]) -> list[str]:
    """The passages, each once, without those that stand in another one."""
    told = list(dict.fromkeys(passages))
    return [each for each in told if not any(each != other and each in other for other in told)]


def path_of(name: str) -> str:
    """Where the page of a thing stands on this server."""
    return "/id/" + long(name).removeprefix(ID)


def rank(name: str) -> tuple[int, str]:
    """The order in which properties are told."""
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)


def is_of(brief: Brief, name: str) -> bool:
    """Whether it is of that class of ours."""
    return short(KG + name) in brief.kinds
