"""
A SPARQL 1.1 endpoint elsewhere, asked and written to over HTTP, whatever program serves it.

What is published stands there in its named graphs, and once more, all together, in the graph UNION: what a server
takes for the default graph differs from one to the next, so that each query says that it means this one. The graph
RECORD tells which graphs were published, with a digest of each, and which of them are not whole (yet).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from kg.answers import Answer, from_boolean, from_rows, from_triples
from kg.asked import Limits
from kg.errors import BadQuery, EndpointError, QueryStopped, TooLarge
from kg.rdf import KG, PREFIXES

GRAPHS = PREFIXES["kgg"]
UNION, RECORD = NamedNode(GRAPHS + "union"), NamedNode(GRAPHS + "published")
# Of each graph RECORD has its digest; or, from before it is touched until it is whole, that it is being written.
DIGEST, WRITING = NamedNode(KG + "digest"), NamedNode(KG + "beingWritten")
USER, PASSWORD = "KG_STORE_USER", "KG_STORE_PASSWORD"
# Where a server takes updates that takes queries at the address that ends so; else at the same address.
UPDATES = (
    (re.compile(r"/query$"), "/update"),
    (re.compile(r"(/repositories/[^/]+)$"), r"\1/statements"),
    (re.compile(r"^(https?://[^/]+/[^/]+)/sparql$"), r"\1/update"),
)
# Where it has its graph store: Oxigraph, RDF4J and GraphDB, Fuseki, Virtuoso, Neptune; else it may have none.
GRAPH_STORES = (
    (re.compile(r"^(https?://[^/]+)/query$"), r"\1/store"),
    (re.compile(r"(/repositories/[^/]+)$"), r"\1/rdf-graphs/service"),
    (re.compile(r"^(https?://[^/]+/[^/]+)/(?:query|sparql)$"), r"\1/data"),
    (re.compile(r"(\.neptune\.amazonaws\.com(?::\d+)?/sparql)$"), r"\1/gsp/"),
    (re.compile(r"^(https?://[^/]+)/sparql$"), r"\1/sparql-graph-crud-auth"),
)
TAKEN = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.8"
BUSY = frozenset({429, 502, 503, 504})
ATTEMPTS = 5
FIRST_PAUSE = 0.5  # seconds; each is twice as long as the one before
LONGEST_PAUSE = 30.0
PATIENCE = httpx.Timeout(600, connect=10)
REFUSED, UNAUTHORISED, TOO_LARGE = 400, (401, 403), 413
PAGE = 5000  # rows of RECORD asked for at a time: Virtuoso, as it comes, tells no more than 10,000
ASK_IN_VIRTUOSO = "__ask_retval"  # it answers ASK as if it were a SELECT
SAID = 200  # characters of a server's complaint
PREFIX_USED, PREFIX_DECLARED = re.compile(r"([\w-]+):"), re.compile(r"PREFIX\s+([\w-]+):", re.IGNORECASE)
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
NAMES_A_GRAPH = re.compile(r"\bGRAPH\b", re.IGNORECASE)
CHOOSES_GRAPHS = re.compile(r"\bFROM\s+(?:NAMED\s+)?(?:<|[\w-]*:)", re.IGNORECASE)


class Credentials(httpx.Auth):
    """User and password, in whichever way the server asks for them: Virtuoso wants Digest, others Basic."""

    def __init__(self, user: str, password: str) -> None:
        self.user, self.password = user, password
        self.way: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response]:
        """The request as it is, and again with user and password where the server asks for them."""
        if self.way is None:
            response = yield request
            if response.status_code not in UNAUTHORISED:
                return
            is_digest = "digest" in response.headers.get("www-authenticate", "").lower()
            self.way = (httpx.DigestAuth if is_digest else httpx.BasicAuth)(self.user, self.password)
        yield from self.way.auth_flow(request)


def credentials() -> Credentials | None:
    """User and password from the environment."""
    return Credentials(os.environ[USER], os.environ.get(PASSWORD, "")) if os.environ.get(USER) else None


@dataclass(frozen=True)
class Endpoint:
    """Where queries go, and where updates and whole graphs go: told, or else worked out from the first address."""

    queries: str
    updates: str = ""
    graph_store: str = ""
    pause: Callable[[float], object] = time.sleep
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=PATIENCE, auth=credentials()))

    def __post_init__(self) -> None:
        for url in (self.queries, self.updates or self.queries, self.graph_store or self.queries):
            if not url.startswith(("http://", "https://")):
                raise EndpointError(url, "no address of a SPARQL endpoint: it begins with http:// or https://")

    def close(self) -> None:
        """Let the connections go."""
        self.client.close()

    def ask(self, sparql: str, limits: Limits | None = None) -> Answer:
        """
        What the graph answers that was published there; of a server of others, what its default graph answers.

        Of the limits, those of seconds without a word from the server and of rows hold: QueryStopped. What memory it
        takes is the server's business.
        """
        found = self.answer(sparql, self.dataset(sparql), limits)
        if limits and len(found) > limits.rows:
            raise QueryStopped("rows", limits.rows)
        return found

    def answer(self, sparql: str, dataset: Mapping[str, str | list[str]], limits: Limits | None = None) -> Answer:
        """What the server answers about the dataset; nothing where it has cut the answer short."""
        request: dict[str, Any] = {"data": {"query": with_prefixes(sparql), **dataset}, "headers": {"Accept": TAKEN}}
        if limits:
            request["timeout"] = httpx.Timeout(limits.seconds, connect=PATIENCE.connect)
        try:
            response = self.send("POST", self.queries, **request)
        except httpx.ReadTimeout as late:
            raise QueryStopped("time", limits.seconds if limits else PATIENCE.read or 0) from late
        refuse_part(self.queries, response)
        found = read_answer(self.queries, response, is_ordered="order" in sparql.lower())
        refuse_cut(self.queries, response, len(found))
        return found

    def update(self, sparql: str) -> None:
        """Change what the server holds."""
        self.send("POST", self.updates or beside(self.queries, UPDATES) or self.queries, data={"update": sparql})

    def dataset(self, sparql: str) -> Mapping[str, str | list[str]]:
        """What the query is about, as the protocol's parameters say it."""
        if CHOOSES_GRAPHS.search(COMMENT.sub("", sparql)) or not self.holds_a_graph():
            return {}
        if not NAMES_A_GRAPH.search(sparql):
            return {"default-graph-uri": UNION.value}
        named = [graph for graph in self.recorded(DIGEST) if graph != UNION.value]
        return {"default-graph-uri": UNION.value, "named-graph-uri": named}

    def holds_a_graph(self) -> bool:
        """Whether a graph was published there; EndpointError where it is not whole."""
        asked = f"SELECT ?state WHERE {{ GRAPH {RECORD} {{ {UNION} ?state ?value }} }}"
        states = {state for (state,) in self.answer(asked, {}).rows}
        if WRITING in states:
            problem = "the graph there is not whole: it is being published, or that was interrupted"
            raise EndpointError(self.queries, f"{problem}; wait, or put it there again with kg publish")
        return bool(states)

    def recorded(self, state: NamedNode) -> dict[str, str]:
        """The graphs that RECORD says this of, each with the value, in the server's order."""
        values: dict[str, str] = {}
        while True:
            after = f'FILTER(STR(?g) > "{[*values][-1]}")' if values else ""
            asked = f"SELECT ?g ?v WHERE {{ GRAPH {RECORD} {{ ?g {state} ?v }} {after} }} ORDER BY STR(?g) LIMIT {PAGE}"
            page = {graph.value: value.value for graph, value in self.answer(asked, {}).rows}  # type: ignore[union-attr]
            values |= page
            if len(page) < PAGE:
                return values

    def send(self, method: str, url: str, **request: Any) -> httpx.Response:
        """The server's answer to the request, with httpx's arguments, unless it refuses."""
        return accepted(url, self.respond(method, url, **request))

    def respond(self, method: str, url: str, **request: Any) -> httpx.Response:
        """What the server says to the request; it is tried again where the server is busy or away."""
        for attempt in range(1, ATTEMPTS + 1):
            wait = min(FIRST_PAUSE * 2 ** (attempt - 1), LONGEST_PAUSE)
            try:
                response = self.client.request(method, url, **request)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                if isinstance(error, httpx.ReadTimeout) and "timeout" in request:
                    raise  # whoever sets a limit does not want to wait for it five times
                if attempt == ATTEMPTS or isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
                    raise EndpointError(url, f"cannot be reached: {str(error) or type(error).__name__}") from error
            else:
                if response.status_code not in BUSY or attempt == ATTEMPTS:
                    return response
                wait = longer(wait, response.headers.get("retry-after", ""))
            self.pause(wait)
        raise AssertionError  # the last attempt returns or raises


def longer(wait: float, asked: str) -> float:
    """The seconds that the server asks to wait, where it says so; never longer than we would."""
    return min(max(wait, float(asked)), LONGEST_PAUSE) if asked.isdecimal() else wait


def beside(queries: str, known: Iterable[tuple[re.Pattern[str], str]]) -> str:
    """The address that, among those known, belongs to the one for queries; empty where none does."""
    return next((ending.sub(other, queries) for ending, other in known if ending.search(queries)), "")


def with_prefixes(sparql: str) -> str:
    """The query with the prefixes that it uses and does not declare."""
    missing = {*PREFIX_USED.findall(sparql)} & PREFIXES.keys() - {*PREFIX_DECLARED.findall(sparql)}
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in sorted(missing)) + sparql


# What the server says


def accepted(url: str, response: httpx.Response) -> httpx.Response:
    """The response, unless it is none."""
    said = " ".join(response.text.split())[:SAID] if response.status_code >= REFUSED else ""
    if response.status_code in UNAUTHORISED:
        raise EndpointError(url, f"refuses us: put user and password into {USER} and {PASSWORD} ({said})")
    if response.status_code == REFUSED:
        raise BadQuery(f"{url} says: {said}")
    if response.status_code == TOO_LARGE:
        raise TooLarge(url, f"takes no more at a time: {said}")
    if not response.is_success:
        raise EndpointError(url, f"answers {response.status_code} {response.reason_phrase}: {said}")
    return response


def refuse_part(url: str, response: httpx.Response) -> None:
    """EndpointError where the server gave up on the way, and calls that a success."""
    if state := response.headers.get("x-sql-state"):
        said = response.headers.get("x-sql-message", "")[:SAID]
        raise EndpointError(url, f"has told a part of the answer only ({state}: {said}); ask for less at a time")


def refuse_cut(url: str, response: httpx.Response, rows: int) -> None:
    """EndpointError where the server tells no more rows than these."""
    most = response.headers.get("x-sparql-maxrows", "")
    if most.isdecimal() and rows >= int(most):
        raise EndpointError(url, f"tells no more than {most} rows; ask with LIMIT and OFFSET, or raise its limit")


def read_answer(url: str, response: httpx.Response, *, is_ordered: bool) -> Answer:
    """The answer, whole; sorted where the query asks for no order."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    try:
        if syntax := RdfFormat.from_media_type(kind):
            return from_triples(Triple(*quad.triple) for quad in parse(response.content, format=syntax))
        found = parse_query_results(response.content, format=QueryResultsFormat.JSON)
        if isinstance(found, QueryBoolean):
            return from_boolean(bool(found))
        return rows_of(found, is_ordered=is_ordered)
    except (SyntaxError, ValueError) as error:
        problem = "its answer breaks off, or is none" if "json" in kind else f"answers with {kind or 'nothing'}"
        raise EndpointError(url, f"{problem}: {str(error).splitlines()[0][:SAID]}") from error


def rows_of(found: QuerySolutions, *, is_ordered: bool) -> Answer:
    """The rows of a SELECT."""
    columns = tuple(variable.value for variable in found.variables)
    rows = [tuple(solution) for solution in found]
    if [column.lower() for column in columns] == [ASK_IN_VIRTUOSO]:
        return from_boolean([row[0].value for row in rows] == ["1"])
    return from_rows(columns, rows if is_ordered else sorted(rows, key=lambda row: tuple(map(str, row))))
