"""Where the points of a picture stand: communities apart, nothing on top of anything else, the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

Points = NDArray[np.float64]
Numbers = NDArray[np.int64]

SPACING = 46.0  # between two points that are linked, before room is made for their neighbours
COMMUNITY_GAP = 70.0
COMPONENT_GAP = 60.0
SMALLEST_TO_SPLIT = 25  # a component with fewer points is one community
LARGEST_BY_STRESS = 700  # all pairs are compared: beyond, a spiral is the better use of time
STRESS_ROUNDS = 80
STILL = 0.002  # of the mean distance: when points move less, the picture is found
PUSHING_ROUNDS = 200
PUSH = 0.55 / 2  # of what two circles overlap, that each of them gives way at a time
FEW_CIRCLES = 160  # among which it is quicker to compare all with all than to look for neighbours
WIDTH_TO_HEIGHT = 1.7  # of a screen, more or less
TRIED_WIDTHS = 16
NEARLY = 0.01  # less than anybody sees
SEED = 20


@dataclass(frozen=True, slots=True)
class Island:
    """Some points placed around their own middle, and the half width and height that they take."""

    members: tuple[int, ...]
    places: Points
    reach: tuple[float, float]


def lay_out(radii: Sequence[float], links: Iterable[tuple[int, int]]) -> list[tuple[float, float]]:
    """A place for each point, so that none covers another; the middle of the picture is (0, 0)."""
    if not radii:
        return []
    graph = weighted_graph(len(radii), links)
    sizes = np.asarray(radii, dtype=float)
    connected = [sorted(component) for component in nx.connected_components(graph) if len(component) > 1]
    islands = [component_island(graph, members, sizes) for members in sorted(connected, key=lambda m: (-len(m), m))]
    lonely = [node for node in graph if graph.degree(node) == 0]
    if lonely:
        islands.append(grid_island(lonely, sizes))
    places = np.zeros((len(radii), 2))
    for island, corner in zip(islands, pack(islands), strict=True):
        places[list(island.members)] = island.places + corner
    middle = (places.min(axis=0) + places.max(axis=0)) / 2
    return [(round(float(x), 1), round(float(y), 1)) for x, y in places - middle]


def weighted_graph(size: int, links: Iterable[tuple[int, int]]) -> nx.Graph[int]:
    """The points and their links as a graph; links told several times weigh more."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    for source, target in links:
        if source != target:
            weight = graph.edges[source, target]["weight"] + 1 if graph.has_edge(source, target) else 1
            graph.add_edge(source, target, weight=weight)
    return graph


def component_island(graph: nx.Graph[int], members: Sequence[int], sizes: Points) -> Island:
    """The points of one component, community by community."""
    groups = communities(graph, members)
    circles = [place_community(graph, group, sizes) for group in groups]
    centres = place_circles(graph, groups, np.array([radius for _, radius in circles]))
    places = np.vstack([inner + centre for (inner, _), centre in zip(circles, centres, strict=True)])
    order = [node for group in groups for node in group]
    return island_of(order, upright(places), sizes)


def communities(graph: nx.Graph[int], members: Sequence[int]) -> list[list[int]]:
    """The members in groups that have more links inside than outside."""
    if len(members) < SMALLEST_TO_SPLIT:
        return [list(members)]
    found = nx.community.louvain_communities(graph.subgraph(members), seed=SEED)
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def place_community(graph: nx.Graph[int], members: Sequence[int], sizes: Points) -> tuple[Points, float]:
    """The places of a community's members around (0, 0), and the radius of the circle they fill."""
    own = sizes[list(members)]
    if len(members) > LARGEST_BY_STRESS:
        places = spiral(graph, members, sizes)
    else:
        places = stress_layout(ideal_distances(graph, members))
    places = push_apart(places, own + SPACING * 0.36)
    places -= places.mean(axis=0)
    return places, float((np.linalg.norm(places, axis=1) + own).max())


def ideal_distances(graph: nx.Graph[int], members: Sequence[int]) -> Points:
    """How far apart each two members would like to be: along the links, longer where many meet."""
    position = {node: index for index, node in enumerate(members)}
    rows, columns, lengths = [], [], []
    for source, target in graph.subgraph(members).edges:
        crowd = max(graph.degree(source), graph.degree(target))
        rows.append(position[source])
        columns.append(position[target])
        lengths.append(SPACING * (0.9 + crowd**0.5 / 4))
    return distances_along(rows, columns, lengths, len(members))


def distances_along(
    rows: Sequence[int] | Numbers, columns: Sequence[int] | Numbers, lengths: Sequence[float] | Points, size: int
) -> Points:
    """The length of the shortest way between each two points; far apart where there is none."""
    matrix = csr_array(coo_array((lengths, (rows, columns)), shape=(size, size)))
    distances: Points = np.asarray(shortest_path(matrix, directed=False), dtype=float)
    reached = distances[np.isfinite(distances)]
    distances[~np.isfinite(distances)] = (reached.max() if reached.size else 0.0) + SPACING
    return distances


def stress_layout(distances: Points) -> Points:
    """Places whose distances come close to the wanted ones (stress majorization)."""
    size = len(distances)
    places = np.random.default_rng(SEED).normal(scale=distances.mean() + 1.0, size=(size, 2))
    if size == 1:
        return np.zeros((1, 2))
    wanted = np.where(distances > 0, distances, 1.0)
    weights = 1 / wanted**2
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.inv(laplacian + 1.0 / size) - 1.0 / size
    pulling = -weights * distances
    for _ in range(STRESS_ROUNDS):
        pull = pulling / np.maximum(cdist(places, places), NEARLY)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        before, places = places, inverse @ (pull @ places)
        if np.abs(places - before).max() < STILL * distances.mean():
            break
    return places


def spiral(graph: nx.Graph[int], members: Sequence[int], sizes: Points) -> Points:
    """The members on a sunflower's spiral, those with the most links in its middle."""
    order = sorted(range(len(members)), key=lambda index: (-graph.degree(members[index]), members[index]))
    turns = np.arange(len(members)) * np.pi * (3 - 5**0.5)
    distance = np.sqrt(np.arange(len(members))) * (SPACING * 0.7 + float(sizes[list(members)].mean()))
    places = np.zeros((len(members), 2))
    places[order] = np.column_stack([distance * np.cos(turns), distance * np.sin(turns)])
    return places


def push_apart(places: Points, radii: Points) -> Points:
    """The places, moved as little as will do until no circle overlaps another."""
    moved = places + np.arange(len(places))[:, None] * 1e-6  # two points on one spot need a direction
    return few_apart(moved, radii) if len(places) <= FEW_CIRCLES else many_apart(moved, radii)


def few_apart(places: Points, radii: Points) -> Points:
    """The same, each circle compared with each other."""
    x, y = places.T.copy()
    reach = radii + radii[:, None]
    np.fill_diagonal(reach, 0.0)
    for _ in range(PUSHING_ROUNDS):
        across, down = x - x[:, None], y - y[:, None]  # from the row's circle to the column's
        gaps = np.sqrt(across * across + down * down)
        missing = reach - gaps
        close = missing > NEARLY
        if not close.any():
            break
        share = missing * close * PUSH / np.maximum(gaps, 1e-9)
        x += (across * share).sum(axis=0)
        y += (down * share).sum(axis=0)
    return np.column_stack([x, y])


def many_apart(moved: Points, radii: Points) -> Points:
    """The same where circles are so many that only those are compared that may touch."""
    widest = float(radii.max()) * 2
    for _ in range(PUSHING_ROUNDS):
        pairs = cKDTree(moved).query_pairs(widest, output_type="ndarray")
        first, second = pairs[:, 0], pairs[:, 1]
        apart = moved[second] - moved[first]
        gaps = np.hypot(apart[:, 0], apart[:, 1])
        missing = radii[first] + radii[second] - gaps
        close = missing > NEARLY
        if not close.any():
            break
        step = apart[close] / np.maximum(gaps[close], 1e-9)[:, None] * (missing[close] * PUSH)[:, None]
        np.add.at(moved, first[close], -step)
        np.add.at(moved, second[close], step)
    return moved


def place_circles(graph: nx.Graph[int], groups: Sequence[Sequence[int]], radii: Points) -> Points:
    """The centres of the communities' circles: linked ones near each other, none overlapping."""
    if len(groups) == 1:
        return np.zeros((1, 2))
    group_of = {node: index for index, group in enumerate(groups) for node in group}
    between = {
        (min(pair), max(pair))
        for source, target in graph.subgraph(group_of).edges
        if (pair := {group_of[source], group_of[target]}) and len(pair) > 1
    }
    rows, columns = zip(*sorted(between), strict=True)
    lengths = [radii[row] + radii[column] + COMMUNITY_GAP for row, column in zip(rows, columns, strict=True)]
    places = stress_layout(distances_along(rows, columns, lengths, len(groups)))
    return push_apart(places, radii + COMMUNITY_GAP / 2)


def upright(places: Points) -> Points:
    """The places, turned so that they are wider than high, as screens are."""
    if len(places) <= 2:
        return np.column_stack([np.hypot(*(places - places[0]).T), np.zeros(len(places))])
    centred = places - places.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    axes *= np.sign(axes[:, :1] + 1e-12)  # of the two equal answers, always the same one
    turned: Points = centred @ axes.T
    width, height = np.ptp(turned, axis=0)
    return turned if width >= height else turned[:, ::-1]


def island_of(members: Sequence[int], places: Points, sizes: Points) -> Island:
    """The points, moved so that their bounding box stands around (0, 0)."""
    own = sizes[list(members)][:, None]
    low, high = (places - own).min(axis=0), (places + own).max(axis=0)
    width, height = (high - low) / 2
    return Island(tuple(members), places - (low + high) / 2, (float(width), float(height)))


def grid_island(members: Sequence[int], sizes: Points) -> Island:
    """The points without links in rows, in their own order."""
    step = float(sizes[list(members)].max()) * 2 + SPACING
    columns = max(1, int((len(members) * WIDTH_TO_HEIGHT) ** 0.5 + 0.5))
    index = np.arange(len(members))
    places = np.column_stack([index % columns * step * 1.6, index // columns * step]).astype(float)
    return island_of(members, places, sizes)


def pack(islands: Sequence[Island]) -> list[Points]:
    """The middle of each island, so that all of them are seen as large as a screen allows."""
    area = sum(4 * (i.reach[0] + COMPONENT_GAP) * (i.reach[1] + COMPONENT_GAP) for i in islands)
    narrowest = max(2 * island.reach[0] + COMPONENT_GAP for island in islands)
    widest = max((area * WIDTH_TO_HEIGHT) ** 0.5, narrowest) * 1.6
    packings = [pack_within(islands, width) for width in np.linspace(narrowest, widest, TRIED_WIDTHS)]
    return min(packings, key=lambda packing: seen_from(islands, packing))


def seen_from(islands: Sequence[Island], middles: Sequence[Points]) -> float:
    """How far away one must stand to see all islands: the width of a screen that holds them."""
    right = max(middle[0] + island.reach[0] for island, middle in zip(islands, middles, strict=True))
    bottom = max(middle[1] + island.reach[1] for island, middle in zip(islands, middles, strict=True))
    return float(max(right, bottom * WIDTH_TO_HEIGHT))


def pack_within(islands: Sequence[Island], width: float) -> list[Points]:
    """The middle of each island: the large ones first, the small ones into the gaps that they leave."""
    skyline: list[tuple[float, float, float]] = [(0.0, width, 0.0)]  # from, to, height
    middles: dict[int, Points] = {}
    for number in sorted(range(len(islands)), key=lambda n: (-islands[n].reach[1], islands[n].members)):
        wide, high = (2 * half + COMPONENT_GAP for half in islands[number].reach)
        left, top = lowest_gap(skyline, wide, width)
        skyline = raise_skyline(skyline, (left, left + wide, top + high))
        middles[number] = np.array([left + wide / 2, top + high / 2])
    return [middles[number] for number in range(len(islands))]


def lowest_gap(skyline: Sequence[tuple[float, float, float]], wide: float, limit: float) -> tuple[float, float]:
    """Where something so wide can stand nearest to the start: its left end and its height."""
    starts = [left for left, _, _ in skyline if left + wide <= limit + NEARLY] or [0.0]
    tops = {start: max(h for a, b, h in skyline if a < start + wide and b > start) for start in starts}
    left = min(starts, key=lambda start: (tops[start], start))
    return left, tops[left]


def raise_skyline(
    skyline: Sequence[tuple[float, float, float]], block: tuple[float, float, float]
) -> list[tuple[float, float, float]]:
    """The skyline with a block put on it."""
    left, right, _ = block
    rest = [(a, min(b, left), h) for a, b, h in skyline if a < left]
    rest += [(max(a, right), b, h) for a, b, h in skyline if b > right]
    return sorted([*rest, block])
