"""Which profiles to compare: an inverted index of their names, and what people have judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from kg.grammar import Grammar
from kg.likeness import content_words
from kg.resolve.clusters import candidate_pairs
from kg.resolve.comparisons import LETTERS, Comparer, names_of, word_counts
from kg.resolve.judgements import Judgement, Named
from kg.resolve.profiles import Profile, wording
from kg.resolve.sameness import Verdict

TELLING_WORDS = 2  # of a name: the rarest ones bring it together with others
BEGINNING = 4  # letters: what is misspelt seldom is so at its beginning
LETTERS_IN_COMMON = 70  # of 100

Pair = tuple[str, str]  # ids of profiles, the lesser first


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two profiles, what speaks for their being one, and what a person has said of it."""

    left: Profile
    right: Profile
    verdict: Verdict
    judgement: Judgement | None = None

    def __str__(self) -> str:
        left, right = sorted((_caption(self.left), _caption(self.right)))
        return f"{left} and {right}: {self.judgement or self.verdict}"


def _caption(profile: Profile) -> str:
    where = "known" if profile.known else ", ".join(profile.articles)
    return f"{profile.name!r} ({where})"


def compared(
    profiles: Mapping[str, Profile], comparer: Comparer, judgements: Sequence[Judgement]
) -> Iterator[Comparison]:
    """The pairs that share a block or are judged, each with its verdict, in the order of their ids."""
    judged = dict(_judged(profiles, judgements))
    alike = _alike(profiles.values(), comparer.grammar)
    first = {members[0]: profiles[members[0]] for members in alike}
    repeated = ((members[0], other) for members in alike for other in members[1:])
    sharing = candidate_pairs(_blocks(first, _word_keys, comparer.grammar))
    misspelt = (
        (one, other)
        for one, other in candidate_pairs(_blocks(first, _beginning_keys, comparer.grammar))
        if _are_spelt_alike(first[one], first[other])
    )
    pairs = {*judged, *repeated, *sharing, *misspelt, *_abbreviations(first, comparer.grammar)}
    for left, right in sorted(pairs):
        verdict = comparer.compare(profiles[left], profiles[right])
        yield Comparison(profiles[left], profiles[right], verdict, judged.get((left, right)))


def _alike(profiles: Iterable[Profile], grammar: Grammar) -> list[list[str]]:
    """Profiles of which the same is told are compared with the first of them only: what it is, they are."""
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda profile: profile.id):
        setting = (profile.country, profile.is_surely_there)
        told = (profile.name.casefold(), profile.type, setting, profile.owner, profile.bodies)
        # A known name has other names to be found by.
        is_alone = profile.known is not None or is_local(profile, grammar)
        groups[profile.id if is_alone else told].append(profile.id)
    return list(groups.values())


Keys = Callable[[tuple[str, ...], Grammar], Iterator[Hashable]]


def _blocks(profiles: Mapping[str, Profile], keys: Keys, grammar: Grammar) -> Mapping[Hashable, Sequence[str]]:
    """An inverted index of names: what shares a key may be one."""
    blocks: defaultdict[Hashable, list[tuple[str, str]]] = defaultdict(list)
    for profile in profiles.values():
        for name in () if is_local(profile, grammar) else names_of(profile):
            for key in keys(content_words(name), grammar):
                blocks[key].append((name.casefold(), profile.id))
    return {key: [id for _, id in sorted(found)] for key, found in blocks.items()}


def is_local(profile: Profile, grammar: Grammar) -> bool:
    """True of a description or a surname alone: they say who is meant in their own article, and nowhere else."""
    return profile.is_described or (grammar.is_a(profile.type, grammar.kind("PERSON")) and " " not in profile.name)


def _word_keys(words: tuple[str, ...], grammar: Grammar) -> Iterator[Hashable]:
    """The most telling words of a name."""
    counts = word_counts(grammar)
    yield from sorted(set(words), key=lambda word: (counts[word], word))[:TELLING_WORDS]


def _beginning_keys(words: tuple[str, ...], grammar: Grammar) -> Iterator[Hashable]:
    """The beginnings of these, with that of the name: a misspelt name has one of them, however it is cut in words."""
    yield from ((str(word)[:BEGINNING], words[0][0]) for word in _word_keys(words, grammar))


def _are_spelt_alike(left: Profile, right: Profile) -> bool:
    """True where two of their names have most letters in common: worth a closer look."""
    return any(
        fuzz.ratio(one.casefold(), other.casefold(), score_cutoff=LETTERS_IN_COMMON)
        for one in names_of(left)
        for other in names_of(right)
    )


def _abbreviations(profiles: Mapping[str, Profile], grammar: Grammar) -> Iterator[Pair]:
    """The pairs of a name and its first letters; two long names with the same first letters are not yet alike."""
    short: defaultdict[str, list[str]] = defaultdict(list)
    named = [(profile, name) for profile in profiles.values() for name in names_of(profile)]
    for profile, name in named:
        if LETTERS.fullmatch(name):
            short[name.casefold()].append(profile.id)
    for profile, name in named:
        words = content_words(name)
        if len(words) > 1 and not is_local(profile, grammar):
            for other in short.get("".join(word[0] for word in words), ()):
                if other != profile.id:
                    yield min(profile.id, other), max(profile.id, other)


def _judged(profiles: Mapping[str, Profile], judgements: Sequence[Judgement]) -> Iterator[tuple[Pair, Judgement]]:
    """The pairs of profiles that the judgements speak of; what is said of one article beats what is said of all."""
    called = _called(profiles.values() if judgements else ())
    for judgement in sorted(judgements, key=_exactness):
        left, right = (_meant(side, called) for side in (judgement.left, judgement.right))
        for one, other in _all_pairs(left, right, judgement):
            if one != other:
                yield (min(one, other), max(one, other)), judgement


def idle_judgements(profiles: Sequence[Profile], judgements: Sequence[Judgement]) -> Iterator[tuple[Judgement, Named]]:
    """The judgements of which nothing comes, each with the side that means nothing in these articles."""
    called = _called(profiles)
    for judgement in judgements:
        for side in (judgement.left, judgement.right):
            if not _meant(side, called):
                yield judgement, side


def _called(profiles: Iterable[Profile]) -> Mapping[str, Sequence[Profile]]:
    """The profiles by all that they are called."""
    called: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for name in {profile.name.casefold(), *(wording(mention).casefold() for mention in profile.mentions)}:
            called[name].append(profile)
    return called


def _exactness(judgement: Judgement) -> tuple[int, Judgement]:
    """The more exactly it points, the later, and the last one holds; of two alike, the one that joins."""
    sides = (judgement.left, judgement.right)
    return sum(2 * bool(side.article) + bool(side.kind) for side in sides), judgement


def _meant(thing: Named, called: Mapping[str, Sequence[Profile]]) -> list[str]:
    named = called.get(thing.name.casefold(), ())
    return sorted(profile.id for profile in named if thing.means(profile.type, profile.articles))


def _all_pairs(left: Sequence[str], right: Sequence[str], judgement: Judgement) -> Iterator[Pair]:
    """All of the one side with all of the other; what is one hangs together by the first of each."""
    if judgement.is_one and left and right:
        yield from product(left[:1], right)
        yield from product(left[1:], right[:1])
    else:
        yield from product(left, right)
