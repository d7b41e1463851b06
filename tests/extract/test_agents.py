"""Who does what is done to others, and what is told beside the one who acts, on parses built by hand."""

import pytest

from kg.extract.modality import modality_of
from kg.extract.syntax.repair import _part_at_semicolons
from kg.extract.syntax.roles import noun_frame, verb_frame
from kg.extract.syntax.subjects import by_whom, objects
from kg.extract.who.known_names import _begins_a_person
from kg.model import Modality
from kg.tokens import Doc


def test_who_is_joined_to_a_participle_by_a_hyphen_acts():
    doc = Doc(
        words=["Meta", "-", "owned", "messenger"],
        heads=[2, 2, 3, 3],
        deps=["npadvmod", "punct", "amod", "ROOT"],
        tags=["NNP", "HYPH", "VBN", "NN"],
        pos=["PROPN", "PUNCT", "VERB", "NOUN"],
        lemmas=["Meta", "-", "own", "messenger"],
    )
    assert [token.text for token in by_whom(doc[2])] == ["Meta"]


def fined(*, behind: str) -> Doc:
    """ "Meta was fined euros by" a court or a date."""
    return Doc(
        words=["Meta", "was", "fined", "euros", "by", behind],
        heads=[2, 2, 2, 2, 3, 4],
        deps=["nsubjpass", "auxpass", "ROOT", "dobj", "prep", "pobj"],
        tags=["NNP", "VBD", "VBN", "NNS", "IN", "NNP"],
        pos=["PROPN", "AUX", "VERB", "NOUN", "ADP", "PROPN"],
        lemmas=["Meta", "be", "fine", "euro", "by", behind],
        ents=["O", "O", "O", "O", "O", "B-DATE" if behind == "Friday" else "O"],
    )


@pytest.mark.parametrize(("behind", "agents"), [("Ofcom", ["Ofcom"]), ("Friday", [])])
def test_who_fined_may_stand_behind_the_sum_but_is_no_day(behind, agents):
    assert [token.text for token in by_whom(fined(behind=behind)[2])] == agents


def test_what_is_sent_to_firms_is_the_object_and_they_are_not(grammar):
    doc = Doc(
        words=["Ofcom", "sent", "notices", "to", "Acme"],
        heads=[1, 1, 1, 1, 3],
        deps=["nsubj", "ROOT", "dobj", "dative", "pobj"],
        tags=["NNP", "VBD", "NNS", "IN", "NNP"],
        pos=["PROPN", "VERB", "NOUN", "ADP", "PROPN"],
        lemmas=["Ofcom", "send", "notice", "to", "Acme"],
    )
    assert [token.text for token in objects(doc[1])] == ["notices"]
    assert [token.text for token in verb_frame(doc[1], grammar).heads("to")] == ["Acme"]


def test_a_name_in_apposition_to_a_whole_is_its_part(grammar):
    doc = Doc(
        words=["subsidiary", "of", "Acme", ",", "Globex", ",", "closed"],
        heads=[6, 0, 1, 2, 2, 0, 6],
        deps=["nsubj", "prep", "pobj", "punct", "appos", "punct", "ROOT"],
        tags=["NN", "IN", "NNP", ",", "NNP", ",", "VBD"],
        pos=["NOUN", "ADP", "PROPN", "PUNCT", "PROPN", "PUNCT", "VERB"],
        lemmas=["subsidiary", "of", "Acme", ",", "Globex", ",", "close"],
    )
    assert [token.text for token in noun_frame(doc[0], grammar).heads("holder")] == ["Globex"]


def test_who_leads_the_authority_does_so_whatever_it_demands(grammar):
    doc = Doc(
        words=["regulator", "led", "by", "Lopez", "forced", "Acme"],
        heads=[4, 0, 1, 2, 4, 4],
        deps=["nsubj", "acl", "agent", "pobj", "ROOT", "dobj"],
        tags=["NN", "VBN", "IN", "NNP", "VBD", "NNP"],
        pos=["NOUN", "VERB", "ADP", "PROPN", "VERB", "PROPN"],
        lemmas=["regulator", "lead", "by", "Lopez", "force", "Acme"],
    )
    assert modality_of(verb_frame(doc[1], grammar), grammar)[0] is Modality.ASSERTED


def test_what_is_said_before_a_semicolon_stays_what_is_said():
    doc = Doc(
        words=["Acme", "said", "it", "agreed", ";", "Globex", "left"],
        heads=[1, 1, 3, 6, 6, 6, 1],
        deps=["nsubj", "ROOT", "nsubj", "ccomp", "punct", "nsubj", "ccomp"],
        tags=["NNP", "VBD", "PRP", "VBD", ":", "NNP", "VBD"],
        pos=["PROPN", "VERB", "PRON", "VERB", "PUNCT", "PROPN", "VERB"],
    )
    _part_at_semicolons(doc[:])
    assert (doc[3].head.text, doc[3].dep_) == ("said", "ccomp")
    assert doc[6].dep_ == "segment"


@pytest.mark.parametrize(("labels", "is_person"), [(["B-PERSON", "I-PERSON"], True), (["B-ORG", "I-ORG"], False)])
def test_a_word_that_begins_the_name_of_a_person_is_no_app(labels, is_person):
    doc = Doc(words=["Josh", "Lopez"], heads=[1, 1], deps=["compound", "ROOT"], pos=["PROPN", "PROPN"], ents=labels)
    assert _begins_a_person(doc[0:1]) is is_person
