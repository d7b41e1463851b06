"""Who does what to whom, on parses built by hand."""

from kg.extract.syntax.roles import _causers
from kg.extract.syntax.subjects import _swallowed_subject, conjuncts
from kg.tokens import Doc


def test_whoever_has_it_done_does_it():
    doc = Doc(
        words=["Apple", "had", "apps", "removed"],
        heads=[1, 1, 3, 1],
        deps=["nsubj", "ROOT", "nsubj", "ccomp"],
        tags=["NNP", "VBD", "NNS", "VBN"],
        pos=["PROPN", "VERB", "NOUN", "VERB"],
        lemmas=["Apple", "have", "app", "remove"],
    )
    assert [token.text for token in _causers(doc[3])] == ["Apple"]


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
