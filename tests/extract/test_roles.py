"""Who does what to whom, on parses built by hand."""

from pathlib import Path

from kg.extract.syntax.doers import causers
from kg.extract.syntax.roles import noun_frame
from kg.extract.syntax.subjects import _swallowed_subject, conjuncts, is_passive, objects, surface_subjects
from kg.grammar import load_grammar
from kg.tokens import Doc

GRAMMAR = load_grammar(Path(__file__).parents[2] / "ontology")


def test_whoever_has_it_done_does_it():
    doc = Doc(
        words=["Apple", "had", "apps", "removed"],
        heads=[1, 1, 3, 1],
        deps=["nsubj", "ROOT", "nsubj", "ccomp"],
        tags=["NNP", "VBD", "NNS", "VBN"],
        pos=["PROPN", "VERB", "NOUN", "VERB"],
        lemmas=["Apple", "have", "app", "remove"],
    )
    assert [token.text for token in causers(doc[3], GRAMMAR)] == ["Apple"]


def test_whoever_has_his_own_account_closed_does_not_do_it():
    doc = Doc(
        words=["Users", "had", "their", "accounts", "closed"],
        heads=[1, 1, 3, 4, 1],
        deps=["nsubj", "ROOT", "poss", "nsubj", "ccomp"],
        tags=["NNS", "VBD", "PRP$", "NNS", "VBN"],
        pos=["NOUN", "VERB", "PRON", "NOUN", "VERB"],
        lemmas=["user", "have", "their", "account", "close"],
    )
    assert causers(doc[4], GRAMMAR) == []


def test_an_answer_that_somebody_had_demanded_is_no_passive():
    doc = Doc(
        words=["answers", "that", "Ofcom", "had", "demanded"],
        heads=[0, 4, 4, 4, 0],
        deps=["ROOT", "mark", "nsubj", "aux", "acl"],
        tags=["NNS", "IN", "NNP", "VBD", "VBN"],
        pos=["NOUN", "SCONJ", "PROPN", "AUX", "VERB"],
        lemmas=["answer", "that", "Ofcom", "have", "demand"],
    )
    assert not is_passive(doc[4])
    assert [token.text for token in objects(doc[4])] == ["answers"]


def test_whoever_is_warned_against_a_deed_would_do_it():
    doc = Doc(
        words=["It", "warned", "hosts", "against", "betting"],
        heads=[1, 1, 1, 1, 3],
        deps=["nsubj", "ROOT", "dobj", "prep", "pcomp"],
        tags=["PRP", "VBD", "NNS", "IN", "VBG"],
        pos=["PRON", "VERB", "NOUN", "ADP", "VERB"],
        lemmas=["it", "warn", "host", "against", "bet"],
    )
    assert [token.text for token in surface_subjects(doc[4])] == ["hosts"]


def test_a_name_behind_a_date_is_the_subject():
    words = ["On", "24", "August", "Durov", "was", "arrested"]
    doc = Doc(
        words=words,
        heads=[5, 3, 3, 0, 5, 5],
        deps=["prep", "nummod", "compound", "pobj", "auxpass", "ROOT"],
        tags=["IN", "CD", "NNP", "NNP", "VBD", "VBN"],
        pos=["ADP", "NUM", "PROPN", "PROPN", "AUX", "VERB"],
        ents=["O", "B-DATE", "I-DATE", "O", "O", "O"],
    )
    swallowed = _swallowed_subject(doc[5])
    assert swallowed is not None
    assert swallowed.text == "Durov"


def test_a_counted_apposition_is_a_member_of_the_list():
    doc = Doc(
        words=["40", "posts", ",", "12", "accounts", "and", "9", "pages"],
        heads=[1, 1, 1, 4, 1, 4, 7, 4],
        deps=["nummod", "ROOT", "punct", "nummod", "appos", "cc", "nummod", "conj"],
        pos=["NUM", "NOUN", "PUNCT", "NUM", "NOUN", "CCONJ", "NUM", "NOUN"],
    )
    assert [token.text for token in conjuncts(doc[1])] == ["posts", "accounts", "pages"]


def test_a_relative_clause_lends_its_subject_to_the_noun_that_it_carries():
    doc = Doc(
        words=["the", "fine", "that", "Ofcom", "imposed", "on", "Foo"],
        heads=[1, 1, 4, 4, 1, 4, 5],
        deps=["det", "ROOT", "dobj", "nsubj", "relcl", "prep", "pobj"],
        tags=["DT", "NN", "WDT", "NNP", "VBD", "IN", "NNP"],
        pos=["DET", "NOUN", "PRON", "PROPN", "VERB", "ADP", "PROPN"],
        lemmas=["the", "fine", "that", "Ofcom", "impose", "on", "Foo"],
    )
    frame = noun_frame(doc[1], GRAMMAR)
    assert [token.text for token in frame.heads("subject")] == ["Ofcom"]
    assert [token.text for token in frame.heads("on")] == ["Foo"]
