"""Two articles by hand, enough to see every part of a page."""

from dataclasses import replace

from kg.explorer import Vocabulary
from kg.model import (
    Amount,
    Count,
    Event,
    Fact,
    Group,
    Identity,
    Knowledge,
    Modality,
    Name,
    PartialDate,
    Reading,
)
from tests.builders import article, fact, mention, span

MORNING = replace(
    article(
        "A fine day for nobody. Ofcom fined Bluebird 3 million pounds on 4 May 2021. Bluebird closed more than "
        "9,800 spam accounts in 2020.\nBluebird belongs to Nest Holdings.",
        id="morning",
        published="2021-05-05",
    ),
    title="Bluebird pays",
    outlet="The Morning Example",
    url="https://news.example/bluebird",
)
EVENING = replace(
    article(
        "Mr. Smith of Ofcom said the fine, £3.2 million, came late. \N{GRINNING FACE} Ofcom fined Bluebird in May. "
        "Bluebird could close Ofcom's page.",
        id="evening",
    ),
    title="Late, says Smith",
    outlet="Evening Sample",
)


def named(words: str, type: str, within=MORNING):
    """The words as a mention of a named thing."""
    return mention(words, type, within=within)


FINE = fact(
    "Fine",
    "Ofcom fined Bluebird 3 million pounds",
    within=MORNING,
    agent=named("Ofcom", "Regulator"),
    target=named("Bluebird", "Platform"),
    amount=mention("3 million pounds", "Amount", Amount(3_000_000, "GBP"), within=MORNING),
    date=mention("4 May 2021", "Date", PartialDate("2021-05-04"), within=MORNING),
)
SAME_FINE = fact(
    "Fine",
    "Ofcom fined Bluebird",
    within=EVENING,
    agent=named("Ofcom", "Regulator", EVENING),
    target=named("Bluebird", "Platform", EVENING),
    amount=mention("£3.2 million", "Amount", Amount(3_200_000, "GBP"), within=EVENING),
    date=mention("in May", "Date", PartialDate("2021-05"), within=EVENING),
)
CLOSURE = fact(
    "Closure",
    "closed more than 9,800 spam accounts",
    within=MORNING,
    agent=named("Bluebird", "Platform"),
    target=mention("spam accounts", "AccountGroup", Group("spam accounts", "account"), within=MORNING),
    count=mention("more than 9,800", "Count", Count(9_800, "more-than"), within=MORNING),
    date=mention("2020", "Date", PartialDate("2020"), within=MORNING),
)
OWNER = fact(
    "operates",
    "Bluebird belongs to Nest Holdings",
    within=MORNING,
    subject=named("Nest Holdings", "Company"),
    object=named("Bluebird", "Platform"),
)
THREAT = replace(
    fact(
        "Closure",
        "could close Ofcom's page",
        within=EVENING,
        modality=Modality.THREATENED,
        agent=named("Bluebird", "Platform", EVENING),
        target=named("Ofcom", "Regulator", EVENING),
    ),
    cue=span("could", within=EVENING),
)


def identity(label: str, type: str, *names: str, known: str | None = None) -> Identity:
    """A thing called by its label and these names."""
    return Identity(f"id-{label.replace(' ', '-').lower()}", type, label, (label, *names), known=known)


THINGS = (
    identity("Ofcom", "Regulator", "the watchdog", known="Ofcom"),
    identity("Bluebird", "Platform"),
    identity("Nest Holdings", "Company"),
    identity("spam accounts", "AccountGroup"),
    identity("Nobody", "Person"),  # takes part in nothing
)
ABOVE = {"Regulator": "Authority", "AccountGroup": "Group"}
WORDS = Vocabulary(
    labels={"Closure": "closure of accounts", "AccountGroup": "group of accounts"},
    is_a=lambda child, parent: child == parent or ABOVE.get(child) == parent,
    addresses={"Ofcom": "https://www.wikidata.org/wiki/Q7072650"},
)


def denoted(facts: list[Fact]) -> dict[tuple[str, str, int], str]:
    """Each filler that is called like a thing stands for it."""
    ids = {thing.label: thing.id for thing in THINGS}
    return {
        (told.id, slot, place): ids[filler.value.label]
        for told in facts
        for slot, fillers in told.slots.items()
        for place, filler in enumerate(fillers)
        if isinstance(filler.value, Name | Group) and filler.value.label in ids
    }


def small_news() -> Knowledge:
    """A fine told twice, a closure, an owner, and a threat."""
    morning, evening = [FINE, CLOSURE, OWNER], [SAME_FINE, THREAT]
    return Knowledge(
        readings=(Reading(EVENING, tuple(evening)), Reading(MORNING, tuple(morning))),
        identities=THINGS,
        events=(
            Event(
                "event-fine",
                "Fine",
                tuple(sorted([FINE.id, SAME_FINE.id])),
                ("same agent, target and month",),
                ("amount",),
            ),
            Event("event-closure", "Closure", (CLOSURE.id,)),
        ),
        denotes=denoted([*morning, *evening]),
    )
