"""The record's types: what can't be made, and the JSON form."""

from __future__ import annotations

import json
from typing import Any

import pytest

from factory import article
from onrecord.record import (
    Article,
    Entity,
    Event,
    Figure,
    MadeBy,
    Mention,
    Plan,
    Range,
    Record,
    RecordError,
    Statement,
    Step,
    Time,
    When,
    json_schema,
    span_of,
)

TEXT = "Mayor Ida Brandt said on Monday that 12 people were hurt."
MADE_BY = MadeBy(onrecord="0", codebook="1", models={}, knowledge={}, settings="sha256:0")


def statement(**fields: Any) -> Statement:
    given: dict[str, Any] = {
        "id": "s1", "source": span_of(TEXT, 0, 16), "source_entity": None, "cue": span_of(TEXT, 17, 21),
        "content": (span_of(TEXT, 32, 56),), "manner": "indirect", "act": "say", "source_kind": "person",
        "named": True, "confidence": 0.9,
    }  # fmt: skip
    return Statement(**{**given, **fields})


def record(**layers: Any) -> Record:
    return Record(id="r", article=article(TEXT, published="2024-03-27"), made_by=MADE_BY, **layers)


def full_record() -> Record:
    mention = Mention(start=0, end=16, text=TEXT[:16], form="name")
    return record(
        entities=(Entity(id="n1", name="Ida Brandt", kind="person", mentions=(mention,)),),
        statements=(statement(source_entity="n1", time="t1"),),
        times=(Time(id="t1", span=span_of(TEXT, 25, 31), type="DATE", value="2024-03-25", anchor="published"),),
        figures=(Figure(id="f1", number=span_of(TEXT, 37, 39), value=12, kind="injured", voice="s1"),),
        events=(Event(id="e1", trigger=span_of(TEXT, 52, 56), type="ASSAULT", status="happened", recency="news",
                      voice="s1", confidence=0.5),),
        plans=(Plan(id="p1", what=span_of(TEXT, 52, 56), steps=(Step(state="held", event="e1"),)),),
    )  # fmt: skip


def test_json_comes_back_byte_for_byte() -> None:
    written = full_record().to_json()
    assert Record.from_json(written).to_json() == written
    assert Record.from_json(written) == full_record()


def test_json_has_the_layers_and_the_words() -> None:
    made = json.loads(full_record().to_json())
    assert made["schema"] == "onrecord/1"
    assert made["statements"][0]["source"] == {"start": 0, "end": 16, "text": "Mayor Ida Brandt"}
    assert made["article"]["paragraphs"] == [{"start": 0, "end": len(TEXT)}]


def test_schema_describes_what_is_written() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(json_schema(Record))
    jsonschema.validate(json.loads(full_record().to_json()), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"schema": "onrecord/1", "id": "r"}, schema)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"text":"Mayor Ida Brandt"', '"text":"Mayor Ada Brandt"'), "the text has 'Mayor Ida Brandt'"),
        (('"voice":"s1"', '"voice":"s7"'), "points to s7"),
        (('"act":"say"', '"act":"utter"'), "statements[0].act"),
        (('"schema":"onrecord/1"', '"schema":"onrecord/9"'), "schema"),
        (('"id":"r"', '"id":"r","extra":1'), "extra"),
        (('"id":"t1"', '"id":"s1"'), "one id"),
        (('"end":56', '"end":560'), "can't hold"),
    ],
    ids=[
        "span that lies",
        "dangling voice",
        "unknown act",
        "unknown schema",
        "unknown key",
        "double id",
        "past the end",
    ],
)
def test_json_that_lies_is_refused(change: tuple[str, str], said: str) -> None:
    with pytest.raises(RecordError) as raised:
        Record.from_json(full_record().to_json().replace(*change))
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"content": (), "manner": None}, "no content"),
        ({"manner": None}, "manner"),
        ({"confidence": 1.5}, "confidence"),
        ({"content": (span_of(TEXT, 40, 46), span_of(TEXT, 32, 36))}, "out of order"),
    ],
)
def test_a_statement_that_can_not_be(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(RecordError, match=said):
        statement(**fields)


def test_silence_needs_no_content() -> None:
    assert statement(content=(), manner=None, act="decline").is_speech


def test_empty_and_reversed_spans_are_refused() -> None:
    for start, end in ((3, 3), (4, 2), (-1, 2)):
        with pytest.raises(RecordError):
            Range(start=start, end=end)
    with pytest.raises(RecordError):
        span_of(TEXT, len(TEXT), len(TEXT) + 3)


def test_paragraphs_stay_inside_the_text() -> None:
    with pytest.raises(RecordError):
        Article(text="abc", paragraphs=(Range(start=0, end=4),))
    with pytest.raises(RecordError):
        Article(text="abcdef", paragraphs=(Range(start=2, end=4), Range(start=3, end=6)))


def test_dates_are_iso() -> None:
    with pytest.raises(RecordError):
        article(TEXT, published="27 March")
    with pytest.raises(RecordError):
        When(start="2024-02-02", end="2024-01-01", precision="day")


def test_state_of_a_plan_is_its_last() -> None:
    what = span_of(TEXT, 52, 56)
    assert Plan(id="p1", what=what, steps=(Step(state="scheduled"), Step(state="called_off"))).state == "called_off"


def test_page_shows_hostile_text_as_text() -> None:
    attack = '<script>alert(1)</script> & "quotes"'
    made = Record(id="<b>", article=article(attack, title="</title><script>", outlet="<i>"), made_by=MADE_BY)
    page = made.to_html()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert made._repr_html_() == page


def test_page_links_items_to_their_words() -> None:
    page = full_record().to_html()
    for anchor in ("s1", "e1", "f1", "t1", "p1"):
        assert f'id="{anchor}"' in page
        assert f'href="#{anchor}"' in page
