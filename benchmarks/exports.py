"""
What loading and exporting cost beside the engine's own loader and serialiser, in one run.

    python benchmarks/synthetic_quads.py 1000000 quads.nq
    python benchmarks/exports.py quads.nq

Loading is `kg.store.write_store` with the union of all graphs, as a build writes it, beside `Store.bulk_load` of a file
that holds the same. The Turtle export, sorted, is beside `Store.dump` of the same store, in the engine's own order.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, Store, parse, serialize

from kg.rdf import in_order, subject_key, write_triples
from kg.store import ask, open_snapshot, triples_of, with_union, write_store

QUESTION = """
SELECT ?label (COUNT(?event) AS ?events) WHERE { ?event a kg:Fine ; kg:agent ?who . ?who rdfs:label ?label }
GROUP BY ?label ORDER BY DESC(?events) LIMIT 10
"""


def timed(what: str, call: Callable[[], object]) -> float:
    """The CPU seconds of the call, told with what it was."""
    before, clock = time.process_time(), time.perf_counter()
    call()
    seconds = time.process_time() - before
    print(f"{what:<42}{seconds:8.2f} CPU s {time.perf_counter() - clock:8.2f} s  {memory():6.0f} MB at most")
    return seconds


def memory() -> float:
    """The most memory that was used so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Load, reopen, ask and export, and tell what each costs."""
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        both = folder / "both.nq"
        serialize(with_union(parse(path=source, format=RdfFormat.N_QUADS)), output=both, format=RdfFormat.N_QUADS)  # type: ignore[arg-type]
        engine = timed(
            "the engine's bulk loader", lambda: Store(folder / "a").bulk_load(path=both, format=RdfFormat.N_QUADS)
        )
        ours = timed("kg's store", lambda: write_store(with_union(parse(path=source)), folder / "b"))  # type: ignore[arg-type]
        print(f"load: {engine / ours:.2f} of the engine's speed")
        snapshot = open_snapshot(folder / "b")
        timed("reopened, and a question asked", lambda: ask(open_snapshot(folder / "b"), QUESTION))
        dump = timed(
            "the engine's Turtle",
            lambda: snapshot.engine.dump(folder / "a.ttl", RdfFormat.TURTLE, from_graph=DefaultGraph()),
        )
        with (folder / "b.ttl").open("wb") as output:
            sorted_ = timed(
                "kg's Turtle",
                lambda: write_triples(in_order(triples_of(snapshot), subject_key), RdfFormat.TURTLE, output),
            )
        print(f"Turtle: {dump / sorted_:.2f} of the engine's speed")


if __name__ == "__main__":
    main()
