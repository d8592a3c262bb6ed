"""Days of events: from the time beside them, or carried over from what the report dates elsewhere; our sentences."""

from __future__ import annotations

import pytest

from factory import context
from onrecord.reading.events import events
from onrecord.reading.ranking import ALWAYS, best
from onrecord.reading.times import times
from onrecord.record import Event

PUBLISHED = "2024-03-27"  # a Wednesday


def read(text: str, published: str | None = PUBLISHED) -> list[Event]:
    made = context(text, published)
    return list(events(made.having("times", times(made))))


def days(text: str, word: str, published: str | None = PUBLISHED) -> list[str | None]:
    return [e.when.start if e.when else None for e in read(text, published) if e.trigger.text == word]


def test_an_event_has_the_days_of_its_own_time() -> None:
    (event,) = read("Rebels attacked the town on Monday.")
    assert event.when is not None
    assert event.time == "t1"
    assert (event.when.start, event.when.end, event.when.precision) == ("2024-03-25", "2024-03-25", "day")


def test_another_mention_of_the_event_shares_its_day_and_has_no_time_of_its_own() -> None:
    text = "Gunmen attacked a village in the north on Monday.\nThe attack killed nine people, the army said."
    attack = next(e for e in read(text) if e.trigger.text == "attack")
    assert attack.when is not None
    assert (attack.when.start, attack.time) == ("2024-03-25", None)


def test_the_scene_keeps_its_day() -> None:
    text = "Protesters marched through the capital on Saturday.\nPolice arrested dozens of them outside the palace."
    assert days(text, "arrested") == ["2024-03-23"]


def test_without_any_date_in_the_text_nothing_is_dated() -> None:
    assert all(e.when is None for e in read("Gunmen attacked a village. The attack killed nine people."))


def test_without_a_publication_date_no_day_is_carried() -> None:
    text = "Gunmen attacked a village on Monday.\nThe attack killed nine people."
    assert all(e.when is None for e in read(text, published=None))


@pytest.mark.parametrize("word", ["could attack", "may attack"])
def test_what_is_only_possible_is_not_dated_by_another_event(word: str) -> None:
    text = f"Rebels shelled the town on Monday.\nThe army fears that they {word} the capital."
    assert days(text, "attack") == [None]


def test_the_best_candidate_is_the_first_of_the_highest_above_zero() -> None:
    weight = {ALWAYS: -1.0, "a": 1.5, "b": 1.5, "c": 0.5}
    assert best(weight, [("c",), ("a",), ("b",)]) == 1
    assert best(weight, [("c",), ("unknown",)]) is None
    assert best(weight, []) is None
