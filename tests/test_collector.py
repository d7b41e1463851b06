"""The collector runs seldom while much is made, and as before afterwards."""

import gc

import pytest

from kg.collector import SELDOM, collecting_seldom


@collecting_seldom()
def threshold_within() -> tuple[int, int, int]:
    return gc.get_threshold()


def test_the_collector_waits_for_many_values_and_then_runs_as_before():
    before = gc.get_threshold()
    assert threshold_within() == SELDOM != before
    assert gc.get_threshold() == before


def test_a_failure_leaves_the_collector_as_it_was():
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="stop"), collecting_seldom():
        raise ValueError("stop")
    assert gc.get_threshold() == before
