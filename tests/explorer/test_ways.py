"""Ways through the graph: from one to another, back, nearer, without, through the years; and what is seen as a file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from lxml import etree  # type: ignore[import-untyped]

from kg.graph import quads
from kg.model import Knowledge, Reading
from kg.ontology import bundled_ontology, load_ontology
from tests.builders import article, fact
from tests.explorer.small_news import EVENING, FINE, MORNING, THINGS, WORDS, denoted, identity, named, small_news

pytestmark = pytest.mark.browser

ISLAND = replace(article("Farland runs Farpost.", id="island"), title="Far away")
FAR = fact(
    "operates",
    "Farland runs Farpost",
    within=ISLAND,
    subject=named("Farland", "Company", ISLAND),
    object=named("Farpost", "Platform", ISLAND),
)
FAR_THINGS = (identity("Farland", "Company"), identity("Farpost", "Platform"))


def news_with_an_island():
    """The small news, and two that nothing links with the rest."""
    near = small_news()
    return replace(
        near,
        readings=(*near.readings, Reading(ISLAND, (FAR,))),
        identities=(*THINGS, *FAR_THINGS),
        denotes={**near.denotes, (FAR.id, "subject", 0): "id-farland", (FAR.id, "object", 0): "id-farpost"},
    )


@pytest.fixture
def watched(look_at):
    watched = look_at(news_with_an_island(), WORDS)
    yield watched
    assert watched.misdeeds() == []


@pytest.fixture
def page(watched):
    return watched.page


def select(page, key):
    page.evaluate("(key) => { location.hash = new URLSearchParams({ select: key }).toString(); }", key)
    page.wait_for_function("(key) => window.explorer.state().select === key", arg=key)


def drawn(page):
    return {
        key
        for key in ("id-ofcom", "id-bluebird", "id-nest-holdings", "id-spam-accounts", "id-farland", "id-farpost")
        if page.evaluate("(key) => window.explorer.placeOf(key) !== null", key)
    }


def heading(page):
    return page.locator("#panel h2").inner_text()


# ── the way between two ────────────────────────────────────────────────────


def test_the_shortest_way_shows_its_points_and_the_words_of_each_step(page):
    select(page, "id-nest-holdings")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("ofcom")
    page.keyboard.press("Enter")
    page.wait_for_function("window.explorer.state().path === 'id-ofcom'")
    assert drawn(page) == {"id-nest-holdings", "id-bluebird", "id-ofcom"}
    steps = page.locator("#panel .step").all_inner_texts()
    assert steps == ["1. Nest Holdings – Bluebird", "2. Bluebird – Ofcom"]
    words = page.locator("#panel").inner_text()
    assert "2 steps" in words
    assert "Bluebird belongs to Nest Holdings" in words
    assert "Ofcom fined Bluebird 3 million pounds" in words
    page.keyboard.press("Escape")
    assert page.evaluate("window.explorer.state().path") is None
    assert "id-farland" in drawn(page)


def test_where_no_way_leads_the_page_says_so(look_at):
    watched = look_at(news_with_an_island(), WORDS, at="#select=id-ofcom&path=id-farland")
    assert "No path leads" in watched.page.locator("#panel .summary").inner_text()
    assert drawn(watched.page) == {"id-ofcom", "id-farland"}
    assert watched.misdeeds() == []


def test_a_way_goes_only_over_what_passes_the_filters(look_at):
    at = "#select=id-nest-holdings&path=id-ofcom&hidden=operates"
    page = look_at(news_with_an_island(), WORDS, at=at).page
    assert "No path leads" in page.locator("#panel .summary").inner_text()


def test_a_search_for_a_way_can_be_given_up(page):
    select(page, "id-nest-holdings")
    page.keyboard.press("p")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("ofcom")
    page.keyboard.press("Enter")
    assert (heading(page), page.evaluate("window.explorer.state().path")) == ("Ofcom", None)


# ── where one has been ─────────────────────────────────────────────────────


def test_the_trail_leads_back_and_forward(page):
    for key in ("id-ofcom", "id-bluebird", "id-nest-holdings"):
        select(page, key)
    trail = page.locator("#trail")
    assert trail.locator(".as-link").all_inner_texts() == ["Ofcom", "Bluebird", "Nest Holdings"]
    trail.get_by_role("button", name="Back").click()
    page.wait_for_function("window.explorer.state().select === 'id-bluebird'")
    page.keyboard.press("[")
    page.wait_for_function("window.explorer.state().select === 'id-ofcom'")
    page.keyboard.press("]")
    page.wait_for_function("window.explorer.state().select === 'id-bluebird'")
    trail.get_by_role("button", name="Forward").click()
    page.wait_for_function("window.explorer.state().select === 'id-nest-holdings'")
    trail.get_by_role("button", name="Ofcom").click()
    assert heading(page) == "Ofcom"
    assert trail.locator("[aria-current=true]").inner_text() == "Ofcom"


# ── hide, pin, expand ──────────────────────────────────────────────────────


def test_what_is_hidden_is_gone_until_it_is_shown_again(page):
    select(page, "id-bluebird")
    page.keyboard.press("h")
    assert page.locator("#panel").is_hidden()
    assert "id-bluebird" not in drawn(page)
    assert "id-ofcom" in drawn(page)
    page.locator("#legend").get_by_role("button", name="Bluebird").click()
    assert "id-bluebird" in drawn(page)
    assert page.evaluate("location.hash") == ""


def test_who_is_searched_for_is_hidden_no_more(look_at):
    page = look_at(news_with_an_island(), WORDS, at="#gone=id-bluebird").page
    page.fill("#search", "bluebird")
    page.keyboard.press("Enter")
    page.wait_for_function("window.explorer.state().gone.length === 0")
    assert "id-bluebird" in drawn(page)


def test_what_is_pinned_stays_in_every_focus(page):
    select(page, "id-ofcom")
    page.get_by_role("button", name="Pin", exact=True).click()
    select_and_keep = "(key) => { location.hash += '&select=' + key + '&focus=1'; }"
    page.evaluate("location.hash = '#pinned=id-ofcom'")
    page.evaluate(select_and_keep, "id-farland")
    page.wait_for_function("window.explorer.state().focus === 1")
    assert drawn(page) == {"id-farland", "id-farpost", "id-ofcom"}


def test_what_is_expanded_brings_its_neighbours_into_the_focus(look_at):
    page = look_at(news_with_an_island(), WORDS, at="#select=id-nest-holdings&focus=1").page
    assert drawn(page) == {"id-nest-holdings", "id-bluebird"}
    page.locator("#panel").get_by_role("link", name="Bluebird").first.click()
    assert page.evaluate("window.explorer.state().centre") == "id-nest-holdings"
    page.keyboard.press("x")
    assert drawn(page) == {"id-nest-holdings", "id-bluebird", "id-ofcom", "id-spam-accounts"}
    page.keyboard.press("x")
    assert drawn(page) == {"id-nest-holdings", "id-bluebird"}


def test_a_key_that_wants_somebody_does_nothing_without(page):
    for key in "fxph":
        page.keyboard.press(key)
    assert page.evaluate("location.hash") == ""


# ── through the years ──────────────────────────────────────────────────────


def test_play_walks_through_the_years_and_stops_at_the_last(page):
    steps = page.evaluate("history.length")
    page.clock.install()
    page.get_by_role("button", name="Play the years").click()
    assert page.locator("#range").inner_text() == "January 2020 – December 2020"
    assert page.get_by_role("button", name="Stop").is_visible()
    for _ in range(40):
        page.clock.run_for(700)
    assert page.get_by_role("button", name="Play the years").is_visible()
    assert page.locator("#range").inner_text().endswith("May 2021")
    assert page.evaluate("history.length") == steps
    page.get_by_role("button", name="Play the years").click()
    assert page.locator("#range").inner_text() == "January 2020 – December 2020"  # once more
    page.get_by_role("button", name="Stop").click()
    page.clock.run_for(2100)
    assert page.locator("#range").inner_text() == "January 2020 – December 2020"


def test_without_dates_there_is_nothing_to_play(look_at):
    told = Knowledge((Reading(ISLAND, (FAR,)),), FAR_THINGS, (), denoted([]))
    watched = look_at(told, WORDS)
    watched.page.get_by_role("button", name="Play the years").click()
    assert watched.page.get_by_role("button", name="Play the years").is_visible()
    assert watched.misdeeds() == []


def test_who_wants_no_motion_sees_a_jump_instead_of_a_flight(open_file, look_at, tmp_path):
    look_at(news_with_an_island(), WORDS)
    page = open_file(tmp_path / "graph.html", motion="reduce").page
    page.wait_for_selector("html[data-ready=yes]")
    before = page.evaluate("window.explorer.placeOf('id-ofcom')")
    page.fill("#search", "ofcom")
    page.keyboard.press("Enter")
    page.wait_for_function("window.explorer.state().select === 'id-ofcom'")
    there = page.evaluate("window.explorer.placeOf('id-ofcom')")
    page.wait_for_timeout(500)
    assert page.evaluate("window.explorer.placeOf('id-ofcom')") == there != before
    assert page.evaluate("getComputedStyle(document.querySelector('#legend input')).transitionDuration") in ("0s", "")


# ── what is seen, as a file ────────────────────────────────────────────────


def saved(page, name):
    with page.expect_download() as download:
        page.get_by_role("button", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


def triples(turtle):
    store = pyoxigraph.Store()
    store.load(turtle, format=pyoxigraph.RdfFormat.TURTLE)
    return {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in store}


def exported():
    """The triples that the graph itself says of the same news."""
    known = news_with_an_island()
    ontology = load_ontology(bundled_ontology())
    said: list[Any] = [*quads(known, ontology)]
    return {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in said}


KG = "https://kg.example.org/ontology#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
ALSO = "http://www.w3.org/2004/02/skos/core#altLabel"


def test_turtle_says_of_what_is_shown_what_the_graph_says_of_it(page):
    turtle = saved(page, "Turtle")
    own, whole = triples(turtle), exported()
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(own)
    events = {
        subject for subject, predicate, kind in own if predicate == TYPE and kind in (f"{KG}Fine", f"{KG}Closure")
    }
    kinds = {triple for triple in own if triple[1] == TYPE}
    assert kinds <= whole
    names = {triple for triple in own if triple[1] in (LABEL, ALSO) and triple[0] not in events}
    assert {"Ofcom", "the watchdog", "Bluebird"} <= {name for _, _, name in names}
    assert names <= whole
    between = {triple for triple in own if triple[1] in {KG + slot for slot in ("agent", "target", "operates")}}
    assert len(between) == 6  # who and whom of two events, and of two relations
    assert between <= whole
    passages = {triple for triple in own if triple[1] in (f"{KG}exact", f"{KG}startsAt", f"{KG}endsAt")}
    assert passages <= whole
    assert any("£" not in text and "Ofcom fined Bluebird" in text for _, _, text in passages)


def test_turtle_holds_no_more_than_what_is_shown(look_at):
    page = look_at(news_with_an_island(), WORDS, at="#hidden=Fine+operates").page
    own = triples(saved(page, "Turtle"))
    facts = {subject for subject, predicate, kind in own if (predicate, kind) == (TYPE, f"{KG}Fact")}
    assert len(facts) == 1
    assert not any(FINE.id in subject for subject, _, _ in own)
    articles = {subject for subject, predicate, kind in own if (predicate, kind) == (TYPE, f"{KG}Article")}
    assert [MORNING.id in one or EVENING.id in one for one in articles] == [True]


def test_turtle_of_what_is_not_asserted_tells_that_it_is_not(look_at):
    page = look_at(news_with_an_island(), WORDS, at="#say=threatened").page
    own = triples(saved(page, "Turtle"))
    assert {kind for _, predicate, kind in own if predicate == f"{KG}wouldBe"} == {f"{KG}Closure"}
    assert f"{KG}Fact" not in {kind for _, predicate, kind in own if predicate == TYPE}
    assert f"{KG}tells" not in {predicate for _, predicate, _ in own}


def test_svg_is_xml_that_holds_the_names_as_text(page):
    root = etree.fromstring(saved(page, "SVG"))
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    assert {"Ofcom", "Bluebird", "Nest Holdings", "Farland"} <= {text.text for text in root.iter(f"{space}text")}
    assert len(list(root.iter(f"{space}title"))) == 6  # a point each
    assert len(list(root.iter(f"{space}line"))) == 4
    assert {element.tag.removeprefix(space) for element in root.iter()} <= {
        "svg", "rect", "line", "circle", "polygon", "title", "text"
    }  # fmt: skip
    assert "font-size" in root.attrib
