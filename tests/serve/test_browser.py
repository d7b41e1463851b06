"""The pages in a real browser: what they run, what they reach for, how they are used without a mouse."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from kg.archive import STORE, new_build, publish, save_knowledge
from kg.graph import ontology_quads, quads
from kg.model import Identity, Knowledge, Reading
from kg.ontology import bundled_ontology, load_ontology
from kg.serve.templates import has_editor
from kg.store import with_union, write_store
from tests.builders import article, fact, mention, span
from tests.explorer.conftest import WATCH
from tests.serve.conftest import serving
from tests.serve.test_pages import address, address_of_a

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'{{7*7}}"
SIZES = {"light": (1200, 800), "dark": (1200, 800), "phone": (390, 800)}


@pytest.fixture
def look_at(browser):
    """Opens a page, and keeps account of all that it does which it should not."""
    contexts = []

    def open_page(url, *, look="light", javascript=True):
        width, height = SIZES[look]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if look == "dark" else "light",
            java_script_enabled=javascript,
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.misdeeds = []
        host = url.split("/")[2]
        page.on("request", lambda request: page.misdeeds.extend([request.url] * (host not in request.url)))
        page.on("pageerror", lambda error: page.misdeeds.append(str(error)))
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()


def is_well(page):
    violations = page.evaluate("window.violations")
    return page.misdeeds == [] and violations == [] and not page.evaluate("window.ran === true")


@pytest.mark.parametrize("look", SIZES)
@pytest.mark.parametrize(
    "path", ["/query?query=SELECT+*+{+%3Fs+kg:operates+%3Fo+}", "/questions", "/questions/closures"]
)
def test_the_pages_stay_within_the_window_and_within_the_server(server, look_at, path, look):
    page = look_at(server.address + path, look=look)

    assert is_well(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelectorAll('h1').length") == 1


@pytest.mark.parametrize("look", SIZES)
def test_things_events_and_articles_stay_within_the_window(server, look_at, look):
    for name in (address("Chatter"), address_of_a("Fine"), address_of_a("Article")):
        page = look_at(f"{server.address}/id/{name}", look=look)
        assert is_well(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_question_is_asked_by_its_form(server, look_at, javascript):
    page = look_at(f"{server.address}/questions/closures", javascript=javascript)

    page.get_by_label("platform").fill("Chatter")
    page.get_by_role("button", name="Ask", exact=True).click()

    page.get_by_role("heading", name="rows").or_(page.get_by_role("heading", name="1 row")).wait_for()
    assert "platform=Chatter" in page.url
    assert page.get_by_role("cell", name="Chatter").first.is_visible()


def test_a_query_is_asked_without_a_script(server, look_at):
    page = look_at(f"{server.address}/query", javascript=False)

    page.get_by_label("SPARQL 1.1").fill("SELECT ?name { ?p a kg:Platform ; rdfs:label ?name }")
    page.get_by_role("button", name="Ask", exact=True).click()

    page.get_by_role("cell", name="Hearsay").wait_for()


@pytest.mark.parametrize("has_bundle", [False, True])
def test_a_query_is_asked_from_the_keyboard(server, look_at, has_bundle):
    if has_bundle and not has_editor():
        pytest.skip("the editor is not bundled: make site")
    page = look_at(f"{server.address}/questions")
    if not has_bundle:
        page.route("**/yasgui*", lambda route: route.abort())
    page.goto(f"{server.address}/query?query=SELECT+%3Fx+{{+%3Fx+a+kg:Platform+}}")
    if has_bundle:
        page.wait_for_selector("html[data-editor=yes]")
        page.locator(".CodeMirror").click()
        assert "PREFIX kg:" in page.locator(".CodeMirror").inner_text()
    else:
        page.locator("#query").focus()

    page.keyboard.press("Control+End")
    page.keyboard.type(" LIMIT 1")
    page.keyboard.press("Control+Enter")

    page.get_by_role("heading", name="1 row").wait_for()
    assert "LIMIT" in page.url
    assert not page.evaluate("window.violations").count("connect-src")


def test_the_first_tab_leads_past_the_menu(server, look_at):
    page = look_at(f"{server.address}/questions")

    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.textContent") == "To the content"


def test_every_field_and_picture_has_a_name(server, look_at):
    for path in ("/questions/closures", "/query"):
        page = look_at(server.address + path)
        unnamed = page.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden]),textarea')]"
            ".filter((e) => !e.labels.length && !e.ariaLabel && !e.closest('.CodeMirror')).length"
        )
        assert unnamed == 0
        assert page.evaluate(
            "[...document.querySelectorAll('.drawing svg')].every((e) => e.getAttribute('aria-label'))"
        )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A graph of an article whose every word is meant to become markup."""
    text = f"{HOSTILE} fined {HOSTILE} Ltd yesterday."
    source = article(text, id=HOSTILE)
    fine = fact(
        "Fine",
        text[:-1],
        within=source,
        agent=mention(HOSTILE, "Regulator", within=source),
        target=mention(f"{HOSTILE} Ltd", "Company", within=source),
    )
    agent = Identity(f"i-{HOSTILE}", "Regulator", HOSTILE, (HOSTILE, HOSTILE * 2), (span(HOSTILE, within=source),),
                     reasons=(HOSTILE,))  # fmt: skip
    knowledge = Knowledge((Reading(source, (fine,)),), (agent,), (), {(fine.id, "agent", 0): agent.id})
    folder = tmp_path_factory.mktemp("hostile") / "graph"
    ontology = load_ontology(bundled_ontology())
    with new_build(folder) as place:
        save_knowledge(knowledge, place)
        write_store(with_union([*quads(knowledge, ontology), *ontology_quads(ontology)]), place / STORE)
        publish(folder, place)
    with serving(folder, "--title", HOSTILE) as served:
        yield served


def test_words_that_are_meant_to_become_markup_stay_words(hostile, look_at):
    things = hostile("/sparql?format=tsv&query=SELECT+%3Fs+{+%3Fs+a+%3Ft+FILTER(STRSTARTS(STR(%3Fs),STR(id:)))+}").text
    pages = [line.strip("<>").partition("/id/")[2] for line in things.splitlines()[1:]]
    assert len(pages) >= 4
    for name in pages:
        page = look_at(f"{hostile.address}/id/{name}")
        assert is_well(page)
        assert page.locator("img").count() == 0
    shown = look_at(f"{hostile.address}/query?query=SELECT+*+{{+%3Fs+rdfs:label+%3Fo+FILTER(CONTAINS(%3Fo,'img'))+}}")
    assert is_well(shown)
    assert HOSTILE in shown.locator("table").inner_text()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_in_the_way_of_anybody(server, browser, look):
    context = browser.new_context(color_scheme=look, bypass_csp=True)
    page = context.new_page()
    names = [f"/id/{name}" for name in (address("Chatter"), address_of_a("Fine"), address_of_a("Article"))]
    found = []
    for path in ("/query?query=SELECT+*+{+%3Fs+kg:count+%3Fo+}", "/questions", "/questions/closures", *names):
        page.goto(server.address + path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        told = Axe().run(page, {"exclude": [[".editor"]]}).response["violations"]
        found += [(path, each["id"], each["nodes"][0]["html"]) for each in told]
    context.close()
    assert found == []
