"""A small graph, made by hand: three articles of an invented country, and what a careful reader finds in them."""

from collections.abc import Iterator
from functools import cache

from pyoxigraph import Quad

from kg.graph import ontology_quads, quads
from kg.model import (
    Amount,
    Article,
    Count,
    Event,
    Fact,
    Group,
    Identity,
    Knowledge,
    Mention,
    Modality,
    Name,
    PartialDate,
    Phrase,
    Quotation,
    Reading,
    Span,
    Value,
)
from kg.ontology import bundled_ontology, load_ontology

FIRST = Article(
    "2021/first",
    "The Network Office closed more than 9,800 accounts on Chatter in May 2021 as part of Operation Broom. "
    "It fined Lumo Ltd 2 million euros. Lumo Ltd runs Chatter. "
    "“We read every post,” Ada Berg told the Harbour Post. "
    "The Network Office could close Hearsay, and Lumo Ltd denied that Ada Berg had been arrested.",
    title="Network Office closes accounts",
    published=PartialDate("2021-05-20"),
    outlet="Harbour Post",
)
SECOND = Article(
    "2021/second",
    "Some 9,800 accounts were closed on Chatter by the Network Office. "
    "The Network Office, which regulates Chatter, ordered Hearsay to register its users. "
    "Police arrested two men for spreading rumours on 3 June 2021. "
    "It issued the Posting Rules and launched Operation Broom. Chatter closed 200 bot accounts in 2020. "
    "The Harbour Court fined Hearsay 300,000 euros on 22 May. “Rumours harm all,” said Ada Berg.",
    title="=Rules & <accounts>",
    published=PartialDate("2021-06-04"),
)
THIRD = Article("2021/third", "Nothing happened.")

Filler = tuple[str, str, Value]


def named(words: str, kind: str, label: str | None = None) -> Filler:
    return words, kind, Name(label or words)


def described(words: str, kind: str, head: str) -> Filler:
    return words, kind, Group(words, head)


def span(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(article.id, start, start + len(words), words)


def fact(
    article: Article,
    kind: str,
    evidence: str,
    *,
    modality: Modality = Modality.ASSERTED,
    cue: str = "",
    **slots: Filler,
) -> Fact:
    mentions = {slot: (Mention(span(article, words), type_, value),) for slot, (words, type_, value) in slots.items()}
    return Fact(
        kind,
        mentions,
        evidence=(span(article, evidence),),
        patterns=(f"{kind.lower()}/by-hand",),
        modality=modality,
        cue=span(article, cue) if cue else None,
    )


OFFICE = named("Network Office", "Regulator")
CHATTER = named("Chatter", "Platform")
HEARSAY = named("Hearsay", "Platform")
LUMO = named("Lumo Ltd", "Company")
BERG = named("Ada Berg", "Person")
BROOM = named("Operation Broom", "Campaign")
ACCOUNTS = described("accounts", "AccountGroup", "account")

CLOSURE = fact(
    FIRST,
    "Closure",
    "closed more than 9,800 accounts on Chatter",
    agent=OFFICE,
    target=ACCOUNTS,
    platform=CHATTER,
    count=("more than 9,800", "Count", Count(9800, "more-than")),
    date=("May 2021", "Date", PartialDate("2021-05")),
    campaign=BROOM,
)
SAME_CLOSURE = fact(
    SECOND,
    "Closure",
    "Some 9,800 accounts were closed",
    agent=OFFICE,
    target=ACCOUNTS,
    platform=CHATTER,
    count=("Some 9,800", "Count", Count(9800, "about")),
)
FIRST_FACTS = (
    CLOSURE,
    fact(
        FIRST,
        "Fine",
        "It fined Lumo Ltd 2 million euros",
        agent=named("It", "Regulator", "Network Office"),
        target=LUMO,
        amount=("2 million euros", "Amount", Amount(2_000_000, "EUR")),
    ),
    fact(FIRST, "operates", "Lumo Ltd runs Chatter", subject=LUMO, object=CHATTER),
    fact(
        FIRST,
        "Statement",
        "“We read every post,” Ada Berg told the Harbour Post",
        agent=BERG,
        medium=named("Harbour Post", "MediaOutlet"),
        quote=("We read every post,", "Quotation", Quotation("We read every post,")),
    ),
    fact(
        FIRST,
        "Closure",
        "The Network Office could close Hearsay",
        modality=Modality.POSSIBLE,
        cue="could",
        agent=OFFICE,
        target=HEARSAY,
    ),
    fact(
        FIRST,
        "Detention",
        "Lumo Ltd denied that Ada Berg had been arrested",
        modality=Modality.DENIED,
        cue="denied",
        target=BERG,
    ),
)
SECOND_FACTS = (
    SAME_CLOSURE,
    fact(SECOND, "regulates", "The Network Office, which regulates Chatter", subject=OFFICE, object=CHATTER),
    fact(
        SECOND,
        "Order",
        "ordered Hearsay to register its users",
        agent=OFFICE,
        target=HEARSAY,
        topic=("register its users", "Phrase", Phrase("register its users")),
    ),
    fact(
        SECOND,
        "Detention",
        "Police arrested two men",
        agent=named("Police", "Police"),
        target=described("men", "PeopleGroup", "man"),
        count=("two", "Count", Count(2)),
        reason=("spreading rumours", "Phrase", Phrase("spreading rumours")),
        date=("3 June 2021", "Date", PartialDate("2021-06-03")),
    ),
    fact(
        SECOND,
        "PolicyIssuance",
        "It issued the Posting Rules",
        agent=named("It", "Regulator", "Network Office"),
        policy=named("Posting Rules", "Policy"),
    ),
    fact(
        SECOND,
        "CampaignLaunch",
        "launched Operation Broom",
        agent=named("It", "Regulator", "Network Office"),
        campaign=BROOM,
    ),
    fact(
        SECOND,
        "Closure",
        "Chatter closed 200 bot accounts in 2020",
        agent=CHATTER,
        target=described("bot accounts", "AccountGroup", "account"),
        count=("200", "Count", Count(200)),
        date=("2020", "Date", PartialDate("2020")),
    ),
    fact(
        SECOND,
        "Fine",
        "The Harbour Court fined Hearsay 300,000 euros",
        agent=named("Harbour Court", "Court"),
        target=HEARSAY,
        amount=("300,000 euros", "Amount", Amount(300_000, "EUR")),
        date=("22 May", "Date", PartialDate("--05-22")),
    ),
    fact(
        SECOND,
        "Statement",
        "“Rumours harm all,” said Ada Berg",
        agent=BERG,
        quote=("Rumours harm all,", "Quotation", Quotation("Rumours harm all,")),
        topic=("Rumours", "Phrase", Phrase("=1+1")),
    ),
)
RELATIONS = ("operates", "regulates")


def knowledge() -> Knowledge:
    """What the articles say, with things of one label taken for one, and both closures of 9,800 accounts for one."""
    readings = (Reading(FIRST, FIRST_FACTS), Reading(SECOND, SECOND_FACTS), Reading(THIRD))
    denotes = {place: identity_id(mention) for place, mention in things(FIRST_FACTS + SECOND_FACTS)}
    return Knowledge(readings, tuple(identities()), tuple(events()), denotes)


def things(facts: tuple[Fact, ...]) -> Iterator[tuple[tuple[str, str, int], Mention]]:
    for each in facts:
        for slot, mentions in each.slots.items():
            for position, mention in enumerate(mentions):
                if isinstance(mention.value, Name | Group):
                    yield (each.id, slot, position), mention


def identity_id(mention: Mention) -> str:
    assert isinstance(mention.value, Name | Group)
    return f"i-{mention.type}-{mention.value.label}"


def identities() -> Iterator[Identity]:
    found: dict[str, list[Mention]] = {}
    for _, mention in things(FIRST_FACTS + SECOND_FACTS):
        found.setdefault(identity_id(mention), []).append(mention)
    for key, mentions in sorted(found.items()):
        value = mentions[0].value
        assert isinstance(value, Name | Group)
        names = ("Chatter App", "Chatter") if value.label == "Chatter" else (value.label,)
        spans = tuple(dict.fromkeys(mention.span for mention in mentions))
        yield Identity(key, mentions[0].type, value.label, names, spans, reasons=("one name",))


def events() -> Iterator[Event]:
    yield Event("e-closure", "Closure", tuple(sorted((CLOSURE.id, SAME_CLOSURE.id))), ("the same count",))
    for each in FIRST_FACTS + SECOND_FACTS:
        if each.type not in RELATIONS and each.modality == Modality.ASSERTED and each not in (CLOSURE, SAME_CLOSURE):
            yield Event(f"e-{each.id}", each.type, (each.id,))


@cache
def small_quads() -> tuple[Quad, ...]:
    """The small graph as quads, the ontology among them."""
    ontology = load_ontology(bundled_ontology())
    return (*quads(knowledge(), ontology), *ontology_quads(ontology))


@cache
def small_words() -> tuple[tuple[str, str, str, str], ...]:
    """The same, each quad as four texts: addresses and words as they are."""
    return tuple(
        (words_of(quad.subject), words_of(quad.predicate), words_of(quad.object), words_of(quad.graph_name))
        for quad in small_quads()
    )


def words_of(term: object) -> str:
    return str(getattr(term, "value", term))
