"""Lists of names stay whole where the parser tears them."""

from kg.extract.syntax.name_lists import mend_name_list, mend_torn_owner
from kg.tokens import Doc


def test_the_first_name_of_a_list_behind_a_request_acts_with_the_others():
    doc = Doc(
        words=["At", "Kenya", "request", "Facebook", ",", "Google", "and", "TikTok", "removed", "posts"],
        heads=[8, 2, 0, 0, 8, 8, 5, 5, 8, 8],
        deps=["prep", "poss", "pobj", "dep", "punct", "nsubj", "cc", "conj", "ROOT", "dobj"],
        pos=["ADP", "PROPN", "NOUN", "PROPN", "PUNCT", "PROPN", "CCONJ", "PROPN", "VERB", "NOUN"],
        tags=["IN", "NNP", "NN", "NNP", ",", "NNP", "CC", "NNP", "VBD", "NNS"],
    )
    mend_name_list(doc[3])
    assert (doc[3].dep_, doc[3].head.text) == ("nsubj", "removed")
    assert (doc[5].dep_, doc[5].head.text) == ("conj", "Facebook")


def test_a_place_before_two_names_is_no_member_of_their_list():
    doc = Doc(
        words=["In", "Kenya", ",", "Google", "and", "Meta", "removed", "posts"],
        heads=[6, 0, 6, 6, 3, 3, 6, 6],
        deps=["prep", "pobj", "punct", "nsubj", "cc", "conj", "ROOT", "dobj"],
        pos=["ADP", "PROPN", "PUNCT", "PROPN", "CCONJ", "PROPN", "VERB", "NOUN"],
        tags=["IN", "NNP", ",", "NNP", "CC", "NNP", "VBD", "NNS"],
    )
    mend_name_list(doc[1])
    assert (doc[1].dep_, doc[3].dep_) == ("pobj", "nsubj")


def test_the_owner_of_the_last_thing_in_a_list_is_no_member_of_it():
    doc = Doc(
        words=["WeChat", "and", "Alibaba", "'s", "UC", "Browser"],
        heads=[0, 2, 0, 2, 5, 0],
        deps=["ROOT", "cc", "conj", "case", "compound", "appos"],
        pos=["PROPN", "CCONJ", "PROPN", "PART", "PROPN", "PROPN"],
        tags=["NNP", "CC", "NNP", "POS", "NNP", "NNP"],
    )
    mend_torn_owner(doc[3])
    assert (doc[2].dep_, doc[2].head.text) == ("poss", "Browser")
    assert (doc[5].dep_, doc[5].head.text) == ("conj", "WeChat")
