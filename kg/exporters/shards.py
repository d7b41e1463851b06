"""The quads in several files, for bulk loaders that read them side by side: a named graph is never cut."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import Quad, RdfFormat, serialize

from kg.rdf import graph_key, in_order


def shard_files(quads: Iterable[Quad], shards: int) -> Iterator[tuple[str, bytes]]:
    """The N-Quads files, each graph whole in one of them: the next graph goes where least is so far."""
    files = [io.BytesIO() for _ in range(shards)]
    for _, graph in groupby(in_order(set(quads), graph_key), lambda quad: quad.graph_name):
        smallest = min(files, key=lambda file: file.tell())
        smallest.write(serialize(graph, format=RdfFormat.N_QUADS) or b"")
    digits = len(str(shards))
    for number, file in enumerate(files, 1):
        yield f"graph-{number:0{digits}}.nq", file.getvalue()
