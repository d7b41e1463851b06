"""Profiles → identities: blocked, compared, judged, clustered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kg.grammar import Grammar
from kg.likeness import content_words
from kg.model import Fact, Group, Identity, Mention, Name, fingerprint
from kg.resolve.clusters import Link, candidate_pairs, clusters
from kg.resolve.comparisons import Comparer, names_of, word_counts
from kg.resolve.judgements import Judgement, Named
from kg.resolve.profiles import Place, Profile, profiles_of
from kg.resolve.sameness import Verdict, scale_of

TELLING_WORDS = 2  # of a name: the rarest ones bring it together with others
BEGINNING = 4  # letters: what is misspelt seldom is so at its beginning


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two profiles, what speaks for their being one, and what a person has said of it."""

    left: Profile
    right: Profile
    verdict: Verdict
    judgement: Judgement | None = None


@dataclass(frozen=True)
class Identified:
    """The things that the facts speak of, which of them fills each slot, and what remains doubtful."""

    identities: tuple[Identity, ...]
    denotes: Mapping[Place, str]
    doubtful: tuple[Comparison, ...]


def identify(facts: Sequence[Fact], grammar: Grammar, judgements: Sequence[Judgement] = ()) -> Identified:
    """Which mentions are one thing, whatever the order of the facts; judgements beat scores."""
    profiles = {profile.id: profile for profile in profiles_of(facts, grammar)}
    scale = scale_of("things", grammar)
    compared = [*_compared(profiles, Comparer(grammar, scale), judgements)]
    one = [pair for pair in compared if (pair.judgement.is_one if pair.judgement else scale.is_one(pair.verdict))]
    apart = {
        frozenset((pair.left.id, pair.right.id)) for pair in compared if pair.judgement and not pair.judgement.is_one
    }
    joined = clusters(profiles, map(_link, one), _may_join(profiles, apart))
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    cluster_of = {member: cluster[0] for cluster in joined for member in cluster}
    for pair in one:
        if cluster_of[pair.left.id] == cluster_of[pair.right.id]:
            reasons[cluster_of[pair.left.id]].append(_told(pair))
    identities: list[Identity] = []
    denotes: dict[Place, str] = {}
    for cluster in joined:
        members = [profiles[member] for member in cluster]
        identity = _identity(members, reasons[cluster[0]], grammar)
        identities.append(identity)
        denotes.update((place, identity.id) for member in members for place in member.places)
    doubtful = [pair for pair in compared if not pair.judgement and scale.is_doubtful(pair.verdict)]
    return Identified(
        tuple(sorted(identities, key=lambda identity: identity.id)),
        dict(sorted(denotes.items())),
        tuple(sorted(doubtful, key=lambda pair: (-pair.verdict.score, pair.left.id, pair.right.id))),
    )


# --- Which to compare -----------------------------------------------------------------------------------------


def _compared(
    profiles: Mapping[str, Profile], comparer: Comparer, judgements: Sequence[Judgement]
) -> Iterator[Comparison]:
    """The pairs that share a block or are judged, each with its verdict."""
    judged = dict(_judged(profiles, judgements))
    alike = _alike(profiles.values(), comparer.grammar)
    first = {members[0]: profiles[members[0]] for members in alike}
    repeated = ((members[0], other) for members in alike for other in members[1:])
    pairs = dict.fromkeys((*judged, *repeated, *candidate_pairs(_blocks(first, comparer.grammar))))
    for left, right in sorted(pairs):
        verdict = comparer.compare(profiles[left], profiles[right])
        yield Comparison(profiles[left], profiles[right], verdict, judged.get((left, right)))


def _alike(profiles: Iterable[Profile], grammar: Grammar) -> list[list[str]]:
    """Profiles of which the same is told are compared with the first of them only: what it is, they are."""
    groups: defaultdict[Hashable, list[str]] = defaultdict(list)
    for profile in sorted(profiles, key=lambda profile: profile.id):
        told = (profile.name.casefold(), profile.type, profile.country, profile.owner, profile.bodies)
        groups[profile.id if _is_local(profile, grammar) else told].append(profile.id)
    return list(groups.values())


def _blocks(profiles: Mapping[str, Profile], grammar: Grammar) -> Mapping[Hashable, Collection[str]]:
    """An inverted index of names: what shares a telling word, its beginning, or initials may be one."""
    blocks: defaultdict[Hashable, list[str]] = defaultdict(list)
    for profile in profiles.values():
        for key in {key for name in names_of(profile) for key in _block_keys(name, profile, grammar)}:
            blocks[key].append(profile.id)
    return blocks


def _is_local(profile: Profile, grammar: Grammar) -> bool:
    """True of a description or a surname alone: they say who is meant in their own article, and nowhere else."""
    return profile.is_described or (grammar.is_a(profile.type, grammar.kind("PERSON")) and " " not in profile.name)


def _block_keys(name: str, profile: Profile, grammar: Grammar) -> Iterator[tuple[str, str]]:
    if _is_local(profile, grammar):
        return
    words = content_words(name)
    for word in sorted(set(words), key=lambda word: (word_counts(grammar)[word], word))[:TELLING_WORDS]:
        yield "word", word
        yield "beginning", word[:BEGINNING]
    yield "initials", name.casefold() if len(words) == 1 else "".join(word[0] for word in words)


def _judged(
    profiles: Mapping[str, Profile], judgements: Sequence[Judgement]
) -> Iterator[tuple[tuple[str, str], Judgement]]:
    """The pairs of profiles that the judgements speak of."""
    for judgement in judgements:
        left, right = ([*_meant(side, profiles)] for side in (judgement.left, judgement.right))
        for one, other in product(left, right):
            if one != other:
                yield (min(one, other), max(one, other)), judgement


def _meant(thing: Named, profiles: Mapping[str, Profile]) -> Iterator[str]:
    for profile in profiles.values():
        if thing.means((profile.name, *_wordings(profile)), profile.type, profile.articles):
            yield profile.id


# --- Which to join --------------------------------------------------------------------------------------------


def _link(pair: Comparison) -> Link:
    """What is judged is surer than what is scored."""
    return Link(pair.left.id, pair.right.id, float("inf") if pair.judgement else pair.verdict.score)


def _may_join(
    profiles: Mapping[str, Profile], apart: Collection[frozenset[str]]
) -> Callable[[Collection[str], Collection[str]], bool]:
    """Two clusters may become one unless a person said no, they hold two known things, or things of two countries."""

    def may_join(left: Collection[str], right: Collection[str]) -> bool:
        if apart and any(frozenset(pair) in apart for pair in product(left, right)):
            return False
        members = [profiles[one] for one in (*left, *right)]
        known = {profile.known.key for profile in members if profile.known}
        countries = {profile.country for profile in members if profile.country}
        return len(known) <= 1 and len(countries) <= 1

    return may_join


def _told(pair: Comparison) -> str:
    left, right = sorted((_caption(pair.left), _caption(pair.right)))
    return f"{left} and {right}: {pair.judgement or pair.verdict}"


def _caption(profile: Profile) -> str:
    where = "known" if profile.known else ", ".join(profile.articles)
    return f"{profile.name!r} ({where})"


# --- What comes of it -----------------------------------------------------------------------------------------


def _identity(members: Sequence[Profile], reasons: Sequence[str], grammar: Grammar) -> Identity:
    known = next((member.known for member in members if member.known), None)
    mentions = [mention for member in members for mention in member.mentions]
    labels = Counter(_wording(mention) for mention in mentions)
    label = known.name if known else max(labels, key=lambda name: (labels[name], len(name), name))
    kind = known.type if known else _kind(members, grammar)
    names = {*labels, *(known.aliases if known else ())} - {label}
    spans = sorted({mention.span for mention in mentions}, key=lambda span: (span.article, span.start, span.end))
    return Identity(
        id="e-"
        + (fingerprint("known", known.key) if known else fingerprint(*sorted(member.id for member in members)[:1])),
        type=kind,
        label=label,
        names=tuple(sorted(names)),
        mentions=tuple(spans),
        known=known.key if known else None,
        reasons=(*_first_reasons(members), *sorted(set(reasons)), *_links(mentions)),
    )


def _first_reasons(members: Sequence[Profile]) -> Iterator[str]:
    """Why the mentions of each profile are one."""
    for member in sorted(members, key=lambda member: (member.known is None, member.name, member.articles)):
        if member.known:
            yield f"{member.known.key!r} is a known name"
        else:
            yield f"{'described as' if member.is_described else 'called'} {member.name!r} in {member.articles[0]}"


def _kind(members: Sequence[Profile], grammar: Grammar) -> str:
    """The narrowest of the types that most profiles have."""
    kinds = Counter(member.type for member in members)
    wide = grammar.kind("hardly known")
    return max(kinds, key=lambda kind: (kind != wide, kinds[kind], len(grammar.ontology.lineage.get(kind, ())), kind))


def _wordings(profile: Profile) -> Iterator[str]:
    return (_wording(mention) for mention in profile.mentions)


def _wording(mention: Mention) -> str:
    assert isinstance(mention.value, Name | Group)
    return mention.value.label


def _links(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Why words that do not hold the name mean it."""
    return tuple(
        sorted(
            {
                f"{mention.span.text!r} ({mention.span.article}): {mention.because}"
                for mention in mentions
                if mention.because
            }
        )
    )
