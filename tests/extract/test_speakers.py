"""Speakers and what they say hang together, on parses built by hand."""

from kg.extract.syntax.roles import mark_frame
from kg.extract.syntax.speakers import (
    _part_at_quotation,
    _seat_report,
    _seat_speaker,
    _seat_words_behind_colon,
    _share_subjects,
)
from kg.grammar import load_grammar
from kg.ontology import bundled_ontology
from kg.tokens import Doc


def test_who_tells_stands_before_the_verb_with_the_name_beside_it():
    doc = Doc(
        ["It", "failed", ",", "the", "head", ",", "Lopez", ",", "told", "Acme", "."],
        heads=[1, 1, 1, 4, 1, 4, 4, 1, 1, 8, 1],
        deps=["nsubj", "ROOT", "punct", "det", "dobj", "punct", "appos", "punct", "conj", "nsubj", "punct"],
        tags=["PRP", "VBD", ",", "DT", "NN", ",", "NNP", ",", "VBD", "NNP", "."],
        pos=["PRON", "VERB", "PUNCT", "DET", "NOUN", "PUNCT", "PROPN", "PUNCT", "VERB", "PROPN", "PUNCT"],
        lemmas=["it", "fail", ",", "the", "head", ",", "Lopez", ",", "tell", "Acme", "."],
    )
    _seat_report(doc[8], doc[1].sent)
    assert (doc[4].head.text, doc[4].dep_) == ("told", "nsubj")
    assert (doc[8].head.text, doc[8].dep_) == ("failed", "parataxis")
    assert doc[9].dep_ == "dobj"


def test_a_report_within_its_clause_stays_where_it_is():
    doc = Doc(
        ["Rules", ",", "it", "says", ",", "help"],
        heads=[5, 5, 3, 5, 5, 5],
        deps=["nsubj", "punct", "nsubj", "parataxis", "punct", "ROOT"],
        tags=["NNS", ",", "PRP", "VBZ", ",", "VBP"],
        pos=["NOUN", "PUNCT", "PRON", "VERB", "PUNCT", "VERB"],
        lemmas=["rule", ",", "it", "say", ",", "help"],
    )
    _seat_report(doc[3], doc[3].sent)
    assert (doc[3].head.text, doc[0].head.text) == ("help", "help")


def test_who_is_named_behind_the_verb_speaks():
    doc = Doc(
        ["Rules", "help", ",", "complained", "one", "seller", "."],
        heads=[1, 3, 3, 3, 5, 3, 3],
        deps=["nsubj", "ccomp", "punct", "ROOT", "nummod", "dobj", "punct"],
        tags=["NNS", "VBP", ",", "VBD", "CD", "NN", "."],
        pos=["NOUN", "VERB", "PUNCT", "VERB", "NUM", "NOUN", "PUNCT"],
        lemmas=["rule", "help", ",", "complain", "one", "seller", "."],
    )
    _seat_speaker(doc[3])
    assert doc[5].dep_ == "nsubj"


def test_the_subject_of_what_is_said_speaks_not():
    doc = Doc(
        ["Lopez", ",", "aged", "40", ",", "said", "data", "leaked"],
        heads=[5, 0, 0, 2, 0, 5, 7, 5],
        deps=["nsubj", "punct", "acl", "npadvmod", "punct", "ROOT", "nsubj", "ccomp"],
        tags=["NNP", ",", "VBN", "CD", ",", "VBD", "NNS", "VBD"],
        pos=["PROPN", "PUNCT", "VERB", "NUM", "PUNCT", "VERB", "NOUN", "VERB"],
        lemmas=["Lopez", ",", "age", "40", ",", "say", "datum", "leak"],
    )
    _seat_speaker(doc[5])
    assert (doc[0].head.text, doc[6].head.text) == ("said", "leaked")


def test_of_two_subjects_the_one_behind_the_verb_is_that_of_the_clause():
    doc = Doc(
        ["Lopez", "said", "codes", "end"],
        heads=[1, 1, 1, 1],
        deps=["nsubj", "ROOT", "nsubj", "ccomp"],
        tags=["NNP", "VBD", "NNS", "VBP"],
        pos=["PROPN", "VERB", "NOUN", "VERB"],
        lemmas=["Lopez", "say", "code", "end"],
    )
    _share_subjects(doc[1])
    assert [token.head.text for token in doc] == ["said", "said", "end", "said"]


def test_what_is_quoted_behind_a_colon_is_said():
    doc = Doc(
        ["He", "replied", ":", '"', "Not", "yet", '"'],
        heads=[1, 1, 1, 1, 5, 1, 1],
        deps=["nsubj", "ROOT", "punct", "punct", "neg", "advmod", "punct"],
        tags=["PRP", "VBD", ":", "``", "RB", "RB", "''"],
        pos=["PRON", "VERB", "PUNCT", "PUNCT", "PART", "ADV", "PUNCT"],
        lemmas=["he", "reply", ":", '"', "not", "yet", '"'],
    )
    _seat_words_behind_colon(doc[1], doc[1].sent)
    assert (doc[5].head.text, doc[5].dep_) == ("replied", "ccomp")


def test_who_acts_before_a_quotation_is_its_label():
    doc = Doc(
        ["Acme", "waited", ":", '"', "Rules", "help", '"'],
        heads=[1, 5, 5, 5, 5, 5, 5],
        deps=["nsubj", "ccomp", "punct", "punct", "nsubj", "ROOT", "punct"],
        tags=["NNP", "VBD", ":", "``", "NNS", "VBP", "''"],
        pos=["PROPN", "VERB", "PUNCT", "PUNCT", "NOUN", "VERB", "PUNCT"],
        lemmas=["Acme", "wait", ":", '"', "rule", "help", '"'],
    )
    _part_at_quotation(doc[1].sent, load_grammar(bundled_ontology()))
    frame = mark_frame(doc[2])
    assert [(role.name, role.head.text) for role in frame.roles] == [("label", "Acme"), ("said", "help")]
