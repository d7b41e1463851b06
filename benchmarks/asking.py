"""
Named questions and the endpoint, against the engine called directly.

    python benchmarks/asking.py 1000000 --seconds 10 --clients 32

Each question is answered by the engine itself (its rows written as JSON, as a client would get them), by a
worker as `kg query` asks it, and over HTTP; the middle of several rounds counts, all in one run on one machine, and CPU
seconds of all processes that take part (Linux), which neighbours change least.
rdflib is asked on a hundredth of the quads, for the record: on all of them it takes minutes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.client import HTTPConnection
from itertools import chain
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlsplit

import rdflib
from pyoxigraph import QueryResultsFormat, RdfFormat, Store
from synthetic_quads import lines, quads

from kg.archive import STORE, new_build, publish, save_knowledge
from kg.asked import Asked, Limits
from kg.asking.worker import Worker
from kg.graph import ontology_quads
from kg.model import Knowledge
from kg.ontology import bundled_ontology, load_ontology
from kg.questions import fill, load_questions
from kg.rdf import PREFIXES
from kg.store import open_snapshot, read_answer, with_union, write_store

SMALL = "SELECT ?label { ?thing a kg:Platform ; rdfs:label ?label } ORDER BY ?label LIMIT 20"


def main() -> None:
    """Make the graph, ask it in every way, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = make_graph(Path(folder) / "graph", given.count)
        with Server(graph) as server:
            compare(graph, server.address, server.process.pid, given.rounds)
            print(load(server.address, clients=given.clients, seconds=given.seconds))
    for_the_record(given.count // 100)


def make_graph(folder: Path, count: int) -> Path:
    """A graph's folder with so many quads, each also in the default graph."""
    began = time.perf_counter()
    with new_build(folder) as place:
        save_knowledge(Knowledge(()), place)
        write_store(with_union(chain(quads(count), ontology_quads(load_ontology(bundled_ontology())))), place / STORE)
        publish(folder, place)
    print(f"{count:,} quads written in {time.perf_counter() - began:.0f} s")
    return folder


def compare(graph: Path, address: str, server: int, rounds: int) -> None:
    """Print how long each question takes in each way."""
    store = next((graph / "builds").iterdir()) / STORE
    began = time.perf_counter()
    snapshot = open_snapshot(store)
    print(f"opened in {(time.perf_counter() - began) * 1000:.0f} ms")
    print(f"\n{'question':14} {'rows':>7} {'engine CPU ms':>13} {'kg query':>9} {'endpoint':>9}")
    all_spent, all_times = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    with Worker(store, Limits(seconds=600)) as worker:
        processes = (os.getpid(), worker.process_id, server)
        for name, question in sorted(load_questions(bundled_ontology() / "queries").items()):
            sparql = fill(question, {}, snapshot)
            ways: tuple[Callable[[], object], ...] = (
                lambda sparql=sparql: direct(snapshot.engine, sparql),
                lambda sparql=sparql: read_answer(worker.ask(Asked(sparql)), is_ordered=True),
                lambda sparql=sparql: over_http(address, sparql),
            )
            rows = len(read_answer(worker.ask(Asked(sparql)), is_ordered=True))
            spent, times = in_turn(ways, rounds, processes)
            print(f"{name:14} {rows:7,} {in_words(spent)}", flush=True)
            all_spent = [total + each for total, each in zip(all_spent, spent, strict=True)]
            all_times = [total + each for total, each in zip(all_times, times, strict=True)]
        print(f"{'all':22} {in_words(all_spent)}\n{'all, by the clock':22} {in_words(all_times)}")
        print(f"memory of the worker: {most_memory(worker.process_id)}")


def in_words(times: list[float]) -> str:
    """The engine's milliseconds, and the others' as multiples of it."""
    return f"{times[0] * 1000:13.1f} {times[1] / times[0]:8.2f}x {times[2] / times[0]:8.2f}x"


def in_turn(
    ways: tuple[Callable[[], object], ...], rounds: int, processes: tuple[int, ...]
) -> tuple[list[float], list[float]]:
    """
    The middle of each way's CPU seconds in all of the processes, and of its seconds by the clock.

    They take turns, so that a busy moment hits all of them.
    """
    spent: list[list[float]] = [[] for _ in ways]
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for place, way in enumerate(ways):
            before, began = sum(map(cpu_seconds, processes)), time.perf_counter()
            way()
            times[place].append(time.perf_counter() - began)
            spent[place].append(sum(map(cpu_seconds, processes)) - before)
    return [statistics.median(each) for each in spent], [statistics.median(each) for each in times]


def cpu_seconds(process: int) -> float:
    """What the process and its children have used so far, as Linux tells, to the nanosecond."""
    tasks = Path(f"/proc/{process}/task")
    used = sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks.glob("*/schedstat")) / 1e9
    if process == os.getpid():  # its children are asked themselves
        return used
    children = (child for task in tasks.glob("*/children") for child in task.read_text(encoding="ascii").split())
    return used + sum(cpu_seconds(int(child)) for child in children)


def most_memory(process: int) -> str:
    """The most memory that the process has had, as Linux tells."""
    told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return " ".join(told.partition("VmHWM:")[2].split()[:2])


def direct(engine: Store, sparql: str) -> object:
    """The engine's own answer, as JSON."""
    return engine.query(sparql, prefixes=PREFIXES).serialize(format=QueryResultsFormat.JSON)  # type: ignore[union-attr]


def over_http(address: str, sparql: str) -> bytes:
    """What the endpoint answers."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=600)
    connection.request("POST", "/sparql", sparql.encode(), {"content-type": "application/sparql-query"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise SystemExit(f"the endpoint answered {response.status}: {body.decode()}")
    return body


class Server:
    """A server of the graph, as long as it is needed."""

    def __init__(self, graph: Path) -> None:
        command = [sys.executable, "-m", "kg", "serve", "-g", str(graph), "--port", "0", "--timeout", "600"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        self.address = self.process.stdout.readline().strip().rstrip("/")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


def load(address: str, *, clients: int, seconds: int) -> str:
    """What the endpoint bears when so many ask a small question at once: by wrk, or else by a loop of our own."""
    url = f"{address}/sparql?query={quote(SMALL)}"
    title = f"\n{clients} clients, {seconds} s, a small question (20 rows)"
    if wrk := shutil.which("wrk"):
        run = subprocess.run(
            [wrk, "-t2", f"-c{clients}", f"-d{seconds}s", "--latency", url], capture_output=True, text=True, check=True
        )
        told = dict(re.findall(r"(Requests/sec|99%|50%|Non-2xx or 3xx responses|Socket errors):?\s+(.*)", run.stdout))
        errors = told.get("Non-2xx or 3xx responses", "0")
        return f"{title}, wrk: {told['Requests/sec']}/s, p50 {told['50%']}, p99 {told['99%']}, errors {errors}"
    times, errors = asyncio.run(asked_by_many(url, clients, time.monotonic() + seconds))
    middle, last = statistics.median(times), sorted(times)[int(len(times) * 0.99)]
    return f"{title}: {len(times) / seconds:.0f}/s, p50 {middle:.1f} ms, p99 {last:.1f} ms, errors {errors}"


async def asked_by_many(url: str, clients: int, until: float) -> tuple[list[float], int]:
    """The milliseconds of each request, and how many failed."""
    parts = urlsplit(url)
    request = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    times: list[float] = []
    errors = 0

    async def ask() -> None:
        nonlocal errors
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        while time.monotonic() < until:
            began = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            await reader.readexactly(int(length[1]) if length else 0)
            times.append((time.perf_counter() - began) * 1000)
            errors += b" 200 " not in head.split(b"\r\n")[0]
        writer.close()

    await asyncio.gather(*(ask() for _ in range(clients)))
    return times, errors


def for_the_record(count: int) -> None:
    """Print what rdflib takes for a few of the questions on a small graph, beside the engine."""
    document = "".join(line.rpartition(" <")[0] + " .\n" for line in lines(count))
    graph = rdflib.Graph().parse(data=document, format="nt")
    engine = Store()
    engine.load(document.encode(), format=RdfFormat.N_TRIPLES)
    snapshot_queries = load_questions(bundled_ontology() / "queries")
    print(f"\nrdflib in memory, {count:,} quads")
    for name in ("fines", "closures", "most-quoted"):
        sparql = re.sub(r"VALUES\s+\?\w+\s*\{\s*UNDEF\s*\}", "", snapshot_queries[name].sparql)
        times = []
        for way in (lambda s=sparql: direct(engine, s), lambda s=sparql: list(graph.query(s))):
            began = time.perf_counter()
            way()
            times.append(time.perf_counter() - began)
        print(
            f"{name:14} engine {times[0] * 1000:8.1f} ms, rdflib {times[1] * 1000:8.1f} ms, {times[1] / times[0]:.0f}x"
        )


if __name__ == "__main__":
    main()
