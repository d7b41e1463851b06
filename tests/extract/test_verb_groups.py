"""Verbs that the parser takes apart, on parses built by hand."""

from kg.extract.syntax.verb_groups import (
    _hang_on_verb,
    _has_other_subject,
    _has_subject_only,
    _join_perfect,
    _make_particle,
    _raise_perfect,
)
from kg.tokens import Doc


def test_what_stands_behind_a_particle_is_the_object():
    doc = Doc(
        words=["It", "switched", "off", "comments"],
        heads=[1, 1, 1, 2],
        deps=["nsubj", "ROOT", "prep", "pobj"],
        pos=["PRON", "VERB", "ADP", "NOUN"],
        lemmas=["it", "switch", "off", "comment"],
    )
    _make_particle(doc[2])
    assert (doc[2].dep_, doc[3].dep_, doc[3].head.text) == ("prt", "dobj", "switched")


def test_a_verb_with_an_object_keeps_its_preposition():
    doc = Doc(
        words=["It", "kicked", "off", "sites", "users"],
        heads=[1, 1, 1, 2, 1],
        deps=["nsubj", "ROOT", "prep", "pobj", "dobj"],
        pos=["PRON", "VERB", "ADP", "NOUN", "NOUN"],
        lemmas=["it", "kick", "off", "site", "user"],
    )
    _make_particle(doc[2])
    assert doc[2].dep_ == "prep"


def test_had_before_a_participle_bears_the_tense():
    doc = Doc(
        words=["Censors", "had", "frozen", "downloads"],
        heads=[1, 1, 3, 1],
        deps=["nsubj", "ROOT", "amod", "dobj"],
        tags=["NNS", "VBD", "VBN", "NNS"],
        pos=["NOUN", "VERB", "VERB", "NOUN"],
        lemmas=["censor", "have", "freeze", "download"],
    )
    _join_perfect(doc[2])
    assert [token.head.text for token in doc] == ["frozen", "frozen", "frozen", "frozen"]
    assert [token.dep_ for token in doc] == ["nsubj", "aux", "ROOT", "dobj"]


def test_had_with_an_article_in_between_is_a_verb_of_its_own():
    doc = Doc(
        words=["Banks", "had", "the", "frozen", "accounts"],
        heads=[1, 1, 4, 4, 1],
        deps=["nsubj", "ROOT", "det", "amod", "dobj"],
        tags=["NNS", "VBD", "DT", "VBN", "NNS"],
        pos=["NOUN", "VERB", "DET", "VERB", "NOUN"],
        lemmas=["bank", "have", "the", "freeze", "account"],
    )
    _join_perfect(doc[3])
    assert doc[3].dep_ == "amod"


def test_no_friday_asks_for_anything():
    doc = Doc(
        words=["It", "wrote", "on", "Friday", "asking", "them"],
        heads=[1, 1, 1, 2, 3, 4],
        deps=["nsubj", "ROOT", "prep", "pobj", "acl", "dobj"],
        tags=["PRP", "VBD", "IN", "NNP", "VBG", "PRP"],
        pos=["PRON", "VERB", "ADP", "PROPN", "VERB", "PRON"],
    )
    _hang_on_verb(doc[4])
    assert (doc[4].head.text, doc[4].dep_) == ("wrote", "advcl")


def test_that_is_no_subject_beside_another():
    doc = Doc(
        words=["time", "that", "updates", "stopped"],
        heads=[0, 3, 3, 0],
        deps=["ROOT", "nsubj", "nsubj", "relcl"],
        tags=["NN", "WDT", "NNS", "VBD"],
        pos=["NOUN", "PRON", "NOUN", "VERB"],
    )
    assert _has_other_subject(doc[1])
    assert not _has_other_subject(doc[2])


def test_a_noun_with_a_subject_and_a_tense_is_what_has_been_acted_on():
    doc = Doc(
        words=["YouTube", "has", "disabled", "comments"],
        heads=[3, 3, 3, 3],
        deps=["nsubj", "aux", "amod", "ROOT"],
        tags=["NNP", "VBZ", "JJ", "NNS"],
        pos=["PROPN", "AUX", "ADJ", "NOUN"],
        lemmas=["YouTube", "have", "disable", "comment"],
    )
    _raise_perfect(doc[2])
    assert (doc[2].dep_, doc[2].pos_, doc[3].dep_, doc[0].head.text) == ("ROOT", "VERB", "dobj", "disabled")


def test_what_counts_a_word_makes_it_a_noun():
    doc = Doc(
        words=["Taobao", "40", "offers"],
        heads=[2, 2, 2],
        deps=["nsubj", "nummod", "ROOT"],
        pos=["PROPN", "NUM", "NOUN"],
    )
    assert not _has_subject_only(doc[2])
