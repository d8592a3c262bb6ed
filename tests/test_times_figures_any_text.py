"""Times and figures of any text: they come, stand in it, and make a record that can be written."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from factory import context
from onrecord.reading.figures import figures
from onrecord.reading.times import calendar, times
from onrecord.record import Record

WORDS = (
    "the a an of to and in on - , . $ % ' : / 3 31 99 1999 2024 10:30 1,000 2.5 30th 1990s one two twenty hundred thousand "
    "million dozen dozens half third quarter year years day days week month Monday March May Dec. night ago later before "
    "after last next this first every between from more than at least up nearly about some p.m. UTC now old aged people "
    "killed wounded € Rs crore per cent percent points 99999999999999999999999999 ½ 0 00 \n"
).split(" ")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.sampled_from(["2024-02-29", None]))
def test_any_words_make_a_record(text: str, published: str | None) -> None:
    made = context(text, published)
    made = made.having("times", times(made))
    for time in made.times:
        calendar(time, made)
    record = Record(id="r", article=made.article, times=made.times, figures=figures(made), made_by=made_by())
    assert Record.from_json(record.to_json()) == record


def made_by() -> object:
    from onrecord.record import MadeBy

    return MadeBy(onrecord="0", codebook="1", models={}, knowledge={}, settings="sha256:0")
