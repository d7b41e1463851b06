import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import BadQuery, StoreError
from kg.rdf import ID, KG, LABEL
from kg.store import Snapshot, ask, open_snapshot, quads_of, snapshot_of, with_union, write_store
from tests.reaching_out import REACHING_OUT


def quad(subject: str, words: str, graph: str | None = None) -> Quad:
    parts = (NamedNode(ID + subject), LABEL, Literal(words))
    return Quad(*parts, NamedNode(ID + graph)) if graph else Quad(*parts)


QUADS = (
    quad("lumo", "Lumo", "first"),
    quad("lumo", "Lumo", "second"),
    quad("desk", "customer service desk", "first"),
    quad("alone", "in no graph"),
)


@pytest.fixture
def snapshot() -> Snapshot:
    return snapshot_of(QUADS)


def test_a_store_on_disk_gives_back_what_was_put_in(tmp_path):
    write_store(with_union(QUADS), tmp_path / "store")

    assert set(quads_of(open_snapshot(tmp_path / "store"))) == set(QUADS)


def test_what_several_graphs_say_is_counted_once(snapshot):
    answer = ask(snapshot, 'SELECT (COUNT(*) AS ?n) { ?thing rdfs:label "Lumo" }')

    assert list(answer) == [{"n": 1}]


def test_a_query_can_ask_which_graph_says_something(snapshot):
    answer = ask(snapshot, 'SELECT ?graph { GRAPH ?graph { ?thing rdfs:label "Lumo" } } ORDER BY ?graph')

    assert [row["graph"] for row in answer] == ["id:first", "id:second"]


def test_from_asks_the_graph_that_it_names(snapshot):
    answer = ask(snapshot, "SELECT ?label FROM id:second { ?thing rdfs:label ?label }")

    assert [row["label"] for row in answer] == ["Lumo"]


def test_rows_without_an_order_of_their_own_are_sorted(snapshot):
    answer = ask(snapshot, "SELECT ?label { ?thing rdfs:label ?label }")

    assert [row["label"] for row in answer] == ["Lumo", "customer service desk", "in no graph"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("SELEC ?x { ?x a kg:Fact }", "line 1, column 1: 'SELEC' cannot stand here"),
        ("SELECT ?x {\n ?x kg:a kg:b kg:c .\n}", "line 2, column 15: 'kg:c' cannot stand here"),
        ("SELECT ?x { ?x a kg:Fact", "line 1, column 25: the end of the query cannot stand here"),
        ("SELECT ?x { ?x a nope:Fact }", "line 1, column 18: no prefix is declared for 'nope:Fact'"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?z ?y }", "the SELECT contains a variable that is unbound"),
        ("SELECT ?x { ?x a kg:Fact } ORDER ?x", "line 1, column 34: '?x' cannot stand here"),
        ("SELECT ?x { ?x ?y 'service' . ?x } ", "line 1, column 31: '?x' cannot stand here"),
        ("", "line 1, column 1: the end of the query cannot stand here"),
        ("who closed what", "line 1, column 1: 'who' cannot stand here"),
    ],
)
def test_a_query_that_is_no_sparql_is_told_where_it_goes_wrong(snapshot, query, problem):
    with pytest.raises(BadQuery) as caught:
        ask(snapshot, query)

    assert str(caught.value) == f"the query cannot be answered: {problem}"


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { id:a a id:b }",
        "# a comment\nPREFIX a: <http://a/>\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1/>",
        "CLEAR ALL",
    ],
)
def test_a_graph_is_asked_and_never_changed(snapshot, query):
    with pytest.raises(BadQuery, match="a graph is asked here, never changed"):
        ask(snapshot, query)

    assert set(quads_of(snapshot)) == set(QUADS)


@pytest.mark.parametrize("query", REACHING_OUT)
def test_no_query_reaches_another_server(snapshot, listener, query):
    with pytest.raises(BadQuery):
        ask(snapshot, query.format(url=f"http://127.0.0.1:{listener.server_port}/"))

    assert listener.calls == []


def test_the_listener_of_these_tests_would_notice(snapshot, listener):
    url = f"http://127.0.0.1:{listener.server_port}/"
    with pytest.raises(OSError, match="500"):
        list(snapshot.engine.query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"))

    assert listener.calls


def test_from_another_server_fetches_nothing(snapshot, listener):
    url = f"http://127.0.0.1:{listener.server_port}/"

    assert not ask(snapshot, f"SELECT * FROM <{url}> {{ ?s ?p ?o }}")
    assert listener.calls == []


@pytest.mark.parametrize("clause", ["FROM", "from named", "FROM\n NAMED"])
def test_files_are_not_asked(snapshot, clause):
    with pytest.raises(BadQuery, match="no file"):
        ask(snapshot, f"SELECT * {clause} <file:///etc/passwd> {{ ?s ?p ?o }}")


def test_a_refusal_says_what_is_refused_and_where(snapshot):
    with pytest.raises(BadQuery, match=r"line 2, column 2: SERVICE is refused"):
        ask(snapshot, "SELECT * {\n SERVICE <http://a/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?thing { ?thing rdfs:label ?x FILTER CONTAINS(?x, "service") }',
        "SELECT ?thing { ?thing rdfs:label ?service FILTER CONTAINS(?service, LCASE('SERVICE')) } # service",
        "PREFIX l: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?thing { ?thing l:label 'customer service desk' }",
        "SELECT ?thing { ?thing rdfs:label 'customer service desk' MINUS { ?thing schema:serviceType _:service } }",
        'SELECT ?thing { ?thing rdfs:label ?ourService FILTER CONTAINS(?ourService, LCASE("""Service""")) }',
    ],
)
def test_the_word_service_may_stand_in_words_comments_and_variables(snapshot, query):
    assert list(ask(snapshot, query)) == [{"thing": "id:desk"}]


def test_a_folder_that_holds_no_store_is_told_of(tmp_path):
    (tmp_path / "file").write_text("")

    for folder in (tmp_path, tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(StoreError, match=re.escape(str(folder))) as caught:
            open_snapshot(folder)
        assert "\n" not in str(caught.value)
    with pytest.raises(StoreError, match="cannot be written"):
        write_store(QUADS, tmp_path / "file")


def test_a_store_can_be_opened_by_several_readers(tmp_path):
    write_store(with_union(QUADS), tmp_path / "store")

    readers = [open_snapshot(tmp_path / "store") for _ in range(3)]

    assert all(ask(reader, f"ASK {{ ?x <{LABEL.value}> 'Lumo' }}") for reader in readers)
    assert not ask(readers[0], f"ASK {{ ?x a <{KG}Fact> }}")
