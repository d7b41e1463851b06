"""When an article was published, as precise as it says, and who published it."""

import pytest

from kg.model import Article, PartialDate
from kg.readers.compose import NOTHING_TOLD, Told, compose
from kg.readers.dates import date_of_address, find_dates, read_date

LEAD = "The media council of Utopia fined the network Chirper on 4 April 2019 because it let fake accounts multiply."


def article(header: str, *, name: str = "page", told: Told = NOTHING_TOLD) -> Article:
    return compose(name, f"{header}\n\nCouncil fines Chirper over fake accounts\n\n{LEAD}\n\n{LEAD[::-1]}", told=told)


def day_of(header: str, **known: str) -> str | None:
    published = article(header, **known).published  # type: ignore[arg-type]
    return published.iso if published else None


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Published: 2021-05-03 09:10", "2021-05-03"),
        ("Published 3 May 2021, 6.20pm · Updated 8.05pm", "2021-05-03"),
        ("2018-11-14 09:11:39Harbour Times Editor : Li", "2018-11-14"),
        ("issue 37 · Sunday, September 12, 2021", "2021-09-12"),
        ("13 December 2024", "2024-12-13"),
        ("December 14th, 2021 | 2 min read", "2021-12-14"),
        ("Harbour Weekend Post – Sunday, July 31, 2022", "2022-07-31"),
        ("TECH | May 2021", "2021-05"),
        ("Published: 14.11.2018", "2018-11-14"),
        ("Published: 25/11/2018", "2018-11-25"),
        ("Published: 03/04/2018", "2018"),
        ("2021年5月3日", "2021-05-03"),
        ("Updated: 5 May 2021\nPublished: 3 May 2021", "2021-05-03"),
        ("Last modified: 5 May 2021", "2021-05-05"),
        ("Accessed: 5 May 2022\n\n3 May 2021", "2021-05-03"),
        ("Published: 31 February 2021", None),
        ("3 hours ago", None),
        ("By Ann Reader", None),
        ("Posted by ann on May 25, 2017 in Net News | Leave a reply", "2017-05-25"),
    ],
)
def test_the_day_stands_in_the_header_and_is_never_filled_up(header: str, day: str | None) -> None:
    assert day_of(header) == day


def test_the_day_may_end_a_title_behind_a_bar() -> None:
    titles = ("A weekly letter on what screens show · No. 9 · Sunday, 6 March 2022", "The fair of 6 March 2022")
    letter, fair = (compose("page", f"{title}\n\n{LEAD}\n\n{LEAD}").published for title in titles)
    assert (letter, fair) == (PartialDate("2022-03-06"), None)


def test_dates_in_the_text_are_not_the_articles() -> None:
    assert day_of("TECHNOLOGY") is None


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("LISBON, May 3, 2021 (Harbour Wire) -", "2021-05-03"),
        ("LISBON, 3 May 2021 –", "2021-05-03"),
        ("LISBON, Nov. 12 (Harbour Wire) --", "--11-12"),
        ("LISBON:", None),
    ],
)
def test_the_day_stands_in_the_dateline(dateline: str, day: str | None) -> None:
    published = compose("page", f"{dateline} {LEAD}").published
    assert (published.iso if published else None) == day


@pytest.mark.parametrize(
    ("footer", "day"),
    [
        ("© 2024 Harbour Wire. All rights reserved.", "2024-10-09"),
        ("Copyright © 2024 Harbour Wire", "2024-10-09"),
        ("© 2010-2024 Harbour Wire", "--10-09"),
        ("© 2023 Harbour Wire", "--10-09"),  # then 9 October was a Monday
        ("Harbour Wire", "--10-09"),
    ],
)
def test_a_dateline_lacks_no_year_that_the_copyright_and_the_weekday_tell(footer: str, day: str) -> None:
    text = f"LISBON, 9 October (Harbour Wire) - {LEAD.replace('4 April 2019', 'Wednesday')}\n\n{LEAD}\n\n{footer}"
    published = compose("page", text).published
    assert published is not None
    assert published.iso == day


def test_the_header_is_trusted_before_the_dateline_the_file_and_the_name() -> None:
    told = Told(published=read_date("2021-05-05"), url="https://news.example/2021/05/06/fine")
    text = f"LISBON, May 4, 2021 - {LEAD}"
    days = [
        compose("fine-2021-05-07", f"Published: 3 May 2021\n\n{text}", told=told),
        compose("fine-2021-05-07", text, told=told),
        compose("fine-2021-05-07", LEAD, told=told),
        compose("fine-2021-05-07", LEAD, told=Told(url=told.url)),
        compose("fine-2021-05-07", LEAD),
    ]
    assert [article.published.iso for article in days if article.published] == [
        f"2021-05-0{day}" for day in (3, 4, 5, 6, 7)
    ]


def test_a_dateline_without_a_year_takes_it_from_the_address() -> None:
    text = f"URL: https://news.example/2018/11/14/fine\n\nLISBON, Nov. 12 (Wire) -- {LEAD}"
    published = compose("page", text).published
    assert published is not None
    assert published.iso == "2018-11-12"


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://news.example/2018/11/14/fine", "2018-11-14"),
        ("https://news.example/2018/11/fine", "2018-11"),
        ("https://news.example/a/20181114/c123.html", "2018-11-14"),
        ("https://news.example/2018/nov/14/fine", "2018-11-14"),
        ("20181114-fine", "2018-11-14"),
        ("fine_2018-11-14", "2018-11-14"),
        ("001_ff20181114bd", None),
        ("https://news.example/story/20189914", None),
        ("1234", None),
    ],
)
def test_an_address_may_hold_the_day(address: str, day: str | None) -> None:
    date = date_of_address(address)
    assert (date.iso if date else None) == day


def test_may_is_a_month_only_where_it_is_written_as_one() -> None:
    assert [written.date.iso for written in find_dates("it may 5 times; May 5, 2021")] == ["2021-05-05"]


@pytest.mark.parametrize(
    ("header", "outlet"),
    [
        ("Source: Harbour Herald, Utopia City", "Harbour Herald"),
        ("Source: Pacific Explainer      Published: 10 September 2021", "Pacific Explainer"),
        ("The Harbour Ledger | Companies | 9 October 2021", "The Harbour Ledger"),
        ("(South Bay Daily) Updated: 2023-11-02 08:55", "South Bay Daily"),
        ("Harbour Post staff", "Harbour Post"),
        ("2018-11-14 09:11:39Harbour Times Editor : Li", "Harbour Times"),
        ("TECH & BUSINESS | Thursday, April 12, 2018", None),
        ("By Ann Sun", None),
        ("Sports News | 3 May 2021", None),
    ],
)
def test_the_outlet_is_named_or_called_like_one(header: str, outlet: str | None) -> None:
    assert article(header).outlet == outlet


def test_a_dateline_names_the_agency() -> None:
    assert compose("page", f"LISBON, May 3, 2021 (Harbour Wire) - {LEAD}").outlet == "Harbour Wire"


def test_front_matter_is_a_header() -> None:
    text = f'---\ntitle: "Chirper fined"\ndate: 2021-05-03\nsource: Harbour Herald\n---\n\n# Council fines\n\n{LEAD}'
    found = compose("page", text)
    assert (found.title, found.published and found.published.iso, found.outlet) == (
        "Chirper fined",
        "2021-05-03",
        "Harbour Herald",
    )
