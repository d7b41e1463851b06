"""A SPARQL server with a graph store, in this process, that goes wrong in the ways that a test tells it to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, Store

from kg.endpoint import Endpoint


@dataclass(frozen=True)
class Asked:
    """A request, and how many came before it."""

    number: int
    method: str
    path: str
    body: bytes


@dataclass
class FrailServer:
    """
    What the server holds, what it was asked, and what goes wrong.

    Before a request is done, `fault` may answer it with a status and headers, cut the connection (0), or do nothing
    (None); afterwards `forget` may still cut it; `lose` tells what is left of what is uploaded.
    """

    url: str
    store: Store = field(default_factory=Store)
    asked: list[Asked] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    fault: Callable[[Asked], tuple[int, dict[str, str]] | None] = lambda _: None
    forget: Callable[[Asked], bool] = lambda _: False
    lose: Callable[[bytes], bytes] = lambda body: body

    def endpoint(self, *, graph_store: str = "") -> Endpoint:
        """The server, as kg sees it."""
        return Endpoint(f"{self.url}/query", graph_store=graph_store, pause=self.waits.append)

    def do(self, asked: Asked, options: dict[str, list[str]]) -> tuple[int, bytes]:
        """Do what is asked: the status, and what is answered."""
        if asked.path == "/store":
            graph = NamedNode(options["graph"][0])
            if asked.method != "POST":
                self.store.clear_graph(graph)
            self.store.load(self.lose(asked.body), format=RdfFormat.TURTLE, to_graph=graph)
            return 204, b""
        form = parse_qs(asked.body.decode())
        if asked.path == "/update":
            self.store.update(form["update"][0])
            return 204, b""
        named = [NamedNode(graph) for graph in form.get("named-graph-uri", [])] or None
        default = [NamedNode(graph) for graph in form.get("default-graph-uri", [])] or None
        found = self.store.query(form["query"][0], default_graph=default, named_graphs=named)  # type: ignore[arg-type]
        assert not isinstance(found, QueryTriples)
        return 200, found.serialize(format=QueryResultsFormat.JSON) or b""


@contextmanager
def frail_server() -> Iterator[FrailServer]:
    """The server, while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            asked = Asked(len(served.asked), self.command, parts.path, body)
            served.asked.append(asked)
            if fault := served.fault(asked):
                status, headers = fault
                told = b"as you wished"
            else:
                status, told = served.do(asked, parse_qs(parts.query))
                headers = {"content-type": "application/sparql-results+json"}
            if not status or served.forget(asked):
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(told))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(told)

        do_POST = do_PUT = do_DELETE = answer  # noqa: N815  (as the library calls them)

        def log_message(self, *told: object) -> None:
            """Nothing: the tests tell."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served = FrailServer(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield served
        server.shutdown()
        thread.join()
