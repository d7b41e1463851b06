"""Clauses, times and words of names that the parser seats wrongly, on parses built by hand."""

from pathlib import Path

from kg.extract.modality import modality_of
from kg.extract.syntax.appositions import seat_time
from kg.extract.syntax.relative_clauses import hang_question
from kg.extract.syntax.repair import _reports_on
from kg.extract.syntax.roles import noun_frame, verb_frame
from kg.extract.timing import _joined_participles
from kg.grammar import load_grammar
from kg.model import Modality
from kg.tokens import Doc

GRAMMAR = load_grammar(Path(__file__).parents[2] / "ontology")


def asked() -> Doc:
    return Doc(
        words=["Ofcom", "asked", "platforms", "how", "many", "pages", "they", "closed"],
        heads=[1, 1, 1, 4, 5, 7, 7, 2],
        deps=["nsubj", "ROOT", "dobj", "advmod", "amod", "dobj", "nsubj", "relcl"],
        tags=["NNP", "VBD", "NNS", "WRB", "JJ", "NNS", "PRP", "VBD"],
        pos=["PROPN", "VERB", "NOUN", "SCONJ", "ADJ", "NOUN", "PRON", "VERB"],
        lemmas=["Ofcom", "ask", "platform", "how", "many", "page", "they", "close"],
    )


def test_what_platforms_are_asked_is_no_quality_of_theirs():
    doc = asked()
    hang_question(doc[7])
    assert (doc[7].head.text, doc[7].dep_) == ("asked", "ccomp")


def test_what_is_asked_about_is_not_told_as_done():
    doc = asked()
    hang_question(doc[7])
    assert modality_of(verb_frame(doc[7], GRAMMAR), GRAMMAR)[0] is Modality.ASKED


def test_time_to_do_something_is_given_and_no_name():
    doc = Doc(
        words=["Lopez", "gave", "Anatel", "24", "hours", "to", "answer"],
        heads=[1, 1, 1, 4, 2, 6, 4],
        deps=["nsubj", "ROOT", "dobj", "nummod", "appos", "aux", "relcl"],
        tags=["NNP", "VBD", "NNP", "CD", "NNS", "TO", "VB"],
        pos=["PROPN", "VERB", "PROPN", "NUM", "NOUN", "PART", "VERB"],
        lemmas=["Lopez", "give", "Anatel", "24", "hour", "to", "answer"],
        ents=["O", "O", "O", "B-TIME", "I-TIME", "O", "O"],
    )
    seat_time(doc[4])
    assert (doc[4].head.text, doc[4].dep_, doc[2].dep_) == ("gave", "dobj", "dative")


def announced(comma: str) -> Doc:
    return Doc(
        words=["Lopez", "announced", "that", "Acme", "was", "closing", "offices", comma, "and", "accused", "Tan"],
        heads=[1, 1, 5, 5, 5, 1, 5, 5, 5, 5, 9],
        deps=["nsubj", "ROOT", "mark", "nsubj", "aux", "ccomp", "dobj", "punct", "cc", "conj", "dobj"],
        tags=["NNP", "VBD", "IN", "NNP", "VBD", "VBG", "NNS", ",", "CC", "VBD", "NNP"],
        pos=["PROPN", "VERB", "SCONJ", "PROPN", "AUX", "VERB", "NOUN", "PUNCT", "CCONJ", "VERB", "PROPN"],
        lemmas=["Lopez", "announce", "that", "Acme", "be", "close", "office", comma, "and", "accuse", "Tan"],
    )


def test_who_announces_something_accuses_in_the_same_tense_behind_a_comma():
    doc = announced(",")
    assert _reports_on(doc[9], GRAMMAR)


def test_without_a_comma_the_clause_may_go_on():
    doc = announced("there")
    assert not _reports_on(doc[9], GRAMMAR)


def test_a_bare_verb_is_as_possible_as_the_one_that_it_goes_on_from():
    doc = Doc(
        words=["Ofcom", "could", "close", "Acme", "and", "fine", "Foo"],
        heads=[2, 2, 2, 2, 2, 2, 5],
        deps=["nsubj", "aux", "ROOT", "dobj", "cc", "conj", "dobj"],
        tags=["NNP", "MD", "VB", "NNP", "CC", "VB", "NNP"],
        pos=["PROPN", "AUX", "VERB", "PROPN", "CCONJ", "VERB", "PROPN"],
        lemmas=["Ofcom", "could", "close", "Acme", "and", "fine", "Foo"],
    )
    assert modality_of(verb_frame(doc[5], GRAMMAR), GRAMMAR)[0] is Modality.POSSIBLE


def test_a_title_in_the_plural_is_that_of_all_who_are_named():
    doc = Doc(
        words=["commissioners", "Ana", "Lopez", "and", "Mei", "Tan"],
        heads=[2, 2, 2, 2, 5, 2],
        deps=["compound", "compound", "ROOT", "cc", "compound", "conj"],
        tags=["NNS", "NNP", "NNP", "CC", "NNP", "NNP"],
        pos=["NOUN", "PROPN", "PROPN", "CCONJ", "PROPN", "PROPN"],
        lemmas=["commissioner", "Ana", "Lopez", "and", "Mei", "Tan"],
    )
    assert [head.text for head in noun_frame(doc[0], GRAMMAR).heads("holder")] == ["Lopez", "Tan"]


def test_a_stake_is_in_what_the_relative_clause_is_said_of():
    doc = Doc(
        words=["Acme", "in", "which", "Lopez", "is", "shareholder"],
        heads=[0, 4, 1, 4, 0, 4],
        deps=["ROOT", "prep", "pobj", "nsubj", "relcl", "attr"],
        tags=["NNP", "IN", "WDT", "NNP", "VBZ", "NN"],
        pos=["PROPN", "ADP", "PRON", "PROPN", "AUX", "NOUN"],
        lemmas=["Acme", "in", "which", "Lopez", "be", "shareholder"],
    )
    frame = noun_frame(doc[5], GRAMMAR)
    assert [head.text for head in frame.heads("in")] == ["Acme"]
    assert [head.text for head in frame.heads("holder")] == ["Lopez"]


def test_participles_in_a_row_share_their_tense():
    doc = Doc(
        words=["Pages", "have", "been", "closed", "or", "limited"],
        heads=[3, 3, 3, 3, 3, 3],
        deps=["nsubjpass", "aux", "auxpass", "ROOT", "cc", "conj"],
        tags=["NNS", "VBP", "VBN", "VBN", "CC", "VBN"],
        pos=["NOUN", "AUX", "AUX", "VERB", "CCONJ", "VERB"],
        lemmas=["page", "have", "be", "close", "or", "limit"],
    )
    assert [verb.text for verb in _joined_participles(doc[5])] == ["limited", "closed"]
