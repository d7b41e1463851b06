"""Queries that never end, take all memory, or reach out: in real processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from kg.archive import STORE, current_build, new_build, publish, save_knowledge
from kg.asked import Asked, Limits
from kg.asking.pool import Caller, Editions, Workers
from kg.asking.worker import Worker
from kg.errors import Abandoned, BadQuery, Busy, KgError, QueryLost, QueryStopped, StoreError, WrongFormat
from kg.store import read_answer, with_union, write_store
from tests.reaching_out import REACHING_OUT
from tests.small_folder import write_small_graph
from tests.small_graph import knowledge, small_quads

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
PLATFORMS = "SELECT ?label { ?p a kg:Platform ; rdfs:label ?label }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_small_graph(tmp_path_factory.mktemp("asking") / "graph")


@pytest.fixture(scope="module")
def store(folder):
    return current_build(folder) / STORE


@pytest.fixture
def workers(folder):
    made = Workers(Editions(folder), Limits(seconds=0.5, megabytes=100), count=1, queue=1)
    yield made
    made.stop()


def test_a_worker_answers_as_the_engine_does(store):
    with Worker(store, Limits()) as worker:
        answer = read_answer(worker.ask(Asked(PLATFORMS)), is_ordered=False)

    assert [row["label"] for row in answer] == ["Chatter", "Hearsay"]


def test_a_query_that_never_ends_is_stopped(store):
    with Worker(store, Limits()) as worker:
        worker.greet()
        began = time.monotonic()
        with pytest.raises(QueryStopped, match=r"after 0.3 seconds.*--timeout"):
            worker.ask(Asked(ENDLESS), seconds=0.3)
        assert time.monotonic() - began < 2
        assert not worker.is_alive


def test_a_query_that_takes_all_memory_is_stopped(store):
    with Worker(store, Limits(seconds=60, megabytes=100)) as worker, pytest.raises(QueryStopped) as caught:
        worker.ask(Asked(GREEDY))

    assert (caught.value.limit, caught.value.most) == ("memory", 100)


@pytest.mark.parametrize(
    "sparql",
    ["SELECT * " + "{" * 20_000 + "}" * 20_000, f"ASK {{ FILTER({'!' * 200_000}true) }}", "ASK " + "{" * 20_000],
)
def test_what_is_nested_too_deeply_is_no_query(store, sparql):
    with Worker(store, Limits()) as worker, pytest.raises(BadQuery, match="nested too deeply"):
        worker.ask(Asked(sparql))


def test_a_worker_that_somebody_else_ends_is_told_of(store):
    with Worker(store, Limits()) as worker:
        threading.Timer(0.2, os.kill, (worker.greet().process_id, signal.SIGKILL)).start()
        with pytest.raises(QueryLost, match=r"ended \(SIGKILL\).*ask again"):
            worker.ask(Asked(ENDLESS))


@pytest.mark.parametrize(
    ("seconds", "told"), [(1.0, "after 1 second:"), (0.5, "after 0.5 seconds:"), (2.0, "2 seconds:")]
)
def test_one_second_is_no_plural(seconds, told):
    assert told in str(QueryStopped("time", seconds))


@pytest.mark.parametrize(
    ("sparql", "formats"),
    [
        ("SELECT * { ?s ?p ?o }", ("json",)),
        ("SELECT * { ?s ?p ?o }", ("xml",)),
        ("SELECT * { ?s ?p ?o }", ("csv",)),
        ("SELECT * { ?s ?p ?o }", ("tsv",)),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", ("turtle",)),
    ],
)
def test_an_answer_of_too_many_rows_is_no_answer(store, sparql, formats):
    with Worker(store, Limits()) as worker:
        with pytest.raises(QueryStopped, match="after 20 rows"):
            worker.ask(Asked(sparql, formats, rows=20))
        assert worker.ask(Asked(f"{sparql} LIMIT 20", formats, rows=20)).document
        with pytest.raises(QueryStopped, match="megabytes"):
            worker.ask(Asked(f"{sparql} LIMIT 9", formats, answer_megabytes=0))


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_words_that_look_like_rows_are_not_counted_as_rows(store, name):
    hostile = "SELECT * { VALUES (?a ?b) { ('},{ <result> \\n\\n},{' '},{<result>\\n\\n') } }"

    with Worker(store, Limits()) as worker:
        assert worker.ask(Asked(hostile, (name,), rows=1)).document


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Asked("SELEC"), BadQuery),
        (Asked("ASK {}", formats=("turtle",)), WrongFormat),
        (Asked("ASK {}", default_graphs=("no address",)), BadQuery),
    ],
)
def test_a_worker_lives_on_after_a_bad_query(store, asked, error):
    with Worker(store, Limits()) as worker:
        with pytest.raises(error):
            worker.ask(asked)
        assert b"true" in worker.ask(Asked("ASK {}")).document


def test_a_folder_without_a_store_is_told_of(tmp_path):
    with Worker(tmp_path, Limits()) as worker, pytest.raises(StoreError, match="cannot be read"):
        worker.ask(Asked(PLATFORMS))


def test_no_query_reaches_another_server(store, listener):
    url = f"http://127.0.0.1:{listener.server_port}/"
    with Worker(store, Limits()) as worker:
        for query in REACHING_OUT:
            with pytest.raises(BadQuery):
                worker.ask(Asked(query.format(url=url)))

    assert listener.calls == []


# What a query would meet that got past everything before it: the engine itself, in a worker's surroundings.
BARE = """
import sys
from kg.asking.sandbox import leave_network
has_left = leave_network()
from pyoxigraph import Store
from kg.rdf import PREFIXES
for query in sys.argv[1:]:
    for run in (Store().query, Store().update):
        try:
            list(run(query, prefixes=PREFIXES) or ())
        except Exception as error:
            pass
print(has_left)
"""


def test_a_query_that_slipped_through_would_find_no_network(listener):
    url = f"http://127.0.0.1:{listener.server_port}/"
    queries = [query.format(url=url) for query in REACHING_OUT]

    run = subprocess.run([sys.executable, "-c", BARE, *queries], capture_output=True, text=True, check=True)
    if run.stdout.strip() == "False":
        pytest.skip("this system lets no process leave the network")
    assert listener.calls == []


def test_the_queries_of_these_tests_would_be_noticed_in_the_bare_engine(listener):
    queries = [query.format(url=f"http://127.0.0.1:{listener.server_port}/") for query in REACHING_OUT]
    with_network = BARE.replace("has_left = leave_network()", "has_left = None")

    subprocess.run([sys.executable, "-c", with_network, *queries], capture_output=True, check=True)

    assert len(listener.calls) > 10


def test_a_worker_ends_when_nobody_listens_any_more(store):
    script = "import sys, os; from pathlib import Path; from kg.asking.worker import Worker; from kg.asked import *\n"
    script += "worker = Worker(Path(sys.argv[1]), Limits()).greet(); print(worker.process_id, flush=True)\n"
    script += f"worker._send(__import__('kg.asking.frames').asking.frames.frame(dict(sparql={ENDLESS!r})))\n"
    script += "import time; time.sleep(0.2); os.kill(os.getpid(), 9)"

    run = subprocess.run([sys.executable, "-c", script, store], capture_output=True, text=True, check=False)

    worker, deadline = int(run.stdout), time.monotonic() + 5
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(worker)


def is_running(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = f"/proc/{process}/stat"
    return not (os.path.exists(status) and open(status).read().split()[2] == "Z")  # noqa: PTH110, PTH123


def test_a_worker_that_was_stopped_is_replaced(workers):
    with pytest.raises(QueryStopped):
        workers.ask(Asked(ENDLESS))

    assert b"Chatter" in workers.ask(Asked(PLATFORMS)).document


def test_a_worker_that_keeps_much_memory_is_replaced_before_a_query_fails_for_it(folder):
    workers = Workers(Editions(folder), Limits(megabytes=60), count=1)
    workers.start()
    first = workers._idle[0][1]

    count = 40_000
    while first.is_alive:
        count = count * 8 // 7  # how much of it is kept, only the system knows
        large = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?a ?d ?e ?f {{ ?a ?b ?c . ?d ?e ?f }} LIMIT {count} }}"
        assert str(count).encode() in workers.ask(Asked(large)).document

    workers.stop()


def test_one_worker_answers_many_queries(workers):
    workers.start()
    first = workers._idle[0][1]

    for _ in range(5):
        workers.ask(Asked(PLATFORMS))

    assert [worker for _, worker in workers._idle] == [first]


def test_who_comes_when_too_many_wait_is_told_so(workers):
    running, waiting = asking_endlessly(workers, Caller()), asking_endlessly(workers, Caller())
    with running, waiting, pytest.raises(Busy, match="wait already: try again"):
        workers.ask(Asked(PLATFORMS))

    assert workers.ask(Asked(PLATFORMS))


@contextmanager
def asking_endlessly(workers, caller):
    """Meanwhile the caller asks what has no end, with much time; then they leave."""
    errors: list[Exception] = []
    limits, workers.limits = workers.limits, Limits(seconds=60)

    def ask():
        try:
            workers.ask(Asked(ENDLESS), caller)
        except KgError as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    while caller not in workers._line and not caller.worker:
        time.sleep(0.01)
    workers.limits = limits
    try:
        yield
    finally:
        workers.leave(caller)
        thread.join(30)
    assert [type(error) for error in errors] == [Abandoned]


def test_waiting_for_a_turn_counts_into_the_time(workers):
    with asking_endlessly(workers, Caller()), pytest.raises(Busy, match=r"for 0\.5 s: try again"):
        workers.ask(Asked(PLATFORMS))

    assert workers.ask(Asked(PLATFORMS))


def test_who_leaves_frees_the_worker_for_those_who_wait(workers):
    workers.limits = Limits(seconds=60)
    first, answers = Caller(), []
    waiting = threading.Thread(target=lambda: answers.append(workers.ask(Asked(PLATFORMS)).document))

    with asking_endlessly(workers, first):
        waiting.start()
        while not workers._line:
            time.sleep(0.01)
        assert not answers
    waiting.join(30)

    assert b"Chatter" in answers[0]


def test_who_leaves_while_they_wait_is_not_answered(workers):
    with asking_endlessly(workers, Caller()), asking_endlessly(workers, Caller()):
        assert len(workers._line) == 1

    assert workers._line == []


def test_who_has_left_before_the_answer_takes_no_worker(workers):
    caller = Caller()
    workers.leave(caller)

    with pytest.raises(Abandoned):
        workers.ask(Asked(PLATFORMS), caller)


def test_the_workers_ask_the_old_graph_and_then_the_new_one(tmp_path):
    folder = write_small_graph(tmp_path / "graph")
    workers = Workers(Editions(folder), count=1)
    count = Asked("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", formats=("csv",))
    before = workers.ask(count).document
    old = current_build(folder)

    with new_build(folder) as place:
        save_knowledge(knowledge(), place)
        write_store(with_union(small_quads()[:10]), place / STORE)
        assert workers.ask(count).document == before
        publish(folder, place)
        assert old.exists(), "it is still asked"

    assert workers.ask(count).document.split() == [b"n", b"10"]
    workers.stop()
    write_small_graph(folder)
    assert not old.exists(), "nobody asks it any more"
