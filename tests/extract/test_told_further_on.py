"""What the sentence tells of others in turn, and what the next sentences add to an act."""

from pathlib import Path

import pytest

from kg.annotate import annotate
from kg.check import labels
from kg.extract import extract, load_lexicon
from kg.extract.figures.dates import FoundDate, is_alone
from kg.extract.figures.periods import Period
from kg.extract.timelines import find_sections
from kg.grammar import Grammar
from kg.model import Article, Block, BlockKind, PartialDate
from kg.readers.compose import compose
from tests.extract.reading import told

ONTOLOGY = Path(__file__).parents[2] / "ontology"

pytestmark = pytest.mark.model


def test_who_is_blocked_in_turn_is_blocked_when_its_own_phrase_says(grammar: Grammar) -> None:
    found = told("Russia blocked LinkedIn in 2016, Facebook in 2022 and Signal in 2024.", "Closure", grammar)

    assert [(fact["target"], fact["date"]) for fact in found] == [
        (("LinkedIn",), ("2016",)),
        (("Facebook",), ("2022",)),
        (("Signal",), ("2024",)),
    ]


def test_each_of_two_that_are_fined_is_fined_for_its_own_reason(grammar: Grammar) -> None:
    found = told("The court fined Meta for hiding data and Google for tracking users.", "Fine", grammar)

    assert [(fact["target"], fact["reason"]) for fact in found] == [
        (("Meta",), ("hiding data",)),
        (("Google",), ("tracking users",)),
    ]


def test_a_clause_with_a_verb_of_its_own_is_not_told_in_turn(grammar: Grammar) -> None:
    found = told("Uganda blocked Facebook in January 2021 and Twitter was slow.", "Closure", grammar)

    assert [fact["target"] for fact in found] == [("Facebook",)]


def test_members_that_the_next_sentence_names_were_closed_too(grammar: Grammar) -> None:
    found = told("In March the regulator blocked 14 apps. Among them were Signal and Viber.", "Closure", grammar)

    assert [fact["target"] for fact in found] == [("apps", "Signal", "Viber")]


def test_names_of_another_sentence_are_no_members(grammar: Grammar) -> None:
    found = told("In March the regulator blocked 14 apps. Signal and Viber were glad.", "Closure", grammar)

    assert [fact["target"] for fact in found] == [("apps",)]


@pytest.mark.parametrize(
    ("after", "agents"),
    [("The fine was imposed by the CNIL.", ("CNIL",)), ("Money comes from the CNIL.", None)],
)
def test_who_fined_is_told_by_a_sentence_about_the_fine(
    after: str, agents: tuple[str, ...] | None, grammar: Grammar
) -> None:
    (found,) = told(f"Shein was fined 1 million euros. {after}", "Fine", grammar)

    assert found.get("agent") == agents


def test_the_law_that_an_act_invokes_is_its_policy(grammar: Grammar) -> None:
    (found,) = told("Invoking the Computer Crime Act, the regulator suspended Telegram.", "Restriction", grammar)

    assert found["policy"] == ("Computer Crime Act",)


def test_who_denies_a_charge_in_passing_denies_what_is_charged(grammar: Grammar) -> None:
    text = "Officials accuse the app of spying on users, an allegation which TikTok has denied."

    assert ("denied spying on users",) in [fact["topic"] for fact in told(text, "Statement", grammar)]


def test_posts_that_somebody_rejects_are_no_charge(grammar: Grammar) -> None:
    assert told("The posts that China rejects were long.", "Statement", grammar) == []


def test_a_rounded_count_in_a_headline_is_no_deed_beside_the_exact_one(grammar: Grammar) -> None:
    text = "TikTok removes nearly 16,000 videos\n\nKIGALI - TikTok removed 15,995 clips in May, it said.\n"

    assert [fact["count"] for fact in told(text, "ContentRemoval", grammar)] == [("15995",)]


def test_others_in_number_are_other_people(grammar: Grammar) -> None:
    found = told("In 2021 some 900 users were arrested, and 45 were jailed.", "Detention", grammar)

    assert [fact["count"] for fact in found] == [("about 900",), ("45",)]


def test_what_was_done_likewise_to_another_has_a_day_and_no_sum_of_the_first(grammar: Grammar) -> None:
    text = "Ofcom fined Reddit 3 million pounds in June 2021, as it had done with Snapchat in May 2021."
    first, likewise = told(text, "Fine", grammar)

    assert first["target"] == ("Reddit",)
    assert (likewise["agent"], likewise["target"], likewise["date"]) == (("Ofcom",), ("Snapchat",), ("2021-05",))
    assert "amount" not in likewise


def test_what_was_not_done_was_not_done_likewise(grammar: Grammar) -> None:
    assert told("Ofcom did not fine Reddit, as it had done with Snapchat in May 2021.", "Fine", grammar) == []


@pytest.mark.parametrize(
    ("text", "pledged"),
    [
        ("Meta said that Facebook and Instagram would label the posts.", [("Meta",)]),
        ("Meta said that Reddit would label the posts.", []),  # of another's service nobody promises anything
    ],
)
def test_a_company_promises_what_its_own_services_would_do(text: str, pledged, grammar: Grammar) -> None:
    assert [fact["agent"] for fact in told(text, "Pledge", grammar)] == pledged


def test_a_further_sum_of_the_same_verb_has_its_own_day(grammar: Grammar) -> None:
    text = "Russia fined Google 4 million roubles on 2 August 2021 and 3 million roubles on 19 August 2021."
    found = told(text, "Fine", grammar)

    assert [(fact["amount"], fact["date"]) for fact in found] == [
        (("4000000 RUB",), ("2021-08-02",)),
        (("3000000 RUB",), ("2021-08-19",)),
    ]


def test_no_reason_reaches_into_a_further_sum(grammar: Grammar) -> None:
    text = "Russia fined Google 4 million roubles for one video and a further 3 million roubles for another."
    reasons = [reason for fact in told(text, "Fine", grammar) for reason in fact.get("reason", ())]

    assert not any("roubles" in reason or reason.endswith(" and") for reason in reasons)


def test_the_country_that_acts_is_meant_by_it_in_what_it_says_or_did_before(grammar: Grammar) -> None:
    (closure,) = told("India said it had blocked 59 apps.", "Closure", grammar)
    (fine,) = told("Ghana unblocked the app a week after it had fined Acme.", "Fine", grammar)

    assert (closure["agent"], fine["agent"]) == (("India",), ("Ghana",))


def test_the_users_and_services_of_it_are_no_countrys(grammar: Grammar) -> None:
    (fine,) = told("Acme, an online shop, grew. France fined it for tracking its users.", "Fine", grammar)

    assert fine["target"] == ("Acme",)


def test_how_long_after_something_was_done_is_no_ground(grammar: Grammar) -> None:
    (fine,) = told("The court fined Meta two days after it had opened an office.", "Fine", grammar)

    assert "reason" not in fine


def test_a_drive_under_which_accounts_are_banned_was_launched(grammar: Grammar) -> None:
    text = "WeChat banned 300 accounts as part of a drive launched by the Cyberspace Administration of China in July."
    (launch,) = told(text, "CampaignLaunch", grammar)

    assert launch["agent"] == ("Cyberspace Administration of China",)


def test_the_first_such_fine_is_the_one_told_of_before(grammar: Grammar) -> None:
    text = "Ireland's regulator fined TikTok 345 million euros. It was the first such fine on a Chinese platform."

    assert len(told(text, "Fine", grammar)) == 1


def test_what_a_title_stands_before_is_a_person_of_no_body(grammar: Grammar) -> None:
    assert told("Commissioner Ada Lund told reporters that the rules were clear.", "affiliatedWith", grammar) == []


def test_the_government_is_that_of_the_country_told_of_not_of_an_outlet_in_it(grammar: Grammar) -> None:
    text = (
        "Ethiopian officials detained a reporter on Sunday and closed the BBC's local service. "
        "Amnesty International urged the government to release him."
    )
    (order,) = told(text, "Order", grammar)

    assert order["target"] == ("Government of Ethiopia",)


def test_when_it_was_is_no_part_of_who_found_it(grammar: Grammar) -> None:
    (found,) = told("Last month inspectors found that TikTok had violated a decree.", "Statement", grammar)

    assert found["agent"] == ("inspectors",)


def test_a_firm_and_a_country_are_its_branch_there(grammar: Grammar) -> None:
    (said,) = told("MTN Uganda confirmed that the service was slow.", "Statement", grammar)

    assert said["agent"] == ("MTN Uganda",)


def test_what_an_unknown_speaker_says_of_itself_is_said_of_nobody_else(grammar: Grammar) -> None:
    text = "Facebook was blocked in Uganda. The candidate's campaign said it had closed 30 accounts."
    (closure,) = (one for one in told(text, "Closure", grammar) if "accounts" in one["target"])

    assert "Facebook" not in closure.get("agent", ())


def test_half_a_word_is_no_part_of_a_phrase(grammar: Grammar) -> None:
    (fine,) = told("The court fined Meta for under-reporting complaints about hate speech.", "Fine", grammar)

    assert fine["reason"] == ("under-reporting complaints about hate speech",)


def test_a_verb_with_its_particle_is_not_the_verb_alone(grammar: Grammar) -> None:
    text = "The tribunal set aside four of ten directives."

    assert told(text, "PolicyIssuance", grammar) == []
    assert len(told(text, "Annulment", grammar)) == 1


TIMELINE = """Watchdog and platforms: a timeline

The list grows longer by the month.

October 2023
The regulator of Ireland fined TikTok 345 million euros. On the 16th, Ofcom fined Meta. Acme said that it was sorry.

May 2024
Australia blocked Signal, which many people in the country had used. On 5 June it blocked Telegram and nothing else.

What next? France blocked Bumble, too, though nobody knows for how long this will last."""


def test_a_line_that_is_a_date_dates_the_deeds_of_the_paragraph_below(grammar: Grammar) -> None:
    parse = next(iter(annotate([compose("a", TIMELINE)])))
    facts = [fact for fact in extract(parse, grammar, load_lexicon(ONTOLOGY)).facts if fact.type != "Statement"]
    told = [(labels(fact)["target"], labels(fact).get("date", ())) for fact in facts]

    assert told == [
        (("TikTok",), ("2023-10",)),
        (("Meta",), ("2023-10-16",)),
        (("Signal",), ("2024-05",)),
        (("Telegram",), ("2024-06-05",)),
        (("Bumble",), ()),
    ]


def test_a_single_line_that_is_a_date_is_no_timeline() -> None:
    dates = [FoundDate(0, 12, Period(date=PartialDate("2023-10")))]
    article = Article("a", "October 2023\nIt closed.", (Block(0, 12, BlockKind.META), Block(13, 23, BlockKind.PROSE)))
    assert find_sections(article, dates) == ()
    assert is_alone(article.text, 0, 12)
    assert not is_alone(article.text, 13, 15)


@pytest.mark.parametrize(
    ("text", "campaign"),
    [
        ("The CAC closed 300 accounts. The closures are part of a drive against spam.", "drive against spam"),
        ("The CAC launched a drive against spam in May. By June, it had closed 300 accounts.", "drive against spam"),
        ("The CAC launched a drive against spam in May. Weibo closed 300 accounts.", None),
        ("The CAC closed 300 accounts. The CAC launched a drive against spam in May.", None),
    ],
)
def test_what_was_closed_beside_a_campaign_was_closed_in_it(text: str, campaign: str | None, grammar: Grammar) -> None:
    (found,) = told(text, "Closure", grammar)

    assert found.get("campaign") == (campaign and (campaign,))


def test_them_are_the_people_told_of_last_and_not_the_firms_before(grammar: Grammar) -> None:
    text = "Apple and Google waited. Ada Lund met Tom Berg and Eva Holm. Each of them reached 3 million people."

    assert told(text, "hasUserCount", grammar) == []


def test_the_e_of_e_commerce_is_in_no_name(grammar: Grammar) -> None:
    text = "Meituan was fined in May. Alibaba was fined, too. Meituan paid. In July the CAC fined the e-commerce group."

    assert ("Alibaba",) in [fact["target"] for fact in told(text, "Fine", grammar) if "agent" in fact]
