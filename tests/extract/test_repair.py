"""What the parser gets wrong is put right on parses built by hand."""

from kg.extract.syntax.counted_lists import mend_counted_list
from kg.extract.syntax.repair import _mend_second_subject
from kg.extract.syntax.torn_clauses import mend_time_clause
from kg.tokens import Doc


def test_counted_nouns_in_a_row_are_coordinated():
    doc = Doc(
        words=["blocked", "22", "channels", ",", "three", "accounts"],
        heads=[0, 2, 0, 0, 5, 0],
        deps=["ROOT", "nummod", "dobj", "punct", "nummod", "appos"],
        pos=["VERB", "NUM", "NOUN", "PUNCT", "NUM", "NOUN"],
    )
    mend_counted_list(doc[5])
    assert (doc[5].dep_, doc[5].head.text) == ("conj", "channels")


def test_a_name_before_a_verb_is_its_subject_and_no_object_of_after():
    doc = Doc(
        words=["acted", "after", "Ofcom", "issued", "rules"],
        heads=[0, 0, 1, 0, 3],
        deps=["ROOT", "prep", "pobj", "conj", "dobj"],
        tags=["VBD", "IN", "NNP", "VBD", "NNS"],
        pos=["VERB", "ADP", "PROPN", "VERB", "NOUN"],
    )
    mend_time_clause(doc[3])
    assert (doc[2].dep_, doc[2].head.text, doc[3].dep_) == ("nsubj", "issued", "advcl")


def test_what_stands_before_after_is_no_subject_of_the_clause_behind_it():
    doc = Doc(
        words=["clean-up", "after", "officials", "close", "pages"],
        heads=[3, 3, 3, 3, 3],
        deps=["nsubj", "mark", "nsubj", "ROOT", "dobj"],
        tags=["NN", "IN", "NNS", "VBP", "NNS"],
    )
    _mend_second_subject(doc[3])
    assert [token.dep_ for token in doc[:3]] == ["dep", "mark", "nsubj"]
