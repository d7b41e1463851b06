"""Who acts and who is acted on, on parses built by hand."""

from kg.extract.syntax.voices import _is_bare_fine, _is_bare_passive, _make_passive, mend_voice
from kg.grammar import Grammar
from kg.tokens import Doc

GROUPS = {"accounts": "account", "channels": "channel"}
DEEDS = frozenset({"close"})


def test_counted_accounts_are_closed_and_do_not_close():
    doc = Doc(
        words=["53", "accounts", "closed"],
        heads=[1, 2, 2],
        deps=["nummod", "nsubj", "ROOT"],
        tags=["CD", "NNS", "VBD"],
        lemmas=["53", "account", "close"],
    )
    assert _is_bare_passive(doc[2], DEEDS, GROUPS)
    _make_passive(doc[2])
    assert (doc[2].tag_, doc[1].dep_) == ("VBN", "nsubjpass")


def test_accounts_that_close_something_stay_its_subject():
    doc = Doc(
        words=["53", "accounts", "closed", "ranks"],
        heads=[1, 2, 2, 2],
        deps=["nummod", "nsubj", "ROOT", "dobj"],
        tags=["CD", "NNS", "VBD", "NNS"],
        lemmas=["53", "account", "close", "rank"],
    )
    assert not _is_bare_passive(doc[2], DEEDS, GROUPS)


def test_who_has_only_a_sum_for_an_object_was_fined():
    doc = Doc(
        words=["Weibo", "fined", "3", "yuan"],
        heads=[1, 1, 3, 1],
        deps=["nsubj", "ROOT", "nummod", "dobj"],
        tags=["NNP", "VBD", "CD", "NNS"],
        pos=["PROPN", "VERB", "NUM", "NOUN"],
        lemmas=["Weibo", "fine", "3", "yuan"],
    )
    assert _is_bare_fine(doc[1])


def test_who_has_a_name_for_an_object_fined_it():
    doc = Doc(
        words=["Court", "fined", "Google", "3", "yuan"],
        heads=[1, 1, 4, 4, 1],
        deps=["nsubj", "ROOT", "compound", "nummod", "dobj"],
        tags=["NNP", "VBD", "NNP", "CD", "NNS"],
        pos=["PROPN", "VERB", "PROPN", "NUM", "NOUN"],
        lemmas=["Court", "fine", "Google", "3", "yuan"],
    )
    assert not _is_bare_fine(doc[1])


def test_a_court_that_fines_the_firm_so_much_is_not_fined() -> None:
    doc = Doc(
        words=["A", "court", "fined", "the", "firm", "3", "yuan"],
        heads=[1, 2, 2, 6, 6, 6, 2],
        deps=["det", "nsubj", "ROOT", "det", "compound", "nummod", "dobj"],
        tags=["DT", "NN", "VBD", "DT", "NN", "CD", "NNS"],
        pos=["DET", "NOUN", "VERB", "DET", "NOUN", "NUM", "NOUN"],
        lemmas=["a", "court", "fine", "the", "firm", "3", "yuan"],
    )
    assert not _is_bare_fine(doc[2])


def _fined(*, auxiliary: bool) -> Doc:
    """ "Courts (were) fined the firm yuan", as the parser has it."""
    words = ["Courts", *(["were"] if auxiliary else []), "fined", "the", "firm", "yuan"]
    verb = words.index("fined")
    return Doc(
        words=words,
        heads=[verb, *([verb] if auxiliary else []), verb, verb + 2, verb, verb],
        deps=["nsubjpass", *(["auxpass"] if auxiliary else []), "ROOT", "det", "dative", "dobj"],
        tags=["NNS", *(["VBD"] if auxiliary else []), "VBN", "DT", "NN", "NNS"],
        pos=["NOUN", *(["AUX"] if auxiliary else []), "VERB", "DET", "NOUN", "NOUN"],
    )


def test_without_an_auxiliary_whoever_has_somebody_for_an_object_acts(grammar: Grammar) -> None:
    doc = _fined(auxiliary=False)
    mend_voice(doc[1], grammar, frozenset(), {})
    assert (doc[0].dep_, doc[1].tag_) == ("nsubj", "VBD")


def test_with_an_auxiliary_the_subject_is_acted_on(grammar: Grammar) -> None:
    doc = _fined(auxiliary=True)
    mend_voice(doc[2], grammar, frozenset(), {})
    assert (doc[0].dep_, doc[2].tag_) == ("nsubjpass", "VBN")
