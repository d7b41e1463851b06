"""Past tenses told from participles, and clauses that the parser tears apart, on parses built by hand."""

from kg.extract.syntax.appositions import seat_likened
from kg.extract.syntax.tenses import is_bare_participle, is_plain_past
from kg.extract.syntax.torn_clauses import mend_named_in_time_clause
from kg.tokens import Doc


def test_a_fine_that_followed_is_told_in_the_past():
    doc = Doc(
        words=["A", "fine", "followed", "in", "July", "."],
        heads=[1, 2, 2, 2, 3, 2],
        deps=["det", "nsubj", "ROOT", "prep", "pobj", "punct"],
        pos=["DET", "NOUN", "VERB", "ADP", "PROPN", "PUNCT"],
        tags=["DT", "NN", "VBN", "IN", "NNP", "."],
    )
    assert is_plain_past(doc[2])


def test_a_headline_without_an_article_may_tell_what_was_done_to_somebody():
    doc = Doc(
        words=["Activist", "sentenced", "."],
        heads=[1, 1, 1],
        deps=["nsubj", "ROOT", "punct"],
        pos=["NOUN", "VERB", "PUNCT"],
        tags=["NN", "VBN", "."],
    )
    assert not is_plain_past(doc[1])


def test_both_placed_under_review_placed_nothing():
    doc = Doc(
        words=["Foo", "and", "Bar", ",", "both", "placed", "under", "review"],
        heads=[0, 0, 0, 2, 2, 4, 5, 6],
        deps=["ROOT", "cc", "conj", "punct", "appos", "acl", "prep", "pobj"],
        tags=["NNP", "CC", "NNP", ",", "DT", "VBD", "IN", "NN"],
    )
    assert is_bare_participle(doc[5])


def test_what_is_likened_to_another_is_no_verb_of_its_own():
    doc = Doc(
        words=["fined", "Foo", ",", "the", "site", "likened", "to", "Bar", ",", "for", "spam"],
        heads=[0, 0, 1, 4, 5, 0, 5, 6, 5, 5, 9],
        deps=["ROOT", "dobj", "punct", "det", "nsubj", "conj", "prep", "pobj", "punct", "prep", "pobj"],
        pos=["VERB", "PROPN", "PUNCT", "DET", "NOUN", "VERB", "ADP", "PROPN", "PUNCT", "ADP", "NOUN"],
        tags=["VBD", "NNP", ",", "DT", "NN", "VBD", "IN", "NNP", ",", "IN", "NN"],
    )
    seat_likened(doc[5])
    assert [(token.dep_, token.head.text) for token in (doc[4], doc[5])] == [("appos", "Foo"), ("acl", "site")]
    assert doc[9].head.text == "fined"


def test_what_came_a_day_before_does_not_report_what_came_after():
    words = ["Foo", "was", "fined", "after", "the", "watchdog", ",", "Bar", ",", "told", "shops"]
    doc = Doc(
        words=words,
        heads=[2, 2, 9, 2, 5, 3, 9, 9, 7, 9, 9],
        deps=["nsubjpass", "auxpass", "ccomp", "prep", "det", "pobj", "punct", "nsubj", "punct", "ROOT", "dobj"],
        pos=["PROPN", "AUX", "VERB", "ADP", "DET", "NOUN", "PUNCT", "PROPN", "PUNCT", "VERB", "NOUN"],
        tags=["NNP", "VBD", "VBN", "IN", "DT", "NN", ",", "NNP", ",", "VBD", "NNS"],
    )
    mend_named_in_time_clause(doc[9])
    assert [(doc[i].dep_, doc[i].head.text) for i in (2, 9)] == [("ROOT", "fined"), ("advcl", "fined")]
    assert [(doc[i].dep_, doc[i].head.text) for i in (5, 7)] == [("nsubj", "told"), ("appos", "watchdog")]
