"""Mentions and entities: what joins, what stays apart, and what an entity is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import context, knowledge
from onrecord.reading.mentions import mentions, resolve
from onrecord.record import Entity, Range

MINISTER = (
    "Freedonia's neighbour Kenya has a new foreign minister, Amina Odhiambo. Odhiambo said the talks would go on. "
    "The minister added that she was hopeful."
)
SPOKESWOMAN = (
    "White House spokesperson Laura Ferris spoke to reporters on Monday. "
    '"We are working on a date," she added. The spokesperson declined to say more.'
)


def entities(text: str) -> tuple[Entity, ...]:
    return mentions(context(text))


def called(found: tuple[Entity, ...], name: str) -> Entity:
    return next(e for e in found if e.name == name)


def words(entity: Entity) -> list[str]:
    return [m.text for m in entity.mentions]


@pytest.mark.parametrize(
    ("text", "name", "joined"),
    [
        (MINISTER, "Amina Odhiambo", ["Amina Odhiambo", "Odhiambo", "The minister", "she"]),
        (SPOKESWOMAN, "Laura Ferris", ["White House spokesperson Laura Ferris", "she", "The spokesperson"]),
        ("The International Monetary Fund (IMF) will lend. IMF staff met.", "International Monetary Fund", ["IMF"]),
        ("Mr. Keller resigned. Jonas Keller led the party for years.", "Jonas Keller", ["Mr. Keller", "Jonas Keller"]),
        ("The U.S. objected. Officials of the United States gave no reason.", "United States", ["The U.S."]),
        ("Protesters marched in Accra. The protesters sang.", "Protesters", ["Protesters", "The protesters"]),
        (
            "Maria Lopez, a spokeswoman for the harbour board, said it was closed. The spokeswoman gave no date.",
            "Maria Lopez",
            ["a spokeswoman for the harbour board", "The spokeswoman"],
        ),
        ('Peter Hansen objected. "I will vote against it," said Hansen.', "Peter Hansen", ["I", "Hansen"]),
        ("Otto Perez Molina left. Perez Molina gave no reason.", "Otto Perez Molina", ["Perez Molina"]),
        # the description comes before the name
        ("The trade minister will resign. Trade Minister Anna Weber is 60.", "Anna Weber", ["The trade minister"]),
        ("Shells fell on Kharkiv. Many people have left the city.", "Kharkiv", ["the city"]),
        ("Jürgen Müller spoke. Muller left early.", "Jürgen Müller", ["Muller"]),
        ("The mayor of Oslo, Anna Weber, spoke. She left.", "Anna Weber", ["The mayor of Oslo", "She"]),
        ("Omar al-Rashid resigned. Later al-Rashid said that he was ill.", "Omar al-Rashid", ["al-Rashid", "he"]),
        (
            'The group "Free Halden", a movement of farmers, will march.',
            "Free Halden",
            ["The group", "a movement of farmers"],
        ),
        (
            "Kim Roe, the dockers' leader, left. The leader gave no date.",
            "Kim Roe",
            ["the dockers' leader", "The leader"],
        ),
        (
            "Kim Roe, the dockers’ leader, left. The leader gave no date.",
            "Kim Roe",
            ["the dockers’ leader", "The leader"],
        ),
    ],
)
def test_joined(text: str, name: str, joined: list[str]) -> None:
    assert set(joined) <= set(words(called(entities(text), name)))


LUCKY = (
    "{}Third time lucky, and this time on dry land{} the commission's chairwoman, Marit Eikeland, told a news conference. "
    "She said the talks had moved."
)


@pytest.mark.parametrize("marks", ['" ,"', "“ ,”", "„ ,“", "« ,»", "‘ ,’", "' ,'", "`` ,''", '" ",', "“ ”,"])
def test_what_is_quoted_is_not_who_says_it(marks: str) -> None:
    found = entities(LUCKY.format(*marks.split()))
    assert words(called(found, "Marit Eikeland")) == ["the commission's chairwoman", "Marit Eikeland", "She"]
    assert not any("dry land" in words(entity)[0] for entity in found)


def test_genders_keep_pronouns_apart() -> None:
    found = entities("Anna Weber met Peter Hansen in Oslo. She said he had agreed.")
    assert "She" in words(called(found, "Anna Weber"))
    assert "he" in words(called(found, "Peter Hansen"))


def test_two_people_of_one_surname_stay_two() -> None:
    found = entities("Anna Weber spoke first. Her brother, Karl Weber, did not speak.")
    assert {"Anna Weber", "Karl Weber"} <= {e.name for e in found}


def test_pronoun_in_a_quotation_is_not_its_speaker() -> None:
    found = entities('Peter Hansen left on Friday. "He lied to us," said Karl Weber.')
    assert "He" in words(called(found, "Peter Hansen"))


def test_office_and_holder_are_two() -> None:
    found = entities(
        "Prime Minister Benjamin Netanyahu cancelled the visit. The prime minister's office gave no reason."
    )
    person, office = called(found, "Benjamin Netanyahu"), called(found, "The prime minister's office")
    assert (person.kind, person.code) == ("person", "ISRGOV")
    assert (office.kind, office.sector) == ("organization", "GOV")


def test_capital_that_acts_is_a_government_and_else_a_place() -> None:
    found = entities("Washington says it will help. Talks were held in Washington on Monday.")
    assert [(e.kind, e.code) for e in found if e.name == "Washington"] == [("organization", "USAGOV"), ("place", "USA")]


def test_role_gives_title_organization_and_code() -> None:
    found = entities(SPOKESWOMAN)
    (role,) = called(found, "Laura Ferris").roles
    assert (role.title, role.organization, role.country) == ("spokesperson", "White House", "USA")
    assert called(found, "Laura Ferris").code == "USAGOV"


def test_unknown_person_gets_the_code_of_the_role_given() -> None:
    assert called(entities("Kenyan police chief Otis Quux resigned."), "Otis Quux").code == "KENCOP"


def test_former_official() -> None:
    assert called(entities("Former French president Otis Quux resigned."), "Otis Quux").sector == "ELI"


def test_description_is_the_minimal_full_phrase() -> None:
    found = entities("A Kenyan official in Geneva, who would not be named, said talks had begun.")
    assert words(found[0]) == ["A Kenyan official in Geneva"]
    assert found[0].code == "KENGOV"


def test_first_person_without_a_speaker_has_no_entity() -> None:
    assert entities('"I will not go," it was heard.') == ()


def test_ids_follow_first_mentions() -> None:
    found = entities(MINISTER + " " + SPOKESWOMAN)
    assert [e.id for e in found] == [f"n{n}" for n in range(1, len(found) + 1)]
    assert [e.mentions[0].start for e in found] == sorted(e.mentions[0].start for e in found)


@pytest.mark.parametrize(
    ("span", "name"),
    [
        ("White House spokesperson Laura Ferris", "Laura Ferris"),
        ("Laura Ferris", "Laura Ferris"),
        ("spokesperson Laura Ferris", "Laura Ferris"),
        ("she", "Laura Ferris"),
        ("White House", "White House"),
        ("working", None),
    ],
)
def test_resolve(span: str, name: str | None) -> None:
    made = context(SPOKESWOMAN)
    made = made.having("entities", mentions(made))
    start = SPOKESWOMAN.index(span)
    entity = resolve(made, Range(start=start, end=start + len(span)))
    assert (entity.name if entity else None) == name


def test_resolve_finds_the_description_within_a_longer_source() -> None:
    text = "An aide to the president who asked not to be named said so."
    made = context(text)
    made = made.having("entities", mentions(made))
    entity = resolve(made, Range(start=0, end=text.index(" said")))
    assert entity is not None
    assert entity.name.startswith("An aide")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([*MINISTER.split(), *SPOKESWOMAN.split(), "U.S.", "“", "”", "(", "É", "-", "\n", "😀"]),
        max_size=40,
    )
)
def test_any_words_give_sound_mentions(parts: list[str]) -> None:
    text = " ".join(parts)
    made = context(text)
    found = mentions(made)
    assert found == mentions(made)
    at = [(m.start, m.end) for e in found for m in e.mentions]
    assert len(at) == len(set(at))
    assert all(text[m.start : m.end] == m.text for e in found for m in e.mentions)


def test_a_surname_asks_the_tables_of_no_one_but_organizations(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    known = knowledge()
    monkeypatch.setattr(type(known), "named", lambda self, name, day=None: asked.append(name))
    people = "Anna Weber met Peter Hansen and Karl Lindqvist in Oslo on Monday."
    entities(people)
    before = list(asked)
    asked.clear()
    entities(f"{people} Brandt left early and Keller stayed.")
    assert {"Brandt", "Keller"} <= set(asked)
    assert [name for name in asked if name in before] == before


def test_tables_are_shared() -> None:
    assert knowledge().tables is knowledge().tables
