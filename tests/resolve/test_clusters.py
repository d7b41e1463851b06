"""Pairs, and what hangs together by them."""

import pytest

from kg.resolve.clusters import BIG_BLOCK, MOST_TOLD, NEIGHBOURS, Link, candidate_pairs, clusters, the_first


def no_two_countries(left, right):
    return len({country for kind, country in left | right if kind == "country"}) <= 1


def test_in_a_large_block_only_neighbours_in_its_order_are_compared():
    members = [f"{number:03}" for number in range(BIG_BLOCK + 1)][::-1]
    pairs = set(candidate_pairs({"block": members}))
    assert ("039", "040") in pairs
    assert ("000", f"{NEIGHBOURS:03}") in pairs
    assert ("000", f"{NEIGHBOURS + 1:03}") not in pairs
    assert len(pairs) < BIG_BLOCK * NEIGHBOURS + 1


def test_a_pair_of_two_blocks_is_compared_once():
    assert [*candidate_pairs({"a": ["x", "y"], "b": ["y", "x"]})] == [("x", "y")]


@pytest.mark.parametrize("turn", [1, -1])
def test_what_contradicts_stays_apart_and_the_surest_links_are_made_first(turn):
    traits = {"a": {("country", "Peru")}, "b": set(), "c": {("country", "Chad")}, "d": set()}
    links = [Link("a", "b", 6), Link("b", "c", 7), Link("a", "d", 5), Link("c", "d", 5.5)]
    assert clusters(traits, links[::turn], no_two_countries) == (("a",), ("b", "c", "d"))


def test_two_clusters_that_may_not_join_are_asked_about_once():
    asked = []

    def never(left, right):
        asked.append((left, right))
        return len(left | right) <= 1

    traits = {id: {("country", "Peru" if id < "e" else "Chad")} for id in "abcdefgh"}
    inside = [Link(one, other, 9) for one, other in ("ab", "bc", "cd", "ef", "fg", "gh")]
    across = [Link(one, other, 5) for one in "abcd" for other in "efgh"]
    assert clusters(traits, [*inside, *across], never) == (("a", "b", "c", "d"), ("e", "f", "g", "h"))
    assert len(asked) == len(inside) + 1


def test_what_was_kept_apart_stays_apart_from_all_that_joins_it():
    traits = {"a": {("country", "Peru")}, "b": set(), "c": {("country", "Chad")}}
    links = [Link("a", "c", 9), Link("b", "c", 8), Link("a", "b", 7)]
    assert clusters(traits, links, no_two_countries) == (("a",), ("b", "c"))


def test_of_many_reasons_the_rest_is_counted():
    lines = [f"reason {number}" for number in range(MOST_TOLD + 3)]
    assert [*the_first(lines)] == [*lines[:MOST_TOLD], "and 3 more like these"]
    assert [*the_first(lines[:MOST_TOLD])] == lines[:MOST_TOLD]
