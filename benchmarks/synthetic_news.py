"""Made-up knowledge of any size, shaped like news: few who are everywhere, many who are told of once, in circles."""

from __future__ import annotations

import random

from kg.model import (
    Amount,
    Article,
    Block,
    BlockKind,
    Event,
    Fact,
    Identity,
    Knowledge,
    Mention,
    Name,
    PartialDate,
    Reading,
    Span,
)

SENTENCES_TO_ARTICLE = 20
PEOPLE_OF_A_CIRCLE = 60  # things that are told of together
TYPES = ("Platform", "Company", "Regulator", "Person", "MediaOutlet", "Ministry", "Association", "Policy")
SYLLABLES = ("ba", "dor", "lin", "mer", "no", "pel", "qui", "ras", "sol", "tev", "u", "vin", "wek", "xan", "zi")


def knowledge_of(points: int, seed: int = 7) -> Knowledge:
    """Knowledge whose picture has so many points: two fifths things, the rest events with two facts to three events."""
    dice = random.Random(seed)  # noqa: S311
    things = [thing(number, dice) for number in range(max(4, points * 2 // 5))]
    told = [article_of(number, things, dice) for number in range(1 + (points - len(things)) // SENTENCES_TO_ARTICLE)]
    readings = tuple(reading for reading, _ in told)
    denotes = {key: value for _, links in told for key, value in links.items()}
    events = tuple(Event(f"event-{fact.id}", fact.type, (fact.id,)) for reading in readings for fact in reading.facts)
    return Knowledge(readings, tuple(things), events, denotes)


def thing(number: int, dice: random.Random) -> Identity:
    """Something with a name that nothing else has."""
    name = " ".join("".join(dice.choices(SYLLABLES, k=3)).title() for _ in range(2))
    return Identity(f"thing-{number}", TYPES[number % len(TYPES)], f"{name} {number}", (f"{name} {number}",))


def article_of(
    number: int, things: list[Identity], dice: random.Random
) -> tuple[Reading, dict[tuple[str, str, int], str]]:
    """An article on one circle of things, with a fact to each sentence."""
    circle = dice.randrange(len(things) // PEOPLE_OF_A_CIRCLE + 1) * PEOPLE_OF_A_CIRCLE
    pairs = [tuple(member(circle, things, dice) for _ in range(2)) for _ in range(SENTENCES_TO_ARTICLE)]
    year = 2005 + number % 20
    lines = [
        f"{a.label} fined {b.label} €{1000 + 7 * place:,} on {1 + place} May {year}."
        for place, (a, b) in enumerate(pairs)
    ]
    text = "\n".join(lines)
    id_, start = f"article-{number}", 0
    facts: list[Fact] = []
    links: dict[tuple[str, str, int], str] = {}
    for place, ((a, b), line) in enumerate(zip(pairs, lines, strict=True)):
        fact = fine(id_, (a, b), line, (start, f"{year}-05-{1 + place:02}", 1000 + 7 * place))
        links |= {(fact.id, "agent", 0): a.id, (fact.id, "target", 0): b.id}
        facts.append(fact)
        start += len(line) + 1
    blocks = (Block(0, len(text), BlockKind.PROSE),)
    return Reading(
        Article(id_, text, blocks, f"Fines of {year}, part {number}", PartialDate(f"{year}-06-01"), "The Example"),
        tuple(facts),
    ), links


def member(circle: int, things: list[Identity], dice: random.Random) -> Identity:
    """Somebody of the circle, mostly those who stand first in it; now and then anybody who is known everywhere."""
    place = (
        int(PEOPLE_OF_A_CIRCLE * dice.random() ** 1.6) + circle
        if dice.random() < 0.95
        else dice.randrange(min(200, len(things)))
    )
    return things[min(place, len(things) - 1)]


def fine(article: str, who: tuple[Identity, Identity], line: str, what: tuple[int, str, int]) -> Fact:
    """That one fined another."""
    start, date, amount = what

    def mention(words: str, type_: str, value: Name | Amount | PartialDate) -> Mention:
        begin = start + line.rfind(words)
        return Mention(Span(article, begin, begin + len(words), words), type_, value)

    agent, target = who
    return Fact(
        "Fine",
        {
            "agent": (mention(agent.label, agent.type, Name(agent.label)),),
            "target": (mention(target.label, target.type, Name(target.label)),),
            "amount": (mention(f"€{amount:,}", "Amount", Amount(amount, "EUR")),),
            "date": (mention(line.rpartition(" on ")[2].rstrip("."), "Date", PartialDate(date)),),
        },
        (Span(article, start, start + len(line), line),),
        ("fine/fine",),
    )
