import io
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
import rdflib

from kg.errors import UnknownName
from kg.exporters import EXPORTERS
from kg.knowledge_graph import Graph
from kg.model import Identity, Knowledge, Modality
from tests.small_graph import knowledge, small_quads

KG = rdflib.Namespace("https://kg.example.org/ontology#")
FACTS = sum(fact.modality is Modality.ASSERTED for fact in knowledge().facts)
UNASSERTED = len(knowledge().facts) - FACTS


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.of(knowledge(), small_quads())


def exported(graph: Graph, name: str) -> bytes:
    output = io.BytesIO()
    graph.export(name, output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("turtle", "turtle"), ("rdfxml", "xml"), ("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")],
)
def test_another_program_reads_the_same_graph(graph, name, syntax):
    read = rdflib.Dataset(default_union=True)
    read.parse(data=exported(graph, name), format=syntax)

    assert len(set(read.subjects(rdflib.RDF.type, KG.Fact))) == FACTS
    assert len(set(read.subjects(rdflib.RDF.type, KG.Unasserted))) == UNASSERTED
    assert len(set(read.triples((None, None, None)))) == len({quad.triple for quad in small_quads()})


@pytest.mark.parametrize(("name", "syntax"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_formats_with_graphs_keep_them(graph, name, syntax):
    read = rdflib.Dataset()
    read.parse(data=exported(graph, name), format=syntax)

    assert {str(each) for *_, each in read.quads((None, None, None, None))} == {
        str(quad.graph_name).strip("<>") for quad in small_quads()
    }


def test_turtle_is_sorted_with_prefixes_and_one_paragraph_a_subject(graph):
    text = exported(graph, "turtle").decode()
    head, *paragraphs = text.removesuffix("\n").split("\n\n")

    prefixes = head.splitlines()
    assert all(line.startswith("@prefix ") for line in prefixes)
    assert prefixes == sorted(prefixes)
    subjects = [paragraph.split()[0] for paragraph in paragraphs]
    assert len(subjects) == len(set(subjects)) == len({quad.subject for quad in small_quads()})
    assert subjects[0].startswith("id:accounts-")
    told = [subject.startswith("id:") for subject in subjects]
    assert told == sorted(told, reverse=True)  # the ontology stands last
    assert " a kg:Closure ;" in text


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_network_programs_read_the_same_network(graph, name, read):
    network = graph.to_networkx()

    found = read(io.BytesIO(exported(graph, name)))

    assert set(found.nodes) == set(network.nodes)
    assert found.number_of_edges() == network.number_of_edges() > 0
    assert {told["fact"] for *_, told in found.edges(data=True)} == {
        told["fact"] for *_, told in network.edges(data=True)
    }
    assert found.nodes["i-Platform-Chatter"]["type"] == "Platform"


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_control_characters_break_no_xml(name):
    strange = Identity("i-\x01", "Platform", "Lu\x0bmo")
    output = io.BytesIO()

    EXPORTERS[name](Graph.of(Knowledge((), (strange,)), []), output)

    read = nx.read_graphml if name == "graphml" else nx.read_gexf
    assert list(read(io.BytesIO(output.getvalue())).nodes) == ["i-\ufffd"]


def test_facts_are_the_asserted_ones(graph):
    lines = [json.loads(line) for line in exported(graph, "facts").splitlines()]

    assert len(lines) == FACTS
    assert all("modality" not in line for line in lines)
    assert exported(graph, "csv").count(b"asserted") == FACTS


def test_an_unknown_format_is_told_of(graph):
    with pytest.raises(UnknownName, match="no format 'turtel'; did you mean 'turtle'"):
        exported(graph, "turtel")


def test_exports_are_the_same_bytes_with_another_hash_seed():
    program = """
import hashlib, io
from kg.exporters import EXPORTERS
from kg.knowledge_graph import Graph
from tests.small_graph import knowledge, small_quads
graph = Graph.of(knowledge(), small_quads())
for name in sorted(EXPORTERS):
    output = io.BytesIO()
    graph.export(name, output)
    print(name, hashlib.sha256(output.getvalue()).hexdigest())
"""
    root = Path(__file__).parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(runs) == 1
    assert runs.pop().count(b"\n") == len(EXPORTERS)
