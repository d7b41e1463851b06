"""Two sums are one fine where the one is the other in fewer figures."""

import pytest

from kg.extract.fine_details import is_rounding
from kg.model import Amount


@pytest.mark.parametrize(
    ("rough", "exact", "one"),
    [
        (Amount(7_200_000_000, "RUB"), Amount(7_221_916_235, "RUB"), True),
        (Amount(2_000_000_000, "RUB", "nearly"), Amount(1_990_984_950, "RUB"), True),
        (Amount(2_000_000_000, "RUB"), Amount(1_990_984_950, "RUB"), False),  # nothing says that it is round
        (Amount(100_000_000_000, "KRW", "about"), Amount(69_200_000_000, "KRW"), False),
        (Amount(7_200_000_000, "RUB"), Amount(7_221_916_235, "USD"), False),
        (Amount(7_200_000_000, "RUB"), Amount(7_200_000_000, "RUB"), False),  # the same, and no rounding
    ],
)
def test_a_round_sum_is_an_exact_one_in_fewer_figures(rough, exact, one):
    assert is_rounding(rough, exact) is one
    assert is_rounding(exact, rough) is one
