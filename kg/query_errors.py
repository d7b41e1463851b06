"""
What is wrong with a query, and where.

The engine tells how far any of its attempts came, and an attempt at a keyword reads as many letters as the keyword has,
whatever they are: "ASK{}%" it calls wrong at column 7. So it is asked again with so much space between all tokens that
no attempt at one comes as far as the next; then the place that it tells is that of the token.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from kg.query_text import REFUSED, is_update
from kg.query_tokens import Token, tokens

PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
SPACE = " " * 24  # longer than any keyword
NO_PREFIX = "Prefix not found"
MOST_SHOWN = 60  # characters of a query

# What the engine says of a query or an update without answering it; None where it has nothing to say.
Complain = Callable[[str], str | None]


def problem_of(sparql: str, complain: Complain, *, may_change: bool = False) -> str:
    """What is wrong with the query, in a sentence with line, column and the words that cannot stand there."""
    update = is_update(sparql)
    if update and not may_change:
        return f"{update}: a graph is asked here, never changed"
    query = spread(tokens(sparql))
    told = PLACE.match(complain(query.text) or "")
    if told is None:  # with more space, nothing is wrong: its own place is all there is
        complaint = complain(sparql) or ""
        alone = PLACE.match(complaint)
        place = f"{where(sparql, offset(sparql, alone))}: " if alone else ""
        return f"{place}something before this cannot stand here" if place else first_line(complaint)
    reached = offset(query.text, told)
    index = bisect_right(query.starts, reached) - 1 if reached < len(query.text) else len(query.found)
    reason = reason_of(query, index, complain)
    return sentence(sparql, blamed(query.found, index, reason), reason)


def sentence(sparql: str, blame: Sequence[Token], reason: str) -> str:
    """The place, what stands there, and why it cannot."""
    start, end = (blame[0].start, blame[-1].end) if blame else (len(sparql), len(sparql))
    words = repr(sparql[start:end][:MOST_SHOWN]) if blame else "the end of the query"
    if blame and (refused := re.fullmatch(r"(SERVICE|LOAD)(SILENT)?", blame[0].text, re.IGNORECASE | re.ASCII)):
        return f"{where(sparql, start)}: {REFUSED[refused[1].upper()]}"
    if reason == NO_PREFIX:
        return f"{where(sparql, start)}: no prefix is declared for {words}"
    if words in ("'\"'", '"\'"'):
        return f"{where(sparql, start)}: the string that begins here does not end, or holds an escape that is none"
    return f"{where(sparql, start)}: {words}" + (f": {reason}" if reason else " cannot stand here")


def where(sparql: str, position: int) -> str:
    """The place as line and column."""
    before = sparql[:position]
    return f"line {before.count(chr(10)) + 1}, column {position - before.rfind(chr(10))}"


def first_line(error: Exception | str) -> str:
    """The error in one line."""
    return (str(error).splitlines() or ["no reason given"])[0][:200]


# The engine's complaints


@dataclass(frozen=True, slots=True)
class Spread:
    """The tokens of a query, far from each other."""

    found: tuple[Token, ...]
    starts: tuple[int, ...]
    text: str

    def until(self, index: int, *, with_it: bool) -> str:
        """The text before the token, or with it."""
        if index == len(self.found):
            return self.text
        return self.text[: self.starts[index] + (len(self.found[index].text) if with_it else 0)]


def spread(found: Iterable[Token]) -> Spread:
    """The tokens with space behind each."""
    kept = tuple(found)
    starts = accumulate((len(token.text) + len(SPACE) for token in kept), initial=0)
    return Spread(kept, tuple(starts)[: len(kept)], "".join(token.text + SPACE for token in kept))


def offset(text: str, told: re.Match[str]) -> int:
    """The place that is told, in characters from the start of the text."""
    lines = text.split("\n")
    return sum(len(line) + 1 for line in lines[: int(told[1]) - 1]) + int(told[2]) - 1


def reason_of(query: Spread, index: int, complain: Complain) -> str:
    """
    Why the token cannot stand there, in the engine's words; empty where it has none.

    What it says of a name or of a whole group goes under in its attempts at what could follow, so nothing may follow.
    """
    texts = [query.text, query.until(index, with_it=True)]
    if index == len(query.found) or query.found[index].text == "}":
        texts.append(query.until(index, with_it=False))
    complaints = (PLACE.match(complain(text) or "") for text in texts)
    said = (each for told in complaints if told for each in told[3].split(", "))
    # What it would rather have had is told beside: signs in quotes, classes of letters in brackets, keywords.
    reason = next((each for each in said if " " in each and each[0] not in "\"['"), "").rstrip(".")
    return reason if reason[1:2].isupper() or reason == NO_PREFIX else reason[:1].lower() + reason[1:]


# What it complains of


def blamed(found: Sequence[Token], index: int, reason: str) -> Sequence[Token]:
    """The tokens that cannot stand there: what the reason is about, or where the engine gave up; none at the end."""
    reached = found[: index + 1]
    if broken := [token for token in reached if token.text in ("'", '"')]:
        return broken[:1]
    for words, tokens_meant in ABOUT.items():
        if words in reason and (meant := tokens_meant(reached)):
            return meant
    return found[index : index + 1]


def broken_address(reached: Sequence[Token]) -> Sequence[Token]:
    """All of an address that is none, and so fell into several tokens."""
    opening = max((number for number, token in enumerate(reached) if token.text == "<"), default=len(reached))
    return reached[opening:] if reached[-1].kind == "sign" else ()


def last_values(reached: Sequence[Token]) -> Sequence[Token]:
    """The word VALUES, where it stands last."""
    return [token for token in reached if token.says("VALUES")][-1:]


def bound_again(reached: Sequence[Token]) -> Sequence[Token]:
    """The first variable after a BIND's AS that the group has already."""
    depth = reached[-1].depth
    opening = max(number for number, token in enumerate(reached) if token.text == "{" and token.depth == depth - 1)
    group = reached[opening:]
    for number, (before, token) in enumerate(pairwise(group), 1):
        if before.says("AS") and before.depth == depth and names(group[:number]) & names([token]):
            return [token]
    return ()


def unwanted(reached: Sequence[Token]) -> Sequence[Token]:
    """The first variable or blank node where an update has none."""
    start = max((at for at, token in enumerate(reached) if token.says("DATA", "WHERE")), default=0)
    if reached[start].says("WHERE"):
        kinds = ["blank"]
    else:
        kinds = ["variable"] if reached[start - 1].says("INSERT") else ["variable", "blank"]
    return [token for token in reached[start:] if token.kind in kinds][:1]


def selected(reached: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """What stands between the SELECT that ends here and its WHERE, and the rest of it."""
    depth = reached[-1].depth if reached[-1].text == "}" else 0
    start = max((at for at, token in enumerate(reached) if token.says("SELECT") and token.depth == depth), default=0)
    stop = next((at for at in range(start, len(reached)) if reached[at].text == "{"), len(reached))
    return reached[start:stop], reached[stop:]


def overriding(reached: Sequence[Token]) -> Sequence[Token]:
    """The first variable after an AS that the WHERE has already."""
    clause, rest = selected(reached)
    return [token for before, token in pairwise(clause) if before.says("AS") and token.text[1:] in names(rest)][:1]


def unbound(reached: Sequence[Token]) -> Sequence[Token]:
    """The first variable that is selected as it is, and that no GROUP BY has."""
    clause, rest = selected(reached)
    depth = clause[0].depth if clause else 0
    grouped = [at for at, token in enumerate(rest) if token.says("GROUP") and token.depth == depth]
    known = names(rest[grouped[-1] :]) if grouped else frozenset()
    return [token for token in outside_brackets(clause) if token.kind == "variable" and token.text[1:] not in known][:1]


def twice(reached: Sequence[Token]) -> Sequence[Token]:
    """The first variable that is selected for the second time."""
    clause, _ = selected(reached)
    plain = outside_brackets(clause)
    mine = [token for before, token in pairwise(clause) if token in plain or before.says("AS")]
    return [token for at, token in enumerate(mine) if names([token]) & names(mine[:at])][:1]


def select_word(reached: Sequence[Token]) -> Sequence[Token]:
    """The word SELECT."""
    return selected(reached)[0][:1]


def names(found: Iterable[Token]) -> frozenset[str]:
    """The variables' names, without their sign."""
    return frozenset(token.text[1:] for token in found if token.kind == "variable")


def outside_brackets(clause: Sequence[Token]) -> Sequence[Token]:
    """The tokens that stand between no round brackets."""
    open_brackets, outside = 0, []
    for token in clause:
        open_brackets += (token.text == "(") - (token.text == ")")
        if not open_brackets:
            outside.append(token)
    return outside


# What the engine's reasons are about, where that is not the place where it gives up.
ABOUT: dict[str, Callable[[Sequence[Token]], Sequence[Token]]] = {
    "IRI": broken_address,
    "VALUES": last_values,
    "BIND is overriding": bound_again,
    "not allowed in INSERT DATA": unwanted,
    "not allowed in DELETE": unwanted,
    "SELECT overrides": overriding,
    "SELECT contains a variable": unbound,
    "uplicated variable": twice,
    "SELECT": select_word,
}
