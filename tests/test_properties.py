"""What holds for any text: spans stand in it, nothing raises, batches and runs make no difference."""

from __future__ import annotations

from importlib import import_module

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.intake import Failure
from onrecord.record import OnrecordError, Record
from reader import reader, report_of

WORDS = st.sampled_from(
    "the a Minister minister Ida Brandt Kessel said says told that “ ” \" '' ‘ ’ ' , . ; : — ( ) [ ] on Monday March 3 "
    "2024 12 1,200 more than at least dozens percent % $ €3m killed were wounded police officials U.S. U.N. she he they "
    "called off visit talks attack protest planned denied denies according to not would asked threatened army rebels in "
    "Gaza Kyiv al-Nusra müßten Ünal עזה غزة 🙂 \u200b \t é e\u0301 I’m can't -- … http://a.b/c @x #y 3:45 p.m. last week".split(" ")
)  # fmt: skip
SENTENCE = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
NEWSLIKE = st.lists(SENTENCE, min_size=1, max_size=5).map("\n".join)
ANY = st.text(max_size=300)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def made(text: str, batch: int = 16, copies: int = 1) -> list[Record]:
    lines = ({"id": str(n), "text": text, "published": "2024-03-27", "lang": "en"} for n in range(copies))
    try:
        found = [report_of(line) for line in lines]
    except OnrecordError:
        return []
    records = list(reader().records(found, batch=batch))
    assert all(isinstance(r, Record) for r in records), records
    return records  # type: ignore[return-value]


@given(NEWSLIKE | ANY)
@example("in Monday according")
@RELAXED
def test_any_text_gives_a_record_whose_spans_stand_in_it_or_a_failure(text: str) -> None:
    try:
        found = report_of({"id": "x", "text": text, "lang": "en"})
    except OnrecordError:
        return
    (record,) = reader().records([found])
    assert isinstance(record, Record)
    for span in record.spans():
        assert record.article.text[span.start : span.end] == span.text
    assert Record.from_json(record.to_json()) == record
    assert record.to_html()


@given(NEWSLIKE)
@settings(RELAXED, max_examples=15)
def test_batches_make_no_difference(text: str) -> None:
    one, four = made(text, batch=1, copies=3), made(text, batch=4, copies=3)
    assert one == four
    assert len({r.to_json().replace(f'"id":"{r.id}"', "", 1) for r in one}) <= 1


def test_a_second_run_writes_the_same_bytes() -> None:
    text = "Mayor Ida Brandt said on Monday that 12 people were killed. “We will rebuild,” she told reporters."
    assert [r.to_json() for r in made(text)] == [r.to_json() for r in made(text)]


@pytest.mark.parametrize("stage", ["onrecord.language.Parser.parse", "onrecord.language.Tagger.tags"])
def test_a_report_that_breaks_a_stage_stops_no_other(stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, owner, name = stage.rsplit(".", 2)
    kind = getattr(import_module(module), owner)
    works = getattr(kind, name)

    def breaks(self: object, given: object, **options: object) -> object:
        articles = list(given) if name == "parse" else [given]  # type: ignore[call-overload]
        if any("Talmouth" in article.text for article in articles):
            raise IndexError("out of range")
        return works(self, articles if name == "parse" else given, **options)

    monkeypatch.setattr(kind, name, breaks)
    found = [report_of({"id": town, "text": f"Twelve people were killed in {town} on Monday, police said.", "lang": "en"})
             for town in ("Cairo", "Talmouth", "Paris")]  # fmt: skip
    cairo, talmouth, paris = reader().records(found)
    assert isinstance(cairo, Record)
    assert isinstance(paris, Record)
    assert isinstance(talmouth, Failure)
    assert str(talmouth) == "test: could not be read: IndexError: out of range"
