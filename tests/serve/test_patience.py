"""Clients who wait, and clients who go: on real sockets."""

import json
import socket
import threading
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

import pytest

from kg.archive import STORE, current_build
from tests.serve.conftest import serving
from tests.small_folder import write_small_graph

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ASKED = urlencode({"query": ENDLESS})
HEAD = "HTTP/1.1\r\nHost: localhost\r\n"
GET = f"GET /sparql?{ASKED} {HEAD}\r\n"
ASK = "/sparql?query=ASK%7B%7D"


def form(path):
    """A request that posts the query."""
    told = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(ASKED)}\r\n"
    return f"POST {path} {HEAD}{told}\r\n{ASKED}"


@pytest.fixture(scope="module")
def patient(tmp_path_factory):
    """A server that lets queries run for longer than these tests wait."""
    with serving(write_small_graph(tmp_path_factory.mktemp("patient") / "graph"), "--timeout", "300") as served:
        yield served


@contextmanager
def asking(server, request):
    """Meanwhile six clients wait for an answer to the request."""
    place = urlsplit(server.address)
    clients = [socket.create_connection((place.hostname, place.port)) for _ in range(6)]
    try:
        for client in clients:
            client.sendall(request.encode())
            client.settimeout(0.1)
        for client in clients:
            with pytest.raises(TimeoutError):
                client.recv(1)
        yield
    finally:
        for client in clients:
            client.close()


@pytest.mark.parametrize("request_", [form("/sparql"), GET, form("/query")], ids=["a form", "an address", "a page"])
def test_nobody_works_for_clients_who_have_gone(patient, request_):
    with asking(patient, request_):
        pass

    assert patient(ASK).status == 200


def test_the_server_tells_that_it_is_well_while_all_workers_are_busy(patient):
    with asking(patient, form("/sparql")):
        answered = patient("/health")

    assert json.loads(answered.body) == {"status": "ok", "build": current_build(patient.folder).name}


def test_who_waits_in_vain_is_told_to_come_again(tmp_path):
    with serving(write_small_graph(tmp_path / "graph"), "--timeout", "2", "--workers", "1") as server:
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(server(f"/sparql?{ASKED}"))) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert [answered.status for answered in answers] == [503, 503, 503]
    assert sorted(answered.headers.get("retry-after", "") for answered in answers) == ["", "1", "1"]


def test_the_server_tells_that_its_graph_cannot_be_read(tmp_path):
    folder = write_small_graph(tmp_path / "graph")
    with serving(folder) as server:
        for file in (current_build(folder) / STORE).iterdir():
            file.unlink()
        answered = server("/health")

    assert (answered.status, "build it again" in answered.text) == (503, True)
