"""Sentences that open with a date and no comma."""

from kg.extract.syntax.openings import mend_openings
from kg.tokens import Doc


def _opened(*, comma: bool = False) -> Doc:
    """ "In March Foo fined shops", where the parser takes "March Foo" for one name."""
    words = ["In", "March", *([","] if comma else []), "Foo", "fined", "shops"]
    last = len(words) - 1
    doc = Doc(
        words=words,
        heads=[0, last - 2, *([0] if comma else []), 0, last - 2, last - 1],
        deps=["ROOT", "compound", *(["punct"] if comma else []), "pobj", "acl", "dobj"],
        tags=["IN", "NNP", *([","] if comma else []), "NNP", "VBN", "NNS"],
        pos=["ADP", "PROPN", *(["PUNCT"] if comma else []), "PROPN", "VERB", "NOUN"],
    )
    mend_openings(doc, [(1, 2)])
    return doc


def _hung(doc: Doc) -> dict[str, tuple[str, str]]:
    return {token.text: (token.dep_, token.head.text) for token in doc}


def test_a_subject_right_behind_a_date_is_no_part_of_it() -> None:
    assert _hung(_opened()) == {
        "In": ("prep", "fined"),
        "March": ("pobj", "In"),
        "Foo": ("nsubj", "fined"),
        "fined": ("ROOT", "fined"),
        "shops": ("dobj", "fined"),
    }


def test_behind_a_comma_the_parse_stands() -> None:
    assert _hung(_opened(comma=True))["Foo"] == ("pobj", "In")


def test_a_month_that_looks_like_a_verb_makes_nothing_possible() -> None:
    doc = Doc(
        words=["In", "May", "courts", "fined", "shops"],
        heads=[3, 3, 3, 3, 3],
        deps=["prep", "aux", "nsubj", "ROOT", "dobj"],
        tags=["IN", "MD", "NNS", "VBD", "NNS"],
        pos=["ADP", "AUX", "NOUN", "VERB", "NOUN"],
    )

    mend_openings(doc, [(1, 2)])

    assert (doc[1].tag_, doc[1].dep_, doc[1].head.text) == ("NNP", "pobj", "In")
