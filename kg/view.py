"""A graph as the explorer's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.collector import collecting_seldom
from kg.explorer import Vocabulary, write_page
from kg.explorer.page import NOWHERE
from kg.knowledge_graph import Graph
from kg.ontology import Ontology, load_ontology
from kg.rdf import PREFIXES
from kg.selection import Selection, selected

EVERYTHING = Selection()
CAPTIONS = """
SELECT DISTINCT ?id ?label WHERE { ?fact kg:tells ?event . ?event dcterms:identifier ?id ; rdfs:label ?label }
"""
PAGES = "SELECT ?id ?page WHERE { ?thing dcterms:identifier ?id ; skos:exactMatch ?page }"


@collecting_seldom()
def write_view(
    graph: Graph,
    target: Path | str,
    *,
    title: str = "Knowledge graph",
    wanted: Selection = EVERYTHING,
    links: Mapping[str, str] = NOWHERE,
) -> None:
    """Write the graph, or what is wanted of it, as one HTML page of its own, with links to pages beside it, if any."""
    knowledge = graph.knowledge if wanted == EVERYTHING else selected(graph, wanted)
    vocabulary = vocabulary_of(graph, load_ontology(graph.ontology))
    write_page(knowledge, vocabulary, Path(target), title=title, links=links)


def vocabulary_of(graph: Graph, ontology: Ontology) -> Vocabulary:
    """What a page needs to know of the ontology, and of what the graph says beside the facts."""
    known = {identity.id: identity.known for identity in graph.knowledge.identities if identity.known}
    pages = ((known[row["id"]], row["page"]) for row in graph.query(PAGES) if row["id"] in known)
    return Vocabulary(
        labels={name: term.label for terms in (ontology.classes, ontology.properties) for name, term in terms.items()},
        is_a=ontology.is_a,
        captions={row["id"]: row["label"] for row in graph.query(CAPTIONS) if row["label"]},
        addresses=dict(addresses(pages)),
    )


def addresses(pages: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Known name and the page about it: "wd:Q43" is an address on the web."""
    return ((key, page.replace("wd:", PREFIXES["wd"].replace("http:", "https:"), 1)) for key, page in pages)
