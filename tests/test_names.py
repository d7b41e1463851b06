"""Every known name is one thing, in one place, and points at things that exist."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.ontology import load_ontology

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
LISTS = {"aliases", "adjective", "called", "sector", "metonyms"}
TEXTS = {"name", "type", "country", "owner", "parent", "issuer", "place", "same", "capital", "demonym", "wikidata"}
STATE_BODIES = ("Regulator", "Ministry", "Court", "Police", "Parliament", "Government", "Authority")

Entry = Mapping[str, Any]


def read(path: Path) -> Any:
    """A YAML file of strings, as the program reads it: "no" is a word here."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - builds nothing but strings


FILES = sorted((ONTOLOGY / "names").glob("*.yaml"))
ENTRIES: Mapping[Path, Sequence[Entry]] = {path: read(path) for path in FILES}
ALL: Sequence[Entry] = [entry for entries in ENTRIES.values() for entry in entries]
TYPES: Mapping[str, str] = {entry["name"]: entry["type"] for entry in ALL}
CURRENCIES: Mapping[str, Any] = read(ONTOLOGY / "words" / "currencies.yaml")


def spellings(entry: Entry) -> Iterator[str]:
    yield entry["name"]
    yield from entry.get("aliases", ())


def texts(entry: Entry) -> Iterator[str]:
    for value in entry.values():
        yield from value if isinstance(value, list) else [value]


def twice(values: Sequence[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def sharers(entries: Sequence[Entry]) -> Mapping[str, Sequence[Entry]]:
    """Spelling → its entries, where there are several."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for spelling in spellings(entry):
            found[spelling].append(entry)
    return {spelling: group for spelling, group in found.items() if len(group) > 1}


def can_be_told_apart(entries: Sequence[Entry]) -> bool:
    """The country of the text decides, or the context has to."""
    countries = [entry.get("country") for entry in entries]
    by_country = None not in countries and len(set(countries)) == len(countries)
    return by_country or all(entry.get("ambiguous") == "yes" for entry in entries)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_entry_holds_only_what_is_known_of_names(path: Path) -> None:
    for entry in ENTRIES[path]:
        assert {"name", "type"} <= set(entry), entry
        assert set(entry) <= LISTS | TEXTS | {"ambiguous"}, entry
        assert all(isinstance(entry[key], list) == (key in LISTS) for key in entry), entry
        assert entry.get("ambiguous", "yes") == "yes", entry


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_texts_are_clean(path: Path) -> None:
    for entry in ENTRIES[path]:
        for text in texts(entry):
            assert isinstance(text, str), entry
            assert text, entry
            assert text == " ".join(text.split()), entry
        for key in LISTS & set(entry):
            assert entry[key], entry
            assert not twice(entry[key]), entry
        assert entry["name"] not in entry.get("aliases", ()), entry


def test_a_name_is_given_to_one_entry() -> None:
    assert twice([entry["name"] for entry in ALL]) == []


def test_types_are_classes_of_the_ontology() -> None:
    assert {entry["type"] for entry in ALL} <= set(load_ontology(ONTOLOGY).classes)


@pytest.mark.parametrize(
    ("key", "types"),
    [
        ("country", {"Country"}),
        ("place", {"Place", "Country"}),
        ("owner", {"Company", "MediaOutlet", "Association"}),
        ("issuer", {*STATE_BODIES}),
        ("parent", set(TYPES.values()) - {"Place", "Country", "Policy"}),
        ("same", {"Platform"}),
    ],
)
def test_an_entry_points_at_another_of_the_right_kind(key: str, types: set[str]) -> None:
    pointing = [entry for entry in ALL if key in entry]
    wrong = [(entry["name"], entry[key]) for entry in pointing if TYPES.get(entry[key]) not in types]
    assert wrong == []
    assert [entry["name"] for entry in pointing if entry[key] == entry["name"]] == []
    assert pointing


def test_nothing_is_part_of_itself_by_a_detour() -> None:
    above = {entry["name"]: entry.get("parent") or entry.get("owner") for entry in ALL}
    for name in list(above):
        chain = [name]
        while (higher := above.get(chain[-1])) is not None:
            assert higher not in chain, name
            chain.append(higher)


def test_a_spelling_that_several_share_can_be_told_apart() -> None:
    unclear = {
        spelling: [entry["name"] for entry in entries]
        for spelling, entries in sharers(ALL).items()
        if not can_be_told_apart(entries)
    }
    assert unclear == {}


def test_a_description_means_one_body_of_a_country() -> None:
    described: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for entry in ALL:
        for words in entry.get("called", ()):
            described[entry.get("country", ""), words].append(entry["name"])
    assert {key: names for key, names in described.items() if len(names) > 1} == {}


def test_descriptions_have_a_country_to_be_told_apart_by() -> None:
    assert [entry["name"] for entry in ALL if "called" in entry and "country" not in entry] == []


def test_wikidata_ids_are_well_formed_and_given_once() -> None:
    ids = [entry["wikidata"] for entry in ALL if "wikidata" in entry]
    assert [wikidata for wikidata in ids if not (wikidata[0] == "Q" and wikidata[1:].isdecimal())] == []
    assert twice(ids) == []


@pytest.mark.parametrize(
    ("types", "least"),
    [
        (STATE_BODIES, 1500),
        (("Regulator",), 600),
        (("Ministry",), 400),
        (("Platform",), 450),
        (("Company",), 500),
        (("MediaOutlet",), 700),
        (("University", "Institute"), 550),
        (("Association",), 450),
        (("Policy",), 400),
        (("Country",), 195),
        (("Place",), 600),
    ],
)
def test_the_gazetteer_covers_the_field(types: Sequence[str], least: int) -> None:
    assert sum(entry["type"] in types for entry in ALL) >= least


def test_bodies_of_most_countries_are_known() -> None:
    assert len({entry.get("country") for entry in ALL if entry["type"] in STATE_BODIES}) >= 150


def test_a_country_has_its_adjective() -> None:
    without = {entry["name"] for entry in ALL if entry["type"] == "Country" and "adjective" not in entry}
    assert without <= {"Jersey", "Guernsey", "British Virgin Islands", "Nagorno-Karabakh"}


def test_a_form_of_money_means_one_currency_or_is_listed_as_shared() -> None:
    own = [form for currency in CURRENCIES["currencies"] for form in money_forms(currency)]
    shared = [entry["form"] for entry in CURRENCIES["shared"]]
    assert twice(own + shared) == []


def test_money_belongs_to_known_currencies_and_countries() -> None:
    codes = {currency["code"] for currency in CURRENCIES["currencies"]}
    assert len(codes) == len(CURRENCIES["currencies"])
    assert all(len(code) == 3 and code.isupper() for code in codes)
    for currency in CURRENCIES["currencies"]:
        assert {TYPES.get(country) for country in currency["countries"]} <= {"Country"}, currency
    for entry in CURRENCIES["shared"]:
        assert set(entry["of"]) | {entry.get("default", entry["of"][0])} <= codes, entry
        assert {TYPES.get(country) for country in entry["in"]} <= {"Country"}, entry


def test_a_country_has_one_currency() -> None:
    countries = [country for currency in CURRENCIES["currencies"] for country in currency["countries"]]
    assert twice(countries) == []


def test_a_shared_form_is_settled_in_its_countries() -> None:
    of_country = {
        country: currency["code"] for currency in CURRENCIES["currencies"] for country in currency["countries"]
    }
    unsettled = [
        (entry["form"], country)
        for entry in CURRENCIES["shared"]
        for country in entry["in"]
        if of_country[country] not in entry["of"]
    ]
    assert unsettled == []


def money_forms(currency: Mapping[str, Any]) -> Iterator[str]:
    for key in ("symbols", "names", "qualified"):
        yield from currency[key]
