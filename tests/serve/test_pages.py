"""The pages as programs and as browsers without a script get them."""

import re
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from kg.rdf import ID
from kg.serve.briefs import longest
from tests.small_graph import small_words, words_of

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def address(label):
    """The page of the thing, event or article that is labelled so."""
    return next(s for s, p, o, _ in small_words() if p.endswith("#label") and o.startswith(label) and ID in s)[
        len(ID) :
    ]


def address_of_a(kind):
    """The page of the first that is of that class."""
    return next(s for s, p, o, _ in small_words() if p.endswith("#type") and o.endswith(f"#{kind}") and ID in s)[
        len(ID) :
    ]


def page(server, path):
    answered = server(path, accept=HTML)
    assert answered.status == 200
    assert answered.media == "text/html"
    return answered.text


def words(html):
    """What a reader sees."""
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL)).split())


def test_the_page_of_a_thing_reads_like_a_brief(server):
    text = words(page(server, f"/id/{address('Chatter')}"))

    for told in (
        "platform",
        "Also: Chatter App",
        "operates it Lumo",
        "What happened",
        "9,800 accounts",
        "Articles that name it",
        "mention",
    ):
        assert told in text


def test_the_page_of_an_event_tells_who_what_when_how_many_and_in_whose_words(server):
    html = page(server, f"/id/{address_of_a('Fine')}")

    assert "<blockquote" in html
    for told in ("fine", "agent", "target", "euros", "In the words of the articles"):
        assert told in words(html)


def test_sources_that_tell_of_one_event_stand_side_by_side(server):
    closure = next(s for s, _, o, _ in small_words() if o == "e-closure")

    text = words(page(server, closure.replace(ID, "/id/")))

    assert "What each article says" in text
    assert "2 passages" in text


def test_the_words_of_facts_are_marked_in_the_article(server):
    html = page(server, f"/id/{address_of_a('Article')}")

    assert html.count("<mark>") >= 3
    assert 'id="c' in html


@pytest.mark.parametrize("kind", ["Fact", "Passage"])
def test_facts_and_passages_are_shown_where_they_are_told_of(server, kind):
    answered = server(f"/id/{address_of_a(kind)}", accept=HTML)

    assert answered.status == 303
    assert server(answered.headers["location"].partition("#")[0], accept=HTML).status == 200


@pytest.mark.parametrize(
    ("accept", "media", "syntax"),
    [
        ("text/turtle", "text/turtle", RdfFormat.TURTLE),
        ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD),
        ("application/rdf+xml;q=0.9, text/html;q=0.5", "application/rdf+xml", RdfFormat.RDF_XML),
    ],
)
def test_a_thing_is_told_in_the_form_that_is_wanted(server, accept, media, syntax):
    answered = server(f"/id/{address('Chatter')}", accept=accept)

    assert (answered.status, answered.media) == (200, media)
    told = {words_of(triple.subject) for triple in parse(answered.body, format=syntax)}
    assert ID + address("Chatter") in told


def test_a_link_can_say_which_form_is_wanted(server):
    assert server(f"/id/{address('Chatter')}?format=turtle", accept=HTML).media == "text/turtle"


@pytest.mark.parametrize("accept", [HTML, "text/turtle"])
@pytest.mark.parametrize(
    "path", ["/id/nothing", "/id/%22%3E%3Cscript%3E", "/id/a%20b", "/questions/nothing", "/nothing"]
)
def test_what_is_not_there_is_not_found(server, path, accept):
    answered = server(path, accept=accept)

    assert answered.status in (400, 404)
    assert answered.media == ("text/html" if accept == HTML else "text/plain")
    assert answered.media == "text/plain" or "<script>" not in answered.text


def test_all_questions_are_listed_and_each_has_a_page(server):
    listed = re.findall(r'href="(/questions/[\w-]+)"', page(server, "/questions"))

    assert len(listed) >= 19
    for path in listed:
        assert "row" in words(page(server, path))


def test_a_question_takes_its_parameters_from_the_form(server):
    html = page(server, "/questions/closures?platform=Chatter&since=")

    assert 'value="Chatter"' in html
    assert "Chatter" in words(html.partition("<tbody>")[2])


def test_a_question_with_a_wrong_value_says_what_is_meant(server):
    answered = server("/questions/closures?platform=Chater", accept=HTML)

    assert answered.status == 400
    assert "did you mean &#39;Chatter&#39;?" in answered.text


def test_a_question_is_not_asked_with_a_parameter_that_it_has_not(server):
    answered = server("/questions/closures?platfrom=Chatter", accept=HTML)

    assert answered.status == 400
    assert "platfrom" in answered.text
    assert "did you mean &#39;platform&#39;?" in answered.text


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "https://kg.example.org/other", "urn:isbn:1"])
def test_what_is_none_of_our_things_has_no_page_to_go_to(server, iri):
    query = f'SELECT (IRI("{iri}") AS ?thing) {{}}'
    answer = page(server, "/query?query=" + quote(query)).partition("<tbody>")[2]

    assert iri in answer
    assert "href=" not in answer.partition("</tbody>")[0]


def test_an_answer_of_numbers_is_also_a_chart_and_one_of_names_a_graph(server):
    html = page(server, "/questions/closures")
    assert '<svg class="chart"' in html
    html = page(server, "/query?query=" + quote("SELECT ?a ?b { ?a kg:operates ?b }"))
    assert '<svg class="picture"' in html
    assert html.count("<circle") == 2
    assert '<svg class="picture"' in page(server, "/query?query=" + quote("CONSTRUCT WHERE { ?a kg:operates ?b }"))


def test_the_chart_is_of_the_numbers_that_differ_and_not_of_the_years(server):
    sparql = "SELECT ?who ?sum ?year ?articles { VALUES (?who ?sum ?year ?articles) { %s } }"
    html = page(server, "/query?query=" + quote(sparql % '("a" 70000 2020 1) ("b" 80000 2021 1) ("c" 90000 2022 1)'))
    assert 'class="heading">sum<' in html
    assert "<td>80,000</td><td>2021</td>" in html.replace("\n", "")


def test_a_passage_that_stands_in_another_is_not_shown_twice():
    assert longest(["Weibo was fined", "Weibo was fined 3 million", "on Monday", "on Monday"]) == [
        "Weibo was fined 3 million",
        "on Monday",
    ]


def test_a_wrong_query_is_told_of_beside_the_query(server):
    answered = server("/query?query=" + quote("SELECT * {\n <a:x> a ?y ?z }"), accept=HTML)

    assert answered.status == 400
    assert "line 2, column 13" in answered.text
    assert "&lt;a:x&gt; a ?y ?z" in answered.text


def test_a_long_query_is_sent_as_a_form(server):
    answered = server("/query", "POST", f"query={quote('ASK {} #' + 'x' * 9000)}",
                      content_type="application/x-www-form-urlencoded")  # fmt: skip

    assert answered.status == 200
    assert "<td>true</td>" in answered.text


def test_every_page_says_what_it_may_do(server):
    for path in ("/query", "/questions", f"/id/{address('Chatter')}", "/nothing"):
        policy = server(path, accept=HTML).headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self'" in policy
        assert "unsafe" not in policy
    assert server("/").headers["x-content-type-options"] == "nosniff"


def test_the_explorer_is_the_first_page(server):
    html = page(server, "/")

    assert "Knowledge graph" in html
    assert 'href="/query"' in html


@pytest.mark.parametrize("name", ["site.css", "site.js", "base.html.j2", "..%2f__init__.py", "yasgui.min.map"])
def test_only_styles_and_scripts_are_given_away(server, name):
    assert server(f"/assets/{name}").status == (200 if name in ("site.css", "site.js") else 404)
