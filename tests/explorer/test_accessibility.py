"""Who cannot see, or not well, or uses no mouse, has all of the page: what axe-core finds, and what it cannot."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from benchmarks.synthetic_news import knowledge_of
from kg import Graph
from kg.report import write_report
from tests.explorer.small_news import EVENING, WORDS, small_news
from tests.small_graph import knowledge, small_quads

pytestmark = pytest.mark.browser

# https://www.w3.org/TR/WCAG22/, levels A and AA, as axe-core tags its rules.
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]}
VIEWS = {
    "network": "",
    "events as points": "#events=points",
    "a point": "#select=id-ofcom",
    "a line": "#select=id-nest-holdings&other=id-bluebird",
    "an event": "#events=points&select=event-fine",
    "a focus": "#select=id-bluebird&focus=1&pinned=id-ofcom&expanded=id-ofcom",
    "a way": "#select=id-nest-holdings&path=id-ofcom",
    "an article": f"#article={EVENING.id}",
    "timeline": "#view=timeline&select=id-ofcom",
    "table": "#view=table",
    "filters": "#hidden=Company+Fine&gone=id-bluebird&say=asserted+threatened&from=2021-01&to=2021-12&dated=yes",
    "nothing": "#gone=id-bluebird+id-ofcom+id-nest-holdings+id-spam-accounts",
}
SCREENS = [
    pytest.param({"scheme": "light"}, id="light"),
    pytest.param({"scheme": "dark"}, id="dark"),
    pytest.param({"size": (390, 844)}, id="telephone"),
]


def violations(page):
    """What axe-core finds: the rule, and where."""
    found = Axe().run(page, options={**LEVELS, "resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], node["target"], node["failureSummary"]) for one in found for node in one["nodes"]]


@pytest.mark.parametrize("how", SCREENS)
def test_no_view_of_the_page_violates_wcag(look_at, how):
    page = look_at(small_news(), WORDS, **how).page
    found = {}
    for view, hash_ in VIEWS.items():
        page.evaluate("(hash) => { location.hash = hash; }", hash_)
        page.wait_for_timeout(50)
        found[view] = violations(page)
    assert {view: wrong for view, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("how", SCREENS)
def test_search_help_and_legend_do_not_violate_wcag(look_at, how):
    page = look_at(small_news(), WORDS, **how).page
    page.fill("#search", "o")
    page.wait_for_selector("#search-results li")
    assert violations(page) == []
    page.keyboard.press("Escape")
    if "size" in how:
        page.get_by_role("button", name="Legend and filters").click()
        assert violations(page) == []
        page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("how", SCREENS)
def test_folds_do_not_violate_wcag(look_at, how):
    page = look_at(knowledge_of(2600), WORDS, at="#events=points", **how).page
    if "size" in how:
        page.get_by_role("button", name="Legend and filters").click()
    page.locator("#folds .fold").first.press("Enter")
    assert violations(page) == []


@pytest.mark.parametrize("how", SCREENS)
def test_the_report_does_not_violate_wcag(open_file, tmp_path, how):
    write_report(Graph.of(knowledge(), small_quads()), tmp_path / "report.html")
    page = open_file(tmp_path / "report.html", **how).page
    for summary in page.locator("summary").all():
        summary.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_control_has_a_name_and_is_reached_by_the_tab_key(look_at):
    page = look_at(small_news(), WORDS).page
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    wanted = {
        "search",
        "network",
        "closer",
        "fit",
        "save-csv",
        "save-turtle",
        "save-svg",
        "theme",
        "play",
        "dated",
        "range",
    }
    assert wanted - reached == set()


def test_what_is_shown_is_told_when_it_changes(look_at):
    page = look_at(small_news(), WORDS).page
    told = page.locator("#shown")
    assert (told.get_attribute("role"), told.get_attribute("aria-live")) == ("status", "polite")
    before = told.inner_text()
    page.get_by_label("Threatened").check()
    assert told.inner_text() != before


def test_printed_the_page_leaves_its_controls_out(look_at):
    page = look_at(small_news(), WORDS, at="#select=id-ofcom").page
    page.emulate_media(media="print")
    assert page.locator("#panel h2").is_visible()
    for control in (".tools", ".camera", ".picture-choice", "#search"):
        assert page.locator(control).is_hidden()
