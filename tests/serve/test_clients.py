"""What clients that nobody here wrote get from the server."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, RDFXML, TURTLE, XML, SPARQLWrapper

from tests.small_graph import small_quads, small_words

PLATFORMS = """
PREFIX kg: <https://kg.example.org/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label { ?p a kg:Platform ; rdfs:label ?label } ORDER BY ?label
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


COMUNICA = """
import { QueryEngine } from "@comunica/query-sparql";
const engine = new QueryEngine();
const stream = await engine.queryBindings(process.argv[2], { sources: [{ type: "sparql", value: process.argv[3] }] });
const rows = await stream.toArray();
console.log(JSON.stringify(rows.map((row) => row.get("label").value)));
"""


def test_comunica_asks_it_too(server, tmp_path):
    """Where KG_COMUNICA names a folder in which npm has installed @comunica/query-sparql."""
    folder = os.environ.get("KG_COMUNICA")
    if not folder or not shutil.which("node"):
        pytest.skip("no KG_COMUNICA, or no node")
    (tmp_path / "ask.mjs").write_text(COMUNICA)
    (tmp_path / "node_modules").symlink_to(Path(folder) / "node_modules")
    command = ["node", str(tmp_path / "ask.mjs"), PLATFORMS, f"{server.address}/sparql"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert run.returncode == 0, run.stderr

    assert json.loads(run.stdout) == ["Chatter", "Hearsay"]
