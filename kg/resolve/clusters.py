"""Pairs → clusters: what hangs together by pairs that are one, the surest first, unless something keeps it apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

BIG_BLOCK = 40  # of so many, only neighbours in their order are compared
NEIGHBOURS = 12


@dataclass(frozen=True, slots=True)
class Link:
    """Two ids that mean one, and how surely."""

    left: str
    right: str
    score: float


def candidate_pairs(blocks: Mapping[Hashable, Collection[str]]) -> Iterator[tuple[str, str]]:
    """
    The pairs that share a block, each once, in order; in a large block, neighbours only.

    A sorted neighbourhood: Hernández and Stolfo, "The merge/purge problem for large databases", 1995.
    """
    seen: set[tuple[str, str]] = set()
    for _, members in sorted(blocks.items(), key=lambda block: repr(block[0])):
        ordered = sorted(set(members))
        reach = NEIGHBOURS if len(ordered) > BIG_BLOCK else len(ordered)
        for place, left in enumerate(ordered):
            for right in ordered[place + 1 : place + 1 + reach]:
                if (left, right) not in seen:
                    seen.add((left, right))
                    yield left, right


def clusters(
    ids: Iterable[str], links: Iterable[Link], may_join: Callable[[Collection[str], Collection[str]], bool]
) -> tuple[tuple[str, ...], ...]:
    """The ids in clusters, each sorted: connected by links, the surest first, as far as two clusters may join."""
    cluster_of = {one: [one] for one in sorted(ids)}
    for link in sorted(links, key=lambda link: (-link.score, link.left, link.right)):
        left, right = cluster_of[link.left], cluster_of[link.right]
        if left is not right and may_join(left, right):
            small, large = sorted((left, right), key=lambda cluster: (len(cluster), cluster[0]))
            large += small
            cluster_of.update(dict.fromkeys(small, large))
    distinct = {id(cluster): tuple(sorted(cluster)) for cluster in cluster_of.values()}
    return tuple(sorted(distinct.values()))
