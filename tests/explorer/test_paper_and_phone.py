"""The page on paper and on a telephone: what is read there, and what only a screen or a mouse can use is gone."""

from dataclasses import replace

import pytest

from tests.explorer.small_news import WORDS, small_news

pytestmark = pytest.mark.browser

TELEPHONE = (390, 844)
WIDER_THAN_THE_SCREEN = """() => [...document.querySelectorAll("#table tbody *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length"""


def test_paper_has_the_picture_and_its_legend_and_no_buttons(look_at):
    page = look_at(small_news(), WORDS).page
    page.emulate_media(media="print")
    assert page.locator("#network canvas").is_visible()
    assert page.locator("#legend .things").get_by_text("Platforms").is_visible()
    hidden = ["#search", ".views", ".save", ".camera", ".picture-choice", "#legend input", "#histogram", "#play"]
    assert [part for part in hidden if page.locator(part).first.is_visible()] == []


def test_paper_is_white_and_the_screen_dark_again_afterwards(look_at):
    page = look_at(small_news(), WORDS, scheme="dark").page
    looks = "() => [document.documentElement.className, document.documentElement.dataset.theme ?? null]"
    assert page.evaluate(looks) == ["dark", None]
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(looks)[0] == ""
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(looks) == ["dark", None]  # and it follows the system as before


def test_the_brief_is_as_broad_as_the_paper(look_at):
    page = look_at(small_news(), WORDS, at="#select=id-ofcom").page
    page.emulate_media(media="print")
    panel, paper = page.locator("#panel").bounding_box(), page.locator("body").bounding_box()
    assert panel["width"] > 0.95 * paper["width"]
    assert not page.locator(".panel-tools").is_visible()


def test_on_a_telephone_a_row_of_the_table_is_a_card(look_at):
    page = look_at(small_news(), WORDS, at="#view=table", size=TELEPHONE).page
    assert page.evaluate(WIDER_THAN_THE_SCREEN) == 0
    assert page.get_by_role("row").count() == 1 + 4  # still a table to those who hear it
    assert page.get_by_role("columnheader", name="Date").is_visible()


def test_on_a_telephone_the_names_of_lanes_stand_above_them(look_at):
    def lane(**how):
        page = look_at(small_news(), WORDS, at="#view=timeline", **how).page
        return page.locator(".lane-name").first.bounding_box(), page.locator(".event-mark").first.bounding_box()

    name, mark = lane(size=TELEPHONE)
    assert name["y"] + name["height"] <= mark["y"] + 2
    name, mark = lane()
    assert name["x"] + name["width"] < mark["x"]


def test_only_what_the_graph_holds_in_dispute_is_told_to_differ(look_at):
    news = small_news()
    agreed = replace(news, events=tuple(replace(event, disputed=()) for event in news.events))

    def told(knowledge):
        return look_at(knowledge, WORDS, at="#select=event-fine").page.inner_text("#panel")

    assert "The sources differ: amount GBP 3.2 million or GBP 3 million" in told(news)
    assert "The sources differ" not in told(agreed)


def test_dates_are_words_and_a_day_within_a_month_is_no_span(look_at):
    page = look_at(small_news(), WORDS, at="#select=event-fine").page
    assert page.locator("#panel .summary").inner_text() == "2 facts · 2 articles · 4 May 2021"
    assert page.locator("#panel time").first.get_attribute("datetime") == "2021-05-04"
