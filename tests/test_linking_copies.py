from __future__ import annotations

import pytest

from onrecord.linking.copies import compare_texts, find_copies

WIRE = (
    "The harbour authority of Norport closed two of its seven piers on Monday after a crane collapsed.",
    "Nobody was hurt, harbour master Ilse Brandt told reporters, but 14 ships have to wait at anchor.",
    "Engineers from the builder, Kran & Sohn, are expected to arrive from Bremen later this week.",
    "The union of dock workers has asked for an inquiry and threatened a strike of three days.",
    "Norport handles about 320,000 containers a year and is the largest employer in the region.",
)
OTHER = (
    "Farmers in the upper valley began to harvest olives a month early because of the dry summer.",
    "The growers' cooperative said yields may fall by a third, the worst result since 1998.",
    "Prices at the market of Santa Rosa have doubled since June, traders there said.",
)
MORNING, EVENING = "2024-05-06T07:00:00", "2024-05-06T19:00:00"


def text(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("later", "verdict"),
    [
        pytest.param(text(*WIRE), "copy", id="the same"),
        pytest.param(text(*WIRE[:3]), "copy", id="cut from the end"),
        pytest.param(text(*WIRE[::-1]), "copy", id="paragraphs in another order"),
        pytest.param(text(WIRE[0], "Sign up for our newsletter.", *WIRE[1:]), "copy", id="furniture put in"),
        pytest.param(text(*WIRE).replace("asked for", "demanded"), "copy", id="a word changed"),
        pytest.param(text(*WIRE).replace("seven piers", "7 piers"), "copy", id="a figure written in digits"),
        pytest.param(text(*WIRE, *OTHER), "part", id="merged with another story"),
        pytest.param(text(*WIRE).replace("14 ships", "31 ships"), "update", id="a figure that moved"),
        pytest.param(
            text("Two dock workers were found dead under the crane at Norport, police said.", *WIRE),
            "update",
            id="news on top",
        ),
        pytest.param(text(*OTHER), "apart", id="another story"),
    ],
)
def test_verdict(later: str, verdict: str) -> None:
    assert compare_texts(text(*WIRE), later, MORNING, EVENING).verdict == verdict


def test_without_an_order_only_a_missing_end_may_be_a_cut() -> None:
    assert compare_texts(text(*WIRE[:3]), text(*WIRE), "2024-05-06", "2024-05-06").verdict in ("copy", "part")
    assert compare_texts(text(*WIRE[1:]), text(*WIRE), "2024-05-06", "2024-05-06").verdict == "update"


def test_what_an_outlet_cut_is_shown() -> None:
    found = compare_texts(text(*WIRE), text(*WIRE[:3]), MORNING, EVENING)
    assert [(block.first, block.last, block.at_end) for block in found.comparison.cut] == [(3, 5, True)]
    assert found.comparison.added == ()


def test_a_merged_report_joins_the_story_it_leads_with() -> None:
    groups = find_copies([text(*WIRE), text(*OTHER), text(*WIRE, *OTHER), text(*OTHER[:2])], [MORNING] * 3 + [EVENING])
    assert groups == [0, 1, 0, 1]


def test_the_groups_do_not_hang_on_the_order() -> None:
    texts = [text(*WIRE), text(*OTHER), text(*WIRE[:3]), text(*WIRE, *OTHER)]
    forward = find_copies(texts, [None] * 4)
    backward = find_copies(texts[::-1], [None] * 4)[::-1]
    assert [[a == b for b in forward] for a in forward] == [[a == b for b in backward] for a in backward]


def test_no_reports_no_groups() -> None:
    assert find_copies([], []) == []
    assert find_copies(["", "…"], [None, None]) == [0, 1]
