import re

import pandas as pd
import pytest
import rdflib

from kg.archive import STORE, current_build, new_build, publish, save_knowledge
from kg.errors import BadQuery, NoGraph, StoreError, UnknownName
from kg.knowledge_graph import Graph
from kg.model import Knowledge, Modality
from kg.store import with_union, write_store
from tests.small_graph import knowledge, small_quads

QUADS = small_quads()


def build(folder, known=None, quads=QUADS):
    with new_build(folder) as place:
        save_knowledge(known or knowledge(), place)
        write_store(with_union(quads), place / STORE)
        publish(folder, place)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    build(folder)
    return folder


def test_a_graph_is_opened_and_asked(folder):
    with Graph.open(folder) as graph:
        assert [row["platform"] for row in graph.query("regulators", platform="chatter")] == ["Chatter"]
        assert graph.query("ASK { ?x a kg:Fact }")
        assert graph.knowledge == knowledge()


def test_rows_become_a_dataframe(folder):
    with Graph.open(folder) as graph:
        frame = graph.query(
            "SELECT ?label (COUNT(*) AS ?n) { ?x a kg:Platform ; rdfs:label ?label } GROUP BY ?label"
        ).to_dataframe()

    assert frame.to_dict("list") == {"label": ["Chatter", "Hearsay"], "n": [1, 1]}


def test_facts_become_a_dataframe(folder):
    with Graph.open(folder) as graph:
        frame = pd.DataFrame(graph.facts())
        denied = graph.facts([Modality.DENIED])

    assert len(frame) == 13
    assert [fact["type"] for fact in denied] == ["Detention"]


def test_a_query_in_a_file_is_asked(folder, tmp_path):
    path = tmp_path / "my question.rq"
    path.write_text("# Mine?\n# param who: name — who\nSELECT ?x { VALUES ?who { UNDEF } ?x rdfs:label ?who }")

    with Graph.open(folder) as graph:
        assert len(graph.query(str(path), who="Ada Berg")) == 1


@pytest.mark.parametrize(
    ("question", "error", "problem"),
    [
        ("regulator", UnknownName, "no question 'regulator'; did you mean 'regulators'?"),
        ("", UnknownName, "no question ''"),
        ("missing.rq", BadQuery, "missing.rq: cannot be read"),
        ("SELECT nothing", BadQuery, "line 1, column 8"),
        ("# param x: nome\nSELECT * { }", BadQuery, "'param x: nome' is no parameter"),
    ],
)
def test_what_is_no_question_is_told_of(folder, question, error, problem):
    with Graph.open(folder) as graph, pytest.raises(error, match=re.escape(problem)):
        graph.query(question)


def test_rdflib_has_all_triples(folder):
    with Graph.open(folder) as graph:
        copy = graph.to_rdflib()

    assert len(copy) == len({quad.triple for quad in QUADS})
    assert len(set(copy.subjects(rdflib.RDF.type, rdflib.URIRef("https://kg.example.org/ontology#Fact")))) == 13
    assert copy.value(predicate=rdflib.RDFS.label, object=rdflib.Literal("Chatter")) is not None


def test_networkx_has_all_things(folder):
    with Graph.open(folder) as graph:
        assert len(graph.to_networkx()) == len(knowledge().identities)


def test_a_graph_that_is_open_stays_what_it_was(tmp_path):
    build(tmp_path)
    with Graph.open(tmp_path) as old:
        build(tmp_path, Knowledge(()), [])
        with Graph.open(tmp_path) as new:
            assert not new.query("ASK { ?x a kg:Fact }")
        assert old.query("ASK { ?x a kg:Fact }")
        assert len(old.knowledge.facts) == 15
    build(tmp_path, Knowledge(()), [])
    assert len(list((tmp_path / "builds").iterdir())) == 1


def test_a_graph_that_was_forgotten_lets_its_build_go(tmp_path):
    build(tmp_path)
    graph = Graph.open(tmp_path)
    assert graph.query("ASK {}")
    del graph

    build(tmp_path, Knowledge(()), [])

    assert len(list((tmp_path / "builds").iterdir())) == 1


def test_a_folder_without_a_graph_is_told_of(tmp_path):
    with pytest.raises(NoGraph):
        Graph.open(tmp_path)


def test_a_graph_whose_store_is_damaged_is_told_of(tmp_path):
    build(tmp_path)
    (current_build(tmp_path) / STORE / "CURRENT").unlink()

    with pytest.raises(StoreError, match="the store cannot be read") as caught:
        Graph.open(tmp_path)

    assert "\n" not in str(caught.value)
