"""Headlines whose verb looks like a noun."""

from kg.extract.syntax.headlines import mend_broken_headline, mend_headline_verb
from kg.tokens import Doc


def _headline(last: str) -> Doc:
    return Doc(
        words=["India", "orders", "probe", last],
        heads=[2, 2, 2, 2],
        deps=["nsubj", "compound", "ROOT", "punct" if last == "." else "advmod"],
        tags=["NNP", "NNS", "NN", "." if last == "." else "RB"],
        pos=["PROPN", "NOUN", "NOUN", "PUNCT" if last == "." else "ADV"],
    )


def test_the_plural_between_a_name_and_a_noun_is_the_verb_of_a_headline():
    doc = _headline("today")
    mend_headline_verb(doc[:], {"orders": "order"})
    assert [(token.dep_, token.head.text) for token in doc[:3]] == [
        ("nsubj", "orders"),
        ("ROOT", "orders"),
        ("dobj", "orders"),
    ]
    assert (doc[1].pos_, doc[1].lemma_) == ("VERB", "order")


def test_a_sentence_that_ends_as_one_is_no_headline():
    doc = _headline(".")
    mend_headline_verb(doc[:], {"orders": "order"})
    assert doc[1].dep_ == "compound"


def test_a_plural_that_is_no_verb_of_the_grammar_stays_a_noun():
    doc = _headline("today")
    mend_headline_verb(doc[:], {"bans": "ban"})
    assert doc[2].dep_ == "ROOT"


def _broken(tag: str) -> Doc:
    return Doc(
        words=["Ireland", "fines", "Foo", "euros"],
        heads=[1, 1, 3, 3],
        deps=["compound", "ROOT", "compound", "ROOT"],
        tags=["NNP", "NNS", "NNP", tag],
        pos=["PROPN", "NOUN", "PROPN", "NOUN" if tag == "NNS" else "VERB"],
    )


def test_two_sentences_without_a_verb_are_one_headline():
    doc = _broken("NNS")
    mend_broken_headline(doc[:2], doc[2:], {"fines": "fine"})
    assert [(token.dep_, token.head.text) for token in doc] == [
        ("nsubj", "fines"),
        ("ROOT", "fines"),
        ("compound", "euros"),
        ("dobj", "fines"),
    ]


def test_a_sentence_with_a_verb_is_not_drawn_to_the_one_before():
    doc = _broken("VBZ")
    mend_broken_headline(doc[:2], doc[2:], {"fines": "fine"})
    assert doc[3].head == doc[3]
