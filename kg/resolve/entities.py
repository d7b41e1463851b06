"""Profiles → identities: compared, judged, clustered, each with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.grammar import Grammar
from kg.model import Fact, Identity, Mention, fingerprint
from kg.resolve.candidates import Comparison, compared
from kg.resolve.clusters import Link, Trait, Traits, clusters, the_first
from kg.resolve.comparisons import Comparer
from kg.resolve.judgements import Judgement
from kg.resolve.profiles import Place, Profile, profiles_of, wording
from kg.resolve.sameness import Scale, scale_of

SAME_NAME = "same name"
ONE_EACH = ("known", "country")  # of these, one thing has one at most


@dataclass(frozen=True)
class Identified:
    """The things that the facts speak of, which of them fills each slot, and what remains doubtful."""

    identities: tuple[Identity, ...]
    denotes: Mapping[Place, str]
    doubtful: tuple[Comparison, ...]


@dataclass(slots=True)
class _Cluster:
    """What is one, and the comparisons that tell why it is, and why others are not."""

    members: Sequence[Profile]
    one: list[Comparison] = field(default_factory=list)
    two: list[Comparison] = field(default_factory=list)


def identify(facts: Sequence[Fact], grammar: Grammar, judgements: Sequence[Judgement] = ()) -> Identified:
    """Which mentions are one thing, whatever the order of the facts; judgements beat scores."""
    profiles = {profile.id: profile for profile in profiles_of(facts, grammar)}
    scale = scale_of("things", grammar)
    pairs = [*compared(profiles, Comparer(grammar, scale), judgements)]
    links = [_link(pair) for pair in pairs if _is_one(pair, scale)]
    traits = _traits(profiles, pairs)
    joined = [_Cluster([profiles[id] for id in ids]) for ids in clusters(traits, links, _may_join)]
    cluster_of = {member.id: cluster for cluster in joined for member in cluster.members}
    for pair in pairs:
        left, right = cluster_of[pair.left.id], cluster_of[pair.right.id]
        if left is right and _is_one(pair, scale):
            left.one.append(pair)
        elif left is not right and _is_worth_telling(pair, scale):
            left.two.append(pair)
            right.two.append(pair)
    identities = [_identity(cluster, grammar) for cluster in joined]
    return Identified(
        tuple(sorted(identities, key=lambda identity: identity.id)),
        dict(sorted(_places(zip(joined, identities, strict=True)))),
        tuple(_doubtful(pairs, cluster_of, traits, scale)),
    )


def _places(found: Iterable[tuple[_Cluster, Identity]]) -> Iterator[tuple[Place, str]]:
    return ((place, thing.id) for cluster, thing in found for member in cluster.members for place in member.places)


# --- Which to join --------------------------------------------------------------------------------------------


def _is_one(pair: Comparison, scale: Scale) -> bool:
    return pair.judgement.is_one if pair.judgement else scale.is_one(pair.verdict)


def _link(pair: Comparison) -> Link:
    """What is judged is surer than what is scored."""
    return Link(pair.left.id, pair.right.id, float("inf") if pair.judgement else pair.verdict.score)


def _traits(profiles: Mapping[str, Profile], pairs: Iterable[Comparison]) -> Mapping[str, set[Trait]]:
    """What each profile brings along: which known thing it is, its country, and from whom people told it apart."""
    traits: dict[str, set[Trait]] = {}
    for profile in profiles.values():
        country = profile.country if profile.is_surely_there else None
        told = (("known", profile.known.key if profile.known else None), ("country", country))
        traits[profile.id] = {(kind, value) for kind, value in told if value}
    for pair in pairs:
        if pair.judgement and not pair.judgement.is_one:
            for one, other in ((pair.left.id, pair.right.id), (pair.right.id, pair.left.id)):
                traits[one] |= {("is", one), ("is not", other)}
    return traits


def _may_join(left: Traits, right: Traits) -> bool:
    """Two clusters may become one unless a person said no, they hold two known things, or things of two countries."""
    if not left or not right:  # most bring nothing along, and each is as it may be
        return True
    both = left | right
    kinds = Counter(kind for kind, _ in both)
    return all(kinds[kind] <= 1 for kind in ONE_EACH) and not any(
        kind == "is" and ("is not", value) in both for kind, value in both
    )


def _is_worth_telling(pair: Comparison, scale: Scale) -> bool:
    """True of what is two though it has one name, or though the sum, or a person, says that it is one."""
    return (
        pair.judgement is not None
        or scale.is_one(pair.verdict)
        or any(reason.words == SAME_NAME for reason in pair.verdict.reasons)
    )


def _doubtful(
    pairs: Sequence[Comparison],
    cluster_of: Mapping[str, _Cluster],
    traits: Mapping[str, Traits],
    scale: Scale,
) -> Iterator[Comparison]:
    """
    What a person should judge, the likeliest first.

    One pair of what hangs together by sure reasons; none that is joined or kept apart for better reasons.
    """
    sure = [pair for pair in pairs if _is_one(pair, scale) and (pair.judgement or not scale.is_doubtful(pair.verdict))]
    joined = clusters(traits, map(_link, sure), _may_join)
    surely = {member: cluster for cluster in joined for member in cluster}
    brought = {cluster: frozenset[Trait]().union(*(traits[member] for member in cluster)) for cluster in joined}
    asked: set[frozenset[tuple[str, ...]]] = set()
    doubtful = [pair for pair in pairs if not pair.judgement and scale.is_doubtful(pair.verdict)]
    for pair in sorted(doubtful, key=lambda pair: (-pair.verdict.score, pair.left.id, pair.right.id)):
        left, right = surely[pair.left.id], surely[pair.right.id]
        is_joined = cluster_of[pair.left.id] is cluster_of[pair.right.id]
        is_settled = left == right or (is_joined and not scale.is_one(pair.verdict))
        question = frozenset((left, right))
        if not is_settled and question not in asked and _may_join(brought[left], brought[right]):
            asked.add(question)
            yield pair


# --- What comes of it -----------------------------------------------------------------------------------------


def _identity(cluster: _Cluster, grammar: Grammar) -> Identity:
    members = cluster.members
    known = next((member.known for member in members if member.known), None)
    mentions = [mention for member in members for mention in member.mentions]
    labels = Counter(wording(mention) for mention in mentions)
    label = known.name if known else max(labels, key=lambda name: (labels[name], len(name), name))
    names = {*labels, *(known.aliases if known else ())} - {label}
    least = min(member.id for member in members)
    return Identity(
        id="e-" + (fingerprint("known", known.key) if known else fingerprint(least)),
        type=known.type if known else _kind(members, grammar),
        label=label,
        names=tuple(sorted(names)),
        mentions=tuple(
            sorted({mention.span for mention in mentions}, key=lambda span: (span.article, span.start, span.end))
        ),
        known=known.key if known else None,
        reasons=(*the_first(_first_reasons(members)), *the_first(_told(cluster.one)), *the_first(_links(mentions))),
        apart=tuple(the_first(_told(cluster.two))),
    )


def _first_reasons(members: Sequence[Profile]) -> list[str]:
    """Why the mentions of each profile are one."""
    return [
        f"{member.known.key!r} is a known name"
        if member.known
        else f"{'described as' if member.is_described else 'called'} {member.name!r} in {member.articles[0]}"
        for member in sorted(members, key=lambda member: (member.known is None, member.name, member.articles))
    ]


def _told(pairs: Iterable[Comparison]) -> list[str]:
    """The comparisons in words: what is judged, then the likeliest to be one."""
    ordered = sorted(pairs, key=lambda pair: (pair.judgement is None, -pair.verdict.score, str(pair)))
    return [str(pair) for pair in ordered]


def _kind(members: Sequence[Profile], grammar: Grammar) -> str:
    """The narrowest of the types that most profiles have."""
    kinds = Counter(member.type for member in members)
    wide = grammar.kind("hardly known")
    return max(kinds, key=lambda kind: (kind != wide, kinds[kind], len(grammar.ontology.lineage.get(kind, ())), kind))


def _links(mentions: Iterable[Mention]) -> list[str]:
    """Why words that do not hold the name mean it."""
    return sorted(
        {
            f"{mention.span.text!r} ({mention.span.article}): {mention.because}"
            for mention in mentions
            if mention.because
        }
    )
