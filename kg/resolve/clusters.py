"""Pairs → clusters: what hangs together by pairs that are one, the surest first, unless something keeps it apart."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

BIG_BLOCK = 40  # of so many, only neighbours in their order are compared
NEIGHBOURS = 12
MOST_TOLD = 12  # reasons of one kind: of a thing in a thousand articles, the rest is counted

Trait = tuple[str, str]  # what an id brings into its cluster: the kind of it, and which
Traits = AbstractSet[Trait]
MayJoin = Callable[[Traits, Traits], bool]


@dataclass(frozen=True, slots=True)
class Link:
    """Two ids that mean one, and how surely."""

    left: str
    right: str
    score: float


@dataclass(slots=True, eq=False)
class _Cluster:
    """Ids that are one, what they bring along, and the clusters that they were kept apart from."""

    members: list[str]
    traits: set[Trait]
    apart: set[_Cluster] = field(default_factory=set)

    def take_in(self, other: _Cluster) -> None:
        """Make the other a part of this one: whatever was kept apart from it stays so."""
        self.members += other.members
        self.traits |= other.traits
        for third in other.apart:
            third.apart.remove(other)
            third.apart.add(self)
        self.apart |= other.apart


def candidate_pairs(blocks: Mapping[Hashable, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """
    The pairs that share a block, each once; in a large block, those near each other in its order only.

    A sorted neighbourhood: Hernández and Stolfo, "The merge/purge problem for large databases", 1995.
    """
    seen: set[tuple[str, str]] = set()
    for members in blocks.values():
        ordered = list(dict.fromkeys(members))
        reach = NEIGHBOURS if len(ordered) > BIG_BLOCK else len(ordered)
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 : place + 1 + reach]:
                pair = (one, other) if one < other else (other, one)
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def clusters(traits: Mapping[str, Traits], links: Iterable[Link], may_join: MayJoin) -> tuple[tuple[str, ...], ...]:
    """
    The ids in clusters, each sorted: connected by links, the surest first, as far as two clusters may join.

    `may_join` sees what the ids of each cluster bring along. What may not join, may not when it has grown.
    """
    cluster_of = {one: _Cluster([one], {*told}) for one, told in sorted(traits.items())}
    for link in sorted(links, key=lambda link: (-link.score, link.left, link.right)):
        left, right = cluster_of[link.left], cluster_of[link.right]
        if left is right or right in left.apart:
            continue
        if not may_join(left.traits, right.traits):
            left.apart.add(right)
            right.apart.add(left)
            continue
        small, large = sorted((left, right), key=lambda cluster: (len(cluster.members), cluster.members[0]))
        cluster_of.update(dict.fromkeys(small.members, large))
        large.take_in(small)
    distinct = {id(cluster): tuple(sorted(cluster.members)) for cluster in cluster_of.values()}
    return tuple(sorted(distinct.values()))


def the_first(lines: Sequence[str]) -> Iterator[str]:
    """The first lines, and how many more there are."""
    yield from lines[:MOST_TOLD]
    if len(lines) > MOST_TOLD:
        yield f"and {len(lines) - MOST_TOLD:,} more like these"
