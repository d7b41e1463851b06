"""What clients that nobody here wrote get from the server."""

import json
import shutil
import subprocess
from urllib.parse import quote, urlsplit

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper

from tests.small_graph import small_quads, small_words

PLATFORMS = """
PREFIX kg: <https://kg.example.org/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label { ?p a kg:Platform ; rdfs:label ?label } ORDER BY ?label
"""
CLOSED = """
PREFIX kg: <https://kg.example.org/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?who (COUNT(DISTINCT ?event) AS ?events) (SUM(?count) AS ?in_all) {
  ?event a kg:Closure ; kg:count ?count ; kg:agent ?agent . ?agent rdfs:label ?who
} GROUP BY ?who ORDER BY ?who
"""
CHATTER = 'SELECT ?it { ?it a kg:Platform ; rdfs:label "Chatter" }'
WHO_ACTS_THERE = """
PREFIX kg: <https://kg.example.org/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?who {
  ?platform a kg:Platform ; rdfs:label "Chatter" .
  ?event kg:platform ?platform ; kg:agent ?agent . ?agent rdfs:label ?who
}
"""
FINES = "PREFIX kg: <https://kg.example.org/ontology#> CONSTRUCT { ?f a kg:Fine } WHERE { ?f a kg:Fine }"


@pytest.fixture
def wrapper(server):
    return SPARQLWrapper(f"{server.address}/sparql")


@pytest.mark.parametrize("post", [False, True])
@pytest.mark.parametrize("directly", [False, True])
def test_sparqlwrapper_reads_rows(wrapper, post, directly):
    wrapper.setQuery(PLATFORMS)
    wrapper.setReturnFormat(JSON)
    if post or directly:
        wrapper.setMethod(POST)
    if directly:
        wrapper.setRequestMethod(POSTDIRECTLY)

    rows = wrapper.queryAndConvert()["results"]["bindings"]

    assert [row["label"]["value"] for row in rows] == ["Chatter", "Hearsay"]


def test_sparqlwrapper_reads_xml_and_csv(wrapper):
    wrapper.setQuery(PLATFORMS)
    wrapper.setReturnFormat(XML)
    assert "Chatter" in wrapper.queryAndConvert().toxml()
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert().split() == [b"label", b"Chatter", b"Hearsay"]


@pytest.mark.parametrize("form", [TURTLE, RDFXML])
def test_sparqlwrapper_reads_triples(wrapper, form):
    wrapper.setQuery(FINES)
    wrapper.setReturnFormat(form)
    found = wrapper.queryAndConvert()

    graph = found if isinstance(found, rdflib.Graph) else rdflib.Graph().parse(data=found, format="turtle")
    assert len(graph) == 2


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_as_if_the_graph_were_its_own(server, method):
    graph = rdflib.Graph(SPARQLStore(f"{server.address}/sparql", method=method))

    assert [str(row[0]) for row in graph.query(PLATFORMS) if isinstance(row, tuple)] == ["Chatter", "Hearsay"]
    label = rdflib.RDFS.label
    assert {str(words) for words in graph.objects(None, label)} == {
        o for _, p, o, _ in small_words() if p == str(label)
    }


def test_rdflib_reads_a_whole_graph_by_its_address(server):
    graph = rdflib.Graph().parse(f"{server.address}/rdf-graph-store?default")

    assert len(graph) == len({quad.triple for quad in small_quads()})


def curl(server, path, *options):
    run = subprocess.run(["curl", "-sS", *options, f"{server.address}{path}"], capture_output=True, check=True)
    return run.stdout.decode()


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl here")
def test_curl_asks_in_all_three_forms(server):
    options = ("-H", "Accept: text/csv")
    by_get = curl(server, "/sparql", *options, "-G", "--data-urlencode", f"query={PLATFORMS}")
    by_form = curl(server, "/sparql", *options, "--data-urlencode", f"query={PLATFORMS}")
    directly = curl(server, "/sparql", *options, "-H", "Content-Type: application/sparql-query", "--data", PLATFORMS)

    assert by_get.split() == by_form.split() == directly.split() == ["label", "Chatter", "Hearsay"]


def comunica(javascript, query, *sources):
    """The rows that Comunica finds, in their order."""
    return json.loads(javascript("ask.mjs", json.dumps({"query": query, "sources": sources})))


def test_comunica_asks_the_endpoint(server, javascript):
    endpoint = {"type": "sparql", "value": f"{server.address}/sparql"}

    assert comunica(javascript, PLATFORMS, endpoint) == [{"label": "Chatter"}, {"label": "Hearsay"}]
    assert comunica(javascript, CLOSED, endpoint) == [
        {"who": "Chatter", "events": "1", "in_all": "200"},
        {"who": "Network Office", "events": "1", "in_all": "9800"},
    ]


def test_comunica_finds_out_by_itself_what_the_addresses_are(server, javascript):
    """That one is an endpoint, by its description; that the other is a page in Turtle; and joins them."""
    (platform,) = json.loads(server(f"/sparql?format=json&query={quote(CHATTER)}").body)["results"]["bindings"]
    page = server.address + urlsplit(platform["it"]["value"]).path

    assert comunica(javascript, WHO_ACTS_THERE, page, f"{server.address}/sparql") == [{"who": "Network Office"}]
