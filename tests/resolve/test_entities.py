import pytest

from kg.grammar import load_grammar
from kg.model import Group, Knowledge, Name, Reading
from kg.ontology import bundled_ontology
from kg.resolve import resolve
from kg.resolve.entities import identify
from kg.resolve.judgements import Judgement, Named
from kg.resolve.profiles import Setting, settings
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


def named(words, kind, within):
    return mention(words, kind, Name(words), within=within)


def one_pledge(text, id, **slots):
    """A reading of an article in which something is pledged by what stands in the slots."""
    told = article(text, id=id)
    return Reading(told, (fact("Pledge", text, within=told, agent=named(slots["agent"][0], slots["agent"][1], told)),))


def labels(found):
    return sorted((thing.label, len(thing.mentions)) for thing in found.identities)


def test_a_company_told_of_with_and_without_its_last_word_is_doubtful_where_nothing_else_speaks_for_it(grammar):
    first = one_pledge("Brimtalk Holdings promised more.", "a", agent=("Brimtalk Holdings", "Company"))
    second = one_pledge("Brimtalk promised less. Brimtalk did.", "b", agent=("Brimtalk", "Company"))
    found = identify([*first.facts, *second.facts], grammar)
    (pair,) = [*found.doubtful]
    assert pair.verdict.score == 4.5
    assert [reason.words for reason in pair.verdict.reasons] == ["one name within the other"]


def test_ministries_of_one_name_and_two_countries_stay_apart(grammar):
    readings = []
    for id, country in (("a", "Norway"), ("b", "Peru")):
        told = article(f"The Ministry of Sound Airwaves of {country} met {country}.", id=id)
        ministry = named("Ministry of Sound Airwaves", "Ministry", told)
        place = mention(country, "Country", Name(country, known=country), within=told)
        readings.append(
            Reading(
                told,
                (
                    fact("Pledge", "met", within=told, agent=ministry),
                    fact("locatedIn", "met", within=told, subject=ministry, object=place),
                ),
            )
        )
    found = knowledge(grammar, *readings)
    assert [name for name, _ in labels(found)].count("Ministry of Sound Airwaves") == 2


def setting_of(grammar, *places):
    """The country of an article in which these known names are told of together."""
    told = article(" ".join(places), id="set")
    facts = [
        fact("Pledge", place, within=told, agent=mention(place, "Place", Name(place, known=place), within=told))
        for place in places
    ]
    return settings(facts, grammar).get("set")


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (("Norway", "Oslo"), Setting("Norway", is_sure=True)),
        (("Norway",), Setting("Norway", is_sure=False)),
        (("Norway", "Peru"), None),
        (("Norway", "Oslo", "Peru"), Setting("Norway", is_sure=True)),
        (("Google", "Facebook", "Norway"), Setting("Norway", is_sure=False)),
        (("Google", "Facebook"), None),
    ],
)
def test_an_article_is_set_where_most_of_its_places_and_authorities_are(grammar, places, expected):
    assert setting_of(grammar, *places) == expected


def test_the_same_sign_twice_is_one_sign(grammar):
    told = article("Norway met Norway.", id="set")
    norway = mention("Norway", "Country", Name("Norway", known="Norway"), within=told)
    facts = [fact("Pledge", words, within=told, agent=norway) for words in ("Norway met", "met Norway")]
    assert settings(facts, grammar) == {"set": Setting("Norway", is_sure=False)}


def ministry_among(id, *places):
    """A reading in which a ministry of common words is told of, and known places."""
    told = article(f"The Ministry of Information met {' and '.join(places)}.", id=id)
    ministry = named("Ministry of Information", "Ministry", told)
    facts = [fact("Pledge", "met", within=told, agent=ministry)]
    for place in places:
        known_place = mention(place, "Place", Name(place, known=place), within=told)
        facts.append(fact("locatedIn", f"{place}", within=told, subject=known_place, object=known_place))
    return Reading(told, tuple(facts))


def test_one_sign_of_a_country_joins_no_ministries_and_two_do(grammar):
    def ministries(*readings):
        return [name for name, _ in labels(knowledge(grammar, *readings))].count("Ministry of Information")

    assert ministries(ministry_among("a", "Norway"), ministry_among("b", "Norway")) == 2
    assert ministries(ministry_among("a", "Norway", "Oslo"), ministry_among("b", "Norway", "Oslo")) == 1


def test_a_surname_alone_means_somebody_in_its_own_article_only(grammar):
    first = one_pledge("Miller promised more.", "a", agent=("Miller", "Person"))
    second = one_pledge("Miller promised less.", "b", agent=("Miller", "Person"))
    assert labels(knowledge(grammar, first, second)) == [("Miller", 1), ("Miller", 1)]


def affiliated(id, name, body):
    told = article(f"{name} of {body} promised more.", id=id)
    person, employer = named(name, "Person", told), named(body, "Organisation", told)
    return Reading(told, (fact("affiliatedWith", told.text, within=told, subject=person, object=employer),))


def test_people_of_one_full_name_are_one_unless_they_speak_for_different_bodies(grammar):
    same = knowledge(grammar, affiliated("a", "Ada Berg", "Lumo"), affiliated("b", "Ada Berg", "Lumo"))
    assert ("Ada Berg", 2) in labels(same)
    two = knowledge(grammar, affiliated("a", "Ada Berg", "Lumo"), affiliated("b", "Ada Berg", "Harbour Court"))
    assert labels(two).count(("Ada Berg", 1)) == 2


def test_a_name_of_two_kinds_is_one_thing_where_one_kind_says_little_and_two_where_both_say_much(grammar):
    platform = one_pledge("Brimtalk promised more.", "a", agent=("Brimtalk", "Platform"))
    unknown = one_pledge("Brimtalk promised less.", "b", agent=("Brimtalk", "Organisation"))
    company = one_pledge("Brimtalk promised less.", "b", agent=("Brimtalk", "Company"))
    assert [(thing.label, thing.type) for thing in knowledge(grammar, platform, unknown).identities] == [
        ("Brimtalk", "Platform")
    ]
    assert labels(knowledge(grammar, platform, company)) == [("Brimtalk", 1), ("Brimtalk", 1)]


def test_what_a_person_has_judged_beats_the_sum_of_reasons(grammar):
    first = one_pledge("Brimtalk promised more.", "a", agent=("Brimtalk", "Company"))
    second = one_pledge("Xenofoss promised less.", "b", agent=("Xenofoss", "Company"))
    third = one_pledge("Brimtalk promised much.", "c", agent=("Brimtalk", "Company"))
    same = Judgement(Named("Brimtalk", article="a"), Named("Xenofoss"), is_one=True, by="Ada", why="renamed")
    apart = Judgement(Named("Brimtalk", article="a"), Named("Brimtalk", article="c"), is_one=False)

    found = resolve((first, second, third), grammar, (same, apart))

    assert sorted(sorted((*thing.names, thing.label)) for thing in found.identities) == [
        ["Brimtalk"],
        ["Brimtalk", "Xenofoss"],
    ]
    (joined,) = [thing for thing in found.identities if len(thing.mentions) == 2]
    assert "'Brimtalk' (a) and 'Xenofoss' (b): judged to be one by Ada: renamed" in joined.reasons
    assert labels(resolve((first, second, third), grammar)) == [("Brimtalk", 2), ("Xenofoss", 1)]


def brimtalks(*ids):
    return [one_pledge("Brimtalk promised more.", id, agent=("Brimtalk", "Company")) for id in ids]


def test_what_is_judged_to_be_two_keeps_apart_all_that_is_one_with_either(grammar):
    readings = brimtalks("a", "b", "c", "d")
    one = [
        Judgement(Named("Brimtalk", article=left), Named("Brimtalk", article=right), is_one=True)
        for left, right in ("ab", "cd")
    ]
    two = Judgement(Named("Brimtalk", article="b"), Named("Brimtalk", article="c"), is_one=False, by="Ada")

    found = resolve(readings, grammar, (*one, two)).identities

    assert sorted(sorted(span.article for span in thing.mentions) for thing in found) == [["a", "b"], ["c", "d"]]
    told = "'Brimtalk' (b) and 'Brimtalk' (c): judged to be two by Ada"
    assert [told in thing.apart for thing in found] == [True, True]


def test_what_is_said_of_one_article_beats_what_is_said_of_all(grammar):
    readings = [*brimtalks("a", "b"), one_pledge("Xenofoss promised less.", "c", agent=("Xenofoss", "Company"))]
    all_one = Judgement(Named("Brimtalk"), Named("Xenofoss"), is_one=True)
    not_b = Judgement(Named("Brimtalk", article="b"), Named("Xenofoss"), is_one=False)
    assert labels(resolve(readings, grammar, (all_one,))) == [("Brimtalk", 3)]
    assert labels(resolve(readings, grammar, (not_b, all_one))) == [("Brimtalk", 1), ("Xenofoss", 2)]


def test_why_two_of_one_name_are_two_is_told(grammar):
    platform = one_pledge("Brimtalk promised more.", "a", agent=("Brimtalk", "Platform"))
    company = one_pledge("Brimtalk promised less.", "b", agent=("Brimtalk", "Company"))
    for thing in knowledge(grammar, platform, company).identities:
        (told,) = thing.apart
        assert told.startswith("'Brimtalk' (a) and 'Brimtalk' (b): -14.0 = -20.0 kinds that exclude each other")


def test_of_ministries_of_unknown_country_each_is_asked_about_once(grammar):
    name = "Ministry of Communications"
    readings = [one_pledge(f"{name} promised.", id, agent=(name, "Ministry")) for id in "abcde"]
    facts = [fact for reading in readings for fact in reading.facts]
    found = identify(facts, grammar)
    assert len(found.identities) == 5
    assert len(found.doubtful) == 4
    one = Judgement(Named(name), Named(name), is_one=True)
    assert not identify(facts, grammar, (one,)).doubtful


def test_the_reasons_of_a_thing_in_many_articles_are_counted(grammar):
    readings = brimtalks(*(f"{number:03}" for number in range(60)))
    (thing,) = knowledge(grammar, *readings).identities
    assert len(thing.mentions) == 60
    assert len(thing.reasons) < 30
    assert "and 48 more like these" in thing.reasons


def test_the_order_of_articles_changes_nothing(grammar):
    readings = [
        one_pledge(f"{name} promised more.", id, agent=(name, "Company"))
        for id, name in (("a", "Brimtalk"), ("b", "Brimtalk"), ("c", "Brimtalc"), ("d", "Zolu Nato"), ("e", "ZN"))
    ]
    assert resolve(readings, grammar) == resolve(readings[::-1], grammar)


def test_a_thing_that_has_changed_its_name_is_one(grammar):
    text = "Twitter closed accounts. X closed accounts."
    told = article(text, id="a")
    names = [mention(name, "Platform", Name(name, known=name), within=told) for name in ("Twitter", "X")]
    facts = [fact("Closure", "closed accounts", within=told, agent=name) for name in names]
    (thing,) = knowledge(grammar, Reading(told, tuple(facts))).identities
    assert (thing.label, len(thing.mentions), "Twitter" in thing.names) == ("X", 2, True)
