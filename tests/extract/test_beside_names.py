"""Nouns, dates and partners beside names hang where they belong."""

from kg.extract.syntax.appositions import seat_description, seat_name
from kg.extract.syntax.openings import part_date_from_name
from kg.extract.syntax.partners import partners
from kg.tokens import Doc


def test_a_plural_behind_two_names_tells_what_they_are():
    doc = Doc(
        words=["pushed", "sellers", "on", "Foo", "and", "Bar", ",", "the", "two", "shops", ","],
        heads=[0, 0, 1, 2, 3, 3, 0, 9, 9, 0, 0],
        deps=["ROOT", "dobj", "prep", "pobj", "cc", "conj", "punct", "det", "nummod", "dobj", "punct"],
        pos=["VERB", "NOUN", "ADP", "PROPN", "CCONJ", "PROPN", "PUNCT", "DET", "NUM", "NOUN", "PUNCT"],
        tags=["VBD", "NNS", "IN", "NNP", "CC", "NNP", ",", "DT", "CD", "NNS", ","],
    )
    seat_description(doc[9])
    assert (doc[9].head.text, doc[9].dep_) == ("Foo", "appos")


def test_a_plural_behind_one_name_stays_an_object():
    doc = Doc(
        words=["gave", "Foo", ",", "the", "shops", "."],
        heads=[0, 0, 0, 4, 0, 0],
        deps=["ROOT", "dative", "punct", "det", "dobj", "punct"],
        pos=["VERB", "PROPN", "PUNCT", "DET", "NOUN", "PUNCT"],
        tags=["VBD", "NNP", ",", "DT", "NNS", "."],
    )
    seat_description(doc[4])
    assert (doc[4].head.text, doc[4].dep_) == ("gave", "dobj")


def test_a_name_hangs_on_the_noun_before_it():
    doc = Doc(
        words=["shop", "Foo", "and", "apps", "Bar"],
        heads=[0, 0, 1, 1, 1],
        deps=["ROOT", "appos", "cc", "conj", "appos"],
        pos=["NOUN", "PROPN", "CCONJ", "NOUN", "PROPN"],
        tags=["NN", "NNP", "CC", "NNS", "NNP"],
    )
    seat_name(doc[4])
    assert doc[4].head.text == "apps"


def test_a_name_behind_a_date_is_the_subject():
    doc = Doc(
        words=["In", "April", "Foo", "fined", "Bar"],
        heads=[3, 2, 0, 3, 3],
        deps=["prep", "compound", "pobj", "ROOT", "dobj"],
        pos=["ADP", "PROPN", "PROPN", "VERB", "PROPN"],
        tags=["IN", "NNP", "NNP", "VBD", "NNP"],
        ents=["O", "B-DATE", "O", "O", "O"],
    )
    part_date_from_name(doc[0])
    assert [(token.head.text, token.dep_) for token in doc[1:3]] == [("In", "pobj"), ("fined", "nsubj")]


def test_a_place_without_a_date_stays_with_its_preposition():
    doc = Doc(
        words=["In", "New", "Delhi", "fined", "Bar"],
        heads=[3, 2, 0, 3, 3],
        deps=["prep", "compound", "pobj", "ROOT", "dobj"],
        pos=["ADP", "PROPN", "PROPN", "VERB", "PROPN"],
        tags=["IN", "NNP", "NNP", "VBD", "NNP"],
    )
    part_date_from_name(doc[0])
    assert doc[2].dep_ == "pobj"


def _with_the_police(adverb: str) -> Doc:
    return Doc(
        words=["Ministry", adverb, "with", "police", "fined", "Foo"],
        heads=[4, 2, 0, 2, 4, 4],
        deps=["nsubj", "advmod", "prep", "pobj", "ROOT", "dobj"],
        pos=["NOUN", "ADV", "ADP", "NOUN", "VERB", "PROPN"],
        tags=["NN", "RB", "IN", "NN", "VBD", "NNP"],
    )


def test_who_acts_together_with_the_subject_acts_too():
    doc = _with_the_police("together")
    assert [one.text for one in partners(doc[4], [doc[0]], passive=False)] == ["police"]


def test_who_is_merely_with_the_subject_does_not_act():
    doc = _with_the_police("formerly")
    assert not list(partners(doc[4], [doc[0]], passive=False))
