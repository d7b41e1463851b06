"""A page of more points than can be drawn, in a browser."""

import pytest

from benchmarks.synthetic_news import knowledge_of
from kg.explorer import write_page
from tests.explorer.small_news import WORDS

pytestmark = pytest.mark.browser

POINTS = "#events=points"
DRAWN = "window.explorer.drawn()"


@pytest.fixture(scope="module")
def large_news():
    return knowledge_of(2600)


@pytest.fixture(scope="module")
def large_file(large_news, tmp_path_factory):
    target = tmp_path_factory.mktemp("large") / "large.html"
    write_page(large_news, WORDS, target, title="Large")
    return target


@pytest.fixture
def page_at(open_file, large_file):
    def open_page(at=POINTS, **how):
        watched = open_file(large_file, at=at, **how)
        watched.page.wait_for_selector("html[data-ready=yes]")
        return watched

    return open_page


def folds_of(page):
    return page.locator("#folds .fold")


def drawn(page):
    """The points and the bubbles on the picture."""
    ids = page.evaluate(DRAWN)
    return [one for one in ids if isinstance(one, int)], [one for one in ids if isinstance(one, str)]


def test_more_than_two_thousand_points_open_as_bubbles_with_names_and_counts(page_at):
    watched = page_at()
    points, bubbles = drawn(watched.page)
    assert points == []
    assert 2 <= len(bubbles) <= 100
    assert folds_of(watched.page).count() == len(bubbles)
    counts = watched.page.locator("#folds .count").all_inner_texts()
    assert sum(int(count.replace(",", "")) for count in counts) == watched.page.evaluate("window.explorer.shown()")
    assert all(name.strip() for name in folds_of(watched.page).all_inner_texts())
    assert len(watched.page.evaluate("window.explorer.written()")) >= len(bubbles) / 2
    assert watched.misdeeds() == []


def test_a_click_on_a_bubble_opens_it_and_the_list_closes_it(page_at):
    page = page_at().page
    _, before = drawn(page)
    place = page.evaluate("(id) => window.explorer.placeOfDrawn(id)", before[0])
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    page.wait_for_function("window.explorer.state().open.length === 1")
    points, bubbles = drawn(page)
    assert before[0] not in bubbles
    assert points or len(bubbles) > len(before)
    opened = page.locator("#folds .fold[aria-expanded=true]")
    assert opened.count() == 1
    opened.press("Enter")
    assert drawn(page) == ([], before)


def test_a_group_opens_by_keyboard_and_all_of_its_points_can_be_reached(page_at):
    page = page_at().page
    for _ in range(12):
        if drawn(page)[0]:
            break
        folds_of(page).last.press("Enter") if page.evaluate(
            "window.explorer.state().open.length"
        ) == 0 else page.locator(
            "#folds .fold[aria-expanded=false].depth-1, #folds .fold[aria-expanded=false].depth-2"
        ).first.press("Enter")
    assert drawn(page)[0]


def test_what_is_searched_for_is_found_in_its_fold(page_at, large_news):
    page = page_at().page
    thing = large_news.identities[40]
    assert page.evaluate("(key) => window.explorer.placeOf(key)", thing.id) is None
    page.fill("#search", thing.label)
    page.locator("#search-results li").first.click()
    assert page.locator("#panel h2").inner_text() == thing.label
    assert page.evaluate("(key) => window.explorer.placeOf(key)", thing.id) is not None
    assert drawn(page)[1]  # the rest stays folded


def test_filters_that_leave_few_points_unfold_all(page_at):
    page = page_at().page
    page.get_by_role("button", name="only Platforms").press("Enter")
    points, bubbles = drawn(page)
    assert bubbles == []
    assert len(points) > 100
    assert page.locator("#folds").count() == 0
    page.get_by_role("button", name="only Platforms").press("Enter")
    assert drawn(page)[1]


def test_a_focus_and_a_way_go_over_what_is_folded(page_at, large_news):
    thing = large_news.identities[0]
    page = page_at(f"#focus=1&select={thing.id}").page
    points, bubbles = drawn(page)
    assert (bubbles, len(points) > 1) == ([], True)
    other = large_news.identities[121]
    page = page_at(f"#select={thing.id}&path={other.id}").page
    points, bubbles = drawn(page)
    assert (bubbles, len(points) >= 2) == ([], True)
    assert "step" in page.locator("#panel .summary").inner_text()


def test_the_hash_brings_the_open_folds_back(page_at):
    page = page_at().page
    folds_of(page).first.press("Enter")
    again = page_at(page.evaluate("location.hash")).page
    assert drawn(again) == drawn(page)
    assert page_at(f"{POINTS}&open=99999+x+-1+0.5").misdeeds() == []


def test_back_closes_what_was_opened(page_at):
    page = page_at().page
    before = drawn(page)
    folds_of(page).first.press("Enter")
    assert drawn(page) != before
    page.keyboard.press("[")
    page.wait_for_function("window.explorer.state().open.length === 0")
    assert drawn(page) == before


def test_as_arrows_fewer_points_stand_for_themselves(page_at):
    points, bubbles = drawn(page_at("").page)
    assert bubbles == []
    assert 500 < len(points) < 2000


@pytest.mark.parametrize("how", [{"size": (390, 844)}, {"scheme": "dark"}])
def test_bubbles_are_readable_on_a_telephone_and_in_the_dark(page_at, how):
    watched = page_at(**how)
    assert drawn(watched.page)[1]
    assert watched.page.evaluate("window.explorer.written().length") > 2
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.misdeeds() == []


def test_a_group_that_only_a_selection_opened_stands_as_open_and_closes(page_at, large_news):
    thing = large_news.identities[40]
    page = page_at(f"{POINTS}&select={thing.id}").page
    assert page.evaluate("window.explorer.state().open") == []
    opened = page.locator("#folds .fold[aria-expanded=true]")
    around = opened.count()
    assert around >= 1
    assert drawn(page)[0]
    opened.first.press("Enter")
    assert page.locator("#folds .fold[aria-expanded=true]").count() == 0
    assert drawn(page)[0] == []
    assert page.evaluate("window.explorer.state().select") is None
    page.keyboard.press("[")
    page.wait_for_function("window.explorer.state().select !== null")
    assert page.locator("#folds .fold[aria-expanded=true]").count() == around


def test_a_filter_keeps_the_switch_under_the_hand(page_at):
    page = page_at().page
    switch = page.locator("#legend input[data-types]").first
    switch.press("Space")
    assert page.evaluate("document.activeElement.dataset.types") == switch.get_attribute("data-types")
    assert not switch.is_checked()
    switch.press("Space")
    assert switch.is_checked()
    assert page.evaluate("window.explorer.state().hidden") == []


def test_a_search_finds_beginnings_before_insides_and_forgives_a_slip(page_at, large_news):
    page = page_at().page
    label = large_news.identities[0].label
    first, second, _ = label.split()

    def found(words):
        page.fill("#search", words)
        page.wait_for_timeout(200)
        return page.locator("#search-results li bdi").all_inner_texts()

    assert found(label)[0] == label
    assert any(label in hit for hit in found(f"{second} {first}"))  # words in another order
    slipped = first[:2] + first[3:] if len(first) > 4 else first + "x"
    assert any(first in hit for hit in found(slipped))
    assert found("qqqqqqqq") == []
    assert page.locator("#search-results .hint").count() == 1
