"""When something was done, why and on which platform, where the sentence itself leaves it open or tells too much."""

from functools import partial
from pathlib import Path

import pytest

from kg.grammar import Grammar
from tests.extract.reading import told as told_on

ONTOLOGY = Path(__file__).parents[2] / "ontology"
told = partial(told_on, published="2021-08-20")  # a Friday

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "kind", "dates"),
    [
        (
            "The ban on Reddit began on Friday, two days after YouTube removed 30 videos.",
            "ContentRemoval",
            {"date": ("2021-08-18",)},
        ),
        ("Reddit removed 30 posts that broke the June rules.", "ContentRemoval", {}),
        (
            "In the year to June, Reddit removed 30 posts.",
            "ContentRemoval",
            {"start": ("2020-07",), "end": ("2021-06",)},
        ),
        (
            "Reddit has closed 30 accounts since the law came into force on 10 May.",
            "Closure",
            {"start": ("2021-05-10",)},
        ),
        (
            "Reddit closed 30 accounts run by the army last month.",
            "Closure",
            {"date": ("2021-07",)},
        ),
        (
            "Reddit removed 30 posts in June. Another 20 were hidden for spam.",
            "Restriction",
            {},
        ),
        ("Reddit removed 30 posts; users rejoiced on Monday.", "ContentRemoval", {}),
    ],
)
def test_an_event_has_its_own_time_and_no_other(
    text: str, kind: str, dates: dict[str, tuple[str, ...]], grammar: Grammar
) -> None:
    found = told(text, kind, grammar)

    assert [{slot: fact[slot] for slot in ("date", "start", "end") if slot in fact} for fact in found] == [dates] * len(
        found
    )


def test_a_count_without_a_date_is_of_the_time_and_platform_told_just_before(grammar: Grammar) -> None:
    text = "Between April and June, YouTube removed 900 videos. Another 80 were taken down over hate speech."

    first, second = told(text, "ContentRemoval", grammar)

    assert second["start"] == first["start"] == ("2021-04",)
    assert second["platform"] == first["platform"] == ("YouTube",)
    assert second["reason"] == ("hate speech",)


def test_a_count_of_another_time_keeps_no_date(grammar: Grammar) -> None:
    text = "In June, YouTube removed 900 videos. It had taken down 80 channels earlier."

    assert [fact.get("date") for fact in told(text, "Closure", grammar)] == [None]


def test_the_day_of_a_decision_may_be_told_afterwards(grammar: Grammar) -> None:
    text = "The data authority has fined Reddit 2 million euros. The decision, handed down on 2 August, is final."

    assert [fact["date"] for fact in told(text, "Fine", grammar)] == [("2021-08-02",)]


@pytest.mark.parametrize(
    ("text", "kind", "reasons"),
    [
        ("The court blocked Reddit to protect minors.", "Closure", ("protect minors",)),
        ("The court blocked Reddit in order to protect minors.", "Closure", ("protect minors",)),
        ("The court blocked Reddit to save money.", "Closure", None),
        (
            "The court blocked Reddit on the grounds that it had ignored a deadline.",
            "Closure",
            ("it had ignored a deadline",),
        ),
        ("The court blocked Reddit, with officials citing riots.", "Closure", ("riots",)),
        (
            "The court fined Reddit 2 million euros. It found that the platform had ignored a deadline.",
            "Fine",
            ("ignored a deadline",),
        ),
        (
            "The court fined Reddit 2 million euros. It found that the ministry had ignored a deadline.",
            "Fine",
            None,
        ),
        ("Reddit closed 30 accounts for spam in the second quarter.", "Closure", ("spam",)),
        ("Reddit closed 30 accounts for begging and vulgar acts.", "Closure", ("begging", "vulgar acts")),
        ("Reddit closed 30 accounts linked to Acme for spam.", "Closure", ("spam",)),
    ],
)
def test_a_reason_is_what_somebody_had_done_or_is_to_be_kept_from(
    text: str, kind: str, reasons: tuple[str, ...] | None, grammar: Grammar
) -> None:
    assert [fact.get("reason") for fact in told(text, kind, grammar)] == [reasons]


def test_the_same_reason_is_the_one_told_before(grammar: Grammar) -> None:
    text = "The CAC summoned Douban over obscene posts. Weibo was summoned by the CAC for the same reason."

    assert [fact["reason"] for fact in told(text, "Summons", grammar)] == [("obscene posts",), ("obscene posts",)]


@pytest.mark.parametrize(
    ("text", "kind", "platforms"),
    [
        ("A court had 134 TikTok clips deleted.", "ContentRemoval", ("TikTok",)),
        ("Police arrested two men over TikTok clips.", "Detention", ("TikTok",)),
        ("Police arrested two men over clips of a robbery.", "Detention", None),
        ("Reddit muted 30 users.", "Restriction", ("Reddit",)),
    ],
)
def test_the_platform_stands_in_the_words_for_what_was_dealt_with(
    text: str, kind: str, platforms: tuple[str, ...] | None, grammar: Grammar
) -> None:
    assert [fact.get("platform") for fact in told(text, kind, grammar)] == [platforms]


def test_of_a_sum_in_two_currencies_the_first_stands(grammar: Grammar) -> None:
    text = "Orkut has paid fines adding up to R$12.4m (roughly $2.3m)."
    assert [fact["amount"] for fact in told(text, "Fine", grammar)] == [("12400000 BRL",)]
