"""Where the points stand."""

import random
from itertools import combinations
from math import hypot

import pytest

from kg.explorer.layout import lay_out


def star(leaves):
    return [8.0] * (leaves + 1), [(0, leaf) for leaf in range(1, leaves + 1)]


def villages(count, size):
    """Groups of points with many links inside and one to the next group."""
    chance = random.Random(3)  # noqa: S311 - the same villages every time
    links = []
    for village in range(count):
        first = village * size
        links += [(first + chance.randrange(size), first + chance.randrange(size)) for _ in range(size * 3)]
        links.append((first, (first + size) % (count * size)))
    return [6.0 + chance.random() * 20 for _ in range(count * size)], links


CASES = {
    "one point": ([5.0], []),
    "two points": ([5.0, 5.0], [(0, 1)]),
    "points alone": ([5.0] * 40, []),
    "a link to itself": ([5.0, 5.0], [(0, 0)]),
    "a small star": star(5),
    "a large star": star(300),
    "a huge star": star(1700),
    "a chain": ([9.0] * 60, [(n, n + 1) for n in range(59)]),
    "villages": villages(6, 30),
    "many pairs": ([7.0] * 80, [(n, n + 1) for n in range(0, 80, 2)]),
}


@pytest.mark.parametrize("case", CASES)
def test_no_point_covers_another(case):
    radii, links = CASES[case]
    places = lay_out(radii, links)
    assert len(places) == len(radii)
    covered = [
        (one, other)
        for one, other in combinations(range(len(radii)), 2)
        if abs(places[one][0] - places[other][0]) < 60
        and hypot(places[one][0] - places[other][0], places[one][1] - places[other][1]) < radii[one] + radii[other]
    ]
    assert covered == []


def test_nothing_to_place_is_nothing():
    assert lay_out([], []) == []


def test_the_same_graph_is_placed_alike_every_time():
    radii, links = CASES["villages"]
    assert lay_out(radii, links) == lay_out(radii, links)


def test_the_order_in_which_links_are_told_does_not_matter():
    radii, links = CASES["villages"]
    assert lay_out(radii, links) == lay_out(radii, [(b, a) for a, b in reversed(links)])


def test_villages_stand_apart():
    radii, links = villages(5, 30)
    places = lay_out(radii, links)
    middles = [
        tuple(sum(places[n][axis] for n in range(v * 30, v * 30 + 30)) / 30 for axis in (0, 1)) for v in range(5)
    ]
    at_home = sum(
        min(range(5), key=lambda v: hypot(x - middles[v][0], y - middles[v][1])) == number // 30
        for number, (x, y) in enumerate(places)
    )
    assert at_home >= 0.9 * len(places)


def test_the_picture_is_wider_than_high():
    places = lay_out(*CASES["villages"])
    width, height = (max(axis) - min(axis) for axis in zip(*places, strict=True))
    assert width > height
