"""Texts made of all that a number or a sum of money can be made of, in any order."""

from hypothesis import strategies as st

PIECES = (
    "1 20 9,800 1,20,000 3.5 2018 million bn k crore dozen dozens hundreds of a an half and to - \u2013 between from "
    "more than nearly up to about over $ € A$ Rs yuan dollars pesos % years accounts . , ( ) ' twenty two"
)
ODD_FIGURES = st.lists(st.sampled_from([*PIECES.split(), "\n"])).map(" ".join)
