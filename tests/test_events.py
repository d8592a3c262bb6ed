"""Events read from our own sentences: triggers, types, status, parties, place, time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import context
from onrecord.language import EventTag, Tags
from onrecord.reading.events import events
from onrecord.reading.events.confidence import confidence
from onrecord.reading.times import times
from onrecord.record import Range, Statement, span_of

NOTHING = [
    "Critics made light of the plan to meet the demand for water.",
    "He died of a heart attack at home.",
    "The striker scored twice in the match.",
    "Eleven people were killed in a train crash.",
    "The firm will meet its deadline.",
    "The referee ruled that the ball had crossed the line.",
    "The mine accident raised the number of miners killed this year.",
    "Those arrested for theft lose their licence.",
    "They shot the documentary in a week.",
]


def read(text, published="2024-03-27", **layers):
    made = context(text, published, **layers)
    return events(made.having("times", times(made)))


def triggers(text):
    return [(e.trigger.text, e.type) for e in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The two ministers signed a fishing agreement on Tuesday.", [("signed", "AGREE")]),
        ("President Ortiz met with rebel leaders.", [("met", "CONSULT")]),
        ("Brazil held talks with Peru.", [("talks", "CONSULT")]),
        ("The union endorsed the mayor.", [("endorsed", "SUPPORT")]),
        ("The governor lifted the curfew.", [("lifted", "CONCEDE")]),
        ("The rebels released eleven sailors.", [("released", "RETREAT")]),
        ("The interior minister resigned.", [("resigned", "RETREAT")]),
        ("The opposition called for new elections.", [("called for", "REQUEST")]),
        ("Prosecutors charged the senator with bribery.", [("charged", "ACCUSE")]),
        ("The president vetoed the bill.", [("vetoed", "REJECT")]),
        ("The president called off the visit.", [("called off", "REJECT"), ("visit", "CONSULT")]),
        ("Teachers went on strike on Monday.", [("went", "PROTEST")]),
        ("The United States imposed sanctions on Iran.", [("imposed", "SANCTION")]),
        ("The army deployed troops to the border.", [("deployed", "MOBILIZE")]),
        ("Police arrested thirty students.", [("arrested", "COERCE")]),
        ("Gunmen attacked a checkpoint.", [("attacked", "ASSAULT")]),
        ("The attack killed nine soldiers.", [("attack", "ASSAULT")]),
        ("The senator attacked the budget plan.", [("attacked", "ACCUSE")]),
    ],
)
def test_a_word_names_an_event_of_its_type(text, expected):
    assert triggers(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_no_event_is_read_where_the_word_means_something_else(text):
    assert triggers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested the mayor.", "happened"),
        ("Police will arrest the mayor.", "planned"),
        ("Police plan to arrest the mayor.", "planned"),
        ("Police may arrest the mayor.", "possible"),
        ("Police did not arrest the mayor.", "denied"),
        ("Police refused to arrest the mayor.", "denied"),
        ("If police arrest the mayor, the city will suffer.", "possible"),
        ("Officials said that police would arrest the mayor.", "planned"),
        ("Germany held talks with France.", "happened"),
        ("Germany will hold talks with France.", "planned"),
        ("Germany cancelled talks with France.", "called_off"),
        ("Germany proposed talks with France.", "possible"),
        ("Talks scheduled for Monday between Germany and France drew crowds.", "planned"),
        ("The demands include talks with France.", "possible"),
    ],
)
def test_status_is_as_the_sentence_has_it(text, expected):
    assert next(e for e in read(text) if e.type in ("COERCE", "CONSULT")).status == expected


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("The mayor was arrested by soldiers.", ["soldiers"], ["The mayor"]),
        ("Norway and Chile opened talks.", ["Norway", "Chile"], []),
        ("Talks between Norway and Chile began.", ["Norway", "Chile"], []),
        ("Soldiers who attacked the village fled.", ["Soldiers"], ["the village"]),
        ("Kenya urged Uganda to withdraw.", ["Kenya"], ["Uganda"]),
        ("The union criticised the court's ruling.", ["The union"], ["the court"]),
        ("Thousands of students protested against the government.", ["students"], ["the government"]),
        ("Troops launched an attack on the town.", ["Troops"], ["the town"]),
    ],
)
def test_parties_keep_their_roles(text, actors, recipients):
    event = read(text)[0]
    assert [a.text for a in event.actors] == actors
    assert [r.text for r in event.recipients] == recipients


def test_a_controlled_verb_has_the_one_who_is_to_act():
    withdraw = read("Kenya urged Uganda to withdraw its troops from the lake.")[1]
    assert ([a.text for a in withdraw.actors], withdraw.status) == (["Uganda"], "possible")


def test_what_someone_says_that_others_must_do_is_a_request():
    must = read("Cairo said that the rebels must leave.")[0]
    assert (must.trigger.text, must.type) == ("must", "REQUEST")
    assert ([a.text for a in must.actors], [r.text for r in must.recipients]) == (["Cairo"], ["the rebels"])


def test_blame_that_only_a_statement_shows_is_an_event():
    text = "The bishop called the vote a farce."
    said = Statement(
        id="s1",
        source=span_of(text, 0, 10),
        source_entity=None,
        cue=span_of(text, 11, 17),
        content=(span_of(text, 18, 34),),
        manner="indirect",
        act="accuse",
        source_kind="person",
        named=False,
        confidence=1.0,
    )
    assert triggers(text) == []
    (event,) = events(context(text, statements=(said,)))
    assert (event.trigger.text, event.type, event.voice) == ("called", "ACCUSE", "reporter")


def test_a_voice_is_that_of_the_statement_around_it():
    text = "The aide said that police arrested the mayor."
    said = Statement(
        id="s1",
        source=span_of(text, 0, 8),
        source_entity=None,
        cue=span_of(text, 9, 13),
        content=(span_of(text, 14, 44),),
        manner="indirect",
        act="say",
        source_kind="person",
        named=False,
        confidence=1.0,
    )
    (event,) = events(context(text, statements=(said,)))
    assert event.voice == "s1"


def test_the_attack_has_the_mode_of_the_one_it_takes_up():
    bombing, attack = read("A bombing shook the port. The attack came at dawn.")
    assert (bombing.mode, attack.mode) == ("explosives", "explosives")


def test_a_request_has_the_mode_of_what_is_asked_for():
    assert [e.mode for e in read("Chile asked Peru to release the prisoners.")] == ["yield", "release"]


def test_victims_of_an_attack_are_no_second_event():
    assert triggers("Gunmen attacked a checkpoint, killing nine soldiers.") == [("attacked", "ASSAULT")]


def test_confidence_is_that_measured_of_the_type():
    (event,) = read("Police arrested the mayor.")
    assert event.confidence == confidence("COERCE")


WORDS = [
    "Police",
    "arrested",
    ",",
    "the",
    "mayor",
    ".",
    "\n",
    "in",
    "Lima",
    "on",
    "Monday",
    "will",
    "not",
    "attack",
    "é",
    "9",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=60))
@settings(max_examples=30, deadline=None)
def test_no_text_stops_the_stage(text):
    found = read(text or "x")
    assert all(text[e.trigger.start : e.trigger.end] == e.trigger.text for e in found)


def test_the_place_is_where_the_text_has_it():
    (event,) = read("Police arrested forty students in Nairobi on Monday.")
    assert (event.place.name, event.place.country) == ("Nairobi", "KEN")


def test_a_place_before_the_noun_is_where_it_was():
    (event,) = read("A Nairobi bombing shut the market.")
    assert event.place.name == "Nairobi"
    assert event.actors == ()


def test_without_a_place_of_its_own_an_event_is_in_the_country_of_the_report_and_no_nearer():
    *_, last = read("Kenya is dry. Kenya sent rice to Nairobi. Police arrested the mayor.")
    assert (last.place.country, last.place.precision, last.place.admin1) == ("KEN", "country", None)


def test_history_is_background_and_what_is_undated_is_news():
    old, new = read("Rebels attacked the port in 1996. Rebels attacked the port on Monday.")
    assert (old.recency, new.recency) == ("background", "news")


def test_without_a_date_of_publication_nothing_is_dated():
    (event,) = read("Police arrested the mayor on Monday.", published=None)
    assert event.when is None


def test_ids_count_up_and_spans_are_of_the_text():
    text = "Police arrested the mayor. Rebels attacked the port.\nThe court convicted a banker."
    found = read(text)
    assert [e.id for e in found] == ["e1", "e2", "e3"]
    assert all(text[e.trigger.start : e.trigger.end] == e.trigger.text for e in found)


def test_a_text_without_events_has_none():
    assert read("The lake is blue.") == ()


def test_a_paragraph_about_the_long_past_stays_there_until_it_is_left():
    text = "In 1994 rebels attacked the port. The army shelled their camp.\nGunmen attacked the market."
    old, shelled, new = read(text, published="2024-03-27")
    assert (old.recency, shelled.recency, new.recency) == ("background", "background", "news")


def test_contexts_come_from_the_sentence_and_from_what_the_report_is_about():
    text = (
        "The hospital dismissed two doctors. Nurses protested over it. The patients were moved to a clinic. "
        "A court sentenced the mayor. He resigned."
    )
    found = {e.trigger.text: e.context for e in read(text)}
    assert "health" in found["protested"]
    assert "legal" not in found["protested"]
    assert "legal" in found["sentenced"]


def test_a_party_that_only_the_tagger_names_is_a_noun():
    text = "They met in Geneva and threatened to quit the lake commission."

    def at(words: str) -> Range:
        return Range(start=text.index(words), end=text.index(words) + len(words))

    tag = EventTag(
        trigger=at("threatened"), score=1.0, types=(("THREATEN", 1.0),), modes=(), statuses=(("happened", 1.0),),
        recencies=(("news", 1.0),),
        parts=(("actor", at("in Geneva"), 0.9), ("recipient", at("the"), 0.9)),
    )  # fmt: skip
    threatened = next(e for e in read(text, tags=Tags(events=(tag,))) if e.trigger.text == "threatened")
    assert [p.text for p in threatened.actors] == ["They"]
    assert [p.text for p in threatened.recipients] == ["the lake commission"]
