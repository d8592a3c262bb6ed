"""Statements in the forms that reports give them: marks of every style, transcripts, posts; and their fields."""

from __future__ import annotations

import pytest

from onrecord.record import Record, Statement
from reader import record_of


def told(text: str) -> list[tuple[str | None, list[str], str | None]]:
    """Who says what, and its manner, of each statement with content."""
    return [
        (s.source.text if s.source else None, [c.text for c in s.content], s.manner)
        for s in record_of(text).statements
        if s.content
    ]


def who(made: Record, statement: Statement) -> str | None:
    return next((e.name for e in made.entities if e.id == statement.source_entity), None)


def first(text: str) -> Statement:
    return record_of(text).statements[0]


def test_a_quotation_goes_on_over_paragraphs_that_each_open_it_anew() -> None:
    text = (
        "“The court has heard us,” said lawyer Anna Reyes.\n"
        "“It took nine years. It took nine winters in which nobody called.\n"
        "“Now the state must pay.”\nReyes has represented the families since 2015."
    )
    ((source, content, manner),) = told(text)
    assert (source, manner) == ("lawyer Anna Reyes", "direct")
    assert content[0] == "“The court has heard us,”"
    assert content[-1] == "“Now the state must pay.”"


def test_a_block_quotation_is_said_by_whom_its_lead_in_names() -> None:
    text = (
        "The ministry issued the following statement on Sunday:\n"
        "“No Halden soldier crossed the line. Any claim to the contrary is false.”\nReporters had seen trucks."
    )
    assert told(text)[0] == (
        "The ministry",
        ["“No Halden soldier crossed the line. Any claim to the contrary is false.”"],
        "direct",
    )


def test_marks_within_marks_belong_to_the_inner_statement_only_where_they_close_it() -> None:
    text = (
        "“When the guard said ‘stay where you are,’ we ran,” said Tomas Keller, a driver. “He shouted ‘Stop or die!’”"
    )
    made = record_of(text).statements
    outer = next(s for s in made if s.parent is None)
    inner = {s.content[0].text for s in made if s.parent == outer.id}
    assert outer.content[-1].text == "“He shouted ‘Stop or die!’”"
    assert inner == {"‘stay where you are,’", "‘Stop or die!’"}


def test_a_mark_of_inches_opens_no_quotation() -> None:
    found = told('A 12" pipe burst on Monday, the company said. "We are sorry," it added.')
    assert [manner for _, _, manner in found] == ["indirect", "direct"]


def test_apostrophes_of_plurals_are_no_marks() -> None:
    text = "\"The guards' dogs' barking kept us awake,\" said Jon. The ministers' plan isn't ours, he said."
    assert [manner for _, _, manner in told(text)] == ["direct", "indirect"]


def test_scare_quotes_are_no_statement() -> None:
    text = "The so-called “people's council” met in the “Palace of Nations”. The film “Long Winter” opened. “Experts” left."
    assert told(text) == []


SPEAKERS = (
    "Before the hearing the network spoke to two people.\n"
    "JANE DOE, HOST: What did you see at the dam?\nTOM REED, ENGINEER: Water over the crest.\n"
    "DOE: And then?\nREED: We ran."
)


def test_a_speaker_is_labelled_in_full_first_and_by_surname_then() -> None:
    made = record_of(SPEAKERS)
    turns = [s for s in made.statements if s.cue is None]
    assert [(who(made, s) or "").upper() for s in turns] == ["JANE DOE", "TOM REED", "JANE DOE", "TOM REED"]
    assert [s.act for s in turns] == ["ask", "answer", "ask", "answer"]


def test_a_label_is_the_person_of_that_name() -> None:
    made = record_of(
        "Vera Sand spoke to the Courier on Monday.\nCourier: Will you run?\nSand: No.\nCourier: Why?\nSand: Age."
    )
    assert {who(made, s) for s in made.statements if s.source and s.source.text == "Sand"} == {"Vera Sand"}


def test_letters_with_a_stop_mark_question_and_answer() -> None:
    made = record_of("The bank's economist took questions.\nQ. Will rates rise?\nA. We see one more rise.")
    assert [(s.act, s.source) for s in made.statements if s.cue is None] == [("ask", None), ("answer", None)]


def test_a_post_signed_in_a_paragraph_of_its_own() -> None:
    text = (
        "The minister resigned on Monday.\nI leave with a clean conscience. https://t.co/abc123\n"
        "— Pavel Oster (@pavel_oster) June 3, 2024\nThe opposition cheered."
    )
    assert ("Pavel Oster", ["I leave with a clean conscience. https://t.co/abc123"], "indirect") in told(text)


CONDITIONS = {
    "An official, speaking on condition of anonymity because the talks were secret, said a deal was near.": (
        "speaking on condition of anonymity because the talks were secret"
    ),
    "A clerk who was not authorised to speak to the press said the files were gone.": (
        "not authorised to speak to the press"
    ),
    "A soldier who declined to be named said the road was mined.": "declined to be named",
    "Two envoys, who asked not to be identified, said the text was ready.": "asked not to be identified",
    "A nurse said the ward was full, asking that her name be withheld.": "asking that her name be withheld",
    "The officials said it was over. The officials insisted on anonymity, citing the law.": "insisted on anonymity",
    "A baker, fearing reprisals, said the militia took half of it.": "fearing reprisals",
    "A guard said, without giving his name, that the gate had been open.": "without giving his name",
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_condition_of_anonymity(text: str) -> None:
    found = [s.anonymity.text for s in record_of(text).statements if s.anonymity]
    assert found
    assert CONDITIONS[text] in found[0]


def test_no_condition_where_another_sentence_is_about_someone_else() -> None:
    made = record_of("An official said the road was clear. A driver who asked not to be named disagreed with him.")
    assert [s.anonymity for s in made.statements if s.source and s.source.text == "An official"] == [None]


ADDRESSED = {
    "The council urged the ministry to reopen the road.": "the ministry",
    "The drivers were told that the road was closed.": "The drivers",
    "The bishop appealed to both sides to stop.": "both sides",
    "Keller called on parliament to act.": "parliament",
    "“Come back tomorrow,” the clerk said to the woman.": "the woman",
}


@pytest.mark.parametrize("text", ADDRESSED)
def test_addressee(text: str) -> None:
    found = first(text).addressee
    assert found is not None
    assert found.text == ADDRESSED[text]


@pytest.mark.parametrize("text", ["The army warned that it would return.", "Miners called for a strike on Sunday."])
def test_nobody_is_addressed(text: str) -> None:
    assert first(text).addressee is None


ACTS = {
    "The miners complained that nobody had asked them.": "accuse",
    "The ministry proposed that the road be closed.": "ask",
    "She decided that the plan was sound.": "think",
    "The governor decided to stay.": "intend",
    "The union agreed to end the strike.": "promise",
    "In response to the flood, the mayor said the bridge would stay shut.": "say",
    "In response to a question, the mayor said the bridge would stay shut.": "answer",
    "Villagers hoped that the rain would end.": "feel",
}


@pytest.mark.parametrize("text", ACTS)
def test_act(text: str) -> None:
    assert first(text).act == ACTS[text]


KINDS = {
    "The Northern Herald reported that the dam had burst.": ("media", True),
    "A statement by Ida Brandt said the bank was safe.": ("document", False),
    "Sixty percent said they were tired of it.": ("group", False),
    "No one believed that the dam would hold.": ("group", False),
    "State media said the road was clear.": ("media", False),
    "The President said the road was clear.": ("person", False),
}


@pytest.mark.parametrize("text", KINDS)
def test_kind_of_source_and_whether_it_is_named(text: str) -> None:
    made = first(text)
    assert (made.source_kind, made.named) == KINDS[text]


SOURCES = {
    "Mayor Ida Brandt, who had flown in, said the bridge was safe.": "Mayor Ida Brandt",
    "Ida Brandt, 46, said the bridge was safe.": "Ida Brandt",
    "Ida Brandt, 46, a farmer and mother of three, said the bridge was safe.": "Ida Brandt",
    "Kim Roe, 45, and Al Poe, 50, said the bridge was safe.": "Kim Roe, 45, and Al Poe, 50",
    "“It is safe,” said Kim Roe, 45, and Al Poe.": "Kim Roe, 45, and Al Poe",
    "“It is safe,” said Kim Roe, 45, Al Poe, 50, and Jo Lee, 61, who fled.": "Kim Roe, 45, Al Poe, 50, and Jo Lee, 61",
    "The bridge was safe, according to a March 14, 2019 report.": "a March 14, 2019 report",
    "“It is safe,” said Senator Lou Petrie.": "Senator Lou Petrie",
}


@pytest.mark.parametrize("text", SOURCES)
def test_source_is_the_noun_phrase_alone(text: str) -> None:
    source = first(text).source
    assert source is not None
    assert source.text == SOURCES[text]


NAMES = {
    "The Creek Defence Front took the town. The Front said it would stay.": ("The Front", "Creek Defence Front"),
    "A student named Tomas Keller was there. A driver named Jon Aske said the road was clear.": (
        "A driver named Jon Aske",
        "Jon Aske",
    ),
    "The Supreme Court of Halden met on Monday. The court said the law stands.": (
        "The court",
        "Supreme Court of Halden",
    ),
    "The European Commission met on Monday. It has denied that the talks failed.": ("It", "European Commission"),
}


@pytest.mark.parametrize("text", NAMES)
def test_who_the_source_is(text: str) -> None:
    words, name = NAMES[text]
    made = record_of(text)
    assert [who(made, s) for s in made.statements if s.source and s.source.text.startswith(words)][:1] == [name]


def test_a_hedge_without_a_clause_stops_no_report() -> None:
    assert record_of("Reportedly.\nThe road was closed on Monday, according to police.").statements


def test_an_initial_is_no_answer() -> None:
    text = "A. K. Patel told reporters that the bridge is safe.\nA. Moreno, the engineer, said the work goes on."
    assert all(s.cue is not None for s in record_of(text).statements)
