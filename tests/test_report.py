"""The report: figures of the graph as charts and tables, in a page that needs nothing and runs nothing."""

import re
from base64 import b64decode
from dataclasses import replace

import pytest
from lxml import etree, html  # type: ignore[import-untyped]

from kg import Graph
from kg.captions import number_text
from kg.model import Knowledge
from kg.report import write_report
from kg.report.figures import Told, in_brief, sections, shares_of
from tests.small_graph import knowledge, small_quads


@pytest.fixture(scope="module")
def graph():
    return Graph.of(knowledge(), small_quads())


@pytest.fixture(scope="module")
def page(graph, tmp_path_factory):
    target = tmp_path_factory.mktemp("report") / "report.html"
    write_report(graph, target, title="What <b>happened</b>")
    return target.read_text(encoding="utf-8")


def rows_of(page, heading):
    """The rows of the table below a heading."""
    section = next(one for one in html.fromstring(page).iter("section") if one.find("h2").text.startswith(heading))
    return [
        [cell.text_content() for cell in row.iter("td")] for row in section.iter("tr") if row.find("td") is not None
    ]


def test_the_same_graph_gives_the_same_bytes(graph, page, tmp_path):
    write_report(graph, tmp_path / "again.html", title="What <b>happened</b>")
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == page


def test_the_order_of_the_readings_does_not_matter(page, tmp_path):
    known = knowledge()
    turned = replace(known, readings=known.readings[::-1], events=known.events[::-1], identities=known.identities[::-1])
    write_report(Graph.of(turned, small_quads()), tmp_path / "turned.html", title="What <b>happened</b>")
    assert (tmp_path / "turned.html").read_text(encoding="utf-8") == page


def test_the_page_reaches_for_nothing_and_runs_nothing(page):
    tree = html.fromstring(page)
    assert {
        element.tag for element in tree.iter() if element.tag in ("script", "iframe", "object", "a", "base")
    } == set()
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    addresses = tree.xpath("//@src | //@href")
    assert [address for address in addresses if not address.startswith("data:")] == []
    assert not re.search(r"\son\w+=|style=", re.sub(r"base64,[^\"]+", "", page))


def test_a_title_is_text(page):
    assert html.fromstring(page).find(".//h1").text == "What <b>happened</b>"


def test_charts_are_well_formed_and_reach_for_nothing(page):
    charts = [b64decode(source.partition(",")[2]) for source in html.fromstring(page).xpath("//img/@src")]
    assert charts
    for chart in charts:
        root = etree.fromstring(chart)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        links = [value for element in root.iter() for name, value in element.attrib.items() if name.endswith("href")]
        assert [link for link in links if not link.startswith(("#", "data:"))] == []
        assert b"<dc:date>" not in chart


def test_charts_follow_the_page_from_light_to_dark(page):
    for source in html.fromstring(page).xpath("//img/@src"):
        rules = etree.fromstring(b64decode(source.partition(",")[2])).find(".//{*}style").text
        light, dark = rules.split("@media (prefers-color-scheme: dark)")
        named = set(re.findall(r"--c\d+(?=:)", light))
        assert named == set(re.findall(r"--c\d+(?=:)", dark))
        drawn = b64decode(source.partition(",")[2]).decode().partition("</style>")[2]
        assert set(re.findall(r"--c\d+", drawn)) <= named
        assert "#ffffff" not in drawn  # no white sheet behind the figure
        assert "#000000" not in drawn  # no black words on a dark page


def test_the_report_begins_with_what_its_figures_come_to(page):
    brief = [item.text for item in html.fromstring(page).iter("li")]
    assert "The highest fine in EUR: 2 million for Lumo Ltd, by " in " ".join(brief)
    assert any(line.startswith("Most quoted: ") for line in brief)


@pytest.mark.parametrize(("numbers", "shares"), [([8, 4, 2], (1.0, 0.5, 0.25)), ([7], ()), ([0, 0], ()), ([], ())])
def test_bars_compare_with_the_highest_where_there_is_something_to_compare(numbers, shares):
    assert shares_of(numbers) == shares


def test_every_chart_has_its_figures_as_a_table(page):
    for section in html.fromstring(page).iter("section"):
        assert (section.find(".//img") is None) or (section.find(".//table") is not None)
        assert section.find(".//img") is None or section.find(".//img").get("alt")


def test_closures_and_fines_are_those_of_the_graph(graph, page):
    told = Told(graph.knowledge)
    closures = [event for event in graph.knowledge.events if event.type == "Closure"]
    by_whom = sum(max(1, len(told.names(event, "agent"))) for event in closures)
    assert sum(int(row[2]) for row in rows_of(page, "Closures")) == by_whom > 0
    years = {told.date(event)[:4] or "no date" for event in closures}
    assert {row[0] for row in rows_of(page, "Closures")} == years
    fines = [number for event in told.events("Fine") if (number := told.number(event, "amount"))]
    highest_first = sorted((fine.value for fine in fines), reverse=True)
    assert [row[0] for row in rows_of(page, "Fines in")] == [number_text(sum_) for sum_ in highest_first]


def test_the_heading_counts_what_is_told(graph, page):
    told = html.fromstring(page).find(".//header/p").text
    known = graph.knowledge
    assert told.startswith(f"{len(known.facts)} facts on {len(known.events)} events, told by ")


def test_sources_that_tell_of_the_same_are_counted_once_an_event(graph, page):
    told = Told(graph.knowledge)
    both = [event for event in graph.knowledge.events if len(told.outlets(event)) == 2]
    pairs = rows_of(page, "Which sources")
    assert sum(int(row[2]) for row in pairs) >= len(both)
    assert all(row[0] < row[1] for row in pairs)


def test_nothing_known_is_a_report_that_says_so(tmp_path):
    assert [section.rows for section in sections(Told(Knowledge(())))] == [()] * 4
    assert [*in_brief(Told(Knowledge(())))] == []
    write_report(Graph.of(Knowledge(()), ()), tmp_path / "empty.html")
    assert (tmp_path / "empty.html").read_text().count("Nothing of the kind is told.") == 4
