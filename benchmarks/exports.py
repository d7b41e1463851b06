"""
What loading, opening, asking and exporting cost beside the engine's own loader and serialiser, in one run.

    python benchmarks/synthetic_quads.py 1000000 quads.nq
    python benchmarks/exports.py quads.nq

Loading is `kg.store.write_store` with the union of all graphs, as a build writes it, beside `Store.bulk_load` of a file
that holds the same. The Turtle export, sorted, is beside `Store.dump` of the same store, in the engine's own order.
Each step is a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from pyoxigraph import DefaultGraph, RdfFormat, Store, parse, serialize

from kg.rdf import in_order, subject_key, write_triples
from kg.store import ask, open_snapshot, triples_of, with_union, write_store

QUESTION = """
SELECT ?label (COUNT(?event) AS ?events) WHERE { ?event a kg:Fine ; kg:agent ?who . ?who rdfs:label ?label }
GROUP BY ?label ORDER BY DESC(?events) LIMIT 10
"""


def write_both(source: Path, both: Path) -> None:
    """The quads of the file with the union of their graphs, as a file."""
    serialize(with_union(parse(path=source)), output=both, format=RdfFormat.N_QUADS)  # type: ignore[arg-type]


def load_by_engine(both: Path, folder: Path) -> None:
    """The engine's bulk loader."""
    Store(folder).bulk_load(path=both, format=RdfFormat.N_QUADS)


def load(source: Path, folder: Path) -> None:
    """The store of kg."""
    write_store(with_union(parse(path=source)), folder)  # type: ignore[arg-type]


def reopen(folder: Path) -> None:
    """Reopened."""
    open_snapshot(folder)


def question(folder: Path) -> None:
    """Reopened, and a question over all fines."""
    ask(open_snapshot(folder), QUESTION)


def dump_by_engine(folder: Path, target: Path) -> None:
    """The engine's Turtle."""
    open_snapshot(folder).engine.dump(target, RdfFormat.TURTLE, from_graph=DefaultGraph())


def dump(folder: Path, target: Path) -> None:
    """The sorted Turtle of kg."""
    with target.open("wb") as output:
        write_triples(in_order(triples_of(open_snapshot(folder)), subject_key), RdfFormat.TURTLE, output)


def timed(step: Callable[..., None], *places: Path) -> float:
    """The CPU seconds of the step, told with what it is."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        cpu, wall, memory = alone.submit(measured, step, *places).result()
    print(f"{(step.__doc__ or '').rstrip('.'):<40}{cpu:8.2f} CPU s {wall:8.2f} s {memory:7.0f} MB", flush=True)
    return cpu


def measured(step: Callable[..., None], *places: Path) -> tuple[float, float, float]:
    """CPU seconds, seconds, and the most MB in use."""
    before, clock = time.process_time(), time.perf_counter()
    step(*places)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return time.process_time() - before, time.perf_counter() - clock, most


def size(folder: Path) -> float:
    """What the folder's files take, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main() -> None:
    """Load, reopen, ask and export, and tell what each costs."""
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        both, theirs, ours = (Path(place) / name for name in ("both.nq", "theirs", "ours"))
        write_both(source, both)
        print(f"load: {timed(load_by_engine, both, theirs) / timed(load, source, ours):.2f} of the engine's speed")
        print(f"{size(ours):.0f} MB on disk, the engine's {size(theirs):.0f}")
        timed(reopen, ours)
        timed(question, ours)
        dumps = (timed(dump_by_engine, ours, theirs / "a.ttl"), timed(dump, ours, ours.with_suffix(".ttl")))
        print(f"Turtle: {dumps[0] / dumps[1]:.2f} of the engine's speed")


if __name__ == "__main__":
    main()
