"""Which number counts which group: "35 channels and two accounts" are two, "40 groups and channels" are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.extract.counted import count_of, whole
from kg.extract.scene import Scene
from kg.model import Group, Mention
from kg.tokens import Token

Slots = Mapping[str, tuple[Mention, ...]]
Counted = tuple[Token, Mention, tuple[Mention, ...]]  # a noun, the group that it describes, and its number


def counted_apart(
    scene: Scene, heads: Sequence[Token], slots: Slots, *, of: str, count: str
) -> Iterator[dict[str, tuple[Mention, ...]]]:
    """The slots once for each group that has a number of its own, with that number."""
    groups = list(_groups(scene, heads, slots[of]))
    if sum(1 for _, _, counted in groups if counted) > 1:
        for _, mention, counted in groups:
            own = _own_platform(slots, mention) if of == "target" else dict(slots)
            yield {**own, of: (mention,), **({count: counted} if counted else {})}
        return
    group, counts = next(((mention, counted) for _, mention, counted in groups if counted), (None, ()))
    if group is not None and any(mention.span.end < group.span.start for mention in slots[of]):
        counts = ()  # "Foo, Bar and nine other firms"
    own = _without_others_platforms(scene, heads, slots, groups) if of == "target" and counts else dict(slots)
    together = _together(scene, groups, slots[of])
    yield {**own, of: together or slots[of], **({count: counts} if counts else {})}


def counted_target(scene: Scene, slots: Slots) -> dict[str, tuple[Mention, ...]]:
    """The number of the one group acted on: "summoned 12 companies", "investigated 40 people"."""
    targets = slots.get("target", ())
    if len(targets) != 1 or not isinstance(targets[0].value, Group):
        return {}
    noun = scene.parse.token_at(targets[0].span.end - 1)
    found = count_of(scene, noun) if noun is not None else ()
    return {"count": found} if found else {}


def _groups(scene: Scene, heads: Sequence[Token], found: Sequence[Mention]) -> Iterator[Counted]:
    described = [mention for mention in found if isinstance(mention.value, Group)]
    for head in heads:
        noun = whole(head, scene)
        counted = count_of(scene, head) or count_of(scene, noun)
        here = scene.parse.offsets[noun.i]
        yield from ((noun, one, counted) for one in described if one.span.start <= here < one.span.end)


def _together(scene: Scene, groups: Sequence[Counted], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """ "40 groups and channels": one group, for one number counts both; nothing where it does not."""
    if not 1 < len(groups) == len(found) or not groups[0][2] or any(counted for _, _, counted in groups[1:]):
        return ()
    for (before, _, _), (noun, _, _) in pairwise(groups):
        bare = noun.tag_ == "NNS" and not any(child.dep_ in ("det", "poss") for child in noun.lefts)
        if noun.dep_ != "conj" or noun.head != before or not bare or noun.left_edge.i > before.i + 2:
            return ()
    first, last = groups[0][1], groups[-1][1]
    assert isinstance(first.value, Group)
    behind = scene.parse.doc[groups[0][0].i + 1 : groups[-1][0].i + 1].text
    span = scene.parse.span(groups[0][0].left_edge.i, groups[-1][0].i + 1)
    return (Mention(span, first.type, Group(f"{first.value.label} {behind}", last.value.head)),)  # type: ignore[union-attr]


# --- platforms -----------------------------------------------------------------------------------


def _own_platform(slots: Slots, group: Mention) -> dict[str, tuple[Mention, ...]]:
    """Of "49 Facebook pages and 50 YouTube channels", each has the platform in its own words."""
    platforms, groups = slots.get("platform", ()), slots["target"]
    own = tuple(platform for platform in platforms if _is_inside(platform, group))
    if len(platforms) < 2 and not own:
        own = tuple(platform for platform in platforms if not any(_is_inside(platform, other) for other in groups))
    return _on(slots, own)


def _without_others_platforms(
    scene: Scene, heads: Sequence[Token], slots: Slots, groups: Sequence[Counted]
) -> dict[str, tuple[Mention, ...]]:
    """Of "two websites and 20 Facebook pages", the websites are not Facebook's."""
    ours = {noun for noun, _, _ in groups}
    others = {head for head in heads if head not in ours and count_of(scene, head)}
    kept = []
    for platform in slots.get("platform", ()):
        name = scene.parse.token_at(platform.span.end - 1)
        if name is None or name.dep_ != "compound" or name.head not in others:
            kept.append(platform)
    return _on(slots, tuple(kept))


def _on(slots: Slots, platforms: tuple[Mention, ...]) -> dict[str, tuple[Mention, ...]]:
    rest = {slot: found for slot, found in slots.items() if slot != "platform"}
    return {**rest, "platform": platforms} if platforms else rest


def _is_inside(one: Mention, other: Mention) -> bool:
    return other.span.start <= one.span.start < other.span.end
