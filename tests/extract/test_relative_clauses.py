"""Relative clauses hang on the noun that they agree with."""

from kg.extract.syntax.relative_clauses import hang_by_number
from kg.tokens import Doc


def _measures(tag: str) -> Doc:
    return Doc(
        words=["measures", "for", "intelligence", ",", "which", "enter", "force"],
        heads=[0, 0, 1, 2, 5, 2, 5],
        deps=["ROOT", "prep", "pobj", "punct", "nsubj", "relcl", "dobj"],
        tags=["NNS", "IN", "NN", ",", "WDT", tag, "NN"],
        pos=["NOUN", "ADP", "NOUN", "PUNCT", "PRON", "VERB", "NOUN"],
    )


def test_a_plural_verb_is_said_of_the_plural_noun_before():
    doc = _measures("VBP")
    hang_by_number(doc[5])
    assert doc[5].head.text == "measures"


def test_a_singular_verb_is_said_of_the_singular_noun_next_to_it():
    doc = _measures("VBZ")
    hang_by_number(doc[5])
    assert doc[5].head.text == "intelligence"
