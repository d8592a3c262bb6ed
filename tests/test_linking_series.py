from __future__ import annotations

import pytest

from onrecord.linking.plans import Planned, find_plans
from onrecord.linking.series import Counted, find_series
from onrecord.linking.series.similar import CROWDED

BLAST = "At least 12 people were killed when a bomb went off at the market in Talmouth on Monday"


def counted(value: float = 12, around: str = BLAST, **fields: object) -> Counted:
    given = {"group": 0, "report": "r2", "voice": "reporter", "kind": "killed", "of": "people", **fields}
    return Counted(around=around, value=value, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "one"),
    [
        pytest.param(counted(15, "The death toll of the bomb at the market rose to 15"), True, id="a toll that grows"),
        pytest.param(counted(14, "Fourteen died in the blast", of=None), True, id="nobody said whom"),
        pytest.param(counted(group=1), False, id="another story"),
        pytest.param(counted(kind="injured"), False, id="another kind"),
        pytest.param(counted(of="soldiers"), False, id="a part of them"),
        pytest.param(counted(3, of="other people"), False, id="on top of them"),
        pytest.param(counted(40, report="r1"), False, id="another number of the same report"),
        pytest.param(counted(40, old=True), False, id="told as background"),
        pytest.param(counted(when=("2023-01-05", "2023-01-05")), False, id="another day"),
        pytest.param(counted(country="TCD"), False, id="another country"),
        pytest.param(counted(happening="r1/e1", country="TCD"), True, id="the same happening"),
    ],
)
def test_one_toll(other: Counted, one: bool) -> None:
    first = counted(report="r1", old=False, when=("2024-05-06", "2024-05-06"), country="GBR", happening="r1/e1")
    assert find_series([first, other]) == ([[0, 1]] if one else [[0], [1]])


@pytest.mark.parametrize(
    ("other", "one"),
    [
        pytest.param("However, residents said that 40 people were killed at the market", True, id="against the first"),
        pytest.param("Residents said later that 40 people were killed at the market", True, id="later"),
        pytest.param("Residents said that 40 people were killed at the market", False, id="no word of it"),
        pytest.param("But at another market 40 people were killed, residents said", False, id="elsewhere"),
        pytest.param("However, 40 people were killed since June, residents said", False, id="a sum"),
    ],
)
def test_a_report_that_sets_two_voices_against_each_other_on_a_toll_has_one_series(other: str, one: bool) -> None:
    two = [counted(12, report="r1", voice="s1"), counted(40, other, report="r1", voice="s2")]
    assert find_series(two) == ([[0, 1]] if one else [[0], [1]])
    alone = [counted(12, report="r1", voice="s1"), counted(40, other, report="r1", voice="s1")]
    assert find_series(alone) == [[0], [1]]


@pytest.mark.parametrize(
    ("other", "one"),
    [
        pytest.param(
            counted(61, "Turnout in Varland was 61 percent, the Ferry Party said"), True, id="a country in both"
        ),
        pytest.param(counted(61, "Turnout was 61 percent"), True, id="no names"),
        pytest.param(counted(61, "Turnout in Kessan was 61 percent, the Ferry Party said"), False, id="other names"),
        pytest.param(counted(9, "Turnout in Varland was 9 percent, the Ferry Party said"), False, id="another size"),
    ],
)
def test_a_share_is_of_the_same_names_and_of_one_size(other: Counted, one: bool) -> None:
    given = {"kind": "percent", "of": "turnout", "unit": "percent"}
    first = counted(54, "Turnout in Varland was 54 percent, the ministry said", report="r1", **given)
    figures = [first, counted(other.value or 0, other.around, **given)]
    assert find_series(figures) == ([[0, 1]] if one else [[0], [1]])


def test_what_copies_repeat_is_compared_once() -> None:
    crowd = [counted(report=f"copy {k}") for k in range(CROWDED + 5)]
    later = counted(15, "The death toll of the bomb at the market rose to 15", report="later")
    assert find_series([*crowd, later]) == [list(range(len(crowd) + 1))]


LOAN = "The bank lends Talmouth 40 million for a new bridge over the river Tal"


@pytest.mark.parametrize(
    ("other", "one"),
    [
        pytest.param(counted(40e6, "A loan of 40 million for a new bridge over the river Tal at Talmouth, the bank said"), True, id="told again"),
        pytest.param(counted(45e6, LOAN.replace("40", "45")), True, id="another number in the same words"),
        pytest.param(counted(45e6, "Farmers at Talmouth lost 45 million in the drought"), False, id="another number for another thing"),
        pytest.param(counted(40e6, LOAN, of="roads"), False, id="another thing"),
        pytest.param(counted(40e6, LOAN, unit="EUR"), False, id="another currency"),
    ],
)  # fmt: skip
def test_one_sum(other: Counted, one: bool) -> None:
    first = counted(40e6, LOAN, report="r1", kind="money", of="dlrs", unit="USD")
    other = Counted(**{**{name: getattr(other, name) for name in Counted.__slots__}, "kind": "money",
                       "of": "roads" if other.of == "roads" else "dlrs", "unit": other.unit or "USD"})  # fmt: skip
    assert find_series([first, other]) == ([[0, 1]] if one else [[0], [1]])


def test_ages_make_no_series() -> None:
    ages = [counted(40, report=r, kind="age", of=None) for r in ("r1", "r2")]
    assert find_series(ages) == [[0], [1]]


TALKS = "Varland and Kessan will hold talks on the waters of the Ostra in Vienna on June 3"


def planned(what: str = "talks", around: str = TALKS, **fields: object) -> Planned:
    given = {"group": 0, "report": "r2", "type": "CONSULT", "day": 100, **fields}
    return Planned(what=what, around=around, **given)  # type: ignore[arg-type]


BOTH = frozenset({"r1/n1", "r1/n2"})


@pytest.mark.parametrize(
    ("other", "one"),
    [
        pytest.param(planned(around="The talks on the Ostra were called off"), True, id="called off"),
        pytest.param(planned("meeting", parties=BOTH), True, id="another word, the same parties"),
        pytest.param(planned("vote", type=None), False, id="something else"),
        pytest.param(planned(parties=frozenset({"r7/n1"})), False, id="other parties"),
        pytest.param(planned(report="r1"), False, id="another plan of the same report"),
        pytest.param(planned(group=1, parties=BOTH, day=140), True, id="another story, the same parties"),
        pytest.param(planned(group=1, parties=BOTH, day=200), False, id="long after"),
        pytest.param(planned(group=1, parties=frozenset({"r1/n1"})), False, id="another story, one party"),
        pytest.param(planned(group=1, parties=frozenset({"r1/n1"}), dates=frozenset({"2024-06-03"})), True, id="and the date"),
        pytest.param(planned("talks", "Talks with the teachers' union go on in Oslo", place="Oslo"), False, id="elsewhere"),
    ],
)  # fmt: skip
def test_one_plan(other: Planned, one: bool) -> None:
    first = planned(report="r1", parties=BOTH, place="Vienna", dates=frozenset({"2024-06-03"}))
    assert find_plans([first, other]) == ([[0, 1]] if one else [[0], [1]])
