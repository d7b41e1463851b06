"""Relative clauses hang on the noun that they agree with."""

from kg.extract.syntax.relative_clauses import hang_by_number, part_likened
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


def _likened(mark: str) -> Doc:
    return Doc(
        words=["Accounts", "that", "pose", mark, "shops", "are", "closed", "."],
        heads=[0, 2, 0, 6, 6, 6, 2, 0],
        deps=["ROOT", "nsubj", "relcl", "mark", "nsubjpass", "auxpass", "advcl", "punct"],
        tags=["NNS", "WDT", "VBP", "IN", "NNS", "VBP", "VBN", "."],
        pos=["NOUN", "PRON", "VERB", "SCONJ", "NOUN", "AUX", "VERB", "PUNCT"],
    )


def test_what_poses_as_a_shop_is_closed_and_no_shop_is():
    doc = _likened("as")
    part_likened(doc[6])
    assert (doc[0].dep_, doc[0].head.text, doc[6].dep_) == ("nsubjpass", "closed", "ROOT")
    assert (doc[4].dep_, doc[4].head.text, doc[3].head.text) == ("pobj", "as", "pose")


def test_a_clause_of_time_keeps_its_subject():
    doc = _likened("while")
    part_likened(doc[6])
    assert (doc[0].dep_, doc[4].head.text) == ("ROOT", "closed")
