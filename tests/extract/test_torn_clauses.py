"""Clauses that the parser tears off are put back, and those that stand right are left alone."""

from pathlib import Path

import pytest

from kg.extract.syntax.grounds import is_explanation, repeats
from kg.extract.syntax.name_lists import mend_apposed_list
from kg.extract.syntax.phrases import campaign_title
from kg.extract.syntax.torn_clauses import (
    mend_bare_alternative,
    mend_campaign_clause,
    mend_dashed,
    mend_had_done,
    mend_handed_out,
    mend_joined_infinitive,
    mend_joined_present,
    mend_named,
    mend_over,
    mend_swallowed_subject,
    mend_time_clause,
    mend_told,
)
from kg.grammar import Grammar, load_grammar
from kg.tokens import Doc


def _deadline(comma: str) -> Doc:
    return Doc(
        words=["told", "before", "rules", comma, "fined", "it"],
        heads=[0, 0, 1, 0, 0, 4],
        deps=["ROOT", "prep", "pobj", "punct", "conj", "dobj"],
        tags=["VBD", "IN", "NNS", ",", "VBD", "PRP"],
        pos=["VERB", "ADP", "NOUN", "PUNCT", "VERB", "PRON"],
    )


def test_what_a_comma_parts_from_the_deadline_is_no_clause_of_its_own():
    doc = _deadline(",")
    mend_time_clause(doc[4])
    assert (doc[2].dep_, doc[4].dep_) == ("pobj", "conj")


def test_who_has_done_something_after_a_noun_is_the_subject_of_having_done_it():
    doc = Doc(
        words=["wrote", "after", "Ofcom", "had", "issued", "rules"],
        heads=[0, 0, 1, 4, 0, 4],
        deps=["ROOT", "prep", "pobj", "aux", "conj", "dobj"],
        tags=["VBD", "IN", "NNP", "VBD", "VBN", "NNS"],
        pos=["VERB", "ADP", "PROPN", "AUX", "VERB", "NOUN"],
    )
    mend_time_clause(doc[4])
    assert (doc[2].head.text, doc[2].dep_, doc[4].dep_) == ("issued", "nsubj", "advcl")


def test_what_to_opens_goes_on_from_the_infinitive_before():
    doc = Doc(
        words=["told", "them", "to", "open", "at", "8", "and", "to", "register"],
        heads=[0, 0, 3, 0, 3, 4, 5, 8, 5],
        deps=["ROOT", "dobj", "aux", "xcomp", "prep", "pobj", "cc", "aux", "conj"],
        tags=["VBD", "PRP", "TO", "VB", "IN", "CD", "CC", "TO", "VB"],
        pos=["VERB", "PRON", "PART", "VERB", "ADP", "NUM", "CCONJ", "PART", "VERB"],
    )
    mend_joined_infinitive(doc[8])
    assert doc[8].head.text == "open"


def test_what_posts_do_in_the_present_is_not_done_by_who_acted_in_the_past():
    doc = Doc(
        words=["banned", "posts", "that", "insult", "people", ",", "spread", "panic"],
        heads=[0, 0, 3, 1, 3, 1, 0, 6],
        deps=["ROOT", "dobj", "nsubj", "relcl", "dobj", "punct", "conj", "dobj"],
        tags=["VBD", "NNS", "WDT", "VBP", "NNS", ",", "VBP", "NN"],
        pos=["VERB", "NOUN", "PRON", "VERB", "NOUN", "PUNCT", "VERB", "NOUN"],
    )
    mend_joined_present(doc[6])
    assert doc[6].head.text == "insult"


@pytest.mark.parametrize(("noun", "tag"), [("warning", "VBN"), ("statement", "VBD")])
def test_who_was_summoned_is_handed_a_warning_and_issues_a_statement(grammar, noun, tag):
    doc = Doc(
        words=["Acme", "was", "summoned", "and", "issued", "a", noun],
        heads=[2, 2, 2, 2, 2, 6, 4],
        deps=["nsubjpass", "auxpass", "ROOT", "cc", "conj", "det", "dobj"],
        tags=["NNP", "VBD", "VBN", "CC", "VBD", "DT", "NN"],
        pos=["PROPN", "AUX", "VERB", "CCONJ", "VERB", "DET", "NOUN"],
        lemmas=["Acme", "be", "summon", "and", "issue", "a", noun],
    )
    mend_handed_out(doc[4], grammar)
    assert doc[4].tag_ == tag


def test_because_tells_why_a_man_was_held_and_not_why_he_is_called_so(grammar):
    doc = Doc(
        words=["held", "a", "man", "named", "Okoro", "because", "he", "lied"],
        heads=[0, 2, 0, 2, 3, 7, 7, 3],
        deps=["ROOT", "det", "dobj", "acl", "oprd", "mark", "nsubj", "advcl"],
        tags=["VBD", "DT", "NN", "VBN", "NNP", "IN", "PRP", "VBD"],
        pos=["VERB", "DET", "NOUN", "VERB", "PROPN", "SCONJ", "PRON", "VERB"],
        lemmas=["hold", "a", "man", "name", "Okoro", "because", "he", "lie"],
    )
    mend_named(doc[3], grammar)
    assert doc[7].head.text == "held"
    assert is_explanation(doc[7], grammar)


def test_the_app_is_removed_and_not_the_shop_that_it_is(grammar: Grammar):
    doc = Doc(
        words=["had", "the", "app", "of", "Acme", ",", "a", "shop", ",", "removed"],
        heads=[0, 2, 0, 2, 3, 4, 7, 4, 7, 7],
        deps=["ROOT", "det", "dobj", "prep", "pobj", "punct", "det", "appos", "punct", "acl"],
        tags=["VBD", "DT", "NN", "IN", "NNP", ",", "DT", "NN", ",", "VBN"],
        pos=["VERB", "DET", "NOUN", "ADP", "PROPN", "PUNCT", "DET", "NOUN", "PUNCT", "VERB"],
        lemmas=["have", "the", "app", "of", "Acme", ",", "a", "shop", ",", "remove"],
    )
    mend_had_done(doc[9], grammar)
    assert doc[9].head.text == "app"


def test_what_stands_between_dashes_is_told_aside():
    doc = Doc(
        words=["It", "fined", "them", "–", "sums", "are", "secret", "–", "told", "them"],
        heads=[1, 5, 1, 5, 5, 5, 5, 5, 5, 8],
        deps=["nsubj", "ccomp", "dobj", "punct", "nsubj", "ROOT", "acomp", "punct", "dep", "dobj"],
        tags=["PRP", "VBD", "PRP", ":", "NNS", "VBP", "JJ", ":", "VBD", "PRP"],
        pos=["PRON", "VERB", "PRON", "PUNCT", "NOUN", "AUX", "ADJ", "PUNCT", "VERB", "PRON"],
    )
    mend_dashed(doc[5])
    assert (doc[1].dep_, doc[5].dep_) == ("ROOT", "parataxis")
    assert (doc[8].head.text, doc[8].dep_) == ("fined", "conj")


def test_a_time_has_not_been_halted():
    doc = Doc(
        words=["said", "at", "the", "time", "that", "sales", "had", "stopped"],
        heads=[0, 0, 3, 1, 7, 7, 7, 3],
        deps=["ROOT", "prep", "det", "pobj", "nsubj", "nsubj", "aux", "relcl"],
        tags=["VBD", "IN", "DT", "NN", "WDT", "NNS", "VBD", "VBN"],
        pos=["VERB", "ADP", "DET", "NOUN", "PRON", "NOUN", "AUX", "VERB"],
        lemmas=["say", "at", "the", "time", "that", "sale", "have", "stop"],
    )
    mend_told(doc[7], load_grammar(Path(__file__).parents[2] / "ontology"))
    assert (doc[7].head.text, doc[7].dep_, doc[4].dep_) == ("said", "ccomp", "mark")


def _campaign() -> Doc:
    return Doc(
        words=["campaign", "for", "pupils", ",", "which", "he", "launched"],
        heads=[0, 0, 1, 2, 6, 6, 2],
        deps=["ROOT", "prep", "pobj", "punct", "dobj", "nsubj", "relcl"],
        tags=["NN", "IN", "NNS", ",", "WDT", "PRP", "VBD"],
        pos=["NOUN", "ADP", "NOUN", "PUNCT", "PRON", "PRON", "VERB"],
        lemmas=["campaign", "for", "pupil", ",", "which", "he", "launch"],
    )


def test_what_is_launched_is_the_campaign_and_not_the_pupils(grammar):
    doc = _campaign()
    mend_campaign_clause(doc[6], grammar)
    assert doc[6].head.text == "campaign"
    assert campaign_title(doc[0]) == "campaign for pupils"


def test_a_name_is_not_over_leaks():
    doc = Doc(
        words=["summoned", "Acme", "and", "Globex", "over", "leaks"],
        heads=[0, 0, 1, 1, 3, 4],
        deps=["ROOT", "dobj", "cc", "conj", "prep", "pobj"],
        tags=["VBD", "NNP", "CC", "NNP", "IN", "NNS"],
        pos=["VERB", "PROPN", "CCONJ", "PROPN", "ADP", "NOUN"],
    )
    mend_over(doc[4])
    assert doc[4].head.text == "summoned"


def test_two_appositions_of_agencies_are_one_list():
    doc = Doc(
        words=["agencies", "–", "Ofcom", ",", "Arcom"],
        heads=[0, 0, 0, 2, 0],
        deps=["ROOT", "punct", "appos", "punct", "appos"],
        tags=["NNS", ":", "NNP", ",", "NNP"],
        pos=["NOUN", "PUNCT", "PROPN", "PUNCT", "PROPN"],
    )
    mend_apposed_list(doc[4])
    assert (doc[4].head.text, doc[4].dep_) == ("Ofcom", "conj")


@pytest.mark.parametrize(("mark", "again"), [("as", True), ("because", False)])
def test_as_it_had_done_with_others_is_no_cause(mark, again):
    doc = Doc(
        words=["fined", mark, "it", "did", "with", "Acme"],
        heads=[0, 3, 3, 0, 3, 4],
        deps=["ROOT", "mark", "nsubj", "advcl", "prep", "pobj"],
        lemmas=["fine", mark, "it", "do", "with", "Acme"],
    )
    assert repeats(doc[3]) is again


def _two_removals(joint: str) -> Doc:
    """ "Google took clips from Foo and Bar deleted posts"."""
    return Doc(
        words=["Google", "took", "clips", "from", "Foo", "and", "Bar", *([joint] if joint else []), "deleted", "posts"],
        heads=[1, 1, 1, 1, 3, 4, 4, *([1] if joint else []), 1, 8 if joint else 7],
        deps=["nsubj", "ROOT", "dobj", "prep", "pobj", "cc", "conj", *(["cc"] if joint else []), "conj", "dobj"],
        tags=["NNP", "VBD", "NNS", "IN", "NNP", "CC", "NNP", *(["CC"] if joint else []), "VBD", "NNS"],
        pos=["PROPN", "VERB", "NOUN", "ADP", "PROPN", "CCONJ", "PROPN", *(["CCONJ"] if joint else []), "VERB", "NOUN"],
    )


def test_a_name_right_before_a_second_deed_is_who_did_it() -> None:
    doc = _two_removals("")
    mend_swallowed_subject(doc[7])
    assert (doc[6].dep_, doc[6].head, doc[7].head) == ("nsubj", doc[7], doc[1])


def test_a_second_deed_behind_an_and_of_its_own_leaves_the_names_alone() -> None:
    doc = _two_removals("and")
    mend_swallowed_subject(doc[8])
    assert (doc[6].dep_, doc[6].head) == ("conj", doc[4])


def test_what_or_joins_without_an_ending_goes_on_from_what_is_to_be_done() -> None:
    doc = Doc(
        words=["told", "to", "say", "how", "it", "works", "or", "leave"],
        heads=[0, 2, 0, 5, 5, 2, 5, 5],
        deps=["ROOT", "aux", "xcomp", "advmod", "nsubj", "ccomp", "cc", "conj"],
        tags=["VBD", "TO", "VB", "WRB", "PRP", "VBZ", "CC", "VB"],
        pos=["VERB", "PART", "VERB", "ADV", "PRON", "VERB", "CCONJ", "VERB"],
    )
    mend_bare_alternative(doc[7])
    assert doc[7].head == doc[2]
