"""How things look: a colour for the light page, one for the dark page, and a shape, so that colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass

from kg.explorer.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Look:
    """The appearance that several classes share, and their name in the legend."""

    key: str
    label: str
    classes: tuple[str, ...]
    light: str
    dark: str
    shape: str


# Colours after Okabe and Ito, which colour-blind readers can tell apart. The first look that fits is taken.
LOOKS = (
    Look("authority", "Authorities", ("Authority",), "#0072b2", "#56a8e8", "square"),
    Look("platform", "Platforms", ("Platform",), "#d55e00", "#ff8c42", "circle"),
    Look("company", "Companies", ("Company",), "#e69f00", "#f2b84b", "hexagon"),
    Look("person", "People", ("Person",), "#009e73", "#2fd0a4", "triangle"),
    Look("outlet", "Media outlets", ("MediaOutlet",), "#7a5195", "#b99be0", "pentagon"),
    Look("organisation", "Other bodies", ("Organisation", "Agent"), "#3f97c9", "#8fd0f5", "diamond"),
    Look("group", "Groups and content", ("Group",), "#a08a00", "#e0cf4f", "down"),
    Look("rule", "Rules and campaigns", ("Policy", "Campaign"), "#c25b94", "#eb9ac6", "star"),
    Look("place", "Places", ("Place",), "#6b7280", "#a7b0bd", "cross"),
    Look("measure", "Measures", ("Closure", "Restriction", "ContentRemoval", "Penalty", "Fine", "Detention"),
         "#b3261e", "#ff8a80", "ring"),
    Look("oversight", "Oversight", ("Summons", "Warning", "Order", "Investigation"), "#8a5a00", "#e3b873", "frame"),
    Look("making", "New rules and bodies", ("PolicyIssuance", "CampaignLaunch", "Founding"),
         "#5b4fc4", "#b0a8ff", "kite"),
    Look("words", "Statements and pledges", ("Statement", "Pledge"), "#3d7a3d", "#94d394", "wedge"),
)  # fmt: skip
OTHER_THING = Look("thing", "Other things", (), "#4b5563", "#c3cad4", "octagon")
OTHER_EVENT = Look("event", "Other events", (), "#374151", "#d1d5db", "ring")
RELATION = Look("relation", "Relations", (), "#6b7280", "#a7b0bd", "line")
ALL_LOOKS = (*LOOKS, OTHER_THING, OTHER_EVENT, RELATION)


def look_of(type_: str, vocabulary: Vocabulary, *, event: bool) -> Look:
    """The look of a class."""
    for look in LOOKS:
        if any(type_ == class_ or vocabulary.is_a(type_, class_) for class_ in look.classes):
            return look
    return OTHER_EVENT if event else OTHER_THING
