"""Statements as the guideline has them, read by parse; all sentences are ours."""

from __future__ import annotations

from typing import Any

import pytest

from factory import context
from onrecord.language import Attribution, Tags
from onrecord.reading.mentions import mentions
from onrecord.reading.statements import statements
from onrecord.reading.statements.gather import parents, with_marks
from onrecord.reading.statements.parsed import by_parse
from onrecord.reading.statements.quotes import quotations
from onrecord.record import Range, Statement
from reader import record_of


def read(text: str, **layers: Any) -> tuple[Statement, ...]:
    return statements(context(text, **layers))


def words(s: Statement) -> tuple[str | None, str | None, list[str]]:
    return (s.source.text if s.source else None, s.cue.text if s.cue else None, [c.text for c in s.content])


CASES = {
    "clause": ("The mayor said the bridge was unsafe.", ("The mayor", "said", ["the bridge was unsafe"]), "say", "indirect"),
    "that clause": ("Officials insisted that no one was hurt.", ("Officials", "insisted", ["that no one was hurt"]), "say", "indirect"),
    "cue behind": ("The road is closed, police said.", ("police", "said", ["The road is closed"]), "say", "indirect"),
    "confirm": ("A spokeswoman confirmed that talks had begun.", ("A spokeswoman", "confirmed", ["that talks had begun"]), "confirm", "indirect"),
    "intend": ("The company plans to close two mines.", ("The company", "plans", ["to close two mines"]), "intend", "indirect"),
    "progressive intend": ("The minister is considering leaving the cabinet.", ("The minister", "is considering", ["leaving the cabinet"]), "intend", "indirect"),
    "request": ("Protesters urged him to resign.", ("Protesters", "urged", ["him to resign"]), "ask", "indirect"),
    "agentless": ("The vote is expected to be close.", (None, "is expected", ["to be close"]), "think", "indirect"),
    "according to": ("Four bridges collapsed, according to the regional governor.",
                     ("the regional governor", "according to", ["Four bridges collapsed"]), "say", "indirect"),
    "relative clause": ("The envoy, who said he was tired, left.", ("The envoy", "said", ["he was tired"]), "say", "indirect"),
    "denounce": ("The bishop condemned the ruling.", ("The bishop", "condemned", ["the ruling"]), "accuse", "indirect"),
    "noun": ("She repeated her promise to cut taxes.", ("her", "promise", ["to cut taxes"]), "promise", "indirect"),
    "hedge": ("The army reportedly crossed the river.", (None, "reportedly", ["The army", "crossed the river"]), "say", "indirect"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_sentence(name: str) -> None:
    text, expected, act, manner = CASES[name]
    found = [(words(s), s) for s in read(text)]
    match = [s for made, s in found if made == expected]
    assert match, f"found {[made for made, _ in found]}"
    assert (match[0].act, match[0].manner) == (act, manner)


@pytest.mark.parametrize(
    "text",
    [
        "The bill aims to cut costs.",
        "They met to discuss the plan.",
        "The alleged attack was filmed.",
        "The town is called Bellmouth.",
        "He refused to hand over the files.",
    ],
)
def test_no_statement(text: str) -> None:
    assert not read(text)


SILENCE = {
    "no comment": ("There was no immediate comment from the ministry.", "the ministry", []),
    "declined": ("The bank declined to comment.", "The bank", []),
    "declined to say": ("She declined to say whether she would run.", "She", ["whether she would run"]),
    "would not say": ("Police would not say who was arrested.", "Police", ["who was arrested"]),
    "no answer": ("The company did not respond to a request for comment.", "The company", []),
}


@pytest.mark.parametrize("name", SILENCE)
def test_silence(name: str) -> None:
    text, source, content = SILENCE[name]
    (found,) = [s for s in read(text) if s.act == "decline"]
    assert found.source is not None
    assert found.source.text == source
    assert [c.text for c in found.content] == content


def test_statement_within_a_statement_has_it_as_parent() -> None:
    outer, inner = read("The aide said the president believes the vote was fair.")
    assert inner.act == "think"
    assert inner.parent == outer.id
    assert outer.parent is None


def test_condition_of_anonymity_stands_with_the_unnamed_source_only() -> None:
    (found,) = read("An official, speaking on condition of anonymity, said the deal was close.")
    assert found.source_kind == "person"
    assert not found.named
    assert found.anonymity is not None
    assert found.anonymity.text == "speaking on condition of anonymity"
    assert all(s.anonymity is None for s in read("Officials said the deal was close."))


KINDS = [
    ("Two senior officials said it was over.", "group"),
    ("The ministry said it was over.", "organization"),
    ("The report said it was over.", "document"),
    ("A local newspaper said it was over.", "media"),
    ("A witness said it was over.", "person"),
    ("It was said that all was over.", "unknown"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind_of_source(text: str, kind: str) -> None:
    assert read(text)[0].source_kind == kind


def test_a_description_with_its_name_is_named() -> None:
    (found,) = read("A family friend, Ida Brandt, said the road was clear.")
    assert found.named is (found.source is not None and "Brandt" in found.source.text)


def test_answer_to_a_question() -> None:
    assert read("He said it was too late when asked about the offer.")[0].act == "answer"


def test_addressee() -> None:
    (found,) = read("The general told reporters the road was clear.")
    assert found.addressee is not None
    assert found.addressee.text == "reporters"


MARKS = {
    "straight": ('He "left" and "ran".', ['"left"', '"ran"']),
    "curly": ("He “left” and “ran”.", ["“left”", "“ran”"]),
    "nested": ("“She said ‘no’ to me,” he said.", ["“She said ‘no’ to me,”"]),
    "apostrophes": ("The ministers’ plan wasn’t the voters’ plan.", []),
    "straight single": ("He called it 'a farce' today.", ["'a farce'"]),
    "straight apostrophes": ("The ministers' plan wasn't good in the '90s.", []),
    "single": ("He called it ‘a farce’ today.", ["‘a farce’"]),
    "doubled": ("He said ''we left'' today.", ["''we left''"]),
    "left open": ("He said: “We left.", ["“We left."]),
    "left open and closed in the next": ("“We left.\n“We ran.”", ["“We left.", "“We ran.”"]),
    "guillemets": ("He said «we left» today.", ["«we left»"]),
    "latex": ("He said ``we left'' today.", ["``we left''"]),
}


@pytest.mark.parametrize("name", MARKS)
def test_quotation_marks(name: str) -> None:
    text, expected = MARKS[name]
    assert [text[q.start : q.end] for q in quotations(context(text).article)] == expected


def test_manner_counts_the_words_in_marks() -> None:
    text = "She said the plan was “a disgrace”."
    assert read(text)[0].manner == "mixed"


def test_tagger_and_parse_do_not_say_one_thing_twice() -> None:
    text = "The mayor said the bridge was unsafe."
    tagged = Attribution(
        source=(Range(start=0, end=9),),
        cue=(Range(start=10, end=14),),
        content=(Range(start=15, end=36),),
        confidence=0.97,
    )
    (found,) = read(text, tags=Tags(attributions=(tagged,)))
    assert found.confidence == 0.97


def tagged(text: str, source: str, cue: str, content: str) -> Attribution:
    roles = [(Range(start=text.index(words), end=text.index(words) + len(words)),) for words in (source, cue, content)]
    return Attribution(source=roles[0], cue=roles[1], content=roles[2], confidence=0.4)


def test_a_decision_that_the_tagger_finds_is_no_statement() -> None:
    voted = "The council voted to close the bridge."
    assert not read(voted, tags=Tags(attributions=(tagged(voted, "The council", "voted", "to close the bridge"),)))
    quoted = "The council voted to close “a death trap”."
    assert read(quoted, tags=Tags(attributions=(tagged(quoted, "The council", "voted", "to close “a death trap”"),)))


def test_content_grows_over_its_marks() -> None:
    text = '"We left," she said.'
    bare = Attribution(source=(), cue=(Range(start=15, end=19),), content=(Range(start=1, end=8),), confidence=1.0)
    (content,) = with_marks(bare, quotations(context(text).article), text).content
    assert text[content.start : content.end] == '"We left,"'


def test_parents_of_one_content_do_not_hold_each_other() -> None:
    a = Attribution(source=(), cue=(Range(start=0, end=3),), content=(Range(start=4, end=9),), confidence=1.0)
    b = Attribution(source=(), cue=(Range(start=20, end=23),), content=(Range(start=4, end=9),), confidence=1.0)
    assert parents((a, b)) == (None, None)


def test_every_cue_of_the_parse_stands_in_the_text() -> None:
    text = "Critics, he argued, had doubts. “No,” she replied, “never.” Reports claimed the dam had burst."
    for found in by_parse(context(text).parse):
        for span in found.source + found.cue + found.content:
            assert text[span.start : span.end].strip() == text[span.start : span.end]


TRANSCRIPT = (
    "The mayor spoke about the bridge on Monday.\nKeller: When will it open?\nBrandt: In May, we hope.\n"
    "Keller: Who pays?\nBrandt: The county."
)


def test_speaker_labels_are_sources_of_questions_and_answers() -> None:
    found = [s for s in read(TRANSCRIPT) if s.cue is None]
    assert [(s.source.text if s.source else None, s.content[0].text, s.act) for s in found] == [
        ("Keller", "When will it open?", "ask"),
        ("Brandt", "In May, we hope.", "answer"),
        ("Keller", "Who pays?", "ask"),
        ("Brandt", "The county.", "answer"),
    ]


def test_letters_that_mark_question_and_answer_name_nobody() -> None:
    found = [s for s in read("The mayor spoke.\nQ: When will it open?\nA: In May, we hope.") if s.cue is None]
    assert [(s.source, s.source_kind, s.act) for s in found] == [(None, "unknown", "ask"), (None, "unknown", "answer")]


def test_a_heading_with_a_colon_is_no_speaker() -> None:
    assert not [s for s in read("Weather: rain is likely.\nThe road is closed.\nTraffic: slow.") if s.cue is None]


def test_a_post_in_the_page_is_its_authors() -> None:
    text = "The bridge was closed.\nStay safe, all of you. — Ida Brandt (@idabrandt) March 25, 2024\nTraffic slowed."
    (post,) = [s for s in read(text) if s.cue is None]
    assert (words(post)[0], words(post)[2]) == ("Ida Brandt", ["Stay safe, all of you."])


STYLES = {
    "curly": "“We will rebuild it,” Ida Brandt said.",
    "low opening": "„We will rebuild it“, Ida Brandt said.",
    "guillemets": "«We will rebuild it», Ida Brandt said.",
    "single": "‘We will rebuild it,’ Ida Brandt said.",
    "straight single": "'We will rebuild it,' Ida Brandt said.",
    "doubled": "''We will rebuild it,'' Ida Brandt said.",
    "left open": "“We will rebuild it, Ida Brandt said.",
}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_of_marks_is_direct_speech(style: str) -> None:
    made = record_of(STYLES[style]).statements[0]
    assert (made.source and made.source.text, made.cue and made.cue.text, made.manner) == (
        "Ida Brandt",
        "said",
        "direct",
    )
    assert "We will rebuild it" in made.content[0].text


def test_scare_quotes_are_no_statement() -> None:
    assert not record_of("The so-called “reform” was passed on Monday. The “expert” panel met in Accra.").statements


def test_a_quotation_within_a_quotation_has_it_as_parent() -> None:
    made = record_of("“My brother told me ‘the dam will hold’ and I believed him,” Ida Brandt said.")
    outer = next(s for s in made.statements if s.cue and s.cue.text == "said")
    assert {s.cue.text for s in made.statements if s.cue and s.parent == outer.id} == {"told", "believed"}


def test_a_block_quotation_belongs_to_its_lead_in() -> None:
    text = "Ida Brandt issued the following statement on Monday:\n“We will rebuild the bridge.”\nThe council met later."
    made = record_of(text).statements[0]
    assert words(made)[0] == "Ida Brandt"
    assert words(made)[2] == ["“We will rebuild the bridge.”"]


def test_who_is_asked_or_accused_is_no_source() -> None:
    for text in ("He was asked whether the road was safe.", "She is accused of taking bribes."):
        assert all(s.source is None for s in read(text)), text


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The brother could not be reached for comment.", "The brother", []),
        ("The ministry did not answer.", "The ministry", []),
        ("The commission declined to be drawn.", "The commission", []),
    ],
)
def test_more_silence(text: str, source: str, content: list[str]) -> None:
    (found,) = [s for s in read(text) if s.act == "decline"]
    assert words(found)[0] == source
    assert words(found)[2] == content


NAMED = [
    ("The ministry said it was over.", True),
    ("A union of miners said it was over.", False),
    ("The union said it was over.", False),
    ("Police said it was over.", False),
    ("The newspaper said it was over.", False),
    ("Spokesman Otto Lenz said it was over.", True),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_named(text: str, expected: bool) -> None:
    assert read(text, entities=mentions(context(text)))[0].named is expected


def test_a_document_is_its_authors() -> None:
    text = "According to a letter by Ida Brandt, the bridge is unsafe."
    found = read(text, entities=mentions(context(text)))
    entities = {e.id: e.name for e in mentions(context(text))}
    assert [(s.source_kind, entities.get(s.source_entity or "")) for s in found] == [("document", "Ida Brandt")]
