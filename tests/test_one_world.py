"""Small articles that agree and differ, from texts to graph: what is one, disputed, a part, and what follows."""

import pytest

import kg

pytestmark = pytest.mark.model

ARTICLES = {
    "amount": (
        "Regulator fines app\n22 May 2023\n\n"
        "The Irish Data Protection Commission fined WhatsApp 225 million euros on 22 May 2023 for hiding "
        "what it does with data. The commission had opened an inquiry into WhatsApp in December 2018."
    ),
    "wire": (
        "WhatsApp must pay\n23 May 2023\n\n"
        "WhatsApp was fined 250 million euros by the Data Protection Commission of Ireland on 22 May "
        "2023, people close to the matter said. Lawyers called it a record."
    ),
    "copy": (
        "Chat app punished\n23 May 2023\n\n"
        "WhatsApp was fined 250 million euros by the Data Protection Commission of Ireland on 22 May "
        "2023, people close to the matter said. Lawyers called it a record."
    ),
    "total": (
        "Weibo closes accounts\n13 November 2018\n\n"
        "Weibo closed 9,800 accounts on 12 November 2018 as part of the Clear Sky campaign, 1,200 of "
        "them for spreading rumours."
    ),
    "round": (
        "Microblog cleans up\n14 November 2018\n\n"
        "On 12 November 2018 nearly 10,000 accounts were shut down by Weibo, state media reported. Users "
        "complained."
    ),
    "day": ("Indonesia blocks PayPal\n1 August 2022\n\nIndonesia blocked PayPal on 30 July 2022. Thousands were hit."),
    "next": ("PayPal out of reach\n2 August 2022\n\nPayPal was blocked by Indonesia on 31 July 2022, its users found."),
    "whom": ("Watchdog fines app\n4 May 2022\n\nOfcom fined Snapchat 1,234,500 pounds on 3 May 2022."),
    "other": (
        "TikTok fined in Britain\n4 May 2022\n\n"
        "A fine of 1,234,500 pounds was imposed by Ofcom on TikTok on 3 May 2022, after a long inquiry."
    ),
    "law": (
        "Act struck down\n4 June 2021\n\n"
        "On 2 May 2021 Google appealed against the Digital Services Act. On 3 June 2021 a court annulled "
        "the Digital Services Act. Apple may appeal against the Digital Markets Act. X plans to "
        "challenge the Digital Markets Act in July 2021."
    ),
}


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with kg.build([folder], tmp_path_factory.mktemp("graph") / "graph") as built:
        yield built


def event_told_by(graph, *articles):
    """The one event that these articles tell of, and no other."""
    facts = {fact.id: fact for fact in graph.knowledge.facts}
    (event,) = [
        event
        for event in graph.knowledge.events
        if {facts[id].article for id in event.facts} == {*articles}
        and len(event.facts) == len(articles)
        and (len(articles) > 1)
    ]
    return event


@pytest.mark.parametrize(
    ("articles", "disputed", "sources"),
    [
        (("amount", "wire", "copy"), ("amount",), 2),
        (("total", "round"), (), 2),
        (("day", "next"), ("date",), 2),
        (("whom", "other"), ("target",), 2),
    ],
)
def test_articles_on_one_event_agree_or_dispute_and_copies_count_once(graph, articles, disputed, sources):
    event = event_told_by(graph, *articles)
    assert (event.disputed, event.sources) == (disputed, sources)
    told = kg.explanation(graph, event.id)
    assert all(article in str(told) for article in articles)
    assert f"{sources}" in str(told)


def test_the_question_of_disputes_tells_each_value_with_its_article(graph):
    rows = {(row["disputed"], row["value"], row["article"]) for row in graph.query("disputes")}
    assert rows == {
        ("amount", "225000000", "amount"),
        ("amount", "250000000", "wire"),
        ("amount", "250000000", "copy"),
        ("date", "2022-07-30", "day"),
        ("date", "2022-07-31", "next"),
        ("target", "Snapchat", "whom"),
        ("target", "TikTok", "other"),
    }


LINKED = """
PREFIX kg: <https://kg.example.org/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?one ?other WHERE { ?a kg:%s ?b . ?a rdfs:label ?one . ?b rdfs:label ?other }
"""


@pytest.mark.parametrize(
    ("relation", "one", "other"),
    [
        ("partOf", "closes 1,200 accounts", "closes 9,800 accounts"),
        ("includes", "Clear Sky campaign", "closes 9,800 accounts"),
        ("follows", "fines WhatsApp", "investigates WhatsApp"),
    ],
)
def test_a_part_a_campaign_and_an_inquiry_are_linked_to_what_they_belong_to(graph, relation, one, other):
    rows = [(row["one"], row["other"]) for row in graph.query(LINKED % relation)]
    assert [row for row in rows if one in row[0] and other in row[1]], rows


def test_what_sources_agree_in_is_told_most_exactly(graph):
    query = (
        "PREFIX kg: <https://kg.example.org/ontology#> SELECT ?n WHERE { ?e a kg:Closure ; kg:count ?n } ORDER BY ?n"
    )
    assert [row["n"] for row in graph.query(query)] == [1200, 9800]


def test_an_appeal_and_an_annulment_are_states_of_the_measure_and_plans_are_not(graph):
    states = {(row["policy"], row["date"], row["state"]) for row in graph.query("measures")}
    assert {
        ("Digital Services Act", "2021-05-02", "appealed"),
        ("Digital Services Act", "2021-06-03", "annulled"),
    } <= states
    assert not [state for state in states if state[0] == "Digital Markets Act"]
