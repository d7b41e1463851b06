"""A graph is put onto servers that are busy, lose triples, take little at a time, or stop on the way."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kg.endpoint import ATTEMPTS, GRAPH_STORES, RECORD, UNION, beside
from kg.errors import EndpointError, TooLarge
from kg.publishing import publish
from kg.store import open_snapshot, snapshot_of, with_union, write_store
from kg.uploads import PROBE, Updates, Uploads, halves
from tests.frail_server import frail_server
from tests.small_folder import Command
from tests.small_graph import small_quads

ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture
def server():
    with frail_server() as served:
        yield served


@pytest.fixture
def kg(monkeypatch, capfd):
    return Command(monkeypatch, capfd)


@pytest.fixture(scope="module")
def snapshot():
    return snapshot_of(small_quads())


def stands_there(server):
    """All that was published, and once more together; EndpointError where the server's record says otherwise."""
    assert server.endpoint().holds_a_graph()
    return untouched(server, [*small_quads()])


def changes(server):
    """The requests that changed something."""
    return [asked for asked in server.asked if asked.path != "/query"]


def test_whole_graphs_are_uploaded_where_there_is_a_graph_store(server, snapshot):
    published = publish(snapshot, server.endpoint())

    assert stands_there(server)
    assert str(published).endswith(f"{published.graphs + 1} graphs sent, as uploads to {server.url}/store")
    puts = [asked for asked in changes(server) if asked.method == "PUT"]
    assert len(puts) == published.graphs + 2  # the union, and what was tried
    assert not server.store.contains_named_graph(PROBE) or not [
        *server.store.quads_for_pattern(None, None, None, PROBE)
    ]


@pytest.mark.parametrize("status", [404, 405, 501, 400, 401])
def test_without_a_graph_store_there_are_updates(server, snapshot, status):
    server.fault = lambda asked: (status, {}) if asked.path == "/store" else None

    assert publish(snapshot, server.endpoint()).way == "by updates"
    assert stands_there(server)


def test_a_graph_store_that_keeps_nothing_is_none(server, snapshot):
    server.fault = lambda asked: (204, {}) if asked.path == "/store" else None

    assert publish(snapshot, server.endpoint()).way == "by updates"
    assert stands_there(server)
    with pytest.raises(EndpointError, match="they are not one store"):
        publish(snapshot_of([*small_quads()][1:]), server.endpoint(graph_store=f"{server.url}/store"))


def test_a_graph_store_that_was_told_must_be_one(server, snapshot):
    server.fault = lambda asked: (405, {}) if asked.path == "/store" else None

    with pytest.raises(EndpointError, match="/store: answers 405"):
        publish(snapshot, server.endpoint(graph_store=f"{server.url}/store"))


def test_a_server_that_is_busy_in_the_middle_is_waited_for(server, snapshot):
    busy = {9: (503, {"retry-after": "7"}), 10: (429, {}), 15: (502, {})}
    server.fault = lambda asked: busy.get(asked.number)

    publish(snapshot, server.endpoint())

    assert stands_there(server)
    assert server.waits == [7.0, 1.0, 0.5]


def test_a_connection_that_is_cut_is_made_again(server, snapshot):
    server.fault = lambda asked: (0, {}) if asked.number % 7 == 3 else None
    server.forget = lambda asked: asked.number % 7 == 5  # done, and not told

    publish(snapshot, server.endpoint())

    assert stands_there(server)
    assert set(server.waits) == {0.5}


@pytest.mark.parametrize("graph_store", ["", "none"])
def test_a_server_that_takes_little_at_a_time_is_given_little(server, snapshot, graph_store):
    most = 3000

    def fault(asked):
        if asked.path == "/store" and graph_store:
            return 405, {}
        return (413, {}) if asked.path != "/query" and len(asked.body) > most else None

    server.fault = fault
    publish(snapshot, server.endpoint())

    assert stands_there(server)
    taken = [asked for asked in changes(server) if len(asked.body) <= most]
    refused = [asked for asked in changes(server) if len(asked.body) > most]
    assert len(taken) > 10 * len(refused) > 0  # it learns


def test_what_no_server_takes_is_told_of(server, snapshot):
    server.fault = lambda asked: (
        (413, {}) if asked.path == "/store" and b"kg.example.org/graph/probe" not in asked.body else None
    )

    with pytest.raises(TooLarge, match="takes no more at a time"):
        publish(snapshot, server.endpoint())


def test_a_server_that_loses_triples_is_found_out_and_does_not_look_finished(server, snapshot):
    server.lose = lambda body: body.partition(b"\n")[2] if b"platform" in body.lower() else body

    with pytest.raises(EndpointError, match=r"holds \d+ of the \d+ triples of <.*look into its log, and publish again"):
        publish(snapshot, server.endpoint())
    with pytest.raises(EndpointError, match=r"not whole.*kg publish"):
        server.endpoint().ask(ALL)

    server.lose = lambda body: body
    publish(snapshot, server.endpoint())
    assert stands_there(server)


@pytest.mark.parametrize("way", ["uploads", "updates"])
def test_wherever_it_is_interrupted_it_never_looks_finished_and_the_next_one_finishes_it(snapshot, way):
    old = [*[*small_quads()][5:], Quad(NamedNode("http://x/a"), UNION, UNION, NamedNode("http://x/gone"))]

    def without_store(asked):
        return (405, {}) if way == "updates" and asked.path == "/store" else None

    is_done, steps = False, 0
    while not is_done:
        with frail_server() as server:
            server.fault = without_store
            publish(snapshot_of(old), server.endpoint())
            begun = len(changes(server)) + steps
            server.fault = stopping(server, begun, without_store)
            try:
                publish(snapshot, server.endpoint())
                is_done = True
            except EndpointError:
                assert is_refused(server) or untouched(server, old)
            server.fault = without_store
            publish(snapshot, server.endpoint())
            assert stands_there(server)
            steps += 1
    assert steps > 12


def stopping(server, begun, otherwise):
    """After so many changes no other is made."""

    def fault(asked):
        return (500, {}) if asked.path != "/query" and len(changes(server)) > begun else otherwise(asked)

    return fault


def untouched(server, old):
    union = {quad.triple for quad in server.store.quads_for_pattern(None, None, None, UNION)}
    named = {quad for quad in server.store if quad.graph_name not in (RECORD, UNION, PROBE)}
    return (named, union) == ({*old}, {quad.triple for quad in old})


def is_refused(server):
    try:
        server.endpoint().ask(ALL)
    except EndpointError as error:
        return "not whole" in str(error)
    return False


def test_what_has_not_changed_is_not_sent_again(server, tmp_path):
    quads = [*small_quads()]
    write_store(with_union(quads), tmp_path / "one")
    write_store(with_union(reversed(quads)), tmp_path / "other")
    publish(open_snapshot(tmp_path / "one"), server.endpoint())
    before = len(changes(server))

    again = publish(open_snapshot(tmp_path / "other"), server.endpoint())

    assert len(changes(server)) == before
    assert again.sent == 0
    assert str(again).endswith("nothing had changed")


def test_a_changed_graph_alone_is_sent_and_the_union_after_it(server, snapshot):
    publish(snapshot, server.endpoint())
    before = len(changes(server))
    one = next(quad for quad in small_quads() if "article" in str(quad.graph_name))
    changed = [replaced(quad) if quad == one else quad for quad in small_quads()]

    assert publish(snapshot_of(changed), server.endpoint()).sent == 2
    sent = {asked.method: asked for asked in changes(server)[before:] if asked.path == "/store"}
    assert sent
    assert replaced(one) in server.store
    assert one not in server.store


def replaced(quad):
    return Quad(quad.subject, quad.predicate, Literal("something else"), quad.graph_name)


def test_what_others_have_taken_away_is_sent_again(server, snapshot):
    publish(snapshot, server.endpoint())
    article = next(quad.graph_name for quad in small_quads() if "article" in str(quad.graph_name))
    server.store.clear_graph(article)

    assert publish(snapshot, server.endpoint()).sent == 2
    assert stands_there(server)


def test_what_only_the_default_graph_says_stands_in_the_union(server):
    alone = Quad(NamedNode("http://x/a"), NamedNode("http://x/b"), Literal("c"))
    publish(snapshot_of([*small_quads()]), server.endpoint())

    assert publish(snapshot_of([*small_quads(), alone]), server.endpoint()).sent == 1
    assert Quad(alone.subject, alone.predicate, alone.object, UNION) in server.store


def test_progress_ends_where_all_is_done(server, snapshot):
    told: list[tuple[int, int]] = []

    publish(snapshot, server.endpoint(), lambda done, total: told.append((done, total)))

    assert told == sorted(told)
    assert told[-1] == (len(snapshot.engine), len(snapshot.engine))


def test_a_server_that_stays_away_is_told_of(server, snapshot):
    server.fault = lambda asked: (503, {}) if asked.number > 8 else None

    with pytest.raises(EndpointError, match="answers 503"):
        publish(snapshot, server.endpoint())
    assert len(server.waits) == ATTEMPTS - 1


def test_parts_are_no_larger_than_the_server_takes(server):
    for way in (Updates(server.endpoint(), 200), Uploads(server.endpoint(), 200, f"{server.url}/store")):
        graph = NamedNode("http://x/graph")
        lines = [f'<http://x/{number}> <http://x/p> "{"x" * (number % 50)}" .\n' for number in range(40)]
        del server.asked[:]

        way.replace(graph, ["".join(lines[:25]).encode(), "".join(lines[25:]).encode()])

        assert len([*server.store.quads_for_pattern(None, None, None, graph)]) == 40
        assert all(asked.body.count(b" .") < 10 for asked in server.asked)
        way.replace(graph, [])
        assert not [*server.store.quads_for_pattern(None, None, None, graph)]


def test_halves_end_with_a_line():
    assert halves(b"a\nbbb\n") == (b"a\nbbb\n"[:2], b"bbb\n")
    assert halves(b"a\nb\n") == (b"a\n", b"b\n")


@pytest.mark.parametrize(
    ("queries", "store"),
    [
        ("http://h:7878/query", "http://h:7878/store"),
        ("http://h/repositories/news", "http://h/repositories/news/rdf-graphs/service"),
        ("http://h:3030/news/sparql", "http://h:3030/news/data"),
        ("http://h:3030/news/query", "http://h:3030/news/data"),
        ("http://h:8890/sparql", "http://h:8890/sparql-graph-crud-auth"),
        ("https://c.neptune.amazonaws.com:8182/sparql", "https://c.neptune.amazonaws.com:8182/sparql/gsp/"),
        ("http://h/api/v1", ""),
    ],
)
def test_a_graph_store_is_looked_for_beside_the_queries(queries, store):
    assert beside(queries, GRAPH_STORES) == store


@pytest.mark.model
def test_a_graph_that_is_built_is_put_onto_the_server_right_after(kg, server, tmp_path):
    (tmp_path / "a.txt").write_text("Brimtalk fined Lumo.")
    built = kg("build", tmp_path / "a.txt", "-g", tmp_path / "graph", "--store", f"{server.url}/query")

    assert (built.code, built.stderr) == (0, "")
    assert "as uploads to" in built.stdout
    there = kg("query", "ASK { ?article a kg:Article }", "--store", f"{server.url}/query", "--format", "csv")
    assert "true" in there.stdout


@pytest.mark.model
def test_where_it_cannot_be_put_onto_the_server_it_stays_built_and_can_be_put_there_later(kg, server, tmp_path):
    (tmp_path / "a.txt").write_text("Brimtalk fined Lumo.")
    server.fault = lambda _: (500, {})
    built = kg("build", tmp_path / "a.txt", "-g", tmp_path / "graph", "--store", f"{server.url}/query")

    assert built.code == 1
    assert "1 articles read" in built.stdout or "1 article read" in built.stdout
    command = f"kg publish {server.url}/query -g {tmp_path / 'graph'}"
    assert built.stderr.replace("\n", " ").strip().endswith(f"put it there later with: {command}")

    server.fault = lambda _: None
    assert kg(*command.split()[1:]).code == 0
    assert server.endpoint().holds_a_graph()


def test_a_wrong_address_is_told_of_before_anything_is_built(kg, tmp_path):
    built = kg("build", tmp_path, "-g", tmp_path / "graph", "--store", "localhost:7878")

    assert built.code == 1
    assert "begins with http:// or https://" in built.stderr
    assert not (tmp_path / "graph").exists()
