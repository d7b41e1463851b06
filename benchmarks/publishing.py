"""
What publishing costs on servers that run here: as uploads to a graph store, as updates, and where nothing changed.

    python benchmarks/synthetic_quads.py 100000 quads.nq
    python -m benchmarks.publishing quads.nq oxigraph virtuoso

Each way begins with a new, empty server. CPU seconds of the server and of kg, and the most memory that kg took.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kg.endpoint import PASSWORD, USER, Endpoint
from kg.publishing import publish
from kg.store import Snapshot, open_snapshot, with_union, write_store
from tests.servers import oxigraph, virtuoso

SERVERS: dict[str, Callable[[Path], AbstractContextManager[tuple[str, str]]]] = {
    "oxigraph": oxigraph,
    "virtuoso": virtuoso,
}
TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Publish to each of the servers in both ways, and tell what it costs."""
    source, *names = sys.argv[1:]
    os.environ[USER] = os.environ[PASSWORD] = "dba"
    with tempfile.TemporaryDirectory() as place:
        # In a process of its own, so that the memory told is that of publishing alone.
        writer = get_context("spawn").Process(target=write, args=(source, Path(place) / "store"))
        writer.start()
        writer.join()
        snapshot = open_snapshot(Path(place) / "store")
        for name in names:
            costs = [cost(snapshot, name, way, Path(place)) for way in ("uploads", "updates")]
            print(f"{name}: updates cost {costs[1] / costs[0]:.2f} times what uploads do")


def write(source: str, folder: Path) -> None:
    """Put the quads of the file into a store, as a build does."""
    write_store(with_union(parse(path=source, format=RdfFormat.N_QUADS)), folder)


def cost(snapshot: Snapshot, name: str, way: str, place: Path) -> float:
    """The CPU seconds that a first publication in this way takes, server and kg together."""
    folder = place / name / way
    folder.mkdir(parents=True)
    with SERVERS[name](folder) as (queries, updates):
        # No graph store is known beside an address that ends so.
        endpoint = Endpoint(queries if way == "uploads" else f"{queries}?", updates)
        first = timed(f"{name}, {way}", lambda: publish(snapshot, endpoint))
        timed(f"{name}, again", lambda: publish(snapshot, endpoint))
        return first


def timed(what: str, call: Callable[[], object]) -> float:
    """The CPU seconds of the call, told with what it was."""
    ours, theirs, clock = time.process_time(), servers_seconds(), time.perf_counter()
    call()
    ours, theirs = time.process_time() - ours, servers_seconds() - theirs
    took, memory = time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<20} server {theirs:7.2f} and kg {ours:7.2f} CPU s, {took:7.2f} s, {memory:5.0f} MB", flush=True)
    return ours + theirs


def servers_seconds() -> float:
    """The CPU seconds that the programs which this one has started took so far."""
    seconds = 0.0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[1]) == os.getpid():
            seconds += (int(fields[11]) + int(fields[12])) / TICKS
    return seconds


if __name__ == "__main__":
    main()
