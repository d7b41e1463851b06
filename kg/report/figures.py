"""What the report shows: figures of a graph, each with its table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from kg.agreed import exactest
from kg.captions import date_in_words, listed, number_text
from kg.extract.breakdown import SHARE
from kg.model import Amount, Count, Event, Fact, Knowledge, PartialDate, Quotation
from kg.report import charts

MOST_PARTS = 6  # of a stacked bar; the rest is one part
MOST_OUTLETS = 12
MOST_CURRENCIES = 3  # of which the highest fine is told in brief
REST = "others"
UNNAMED = "nobody named"


@dataclass(frozen=True, slots=True)
class Section:
    """A figure with its table."""

    heading: str
    says: str  # what is shown, in a sentence
    chart: str | None  # SVG; None where there is nothing to show
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shares: tuple[float, ...] = ()  # of each row, how long its bar is: 1 for the longest


class Told:
    """What the events of some knowledge say, as the report needs it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._facts = {fact.id: fact for fact in knowledge.facts}
        self._labels = {identity.id: identity.label for identity in knowledge.identities}
        articles = [reading.article for reading in knowledge.readings]
        self._outlets = {article.id: article.outlet or article.title or article.id for article in articles}

    def events(self, type_: str) -> Iterator[Event]:
        """The events of a type."""
        return (event for event in self.knowledge.events if event.type == type_)

    def facts(self, event: Event) -> list[Fact]:
        """The facts that tell of an event."""
        return [self._facts[fact] for fact in event.facts if fact in self._facts]

    def is_share(self, event: Event) -> bool:
        """True of a part of a sum that another event tells."""
        return any(SHARE in fact.patterns for fact in self.facts(event))

    def names(self, event: Event, slot: str) -> list[str]:
        """What the things in a slot of an event are called, each once."""
        found = {}
        for fact in self.facts(event):
            for place, mention in enumerate(fact.slots.get(slot, ())):
                thing = self.knowledge.denotes.get((fact.id, slot, place))
                found[self._labels.get(thing or "") or mention.span.text] = True
        return sorted(found)

    def date(self, event: Event) -> str:
        """The most precise date of an event, or "" where none has a year."""
        values = [m.value for fact in self.facts(event) for slot in ("date", "start") for m in fact.slots.get(slot, ())]
        dates = {value.iso for value in values if isinstance(value, PartialDate) and not value.iso.startswith("-")}
        return max(sorted(dates), key=len, default="")

    def number(self, event: Event, slot: str) -> Count | Amount | None:
        """The number that the sources agree on most exactly."""
        chosen = exactest(slot, {fact.id: fact for fact in self.facts(event)})
        values = [mention.value for _, fact in sorted(chosen.items()) for mention in fact.slots.get(slot, ())[:1]]
        return next((value for value in values if isinstance(value, Count | Amount)), None)

    def outlets(self, event: Event) -> set[str]:
        """The outlets, or else the titles of the articles, that tell of an event."""
        return {self._outlets.get(fact.article, fact.article) for fact in self.facts(event)}


def sections(told: Told) -> tuple[Section, ...]:
    """The figures of the report, in its order."""
    return (closures(told), *fines(told), campaigns(told), quoted(told), sources(told))


def in_brief(told: Told) -> Iterator[str]:
    """What the figures come to, a sentence each."""
    closers = Counter(name for event in told.events("Closure") for name in told.names(event, "agent"))
    number = sum(1 for _ in told.events("Closure"))
    if number:
        most = f", the most by {first_of(closers, 'closure')}" if closers else ""
        yield f"{counted(number, 'closure')}{most}."
    for currency, rows in [*ranked_fines(told)][:MOST_CURRENCIES]:
        sum_, whom, who, date = rows[0]
        by, when = (f", by {who}" if who else ""), (f" ({date_in_words(date)})" if date else "")
        yield f"The highest fine in {currency}: {number_text(sum_)} for {whom}{by}{when}."
    speakers, _ = quotations(told)
    if speakers:
        yield f"Most quoted: {first_of(speakers, 'statement')}."
    disputed = sum(bool(event.disputed) for event in told.knowledge.events)
    if disputed:
        yield f"The sources contradict each other on {counted(disputed, 'event')}."


def first_of(counts: Counter[str], word: str) -> str:
    """The one that counts most, with its number of what is counted."""
    name, number = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return f"{name} ({counted(number, word)})"


def counted(number: int, word: str) -> str:
    """
    A number with its word.

    1, "event"   1 event
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def closures(told: Told) -> Section:
    """Closures by year and by who closed."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for event in told.events("Closure"):
        year = told.date(event)[:4]
        for name in told.names(event, "agent") or [UNNAMED]:
            counts[name][year] += 1
    rows = sorted((year or "no date", name, counts[name][year]) for name in counts for year in counts[name])
    return Section(
        "Closures by year and authority",
        "What the articles tell of as closed: accounts, channels, pages, apps. Without a date: in the table only.",
        by_year(counts, "closures"),
        ("Year", "Who", "Closures"),
        tuple((year, name, f"{number:,}") for year, name, number in rows),
    )


def by_year(counts: Mapping[str, Counter[str]], unit: str) -> str | None:
    """A bar a year, shared out among the names that count most."""
    dated = {name: Counter({year: n for year, n in of.items() if year}) for name, of in counts.items()}
    years = sorted({year for of in dated.values() for year in of})
    if not years:
        return None
    every = [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    first = sorted((name for name in dated if dated[name]), key=lambda name: (-dated[name].total(), name))
    parts = {name: [float(dated[name][year]) for year in every] for name in first[:MOST_PARTS]}
    rest = [float(sum(dated[name][year] for name in first[MOST_PARTS:])) for year in every]
    return charts.stacked(every, parts | ({REST: rest} if any(rest) else {}), unit)


def ranked_fines(told: Told) -> Iterator[tuple[str, list[tuple[int, str, str, str]]]]:
    """
    By currency, the most frequent one first, the fines in it, the highest first: sum, whom, by whom, date.

    A share of another fine is none of its own.
    """
    ranked: dict[str, list[tuple[int, str, str, str]]] = defaultdict(list)
    for event in told.events("Fine"):
        if told.is_share(event):
            continue
        amount = told.number(event, "amount")
        if isinstance(amount, Amount):
            who, whom = (listed(told.names(event, slot)) for slot in ("agent", "target"))
            ranked[amount.currency].append((amount.value, whom or UNNAMED, who, told.date(event)))
    for currency, rows in sorted(ranked.items(), key=lambda item: (-len(item[1]), item[0])):
        yield currency, sorted(rows, key=lambda row: (-row[0], row[1:]))


def fines(told: Told) -> Iterator[Section]:
    """Fines ranked, a section for each currency; sums of different currencies are not compared."""
    for currency, rows in ranked_fines(told):
        yield Section(
            f"Fines in {currency}",
            f"{counted(len(rows), 'fine')}, from the highest to the lowest." if len(rows) > 1 else "",
            None,
            (currency, "Fined", "By", "When"),
            tuple(
                (number_text(sum_), whom, who, date_in_words(date) if date else "") for sum_, whom, who, date in rows
            ),
            shares_of([sum_ for sum_, *_ in rows]),
        )


def shares_of(numbers: Sequence[int]) -> tuple[float, ...]:
    """Each number as a part of the highest; none where there is nothing to compare."""
    return tuple(number / max(numbers) for number in numbers) if len(numbers) > 1 and max(numbers) > 0 else ()


def campaigns(told: Told) -> Section:
    """Campaigns on a time line: when they were launched, or when something was first done in them."""
    first: dict[str, str] = {}
    done: Counter[str] = Counter()
    for event in told.knowledge.events:
        when = told.date(event)
        for name in told.names(event, "campaign"):
            done[name] += event.type != "CampaignLaunch"
            first[name] = min(filter(None, (first.get(name), when)), default="")
    rows = sorted((when, name) for name, when in first.items())
    dated = [(name, day_of(when)) for when, name in rows if when]
    return Section(
        "Campaigns",
        "When each was launched, or when something was first done in it.",
        charts.moments(dated) if dated else None,
        ("First told of", "Campaign", "Measures in it"),
        tuple((date_in_words(when) if when else "no date", name, str(done[name])) for when, name in rows),
    )


def day_of(iso: str) -> date:
    """The first day that a date may mean."""
    year, month, day = ([int(part) for part in iso.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def quotations(told: Told) -> tuple[Counter[str], Mapping[str, set[str]]]:
    """How many statements with words between quotation marks each speaker made, and which outlets have them."""
    often: Counter[str] = Counter()
    where: dict[str, set[str]] = defaultdict(set)
    for event in told.events("Statement"):
        quotes = {
            m.value for fact in told.facts(event) for m in fact.slots.get("quote", ()) if isinstance(m.value, Quotation)
        }
        for name in told.names(event, "agent") if quotes else ():
            often[name] += 1
            where[name] |= told.outlets(event)
    return often, where


def quoted(told: Told) -> Section:
    """Who is quoted most, in words of their own."""
    often, where = quotations(told)
    rows = sorted(often.items(), key=lambda item: (-item[1], item[0]))
    return Section(
        "Who is quoted most",
        "Statements with words between quotation marks, and how many outlets have them." if rows else "",
        None,
        ("Statements", "Who", "Outlets"),
        tuple((str(number), name, str(len(where[name]))) for name, number in rows),
        shares_of([number for _, number in rows]),
    )


def sources(told: Told) -> Section:
    """Which sources tell of the same events."""
    shared: Counter[tuple[str, str]] = Counter()
    for event in told.knowledge.events:
        shared.update(combinations(sorted(told.outlets(event)), 2))
    weight = Counter[str]()
    for (one, other), number in shared.items():
        weight.update({one: number, other: number})
    names = sorted(weight, key=lambda name: (-weight[name], name))[:MOST_OUTLETS]
    table = [[shared[min(one, other), max(one, other)] if one != other else 0 for other in names] for one in names]
    return Section(
        "Which sources tell of the same events",
        "How many events two outlets both tell of. An article without an outlet stands for itself, by its title.",
        charts.overlap(names, table) if names else None,
        ("One", "The other", "Events"),
        tuple((one, other, str(n)) for (one, other), n in sorted(shared.items(), key=lambda item: (-item[1], item[0]))),
    )
