"""What is demanded is not told as done, on parses built by hand."""

from kg.extract.deeds import deeds
from kg.extract.modality import _demand_that_goes_out, _is_rationed
from kg.grammar import load_grammar
from kg.ontology import bundled_ontology
from kg.tokens import Doc

GRAMMAR = load_grammar(bundled_ontology())


def test_instructions_that_go_out_are_not_yet_obeyed():
    doc = Doc(
        words=["Instructions", "went", "out", "to", "bar", "it"],
        heads=[1, 1, 1, 4, 1, 4],
        deps=["nsubj", "ROOT", "prt", "aux", "advcl", "dobj"],
        tags=["NNS", "VBD", "RP", "TO", "VB", "PRP"],
        pos=["NOUN", "VERB", "ADP", "PART", "VERB", "PRON"],
        lemmas=["instruction", "go", "out", "to", "bar", "it"],
    )
    assert _demand_that_goes_out(doc[1], doc[4], GRAMMAR) == doc[0]


def test_a_fine_for_those_who_do_not_obey_is_no_deed():
    doc = Doc(
        words=["name", "an", "envoy", "or", "face", "suspension"],
        heads=[0, 2, 0, 0, 0, 4],
        deps=["ROOT", "det", "dobj", "cc", "conj", "dobj"],
        tags=["VB", "DT", "NN", "CC", "VB", "NN"],
        pos=["VERB", "DET", "NOUN", "CCONJ", "VERB", "NOUN"],
        lemmas=["name", "an", "envoy", "or", "face", "suspension"],
    )
    assert list(deeds(doc[0], GRAMMAR)) == [doc[0]]


def test_an_hour_only_is_a_ration():
    doc = Doc(
        words=["Minors", "may", "play", "only", "one", "hour"],
        heads=[2, 2, 2, 4, 5, 2],
        deps=["nsubj", "aux", "ROOT", "advmod", "nummod", "dobj"],
        lemmas=["minor", "may", "play", "only", "one", "hour"],
    )
    assert _is_rationed(doc[2], GRAMMAR)
