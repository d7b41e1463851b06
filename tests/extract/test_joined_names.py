"""What stands beside names: lists, sums, the former and the latter, on parses built by hand."""

import pytest

from kg.annotate import Parse
from kg.extract.figures.numerals import Found
from kg.extract.scene import _figures, _mend_sums, _seat_followers, _tag_names
from kg.extract.who.coreference import _one_of_two
from kg.extract.who.known_names import NameSpan
from kg.extract.who.salience import Reference, Sieve, Thing
from kg.model import Amount, Article, BlockKind
from kg.tokens import Doc


def parse(doc: Doc) -> Parse:
    """A parse of one block of prose."""
    offsets, size = tuple(len(doc[: token.i].text) + (token.i > 0) for token in doc), len(doc)
    return Parse(Article("a", doc[:].text), doc, offsets, (0,) * size, (BlockKind.PROSE,) * size)


def test_who_is_joined_to_an_inner_word_of_a_name_is_joined_to_the_name():
    doc = Doc(
        words=["Office", "for", "Data", "and", "Ofcom", "agreed"],
        heads=[5, 0, 1, 2, 2, 5],
        deps=["nsubj", "prep", "pobj", "cc", "conj", "ROOT"],
        pos=["PROPN", "ADP", "PROPN", "CCONJ", "PROPN", "VERB"],
    )
    _seat_followers(parse(doc), [NameSpan(0, 3, "Office for Data", "Regulator")])
    assert (doc[4].head.text, doc[4].dep_) == ("Office", "conj")


def test_a_known_name_taken_for_a_common_noun_is_a_proper_one():
    doc = Doc(words=["TikTok", "agreed"], heads=[1, 1], deps=["nsubj", "ROOT"], pos=["NOUN", "VERB"])
    _tag_names(parse(doc), [NameSpan(0, 1, "TikTok", "Platform", "TikTok")])
    assert doc[0].pos_ == "PROPN"


def test_a_firm_before_a_sum_is_no_part_of_it():
    doc = Doc(
        words=["Court", "fined", "Google", "9", "roubles"],
        heads=[1, 1, 4, 4, 1],
        deps=["nsubjpass", "ROOT", "compound", "nummod", "dobj"],
        tags=["NNP", "VBN", "NNP", "CD", "NNS"],
        pos=["PROPN", "VERB", "PROPN", "NUM", "NOUN"],
    )
    found = parse(doc)
    start = found.offsets[3]
    sums = [Found(start, start + len("9 roubles"), Amount(9, "RUB"), number_start=start)]
    _mend_sums(found, _figures(found, sums))
    assert (doc[2].head.text, doc[2].dep_) == ("fined", "dative")
    assert (doc[0].dep_, doc[1].tag_) == ("nsubj", "VBD")


@pytest.mark.parametrize(("word", "meant"), [("former", "Acme"), ("latter", "Globex")])
def test_the_former_and_the_latter_are_those_named_together(grammar, word, meant):
    doc = Doc(
        words=["Acme", "and", "Globex", "left", ".", "The", word, "agreed"],
        heads=[3, 0, 0, 3, 3, 6, 7, 7],
        deps=["nsubj", "cc", "conj", "ROOT", "punct", "det", "nsubj", "ROOT"],
        pos=["PROPN", "CCONJ", "PROPN", "VERB", "PUNCT", "DET", "NOUN", "VERB"],
    )
    sieve = Sieve(parse(doc), grammar, None)
    sieve.sentence.update((token.i, int(token.i > 4)) for token in doc)
    for i, label in ((0, "Acme"), (2, "Globex")):
        sieve.add(doc[i], Reference(i, i + 1, (Thing(label, "Company"),)))
    reference = _one_of_two(doc[6], sieve)
    assert reference is not None
    assert [thing.label for thing in reference.things] == [meant]
