"""A number told roughly, then exactly."""

from __future__ import annotations

import pytest

from kg.extract.rounded import rounds
from kg.model import Count


@pytest.mark.parametrize(
    ("rough", "exact", "expected"),
    [
        (Count(500_000, "more-than"), 544_052, True),
        (Count(500_000, "more-than"), 498_000, False),
        (Count(550_000, "nearly"), 544_052, True),
        (Count(550_000, "nearly"), 551_000, False),
        (Count(20_000, "about"), 19_741, True),
        (Count(550_000), 544_052, False),
        (Count(12), 12, False),
        (Count(500, "about"), 700, False),
    ],
)
def test_a_rough_number_is_the_exact_one_as_far_as_its_zeros_and_its_comparator_go(
    rough: Count, exact: int, *, expected: bool
) -> None:
    assert rounds(rough, Count(exact)) is expected


def test_a_rough_number_rounds_no_other_rough_number() -> None:
    assert not rounds(Count(500_000, "more-than"), Count(544_000, "about"))
