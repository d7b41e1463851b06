"""Dates and periods, as news writes them."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.figures.date_words import DateWords, load_date_words
from kg.extract.figures.dates import FoundDate, find_dates, resolve
from kg.extract.figures.periods import Period
from kg.model import PartialDate

WORDS: DateWords = load_date_words(Path(__file__).parents[2] / "ontology")
TOLD = "2021-08-31"  # a Tuesday
ISO = re.compile(r"(\d{4}|-)(-\d\d(-\d\d)?)?")

PIECES = (
    "Monday Friday last next this March May June 10 22 31 2018 2021 Feb. Sept of the in on since until from to by "
    "between and - early late mid quarter first second half Q1 two a days months years ago later after before same "
    "day month year week today yesterday will , . ( ) 2018-11-14 30/02/2020 00/00/2020 February 99 end beginning"
)
ODD_TEXT = st.lists(st.sampled_from([*PIECES.split(), "\n"])).map(" ".join)
ANY_DAY = st.sampled_from([None, "2020", "2020-02", "2020-02-29", "--05-22", "0001-01-01", "9999-12-31", "nonsense"])


def date(iso: str | None) -> PartialDate | None:
    return PartialDate(iso) if iso else None


def found(text: str, told_on: str | None = TOLD) -> list[FoundDate]:
    return list(find_dates(text, date(told_on), WORDS))


def said(period: Period) -> str:
    """ "point 2021-08-27", "between 2021-03-10 2021-05-22"."""
    parts = (period.date, period.start, period.end)
    return " ".join([period.kind, *(part.iso for part in parts if part)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed on Friday.", "point 2021-08-27"),
        ("It closed on Tuesday.", "point 2021-08-31"),
        ("Sunday's order stands.", "point 2021-08-29"),
        ("It closed late on Thursday.", "point 2021-08-26"),
        ("It closed last Friday.", "point 2021-08-27"),
        ("It closed last Tuesday.", "point 2021-08-24"),
        ("It will close on Friday.", "point 2021-09-03"),
        ("They meet next Monday.", "point 2021-09-06"),
        ("The rules take effect on Wednesday.", "point 2021-09-01"),
        ("On Friday, users will lose access.", "point 2021-09-03"),
        ("It has worked since Thursday.", "since 2021-08-26"),
        ("Blocked until Friday.", "until 2021-09-03"),
        ("failed to register by Friday's deadline", "until 2021-08-27"),
        ("Monday (Aug 30) it came", "point 2021-08-30"),
        ("Thursday, April 12, 2018", "point 2018-04-12"),
        ("on Friday the 4th", "point 2021-06-04"),
        ("It closed yesterday.", "point 2021-08-30"),
        ("It closes today.", "point 2021-08-31"),
        ("It closes tomorrow.", "point 2021-09-01"),
        ("It closed last month.", "point 2021-07"),
        ("Earlier this month it closed.", "point 2021-08"),
        ("It closes next month.", "point 2021-09"),
        ("It closed last year.", "point 2020"),
        ("It closed earlier this year.", "point 2021"),
        ("It closes next year.", "point 2022"),
        ("two years ago", "point 2019"),
        ("a year ago", "point 2020"),
        ("three months ago", "point 2021-05"),
        ("ten days ago", "point 2021-08-21"),
        ("in June 2017", "point 2017-06"),
        ("in June", "point 2021-06"),
        ("in October", "point 2020-10"),
        ("In July Apple said", "point 2021-07"),
        ("next June", "point 2022-06"),
        ("last October", "point 2020-10"),
        ("last August", "point 2020-08"),
        ("in February last year", "point 2020-02"),
        ("in January this year", "point 2021-01"),
        ("In late March it", "point 2021-03"),
        ("in mid-July", "point 2021-07"),
        ("in early 2020", "point 2020"),
        ("at the end of June", "point 2021-06"),
        ("on March 10", "point 2021-03-10"),
        ("on 10 March", "point 2021-03-10"),
        ("on the 3rd of May 2017", "point 2017-05-03"),
        ("on Sept. 3", "point 2020-09-03"),
        ("It comes into force on Sept. 3.", "point 2021-09-03"),
        ("due to come into force on February 22", "point 2022-02-22"),
        ("on 14 November 2018", "point 2018-11-14"),
        ("on November 14, 2018, it", "point 2018-11-14"),
        ("2018-11-14 09:11:39Editor: A. B.", "point 2018-11-14"),
        ("on 2018/11/14", "point 2018-11-14"),
        ("on 25/12/2020", "point 2020-12-25"),
        ("on 12/25/2020", "point 2020-12-25"),
        ("on 2.11.2018", "point 2018-11-02"),
        ("on 2/11/2018", "point 2018"),
        ("December 1: the CAC summons it", "point 2020-12-01"),
        ("a notice from 2019 allowed it", "point 2019"),
        ("in 2018 it", "point 2018"),
        ("the whole of 2020", "point 2020"),
        ("promised to obey the June order", "point 2021-06"),
        ("between March 10 and May 22", "between 2021-03-10 2021-05-22"),
        ("between March 10 and May 22, 2019", "between 2019-03-10 2019-05-22"),
        ("between December 4, when the purge began, and December 11", "between 2020-12-04 2020-12-11"),
        ("between January and June this year", "between 2021-01 2021-06"),
        ("from 10 to 22 May", "between 2021-05-10 2021-05-22"),
        ("March 10-22", "between 2021-03-10 2021-03-22"),
        ("from January to April", "between 2021-01 2021-04"),
        ("from November to January", "between 2020-11 2021-01"),
        ("the war of 1967 to 1970", "between 1967 1970"),
        ("since April 2021", "since 2021-04"),
        ("since November.", "since 2020-11"),
        ("since the beginning of 2018", "since 2018-01"),
        ("Since 2021, it", "since 2021"),
        ("From 2018 onwards, it", "since 2018"),
        ("from September 1", "since 2021-09-01"),
        ("by the end of June", "until 2021-06"),
        ("by early August", "until 2021-08"),
        ("to follow by the end of the year", "until 2021-12"),
        ("offline until September 17", "until 2021-09-17"),
        ("in the year to March", "until 2020-04 2021-03"),
        ("in the 12 months ended 30 June 2020", "until 2019-07 2020-06-30"),
        ("in the year to 15 May", "until 2020-05 2021-05-15"),
        ("in the months to May", "until 2021-05"),
        ("blocked until midnight on September 17", "until 2021-09-17"),
        ("shut from 11pm on Friday", "since 2021-08-27"),
        ("on the evening of 3 March", "point 2021-03-03"),
        ("up to and including 30 June", "until 2021-06-30"),
        ("It closed on Friday last week.", "point 2021-08-27"),
        ("It closed on Monday of last week.", "point 2021-08-23"),
        ("It closed last Monday.", "point 2021-08-23"),
        ("It closed two weeks ago.", "point 2021-08"),
        ("It closed last weekend.", "point 2021-08"),
        ("It closed on the 14th.", "point 2021-08-14"),
        ("It closed on the 14th of May.", "point 2021-05-14"),
        ("in June and July", "between 2021-06 2021-07"),
        ("in 2016 and 2017", "between 2016 2017"),
        ("in 2019-20", "during 2019 2020"),
        ("in the first half", "during 2021-01 2021-06"),
        ("in the January-to-March period", "between 2021-01 2021-03"),
        ("over the past month", "between 2021-07 2021-08"),
        ("as early as 2017", "point 2017"),
        ("its 2019 fine", "point 2019"),
        ("2018: it came", "point 2018"),
        ("A law, passed in June, takes effect", "point 2021-06"),
        ("in the 30 days to last Thursday", "until 2021-08-26"),
        ("in the first quarter of 2020", "during 2020-01 2020-03"),
        ("in Q1 2020", "during 2020-01 2020-03"),
        ("in the second quarter", "during 2021-04 2021-06"),
        ("in the fourth quarter", "during 2020-10 2020-12"),
        ("last quarter", "during 2021-04 2021-06"),
        ("in the first half of 2021", "during 2021-01 2021-06"),
        ("in H2 2020", "during 2020-07 2020-12"),
        ("in the first seven months of the year", "during 2021-01 2021-07"),
        ("in the last three months of 2020", "during 2020-10 2020-12"),
        ("two days after June 3", "point 2021-06-05"),
        ("last week", "point 2021-08"),
    ],
)
def test_a_date_is_as_precise_as_its_words(text: str, expected: str) -> None:
    assert [said(one.value) for one in found(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "a ban for 30 days",
        "a 60-day ban",
        "a two-month campaign",
        "within six months",
        "over the past three years",
        "the 2010s",
        "more than two years ago",
        "Two weeks later it closed",
        "Black Friday",
        "every Tuesday",
        "May be so, they may say",
        "said Theresa May",
        "They march on",
        "by April Jones",
        "the Information Technology Act of 2000",
        "sold 2,018 copies at 12:30",
        "version 2020.1.3",
        "on February 30",
        "13/13/2020",
        "birthday present of the year",
        "the first quarter-final",
        "a quarter of the fine",
        "the same day",
        "later that year",
        "after March 10",
        "mid-sized firms",
        "next door",
        "the second half",
        "on the 14th floor",
        "in 2019-30",
        "the 2019 Acme fine",
        "the 5 of us",
    ],
)
def test_what_is_no_date_or_cannot_be_known_is_left_out(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between March 10 and May 22", "between --03-10 --05-22"),
        ("from January to April", "between --01 --04"),
        ("In late March, it", "point --03"),
        ("on May 22", "point --05-22"),
        ("In July, a post", "point --07"),
        ("on November 14, 2018", "point 2018-11-14"),
        ("in the first quarter", "during --01 --03"),
    ],
)
def test_an_undated_article_leaves_the_year_open(text: str, expected: str) -> None:
    assert [said(one.value) for one in found(text, None)] == [expected]


@pytest.mark.parametrize("text", ["on Friday", "yesterday", "last month", "two years ago", "this year", "last quarter"])
def test_an_undated_article_has_no_relative_dates(text: str) -> None:
    assert found(text, None) == []


@pytest.mark.parametrize(
    ("told_on", "text", "expected"),
    [
        ("2021-08", "last month", ["point 2021-07"]),
        ("2021-08", "on March 10", ["point 2021-03-10"]),
        ("2021-08", "on Friday", []),
        ("2021", "last year", ["point 2020"]),
        ("2021", "on March 10", ["point --03-10"]),
        ("2021-09-01", "this week", []),
        ("2021-08-02", "this week", ["point 2021-08"]),
        ("2020-02-29", "a year ago", ["point 2019"]),
        ("2021-01-03", "last month", ["point 2020-12"]),
        ("2021-01-03", "on Friday", ["point 2021-01-01"]),
        ("2021-01-03", "in the fourth quarter", ["during 2020-10 2020-12"]),
    ],
)
def test_a_date_is_no_more_precise_than_the_day_it_is_told_on(told_on: str, text: str, expected: list[str]) -> None:
    assert [said(one.value) for one in found(text, told_on)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On June 30 it came. Two days later it went.", ["2021-06-30", "2021-07-02"]),
        ("On June 30 it came, and a month later it went.", ["2021-06-30", "2021-07"]),
        ("On June 30 it came and went the next day.", ["2021-06-30", "2021-07-01"]),
        ("On June 30 it came. The same day it went.", ["2021-06-30", "2021-06-30"]),
        ("In June it came. That month it went.", ["2021-06", "2021-06"]),
        ("In May 2019 it came, in October of that year it went.", ["2019-05", "2019-10"]),
        ("In 2018 it came. It went that July.", ["2018", "2018-07"]),
        ("It came in May 2018 and went the following March.", ["2018-05", "2019-03"]),
        ("On April 13, three days later, it came.", ["2021-04-13"]),
        ("Three months earlier, on June 10, it came.", ["2021-06-10"]),
        ("It came in 2017; a year earlier it had gone.", ["2017", "2016"]),
        ("On June 30, 2020, it came. On July 4 it was gone.", ["2020-06-30", "2020-07-04"]),
        ("On June 30, 2020, it came.\nOn July 4 it was gone.", ["2020-06-30", "2021-07-04"]),
        ("On June 30 it came. The following Monday it went.", ["2021-06-30", "2021-07-05"]),
        ("It came on June 16. A week later it went.", ["2021-06-16", "2021-06"]),
        ("It came on June 16, after a warning the day before.", ["2021-06-16", "2021-06-15"]),
        ("It came on June 16. That same week it went.", ["2021-06-16", "2021-06"]),
        ("rules that were published on Monday and take effect on Wednesday", ["2021-08-30", "2021-09-01"]),
        ("The paper said in August it might be coming.", ["2021-08"]),
        ("In May 20 accounts were closed.", ["2021-05"]),
    ],
)
def test_a_story_counts_from_the_date_that_it_told_before(text: str, expected: list[str]) -> None:
    assert [one.value.date.iso for one in found(text) if one.value.date] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed on Friday, two days after the ban began.", "2021-08-25"),
        ("Sunday's order came a day after the probe began.", "2021-08-28"),
        ("It closed on Friday, a day before the vote.", "2021-08-28"),
    ],
)
def test_a_day_after_dates_the_clause_that_follows(text: str, expected: str) -> None:
    first, second = found(text)
    assert (first.of_next_clause, second.of_next_clause) == (False, True)
    assert second.value.date == PartialDate(expected)


def test_a_day_after_in_a_new_sentence_counts_from_nothing() -> None:
    assert len(found("It closed on Friday. A day after the vote it opened.")) == 1


@pytest.mark.parametrize(
    ("told_on", "text"), [("9999-12-31", "by March"), ("0001-01-01", "on March 10"), ("0001-01-01", "last year")]
)
def test_a_year_beyond_the_calendar_is_no_year(told_on: str, text: str) -> None:
    assert found(text, told_on) == []


def test_a_date_stands_where_its_words_stand() -> None:
    text = "It said on Monday (Aug 30) that from 10 to 22 May it was shut."
    assert [text[one.start : one.end] for one in found(text)] == ["Monday (Aug 30)", "10 to 22 May"]


def test_the_caller_may_tell_what_is_of_the_future() -> None:
    (one,) = find_dates("on Friday", PartialDate(TOLD), WORDS, future=lambda _start, _end: True)
    assert one.value.date == PartialDate("2021-09-03")


def test_the_caller_may_give_the_date_told_before() -> None:
    (one,) = find_dates("Two days later it went.", None, WORDS, anchor=PartialDate("2021-02-27"))
    assert one.value.date == PartialDate("2021-03-01")


@pytest.mark.parametrize(
    ("future", "expected"), [(False, Period(PartialDate("2021-02-22"))), (True, Period(PartialDate("2022-02-22")))]
)
def test_an_expression_alone_is_of_the_past_or_of_the_future(future: bool, expected: Period) -> None:  # noqa: FBT001
    assert resolve("February 22", PartialDate(TOLD), WORDS, future=future) == expected


@pytest.mark.parametrize(("text", "expected"), [("May", "2021-05"), ("June 2017", "2017-06"), ("nothing", None)])
def test_an_expression_alone_needs_no_preposition(text: str, expected: str | None) -> None:
    period = resolve(text, PartialDate(TOLD), WORDS)
    assert (period and period.date) == date(expected)


@given(text=st.one_of(st.text(), ODD_TEXT), told_on=ANY_DAY, anchor=ANY_DAY)
@settings(max_examples=500, deadline=None)
def test_any_text_gives_the_same_dates_twice_and_inside_it(text: str, told_on: str | None, anchor: str | None) -> None:
    once, twice = (list(find_dates(text, date(told_on), WORDS, anchor=date(anchor))) for _ in range(2))
    assert once == twice
    assert all(0 <= one.start < one.end <= len(text) for one in once)
    assert all(first.end <= second.start for first, second in pairwise(once))


@given(text=ODD_TEXT, told_on=ANY_DAY)
@settings(max_examples=500, deadline=None)
def test_every_date_found_is_iso_and_no_start_is_after_its_end(text: str, told_on: str | None) -> None:
    for one in find_dates(text, date(told_on), WORDS):
        known = [part.iso for part in (one.value.date, one.value.start, one.value.end) if part]
        assert known
        assert all(ISO.fullmatch(iso) for iso in known)
        if len(known) == 2 and len(known[0]) == len(known[1]) and "--" not in known[0] + known[1]:
            assert known[0] <= known[1]
