"""Notices and orders, and verbs with what belongs to them, on parses built by hand."""

from pathlib import Path

from kg.extract.syntax.papers import issuers, order_given
from kg.extract.syntax.verb_groups import mend_gone, objects_behind
from kg.grammar import load_grammar
from kg.tokens import Doc

GRAMMAR = load_grammar(Path(__file__).parents[2] / "ontology")


def test_whoever_issues_a_notice_requires_what_it_requires():
    doc = Doc(
        words=["Ofcom", "issued", "a", "notice", "requiring", "platforms"],
        heads=[1, 1, 3, 1, 3, 4],
        deps=["nsubj", "ROOT", "det", "dobj", "acl", "dobj"],
        tags=["NNP", "VBD", "DT", "NN", "VBG", "NNS"],
        pos=["PROPN", "VERB", "DET", "NOUN", "VERB", "NOUN"],
        lemmas=["Ofcom", "issue", "a", "notice", "require", "platform"],
    )
    assert [token.text for token in issuers(doc[4], GRAMMAR)] == ["Ofcom"]


def test_whoever_hires_a_man_asking_questions_does_not_ask_them():
    doc = Doc(
        words=["Ofcom", "hired", "a", "man", "asking", "platforms"],
        heads=[1, 1, 3, 1, 3, 4],
        deps=["nsubj", "ROOT", "det", "dobj", "acl", "dobj"],
        tags=["NNP", "VBD", "DT", "NN", "VBG", "NNS"],
        pos=["PROPN", "VERB", "DET", "NOUN", "VERB", "NOUN"],
        lemmas=["Ofcom", "hire", "a", "man", "ask", "platform"],
    )
    assert issuers(doc[4], GRAMMAR) == []


def order_to_acme(verb: str, noun: str) -> Doc:
    return Doc(
        words=["Ofcom", verb, "a", noun, "to", "Acme", "to", "obey"],
        heads=[1, 1, 3, 1, 3, 4, 7, 1],
        deps=["nsubj", "ROOT", "det", "dobj", "prep", "pobj", "aux", "advcl"],
        tags=["NNP", "VBD", "DT", "NN", "IN", "NNP", "TO", "VB"],
        pos=["PROPN", "VERB", "DET", "NOUN", "ADP", "PROPN", "PART", "VERB"],
        lemmas=["Ofcom", verb, "a", noun, "to", "Acme", "to", "obey"],
    )


def test_an_infinitive_behind_an_order_says_what_is_ordered():
    doc = order_to_acme("issue", "order")
    assert order_given(doc[7], GRAMMAR) == doc[3]


def test_an_infinitive_behind_a_gift_says_why_it_is_given():
    doc = order_to_acme("give", "flower")
    assert order_given(doc[7], GRAMMAR) is None


def test_the_object_of_a_verb_of_several_words_hangs_on_the_last_of_them():
    doc = Doc(
        words=["Ofcom", "cracked", "down", "on", "bots"],
        heads=[1, 1, 1, 1, 3],
        deps=["nsubj", "ROOT", "prt", "prep", "pobj"],
        pos=["PROPN", "VERB", "ADP", "ADP", "NOUN"],
        lemmas=["Ofcom", "crack", "down", "on", "bot"],
    )
    assert [token.text for token in objects_behind(doc[1], GRAMMAR)] == ["bots"]


def test_what_is_gone_goes_nowhere():
    doc = Doc(
        words=["Pages", "were", "gone"],
        heads=[2, 2, 2],
        deps=["nsubjpass", "auxpass", "ROOT"],
        tags=["NNS", "VBD", "VBN"],
        pos=["NOUN", "AUX", "VERB"],
        lemmas=["page", "be", "go"],
    )
    mend_gone(doc[2])
    assert doc[2].lemma_ == "gone"


def test_what_has_gone_somewhere_has_moved():
    doc = Doc(
        words=["Pages", "have", "gone"],
        heads=[2, 2, 2],
        deps=["nsubj", "aux", "ROOT"],
        tags=["NNS", "VBP", "VBN"],
        pos=["NOUN", "AUX", "VERB"],
        lemmas=["page", "have", "go"],
    )
    mend_gone(doc[2])
    assert doc[2].lemma_ == "go"
