"""The page in a browser."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model import Event, Knowledge, PartialDate, Reading
from tests.builders import mention
from tests.explorer.small_news import (
    CLOSURE,
    EVENING,
    FINE,
    MORNING,
    SAME_FINE,
    THINGS,
    THREAT,
    WORDS,
    denoted,
    small_news,
)

pytestmark = pytest.mark.browser

COLOURS_SEEN = """() => {
  const canvas = document.querySelector("#network canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let place = 0; place < data.length; place += 4) {
    if (data[place + 3]) seen.add([data[place], data[place + 1], data[place + 2]].join());
  }
  return [...seen];
}"""


def rgb(colour):
    return ",".join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))


def click_on(page, key):
    place = page.evaluate("(key) => window.explorer.placeOf(key)", key)
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])


def panel(page):
    return page.locator("#panel").inner_text()


@pytest.fixture
def watched(look_at):
    return look_at(small_news(), WORDS)


@pytest.fixture
def page(watched):
    return watched.page


def test_the_page_opens_from_disk_without_a_request_an_error_or_a_violation(watched):
    watched.page.wait_for_timeout(300)
    assert watched.misdeeds() == []


@pytest.mark.parametrize(("scheme", "theme"), [("light", "light"), ("dark", "dark")])
def test_the_picture_shows_every_kind_of_point_in_its_colour(look_at, scheme, theme):
    page = look_at(small_news(), WORDS, scheme=scheme).page
    looks = page.evaluate("JSON.parse(document.getElementById('contents').textContent).looks")
    seen = set(page.evaluate(COLOURS_SEEN))
    wanted = {
        look["key"]: rgb(look[theme]) for look in looks if look["key"] in ("authority", "platform", "company", "group")
    }
    assert {key for key, colour in wanted.items() if colour in seen} == set(wanted)


def test_all_names_are_written_when_there_is_room(page):
    assert len(page.evaluate("window.explorer.written()")) == 4


def test_a_click_on_a_point_shows_its_facts_with_their_words_and_sources(page):
    click_on(page, "id-ofcom")
    assert page.locator("#panel h2").inner_text() == "Ofcom"
    shown = panel(page)
    assert "Also: the watchdog" in shown
    assert "Ofcom fined Bluebird 3 million pounds on 4 May 2021." in shown
    assert "The Morning Example · Bluebird pays · 5 May 2021" in shown
    marks = page.locator("#panel blockquote mark").all_inner_texts()
    assert "Bluebird" in marks
    assert page.get_by_role("link", name="Wikidata").get_attribute("href") == "https://www.wikidata.org/wiki/Q7072650"


def test_two_articles_that_tell_of_one_event_stand_together_and_may_differ(page):
    click_on(page, "id-ofcom")
    card = page.locator("article.fact").filter(has_text="2 articles")
    assert card.count() == 1
    assert "The sources differ: amount" in card.inner_text()
    assert "2021-05 or" not in card.inner_text()  # a month and a day in it do not contradict each other


def test_a_click_on_a_line_shows_what_is_told_of_the_two(page):
    one, other = (
        page.evaluate("(key) => window.explorer.placeOf(key)", key) for key in ("id-bluebird", "id-nest-holdings")
    )
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + (one["x"] + other["x"]) / 2, box["y"] + (one["y"] + other["y"]) / 2)
    assert page.locator("#panel h2").inner_text() == "Nest Holdings → Bluebird"
    assert "Bluebird belongs to Nest Holdings" in panel(page)


@pytest.mark.parametrize("typed", ["blueb", "BLUEBÍRD", "bleubird", "bird"])
def test_search_finds_a_name_by_its_beginning_without_accents_despite_a_slip(page, typed):
    page.keyboard.press("/")
    page.keyboard.type(typed)
    page.wait_for_selector("#search-results li[role=option]")
    assert "Bluebird" in page.locator("#search-results li").first.inner_text()
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Bluebird"


def test_search_finds_an_alias_and_an_event(page):
    page.fill("#search", "watchdog")
    assert page.locator("#search-results li").first.inner_text().startswith("Ofcom")
    page.fill("#search", "fine: ofcom")
    page.locator("#search-results li").filter(has_text="Fine: Ofcom").first.click()
    assert page.locator("#panel h2").inner_text().startswith("Fine: Ofcom → Bluebird")


def test_who_is_called_so_is_found_before_who_is_also_called_so(look_at):
    works = tuple(replace(thing, label="The Works") if thing.label == "Nest Holdings" else thing for thing in THINGS)
    page = look_at(replace(small_news(), identities=works), WORDS).page
    page.fill("#search", "the w")  # Ofcom, of which more is told, is also "the watchdog"
    page.wait_for_selector("#search-results li[role=option]")
    assert [item.split("\n")[0] for item in page.locator("#search-results li").all_inner_texts()] == [
        "The Works",
        "Ofcom",
    ]


@pytest.mark.parametrize(
    ("chosen", "ends"),
    [
        ("#select=id-spam-accounts", ["id-spam-accounts"]),
        ("#select=id-nest-holdings&other=id-bluebird", ["id-nest-holdings", "id-bluebird"]),
    ],
)
def test_what_is_selected_while_the_panel_is_open_comes_into_sight(look_at, chosen, ends):
    page = look_at(small_news(), WORDS, at="#select=id-ofcom", motion="reduce").page
    for _ in range(12):
        page.click("#closer")
    outside = """(keys) => keys.filter((key) => {
      const { x, y } = window.explorer.placeOf(key);
      const { clientWidth, clientHeight } = document.querySelector("#network");
      return x < 0 || y < 0 || x > clientWidth || y > clientHeight;
    })"""
    assert page.evaluate(outside, ends) == ends
    page.evaluate("(hash) => { location.hash = hash; }", chosen)
    page.wait_for_function(f"(keys) => !({outside})(keys).length", arg=ends)


def test_a_sum_that_only_the_shorter_source_tells_is_told_too(look_at):
    fuller = replace(
        FINE,
        slots={slot: said for slot, said in FINE.slots.items() if slot != "amount"}
        | {"reason": (mention("spam accounts", "Phrase", within=MORNING),)},
    )
    shorter = replace(SAME_FINE, slots={slot: said for slot, said in SAME_FINE.slots.items() if slot != "date"})
    event = Event("event-fine", "Fine", tuple(sorted([fuller.id, shorter.id])))
    news = replace(
        small_news(),
        readings=(Reading(EVENING, (shorter,)), Reading(MORNING, (fuller,))),
        events=(event,),
        denotes=denoted([fuller, shorter]),
    )
    page = look_at(news, WORDS, at="#select=event-fine").page
    assert "GBP 3.2 million" in page.locator("article.fact .slots").inner_text()


def test_from_a_fact_to_its_article_and_back(page):
    click_on(page, "id-nest-holdings")
    page.locator("#panel .source").click()
    assert page.locator(".article-text").inner_text().split() == MORNING.text.split()
    assert page.locator(".article-text mark.chosen").all_inner_texts() == ["Bluebird belongs to ", "Nest Holdings"]
    page.locator(".article-text mark").filter(has_text="closed").click()
    assert "more than 9,800" in page.locator(".chosen-card").inner_text()
    page.get_by_role("button", name="← Back").click()
    assert page.locator("#panel h2").inner_text() == "Nest Holdings"


def test_places_after_an_emoji_are_right(look_at):
    page = look_at(small_news(), WORDS, at=f"#article={EVENING.id}").page
    assert "Ofcom fined Bluebird" in page.locator(".article-text mark").all_inner_texts()


def test_what_is_not_asserted_is_shown_only_when_asked_for(page):
    assert "4 of 5 facts" in page.locator("#shown").inner_text()
    page.get_by_label("Threatened").check()
    assert "5 of 5 facts" in page.locator("#shown").inner_text()
    click_on(page, "id-bluebird")
    assert "threatened: “could”" in panel(page)
    assert THREAT.id in page.evaluate("[...document.querySelectorAll('[data-fact]')].map((one) => one.dataset.fact)")


def test_the_legend_counts_and_filters(page):
    row = page.locator(".switch").filter(has_text="Companies")
    assert row.locator(".count").inner_text() == "1"
    row.locator("input").uncheck()
    assert "3 of 4 names" in page.locator("#shown").inner_text()
    assert page.evaluate("window.explorer.placeOf('id-nest-holdings')") is None
    page.locator("summary[aria-label='kinds of Measures']").click()
    page.locator(".switch").filter(has_text="Fine").locator("input").uncheck()
    assert "2 of 5 facts" in page.locator("#shown").inner_text()


def test_only_leaves_one_kind_and_a_second_press_brings_all_back(page):
    only = page.get_by_role("button", name="only Platforms")
    only.focus()
    only.press("Enter")
    assert "1 of 4 names" in page.locator("#shown").inner_text()
    page.get_by_role("button", name="only Platforms").press("Enter")
    assert "4 of 4 names" in page.locator("#shown").inner_text()


def test_a_stroke_over_the_histogram_chooses_a_time(page):
    box = page.locator("#histogram svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20, steps=4)
    page.mouse.up()
    assert re.fullmatch(r"\w+ 2021 – May 2021", page.locator("#range").inner_text())
    assert "3 of 5 facts" in page.locator("#shown").inner_text()  # the fine, twice, and the owner, who has no date
    page.get_by_label("dated facts only").check()
    assert "2 of 5 facts" in page.locator("#shown").inner_text()
    page.get_by_role("button", name="all dates").click()
    assert "3 of 5 facts" in page.locator("#shown").inner_text()


def test_focus_shows_what_is_near_and_step_by_step_more(look_at):
    page = look_at(small_news(), WORDS, at="#select=id-nest-holdings").page
    page.get_by_role("button", name="1 step").click()
    assert page.evaluate("window.explorer.placeOf('id-ofcom')") is None
    assert page.evaluate("window.explorer.placeOf('id-bluebird')") is not None
    page.keyboard.press("f")
    assert page.evaluate("window.explorer.placeOf('id-ofcom')") is not None


def test_events_can_be_points(page):
    page.get_by_role("button", name="points", exact=True).click()
    click_on(page, "event-closure")
    assert page.locator("#panel h2").inner_text().startswith("Closure of accounts: Bluebird")


def test_the_table_holds_the_same_facts_and_sorts(page):
    page.keyboard.press("3")
    dates = page.locator("tbody td:first-child").all_inner_texts()
    assert dates == ["2020", "2021-05", "2021-05-04", ""]
    page.get_by_role("button", name="Who", exact=True).click()
    assert page.locator("tbody td:nth-child(3)").all_inner_texts() == ["Bluebird", "Nest Holdings", "Ofcom", "Ofcom"]
    page.locator(f"tr[data-fact={FINE.id}] button").click()
    assert page.locator("#panel h2").inner_text() == "Bluebird pays"


def test_the_timeline_has_a_lane_for_each_kind_and_a_mark_for_each_event(page):
    page.keyboard.press("2")
    assert page.locator(".lane-name").all_text_contents() == ["Closure of accounts  1", "Fine  1"]
    page.locator(f".event-mark[data-fact='{page.locator('.event-mark').nth(1).get_attribute('data-fact')}']").click()
    assert page.locator("#panel h2").inner_text().startswith("Fine")


def test_a_link_brings_back_the_very_view(page, look_at):
    page.keyboard.press("3")
    page.get_by_label("Threatened").check()
    page.locator(".switch").filter(has_text="Companies").locator("input").uncheck()
    hash_ = page.evaluate("location.hash")
    again = look_at(small_news(), WORDS, at=hash_).page
    assert again.evaluate("window.explorer.state()") == page.evaluate("window.explorer.state()")
    assert again.locator("tbody").inner_text() == page.locator("tbody").inner_text()


def test_back_goes_where_one_came_from(page):
    click_on(page, "id-ofcom")
    page.locator("#panel").get_by_role("link", name="Bluebird").first.click()
    assert page.locator("#panel h2").inner_text() == "Bluebird"
    page.go_back()
    assert page.locator("#panel h2").inner_text() == "Ofcom"


@pytest.mark.parametrize(
    "hash_", ["#view=x&focus=9&select=nobody&from=soon&hidden=%00", "#select", "#say=", "#%E0%A4%A"]
)
def test_a_hash_that_means_nothing_does_no_harm(look_at, hash_):
    watched = look_at(small_news(), WORDS, at=hash_)
    assert watched.misdeeds() == []
    assert watched.page.locator("#panel").is_hidden()


def test_keys_walk_from_neighbour_to_neighbour(page):
    click_on(page, "id-nest-holdings")
    one, other = (
        page.evaluate("(key) => window.explorer.placeOf(key)", key) for key in ("id-nest-holdings", "id-bluebird")
    )
    sideways, up = other["x"] - one["x"], other["y"] - one["y"]
    if abs(sideways) > abs(up):
        key = "ArrowRight" if sideways > 0 else "ArrowLeft"
    else:
        key = "ArrowDown" if up > 0 else "ArrowUp"
    page.locator("#network").press(key)
    assert page.locator("#panel h2").inner_text() == "Bluebird"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()


def test_csv_holds_what_is_shown_with_its_source(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    fine = next(row for row in rows if row["Fact"] == FINE.id)
    assert (fine["Date"], fine["Who"], fine["Article"]) == ("2021-05-04", "Ofcom", "morning")
    assert fine["Words"] == "Ofcom fined Bluebird 3 million pounds"


def test_png_is_a_picture(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 5000


def test_the_theme_can_be_changed(page):
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before


def test_a_telephone_has_all_of_it(look_at):
    watched = look_at(small_news(), WORDS, size=(390, 844))
    page = watched.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Legend and filters").click()
    assert page.get_by_text("Who and what").is_visible()
    page.keyboard.press("Escape")
    click_on(page, "id-ofcom")
    assert page.locator("#panel h2").inner_text() == "Ofcom"
    assert watched.misdeeds() == []


def test_nothing_known_is_a_page_that_says_so(look_at):
    watched = look_at(Knowledge(readings=()), WORDS)
    assert watched.page.locator("#shown").inner_text() == "0 of 0 names · 0 of 0 facts · 0 articles"
    for key in "123":
        watched.page.keyboard.press(key)
    assert watched.misdeeds() == []


def long_ago():
    """A hundred closures of 2019 and 2020, and one of 1967."""
    facts = [
        replace(CLOSURE, slots={**CLOSURE.slots, "date": (mention("2020", "Date", PartialDate(date), within=MORNING),)})
        for date in ["1967", *(f"20{19 + n % 2}-{1 + n % 12:02}-{1 + n // 12:02}" for n in range(100))]
    ]
    return Knowledge((Reading(MORNING, tuple(facts)),), THINGS, (), denoted(facts))


def test_one_date_long_before_all_others_leaves_these_their_room(look_at):
    page = look_at(long_ago(), WORDS).page
    years = page.locator("#histogram .year").all_text_contents()
    assert "≤and before" in years
    assert not any(year.startswith(("196", "197", "198")) for year in years)
    box = page.locator("#histogram svg").bounding_box()
    page.mouse.move(box["x"] + 1, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + 20, steps=3)
    page.mouse.up()
    assert page.evaluate("window.explorer.state().from") is None  # what was long before belongs to the first bar
    page.keyboard.press("2")
    assert page.locator(".event-mark").count() > 20
