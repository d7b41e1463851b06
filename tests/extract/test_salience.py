"""Whom a pronoun means, on parses built by hand."""

from kg.annotate import Parse
from kg.extract.syntax.subjects import surface_subjects
from kg.extract.who.posts import post_name
from kg.extract.who.salience import Reference, Sieve, Thing, most_salient, pronoun_fit
from kg.grammar import Grammar
from kg.model import Article, BlockKind
from kg.tokens import Doc

ACME, GLOBEX = Thing("Acme", "Company"), Thing("Globex", "Company")
COURT = Thing("City Court", "Court")
AGENTS = ("Organisation", "Platform")


def sieve(doc: Doc, grammar: Grammar, spoken: dict[int, Thing]) -> Sieve:
    """A sieve that has seen the things at their tokens, all in one sentence."""
    size = len(doc)
    parse = Parse(
        Article("a", doc[:].text), doc, tuple(len(doc[: t.i].text) for t in doc), (0,) * size, (BlockKind.PROSE,) * size
    )
    found = Sieve(parse, grammar, None)
    found.sentence.update((token.i, 0) for token in doc)
    for i, thing in spoken.items():
        found.add(doc[i], Reference(i, i + 1, (thing,)))
    return found


def meant(doc: Doc, i: int, grammar: Grammar, spoken: dict[int, Thing]) -> tuple[Thing, ...]:
    """What the pronoun at a token stands for."""
    return most_salient(doc[i], sieve(doc, grammar, spoken), lambda thing: pronoun_fit(thing, doc[i], AGENTS, grammar))


def test_it_in_a_reported_clause_is_the_reporter(grammar):
    doc = Doc(
        words=["Acme", "told", "Globex", "it", "agreed"],
        heads=[1, 1, 1, 4, 1],
        deps=["nsubj", "ROOT", "dobj", "nsubj", "ccomp"],
        tags=["NNP", "VBD", "NNP", "PRP", "VBD"],
        pos=["PROPN", "VERB", "PROPN", "PRON", "VERB"],
        lemmas=["Acme", "tell", "Globex", "it", "agree"],
    )
    assert meant(doc, 3, grammar, {0: ACME, 2: GLOBEX}) == (ACME,)


def test_an_object_is_not_the_subject_of_its_own_verb(grammar):
    doc = Doc(
        words=["Acme", "left", "and", "Globex", "sued", "it"],
        heads=[1, 1, 1, 4, 1, 4],
        deps=["nsubj", "ROOT", "cc", "nsubj", "conj", "dobj"],
        tags=["NNP", "VBD", "CC", "NNP", "VBD", "PRP"],
        pos=["PROPN", "VERB", "CCONJ", "PROPN", "VERB", "PRON"],
        lemmas=["Acme", "leave", "and", "Globex", "sue", "it"],
    )
    assert meant(doc, 5, grammar, {0: ACME, 3: GLOBEX}) == (ACME,)


def test_who_fines_is_the_authority_though_a_company_stands_nearer(grammar):
    doc = Doc(
        words=["Court", "heard", "Acme", ";", "it", "fined", "users"],
        heads=[1, 1, 1, 1, 5, 1, 5],
        deps=["nsubj", "ROOT", "dobj", "punct", "nsubj", "conj", "dobj"],
        tags=["NNP", "VBD", "NNP", ":", "PRP", "VBD", "NNS"],
        pos=["PROPN", "VERB", "PROPN", "PUNCT", "PRON", "VERB", "NOUN"],
        lemmas=["Court", "hear", "Acme", ";", "it", "fine", "user"],
    )
    assert meant(doc, 4, grammar, {0: COURT, 2: ACME}) == (COURT,)


def test_two_that_stand_out_alike_leave_a_pronoun_empty(grammar):
    doc = Doc(
        words=["near", "Acme", "near", "Globex", "it", "rains"],
        heads=[5, 0, 5, 2, 5, 5],
        deps=["prep", "pobj", "prep", "pobj", "nsubj", "ROOT"],
        tags=["IN", "NNP", "IN", "NNP", "PRP", "VBZ"],
        pos=["ADP", "PROPN", "ADP", "PROPN", "PRON", "VERB"],
        lemmas=["near", "Acme", "near", "Globex", "it", "rain"],
    )
    assert meant(doc, 4, grammar, {1: ACME, 3: GLOBEX}) == ()


def test_a_clause_in_the_singular_is_about_the_last_of_a_list():
    doc = Doc(
        words=["Acme", "and", "Globex", "which", "runs", "Foo"],
        heads=[0, 0, 0, 4, 0, 4],
        deps=["ROOT", "cc", "conj", "nsubj", "relcl", "dobj"],
        tags=["NNP", "CC", "NNP", "WDT", "VBZ", "NNP"],
        pos=["PROPN", "CCONJ", "PROPN", "PRON", "VERB", "PROPN"],
        lemmas=["Acme", "and", "Globex", "which", "run", "Foo"],
    )
    assert [token.text for token in surface_subjects(doc[4])] == ["Globex"]


def test_a_post_is_told_without_whose_it_is(grammar):
    doc = Doc(
        words=["Acme", "'s", "former", "chief", "executive"],
        heads=[4, 0, 4, 4, 4],
        deps=["poss", "case", "amod", "amod", "ROOT"],
        tags=["NNP", "POS", "JJ", "JJ", "NN"],
        pos=["PROPN", "PART", "ADJ", "ADJ", "NOUN"],
        lemmas=["Acme", "'s", "former", "chief", "executive"],
    )
    assert post_name(doc[4], {0: Reference(0, 1, (ACME,))}, grammar) == "chief executive"
