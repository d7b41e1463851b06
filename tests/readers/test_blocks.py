"""What each line of a page is for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Block, BlockKind
from kg.readers.compose import compose

LEAD = (
    "The media council of Utopia has fined the network Chirper 2 million euros because it let fake accounts multiply."
)
MORE = "The company said that it would appeal, and that it had closed 300 of the accounts in the meantime."


def blocks_of(text: str) -> list[tuple[str, str]]:
    article = compose("page", text)
    return [(block.kind.value, " ".join(text[block.start : block.end].split())) for block in article.blocks]


def kind_within(line: str) -> str:
    """What the line is between two paragraphs."""
    return {words: kind for kind, words in blocks_of(f"{LEAD}\n\n{line}\n\n{MORE}")}[" ".join(line.split())]


def kind_above(line: str) -> str:
    """What the line is above a headline and the text."""
    page = f"{line}\n\nCouncil fines Chirper over fake accounts\n\n{LEAD}\n\n{MORE}"
    return {words: kind for kind, words in blocks_of(page)}[" ".join(line.split())]


def kind_below(line: str) -> str:
    """What the line is below the text."""
    return {words: kind for kind, words in blocks_of(f"{LEAD}\n\n{MORE}\n\n{line}")}[" ".join(line.split())]


def test_a_page_is_told_apart_from_its_article() -> None:
    page = f"""HOME | NEWS | TECH | LOG IN
Share on Chirper

TECHNOLOGY

Council fines Chirper over fake accounts

By Ann Reader, 3 May 2021, 18:02

{LEAD}

Advertisement

What comes next?

{MORE}

READ NEXT
> Ten ways to charge a phone
> Why trains are late

© 2021 Harbour Herald Ltd."""
    assert blocks_of(page) == [
        ("clutter", "HOME | NEWS | TECH | LOG IN"),
        ("clutter", "Share on Chirper"),
        ("meta", "TECHNOLOGY"),
        ("headline", "Council fines Chirper over fake accounts"),
        ("meta", "By Ann Reader, 3 May 2021, 18:02"),
        ("prose", LEAD),
        ("clutter", "Advertisement"),
        ("heading", "What comes next?"),
        ("prose", MORE),
        ("clutter", "READ NEXT"),
        ("clutter", "Ten ways to charge a phone"),
        ("clutter", "Why trains are late"),
        ("clutter", "© 2021 Harbour Herald Ltd."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Source: Harbour Herald",
        "Published: 2021-05-03 09:10",
        "Updated 3 May 2021, 6.20pm",
        "Editor: L. Writer",
        "By Ann Reader and Bo Writer",
        "By a staff reporter | Harbour Herald | Updated: 2021-05-03",
        "Harbour Herald staff",
        "May 3, 2021 | 2 min read",
        "ANALYSIS | Utopia City, 3 May 2021",
        "3 May 2021",
        "Harbour Sunday Post – Sunday, May 2, 2021",
        "2021-05-03 09:11:39Harbour Times Editor : Li",
        "UTOPIA CITY, 3 May 2021",
        "Ann Reader in Utopia City and agencies",
    ],
)
def test_lines_about_the_article_are_meta(line: str) -> None:
    assert kind_above(line) == "meta"


@pytest.mark.parametrize(
    "line",
    [
        "Print    Save    Comments (0)",
        "We use cookies to make this site better. Accept all | Manage settings",
        "Home / Tech / Platforms",
        "Image: a document on a table",
        "Sign up for our newsletter!",
        "12",
    ],
)
def test_the_page_around_the_article_is_clutter(line: str) -> None:
    assert kind_above(line) == "clutter"


@pytest.mark.parametrize(
    "line",
    [
        "Related: What is a fine? | Chirper loses appeal",
        "Tags: #chirper #fines",
        "Copyright 1999 - 2021. All rights reserved.",
        "Leave a Reply",
        "Your e-mail address stays with us. Fields with a star are required *",
        "Liked this? Get the Herald in your inbox every Tuesday.",
        "Read the full story at https://news.example/story",
        "More from the Herald: Why trains are late | What is a VPN?",
        "Reproduction in whole or in part is forbidden.",
    ],
)
def test_invitations_and_footers_below_the_text_are_clutter(line: str) -> None:
    assert kind_below(line) == "clutter"


@pytest.mark.parametrize(
    "line",
    [
        "By Friday Chirper had complied.",
        "Updated terms of service took effect on 1 May 2021.",
        "The privacy policy was changed without permission of the watchdog.",
        "“We use cookies,” the company said.",
        "Comments were closed on 40,000 posts.",
        "Share prices fell.",
        "Chirper was sued Monday, June 7, 2021.",
        "Copyright law was tightened in 2019, and platforms have to pay for what they show.",
        "The app was told to stop sending push notifications to children.",
        "Not one of its 3,000 newsletters was spared.",
        "Chirper did not comment.",
    ],
)
def test_prose_that_speaks_like_a_page_stays_prose(line: str) -> None:
    assert kind_within(line) == "prose"
    assert kind_below(line) == "prose"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Who pays?", "heading"),
        ("A long history", "heading"),
        ("## A long history", "heading"),
        ("The penalties at a glance:", "heading"),
        ("Photo: Harbour Herald", "clutter"),
        ("The council's seat in the old harbour. Photo: Herald", "clutter"),
        ("03:32", "clutter"),
        ("Read more: Why trains are late", "clutter"),
        ("Videos: 6,007", "item"),
        ("Loop | 300 accounts | 40 groups", "item"),
    ],
)
def test_lines_among_the_paragraphs(line: str, kind: str) -> None:
    assert {words: found for found, words in blocks_of(f"{LEAD}\n\n{line}\n\n{MORE}")}[line.lstrip("# ")] == kind


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("* Chirper: 300 accounts", "Chirper: 300 accounts"),
        ("- Chirper: 300 accounts", "Chirper: 300 accounts"),
        ("• Chirper: 300 accounts", "Chirper: 300 accounts"),
        ("1. Chirper, €2m", "Chirper, €2m"),
        ("(2) Chirper, €2m", "Chirper, €2m"),
    ],
)
def test_the_mark_of_an_item_stands_outside_it(line: str, words: str) -> None:
    assert ("item", words) in blocks_of(f"{LEAD}\n\n{line}\n\n{MORE}")


def test_a_numbered_paragraph_is_prose_without_its_number() -> None:
    assert blocks_of(f"1. {LEAD}\n\n2. {MORE}") == [("prose", LEAD), ("prose", MORE)]


@pytest.mark.parametrize(
    "dateline",
    [
        "LISBON, May 3, 2021 (Harbour Wire) -",
        "LISBON, May 3, 2021 -",
        "LISBON, 3 May 2021 —",
        "LISBON/PORTO, Aug. 31, 2021 –",
        "BRASÍLIA, Nov. 12 (Wire) --",
        "LISBON --",
        "LISBON (HW) —",
        "LISBON:",
        "Lisbon, 3 May 2021 –",
        "Lisbon (Harbour Wire) -",
        "(Harbour Wire) -",
    ],
)
def test_a_dateline_is_a_block_of_its_own(dateline: str) -> None:
    assert blocks_of(f"{dateline} {LEAD}\n\n{MORE}") == [("meta", dateline), ("prose", LEAD), ("prose", MORE)]


@pytest.mark.parametrize(
    "row",
    [
        "3 May 2021 – Chirper closed 200 accounts in Utopia.",
        "CHIRPER: 8,981 accounts were closed in the course of the year.",
        "Wave one, 29 June. Days after the clash 59 apps were banned.",
    ],
)
def test_a_row_of_a_chronicle_keeps_its_date(row: str) -> None:
    assert ("prose", row) in blocks_of(f"{LEAD}\n\n{row}\n\n{MORE}")


def test_headline_and_deck_are_found_below_a_menu() -> None:
    page = f"""Menu
Home
Life on the islands
Sport
Utopia

Council fines Chirper over fake accounts

Network must pay within ten days, and faces a second inquiry

By Ann Reader

{LEAD}

{MORE}"""
    assert [words for kind, words in blocks_of(page) if kind == "headline"] == [
        "Council fines Chirper over fake accounts",
        "Network must pay within ten days, and faces a second inquiry",
    ]


def test_a_question_may_be_the_headline_and_another_the_first_of_an_interview() -> None:
    page = f"After the fine, is Chirper out of the woods?\n\n3 May 2021\n\nWho pays?\n{LEAD}\n\nAnd then?\n{MORE}"
    assert [kind for kind, _ in blocks_of(page)] == ["headline", "meta", "heading", "prose", "heading", "prose"]


def test_lines_that_stand_twice_are_clutter_and_a_repeated_headline_stands_once() -> None:
    headline = "Council fines Chirper over fake accounts"
    page = f"{headline}\n\n{headline}\n\n{LEAD}\n\nA ship in the harbour\n\nA ship in the harbour\n\n{MORE}"
    assert [kind for kind, _ in blocks_of(page)] == ["clutter", "headline", "prose", "clutter", "clutter", "prose"]


def test_what_readers_wrote_is_clutter() -> None:
    page = f"{LEAD}\n\n{MORE}\n\nComments (2)\n\nI think that the council should close the whole network at once."
    assert [kind for kind, _ in blocks_of(page)] == ["prose", "prose", "clutter", "clutter"]


def test_wrapped_paragraphs_are_one_block_each() -> None:
    page = """The media council of Utopia has fined the network Chirper two million
euros because it let fake accounts multiply for years, as a report by the
council's own experts had found in the spring.

- The fine is the second one this year, and the largest that the council
  has imposed so far.
- An appeal is possible.

The company said that it would appeal, and that it had closed 300 of the
accounts in the meantime."""
    assert [(kind, words[:12], words[-9:]) for kind, words in blocks_of(page)] == [
        ("prose", "The media co", "e spring."),
        ("item", "The fine is ", "d so far."),
        ("item", "An appeal is", "possible."),
        ("prose", "The company ", "meantime."),
    ]


def test_lines_of_a_page_that_is_not_wrapped_stay_apart() -> None:
    assert [words for _, words in blocks_of(f"{LEAD}\n{MORE}\nChirper did not comment.")] == [
        LEAD,
        MORE,
        "Chirper did not comment.",
    ]


def test_a_sentence_broken_at_its_links_is_one_block() -> None:
    page = f"{LEAD}\nThe networks include\nChirper\n, Loop and\nPond\n, it said in a statement late at night."
    assert blocks_of(page)[1] == (
        "prose",
        "The networks include Chirper , Loop and Pond , it said in a statement late at night.",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chirper closed 120 accounts on Monday.", [("prose", "Chirper closed 120 accounts on Monday.")]),
        ("Chirper closes 120 accounts", [("headline", "Chirper closes 120 accounts")]),
    ],
)
def test_a_page_of_one_line_is_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks_of(text) == expected


LINES = st.one_of(
    st.sampled_from(
        [
            LEAD,
            MORE,
            "",
            "  ",
            "Share",
            "* Item 3",
            "1. Item",
            "> More",
            "| a | b |",
            "---",
            "title: x",
            "LISBON: " + LEAD,
        ]
    ),
    st.text(max_size=80),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=12).map("\n".join).filter(lambda text: any(char.isalpha() for char in text)))
def test_blocks_of_any_text_are_in_order_apart_and_without_white_space_around(text: str) -> None:
    blocks = compose("page", text).blocks
    ends = [0, *(block.end for block in blocks)]
    assert all(end <= block.start < block.end <= len(text) for end, block in zip(ends, blocks, strict=False))
    assert all(text[block.start : block.end] == text[block.start : block.end].strip() for block in blocks)


def test_offsets_count_characters() -> None:
    text = f"📱 Überschrift für Räder\n\n{LEAD}"
    assert compose("page", text).blocks[-1] == Block(len(text) - len(LEAD), len(text), BlockKind.PROSE)


def test_a_row_with_a_sum_is_no_stamp_though_it_has_a_place_and_a_date() -> None:
    assert kind_within("Chirper, €2m, Utopia, May 2023") != "meta"
    assert kind_within("Utopia, May 2023") == "meta"
