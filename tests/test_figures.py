"""Figures: values, bounds, what they count, kinds and status of our own sentences."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from factory import context
from onrecord.reading.figures import figures
from onrecord.reading.times import times
from onrecord.record import Event, Figure, Statement, span_of


def read(text: str, **layers: Any) -> tuple[Figure, ...]:
    made = context(text, **layers)
    return figures(made.having("times", times(made)))


NUMBERS = {
    "digits": ("Police held 1,200 people.", "1,200", 1200, None, None, False),
    "words": ("Police held two hundred and six people.", "two hundred and six", 206, None, None, False),
    "hyphen": ("Police held twenty-five men.", "twenty-five", 25, None, None, False),
    "magnitude": ("They moved 1.2 million tons.", "1.2 million tons", 1_200_000, None, None, False),
    "crore": ("They moved 3 crore people.", "3 crore", 30_000_000, None, None, False),
    "lakh": ("They moved 1.5 lakh people.", "1.5 lakh", 150_000, None, None, False),
    "a million": ("More than a million people fled.", "More than a million", 1_000_000, 1_000_000, None, False),
    "half a million": ("Half a million people fled.", "Half a million", 500_000, None, None, False),
    "more than": ("More than 32,000 people fled.", "More than 32,000", 32_000, 32_000, None, False),
    "at least": ("At least 12 people fled.", "At least 12", 12, 12, None, False),
    "up to": ("Up to 50 people fled.", "Up to 50", 50, None, 50, False),
    "fewer than": ("Fewer than 50 people fled.", "Fewer than 50", 50, None, 50, False),
    "as many as": ("As many as 50 people fled.", "As many as 50", 50, None, 50, False),
    "nearly": ("Nearly 300 people fled.", "Nearly 300", 300, None, None, True),
    "about": ("About 300 people fled.", "About 300", 300, None, None, True),
    "or so": ("Some 300 people fled.", "Some 300", 300, None, None, True),
    "or more": ("Groups of 20 or more people fled.", "20 or more", 20, 20, None, False),
    "dozens": ("Dozens of people fled.", "Dozens", None, 12, None, True),
    "scores": ("Scores of people fled.", "Scores", None, 20, None, True),
    "hundreds": ("Hundreds of people fled.", "Hundreds", None, 100, None, True),
    "tens of thousands": ("Tens of thousands of people fled.", "Tens of thousands", None, 10_000, None, True),
    "couple": ("A couple of people fled.", "A couple of", 2, None, None, True),
    "two dozen": ("Two dozen people fled.", "Two dozen", 24, None, None, False),
    "between": ("Between 5 and 7 percent fled.", "Between 5 and 7 percent", None, 5, 7, False),
    "to": ("They drew 3 to 5 plans.", "3 to 5", None, 3, 5, False),
    "dash": ("They drew 3-5 plans.", "3-5", None, 3, 5, False),
    "shared magnitude": ("They want 3 to 5 million euros.", "3 to 5 million euros", None, 3_000_000, 5_000_000, False),
    "percent": ("Turnout was 85%.", "85%", 85, None, None, False),
    "percent words": ("Turnout was 85 per cent.", "85 per cent", 85, None, None, False),
    "points": ("It rose by 2.5 percentage points.", "2.5 percentage points", 2.5, None, None, False),
    "half": ("Half of the voters stayed.", "Half", 0.5, None, None, False),
    "third": ("A third of the voters stayed.", "A third", 0.3333, None, None, False),
    "two thirds": ("A two-thirds majority stayed.", "two-thirds", 0.6667, None, None, False),
    "one in five": ("One in five voters stayed.", "One in five", 0.2, None, None, False),
    "half a unit": ("Rates fell by half a percentage point.", "half a percentage point", 0.5, None, None, False),
    "third less": ("They paid a third less.", "a third", 0.3333, None, None, False),
    "mixed": ("The rod is two and a half metres long.", "two and a half metres", 2.5, None, None, False),
    "mixed thirds": ("The rod is one and two thirds metres long.", "one and two thirds metres", 1.6667, None, None,
                     False),
    "shared hundred": ("They want one to two hundred trucks.", "one to two hundred", None, 100, 200, False),
    "shared words": ("They want five to six million euros.", "five to six million euros", None, 5_000_000, 6_000_000,
                     False),
    "not shared": ("They want ten to two hundred trucks.", "ten to two hundred", None, 10, 200, False),
    "if not": ("Thousands if not tens of thousands fled.", "Thousands if not tens of thousands", None, 1000, None, True),
    "hundreds of a unit": ("They drove hundreds of miles.", "hundreds of miles", None, 100, None, True),
    "zero": ("His support fell to zero percent.", "zero percent", 0, None, None, False),
    "or more of a unit": ("They seized 20 or more kilograms.", "20 or more kilograms", 20, 20, None, False),
    "between ages": ("Voters between the ages of 17 and 29 stayed.", "between the ages of 17 and 29", None, 17, 29,
                     False),
    "after a dash": ("Labour Party - 203 seats", "203", 203, None, None, False),
    "one of them died": ("One of them died in the blast.", "One", 1, None, None, False),
    "dollar": ("They paid $1.2 bn.", "$1.2 bn", 1_200_000_000, None, None, False),
    "euro": ("They paid €3m.", "€3m", 3_000_000, None, None, False),
    "rupees": ("They paid Rs 50 crore.", "Rs 50 crore", 500_000_000, None, None, False),
    "currency word": ("They paid about 40 million dollars.", "about 40 million dollars", 40_000_000, None, None, True),
    "currency range": ("It costs between US$300 and 400 billion.", "between US$300 and 400 billion", None,
                       300_000_000_000, 400_000_000_000, False),
    "measure": ("It lies about 160 km away.", "about 160 km", 160, None, None, True),
}  # fmt: skip


@pytest.mark.parametrize(("text", "number", "value", "low", "high", "approx"), NUMBERS.values(), ids=NUMBERS)
def test_number(
    text: str, number: str, value: float | None, low: float | None, high: float | None, approx: bool
) -> None:
    (found,) = read(text)
    assert found.number.text == number
    assert (found.value, found.low, found.high, found.approx) == (value, low, high, approx)


KINDS = {
    "killed object": ("The blast killed 15 people.", "killed", "person", "people"),
    "killed passive": ("Fifteen soldiers were killed.", "killed", "person", "soldiers"),
    "killed died": ("Fifteen miners died in the shaft.", "killed", "person", "miners"),
    "killed bare": ("The blast killed 15.", "killed", "person", None),
    "killed dead": ("The blast left 15 dead.", "killed", "person", None),
    "killed toll": ("The death toll rose to 53.", "killed", "person", None),
    "killed noun": ("Officials reported 53 deaths.", "killed", "person", "deaths"),
    "killed relative": ("They mourned 15 people killed in the raid.", "killed", "person", "people killed in the raid"),
    "injured": ("The blast wounded 15 people.", "injured", "person", "people"),
    "injured adjective": ("Doctors treated 15 injured men.", "injured", "person", "injured men"),
    "missing": ("Fifteen sailors are missing.", "missing", "person", "sailors"),
    "detained": ("Police arrested 15 protesters.", "detained", "person", "protesters"),
    "displaced": ("The floods displaced 4,000 families.", "displaced", None, "families"),
    "displaced fled": ("Some 4,000 villagers fled.", "displaced", "person", "villagers"),
    "held": ("Rebels hold 130 hostages in the north.", "held", "person", "hostages"),
    "present": ("Some 4,000 people gathered.", "present", "person", "people"),
    "present noun": ("Some 4,000 protesters blocked the road.", "present", "person", "protesters"),
    "money": ("Congress voted $5 billion in aid.", "money", "USD", "aid"),
    "percent": ("He won 52% of the vote.", "percent", "percent", "the vote"),
    "distance": ("The town lies 40 miles away.", "distance", "mile", None),
    "age": ("A 46-year-old man spoke.", "age", "year", "man"),
    "age commas": ("Anna Lind, 46, spoke.", "age", "year", "Anna Lind"),
    "age aged": ("A girl aged 12 spoke.", "age", "year", "A girl"),
    "votes": ("The bill got 230 votes.", "votes", None, "votes"),
    "count of things": ("They closed three bridges that cross the river.", "count", None, "bridges that cross the river"),
    "count of people": ("They named three judges.", "count", "person", "judges"),
    "killed before marching": ("Police killed two people who were marching.", "killed", "person",
                               "people who were marching"),
    "killed noun first": ("The crush led to 56 deaths and left many injured.", "killed", "person", "deaths"),
    "lives lost": ("The flood took 30 lives.", "killed", "person", "lives"),
    "lives saved": ("The ship saved 30 lives.", "count", None, "lives"),
    "age said": ("She was 26.", "age", "year", "She"),
    "age turned": ("He spoke when he turned 30.", "age", "year", "he"),
    "age now": ("Anna Lind, now 46, spoke.", "age", "year", "Anna Lind"),
    "passed articles": ("The House passed two articles.", "count", None, "articles"),
    "place of the vote": ("She won the vote in four states.", "count", None, "states"),
    "share": ("One in five voters stayed home.", "percent", None, "voters"),
    "measure rose": ("The wage rose to $15.", "money", "USD", "The wage"),
    "measure reached": ("Winds reached 75 mph.", "count", "mph", "Winds"),
    "measure was": ("Turnout was 85%.", "percent", "percent", "Turnout"),
    "measure of": ("He paid a fine of $500.", "money", "USD", "a fine"),
    "measure raised": ("Ministers raised the duty to 15%.", "percent", "percent", "the duty"),
    "amount of": ("He owes damages in the amount of $6 million.", "money", "USD", "damages"),
    "of": ("They held three of the president's advisers.", "count", "person", "the president's advisers"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "unit", "of"), KINDS.values(), ids=KINDS)
def test_kind_unit_and_what_is_counted(text: str, kind: str, unit: str | None, of: str | None) -> None:
    (found,) = read(text)
    assert (found.kind, found.unit) == (kind, unit)
    assert (found.of.text if found.of else None) == of


def test_figures_of_a_list_share_their_verb() -> None:
    found = read("The blast killed five soldiers and three guards and wounded 110 others.")
    assert [(f.value, f.kind) for f in found] == [(5, "killed"), (3, "killed"), (110, "injured")]


def test_a_revision_is_two_figures() -> None:
    found = read("The ministry raised the death toll to 53 from 47.")
    assert [(f.value, f.kind) for f in found] == [(53, "killed"), (47, "killed")]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Lind won eight delegates and Berg won six.", ["delegates", "delegates"]),
        ("About 52% of members voted to stay and 48% to leave.", ["members", "members"]),
        ("Winds reached 75 mph (120 km/h).", ["Winds", "Winds"]),
        ("The law passed by votes of 230-to-197.", ["votes", "votes"]),
    ],
)
def test_a_number_counts_what_the_one_before_it_counts(text: str, of: list[str]) -> None:
    assert [f.of.text if f.of else None for f in read(text)] == of


@pytest.mark.parametrize(
    "text", ["He paid $500 for the guns and kept 12.", "The police held ten men.\nLater the toll rose to 53."]
)
def test_a_number_borrows_nothing_from_money_or_another_paragraph(text: str) -> None:
    assert read(text)[-1].of is None


def test_two_ages_after_two_names() -> None:
    found = read("Ola Berg and Per Lind, 40 and 49, spoke.")
    assert [(f.value, f.kind) for f in found] == [(40, "age"), (49, "age")]


def test_both_sides_of_a_vote_are_figures() -> None:
    found = read("The House passed the bill 230-198.")
    assert [(f.value, f.kind, f.unit) for f in found] == [(230, "votes", None), (198, "votes", None)]


NONE = {
    "ordinal": "The third man and the 21st century.",
    "date": "It fell on March 5, 2021.",
    "clock": "It began at 10:30 on Monday.",
    "length": "It took three weeks.",
    "model": "A Boeing 737 landed.",
    "group": "The G7 met.",
    "article": "Article 50 applies.",
    "resolution": "Resolution 2334 was adopted.",
    "virus": "Covid-19 spread.",
    "jet": "An F-16 crashed.",
    "flight": "Flight 302 crashed.",
    "street": "He lives at 10 Downing Street.",
    "score": "United won 3-1 at home.",
    "no one": "No one spoke.",
    "one another": "They blamed one another.",
    "building's age": "The 25-year-old bridge fell.",
    "rate": "Once per 100,000 flights.",
    "number": "No. 3 was closed.",
    "address abroad": "Police searched 36 Quai Voltaire.",
    "dialled": "Witnesses should call 101.",
    "week": "It is legal up to week 22 of a pregnancy.",
    "zone": "The log is kept in UTC+0900.",
    "list": "1. Unofficial results",
    "one of": "One of the ministers spoke.",
    "one who said": "One senator said the vote was lost.",
    "one occasion": "On one occasion she wept.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_not_a_figure(text: str) -> None:
    assert [f.number.text for f in read(text)] == []


STATUS = {
    "happened": ("The army sent 300 troops.", "happened"),
    "planned": ("The army will send 300 troops.", "planned"),
    "plans to": ("The army plans to send 300 troops.", "planned"),
    "possible": ("The army could send 300 troops.", "possible"),
    "denied": ("The army did not send 300 troops.", "denied"),
}


@pytest.mark.parametrize(("text", "status"), STATUS.values(), ids=STATUS)
def test_status(text: str, status: str) -> None:
    (found,) = read(text)
    assert found.status == status


def test_voice_is_the_innermost_statement() -> None:
    text = "Officials said the blast killed 15 people. Three bridges fell."
    said = Statement(
        id="s1", source=span_of(text, 0, 9), source_entity=None, cue=span_of(text, 10, 14),
        content=(span_of(text, 15, 41),), manner="indirect", act="say", source_kind="group", named=False, confidence=1.0,
    )  # fmt: skip
    assert [f.voice for f in read(text, statements=(said,))] == ["s1", "reporter"]


def test_a_figure_belongs_to_the_event_that_governs_it() -> None:
    text = "A bombing killed 15 people. Three bridges fell."
    event = Event(
        id="e1", trigger=span_of(text, 2, 9), type="ASSAULT", status="happened", recency="news", confidence=1.0
    )
    assert [f.event for f in read(text, events=(event,))] == ["e1", None]


def test_ids_are_in_text_order_and_spans_apart() -> None:
    found = read("Two of the 14 ships, worth $3 million to $5 million, carried 3 to 5 percent of 2,000 tons.")
    assert [f.id for f in found] == [f"f{k + 1}" for k in range(len(found))]
    assert all(a.number.end <= b.number.start for a, b in pairwise(found))


@pytest.mark.parametrize("text", ["", "\n", "12", "$", "3 to", "one in", "between 5 and", "1,2,3,4", "½", "million"])
def test_odd_text_is_read(text: str) -> None:
    assert all(f.number.text for f in read(text))
