"""Parse → facts: finders add, settlers judge and join."""

from __future__ import annotations

from dataclasses import replace

from kg.annotate import Parse
from kg.extract.alternatives import without_decrees, without_habits, without_heavier, without_settled
from kg.extract.authors import with_authors
from kg.extract.breakdown import find_shares
from kg.extract.completion import complete
from kg.extract.composition import find_composed
from kg.extract.consolidate import consolidate
from kg.extract.drives import in_campaigns
from kg.extract.events import find_facts
from kg.extract.fine_details import with_details
from kg.extract.hosts import on_the_same_platform
from kg.extract.likewise import find_likewise
from kg.extract.lists import find_listed
from kg.extract.membership import with_members
from kg.extract.motives import with_motives
from kg.extract.passing import restricted
from kg.extract.quoted_on import with_later_words
from kg.extract.recounts import find_recounts
from kg.extract.reported import by_reporters
from kg.extract.rounded import told_exactly
from kg.extract.scene import Lexicon, load_lexicon, set_scene
from kg.extract.settle import settle
from kg.extract.story_time import in_story_time
from kg.extract.subsets import with_subsets
from kg.extract.tallies import find_tallies
from kg.extract.understood import understand
from kg.grammar import Grammar
from kg.model import Amount, Count, Fact, Reading

__all__ = ["Lexicon", "extract", "load_lexicon"]

NUMBERS = (Amount, Count)


def extract(parse: Parse, grammar: Grammar, lexicon: Lexicon) -> Reading:
    """What the article states."""
    scene = set_scene(parse, grammar, lexicon)
    sightings = tuple(without_heavier(tuple(without_habits(find_facts(scene), scene)), grammar))
    sightings = tuple(without_settled(sightings, grammar))
    listed = (*sightings, *find_listed(scene, sightings))
    sightings = tuple(understand(sorted(listed, key=lambda sighting: sighting.trigger.i), scene))
    sightings = tuple(in_story_time(tuple(with_authors(sightings, scene)), scene))
    sightings = tuple(without_decrees(sightings, grammar))
    sightings = tuple(restricted(sightings, scene))
    sightings = (*sightings, *find_likewise(sightings, scene))
    sightings = tuple(by_reporters(tuple(told_exactly(sightings, scene)), scene))
    sightings = (*sightings, *find_composed(scene, sightings), *find_shares(scene, sightings))
    sightings = tuple(in_campaigns(sightings, scene))
    sightings = tuple(with_members(tuple(with_subsets(sightings, scene)), scene))
    sightings = (*sightings, *find_recounts(scene, sightings), *find_tallies(scene, sightings))
    sightings = tuple(complete(with_motives(sightings, scene), scene))
    sightings = tuple(on_the_same_platform(sightings, scene))
    facts = settle(tuple(with_later_words(sightings, scene)), scene)
    told = tuple(fact for fact in (sayable(fact, grammar) for fact in facts) if fact is not None)
    return Reading(parse.article, tuple(with_details(consolidate(told, grammar), scene)))


def sayable(fact: Fact, grammar: Grammar) -> Fact | None:
    """
    The fact with those of its slots that the ontology has; None where it lacks the event or relation itself.

    Of a number told twice, as in "R$28.6m (roughly $5.2m)", the first stands.
    """
    if fact.type not in grammar.ontology.events and fact.type not in grammar.ontology.relations:
        return None
    known = {slot: found for slot, found in fact.slots.items() if slot in grammar.ontology.slots}
    slots = {
        slot: found[:1] if isinstance(found[0].value, NUMBERS) else found for slot, found in known.items() if found
    }
    return fact if slots == fact.slots else replace(fact, slots=slots)
