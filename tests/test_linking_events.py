from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from onrecord.linking.happenings import Mention, find_happenings
from onrecord.linking.quotations import Quoted, find_quotations, quoted_words, relation
from onrecord.linking.quotations.job import _touched

FULL = "“We will not leave the table until every last prisoner is home, and we will say so again tomorrow,”"
CUT = "“We will not leave the table until every last prisoner is home,”"
BRACKETED = "“We will not leave the table until every last prisoner [from Ardell] is home.”"
INSIDE = "that the talks go on: “not leave the table until every last prisoner is home”"


def quoted(content: str, speaker: str | None = "Mira Tolland", direct: bool = True) -> Quoted:
    words, brackets = quoted_words(content, direct)
    return Quoted(words, direct, speaker, None, brackets)


@pytest.mark.parametrize("other", [FULL, CUT, BRACKETED, INSIDE])
def test_one_quotation_however_it_is_carried(other: str) -> None:
    assert find_quotations([quoted(FULL), quoted(other)]) == [[0, 1]]


def kept(*quotations: str | None, copies: bool = False) -> list[dict[str, Any]]:
    """A statement a report, in the quotation that it is kept in; of reports that are `copies` or no copies of each other."""
    sizes = Counter(quotations)
    return [
        {"report": f"r{n}", "reading": n, "copy_group": "r1" if copies else f"r{n}", "quotation": name,
         "members": sizes[name] if name else None}
        for n, name in enumerate(quotations, 1)
    ]  # fmt: skip


def test_short_words_are_nobodys_own_unless_copies_repeat_them() -> None:
    short = Quoted(("we", "will", "see"), True, "Ida Brandt", "r1/n1")
    long = Quoted(tuple("we met every guest of the council".split()), True, "Ida Brandt", "r1/n1")
    assert _touched(kept(None, None, None), [short] * 3, {3}) == [[2]]
    assert _touched(kept(None, None, None, copies=True), [short] * 3, {3}) == [[0, 1, 2]]
    assert _touched(kept("r1/s1", "r1/s1", None), [long] * 3, {3}) == [[0, 1, 2]]
    assert _touched(kept("r1/s1", "r1/s1", None), [long, long, short], {3}) == [[2]]


def test_a_quotation_that_lost_a_statement_is_settled_anew() -> None:
    short = Quoted(("we", "will", "see"), True, "Ida Brandt", "r1/n1")
    long = Quoted(tuple("we met every guest of the council".split()), True, "Ida Brandt", "r1/n1")
    assert _touched(kept("r1/s1", "r1/s1", "r1/s1"), [long, long, short], {3}) == [[0, 1], [2]]


def test_relations() -> None:
    longest = len(quoted(FULL).words)
    assert [relation(quoted(words), longest) for words in (FULL, CUT, BRACKETED)] == ["whole", "cut", "brackets"]


@pytest.mark.parametrize(
    ("other", "groups"),
    [
        pytest.param(quoted(CUT, "Tolland"), [[0, 1]], id="the family name alone"),
        pytest.param(quoted(CUT, "President Mira Tolland"), [[0, 1]], id="with a title"),
        pytest.param(quoted(CUT, None), [[0, 1]], id="nobody named"),
        pytest.param(quoted(CUT, "Jon Vask"), [[0], [1]], id="another speaker"),
        pytest.param(quoted(CUT, "Erik Tolland"), [[0], [1]], id="another of the family"),
        pytest.param(quoted("“We will not leave”"), [[0], [1]], id="too short to follow"),
        pytest.param(quoted("“We will leave the hall now, and not come back to it for years”"), [[0], [1]], id="other words"),
    ],
)  # fmt: skip
def test_the_same_speaker(other: Quoted, groups: list[list[int]]) -> None:
    assert find_quotations([quoted(FULL), other]) == groups


def test_two_speakers_do_not_meet_through_an_unnamed_one() -> None:
    found = find_quotations([quoted(FULL, "Mira Tolland"), quoted(FULL, None), quoted(FULL, "Jon Vask")])
    assert found == [[0, 1], [2]]


def test_reported_words_must_be_nearly_all_the_same() -> None:
    said = "that the bridge over the Tal would be closed for repairs until the end of May"
    assert find_quotations([quoted(said, direct=False), quoted(said, direct=False)]) == [[0, 1]]
    assert find_quotations([quoted(said, direct=False), quoted(said[:40], direct=False)]) == [[0], [1]]


RAID = "Rebels attacked the fuel depot at Masra on Sunday night"


def mention(around: str = RAID, trigger: str = "attacked", **fields: object) -> Mention:
    return Mention(**{"group": 0, "trigger": trigger, "around": around, "type": "ASSAULT", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "one"),
    [
        pytest.param(mention("The fuel depot at Masra was attacked by rebels"), True, id="told in other words"),
        pytest.param(mention(group=1), False, id="another story"),
        pytest.param(mention(type="PROTEST"), False, id="another type"),
        pytest.param(mention(trigger="occupied"), False, id="another deed"),
        pytest.param(mention(country="MLI"), False, id="another country"),
        pytest.param(mention(when=("2024-05-12", "2024-05-12")), False, id="another day"),
        pytest.param(mention(when=("2024-05-01", "2024-05-31")), True, id="a month that holds the day"),
        pytest.param(mention(parties=frozenset({"MLIMIL"})), False, id="other parties"),
        pytest.param(mention(parties=frozenset({"TCDREB", "TCDBUS"})), True, id="one party shared"),
    ],
)
def test_one_happening(other: Mention, one: bool) -> None:
    first = mention(country="TCD", when=("2024-05-05", "2024-05-05"), parties=frozenset({"TCDREB"}))
    assert find_happenings([first, other]) == ([[0, 1]] if one else [[0], [1]])
