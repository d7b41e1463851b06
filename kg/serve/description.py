"""What the endpoint can do, as SPARQL 1.1 Service Description says it."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from pyoxigraph import BlankNode, NamedNode, Triple

from kg.rdf import RDF_TYPE, write_triples
from kg.store import ROW_FORMATS, TRIPLE_FORMATS

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
}
DOCUMENTS = {"turtle": "Turtle", "ntriples": "N-Triples", "rdfxml": "RDF_XML", "jsonld": "JSON-LD"}


# So many are told of: there is one an article, and a description is to be short.
GRAPHS = "SELECT ?graph { GRAPH ?graph {} } ORDER BY ?graph LIMIT 1000"


def service_description(endpoint: str, name: str, graphs: Iterable[NamedNode], *, may_change: bool) -> bytes:
    """The description of the endpoint at that address with its named graphs, in the format of that name."""
    service, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("graph")
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if may_change else [])]
    formats = [RESULTS[each] for each in ROW_FORMATS] + [DOCUMENTS[each] for each in TRIPLE_FORMATS]
    triples = [
        Triple(service, RDF_TYPE, sd("Service")),
        Triple(service, sd("endpoint"), service),
        *(Triple(service, sd("supportedLanguage"), sd(each)) for each in languages),
        *(Triple(service, sd("resultFormat"), NamedNode(FORMATS + each)) for each in formats),
        Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        Triple(service, sd("defaultDataset"), dataset),
        Triple(dataset, RDF_TYPE, sd("Dataset")),
        Triple(dataset, sd("defaultGraph"), default),
        Triple(default, RDF_TYPE, sd("Graph")),
    ]
    for number, graph in enumerate(graphs):
        named = BlankNode(f"named{number}")
        triples += [
            Triple(dataset, sd("namedGraph"), named),
            Triple(named, RDF_TYPE, sd("NamedGraph")),
            Triple(named, sd("name"), graph),
        ]
    output = BytesIO()
    write_triples(triples, TRIPLE_FORMATS[name], output)
    return output.getvalue()


def sd(name: str) -> NamedNode:
    """A word of the vocabulary of service descriptions."""
    return NamedNode(SD + name)
