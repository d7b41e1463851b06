"""What an update leaves: a default graph that is the union of the graphs, in every answer and every file."""

from urllib.parse import quote

import pytest
from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

from kg.archive import STORE, UPDATES, current_build, keep_updates, new_build, publish, save_knowledge
from kg.asked import Asked, Limits
from kg.errors import BadQuery
from kg.knowledge_graph import Graph
from kg.serve.updates import update_graph
from kg.store import restore_union, with_union, write_store
from tests.serve.conftest import TOKEN, serving, write_documents
from tests.small_folder import Command, write_small_graph
from tests.small_graph import knowledge

PREFIX = "PREFIX : <http://example.org/> "
TWO_GRAPHS = (
    ":a :says 1 . GRAPH :g { :a :says 1 . :b :says 2 } GRAPH :h { :b :says 2 . :c :says 3 } :b :says 2 . :c :says 3"
)
UPDATES_AND_WHAT_IS_LEFT = {
    "inserted in a graph": ("INSERT DATA { GRAPH :g { :d :says 4 } }", {":g": "abd", ":h": "bc"}, ""),
    "inserted in a new graph": ("INSERT DATA { GRAPH :i { :d :says 4 } }", {":g": "ab", ":h": "bc", ":i": "d"}, ""),
    "inserted in no graph": ("INSERT DATA { :d :says 4 }", {":g": "ab", ":h": "bc"}, "d"),
    "inserted though a graph says it": ("INSERT DATA { :a :says 1 }", {":g": "ab", ":h": "bc"}, ""),
    "deleted in the only graph that says it": ("DELETE DATA { GRAPH :g { :a :says 1 } }", {":g": "b", ":h": "bc"}, ""),
    "deleted in one of two graphs": ("DELETE DATA { GRAPH :g { :b :says 2 } }", {":g": "a", ":h": "bc"}, ""),
    "deleted in all graphs at once": ("DELETE DATA { :b :says 2 }", {":g": "a", ":h": "c"}, ""),
    "said otherwise": (
        "DELETE { ?x :says 2 } INSERT { ?x :says 4 } WHERE { ?x :says 2 }",
        {":g": "a", ":h": "c"},
        "b",
    ),
    "moved to a graph of its own": (
        "DELETE { :a :says 1 } INSERT { GRAPH :i { :a :says 1 } } WHERE {}",
        {":h": "bc", ":g": "b", ":i": "a"},
        "",
    ),
    "a graph dropped": ("DROP GRAPH :g", {":h": "bc"}, ""),
    "a graph copied": ("COPY DEFAULT TO :i", {":g": "ab", ":h": "bc", ":i": "abc"}, ""),
    "all cleared": ("CLEAR ALL", {}, ""),
}


@pytest.mark.parametrize("case", UPDATES_AND_WHAT_IS_LEFT)
def test_the_default_graph_stays_the_union_of_the_graphs(case):
    update, graphs, alone = UPDATES_AND_WHAT_IS_LEFT[case]
    before, changed = Store(), Store()
    for store in (before, changed):
        store.update(f"{PREFIX} INSERT DATA {{ {TWO_GRAPHS} }}")
    changed.update(PREFIX + update)

    restore_union(changed, before)

    assert {name: said_in(changed, name) for name in (":g", ":h", ":i") if said_in(changed, name)} == {
        name: set(letters) for name, letters in graphs.items()
    }
    assert said_in(changed, None) == set(alone).union(*graphs.values())


def said_in(store, name):
    """The letters of the things of which the graph says something."""
    graph = f"GRAPH {name} {{ ?x ?p ?o }}" if name else "?x ?p ?o"
    return {row["x"].value[-1] for row in store.query(f"{PREFIX} SELECT ?x {{ {graph} }}")}


def test_what_no_graph_says_can_be_taken_back():
    before, changed = Store(), Store()
    before.update(f"{PREFIX} INSERT DATA {{ :d :says 4 }}")

    restore_union(changed, before)

    assert len(changed) == 0


@pytest.mark.parametrize(
    "update",
    [
        "CLEAR DEFAULT",
        "drop silent default",
        "MOVE DEFAULT TO <a:b>",
        "COPY <a:b> TO DEFAULT",
        "MOVE SILENT <a:b> TO DEFAULT",
    ],
)
def test_the_union_is_not_emptied_or_replaced_unsaid(tmp_path, update):
    folder = write_documents(tmp_path / "graph")

    with pytest.raises(BadQuery, match="CLEAR ALL"):
        update_graph(folder, Asked(update), Limits())


def triples(content, syntax):
    return {quad.triple for quad in parse(content, format=syntax)}


def test_queries_graphs_and_exports_agree_after_an_update(tmp_path):
    folder = write_documents(tmp_path / "graph")
    gone, come = "<http://example.org/data1>", "<http://example.org/data9>"
    with serving(folder, "--update") as server:
        for update in (f"DELETE WHERE {{ {gone} a ?t }}", f"INSERT DATA {{ GRAPH {come} {{ {come} a {come} }} }}"):
            sent = server("/update", "POST", update, content_type="application/sparql-update",
                          authorization=f"Bearer {TOKEN}")  # fmt: skip
            assert sent.status == 204
        default = triples(server("/rdf-graph-store?default").body, RdfFormat.TURTLE)
        empty = server(f"/rdf-graph-store?graph={quote(gone[1:-1])}")
        graph = Graph.open(folder)

    assert empty.status == 404
    assert default == set(graph.triples()) == {quad.triple for quad in graph.quads()}
    assert {str(triple.subject) for triple in default} >= {come, "<http://example.org/data2>"}
    assert gone not in {str(triple.subject) for triple in default}
    assert {str(quad.graph_name) for quad in graph.quads() if str(quad.subject) == come} == {come}


def test_the_updates_that_a_build_drops_are_kept_to_be_sent_again(tmp_path):
    folder = write_documents(tmp_path / "graph")
    update_graph(folder, Asked("INSERT DATA { <a:a> a <a:a> };"), Limits())
    update_graph(folder, Asked("INSERT { <a:b> a ?t } WHERE { ?s a ?t }", default_graphs=("a:g",)), Limits())

    kept = keep_updates(folder)
    with new_build(folder) as place:
        save_knowledge(knowledge(), place)
        write_store(with_union([]), place / STORE)
        publish(folder, place)

    assert kept == folder / UPDATES
    assert not (current_build(folder) / UPDATES).exists()
    update_graph(folder, Asked(kept.read_text()), Limits())
    assert [str(quad.subject) for quad in Graph.open(folder).quads()] == ["<a:a>"]
    assert "USING <a:g>" in kept.read_text()


def test_without_updates_nothing_is_kept(tmp_path):
    assert keep_updates(tmp_path) is None
    assert keep_updates(write_small_graph(tmp_path / "graph")) is None
    assert not (tmp_path / "graph" / UPDATES).exists()


@pytest.mark.model
def test_a_build_tells_that_it_is_without_the_updates(tmp_path, monkeypatch, capfd):
    kg = Command(monkeypatch, capfd)
    folder = write_small_graph(tmp_path / "graph")
    article = tmp_path / "article.txt"
    article.write_text("The ministry fined Weibo.")
    assert "updates" not in kg("build", article, "-g", tmp_path / "other").stdout
    update_graph(folder, Asked("INSERT DATA { <a:a> a <a:a> }"), Limits())

    told = kg("build", article, "-g", folder)

    assert f"they are kept in {folder / UPDATES}" in told.stdout + told.stderr
    assert DefaultGraph() not in {quad.graph_name for quad in Graph.open(folder).quads()}
