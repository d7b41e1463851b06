"""How a picture too large to be read is folded."""

import random
from collections import Counter
from itertools import combinations
from math import dist

import pytest

from benchmarks.synthetic_news import knowledge_of
from kg.explorer.contents import contents_of
from kg.explorer.folding import MOST_CHILDREN, MOST_DRAWN, MOST_IN_LEAF, fold
from tests.explorer.small_news import WORDS


def towns(count, size):
    """Groups with many links inside, a street from each to the next; sizes and kinds in turn."""
    chance = random.Random(5)  # noqa: S311 - the same towns every time
    links = []
    for town in range(count):
        first = town * size
        links += [(first + chance.randrange(size), first + chance.randrange(size)) for _ in range(size * 2)]
        links.append((first, (first + size) % (count * size)))
    return [5.0 + n % 7 for n in range(count * size)], ["Person", "Company"] * (count * size // 2), links


def star(leaves):
    return [12.0] + [5.0] * leaves, ["Hub"] + ["Leaf"] * leaves, [(0, leaf) for leaf in range(1, leaves + 1)]


def alone(points):
    return [5.0] * points, ["Person", "Company", "Policy", "Group"] * (points // 4), []


def pairs(points):
    return [5.0] * points, ["Person"] * points, [(n, n + 1) for n in range(0, points, 2)]


GRAPHS = {
    "towns": towns(40, 60),
    "a town in the country": towns(1, 3000),
    "a star": star(2500),
    "points alone": alone(2400),
    "many pairs": pairs(2600),
    "more towns than one overlooks": towns(300, 10),
}
FOLDED = {name: fold(*graph) for name, graph in GRAPHS.items()}
EVERY = pytest.mark.parametrize("name", GRAPHS)


def siblings(folding):
    """The folds that stand in one fold, of each."""
    within: dict[int | None, list[int]] = {}
    for number, one in enumerate(folding.folds):
        within.setdefault(one.parent, []).append(number)
    return within


def around(folding, number):
    """The folds that a fold stands in."""
    parent = folding.folds[number].parent
    return set() if parent is None else {parent, *around(folding, parent)}


def overlapping(circles):
    """Pairs of circles (x, y, radius) that share more than a rounding."""
    ordered = sorted(circles)
    return [
        (one, other) for one, other in combinations(ordered, 2) if dist(one[:2], other[:2]) < one[2] + other[2] - 1.5
    ]


@EVERY
def test_no_fold_overlaps_another_beside_it(name):
    folding = FOLDED[name]
    for numbers in siblings(folding).values():
        assert overlapping((*folding.folds[n].place, folding.folds[n].radius) for n in numbers) == []


@EVERY
def test_no_point_covers_another_in_its_fold(name):
    radii, folding = GRAPHS[name][0], FOLDED[name]
    within: dict[int, list[tuple[float, float, float]]] = {}
    for point, number in enumerate(folding.fold_of):
        within.setdefault(number, []).append((*folding.places[point], radii[point]))
    assert [found for points in within.values() if (found := overlapping(points))] == []


@EVERY
def test_every_point_lies_in_its_fold_and_every_fold_in_the_one_around_it(name):
    radii, folding = GRAPHS[name][0], FOLDED[name]
    for point, number in enumerate(folding.fold_of):
        around = folding.folds[number]
        assert dist(folding.places[point], around.place) + radii[point] <= around.radius + 1
    for one in folding.folds:
        if one.parent is not None:
            around = folding.folds[one.parent]
            assert dist(one.place, around.place) + one.radius <= around.radius + 1


@EVERY
def test_a_fold_opens_to_as_much_as_can_be_overlooked(name):
    folding = FOLDED[name]
    assert max(Counter(folding.fold_of).values()) <= MOST_IN_LEAF
    parents = set(siblings(folding))
    assert not parents & set(folding.fold_of)  # points stand in the innermost folds only
    assert all(one.parent is None or one.parent < number for number, one in enumerate(folding.folds))
    for parent in parents - {None}:  # what is in a fold is told right after it
        inner = [number for number in range(len(folding.folds)) if parent in around(folding, number)]
        assert inner == list(range(parent + 1, parent + 1 + len(inner)))
    assert max(len(numbers) for numbers in siblings(folding).values()) <= MOST_CHILDREN + len(set(GRAPHS[name][1]))


@EVERY
def test_folds_are_the_same_again(name):
    assert fold(*GRAPHS[name]) == FOLDED[name]


def test_what_is_linked_much_is_folded_together():
    folding = FOLDED["towns"]
    together = [len({folding.fold_of[n] for n in range(town * 60, town * 60 + 60)}) for town in range(40)]
    assert sum(together) / len(together) < 3


def test_what_belongs_nowhere_is_folded_by_kind():
    folding = FOLDED["points alone"]
    kinds = GRAPHS["points alone"][1]
    for number in set(folding.fold_of):
        own = {kinds[point] for point, inside in enumerate(folding.fold_of) if inside == number}
        assert folding.folds[number].kind is None or {folding.folds[number].kind} == own


def test_neighbouring_towns_stand_nearer_than_others():
    folding = FOLDED["towns"]
    middles = [
        folding.folds[Counter(folding.fold_of[t * 60 : t * 60 + 60]).most_common(1)[0][0]].place for t in range(40)
    ]
    beside = sum(dist(middles[t], middles[(t + 1) % 40]) for t in range(40)) / 40
    across = sum(dist(middles[t], middles[(t + 20) % 40]) for t in range(40)) / 40
    assert beside < across


def test_one_point_and_none_have_a_place():
    assert fold([5.0], ["Person"], []).fold_of == (0,)
    assert fold([5.0, 5.0], ["Person"] * 2, [(0, 0)]).fold_of == (0, 0)


def test_only_a_picture_too_large_to_be_read_has_folds():
    few = contents_of(knowledge_of(300), WORDS)
    many = contents_of(knowledge_of(MOST_DRAWN + 600), WORDS)
    assert (few.folds, {place.fold for place in few.standing}) == ((), {None})
    assert many.folds
    assert {place.fold for place in many.standing} <= set(range(len(many.folds)))
