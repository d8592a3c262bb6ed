"""Plans followed through their states."""

import pytest

from factory import context
from onrecord.reading.events import events
from onrecord.reading.plans import plans
from onrecord.reading.times import times


def read(text):
    made = context(text)
    made = made.having("times", times(made))
    return plans(made.having("events", events(made)))


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The leaders will meet in Lima on Friday.", "scheduled"),
        ("Chile proposed talks with Peru.", "proposed"),
        ("Chile called for talks with Peru.", "requested"),
        ("Chile postponed talks with Peru.", "postponed"),
        ("Chile cancelled the visit.", "called_off"),
    ],
)
def test_a_happening_to_come_has_the_state_that_its_governor_gives(text, state):
    (plan,) = read(text)
    assert plan.state == state


def test_one_happening_is_one_plan_with_its_steps():
    (plan,) = read("Chile proposed talks with Peru. Peru cancelled the talks.")
    assert [s.state for s in plan.steps] == ["proposed", "called_off"]


def test_a_step_has_the_day_that_the_text_fixes():
    (plan,) = read("The election is scheduled for April 3.")
    assert (plan.what.text, plan.steps[0].when) == ("election", "2024-04-03")


def test_what_is_over_is_no_plan():
    assert read("Chile held talks with Peru on Monday.") == ()


def test_violence_feared_is_no_plan():
    assert read("Residents feared violence.") == ()
