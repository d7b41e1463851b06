import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.asked import Asked
from kg.errors import BadQuery, StoreError
from kg.rdf import ID, KG, LABEL
from kg.store import (
    Snapshot,
    ask,
    change,
    open_snapshot,
    quads_of,
    size,
    snapshot_of,
    triples_of,
    with_union,
    write_store,
)
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
        ("SELECT ?x { ?x a kg:Fact } ORDER ?x", "line 1, column 34: '?x' cannot stand here"),
        ("SELECT ?x { ?x ?y 'service' . ?x } ", "line 1, column 34: '}' cannot stand here"),
        ("ASK{}%", "line 1, column 6: '%' cannot stand here"),
        ("ASK {} x", "line 1, column 8: 'x' cannot stand here"),
        ("SELECT * { ?s ?p }", "line 1, column 18: '}' cannot stand here"),
        ("SELECT * { FILTER(?d >)\n ?x ?y ?z }", "line 1, column 23: ')' cannot stand here"),
        ("SELECT (COUNT(?x) ?n) { ?x ?y ?z }", "line 1, column 19: '?n' cannot stand here"),
        ("SELECT * { ?x ?y ?z BIND(foo(?x) AS ?n) }", "line 1, column 26: 'foo' cannot stand here"),
        ("SELECT * { ?x ?y ?z FILTER(MD5(?z) }", "line 1, column 36: '}' cannot stand here"),
        ("SELECT * { ?x ?y ?z FILTER(ENCODE_FOR_URI ?z) }", "line 1, column 43: '?z' cannot stand here"),
        ("{ ?x a kg:Fine, }", "line 1, column 1: '{' cannot stand here"),
        ("# a comment\nSELECT * { ?x ?y ?z } LIMIT ten", "line 2, column 29: 'ten' cannot stand here"),
        ("SELECT * { ?x ?y '𝒳𝒳' ?z }", "line 1, column 23: '?z' cannot stand here"),
        ("SELECT * { ?x ?y '''a\nb''' ?z }", "line 2, column 6: '?z' cannot stand here"),
        ("SELECT * { \\u0053ERVICE <http://a/> {} }", "line 1, column 12: '\\\\' cannot stand here"),
        ("SELECT * { ?x ?y 'a }", "line 1, column 18: the string that begins here does not end, or holds an escape"),
        (
            "SELECT * { ?x ?y 'a\\q' }",
            "line 1, column 18: the string that begins here does not end, or holds an escape",
        ),
        ("SELECT ?x { ?x a nope:Fact }", "line 1, column 18: no prefix is declared for 'nope:Fact'"),
        ("SELECT ?x { services:a ?y ?x }", "line 1, column 13: no prefix is declared for 'services:a'"),
        ("SELECT * { ?x ?y <http://a b> }", "line 1, column 18: '<http://a b>': IRI parsing failed"),
        ("SELECT * { ?x ?y <http://a%zz> . ?x ?y ?z }", "line 1, column 18: '<http://a%zz>': IRI parsing failed"),
        ("SELECT * { ?x ?y 'a'@e }", "line 1, column 21: '@e': language tag parsing failed"),
        ("SELECT * {\n ?x ?y ?z .\n BIND(1 AS ?x) }", "line 3, column 12: '?x': BIND is overriding an existing"),
        ("SELECT (1 AS ?n) (2 AS ?x) { ?x ?y ?z }", "line 1, column 24: '?x': the SELECT overrides an existing"),
        ("SELECT * { { SELECT (1 AS ?x) { ?x ?y ?z } } ?a ?b ?c }", "line 1, column 27: '?x': the SELECT overrides"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?z ?y }", "line 1, column 8: '?x': the SELECT contains a variable that is"),
        ("SELECT ?z ?x (COUNT(?y) AS ?n) { ?x ?z ?y }\nGROUP BY ?z", "line 1, column 11: '?x': the SELECT contains a"),
        ("SELECT ?x (SUM(?y) + ?z AS ?n) { ?x ?z ?y } GROUP BY ?x", "line 1, column 1: 'SELECT': the SELECT contains"),
        ("SELECT ?x ?y ?x { ?x ?z ?y }", "line 1, column 14: '?x': duplicated variable name in SELECT"),
        ("SELECT * { ?x ?z ?y } GROUP BY ?x", "line 1, column 1: 'SELECT': SELECT * is not authorized with GROUP BY"),
        ("SELECT * { VALUES (?x ?y) { (1) } }", "line 1, column 12: 'VALUES': the VALUES clause rows should have"),
        ("", "line 1, column 1: the end of the query cannot stand here"),
        ("who closed what", "line 1, column 1: 'who' cannot stand here"),
    ],
)
def test_a_query_that_is_no_sparql_is_told_where_it_goes_wrong(snapshot, query, problem):
    with pytest.raises(BadQuery) as caught:
        ask(snapshot, query)

    assert str(caught.value).startswith(f"the query cannot be answered: {problem}")


@pytest.mark.parametrize(
    ("update", "told"),
    [
        ("LOAD <http://a/>", "line 1, column 1: LOAD is refused: nothing is fetched from elsewhere"),
        (
            "CLEAR ALL ;\nINSERT { ?s ?p 1 } WHERE { SERVICE <http://a/> { ?s ?p ?o } }",
            "line 2, column 28: SERVICE is ref",
        ),
        ("INSERT DATA { id:a a ?x }", "line 1, column 22: '?x': variables are not allowed in INSERT DATA"),
        ("DELETE DATA { id:a a _:x }", "line 1, column 22: '_:x': variables and blank nodes are not allowed in DELETE"),
        ("DELETE WHERE { _:x a ?x }", "line 1, column 16: '_:x': blank nodes are not allowed in DELETE WHERE"),
        ("INSERT DATA { id:a a id:b } ; FOO", "line 1, column 31: 'FOO' cannot stand here"),
    ],
)
def test_an_update_that_is_none_is_told_where_it_goes_wrong(tmp_path, update, told):
    with pytest.raises(BadQuery) as caught:
        change(tmp_path / "store", tmp_path / "before", Asked(update))

    assert str(caught.value).startswith(f"the query cannot be answered: {told}")


def test_an_update_may_hold_the_words_that_are_refused(tmp_path):
    update = "PREFIX load: <http://a/> INSERT DATA { load:service load:é_load 'service'@en-service }"
    write_store((), tmp_path / "before")
    change(tmp_path / "store", tmp_path / "before", Asked(update))

    assert [quad.object.value for quad in open_snapshot(tmp_path / "store").engine] == ["service"]


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


DESK = "'customer service desk'"


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?thing { ?thing rdfs:label ?x FILTER CONTAINS(?x, "service") }',
        "SELECT ?thing { ?thing rdfs:label ?service FILTER CONTAINS(?service, LCASE('SERVICE')) } # service",
        "PREFIX l: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?thing { ?thing l:label 'customer service desk' }",
        "SELECT ?thing { ?thing rdfs:label 'customer service desk' MINUS { ?thing schema:serviceType _:service } }",
        'SELECT ?thing { ?thing rdfs:label ?ourService FILTER CONTAINS(?ourService, LCASE("""Service""")) }',
        *(f"PREFIX {prefix}: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?thing {{ ?thing {prefix}:label {DESK} }}"
          for prefix in ("service", "Services", "my-service", "microservice", "kundenöservice", "download")),
        *(f"SELECT ?thing {{ ?thing rdfs:label {DESK} FILTER NOT EXISTS {{ ?thing kg:{local} ?x }} }}"
          for local in ("a.service", "kundenöservice", "é_service", "a%20service", "\\,service", "1service")),
        f"SELECT ?thing {{ ?thing rdfs:label {DESK} MINUS {{ ?thing kg:no ?éservice, _:éservice, 'a'@en-service }} }}",
        f"BASE <http://service/> SELECT ?thing {{ ?thing rdfs:label {DESK} MINUS {{ ?thing <#a'service> <load> }} }}",
        f"SELECT ?thing {{ ?thing rdfs:label {DESK} FILTER(?thing < 2 || '\\u0073ervice' != '''loa\\u0064''') }}",
    ],
)  # fmt: skip
def test_the_word_service_may_stand_in_words_names_and_comments(snapshot, query):
    assert list(ask(snapshot, query)) == [{"thing": "id:desk"}]


def test_a_folder_that_holds_no_store_is_told_of(tmp_path):
    (tmp_path / "file").write_text("")

    for folder in (tmp_path, tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(StoreError, match=re.escape(str(folder))) as caught:
            open_snapshot(folder)
        assert "\n" not in str(caught.value)
    with pytest.raises(StoreError, match="cannot be written"):
        write_store(QUADS, tmp_path / "file")


@pytest.mark.parametrize(
    "damaged",
    [
        lambda _: None,
        lambda whole: whole[: len(whole) // 2],
        lambda whole: bytes(len(whole)),
        lambda whole: bytes(byte ^ 0x55 for byte in whole[:64]) + whole[64:],  # opened before it is found
    ],
    ids=["missing", "cut", "empty", "overwritten"],
)
def test_a_damaged_store_is_told_of(tmp_path, damaged):
    folder = tmp_path / "store"
    write_store(with_union(QUADS), folder)
    for file in folder.glob("*.sst"):
        whole = damaged(file.read_bytes())
        file.unlink()
        if whole is not None:
            file.write_bytes(whole)

    for reading in (lambda store: ask(store, "SELECT * { ?s ?p ?o }"), lambda store: [*quads_of(store)],
                    lambda store: [*triples_of(store)], size):  # fmt: skip
        with pytest.raises(StoreError, match=r"store: the store cannot be read: Corruption.*; build it again"):
            reading(open_snapshot(folder))
    asked = Asked("INSERT DATA { <http://a/> <http://a/> 1 }")
    with pytest.raises(StoreError, match=r"cannot be (read|written): Corruption"):
        change(folder, folder, asked)


def test_a_store_can_be_opened_by_several_readers(tmp_path):
    write_store(with_union(QUADS), tmp_path / "store")

    readers = [open_snapshot(tmp_path / "store") for _ in range(3)]

    assert all(ask(reader, f"ASK {{ ?x <{LABEL.value}> 'Lumo' }}") for reader in readers)
    assert not ask(readers[0], f"ASK {{ ?x a <{KG}Fact> }}")
