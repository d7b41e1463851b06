"""
The SPARQL 1.1 Protocol, case by case.

The cases are those of the W3C's test suite, written down anew from the specification: what a server must
take, and what it must refuse.
"""

import json
from urllib.parse import quote, urlencode, urlsplit

import pytest
import uvicorn
from pyoxigraph import RdfFormat, parse

from kg.asking.pool import Workers
from kg.serve import Settings, serve
from tests.serve.conftest import TOKEN
from tests.small_folder import Command
from tests.small_graph import small_quads, words_of

FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
DATA = [f"http://example.org/data{number}" for number in (1, 2, 3)]
ONE, TWO, THREE = DATA
IS_ONE_DOCUMENT = "ASK { { SELECT (COUNT(*) AS ?n) { ?d a <http://xmlns.com/foaf/0.1/Document> } } FILTER(?n = %d) }"
NAMED = "ASK { GRAPH ?g { <%s> a ?t } }"
NOT_NAMED = "ASK { FILTER NOT EXISTS { GRAPH ?g { <%s> a ?t } } }"


def get(**parameters):
    return ("GET", "/sparql?" + urlencode(parameters, doseq=True), "", {})


def post(body, media, path="/sparql", **parameters):
    return ("POST", f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path, body,
            {"content_type": media} if media else {})  # fmt: skip


def form(path="/sparql", **parameters):
    return post(urlencode(parameters, doseq=True), FORM, path)


ASK = "ASK {}"
TAKEN = {
    "query_get": get(query=ASK),
    "query_post_form": form(query=ASK),
    "query_post_direct": post(ASK, QUERY),
    "query_dataset_default_graph": get(query=IS_ONE_DOCUMENT % 1, **{"default-graph-uri": ONE}),
    "query_dataset_default_graphs_get": get(query=IS_ONE_DOCUMENT % 2, **{"default-graph-uri": [ONE, TWO]}),
    "query_dataset_default_graphs_post": post(IS_ONE_DOCUMENT % 2, QUERY, **{"default-graph-uri": [ONE, TWO]}),
    "query_dataset_named_graphs_get": get(query=NAMED % TWO, **{"named-graph-uri": [ONE, TWO]}),
    "query_dataset_named_graphs_post": post(NOT_NAMED % THREE, QUERY, **{"named-graph-uri": [ONE, TWO]}),
    "query_dataset_full": form(
        query=f"ASK {{ <{THREE}> a ?t . GRAPH ?g {{ <{ONE}> a ?u }} FILTER NOT EXISTS {{ <{ONE}> a ?v }} }}",
        **{"default-graph-uri": THREE, "named-graph-uri": [ONE, TWO]},
    ),
    "query_multiple_dataset": get(
        query=f"ASK FROM <{ONE}> {{ <{TWO}> a ?t FILTER NOT EXISTS {{ <{ONE}> a ?u }} }}",
        **{"default-graph-uri": TWO},
    ),
}
REFUSED = {
    "bad_query_method": ("PUT", "/sparql?query=" + quote(ASK), "", {}),
    "bad_multiple_queries": get(query=[ASK, "SELECT * {}"]),
    "bad_query_wrong_media_type": post(ASK, "text/plain"),
    "bad_query_missing_form_type": post(urlencode({"query": ASK}), None),
    "bad_query_missing_direct_type": post(ASK, None),
    "bad_query_non_utf8": post(ASK.encode("utf-16"), f"{QUERY}; charset=UTF-16"),
    "bad_query_not_utf8_although_it_says_so": post(b"ASK { ?a ?b '\xff' }", QUERY),
    "bad_query_syntax": get(query="ASK {"),
    "bad_query_in_address_and_body": post(ASK, QUERY, query=ASK),
    "bad_query_in_address_and_form": form("/sparql?query=ASK%7B%7D", query=ASK),
    "bad_form_without_query": form(other="1"),
    "bad_graph_name": get(query=ASK, **{"default-graph-uri": "no address"}),
    "bad_update_get": get(update="CLEAR ALL"),
    "bad_update_at_the_query_endpoint": post("CLEAR ALL", UPDATE),
    "bad_update_in_a_query_form": form(update="CLEAR ALL"),
}
INSERT = "INSERT DATA { GRAPH <http://example.org/told> { <http://example.org/s> <http://example.org/p> %s } }"
REFUSED_UPDATES = {
    "bad_update_method": ("GET", "/update?update=" + quote("CLEAR ALL"), "", {}),
    "bad_multiple_updates": form("/update", update=["CLEAR NAMED", "CLEAR DEFAULT"]),
    "bad_update_wrong_media_type": post("CLEAR NAMED", "text/plain", "/update"),
    "bad_update_missing_form_type": post(urlencode({"update": "CLEAR NAMED"}), None, "/update"),
    "bad_update_missing_direct_type": post("CLEAR NAMED", None, "/update"),
    "bad_update_non_utf8": post("CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16", "/update"),
    "bad_update_syntax": form("/update", update="CLEAR XYZ"),
    "bad_update_dataset_conflict": post(
        f"DELETE {{ ?s a ?t }} USING <{ONE}> WHERE {{ ?s a ?t }}", UPDATE, "/update", **{"using-graph-uri": TWO}
    ),
    "bad_update_load": post("LOAD <http://127.0.0.1:9/>", UPDATE, "/update"),
    "bad_update_in_address_and_form": form("/update?update=CLEAR%20NAMED", update="CLEAR NAMED"),
    "bad_update_of_two_kinds": form("/update", update="CLEAR NAMED", query=ASK),
}
COPY = "INSERT { GRAPH <http://example.org/copy%s> { ?s a ?t } } WHERE { %s }"
CHANGES = {
    "update_post_form": (form("/update", update=INSERT % "1"), "ASK { GRAPH ?g { ?s <http://example.org/p> 1 } }"),
    "update_post_direct": (post(INSERT % "2", UPDATE, "/update"), "ASK { GRAPH ?g { ?s <http://example.org/p> 2 } }"),
    "update_base_uri": (
        post(INSERT % "<test>", UPDATE, "/update"),
        "ASK { GRAPH ?g { ?s <http://example.org/p> ?o } FILTER(isIRI(?o) && STRENDS(STR(?o), '/test')) }",
    ),
    "update_dataset_default_graph": (
        post(COPY % ("1", "?s a ?t"), UPDATE, "/update", **{"using-graph-uri": ONE}),
        f"ASK {{ GRAPH <http://example.org/copy1> {{ <{ONE}> a ?t FILTER NOT EXISTS {{ <{TWO}> a ?u }} }} }}",
    ),
    "update_dataset_default_graphs": (
        form("/update", update=COPY % ("2", "?s a ?t"), **{"using-graph-uri": [ONE, TWO]}),
        (f"ASK {{ GRAPH <http://example.org/copy2> {{ <{ONE}> a ?t . <{TWO}> a ?t }} "
        f"FILTER NOT EXISTS {{ GRAPH <http://example.org/copy2> {{ <{THREE}> a ?t }} }} }}"),
    ),
    "update_dataset_named_graphs": (
        post(COPY % ("3", "GRAPH ?g { ?s a ?t }"), UPDATE, "/update", **{"using-named-graph-uri": [ONE, THREE]}),
        (f"ASK {{ GRAPH <http://example.org/copy3> {{ <{ONE}> a ?t . <{THREE}> a ?t }} "
        f"FILTER NOT EXISTS {{ GRAPH <http://example.org/copy3> {{ <{TWO}> a ?t }} }} }}"),
    ),
    "update_dataset_full": (
        post(COPY % ("4", "?x a ?t . GRAPH ?g { ?s a ?t }"), UPDATE, "/update",
             **{"using-graph-uri": ONE, "using-named-graph-uri": TWO}),
        (f"ASK {{ GRAPH <http://example.org/copy4> {{ <{TWO}> a ?t }} "
        f"FILTER NOT EXISTS {{ GRAPH <http://example.org/copy4> {{ <{ONE}> a ?t }} }} }}"),
    ),
}  # fmt: skip


@pytest.fixture
def kg(monkeypatch, capfd):
    return Command(monkeypatch, capfd)


def send(server, request, **headers):
    method, path, body, own = request
    return server(path, method, body, **own, **headers)


@pytest.mark.parametrize("case", TAKEN)
def test_a_good_query_is_answered(changeable, case):
    answered = send(changeable, TAKEN[case], accept="application/sparql-results+json")

    assert (answered.status, answered.media) == (200, "application/sparql-results+json")
    assert json.loads(answered.body)["boolean"] is True


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_query_is_refused_as_the_clients_fault(changeable, case):
    answered = send(changeable, REFUSED[case])

    assert 400 <= answered.status < 500
    assert answered.text.strip()


@pytest.mark.parametrize("case", REFUSED_UPDATES)
def test_a_bad_update_is_refused_as_the_clients_fault(changeable, case):
    answered = send(changeable, REFUSED_UPDATES[case], authorization=f"Bearer {TOKEN}")

    assert 400 <= answered.status < 500


@pytest.mark.parametrize("case", CHANGES)
def test_an_update_changes_the_graph(changeable, case):
    change, holds = CHANGES[case]
    assert b"false" in send(changeable, get(query=holds)).body

    assert send(changeable, change, authorization=f"Bearer {TOKEN}").status == 204

    assert b"true" in send(changeable, get(query=holds)).body


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("SELECT * {}", "", "application/sparql-results+json"),
        ("SELECT * {}", "*/*", "application/sparql-results+json"),
        ("SELECT * {}", "application/json", "application/json"),
        ("SELECT * {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("SELECT * {}", "text/csv", "text/csv"),
        ("SELECT * {}", "text/tab-separated-values", "text/tab-separated-values"),
        ("SELECT * {}", "text/csv;q=0.3, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        ("SELECT * {}", "application/*;q=0.2, text/csv;q=0.5", "text/csv"),
        ("SELECT * {}", "*/*;q=0.1, application/sparql-results+json;q=0", "application/json"),
        ("SELECT * {}", "text/turtle, application/sparql-results+xml;q=0.5", "application/sparql-results+xml"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("DESCRIBE <http://example.org/data1>", "", "text/turtle"),
        ("DESCRIBE <http://example.org/data1>", "application/rdf+xml", "application/rdf+xml"),
        ("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }", "application/n-triples", "application/n-triples"),
        ("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }", "application/ld+json;q=0.9, text/html", "application/ld+json"),
        (
            "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }",
            "application/sparql-results+json, text/turtle;q=0.1",
            "text/turtle",
        ),
    ],
)
def test_the_client_says_in_which_form_it_wants_the_answer(changeable, query, accept, media):
    answered = send(changeable, get(query=query), **({"accept": accept} if accept else {}))

    assert (answered.status, answered.media) == (200, media)
    assert "accept" in answered.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"),
    [("ASK {}", "image/png"), ("ASK {}", "text/turtle"), ("CONSTRUCT { ?s a ?t } { ?s a ?t }", "text/csv")],
)
def test_a_form_that_the_answer_has_not_is_not_acceptable(changeable, query, accept):
    assert send(changeable, get(query=query), accept=accept).status == 406


SELECT, CONSTRUCT = "SELECT * {}", "CONSTRUCT { ?s a ?t } WHERE { ?s a ?t }"


@pytest.mark.parametrize(
    ("query", "name", "media"),
    [
        (SELECT, "csv", "text/csv"),
        (SELECT, "text/csv", "text/csv"),
        (SELECT, "application/sparql-results+json", "application/sparql-results+json"),
        (CONSTRUCT, "turtle", "text/turtle"),
        (CONSTRUCT, "n3", "text/turtle"),
        (CONSTRUCT, "rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "json-ld", "application/ld+json"),
        (SELECT, "json", "application/sparql-results+json"),
        (CONSTRUCT, "json", "application/ld+json"),
        (SELECT, "xml", "application/sparql-results+xml"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
    ],
)
def test_the_form_may_be_named_in_the_address(changeable, query, name, media):
    answered = send(changeable, get(query=query, format=name), accept="image/png")

    assert (answered.status, answered.media) == (200, media)


@pytest.mark.parametrize("path", ["/sparql?query=ASK%7B%7D&format=yaml", "/rdf-graph-store?default&format=trig"])
def test_a_form_that_nobody_knows_is_refused_with_those_that_are(changeable, path):
    answered = changeable(path)

    assert answered.status == 400
    assert "turtle, ntriples, jsonld, rdfxml" in answered.text


@pytest.mark.parametrize(
    ("path", "methods"),
    [("/sparql", {"GET", "HEAD", "POST"}), ("/update", {"POST"}), ("/health", {"GET", "HEAD"}), ("/", {"GET", "HEAD"})],
)
def test_options_tells_how_an_address_is_asked(changeable, server, path, methods):
    for each in (changeable, server):
        answered = each(path, "OPTIONS")

        assert answered.status == 204
        assert set(answered.headers["allow"].split(", ")) == methods


def test_the_service_describes_its_graphs(server):
    described = {quad.triple for quad in parse(server("/sparql", accept="text/turtle").body, format=RdfFormat.TURTLE)}
    sd = "http://www.w3.org/ns/sparql-service-description#"
    names = {triple.object.value for triple in described if triple.predicate.value == f"{sd}name"}

    assert names == {words_of(quad.graph_name) for quad in small_quads()}
    assert f"{sd}UnionDefaultGraph" in {
        triple.object.value for triple in described if "feature" in triple.predicate.value
    }


def test_without_a_query_the_service_describes_itself(changeable):
    answered = changeable("/sparql", accept="text/turtle")

    assert answered.media == "text/turtle"
    assert "sd:SPARQL11Query" in answered.text or "SPARQL11Query" in answered.text
    assert "SPARQL11Update" in answered.text


def test_people_are_shown_where_to_ask(changeable):
    answered = changeable("/sparql", accept="text/html,application/xhtml+xml,*/*;q=0.8")

    assert (answered.status, answered.headers["location"]) == (303, "/query")


def test_an_error_points_at_the_line(changeable):
    answered = send(changeable, get(query="SELECT * {\n ?x a ?y ?z\n}"))

    assert (answered.status, answered.media) == (400, "text/plain")
    assert "line 2, column 10" in answered.text


@pytest.mark.parametrize(
    ("query", "word"),
    [
        (
            f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(f'?s{each} ?p{each} ?o{each}' for each in range(12))} }}",
            "1 second",
        ),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "50 rows"),
    ],
)
def test_a_runaway_query_is_stopped_and_the_next_one_answered(changeable, query, word):
    answered = send(changeable, get(query=query))

    assert answered.status == 503
    assert word in answered.text
    assert send(changeable, get(query=ASK)).status == 200


def test_updates_need_the_token(changeable):
    request = post("CLEAR ALL", UPDATE, "/update")

    assert send(changeable, request).status == 401
    assert send(changeable, request, authorization="Bearer guessed").status == 401


def test_a_graph_is_not_changed_unless_that_was_asked_for(server):
    answered = send(server, post("CLEAR ALL", UPDATE, "/update"), authorization=f"Bearer {TOKEN}")

    assert answered.status == 403
    assert "--update" in answered.text
    assert "SPARQL11Update" not in server("/sparql").text


def test_a_request_that_is_too_large_is_refused(server):
    assert send(server, post("ASK {} #" + "x" * 1_100_000, QUERY)).status == 413


def test_pages_from_elsewhere_may_ask_only_where_they_are_allowed(changeable, server):
    theirs = {"origin": "https://notebook.example"}

    assert send(changeable, get(query=ASK), **theirs).headers["access-control-allow-origin"] == theirs["origin"]
    assert "access-control-allow-origin" not in send(changeable, get(query=ASK), origin="https://other.example").headers
    assert "access-control-allow-origin" not in send(server, get(query=ASK), **theirs).headers


def test_a_foreign_name_for_this_address_is_not_answered_to(server):
    assert send(server, get(query=ASK), host="rebound.example").status == 400


def test_the_server_tells_that_it_is_well(server):
    answered = server("/health")

    assert json.loads(answered.body)["status"] == "ok"


def test_a_graph_that_is_not_there_is_not_served(tmp_path, kg):
    told = kg("serve", "-g", tmp_path / "nothing")

    assert (told.code, "no graph here" in told.stderr) == (1, True)


def test_a_port_that_is_taken_is_told_of(server, kg):
    told = kg("serve", "-g", server.folder, "--port", urlsplit(server.address).port)

    assert (told.code, "cannot listen here" in told.stderr) == (1, True)


def test_who_may_not_leave_the_network_says_so_once(server, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(Workers, "start", lambda _: False)
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, sockets: sockets[0].close())

    serve(Settings(server.folder, port=0), told.append)

    assert [line.partition(" ")[0] for line in told] == ["This", told[1]]
    assert "reach out are refused" in told[0]
    assert told[1].startswith("http://127.0.0.1:")
