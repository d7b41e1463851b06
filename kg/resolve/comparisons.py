"""What speaks for two profiles being one thing, and what against: a table of small functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.grammar import Grammar, once
from kg.likeness import content_words
from kg.resolve.names import likenesses, words_of
from kg.resolve.profiles import Profile
from kg.resolve.sameness import Reason, Scale, Verdict

COMMON_FROM = 5  # known names that have the word: then it tells little
COMMON_SHARE = 0.55  # of the weight of a name of common words only
SPELT_ALIKE = 90  # of 100
SHORTEST_SPELT_ALIKE = 6  # letters: in shorter names one letter makes another name
LETTERS = re.compile(r"[A-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Comparer:
    """What is needed to compare profiles."""

    grammar: Grammar
    scale: Scale

    def compare(self, left: Profile, right: Profile) -> Verdict:
        """All reasons for and against the two being one."""
        return self.scale.verdict(reason for comparison in COMPARISONS for reason in comparison(left, right, self))


Comparison = Callable[[Profile, Profile, Comparer], Iterator[Reason]]


def names_of(profile: Profile) -> tuple[str, ...]:
    """All that the thing is called, its own name first."""
    return (profile.name, *(profile.known.aliases if profile.known else ()))


@once
def word_counts(grammar: Grammar) -> Counter[str]:
    """How many known names have each word."""
    return Counter(
        word
        for known in grammar.names.values()
        for word in {word for name in (known.name, *known.aliases) for word in content_words(name)}
    )


@once
def name_forms(grammar: Grammar) -> frozenset[tuple[str, ...]]:
    """What may stand at the ends of a name and tells nothing: legal forms, titles."""
    return frozenset(tuple(form.split()) for form in grammar.words["sameness"].get("forms of names", ()))


def telling(words: tuple[str, ...], grammar: Grammar) -> float:
    """How much it tells that two names share these words: less where all of them are common."""
    counts = word_counts(grammar)
    return 1.0 if any(counts[word] < COMMON_FROM for word in words) else COMMON_SHARE


# --- The comparisons ------------------------------------------------------------------------------------------


def by_known_name(left: Profile, right: Profile, comparer: Comparer) -> Iterator[Reason]:
    """Both are known names: the same or not."""
    if left.known and right.known:
        same = left.known.key == right.known.key
        yield comparer.scale.reason("same known name" if same else "different known names")


def by_name(left: Profile, right: Profile, comparer: Comparer) -> Iterator[Reason]:
    """The best that any name of the one has in common with any of the other."""
    found = [
        reason
        for one in names_of(left)
        for other in names_of(right)
        for reason in _likeness(one, other, left, comparer)
    ]
    if found:
        yield max(found, key=lambda reason: (reason.weight, reason.words, reason.detail))


def _likeness(one: str, other: str, profile: Profile, comparer: Comparer) -> Iterator[Reason]:
    scale, grammar = comparer.scale, comparer.grammar
    left, right = content_words(one), content_words(other)
    detail = one if one == other else f"{one}, {other}"
    if not left or not right:
        return
    is_person = grammar.is_a(profile.type, grammar.kind("PERSON"))
    if left == right:
        yield scale.reason("same name", 1.0 if is_person else telling(left, grammar), detail)
        return
    forms = name_forms(grammar)
    plain, other_plain = words_of(one, forms), words_of(other, forms)
    for words in likenesses(plain, other_plain, is_person=is_person):
        yield scale.reason(words, 1.0 if is_person else telling(left, grammar), detail)
    if is_person:
        if has_initials(plain, other_plain):
            yield scale.reason("initials for the first names", detail=detail)
    elif is_within(left, right) or (plain != other_plain and is_within(plain, other_plain)):
        shared = left if len(left) < len(right) else right
        yield scale.reason("one name within the other", telling(shared, grammar), detail)
    elif abbreviates(one, right) or abbreviates(other, left):
        yield scale.reason("one name abbreviates the other", detail=detail)
    if (
        min(len(one), len(other)) >= SHORTEST_SPELT_ALIKE
        and fuzz.ratio(one.casefold(), other.casefold()) >= SPELT_ALIKE
    ):
        yield scale.reason("names spelt nearly alike", telling(left, grammar), detail)


def is_within(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """True where one name is the other without some of its first or last words."""
    short, long = sorted((left, right), key=len)
    return short in (long[: len(short)], long[-len(short) :])


def abbreviates(name: str, words: tuple[str, ...]) -> bool:
    """True where the name is made of the first letters of the words."""
    return LETTERS.fullmatch(name) is not None and name.casefold() == "".join(word[0] for word in words)


def has_initials(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """True of "J. Edwards" and "John Edwards"."""
    if len(left) != len(right) or left[-1] != right[-1]:
        return False
    return all(
        one == other or ({one[0], other[0]} == {one[0]} and 1 in (len(one), len(other)))
        for one, other in zip(left, right, strict=True)
    )


def by_kind(left: Profile, right: Profile, comparer: Comparer) -> Iterator[Reason]:
    """A company and its platform of one name are two things; of an organisation little is known."""
    grammar, scale = comparer.grammar, comparer.scale
    if left.family == right.family:
        if (
            left.type != right.type
            and not grammar.is_a(left.type, right.type)
            and not grammar.is_a(right.type, left.type)
        ):
            yield scale.reason("different kinds", detail=f"{left.type}, {right.type}")
        return
    hardly_known = grammar.kind("hardly known") in (left.type, right.type)
    persons = {grammar.is_a(profile.type, grammar.kind("PERSON")) for profile in (left, right)}
    excluding = not hardly_known or persons == {True, False}
    yield scale.reason(
        "kinds that exclude each other" if excluding else "different kinds", detail=f"{left.type}, {right.type}"
    )


def by_country(left: Profile, right: Profile, comparer: Comparer) -> Iterator[Reason]:
    """Ministries, courts and laws of different countries stay apart; one sign alone may be of another country."""
    if not left.country or not right.country:
        return
    is_sure = left.is_surely_there and right.is_surely_there
    if left.country != right.country:
        words = "different countries" if is_sure else "perhaps different countries"
        yield comparer.scale.reason(words, detail=f"{left.country}, {right.country}")
    elif is_sure:
        yield comparer.scale.reason("same country", detail=left.country)


def by_body(left: Profile, right: Profile, comparer: Comparer) -> Iterator[Reason]:
    """People of one name who speak for different bodies are two."""
    if left.bodies and right.bodies:
        shared = left.bodies & right.bodies
        words, told = ("same body", shared) if shared else ("different bodies", left.bodies | right.bodies)
        yield comparer.scale.reason(words, detail=", ".join(sorted(told)))


def by_owner(left: Profile, right: Profile, comparer: Comparer) -> Iterator[Reason]:
    """What belongs to different owners is two."""
    if left.owner and right.owner:
        yield comparer.scale.reason("same owner" if left.owner == right.owner else "different owners")


def by_company(left: Profile, right: Profile, comparer: Comparer) -> Iterator[Reason]:
    """Things that do the same with the same others."""
    if shared := left.company & right.company:
        share = len(shared) / min(len(left.company), len(right.company))
        named = ", ".join(sorted(shared)[:3])
        yield comparer.scale.reason("told of together with the same", share, named)
    if set(left.articles) & set(right.articles):
        yield comparer.scale.reason("told in one article")


COMPARISONS: tuple[Comparison, ...] = (by_known_name, by_name, by_kind, by_country, by_body, by_owner, by_company)
