"""A graph that is served: by `kg serve` itself, as a process of its own."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from pyoxigraph import NamedNode, Quad

from kg.archive import STORE, new_build, publish, save_knowledge
from kg.rdf import RDF_TYPE
from kg.store import with_union, write_store
from tests.small_folder import KG, write_small_graph
from tests.small_graph import knowledge, small_quads

TOKEN = "a word that is told to few"  # noqa: S105  (of the tests only)


@dataclass(frozen=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body in letters."""
        return self.body.decode()

    @property
    def media(self) -> str:
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass(frozen=True)
class Served:
    """A server, and the folder of its graph."""

    address: str
    folder: Path

    def __call__(self, path: str, method: str = "GET", body: bytes | str = b"", **headers: str) -> Answered:
        """What the server answers."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = body.encode() if isinstance(body, str) else body
        connection.request(method, path, sent or None, named)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        answered = Answered(response.status, told, response.read())
        connection.close()
        return answered


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Served]:
    """A server of the folder's graph."""
    command = [*KG, "serve", "-g", str(folder), "--port", "0", *options]
    environment = os.environ | {"KG_UPDATE_TOKEN": TOKEN, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout
        try:
            deadline, line = time.monotonic() + 60, ""
            while not line.startswith("http") and time.monotonic() < deadline and process.poll() is None:
                line = process.stdout.readline()
            yield Served(line.strip().rstrip("/"), folder)
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The small graph, read by all."""
    with serving(write_small_graph(tmp_path_factory.mktemp("served") / "graph")) as served:
        yield served


def document(name: str) -> Quad:
    """A graph of one triple: it says of itself that it is a document."""
    node = NamedNode(f"http://example.org/{name}")
    return Quad(node, RDF_TYPE, NamedNode("http://xmlns.com/foaf/0.1/Document"), node)


def write_documents(folder: Path) -> Path:
    """The folder, with three such graphs in it."""
    with new_build(folder) as place:
        save_knowledge(knowledge(), place)
        write_store(with_union([*small_quads()[:5], *map(document, ("data1", "data2", "data3"))]), place / STORE)
        publish(folder, place)
    return folder


@pytest.fixture(scope="module")
def changeable(tmp_path_factory):
    """Three documents, which may be changed, and which pages from elsewhere may ask."""
    folder = write_documents(tmp_path_factory.mktemp("changeable") / "graph")
    options = ("--update", "--cors", "https://notebook.example", "--timeout", "1", "--rows", "50", "--workers", "1")
    with serving(folder, *options) as served:
        yield served
