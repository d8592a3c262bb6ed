"""What the tagger's events and the lexicon's become together, from tags of our own making."""

import pytest

from factory import context
from onrecord.language import EventTag
from onrecord.reading.events.confidence import calibrated
from onrecord.reading.events.syntax import Syntax
from onrecord.reading.events.tagged import combined, settled
from onrecord.record import Range

TEXT = "The mayor opened the fair. It rained."


def tag(word, score, text=TEXT):
    at = text.index(word)
    news = (("news", 0.9), ("background", 0.1))
    return EventTag(
        trigger=Range(start=at, end=at + len(word)), score=score, types=(("AID", 1.0),), modes=(("-", 1.0),),
        statuses=(("happened", 1.0),), recencies=news, parts=(),
    )  # fmt: skip


def test_what_only_the_tagger_names_needs_a_score_whatever_else_the_report_has():
    syntax = Syntax(context(TEXT).parse)
    assert not combined(syntax, (), (tag("opened", 0.5),))
    assert [f.trigger.head for f in combined(syntax, (), (tag("opened", 0.62),))] == [2]
    beside = combined(syntax, (), (tag("opened", 0.5), tag("rained", 0.95), tag("fair", 0.9)))
    assert [f.trigger.head for f in beside] == [4, 7]


@pytest.mark.parametrize("listed", [False, True])
def test_confidence_grows_with_the_score_and_with_the_lexicons_word(listed):
    assert 0 < calibrated(0.0, listed) < calibrated(0.5, listed) < calibrated(1.0, listed) < 1
    assert calibrated(0.6, True) > calibrated(0.6, False)


def test_the_rules_on_recency_outweigh_a_model_that_is_not_sure():
    assert settled("recency", "background", (("news", 0.75), ("background", 0.25))) == "background"
    assert settled("recency", "background", (("news", 0.95), ("background", 0.05))) == "news"
