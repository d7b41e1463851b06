"""What servers do that is not in the specification: they are busy, give up half way, and cut what they tell."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from kg.asked import Limits
from kg.endpoint import ATTEMPTS, DIGEST, UNION, UPDATES, Endpoint, beside, with_prefixes
from kg.errors import BadQuery, EndpointError, QueryStopped
from kg.knowledge_graph import RemoteGraph
from kg.rdf import KG

ROWS = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}] * 3}}
JSON = {"content-type": "application/sparql-results+json"}


@pytest.fixture
def server():
    """A server that answers what it is told to answer, in turn, and remembers what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        url = ""
        delay = 0.0
        answers: list[tuple[int, dict[str, str], bytes]] = []  # noqa: RUF012
        asked: list[dict[str, list[str]]] = []  # noqa: RUF012

        def do_POST(self):
            time.sleep(self.delay)
            self.asked.append(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()))
            status, headers, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told):
            """Nothing: the tests tell."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        thread = threading.Thread(target=served.serve_forever)
        thread.start()
        Handler.url = f"http://127.0.0.1:{served.server_port}/query"
        yield Handler
        served.shutdown()
        thread.join()


def rows(headers=None):
    return 200, {**JSON, **(headers or {})}, json.dumps(ROWS).encode()


def endpoint(server, waits=None):
    return Endpoint(server.url, pause=(waits if waits is not None else []).append)


def test_a_busy_server_is_asked_again_each_time_later(server):
    server.answers = [(503, {}, b""), (429, {"retry-after": "7"}, b""), rows()]
    waits: list[float] = []

    assert len(endpoint(server, waits).answer("SELECT ?x {}", {})) == 3
    assert waits == [0.5, 7.0]


def test_a_server_that_stays_busy_is_given_up(server):
    server.answers = [(503, {}, b"come back later")]
    waits: list[float] = []

    with pytest.raises(EndpointError, match="answers 503 Service Unavailable: come back later"):
        endpoint(server, waits).answer("ASK {}", {})
    assert len(waits) == ATTEMPTS - 1


def test_a_server_that_is_not_there_is_told_of():
    with pytest.raises(EndpointError, match="cannot be reached"):
        Endpoint("http://127.0.0.1:1/query", pause=lambda _: None).ask("ASK {}")
    with pytest.raises(EndpointError, match="begins with http"):
        Endpoint("graph")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (
            rows({"X-SQL-State": "S1TAT", "X-SQL-Message": "time is up"}),
            r"a part of the answer only \(S1TAT: time is up\)",
        ),
        (rows({"X-SPARQL-MaxRows": "3"}), "tells no more than 3 rows"),
        ((200, JSON, json.dumps(ROWS).encode()[:-20]), "breaks off"),
        ((200, {"content-type": "text/html"}, b"<html>"), "answers with text/html"),
        ((401, {}, b"who?"), "put user and password into KG_STORE_USER and KG_STORE_PASSWORD"),
        ((500, {}, b"oh"), "answers 500"),
    ],
)
def test_an_answer_that_is_not_whole_is_none(server, answer, problem):
    server.answers = [answer]

    with pytest.raises(EndpointError, match=problem):
        endpoint(server).answer("SELECT ?x { ?x ?y ?z }", {})


def test_a_limit_that_was_not_reached_is_no_trouble(server):
    server.answers = [rows({"X-SPARQL-MaxRows": "4"})]

    assert len(endpoint(server).answer("SELECT ?x {}", {})) == 3


def test_a_query_that_the_server_refuses_is_told_of_in_its_words(server):
    server.answers = [(400, {}, b"line 1:\n what?")]

    with pytest.raises(BadQuery, match="says: line 1: what"):
        endpoint(server).answer("SELECT", {})


@pytest.mark.parametrize("challenge", ['Basic realm="x"', 'Digest realm="x", nonce="n", qop="auth"'])
def test_user_and_password_go_as_the_server_asks(server, monkeypatch, challenge):
    monkeypatch.setenv("KG_STORE_USER", "ada")
    monkeypatch.setenv("KG_STORE_PASSWORD", "secret")
    refusal = (401, {"www-authenticate": challenge}, b"")
    server.answers = [refusal, refusal, rows()] if challenge.startswith("Digest") else [refusal, rows()]

    assert len(endpoint(server).answer("SELECT ?x {}", {})) == 3


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("SELECT * { ?s ?p ?o }", [UNION.value], None),
        ("# dated from then on\nSELECT * { ?s ?p ?o }", [UNION.value], None),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", [UNION.value], ["https://kg.example.org/graph/events"]),
        ("SELECT * FROM <http://x/> { ?s ?p ?o }", None, None),
    ],
)
def test_a_query_says_what_it_is_about(server, query, default, named):
    events = "https://kg.example.org/graph/events"
    server.answers = [
        select({"state": KG + "digest"}),
        select({"g": events, "v": "x:1"}, {"g": UNION.value, "v": "x:2"}) if named else rows(),
        rows(),
    ]
    server.asked.clear()

    endpoint(server).ask(query)

    assert (server.asked[-1].get("default-graph-uri"), server.asked[-1].get("named-graph-uri")) == (default, named)


def test_a_server_of_others_is_asked_about_its_default_graph(server):
    server.answers = [select(), rows()]

    assert len(endpoint(server).ask("SELECT * { ?s ?p ?o }")) == 3
    assert "default-graph-uri" not in server.asked[-1]


def test_a_graph_that_is_not_whole_is_not_asked(server):
    server.answers = [select({"state": KG + "digest"}, {"state": KG + "beingWritten"})]

    with pytest.raises(EndpointError, match=r"the graph there is not whole: .*put it there again with kg publish"):
        endpoint(server).ask("SELECT * { ?s ?p ?o }")


def test_a_long_record_is_read_page_by_page(server, monkeypatch):
    monkeypatch.setattr("kg.endpoint.PAGE", 2)
    server.answers = [
        select({"g": "http://a", "v": "x:1"}, {"g": "http://b", "v": "x:2"}),
        select({"g": "http://c", "v": "x:3"}),
    ]
    server.asked.clear()

    assert endpoint(server).recorded(DIGEST) == {"http://a": "x:1", "http://b": "x:2", "http://c": "x:3"}
    assert ['FILTER(STR(?g) > "http://b")' in asked["query"][0] for asked in server.asked] == [False, True]


def select(*found):
    """A server's answer of these rows of IRIs."""
    bindings = [{name: {"type": "uri", "value": value} for name, value in row.items()} for row in found]
    names = [*found[0]] if found else ["state"]
    return 200, JSON, json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode()


def test_prefixes_that_are_used_are_declared_once():
    assert with_prefixes("PREFIX kg: <x> SELECT * { ?s a kg:A }") == "PREFIX kg: <x> SELECT * { ?s a kg:A }"
    assert with_prefixes("ASK { ?s a kg:A }").startswith("PREFIX kg: <https://kg.example.org/ontology#> ASK")


@pytest.mark.parametrize(
    ("queries", "updates"),
    [
        ("http://h:7878/query", "http://h:7878/update"),
        ("http://h/repositories/news", "http://h/repositories/news/statements"),
        ("http://h:3030/news/sparql", "http://h:3030/news/update"),
        ("http://h/sparql", ""),  # the same
    ],
)
def test_updates_go_beside_the_queries(queries, updates):
    assert beside(queries, UPDATES) == updates


def test_more_rows_than_wanted_are_not_told(server):
    server.answers = [rows()]
    asked = endpoint(server)

    assert len(asked.answer("SELECT ?x {}", {}, Limits(rows=2))) == 3  # what it asks for itself is not limited
    with pytest.raises(QueryStopped, match="after 2 rows"):
        asked.ask("SELECT ?x {}", Limits(rows=2))


def test_a_server_that_says_nothing_for_too_long_is_waited_for_once(server):
    server.answers, server.delay = [rows()], 0.5
    waits: list[float] = []

    with pytest.raises(QueryStopped, match=r"0\.1 seconds"):
        endpoint(server, waits).answer("SELECT ?x {}", {}, Limits(seconds=0.1))
    assert waits == []


@pytest.mark.parametrize(
    "sparql", ["SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SELECT * FROM <file:///etc/passwd> {}"]
)
def test_what_is_asked_elsewhere_reaches_no_further(server, sparql):
    server.answers = [rows()]
    with pytest.raises(BadQuery):
        RemoteGraph.at(server.url).query(sparql)
    assert server.asked == []
