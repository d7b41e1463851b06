"""How a picture too large to be read is folded: communities within communities, and what belongs nowhere by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, csr_matrix
from scipy.spatial.distance import cdist
from sknetwork.clustering import Louvain

from kg.explorer.layout import SEED, SPACING, Points, distances_along, push_apart, stress_layout

MOST_DRAWN = 2000  # points that are drawn as they are
MOST_IN_LEAF = 150  # points that a fold shows when it is opened
MOST_CHILDREN = 90  # folds that a fold shows when it is opened
SMALLEST_COMMUNITY = 6
GAP = 90.0
NEAREST = 1.5  # steps of a sunflower's spiral: no two of its places are nearer to each other

Members = NDArray[np.int64]
Links = Any  # a csr_array of numbers, for which scipy has no types


@dataclass(frozen=True, slots=True)
class Fold:
    """Points that are drawn as one until it is opened: the fold around it, its circle, and its kind if it has one."""

    parent: int | None
    kind: str | None
    place: tuple[float, float] = (0.0, 0.0)
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Folding:
    """Where each point stands, the folds, and in which of them each point is."""

    places: tuple[tuple[float, float], ...]
    folds: tuple[Fold, ...] = ()
    fold_of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Country:
    """All that is folded: the links of each point, how many they are, its radius, and what kind of thing it is."""

    graph: Links
    degrees: NDArray[np.int64]
    sizes: Points
    kinds: Sequence[str]


@dataclass(slots=True)
class Branch:
    """A fold while it is made: its points or its branches, placed around its own middle."""

    kind: str | None
    members: Members
    children: list[Branch] = field(default_factory=list)
    middle: Points = field(default_factory=lambda: np.zeros(2))
    inner: Points = field(default_factory=lambda: np.zeros((0, 2)))  # of the members, in a leaf
    radius: float = 0.0


def fold(radii: Sequence[float], kinds: Sequence[str], links: Iterable[tuple[int, int]]) -> Folding:
    """
    A place for each point, community within community, so that none covers another.

    Communities are Louvain's (Blondel et al. 2008), taken apart again while they are large. What is in a fold is told
    right after it.
    """
    graph = adjacency(len(radii), links)
    country = Country(graph, np.diff(graph.indptr), np.asarray(radii, dtype=float), kinds)
    root = branch_of(None, np.arange(len(radii)), country)
    arrange(root, country)
    places, fold_of = np.zeros((len(radii), 2)), np.zeros(len(radii), dtype=np.int64)
    folds: list[Fold] = []
    waiting: list[tuple[Branch, int | None, Points]] = [(child, None, root.middle) for child in root.children or [root]]
    while waiting:
        branch, parent, around = waiting.pop()
        middle = around + branch.middle
        number = len(folds)
        folds.append(Fold(parent, branch.kind, rounded(middle), round(branch.radius, 1)))
        if not branch.children:
            places[branch.members] = branch.inner + middle
            fold_of[branch.members] = number
        waiting.extend((child, number, middle) for child in reversed(branch.children))
    return Folding(tuple((x, y) for x, y in np.round(places, 1).tolist()), tuple(folds), tuple(fold_of.tolist()))


def rounded(place: Points) -> tuple[float, float]:
    """A place as exactly as anybody sees it."""
    return round(float(place[0]), 1), round(float(place[1]), 1)


def adjacency(size: int, links: Iterable[tuple[int, int]]) -> Links:
    """The links as a symmetric matrix; what is linked several times weighs more."""
    ends = np.array([pair for pair in links if pair[0] != pair[1]], dtype=np.int64).reshape(-1, 2)
    half = csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(size, size))
    return csr_array(half + half.T)


def branch_of(kind: str | None, members: Members, country: Country) -> Branch:
    """The members as a leaf if they are few, and else as branches."""
    if len(members) <= MOST_IN_LEAF:
        return Branch(kind, members)
    groups = communities(members, country.graph)
    large = [group for group in groups if len(group) >= SMALLEST_COMMUNITY]
    if len(large) < 2:
        return Branch(kind, members, in_portions(members, country))
    children = gathered([branch_of(None, group, country) for group in large])
    rest = np.concatenate([np.zeros(0, dtype=np.int64), *groups[len(large) :]])
    return Branch(kind, members, children + by_kind(rest, country))


def gathered(branches: list[Branch]) -> list[Branch]:
    """The branches, those of like size in a branch of their own, so that each fold can be overlooked."""
    if len(branches) <= MOST_CHILDREN:
        return branches
    portions = np.array_split(np.arange(len(branches)), -(-len(branches) // MOST_CHILDREN))
    return gathered([together([branches[number] for number in portion]) for portion in portions])


def together(branches: list[Branch]) -> Branch:
    """Several branches as one."""
    return Branch(None, np.concatenate([branch.members for branch in branches]), branches)


def communities(members: Members, graph: Links) -> list[Members]:
    """The members in groups that have more links inside than outside, the largest first."""
    inside = csr_array(graph[members][:, members])
    if not inside.nnz:
        return [members]
    found = Louvain(random_state=SEED, return_probs=False, return_aggregate=False)  # which take most of its time
    labels = found.fit_predict(csr_matrix(inside))
    order = np.argsort(labels, kind="stable")
    groups = np.split(members[order], np.flatnonzero(np.diff(labels[order])) + 1)
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def by_kind(members: Members, country: Country) -> list[Branch]:
    """What belongs to no community of some size: one branch a kind, taken apart while it is large."""
    named: dict[str, list[int]] = {}
    for member in members.tolist():
        named.setdefault(country.kinds[member], []).append(member)
    return [branch_of(kind, np.array(some), country) for kind, some in sorted(named.items())]


def in_portions(members: Members, country: Country) -> list[Branch]:
    """What does not fall into communities in portions of one size, those with the most links first."""
    order = members[np.lexsort((members, -country.degrees[members]))]
    portions = max(2, min(MOST_CHILDREN, -(-len(members) // MOST_IN_LEAF)))
    kinds = {country.kinds[member] for member in members.tolist()}
    kind = kinds.pop() if len(kinds) == 1 else None
    return [Branch(kind, part) if len(part) <= MOST_IN_LEAF else branch_of_portion(kind, part, country)
            for part in np.array_split(order, portions)]  # fmt: skip


def branch_of_portion(kind: str | None, members: Members, country: Country) -> Branch:
    """A portion that is too large for a leaf still."""
    return Branch(kind, members, in_portions(members, country))


def arrange(branch: Branch, country: Country) -> None:
    """Give a branch its circle, and all that is in it a place around the circle's middle."""
    if not branch.children:
        branch.inner = sunflower(branch.members, country)
        reach = np.hypot(*branch.inner.T) + country.sizes[branch.members]
        branch.radius = float(reach.max()) + SPACING / 2
        return
    for child in branch.children:
        arrange(child, country)
    radii = np.array([child.radius for child in branch.children])
    middles = circles_apart(branch.children, country.graph, radii)
    for child, middle in zip(branch.children, middles, strict=True):
        child.middle = middle
    branch.radius = float((np.linalg.norm(middles, axis=1) + radii).max()) + GAP / 2


def sunflower(members: Members, country: Country) -> Points:
    """Places on a sunflower's spiral, those with the most links in its middle (Vogel 1979)."""
    sizes = country.sizes[members]
    order = np.lexsort((members, -country.degrees[members]))
    turns = np.arange(len(members)) * np.pi * (3 - 5**0.5)
    areas = (SPACING * 0.62 + sizes[order]) ** 2
    distance = np.sqrt(np.cumsum(areas) - areas / 2)  # as far out as all that stand farther in take up room
    places = np.empty((len(members), 2))
    places[order] = np.column_stack([distance * np.cos(turns), distance * np.sin(turns)])
    room = sizes + SPACING * 0.2
    nearest = NEAREST * float(areas.min()) ** 0.5
    return places if 2 * float(room.max()) < nearest else push_apart(places, room)


def circles_apart(children: Sequence[Branch], graph: Links, radii: Points) -> Points:
    """The middles of circles: linked ones near each other, none overlapping, all around (0, 0)."""
    if len(children) == 1:
        return np.zeros((1, 2))
    rows, columns = links_between(children, graph)
    lengths = radii[rows] + radii[columns] + GAP
    wanted = distances_along(rows, columns, lengths, len(children))
    places = packed(stress_layout(wanted), radii + GAP / 2)
    low, high = (places - radii[:, None]).min(axis=0), (places + radii[:, None]).max(axis=0)
    centred: Points = places - (low + high) / 2
    return centred


def packed(places: Points, radii: Points) -> Points:
    """Circles drawn together, their neighbours kept: first nearer than can be, then apart until none overlap."""
    around = places - places.mean(axis=0)
    around *= 0.9 * np.sqrt((radii**2).sum()) / max(1.0, float(np.linalg.norm(around, axis=1).max()))
    moved = push_apart(around, radii)
    while overlap(moved, radii):
        moved = push_apart(moved * 1.06, radii)
    return moved


def overlap(places: Points, radii: Points) -> bool:
    """Whether any two circles overlap."""
    missing = radii[:, None] + radii[None, :] - cdist(places, places)
    np.fill_diagonal(missing, 0.0)
    return bool((missing > 1.0).any())


def links_between(children: Sequence[Branch], graph: Links) -> tuple[Members, Members]:
    """Which branches are linked: the numbers of the two, each pair once in a direction."""
    members = np.concatenate([child.members for child in children])
    owner = np.repeat(np.arange(len(children)), [len(child.members) for child in children])
    owner_of = np.full(graph.shape[0], -1)
    owner_of[members] = owner
    links = graph[members]
    sources, targets = np.repeat(owner, np.diff(links.indptr)), owner_of[links.indices]
    pairs = np.unique((sources * len(children) + targets)[targets >= 0])
    return pairs // len(children), pairs % len(children)
