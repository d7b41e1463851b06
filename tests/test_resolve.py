import pytest

from kg.grammar import load_grammar
from kg.model import Group, Knowledge, Name, Reading
from kg.ontology import bundled_ontology
from kg.resolve import resolve
from tests.builders import article, fact, mention

FIRST = article("Regulators closed the platforms. Platforms closed accounts.", id="first")
SECOND = article("The regulators fined platforms.", id="second")


@pytest.fixture(scope="module")
def grammar():
    return load_grammar(bundled_ontology())


def groups(words, within):
    return mention(words, "OrganisationGroup", Group(words, words.lower().removesuffix("s")), within=within)


def knowledge(grammar, *readings) -> Knowledge:
    return resolve(readings, grammar)


def test_a_description_is_one_thing_in_its_article_however_it_is_written(grammar):
    closure = fact("Closure", "Regulators closed", within=FIRST, target=groups("platforms", FIRST))
    other = fact("Closure", "Platforms closed", within=FIRST, agent=groups("Platforms", FIRST))
    elsewhere = fact("Fine", "fined platforms", within=SECOND, target=groups("platforms", SECOND))

    found = knowledge(grammar, Reading(FIRST, (closure, other)), Reading(SECOND, (elsewhere,)))

    assert sorted(len(identity.mentions) for identity in found.identities) == [1, 2]
    assert len({identity.id for identity in found.identities}) == 2


def test_a_known_name_is_one_thing_in_all_articles(grammar):
    text = "Weibo closed accounts."
    articles = (article(text, id="a"), article(text, id="b"))
    readings = [Reading(each, (fact("Closure", text, within=each, agent=known("Weibo", each)),)) for each in articles]

    found = knowledge(grammar, *readings)

    assert [(thing.label, thing.type, len(thing.mentions)) for thing in found.identities] == [("Weibo", "Platform", 2)]
    assert resolve(readings[::-1], grammar) == found


def known(name, within):
    return mention(name, "Platform", Name(name, known=name), within=within)
