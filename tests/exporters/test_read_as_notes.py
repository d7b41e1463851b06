"""The notes as Obsidian reads them: by their names, and by the links between them."""

import re


def test_every_link_of_a_note_leads_to_a_note(told):
    notes = told.files("notes")
    names = {path.rpartition("/")[2].removesuffix(".md") for path in notes}

    assert len({name.casefold() for name in names}) == len(notes)
    for note in notes.values():
        for link in re.findall(r"(?<!\\)\[\[(.*?)\]\]", note):
            assert link in names


def test_the_words_of_every_fact_stand_in_a_note(told):
    notes = "".join(told.files("notes").values())

    facts = {fact.id for fact in told.graph.knowledge.facts}
    assert set(re.findall(r" \^(f-[0-9a-f]+)$", notes, re.MULTILINE)) == facts
    assert "<script>" not in notes.replace("\\<", "")
