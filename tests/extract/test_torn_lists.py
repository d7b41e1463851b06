"""Lists, particles and participles that the parser hangs in the wrong place, on parses built by hand."""

from kg.extract.syntax.counted_lists import mend_bare_number, mend_caused_list, mend_heading_list
from kg.extract.syntax.decreed import mend_decreed, mend_decreed_clause
from kg.extract.syntax.headlines import mend_headline_verb
from kg.extract.syntax.stranded import give_object, take_object
from kg.extract.syntax.subjects import surface_subjects
from kg.grammar import Grammar
from kg.tokens import Doc


def test_channels_that_police_had_closed_with_shops_are_closed_too(grammar: Grammar):
    doc = Doc(
        words=["Police", "had", "channels", "and", "shops", "closed"],
        heads=[1, 1, 1, 2, 5, 1],
        deps=["nsubj", "ROOT", "dobj", "cc", "nsubjpass", "conj"],
        tags=["NNS", "VBD", "NNS", "CC", "NNS", "VBN"],
        lemmas=["police", "have", "channel", "and", "shop", "close"],
    )
    mend_caused_list(doc[5], grammar)
    assert (doc[2].dep_, doc[2].head.text) == ("nsubjpass", "closed")
    assert (doc[4].dep_, doc[4].head.text, doc[5].dep_) == ("conj", "channels", "ccomp")


def test_who_had_channels_and_later_closed_shops_keeps_its_channels(grammar: Grammar):
    doc = Doc(
        words=["Police", "had", "channels", "and", "closed", "shops"],
        heads=[1, 1, 1, 1, 1, 4],
        deps=["nsubj", "ROOT", "dobj", "cc", "conj", "dobj"],
        tags=["NNS", "VBD", "NNS", "CC", "VBD", "NNS"],
        lemmas=["police", "have", "channel", "and", "close", "shop"],
    )
    mend_caused_list(doc[4], grammar)
    assert doc[2].dep_ == "dobj"


def test_an_app_kicked_off_a_store_was_not_given_the_store():
    doc = Doc(
        words=["Gab", "was", "kicked", "off", "Play"],
        heads=[2, 2, 2, 2, 2],
        deps=["nsubjpass", "auxpass", "ROOT", "prt", "dobj"],
    )
    take_object(doc[3])
    assert (doc[3].dep_, doc[4].dep_, doc[4].head.text) == ("prep", "pobj", "off")


def test_who_kicked_off_a_campaign_has_it_for_an_object():
    doc = Doc(words=["Gab", "kicked", "off", "talks"], heads=[1, 1, 1, 1], deps=["nsubj", "ROOT", "prt", "dobj"])
    take_object(doc[2])
    assert doc[3].dep_ == "dobj"


def test_access_to_sites_is_cut_and_not_the_sites():
    doc = Doc(
        words=["Access", "to", "sites", "was", "cut"],
        heads=[4, 0, 4, 4, 4],
        deps=["dep", "prep", "nsubjpass", "auxpass", "ROOT"],
        pos=["NOUN", "ADP", "NOUN", "AUX", "VERB"],
    )
    give_object(doc[1])
    assert (doc[0].dep_, doc[2].dep_, doc[2].head.text) == ("nsubjpass", "pobj", "to")


def test_a_site_ordered_blocked_does_not_block():
    doc = Doc(
        words=["Judges", "ordered", "sites", "blocked"],
        heads=[1, 1, 3, 1],
        deps=["nsubj", "ROOT", "nsubj", "ccomp"],
        tags=["NNS", "VBD", "NNS", "VBD"],
        lemmas=["judge", "order", "site", "block"],
    )
    mend_decreed(doc[3], frozenset({"order"}))
    assert (doc[3].tag_, doc[2].dep_) == ("VBN", "nsubjpass")


def test_a_plural_between_a_name_and_counted_channels_is_the_verb_of_a_headline():
    doc = Doc(
        words=["YouTube", "axes", "two", "channels"],
        heads=[1, 1, 3, 1],
        deps=["compound", "ROOT", "nummod", "appos"],
        pos=["PROPN", "NOUN", "NUM", "NOUN"],
        tags=["NNP", "NNS", "CD", "NNS"],
    )
    mend_headline_verb(doc[0].sent, {"axes": "axe"})
    assert (doc[1].pos_, doc[1].lemma_, doc[0].dep_, doc[3].dep_) == ("VERB", "axe", "nsubj", "dobj")


def test_what_is_said_of_the_last_of_a_counted_list_is_said_of_all():
    doc = Doc(
        words=["40", "accounts", "and", "3", "pages", "deleted"],
        heads=[1, 1, 1, 4, 1, 4],
        deps=["nummod", "ROOT", "cc", "nummod", "conj", "acl"],
        pos=["NUM", "NOUN", "CCONJ", "NUM", "NOUN", "VERB"],
        tags=["CD", "NNS", "CC", "CD", "NNS", "VBN"],
    )
    assert [noun.text for noun in surface_subjects(doc[5])] == ["accounts"]


def test_a_later_noun_of_a_list_does_not_head_the_sentence():
    doc = Doc(
        words=["Police", "closed", "two", "shops", ",", "four", "Foo", "pages"],
        heads=[1, 7, 3, 1, 7, 7, 7, 7],
        deps=["nsubj", "ccomp", "nummod", "dobj", "punct", "nummod", "compound", "ROOT"],
        pos=["NOUN", "VERB", "NUM", "NOUN", "PUNCT", "NUM", "PROPN", "NOUN"],
    )
    mend_heading_list(doc[7])
    assert (doc[1].dep_, doc[7].dep_, doc[7].head.text) == ("ROOT", "conj", "shops")


def test_shops_run_from_abroad_that_are_to_be_closed_are_not_only_run():
    doc = Doc(
        words=["It", "ordered", "that", "shops", "run", "abroad", "be", "closed"],
        heads=[1, 1, 4, 4, 1, 4, 7, 1],
        deps=["nsubj", "ROOT", "mark", "nsubj", "ccomp", "advmod", "auxpass", "ccomp"],
        tags=["PRP", "VBD", "IN", "NNS", "VBN", "RB", "VB", "VBN"],
    )
    mend_decreed_clause(doc[7])
    assert (doc[3].dep_, doc[3].head.text, doc[4].dep_) == ("nsubjpass", "closed", "acl")


def test_a_second_bare_number_stands_beside_the_first():
    doc = Doc(
        words=["40", "that", "sold", "arms", "and", "20", "linked"],
        heads=[0, 2, 0, 2, 3, 3, 5],
        deps=["ROOT", "nsubj", "relcl", "dobj", "cc", "conj", "acl"],
        tags=["CD", "WDT", "VBD", "NNS", "CC", "CD", "VBN"],
    )
    mend_bare_number(doc[5])
    assert doc[5].head.text == "40"
