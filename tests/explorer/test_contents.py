"""What a page is told."""

from dataclasses import replace

import pytest

from kg.explorer.appearance import ALL_LOOKS, look_of
from kg.explorer.contents import contents_of
from kg.explorer.vocabulary import wording
from kg.model import Knowledge
from tests.explorer.small_news import EVENING, FINE, SAME_FINE, THREAT, WORDS, small_news


@pytest.fixture(scope="module")
def contents():
    return contents_of(small_news(), WORDS)


def labels(contents, numbers):
    return [contents.nodes[number].label for number in numbers]


def fact_called(contents, key):
    return next(fact for fact in contents.facts if fact.key == key)


def test_things_that_take_part_and_events_are_points(contents):
    assert [node.label for node in contents.nodes] == [
        "Ofcom",
        "Bluebird",
        "Nest Holdings",
        "spam accounts",
        "Fine: Ofcom → Bluebird, GBP 3.2 million (2021-05)"
        if FINE.id < SAME_FINE.id
        else "Fine: Ofcom → Bluebird, GBP 3 million (2021-05-04)",
        "Closure of accounts: Bluebird → spam accounts, more than 9,800 (2020)",
        "Closure of accounts: Bluebird → Ofcom",
    ]
    assert [node.event for node in contents.nodes] == [False] * 4 + [True] * 3


def test_a_point_knows_its_other_names_and_its_page_on_the_web(contents):
    ofcom = contents.nodes[0]
    assert ofcom.names == ("the watchdog",)
    assert ofcom.web == "https://www.wikidata.org/wiki/Q7072650"


def test_an_event_is_an_arrow_from_who_acts_to_the_others(contents):
    arrows = {(*labels(contents, [k.source, k.target]), k.type) for k in contents.links if k.view == "arrows"}
    assert arrows == {
        ("Ofcom", "Bluebird", "Fine"),
        ("Bluebird", "spam accounts", "Closure"),
        ("Nest Holdings", "Bluebird", "operates"),
        ("Bluebird", "Ofcom", "Closure"),
    }


def test_an_arrow_carries_every_fact_that_draws_it(contents):
    fine = next(link for link in contents.links if link.type == "Fine")
    assert {contents.facts[number].key for number in fine.facts} == {FINE.id, SAME_FINE.id}


def test_an_event_as_a_point_is_linked_to_all_who_take_part(contents):
    event = next(number for number, node in enumerate(contents.nodes) if node.key == "event-closure")
    slots = {
        (k.type, *labels(contents, [k.target])) for k in contents.links if k.view == "points" and k.source == event
    }
    assert slots == {("agent", "Bluebird"), ("target", "spam accounts")}


def test_the_words_of_a_fact_are_found_again_where_a_browser_counts_them(contents):
    told = fact_called(contents, SAME_FINE.id)
    text = contents.articles[told.article].text.encode("utf-16-le")
    ((start, end),) = told.evidence
    assert text[start * 2 : end * 2].decode("utf-16-le") == "Ofcom fined Bluebird"
    assert EVENING.text[start:end] != "Ofcom fined Bluebird"  # the smiling face counts twice


def test_a_fact_comes_with_its_sentence(contents):
    told = fact_called(contents, FINE.id)
    ((start, end),) = told.sentences
    assert contents.articles[told.article].text[start:end] == "Ofcom fined Bluebird 3 million pounds on 4 May 2021."


def test_a_fact_that_is_not_asserted_says_so_and_by_which_words(contents):
    told = fact_called(contents, THREAT.id)
    assert (told.modality, told.cue, told.date) == ("threatened", "could", None)


def test_looks_follow_the_classes_above(contents):
    assert contents.types["Regulator"] == ("regulator", "authority")
    assert contents.types["AccountGroup"] == ("group of accounts", "group")
    assert contents.types["operates"] == ("operates", "relation")


def test_only_looks_that_are_used_are_in_the_legend(contents):
    assert [look.key for look in contents.looks] == ["authority", "platform", "company", "group", "measure", "relation"]


def test_an_unknown_class_has_a_look_all_the_same():
    assert look_of("Comet", WORDS, event=False).key == "thing"
    assert look_of("Eclipse", WORDS, event=True).key == "event"


def test_no_two_looks_share_both_shape_and_colour():
    assert len({(look.shape, look.light) for look in ALL_LOOKS}) == len(ALL_LOOKS)
    assert len({look.shape for look in ALL_LOOKS if look.key not in ("measure", "event")}) == len(ALL_LOOKS) - 2


def test_captions_given_are_taken():
    words = replace(WORDS, captions={"event-closure": "Bluebird closes 9,800 accounts"})
    assert "Bluebird closes 9,800 accounts" in [node.label for node in contents_of(small_news(), words).nodes]


def test_an_event_none_of_whose_facts_are_told_is_no_point():
    knowledge = replace(small_news(), readings=())
    assert contents_of(knowledge, WORDS).nodes == ()


def test_nothing_known_is_an_empty_page():
    contents = contents_of(Knowledge(readings=()), WORDS)
    assert (contents.nodes, contents.links, contents.facts, contents.articles) == ((), (), (), ())


@pytest.mark.parametrize(
    ("name", "words"),
    [("ContentRemoval", "content removal"), ("hasUserCount", "has user count"), ("agent", "agent"), ("", "")],
)
def test_a_term_without_a_label_is_called_by_its_name(name, words):
    assert wording(name) == words
