"""Reasons for and against two being one, each with the weight that `ontology/words/sameness.yaml` gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.errors import OntologyProblem, OntologyProblems
from kg.grammar import Grammar

WORTH_TELLING = 0.05  # less is no reason
BOUNDS = ("one from", "doubtful from", "doubtful to")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two are one or two: in words, with its weight and what it rests on."""

    words: str
    weight: float
    detail: str = ""

    def __str__(self) -> str:
        """
        The reason with its weight.

        +4.5 one name within the other (Meta, Meta Platforms)
        """
        return f"{self.weight:+.1f} {self.words}" + (f" ({self.detail})" if self.detail else "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """All reasons, and their sum."""

    reasons: tuple[Reason, ...] = ()

    @property
    def score(self) -> float:
        """The sum of the weights."""
        return round(sum(reason.weight for reason in self.reasons), 6)

    def __str__(self) -> str:
        return f"{self.score:+.1f} = " + ", ".join(str(reason) for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Scale:
    """What each reason weighs, and which sums decide."""

    one_from: float
    doubtful_from: float
    doubtful_to: float
    weights: Mapping[str, float]

    def reason(self, words: str, share: float = 1.0, detail: str = "") -> Reason:
        """The reason of that name, with a share of its weight."""
        return Reason(words, round(self.weights[words] * share, 3), detail)

    def verdict(self, reasons: Iterable[Reason]) -> Verdict:
        """The reasons that weigh something, the heaviest first."""
        told = [reason for reason in reasons if abs(reason.weight) >= WORTH_TELLING]
        return Verdict(tuple(sorted(told, key=lambda reason: (-abs(reason.weight), reason.words, reason.detail))))

    def is_one(self, verdict: Verdict) -> bool:
        """True where the sum is high enough."""
        return verdict.score >= self.one_from

    def is_doubtful(self, verdict: Verdict) -> bool:
        """True where a person should look."""
        return self.doubtful_from <= verdict.score < self.doubtful_to


def scale_of(part: str, grammar: Grammar) -> Scale:
    """What reasons weigh for `things` or for `events`."""
    told = grammar.words.get("sameness", {}).get(part, {})
    try:
        weights = {words: float(weight) for words, weight in told["weights"].items()}
        one_from, doubtful_from, doubtful_to = (float(told[bound]) for bound in BOUNDS)
    except (KeyError, ValueError, AttributeError) as error:
        problem = OntologyProblem("words/sameness.yaml", f"{part}: {error} is missing, or no number")
        raise OntologyProblems([problem]) from error
    return Scale(one_from, doubtful_from, doubtful_to, MappingProxyType(weights))
