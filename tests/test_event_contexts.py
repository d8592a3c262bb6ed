"""The contexts of events, from words, from what the report is about, and from signs."""

import pytest

from factory import context
from onrecord.knowledge.plover import codebook
from onrecord.reading.events.labels import Asked, candidates, contexts
from onrecord.reading.events.lexicon import rows
from onrecord.reading.events.topics import Topics, context_names, named, topics

NOBODY = "They sat down in the morning."


def about(text, title=None):
    return topics(context(text).parse, title)


def asked(*signed, sentence=0, kind="CONSULT"):
    return Asked(sentence, 1, kind, frozenset(signed))


@pytest.mark.parametrize("row", rows("contexts"), ids=lambda row: row["context"])
def test_every_context_of_the_codebook_can_be_found_by_each_of_its_words(row):
    assert row["context"] in codebook().names("context")
    for word in row["words"].split():
        said = named(["they", "meet", *word.split("-")])
        assert row["context"] in said
        report = Topics((said, said), frozenset())
        assert row["context"] in candidates(report, asked())
    assert any(row["context"] in contexts(Topics((named(["meet", *w.split("-")]),) * 2, frozenset()), asked())
               for w in row["words"].split())  # fmt: skip


def test_what_names_nothing_and_bears_no_sign_has_no_context():
    assert contexts(about(NOBODY), asked()) == ()


@pytest.mark.parametrize(("sign", "kind"), [("diplomatic", "CONSULT"), ("rights_freedoms", "COERCE")])
def test_a_sign_is_enough_where_no_word_says_otherwise(sign, kind):
    assert contexts(about(NOBODY), asked(sign, kind=kind)) == (sign,)


def test_two_words_are_found_with_a_hyphen_between_them_and_without():
    assert "lgbt" in named("the same - sex couple".split())
    assert "lgbt" in named("the same sex couple".split())
    assert "lgbt" not in named("the same old sex couple".split())


def test_a_word_of_the_sentence_weighs_more_than_one_elsewhere_and_the_topic_reaches_sentences_without_any():
    text = "The court heard the prosecutor. The judge spoke. The tribunal sat. They met. A nurse spoke of the vaccine."
    report = about(text)
    assert "legal" in contexts(report, asked(sentence=3))
    assert "health" not in contexts(report, asked(sentence=0))
    assert "health" in contexts(report, asked(sentence=4))


def test_contexts_stand_in_the_order_of_the_codebook():
    found = contexts(
        about("The army shelled the hospital. The army met the doctors."), asked(sentence=0, kind="ASSAULT")
    )
    assert list(found) == [name for name in context_names() if name in found]
    assert "military" in found
